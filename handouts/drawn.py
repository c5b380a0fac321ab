"""What is drawn rather than set: pictures, codes and ornaments."""

from __future__ import annotations

from functools import lru_cache

from . import shapes
from .box import Box, decorate
from .tagged import TaggedCanvas


class Spacer(Box):
    """Empty room; with `flex` it takes a share of the free space."""

    def natural_height(self, width: float) -> float:
        return 0


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
        operators = f"q {scale:.5f} 0 0 {-scale:.5f} {number(x)} {number(top)} cm {inner} Q"
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

    _FINEST = 1.13  # points a module is wide at least

    def natural_height(self, width: float) -> float:
        if self._module(width) < self._FINEST:
            said = "the code holds too much to be scanned at this size"
            self.look.problems.add(self.node.place, said, "use a shorter address")
        return width

    def _rows(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        return _modules(self.node.attributes["data"])

    def _module(self, width: float) -> float:
        return (width - self.style.padding[3] - self.style.padding[1]) / (len(self._rows()) + 8)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        super().draw(canvas, x, top, width, height)
        left, module = self.style.padding[3], self._module(width)
        out = [self.look.color("text").fill]
        for line, row in enumerate(self._rows()):
            y = top - self.style.padding[0] - (line + 5) * module
            for start, length in row:
                out.append(
                    shapes.rectangle_fine(
                        x + left + (start + 4) * module, y, length * module, module
                    )
                )
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
    from qrcodegen import QrCode, QrSegment

    segments = QrSegment.make_segments(data)
    code = QrCode.encode_segments(segments, QrCode.Ecc.QUARTILE, boostecl=False)
    side = range(code.get_size())
    rows = []
    for y in side:
        runs, start = [], None
        for index, dark in enumerate((*(code.get_module(x, y) for x in side), False)):
            if dark and start is None:
                start = index
            elif not dark and start is not None:
                runs.append((start, index - start))
                start = None
        rows.append(tuple(runs))
    return tuple(rows)


class Ornament(Box):
    """Decoration that is drawn, not art: a rule, a swatch, a disc, bars or the strands."""

    def natural_height(self, width: float) -> float:
        return self.style.size

    def natural_width(self) -> float:
        if self.node.attributes["draw"] == "bars":
            count = int(self.node.attributes["count"])
            return count * self.style.pitch - (self.style.pitch - self.style.marker_size)
        return super().natural_width()

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
