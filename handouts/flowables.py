"""Nodes as boxes: stacks, columns, lists, pictures, codes, fields and ornaments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from . import shapes
from .box import Box, Look, decorate
from .markup import Node
from .tagged import Piece, TaggedCanvas
from .text import TextBox

_STACKS = {"document", "panel", "section", "band", "card", "column", "artifact", "item"}


def make(look: Look, node: Node) -> Box:
    """The box for a node."""
    tag = node.tag
    if tag == "artifact":
        if "draw" in node.attributes:
            return Ornament(look, node)
        if "art" in node.attributes:
            return Figure(look, node)
    if tag == "columns":
        return Columns(look, node)
    if tag == "list":
        return List(look, node)
    if tag == "figure":
        return Figure(look, node)
    if tag == "qr":
        return Qr(look, node)
    if tag == "field":
        return Field(look, node)
    if tag == "spacer":
        return Spacer(look, node)
    if tag == "table":
        return Table(look, node)
    if node.holds_text():
        return TextBox(look, node)
    assert tag in _STACKS, tag
    return Stack(look, node)


class Spacer(Box):
    """Empty room; with `flex` it takes a share of the free space."""

    def natural_height(self, width: float) -> float:
        return 0


class Stack(Box):
    """Boxes one below the other. Free space goes to `flex` children, or between all (`spread`)."""

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

    def _draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        super().draw(canvas, x, top, width, height)
        padding = self.style.padding
        inner = self._inner(width)
        gaps = self._gaps()
        grown = [box.height(self._child_width(box, inner)) for box in self.children]
        free = height - self.natural_height(width)
        y = top - padding[0]
        if free > 0:
            y -= self._share(free, grown, gaps)
        for box, gap, tall in zip(self.children, gaps, grown, strict=True):
            y -= gap
            box.draw(canvas, x + padding[3], y, self._child_width(box, inner), tall)
            y -= tall
        self.outline(canvas, x, top, width, height)
        for box in self.hung:
            self._hang(canvas, box, x, top, width, height)

    def _share(self, free: float, heights: list[float], gaps: list[float]) -> float:
        """Give free space away; returns what stays above the first child."""
        weights = [box.style.flex for box in self.children]
        total = sum(weights)
        if total:
            for index, weight in enumerate(weights):
                heights[index] += free * weight / total
        elif self.style.spread and len(self.children) > 1:
            for index in range(1, len(gaps)):
                gaps[index] += free / (len(gaps) - 1)
        else:
            return {"middle": free / 2, "bottom": free}.get(self.style.valign, 0.0)
        return 0.0

    def _hang(
        self, canvas: TaggedCanvas, box: Box, x: float, top: float, width: float, height: float
    ) -> None:
        """Draw a box at its place in this one: x or from_right, y or from_bottom."""
        style = box.style
        own = style.width if isinstance(style.width, float) else box.natural_width() or width
        if style.width == "page":  # from margin to margin of the whole page
            own = self.look.page_width - 2 * (x + (style.x or 0.0))
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
        lines = [box.baseline(own) for box, own in zip(self.children, self.widths(width), strict=True)]
        return self.style.padding[0] + max(lines, default=0)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        super().draw(canvas, x, top, width, height)
        upper, _, lower, left = self.style.padding
        room = height - upper - lower
        at = x + left
        widths = self.widths(width)
        for box, own, drop in zip(self.children, widths, self._drops(widths), strict=True):
            tall = box.height(own)
            if self.style.valign == "middle":
                drop = (room - tall) / 2
            elif self.style.valign == "bottom":
                drop = room - tall
            elif self.style.valign == "top" and isinstance(box, Stack):
                tall = room
            box.draw(canvas, at, top - upper - drop, own, tall)
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
        items = [Item(look, item, self.style.marker) for item in node.nodes()]
        count = max(1, self.style.columns)
        rows = -(-len(items) // count)
        self.children = [
            _Run(look, node, items[at : at + rows]) for at in range(0, len(items), rows or 1)
        ]


class _Run(Stack):
    """One column of a list's items."""

    def __init__(self, look: Look, node: Node, items: Sequence[Box]) -> None:
        super().__init__(look, node, children=items)
        self.style = self.style.model_copy(
            update={
                "fill": None, "stroke": None, "padding": [0, 0, 0, 0], "width": "*",
                "gap": self.style.pitch if self.style.columns > 1 else self.style.gap,
            }
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

    def _draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
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


class Figure(Box):
    """A drawing in a square as wide as its style says, on its ground."""

    def natural_height(self, width: float) -> float:
        return self._side(width)

    def _side(self, width: float) -> float:
        wanted = self.style.width
        return min(width, wanted) if isinstance(wanted, float) else width

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        width = self._side(width)
        name = self.node.attributes["art"]
        drawing = self.look.drawing(name)
        ground = self.style.ground
        inner = drawing.operators(lambda color: self.look.art_color(color, ground))
        scale = width / drawing.size
        number = shapes.number
        operators = (
            f"q {scale:.5f} 0 0 {-scale:.5f} {number(x)} {number(top)} cm {inner} Q"
        )
        if self.style.ring:
            stroke = self.look.color(self.style.ring).stroke
            ring = shapes.circle(x + width / 2, top - width / 2, width * 112 / 240)
            operators += f" {stroke} {number(self.style.ring_width)} w {ring} S"
        if self.node.tag == "artifact":
            decorate(canvas, operators)
            return
        element = self.look.element(self.node)
        canvas.figure_box(element, (x, top - width, x + width, top))
        with canvas.content(element):
            canvas.paint(operators)


class Qr(Box):
    """A QR code with its quiet zone of four modules, level Q, in black (PP-12)."""

    def natural_height(self, width: float) -> float:
        return width

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        super().draw(canvas, x, top, width, height)
        rows = _modules(self.node.attributes["data"])
        left, right = self.style.padding[3], self.style.padding[1]
        module = (width - left - right) / (len(rows) + 8)
        out = [self.look.color("text").fill]
        for line, row in enumerate(rows):
            y = top - self.style.padding[0] - (line + 5) * module
            for start, length in row:
                out.append(shapes.rectangle_fine(x + left + (start + 4) * module, y, length * module, module))
        out.append("f")
        element = self.look.element(self.node) if not canvas.marking else None
        if element is None:
            canvas.paint(" ".join(out))
            return
        canvas.figure_box(element, (x, top - width, x + width, top))
        with canvas.content(element):
            canvas.paint(" ".join(out))


@lru_cache(maxsize=256)
def _modules(data: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The dark runs of each row: (first module, how many)."""
    import segno

    code = segno.make(data, error="q", micro=False, boost_error=False)
    rows = []
    for row in code.matrix:
        runs, start = [], None
        for index, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = index
            elif not dark and start is not None:
                runs.append((start, index - start))
                start = None
        rows.append(tuple(runs))
    return tuple(rows)


class Field(Box):
    """A ruled line to write on; in interactive editions a text field stands on it."""

    def natural_height(self, width: float) -> float:
        return self.style.leading

    def baseline(self, width: float) -> float:
        return self.style.size

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        style = self.style
        rule = top - style.size - 3
        stroke = self.look.color(style.line).stroke
        path = shapes.line(x, rule, x + width, rule)
        decorate(canvas, f"{stroke} {shapes.number(style.line_width)} w 0 J {path} S")
        if self.look.fields and not canvas.marking:
            attributes = self.node.attributes
            canvas.field(
                self.look.element(self.node),
                (x, rule + 1, x + width, rule + 1 + max(20.0, style.size * 1.35)),
                attributes["name"],
                attributes["label"],
                self.look.font(style.font),
                style.size,
            )


class Ornament(Box):
    """Decoration that is drawn, not art: a rule, a swatch, a disc, bars or the strands."""

    def natural_height(self, width: float) -> float:
        return self.style.size

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        draw = getattr(self, f"_{self.node.attributes['draw']}")
        decorate(canvas, draw(x, top, width, height))

    def _rule(self, x: float, top: float, width: float, height: float) -> str:
        style = self.style
        stroke = self.look.color(style.line).stroke
        upright = style.width == style.line_width
        middle = x + width / 2
        path = (
            shapes.line(middle, top, middle, top - height)
            if upright
            else shapes.line(x, top - height / 2, x + width, top - height / 2)
        )
        return f"{stroke} {shapes.number(style.line_width)} w 0 J {path} S"

    def _swatch(self, x: float, top: float, width: float, height: float) -> str:
        style = self.style
        line = style.stroke_width if style.stroke else 0.0
        box = shapes.rounded(
            x + line / 2, top - height + line / 2, width - line, height - line, style.radius
        )
        fill = self.look.color(style.fill or "white").fill
        if not style.stroke:
            return f"{fill} {box} f"
        stroke = self.look.color(style.stroke).stroke
        return f"{fill} {stroke} {shapes.number(line)} w {box} B"

    def _disc(self, x: float, top: float, width: float, height: float) -> str:
        fill = self.look.color(self.style.fill or "mist").fill
        disc = shapes.circle(x + width / 2, top - height / 2, width / 2)
        out = f"{fill} {disc} f"
        if self.style.ring:
            stroke = self.look.color(self.style.ring).stroke
            line = self.style.ring_width
            ring = shapes.circle(x + width / 2, top - height / 2, width / 2 - line / 2)
            out += f" {stroke} {shapes.number(line)} w {ring} S"
        return out

    def _bars(self, x: float, top: float, width: float, height: float) -> str:
        """One bar for each sheet of the family, the current one in the accent color."""
        style = self.style
        count = int(self.node.attributes["count"])
        current = int(self.node.attributes["current"])
        out = []
        for index in range(count):
            fill = self.look.color("accent" if index + 1 == current else "rule").fill
            left = x + width - (count - index) * style.pitch + (style.pitch - style.marker_size)
            bar = shapes.rounded(left, top - height, style.marker_size, height, height / 2)
            out.append(f"{fill} {bar} f")
        return " ".join(out)

    def _strands(self, x: float, top: float, width: float, height: float) -> str:
        style = self.style
        halves, at = [], style.pitch
        for _ in range(style.columns):
            halves.append(at)
            at *= style.indent
        amplitude = (style.marker_size, style.marker_width)
        thick, halo = shapes.number(style.line_width), shapes.number(style.line_width + 3.2)
        looks = {
            "first": f"{self.look.color('accent').stroke} {thick} w 1 J",
            "second": f"{self.look.color('strand').stroke} {thick} w 1 J",
            "halo": f"{self.look.color(style.fill or 'white').stroke} {halo} w 0 J",
        }
        strokes = shapes.strands(x, top - height / 2, width, halves, amplitude)
        return " ".join(f"{looks[what]} {path} S" for what, path in strokes)
