"""Lines to write on, and the form fields over them."""

from __future__ import annotations

from ..graphics import shapes
from ..placed import Field as FieldMark
from ..placed import Page
from .box import Box


class Field(Box):
    """A ruled line to write on; in interactive editions a text field stands on it."""

    def natural_height(self, width: float) -> float:
        return self.style.leading

    def baseline(self, width: float) -> float:
        return self.style.size

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        style = self.style
        rule = top - style.size - 3
        stroke = self.look.color(style.line).stroke
        path = shapes.line(x, rule, x + width, rule)
        page.decorate(f"{stroke} {shapes.number(style.line_width)} w 0 J {path} S")
        if self.look.fields and not page.decorating:
            box = (x, rule + 1, x + width, rule + 1 + max(20.0, style.size * 1.35))
            page.add(FieldMark(self.node, box, self.look.font(style.font), style.size))
