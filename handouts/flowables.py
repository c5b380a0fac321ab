"""Nodes as boxes: stacks, columns, lists, pictures, codes, fields and ornaments."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import shapes
from .box import Box, Look, decorate
from .drawn import Figure, Ornament, Qr, Spacer
from .field import Field
from .markup import Node
from .tagged import Piece, TaggedCanvas
from .text import TextBox


def make(look: Look, node: Node) -> Box:
    """The box for a node."""
    if node.tag == "artifact" and "draw" in node.attributes:
        return Ornament(look, node)
    if node.tag == "figure" or "art" in node.attributes:
        return Figure(look, node)
    special: dict[str, Callable[[Look, Node], Box]] = {
        "columns": Columns,
        "list": List,
        "qr": Qr,
        "field": Field,
        "spacer": Spacer,
        "table": Table,
    }
    make_box = special.get(node.tag)
    if make_box:
        return make_box(look, node)
    return TextBox(look, node) if node.holds_text() else Stack(look, node)


class Stack(Box):
    """Boxes one below the other. Free space goes to `flex` children, else by `valign`."""

    def __init__(self, look: Look, node: Node, *styles: str, children: Sequence[Box] = ()) -> None:
        super().__init__(look, node, *styles)
        boxes = list(children) or [make(look, child) for child in node.nodes()]
        self.children = [box for box in boxes if box.flows]
        self.hung = [box for box in boxes if not box.flows]

    def _inner(self, width: float) -> float:
        _, right, _, left = self.style.padding
        return width - left - right

    def natural_width(self) -> float:
        _, right, _, left = self.style.padding
        widths = [box.natural_width() for box in self.children]
        return super().natural_width() or max(widths, default=0) + left + right

    def _child_width(self, box: Box, inner: float) -> float:
        width = box.style.width
        if width == "auto":
            return min(inner, box.natural_width())
        return min(inner, width) if isinstance(width, float) else inner

    def natural_height(self, width: float) -> float:
        top, _, bottom, _ = self.style.padding
        inner = self._inner(width)
        heights = [box.height(self._child_width(box, inner)) for box in self.children]
        return top + bottom + sum(heights) + sum(self._gaps())

    def grow(self, width: float, room: float) -> float:
        inner, taken = self._inner(width), 0.0
        for box in self.children:
            taken += box.grow(self._child_width(box, inner), room - taken)
        self.measure_again()
        return taken

    def _gaps(self) -> list[float]:
        """The space before each child; the first has none."""
        style = self.style
        return [
            0.0 if not index else box.style.before + style.gap
            for index, box in enumerate(self.children)
        ]

    def baseline(self, width: float) -> float:
        first = self.children[0] if self.children else None
        return self.style.padding[0] + (first.baseline(self._inner(width)) if first else 0)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        if self.node.tag == "artifact" and not canvas.marking:
            with canvas.artifact(self.node.attributes.get("kind") or "Pagination"):
                self._draw(canvas, x, top, width, height)
        else:
            self._draw(canvas, x, top, width, height)

    def _draw(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float
    ) -> None:
        super().draw(canvas, x, top, width, height)
        padding = self.style.padding
        inner = self._inner(width)
        gaps = self._gaps()
        grown = [box.height(self._child_width(box, inner)) for box in self.children]
        free = height - self.natural_height(width)
        y = top - padding[0]
        if free > 0:
            y -= self._share(free, grown)
        for box, gap, tall in zip(self.children, gaps, grown, strict=True):
            y -= gap
            box.draw(canvas, x + padding[3], y, self._child_width(box, inner), tall)
            y -= tall
        for box in self.hung:
            if box.style.behind:
                self._hang(canvas, box, x, top, width, height)
        self.outline(canvas, x, top, width, height)
        for box in self.hung:
            if not box.style.behind:
                self._hang(canvas, box, x, top, width, height)

    def _share(self, free: float, heights: list[float]) -> float:
        """Give free space away; returns what stays above the first child."""
        weights = [box.style.flex for box in self.children]
        total = sum(weights)
        if total:
            for index, weight in enumerate(weights):
                heights[index] += free * weight / total
            return 0.0
        return {"middle": free / 2, "bottom": free}.get(self.style.valign, 0.0)

    def _hang(
        self, canvas: TaggedCanvas, box: Box, x: float, top: float, width: float, height: float
    ) -> None:
        """Draw a box at its place in this one: x or from_right, y or from_bottom."""
        style = box.style
        own = style.width if isinstance(style.width, float) else box.natural_width() or width
        if style.width == "page":  # from margin to margin of the whole page
            own = self.look.page_width - 2 * (x - self.look.border + (style.x or 0.0))
        tall = box.height(own)
        left = x + (style.x or 0.0)
        if style.from_right is not None:
            left = x + width - style.from_right - own
        edge = top - (style.y or 0.0)
        if style.from_bottom is not None:
            edge = top - height + style.from_bottom + tall
        box.draw(canvas, left, edge, own, tall)


class Columns(Box):
    """Boxes side by side: fixed, `auto` or `*` widths, aligned at the top, middle or baseline."""

    def __init__(self, look: Look, node: Node, *styles: str, children: Sequence[Box] = ()) -> None:
        super().__init__(look, node, *styles)
        boxes = list(children) or [make(look, child) for child in node.nodes()]
        self.children = [box for box in boxes if box.flows]

    def widths(self, width: float) -> list[float]:
        _, right, _, left = self.style.padding
        room = width - left - right - self.style.gap * max(0, len(self.children) - 1)
        out: list[float | None] = []
        for box in self.children:
            wanted = box.style.width
            if wanted == "auto":
                wanted = box.natural_width()
            out.append(wanted if isinstance(wanted, float) else None)
        rest = room - sum(value for value in out if value is not None)
        shares = out.count(None)
        return [rest / shares if value is None else value for value in out]

    def natural_width(self) -> float:
        _, right, _, left = self.style.padding
        gaps = self.style.gap * max(0, len(self.children) - 1)
        return left + right + gaps + sum(box.natural_width() for box in self.children)

    def natural_height(self, width: float) -> float:
        top, _, bottom, _ = self.style.padding
        return top + bottom + max(self._extent(width), default=0)

    def grow(self, width: float, room: float) -> float:
        before = self.height(width)
        for box, own in zip(self.children, self.widths(width), strict=True):
            box.grow(own, room)
        self.measure_again()
        return self.height(width) - before

    def _extent(self, width: float) -> list[float]:
        widths = self.widths(width)
        drops = self._drops(widths)
        return [
            drop + box.height(own)
            for box, own, drop in zip(self.children, widths, drops, strict=True)
        ]

    def _drops(self, widths: list[float]) -> list[float]:
        """How far each child is lowered so that the first baselines meet."""
        if self.style.valign != "baseline":
            return [0.0] * len(widths)
        lines = [box.baseline(own) for box, own in zip(self.children, widths, strict=True)]
        return [max(lines) - line for line in lines]

    def baseline(self, width: float) -> float:
        lines = [
            box.baseline(own) for box, own in zip(self.children, self.widths(width), strict=True)
        ]
        return self.style.padding[0] + max(lines, default=0)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        super().draw(canvas, x, top, width, height)
        upper, _, lower, left = self.style.padding
        room = height - upper - lower
        at = x + left
        widths = self.widths(width)
        drops = self._drops(widths)
        for index, (box, own) in enumerate(zip(self.children, widths, strict=True)):
            tall = box.height(own)
            if self.style.valign == "middle":
                drops[index] = (room - tall) / 2
            elif self.style.valign == "bottom":
                drops[index] = room - tall
            elif self.style.valign == "top" and isinstance(box, Stack):
                tall = room
            box.draw(canvas, at, top - upper - drops[index], own, tall)
            at += own + self.style.gap
        self.outline(canvas, x, top, width, height)


class Table(Box):
    """Rows of cells with equal or given column widths; the cells' styles draw the rules."""

    def __init__(self, look: Look, node: Node) -> None:
        super().__init__(look, node)
        self.rows = [Columns(look, row) for row in node.nodes()]

    def natural_height(self, width: float) -> float:
        gaps = self.style.gap * max(0, len(self.rows) - 1)
        return sum(row.height(width) for row in self.rows) + gaps

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        super().draw(canvas, x, top, width, height)
        for row in self.rows:
            row.draw(canvas, x, top, width, row.height(width))
            top -= row.height(width) + self.style.gap


class List(Columns):
    """A list in one or more columns, filled column by column."""

    def __init__(self, look: Look, node: Node) -> None:
        Box.__init__(self, look, node)
        self.items = [Item(look, item, self.style.marker) for item in node.nodes()]
        count = max(1, self.style.columns)
        rows = max(1, -(-len(self.items) // count))
        self.children = [
            _Run(look, node, self.items[at : at + rows]) for at in range(0, len(self.items), rows)
        ]


class _Run(Stack):
    """One column of a list's items."""

    def __init__(self, look: Look, node: Node, items: Sequence[Box]) -> None:
        super().__init__(look, node, children=items)
        own = self.style
        self.style = own.changed(
            fill=None, stroke=None, padding=[0, 0, 0, 0], width="*",
            gap=own.pitch if own.columns > 1 else own.gap,
        )  # fmt: skip


class Item(Stack):
    """A list item: its marker beside its text. Numbers and tick boxes are its label (LI, Lbl)."""

    def __init__(self, look: Look, node: Node, marker: str) -> None:
        body: list[Box] = []
        if node.holds_text():
            style = ("item", *node.style.split())
            body = [TextBox(look, node, *style, element=look.tree.element(node))]
        super().__init__(look, node, "item", *node.style.split(), children=body)
        self.marker = marker

    def _inner(self, width: float) -> float:
        return super()._inner(width) - self.style.indent

    def _draw(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float
    ) -> None:
        if self.marker != "none":
            self._mark(canvas, x + self.style.padding[3], top - self.style.padding[0], height)
        super()._draw(canvas, x + self.style.indent, top, width, height)

    def _mark(self, canvas: TaggedCanvas, x: float, top: float, height: float) -> None:
        style, size = self.style, self.style.marker_size
        color = self.look.color(style.marker_color)
        center = top - style.marker_down - size / 2
        if self.marker == "dot":
            dot = shapes.circle(x + size / 2, center, size / 2)
            decorate(canvas, f"{color.fill} {dot} f")
        elif self.marker == "bar":
            bar = shapes.rounded(x, top - height, size, height, size / 2)
            decorate(canvas, f"{color.fill} {bar} f")
        elif self.marker == "check":
            line = style.marker_width
            box = shapes.rounded(
                x + line / 2, center - size / 2 + line / 2, size - line, size - line, size / 4
            )
            operators = f"{color.stroke} {shapes.number(line)} w {box} S"
            with canvas.content(self.look.tree.label(self.node)):
                canvas.paint(operators)
        else:
            self._number(canvas, x, center, color.fill)

    def _number(self, canvas: TaggedCanvas, x: float, center: float, fill: str) -> None:
        style, size = self.style, self.style.marker_size
        decorate(canvas, f"{fill} {shapes.circle(x + size / 2, center, size / 2)} f")
        font = self.look.font(style.numeral)
        text = self.node.attributes["label"]
        width = font.width(text, style.numeral_size)
        canvas.show(
            [
                Piece(
                    self.look.tree.label(self.node),
                    x + (size - width) / 2,
                    center - 0.35 * style.numeral_size,
                    font,
                    style.numeral_size,
                    self.look.color(style.numeral_color).fill,
                    [font.word(text)],
                )
            ]
        )
