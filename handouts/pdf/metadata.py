"""What a file says about itself: title, language, XMP, output intent, viewer hints."""

from __future__ import annotations

import datetime
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape
from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFDocument, PDFInfo

from .objects import Name, Object, Stream, Value, deflate, deflated, written

_SRGB = "sRGB IEC61966-2.1"


class Metadata(NamedTuple):
    """Facts for the document information and XMP. `date` is the day of publication.

    `duplex` is a value of ISO 32000-1, table 150, or None. `condition` is the
    registered name of a press condition; without one the file is sRGB and
    claims PDF/A-2a.
    """

    title: str
    author: str
    subject: str
    language: str
    number: str
    date: datetime.date
    producer: str
    duplex: str | None = None
    condition: str | None = None

    def check(self) -> None:
        """Raises `ValueError` where a reader would miss something."""
        for name in ("title", "language", "author"):
            if not getattr(self, name).strip():
                raise ValueError(f"a document needs its {name} (ISO 14289-1, 7.1 and 7.2)")


class _Info(PDFInfo):
    """The document information dictionary, dated by the content and not by the clock."""

    def __init__(self, metadata: Metadata) -> None:
        super().__init__()
        self._metadata = metadata
        self.title, self.author = metadata.title, metadata.author
        self.subject, self.keywords = metadata.subject, metadata.number

    def format(self, document: PDFDocument) -> bytes:
        about = self._metadata
        date = f"D:{about.date:%Y%m%d}000000Z"
        value: Value = {
            "Title": about.title,
            "Author": about.author,
            "Subject": about.subject,
            "Keywords": about.number,
            "Creator": about.producer,
            "Producer": about.producer,
            "CreationDate": date,
            "ModDate": date,
            "Trapped": Name("False"),
        }
        return written(value, document).encode("latin-1")


def catalog(document: PDFDocument, metadata: Metadata) -> None:
    """Fill the catalog: metadata, marks, viewer preferences, output intent."""
    target = document.Catalog
    target.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]
    document.info = _Info(metadata)
    xml = {"Type": Name("Metadata"), "Subtype": Name("XML")}
    target.Metadata = Stream(_xmp(metadata).encode("utf-8"), xml)
    target.MarkInfo = Object({"Marked": True})
    shown: dict[str, Value] = {"DisplayDocTitle": True, "PrintScaling": Name("None")}
    if metadata.duplex:
        shown["Duplex"] = Name(metadata.duplex)
    target.ViewerPreferences = Object(shown)
    target.OutputIntents = Object([Object(_intent(metadata))])
    document.Reference(target.OutputIntents)


def _intent(metadata: Metadata) -> Value:
    if condition := metadata.condition:
        return {
            "Type": Name("OutputIntent"),
            "S": Name("GTS_PDFX"),
            "RegistryName": "http://www.color.org",
            "OutputConditionIdentifier": condition,
            "OutputCondition": condition,
            "Info": condition,
        }
    return {
        "Type": Name("OutputIntent"),
        "S": Name("GTS_PDFA1"),
        "OutputConditionIdentifier": _SRGB,
        "Info": _SRGB,
        "DestOutputProfile": deflated(_profile(), {"N": 3}),
    }


@lru_cache(maxsize=1)
def _profile() -> bytes:
    """A small sRGB profile, deflated; made with LittleCMS and dated 2026-01-01."""
    return deflate(Path(__file__).with_name("sRGB.icc").read_bytes())


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"{pdfa_space}>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords>{number}</pdf:Keywords>
<xmpMM:DocumentID>uuid:{uuid}</xmpMM:DocumentID>
<pdfuaid:part>1</pdfuaid:part>{pdfa}
</rdf:Description>{extension}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

# PDF/A must be told of the PDF/UA property (ISO 19005-2, 6.6.2.3).
_EXTENSION = """
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def _uuid(name: str) -> str:
    """A name-based identifier (RFC 9562, version 8); the uuid module is slow to load."""
    digest = hashlib.sha256(name.encode("utf-8")).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


def _xmp(metadata: Metadata) -> str:
    archive = metadata.condition is None
    return _XMP.format(
        title=escape(metadata.title),
        author=escape(metadata.author),
        subject=escape(metadata.subject),
        language=escape(metadata.language),
        number=escape(metadata.number),
        producer=escape(metadata.producer),
        date=metadata.date.isoformat(),
        uuid=_uuid(f"{metadata.number}/{metadata.title}"),
        pdfa_space=' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"' if archive else "",
        pdfa="<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
        if archive
        else "",
        extension=_EXTENSION if archive else "",
    )
