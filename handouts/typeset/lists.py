"""Lists, and the markers of their items."""

from __future__ import annotations

from collections.abc import Sequence

from ..graphics import shapes
from ..markup.node import Node
from ..placed import Page, Paint, Run, Text
from .box import Box
from .containers import Columns, Stack
from .context import RenderContext


class List(Columns):
    """A list in one or more columns, filled column by column."""

    def __init__(self, context: RenderContext, node: Node, items: Sequence[Item]) -> None:
        super().__init__(context, node, items)
        self.items = list(items)
        for item in self.items:
            item.marker = self.style.marker
        count = self.style.columns
        rows = max(1, -(-len(self.items) // count))
        self.children = [
            _Run(context, node, self.items[at : at + rows])
            for at in range(0, len(self.items), rows)
        ]


class _Run(Stack):
    """One column of a list's items."""

    def __init__(self, context: RenderContext, node: Node, items: Sequence[Box]) -> None:
        super().__init__(context, node, items)
        own = self.style
        self.style = own.changed(
            fill=None, stroke=None, padding=[0, 0, 0, 0], width="*",
            gap=own.row_gap if own.columns > 1 else own.gap,
        )  # fmt: skip


class Item(Stack):
    """A list item: its marker beside its text. Numbers and tick boxes are its label (LI, Lbl)."""

    marker = "none"  # as the list's style says

    def _inner(self, width: float) -> float:
        return super()._inner(width) - self.style.indent

    def _draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        if self.marker != "none":
            self._mark(page, x + self.style.padding[3], top - self.style.padding[0], height)
        super()._draw(page, x + self.style.indent, top, width, height)

    def _mark(self, page: Page, x: float, top: float, height: float) -> None:
        style, size = self.style, self.style.marker_size
        color = self.context.color(style.marker_color)
        center = top - style.marker_down - size / 2
        if self.marker == "dot":
            dot = shapes.circle(x + size / 2, center, size / 2)
            page.decorate(f"{color.fill} {dot} f")
        elif self.marker == "bar":
            bar = shapes.rounded(x, top - height, size, height, size / 2)
            page.decorate(f"{color.fill} {bar} f")
        elif self.marker == "check":
            line = style.marker_width
            box = shapes.rounded(
                x + line / 2, center - size / 2 + line / 2, size - line, size - line, size / 4
            )
            operators = f"{color.stroke} {shapes.number(line)} w {box} S"
            page.add(Paint(operators, self.node, label=True))
        else:
            self._number(page, x, center, color.fill)

    def _number(self, page: Page, x: float, center: float, fill: str) -> None:
        style, size = self.style, self.style.marker_size
        page.decorate(f"{fill} {shapes.circle(x + size / 2, center, size / 2)} f")
        font = self.context.font(style.numeral)
        text = self.node.attributes["label"]
        width = font.width(text, style.numeral_size)
        left = x + (size - width) / 2
        run = Run(
            left,
            center - 0.35 * style.numeral_size,
            left + width,
            font,
            style.numeral_size,
            self.context.color(style.numeral_color).fill,
            [font.word(text)],
        )
        page.add(Text(self.node, [run], label=True))
