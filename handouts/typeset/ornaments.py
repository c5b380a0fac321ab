"""Decoration that is drawn and not art: rules, swatches, discs, bars and the strands."""

from __future__ import annotations

from collections.abc import Callable

from ..graphics import shapes
from ..placed import Page
from .box import Box


class Ornament(Box):
    """Decoration that is drawn, not art: a rule, a swatch, a disc, bars or the strands."""

    def natural_height(self, width: float) -> float:
        return self.style.size

    def natural_width(self) -> float:
        if self.node.attributes["draw"] == "bars":
            count = int(self.node.attributes["count"])
            return count * self.style.bar_pitch - (self.style.bar_pitch - self.style.bar_width)
        return super().natural_width()

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        draw = _DRAWN[self.node.attributes["draw"]]
        page.decorate(draw(self, x, top, width, height))

    def _rule(self, x: float, top: float, width: float, height: float) -> str:
        style = self.style
        stroke = self.context.color(style.line).stroke
        middle = x + width / 2
        path = (
            shapes.line(middle, top, middle, top - height)
            if style.upright
            else shapes.line(x, top - height / 2, x + width, top - height / 2)
        )
        return f"{stroke} {shapes.number(style.line_width)} w 0 J {path} S"

    def _swatch(self, x: float, top: float, width: float, height: float) -> str:
        style = self.style
        line = style.stroke_width if style.stroke else 0.0
        box = shapes.rounded(
            x + line / 2, top - height + line / 2, width - line, height - line, style.radius
        )
        fill = self.context.color(style.fill or "white").fill
        if not style.stroke:
            return f"{fill} {box} f"
        stroke = self.context.color(style.stroke).stroke
        return f"{fill} {stroke} {shapes.number(line)} w {box} B"

    def _disc(self, x: float, top: float, width: float, height: float) -> str:
        fill = self.context.color(self.style.fill or "mist").fill
        disc = shapes.circle(x + width / 2, top - height / 2, width / 2)
        out = f"{fill} {disc} f"
        if self.style.ring:
            stroke = self.context.color(self.style.ring).stroke
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
            fill = self.context.color("accent" if index + 1 == current else "rule").fill
            left = x + width - (count - index) * style.bar_pitch
            left += style.bar_pitch - style.bar_width
            bar = shapes.rounded(left, top - height, style.bar_width, height, height / 2)
            out.append(f"{fill} {bar} f")
        return " ".join(out)

    def _strands(self, x: float, top: float, width: float, height: float) -> str:
        style = self.style
        halves, at = [], style.wave_length
        for _ in range(style.wave_count):
            halves.append(at)
            at *= style.wave_growth
        amplitude = (style.wave_height, style.wave_end_height)
        thick, halo = shapes.number(style.line_width), shapes.number(style.line_width + 3.2)
        looks = {
            "first": f"{self.context.color('accent').stroke} {thick} w 1 J",
            "second": f"{self.context.color('strand').stroke} {thick} w 1 J",
            "halo": f"{self.context.color(style.fill or 'white').stroke} {halo} w 0 J",
        }
        strokes = shapes.strands(x, top - height / 2, width, halves, amplitude)
        return " ".join(f"{looks[what]} {path} S" for what, path in strokes)


# What can be drawn, by the name that markup gives it.
_DRAWN: dict[str, Callable[[Ornament, float, float, float, float], str]] = {
    "rule": Ornament._rule,
    "swatch": Ornament._swatch,
    "disc": Ornament._disc,
    "bars": Ornament._bars,
    "strands": Ornament._strands,
}
