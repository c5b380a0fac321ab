"""The baseline: plain, untagged ReportLab Platypus with the same words, fonts and drawings.

No structure, no metadata, no fitting: what a script of one afternoon would do.
"""

from __future__ import annotations

import io
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
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Table,
)

FONTS = Path(__file__).parents[2] / "layouts" / "fonts"
_FILES = {
    "text": "AtkinsonHyperlegibleNext-Regular.ttf",
    "text-medium": "AtkinsonHyperlegibleNext-Medium.ttf",
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


P, H1, H2 = _style(), _style("heading-black", 38, 42), _style("heading", 18, 20)
LEAD = _style("text-medium", 14.5, 20)


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


def sheet(texts: dict[str, list[str]]) -> bytes:
    """One page: a title band, two columns, an action box, a contact band."""
    title, *intro = texts["intro"]
    band = _box([Paragraph(title, H1), *(Paragraph(text, LEAD) for text in intro)], MIST, 370)
    left = [Paragraph("What is it?", H2), *(Paragraph(text, P) for text in texts["left"])]
    signs = ListFlowable([Paragraph(text, P) for text in texts["signs"]], bulletType="bullet")
    right = [Paragraph("What may help?", H2), *(Paragraph(text, P) for text in texts["right"])]
    steps = Table([[[Paragraph(text, P)] for text in texts["steps"]]])
    action = _box([Paragraph("What to do now", H2), steps, Paragraph(texts["urgent"][0], P)],
                  BLUSH, 540)  # fmt: skip
    contact = Table(
        [[[Paragraph(text, P) for text in texts["contact"]], _code(78)]], colWidths=[440, 100]
    )
    story: list[Flowable] = [
        Table([[band, _picture(150)]], colWidths=[380, 160]),
        Table([[[*left, signs], right]], colWidths=[350, 190]),
        action,
        contact,
        *(Paragraph(text, _style("text", 10, 13)) for text in texts["foot"]),
    ]
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=letter, title=title)
    document.addPageTemplates(PageTemplate("page", [Frame(30, 20, 552, 752)]))
    document.build(story)
    return buffer.getvalue()


def brochure(panels: list[list[str]]) -> bytes:
    """Two landscape pages of three panels; the first line of each panel is its heading."""
    buffer = io.BytesIO()
    width, height = landscape(letter)
    document = BaseDocTemplate(buffer, pagesize=(width, height), title="Dystonia")
    frames = [Frame(x * width / 3 + 15, 20, width / 3 - 30, height - 40) for x in range(3)]
    document.addPageTemplates(PageTemplate("page", frames))
    story: list[Flowable] = [NextPageTemplate("page")]
    for number, (heading, *texts) in enumerate(panels):
        story += [FrameBreak()] if number else []
        story += [Paragraph(heading, H2), _picture(90)]
        story += [Paragraph(text, P) for text in texts]
    document.build(story)
    return buffer.getvalue()
