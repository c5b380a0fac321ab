"""What a file says about itself: header, stream ends, fields, XMP against the file information.

Only what `page_validation` does not see; the catalog, XMP and fonts are its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pikepdf

from . import fields
from .tree import Document, Fault

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
}
_SAME = {
    "Title": "dc:title",
    "Author": "dc:creator",
    "Subject": "dc:description",
    "Keywords": "pdf:Keywords",
    "Producer": "pdf:Producer",
    "Creator": "xmp:CreatorTool",
    "CreationDate": "xmp:CreateDate",
    "ModDate": "xmp:ModifyDate",
}


def check(document: Document, data: bytes) -> Iterator[Fault]:
    """Every fault outside the structure tree that the validator does not see."""
    pdf = document.pdf
    yield from _syntax(data)
    yield from _metadata(pdf, xmp(pdf))
    yield from fields.check(pdf)
    known = fields.known(pdf)
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == "/Widget" and annotation.objgen not in known:
                label = annotation.get("/TU", "")
                what = f'the field "{label}" does not belong to the form (AcroForm)'
                yield "ISO 32000-1 12.7.2", what, f"page {number}"


# --- the bytes ------------------------------------------------------------------------

_STREAM = re.compile(rb"/Length (\d+)(?!\d)(?!\s+\d+\s+R)[^>]*>>\s*stream(\r?\n)")


def _syntax(data: bytes) -> Iterator[Fault]:
    if not data.startswith(b"%PDF-1.7"):
        found = data[:8].decode("latin-1")
        yield "PDF/UA 6.1", f'the header is "{found}", not "%PDF-1.7"', ""
    bare = sum(
        data[hit.start() - 1 : hit.start()] not in (b"\n", b"\r")
        for hit in re.finditer(rb"endstream\s+endobj", data)
    )
    if bare:
        yield "PDF/A-2 6.1.7.1", f"{bare} streams do not end with a line end before endstream", ""
    for hit in _STREAM.finditer(data):
        end = hit.end() + int(hit[1])
        tail = data[end : end + 11]
        if not re.match(rb"\r?\n?endstream|\rendstream", tail):
            continue  # the validator sees that the stream is not as long as it says
        if data[end - 1 : end] == b"\r" and tail.startswith(b"\nendstream"):
            what = "a stream's last byte, CR, is taken for part of the line end"
            yield "PDF/A-2 6.1.7.1", what, f"byte {hit.start()}"


# --- XMP and Info ---------------------------------------------------------------------


def xmp(pdf: pikepdf.Pdf) -> dict[str, str] | None:
    """The properties in XMP by short name, or None where there is none that can be read."""
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        return None
    try:
        tree = ElementTree.fromstring(stream.read_bytes().decode("utf-8", "replace"))
    except ElementTree.ParseError:
        return None
    out: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        values = [(key, value) for key, value in description.attrib.items()]
        values += [
            (item.tag, ", ".join(filter(None, map(str.strip, item.itertext()))))
            for item in description
        ]
        for key, value in values:
            space, _, name = key[1:].partition("}")
            if space in _SPACES:
                out[f"{_SPACES[space]}:{name}"] = value
    return out


def _metadata(pdf: pikepdf.Pdf, facts: dict[str, str] | None) -> Iterator[Fault]:
    if facts is None:
        return
    language = str(pdf.Root.get("/Lang", ""))
    if language and facts.get("dc:language", language) != language:
        yield "PDF/UA 7.2", "XMP and the catalog name different languages", ""
    for key, name in _SAME.items():
        info = str(pdf.docinfo.get(f"/{key}", "")) if pdf.trailer.get("/Info") is not None else ""
        said = facts.get(name, "")
        if key.endswith("Date"):
            info, said = (re.sub(r"\D", "", one)[:14] for one in (info, said))
        if info and info != said:
            what = f'the file information says "{info}" for {key}, XMP says "{said}" ({name})'
            yield "PDF/A-2 6.6.3", what, ""
