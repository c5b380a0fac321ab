"""The baseline: plain, untagged ReportLab Platypus with the same words, fonts and drawings.

No structure, no metadata, no fitting: what a script of one afternoon would do.
"""

from __future__ import annotations

import io
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing
from reportlab.graphics.shapes import Path as Path2D
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    ListFlowable,
    PageTemplate,
    Paragraph,
    Table,
)

# The style of a text, or its tag where it has none, and its words.
Block = tuple[str, str]
FONTS = Path(__file__).parents[2] / "layouts" / "fonts"
_FILES = {
    "text": "AtkinsonHyperlegibleNext-Regular.ttf",
    "text-medium": "AtkinsonHyperlegibleNext-Medium.ttf",
    "text-semibold": "AtkinsonHyperlegibleNext-SemiBold.ttf",
    "text-bold": "AtkinsonHyperlegibleNext-Bold.ttf",
    "heading": "Figtree-Bold.ttf",
    "heading-black": "Figtree-ExtraBold.ttf",
}
INK, MIST, BLUSH = HexColor("#12464F"), HexColor("#E7F1F0"), HexColor("#FBEFE8")


def prepare() -> None:
    """Register the fonts, once per process."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, FONTS / file))
    pdfmetrics.registerFontFamily("text", normal="text", bold="text-bold")


def _style(font: str = "text", size: float = 12, leading: float = 16) -> ParagraphStyle:
    color = "#000000" if font.startswith("text") else INK
    return ParagraphStyle(font, fontName=font, fontSize=size, leading=leading, textColor=color)


_PLAIN, _HEADING, _LABEL = _style(), _style("heading", 18, 22), _style("text-semibold", 12, 15)
_STYLES = {
    "h1": _style("heading-black", 38, 42),
    "h2": _HEADING,
    "h3": _style("heading", 16, 20),
    "inline-h2": _HEADING,
    "wordmark": _style("heading-black", 19, 24),
    "phone": _style("heading-black", 35, 36),
    "lead": _style("text-medium", 14.5, 20),
    "item-title": _style("text-bold", 12, 16),
    "colophon": _style("text", 10, 13),
    "colophon-right": _style("text", 10, 13),
    "kicker": _LABEL,
    "label": _LABEL,
    "scan": _LABEL,
}


def _picture(size: float) -> Drawing:
    drawing = Drawing(size, size)
    drawing.add(Circle(size / 2, size / 2, size / 2, fillColor=MIST, strokeColor=None))
    for step in range(24):
        color = INK if step % 2 else BLUSH
        drawing.add(Circle(size / 2, size * 0.6, size / (3 + step), fillColor=color))
    return drawing


def _code(size: float) -> Drawing:
    """As many black squares as a QR code of a telephone number, in one path."""
    drawing = Drawing(size, size)
    cell = size / 25
    path = Path2D(strokeColor=None)
    for number in range(0, 625, 2):
        x, y = number % 25 * cell, number // 25 * cell
        path.moveTo(x, y)
        path.lineTo(x + cell, y)
        path.lineTo(x + cell, y + cell)
        path.lineTo(x, y + cell)
        path.closePath()
    drawing.add(path)
    return drawing


def _box(rows: list[Any], color: Any, width: float) -> Table:
    return Table([[rows]], colWidths=[width], style=[("BACKGROUND", (0, 0), (-1, -1), color)])


def _paragraphs(blocks: list[Block]) -> list[Flowable]:
    """Each block as a paragraph, and items as lists."""
    story: list[Flowable] = []
    for listed, group in groupby(blocks, key=lambda block: block[0] in ("tick", "dot", "item")):
        rows = [Paragraph(text, _STYLES.get(style, _PLAIN)) for style, text in group]
        story += [ListFlowable(rows, bulletType="bullet")] if listed else rows
    return story


def sheet(places: dict[str, list[Block]]) -> bytes:
    """One page: a header, a title band, two columns, an action box, lines, a contact band."""
    told = {place: _paragraphs(blocks) for place, blocks in places.items()}
    heading, *steps = told["action"]
    *steps, call = steps
    pairs = [steps[at : at + 2] for at in range(0, len(steps), 2)]
    rule = Table([[""]], colWidths=[300], style=[("LINEBELOW", (0, 0), (-1, -1), 0.9, INK)])
    story: list[Flowable] = [
        Table([told["header"]], colWidths=[80, 230, 230]),
        Table([[_box(told["title-band"], MIST, 370), _picture(150)]], colWidths=[380, 160]),
        Table([[told["main"], told["side"]]], colWidths=[350, 190]),
        _box([heading, Table([pairs]), *told["strip"]], BLUSH, 540),
        call,
        Table([[label, rule] for label in told["fields"]], colWidths=[100, 440]),
        Table([[told["contact"], _code(78)]], colWidths=[440, 100]),
        *told["foot"],
    ]
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=letter, title=places["title-band"][2][1])
    document.addPageTemplates(PageTemplate("page", [Frame(30, 10, 552, 772)]))
    document.build(story)
    return buffer.getvalue()


def brochure(panels: list[list[Block]]) -> bytes:
    """Two landscape pages of three panels, each with a picture."""
    buffer = io.BytesIO()
    width, height = landscape(letter)
    document = BaseDocTemplate(buffer, pagesize=(width, height), title="Dystonia")
    frames = [Frame(x * width / 3 + 15, 20, width / 3 - 30, height - 40) for x in range(3)]
    document.addPageTemplates(PageTemplate("page", frames))
    story: list[Flowable] = []
    for number, blocks in enumerate(panels):
        story += [FrameBreak()] if number else []
        story += [*_paragraphs(blocks), _picture(90)]
    document.build(story)
    return buffer.getvalue()
