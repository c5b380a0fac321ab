"""The private names of ReportLab that `handouts/tagged` holds on to.

Tried with ReportLab 5.1.0. If one of these fails after an upgrade, look at the
place named before changing the pin.
"""

from __future__ import annotations

import inspect
import io

import pytest
import reportlab
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfgen.canvas import Canvas
from validators import samples

TRIED = ("5.1.0",)


def test_the_version_was_tried() -> None:
    assert reportlab.Version in TRIED, (
        f"ReportLab {reportlab.Version} has not been tried with handouts/tagged: run all tests,"
        " validate with veraPDF, then add it to TRIED"
    )


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
        (ttfonts.TTFont, "addObjects"),
        (ttfonts.TTFont, "splitString"),
        (ttfonts.TTFont, "getSubsetInternalName"),
        (ttfonts.TTFontFace, "makeSubset"),
        (ttfonts.TTFontFace, "getCharWidth"),
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


@pytest.mark.parametrize("name", ["_code", "_doc", "_annotationrefs", "_preamble"])
def test_a_canvas_has_it(name: str) -> None:
    assert hasattr(Canvas(io.BytesIO(), invariant=1), name)


@pytest.mark.parametrize(
    "name", ["Catalog", "idToObject", "idToObjectNumberAndVersion", "info", "fontMapping"]
)
def test_a_document_has_it(name: str) -> None:
    assert hasattr(Canvas(io.BytesIO())._doc, name)


@pytest.mark.parametrize(
    "name", ["MarkInfo", "Metadata", "StructTreeRoot", "ViewerPreferences", "AcroForm"]
)
def test_the_catalog_writes_it(name: str) -> None:
    """Keys that ReportLab's catalog passes through; OutputIntents is added by the instance."""
    assert name in {*pdfdoc.PDFCatalog.__NoDefault__, *pdfdoc.PDFCatalog.__Refs__}


def test_a_page_passes_on_what_its_instance_names() -> None:
    """`__NoDefault__` is looked up on the instance, so a page can have StructParents and Tabs."""
    assert "self.__NoDefault__" in inspect.getsource(pdfdoc.PDFCatalog.format)
    assert "PDFCatalog.format" in inspect.getsource(pdfdoc.PDFPage) or issubclass(
        pdfdoc.PDFPage, pdfdoc.PDFCatalog
    )


def test_objects_made_while_writing_are_written() -> None:
    """The loop of PDFDocument.format sees what is registered while it runs."""
    source = inspect.getsource(pdfdoc.PDFDocument.format)
    assert "appended DURING FORMATTING" in source or "idToObjectNumberAndVersion" in source


def test_pages_are_called_by_number() -> None:
    """`Page1`, `Page2`: the structure tree refers to pages by these names."""
    canvas = samples.canvas()
    for number in (1, 2):
        canvas.showPage()
        assert f"Page{number}" in canvas._doc.idToObject


def test_annotations_are_set_last() -> None:
    """After `_setAnnotations` nothing of the page's code is taken any more."""
    source = inspect.getsource(Canvas.showPage)
    assert source.index("setStream") < source.index("_setAnnotations")


def test_a_form_sets_the_code_aside_and_ends_as_a_page() -> None:
    """Why `TaggedCanvas.beginForm` refuses."""
    assert "_codeStack" in inspect.getsource(Canvas._restartAccumulators)
    assert "_setAnnotations" in inspect.getsource(Canvas.endForm)


@pytest.mark.parametrize("name", ["state", "face", "encoding", "fontName", "_asciiReadable"])
def test_a_font_has_it(name: str) -> None:
    path = samples.ROOT / "layouts" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"
    font = ttfonts.TTFont("seam", str(path))
    assert hasattr(font, name)


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
    path = samples.ROOT / "layouts" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"
    assert hasattr(ttfonts.TTFontFace(str(path)), name)
