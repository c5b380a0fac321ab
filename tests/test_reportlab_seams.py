"""The private names of ReportLab that `handouts/pdf` holds on to.

`.ci/run` runs these with the oldest and the newest ReportLab that pyproject.toml
allows, and compares the bytes of every file made with them.
"""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfgen.canvas import Canvas
from validators import samples

from handouts.graphics import font as fonts
from handouts.pdf import TaggedCanvas
from handouts.pdf.objects import Object
from handouts.placed import Run


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (Canvas, "_make_preamble"),
        (Canvas, "_restartAccumulators"),
        (Canvas, "_setAnnotations"),
        (Canvas, "getpdfdata"),
        (Canvas, "bookmarkHorizontalAbsolute"),
        (Canvas, "addOutlineEntry"),
        (pdfdoc.PDFDocument, "Reference"),
        (pdfdoc.PDFDocument, "thisPageRef"),
        (pdfdoc.PDFCatalog, "__NoDefault__"),
        (pdfdoc.PDFPage, "__NoDefault__"),
        (ttfonts.TTFont, "State"),
        (ttfonts.TTFont, "addObjects"),
        (ttfonts.TTFont, "shapable"),
        (ttfonts.TTFont, "splitString"),
        (ttfonts.TTFont, "getSubsetInternalName"),
        (ttfonts.TTFontFace, "makeSubset"),
        (ttfonts.TTFontFace, "get_chunk"),
        (ttfonts.TTFontFace, "get_table"),
        (ttfonts.TTFontFace, "get_table_pos"),
        (ttfonts.TTFontMaker, "add"),
        (ttfonts.TTFontMaker, "makeStream"),
        (ttfonts, "SUBSETN"),
        (ttfonts, "TTEncoding"),
    ],
)
def test_it_is_there(owner: object, name: str) -> None:
    assert hasattr(owner, name)


@pytest.mark.parametrize("name", ["_code", "_doc", "_annotationrefs", "_pagesize", "_preamble"])
def test_a_canvas_has_it(name: str) -> None:
    assert hasattr(Canvas(io.BytesIO(), invariant=1), name)


@pytest.mark.parametrize(
    "name", ["Catalog", "idToObject", "idToObjectNumberAndVersion", "info", "signature"]
)
def test_a_document_has_it(name: str) -> None:
    assert hasattr(Canvas(io.BytesIO())._doc, name)


def _file(canvas: TaggedCanvas) -> pikepdf.Pdf:
    canvas.showPage()
    return pikepdf.open(io.BytesIO(canvas.finish()))


@pytest.mark.parametrize(
    "name",
    ["MarkInfo", "Metadata", "StructTreeRoot", "ViewerPreferences", "AcroForm", "OutputIntents"],
)
def test_the_catalog_writes_what_is_put_into_it(name: str) -> None:
    with pikepdf.open(io.BytesIO(samples.good())) as pdf:
        assert f"/{name}" in pdf.Root


def test_a_page_writes_what_its_own_list_names() -> None:
    """`__NoDefault__` is looked up on the page itself, so it can have StructParents and Tabs."""
    with pikepdf.open(io.BytesIO(samples.good())) as pdf:
        assert [int(page.obj.StructParents) for page in pdf.pages] == [0, 1]
        assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}


def test_objects_made_while_writing_are_written() -> None:
    """What is first referred to when another object is already being written is in the file."""
    canvas = samples.canvas()
    outer = Object({"Inner": Object("written late")})
    canvas._annotationrefs.append(canvas._doc.Reference(outer))
    with _file(canvas) as pdf:
        assert str(pdf.pages[0].Annots[0].Inner) == "written late"


def test_pages_are_called_by_number() -> None:
    """`Page1`, `Page2`: the structure tree refers to pages by these names."""
    canvas = samples.canvas()
    for number in (1, 2):
        canvas.showPage()
        assert f"Page{number}" in canvas._doc.idToObject


def test_a_page_is_what_was_painted_and_nothing_more() -> None:
    """Nothing but blanks is put around the code that `_setAnnotations`, the last call, takes."""
    canvas = samples.canvas()
    with canvas.artifact():
        canvas.paint("0 0 m 9 9 l S")
    with _file(canvas) as pdf:
        assert pdf.pages[0].Contents.read_bytes().strip() == b"/Artifact BMC\n0 0 m 9 9 l S\nEMC"


def test_each_document_has_its_own_subset_of_a_shared_font() -> None:
    """The state of a `TTFont` is kept by document: a letter of one is not in the next."""

    def shown(text: str) -> pikepdf.Pdf:
        canvas = samples.canvas()
        font = fonts.Fonts(samples.ROOT).load(
            "text", samples.FONT.relative_to(samples.ROOT).as_posix()
        )
        with canvas.artifact():
            canvas.show([(None, Run(9, 9, 20, font, 12, "0 g", [font.word(text)]))])
        return _file(canvas)

    for text in ("\u00e9", "\u00fc"):
        with shown(text) as pdf:
            (font,) = dict(pdf.pages[0].Resources.Font).values()
            codes = font.ToUnicode.read_bytes()
        assert f"{ord(text):04X}".encode() in codes
    assert b"00E9" not in codes


@pytest.mark.parametrize("name", ["state", "face", "encoding", "fontName", "_asciiReadable"])
def test_a_font_has_it(name: str) -> None:
    assert hasattr(ttfonts.TTFont("seam", str(samples.FONT)), name)


@pytest.mark.parametrize(
    "name",
    [
        "name",
        "bbox",
        "flags",
        "italicAngle",
        "ascent",
        "descent",
        "capHeight",
        "stemV",
        "defaultWidth",
        "charWidths",
        "charToGlyph",
        "glyphPos",
        "hmetrics",
        "unitsPerEm",
    ],
)
def test_a_face_has_it(name: str) -> None:
    assert hasattr(ttfonts.TTFontFace(str(samples.FONT)), name)
