"""What a file says about itself: header, language, title, XMP, fonts, stream ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf

from . import fields
from .tree import Document, Fault

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
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
    """Every fault outside the structure tree."""
    pdf = document.pdf
    facts = xmp(pdf)
    archive = bool(facts and facts.get("pdfaid:part"))
    yield from _syntax(pdf, data)
    yield from _catalog(document)
    yield from _metadata(pdf, facts, archive)
    yield from _fonts(pdf)
    yield from fields.check(pdf)
    known = fields.known(pdf)
    for number, page in enumerate(pdf.pages, 1):
        annotations = list(page.obj.get("/Annots", []))
        if annotations and page.obj.get("/Tabs") != "/S":
            what = "a page with links or fields does not say that Tab follows the structure (Tabs)"
            yield "PDF/UA 7.18.3", what, f"page {number}"
        for annotation in annotations:
            if annotation.get("/Subtype") == "/Widget" and annotation.objgen not in known:
                label = annotation.get("/TU", "")
                what = f'the field "{label}" does not belong to the form (AcroForm)'
                yield "ISO 32000-1 12.7.2", what, f"page {number}"
            flags = int(annotation.get("/F", 0))
            if archive and (not flags & 4 or flags & 0b100011):
                kind = str(annotation.get("/Subtype", "/none"))[1:]
                yield (
                    "PDF/A-2 6.3.2",
                    f"a {kind} is not set to be shown and printed (F)",
                    f"page {number}",
                )


# --- the bytes ------------------------------------------------------------------------

_STREAM = re.compile(rb"/Length (\d+)(?!\d)(?!\s+\d+\s+R)[^>]*>>\s*stream(\r?\n)")


def _syntax(pdf: pikepdf.Pdf, data: bytes) -> Iterator[Fault]:
    if not data.startswith(b"%PDF-1.7"):
        found = data[:8].decode("latin-1")
        yield "PDF/UA 6.1", f'the header is "{found}", not "%PDF-1.7"', ""
    if pdf.is_encrypted:
        yield "PDF/A-2 6.1.3", "the file is encrypted", ""
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
            yield "PDF/A-2 6.1.7.1", "a stream is not as long as its Length", f"byte {hit.start()}"
        elif data[end - 1 : end] == b"\r" and tail.startswith(b"\nendstream"):
            what = "a stream's last byte, CR, is taken for part of the line end"
            yield "PDF/A-2 6.1.7.1", what, f"byte {hit.start()}"


# --- catalog --------------------------------------------------------------------------


def _catalog(document: Document) -> Iterator[Fault]:
    root = document.pdf.Root
    viewer: Any = root.get("/ViewerPreferences", {})
    marks: Any = root.get("/MarkInfo", {})
    language = str(root.get("/Lang", ""))
    if not language:
        yield "PDF/UA 7.2", "the file does not say its language (Lang)", ""
    elif not _LANGUAGE.fullmatch(language):
        yield "PDF/UA 7.2", f'the language "{language}" is not a language tag', ""
    for element in document.walk():
        own = element.object.get("/Lang")
        if own is not None and not _LANGUAGE.fullmatch(str(own)):
            yield "PDF/UA 7.2", f'the language "{own}" is not a language tag', element.where()
    if not viewer.get("/DisplayDocTitle", False):
        yield "PDF/UA 7.1", "the window does not show the title (DisplayDocTitle)", ""
    if not marks.get("/Marked", False):
        yield "PDF/UA 7.1", "the file does not say that it is tagged (MarkInfo Marked)", ""
    if marks.get("/Suspects", False):
        yield "PDF/UA 7.1", "the tags are declared suspect (MarkInfo Suspects)", ""
    if "/XFA" in root.get("/AcroForm", {}):
        yield "PDF/UA 7.15", "the form is an XFA form", ""


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


def _metadata(pdf: pikepdf.Pdf, facts: dict[str, str] | None, archive: bool) -> Iterator[Fault]:
    if facts is None:
        yield "PDF/UA 7.1", "the file has no XMP metadata that can be read", ""
        return
    if not facts.get("dc:title"):
        yield "PDF/UA 7.1", "XMP has no title (dc:title)", ""
    if facts.get("pdfuaid:part") != "1":
        yield "PDF/UA 5", "XMP does not claim PDF/UA-1 (pdfuaid:part)", ""
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
    if archive:
        if (facts["pdfaid:part"], facts.get("pdfaid:conformance")) != ("2", "A"):
            yield "PDF/A-2 6.6.4", "XMP does not claim PDF/A-2a as a whole", ""
        intents = list(pdf.Root.get("/OutputIntents", []))
        if not any(
            intent.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in intent
            for intent in intents
        ):
            yield "PDF/A-2 6.2.3", "the file has no output intent with a color profile", ""


# --- fonts ----------------------------------------------------------------------------


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
            yield from _font(item)


def _font(font: Any) -> Iterator[Fault]:
    name = str(font.get("/BaseFont", "/a font without a name"))[1:]
    if font.get("/Subtype") == "/Type3":
        yield "PDF/UA 7.21", "a Type 3 font is not read by everyone", name
        return
    if font.get("/Subtype") != "/Type0":
        descriptor = font.get("/FontDescriptor", {})
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield "PDF/UA 7.21.4.1", "a font is not embedded", name
    composite = str(font.get("/Subtype", "")).startswith("/CIDFont")
    if not composite and "/ToUnicode" not in font:
        yield (
            "PDF/UA 7.21.7",
            "a font does not say which characters its codes are (ToUnicode)",
            name,
        )
