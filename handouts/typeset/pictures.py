"""Drawings on the page, and empty room."""

from __future__ import annotations

from ..graphics import shapes
from ..placed import Page, Paint
from .box import Box


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

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        width = self._side(width)
        name = self.node.attributes["art"]
        drawing = self.context.drawing(name)
        ground = self.style.ground
        inner = drawing.operators(lambda color: self.context.art_color(name, color, ground))
        scale = width / drawing.size
        number = shapes.number
        operators = f"q {scale:.5f} 0 0 {-scale:.5f} {number(x)} {number(top)} cm {inner} Q"
        if self.style.ring:
            stroke = self.context.color(self.style.ring).stroke
            ring = shapes.circle(x + width / 2, top - width / 2, width * 112 / 240)
            operators += f" {stroke} {number(self.style.ring_width)} w {ring} S"
        if self.node.tag == "artifact":
            page.decorate(operators)
            return
        page.add(Paint(operators, self.node, box=(x, top - width, x + width, top)))
