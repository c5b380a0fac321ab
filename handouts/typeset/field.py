"""Lines to write on, by hand or, in interactive editions, by typing into a field."""

from __future__ import annotations

from ..graphics import shapes
from ..graphics.font import Font
from ..markup.node import Node
from ..markup.vocabulary import line_range
from ..placed import TYPED_LEADING, Field, Page
from ..problems import Place
from ..project import THEME
from .box import Box
from .context import RenderContext

_UNDER = 3.0  # how far a line stands under the baseline of what is written on it


class WritingLines(Box):
    """Ruled lines to write on; in interactive editions one text field covers them all.

    There are as many lines as the markup says; of a range, as many as find room.
    """

    def __init__(self, context: RenderContext, node: Node) -> None:
        super().__init__(context, node)
        self.lines, self._most = line_range(node.attributes.get("lines", "1"))

    @property
    def _pitch(self) -> float:
        """From line to line. Typed lines are half as far apart: on a line or between two."""
        return 2 * TYPED_LEADING * self.style.size

    def natural_height(self, width: float) -> float:
        return self.style.leading + (self.lines - 1) * self._pitch

    def grow(self, width: float, room: float) -> float:
        more = min(self._most - self.lines, int(room / self._pitch))
        self.lines += more
        self.measure_again()
        return more * self._pitch

    def baseline(self, width: float) -> float:
        return self.style.size

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        style = self.style
        baseline = top - style.size
        rules = (baseline - _UNDER - line * self._pitch for line in range(self.lines))
        path = " ".join(shapes.line(x, rule, x + width, rule) for rule in rules)
        stroke = self.context.color(style.line).stroke
        page.decorate(f"{stroke} {shapes.number(style.line_width)} w 0 J {path} S")
        if self.context.fields and not page.decorating:
            fonts = self._fonts()
            page.add(Field(self.node, x, baseline, width, self.lines, fonts, style.size))

    def _fonts(self) -> tuple[Font, ...]:
        """The fonts for typed letters; they become one font, so their grids must be the same."""
        fonts = [self.context.font(name) for name in self.context.layout.theme.typed]
        grid = fonts[0].measures.grid
        others = [font for font in fonts if font.measures.grid != grid]
        for font in others:
            said = (
                f'in "typed", expected fonts of {grid} units per em like "{fonts[0].name}",'
                f' found "{font.name}" with {font.measures.grid}'
            )
            self.context.problems.add(Place(THEME), said, "leave it out")
        return tuple(font for font in fonts if font not in others)
