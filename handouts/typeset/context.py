"""What boxes need to know of the file being made: styles, colors, fonts, drawings, structure."""

from __future__ import annotations

from collections.abc import Callable

from ..design.layout import Layout
from ..graphics.color import Color
from ..graphics.drawing import Drawing
from ..graphics.font import Font
from ..problems import Place, Problems
from ..project import THEME
from ..reading import letters


class RenderContext:
    """What boxes need to know of the job: styles, colors, fonts, drawings, structure.

    `art_color(drawing, hex, ground)` gives the color of a drawing's hex on a ground.
    `links` and `fields` say whether the edition is interactive. `late` holds
    values known only per page.
    """

    def __init__(
        self,
        layout: Layout,
        color: Callable[[str], Color],
        font: Callable[[str], Font],
        drawing: Callable[[str], Drawing],
        art_color: Callable[[str, str, str], Color],
        problems: Problems,
        page_width: float = 0,
        border: float = 0,
        *,
        links: bool = True,
        fields: bool = True,
    ) -> None:
        self.layout = layout
        self.color = color
        self.font = font
        self.drawing = drawing
        self.art_color = art_color
        self.problems = problems
        self.page_width = page_width
        self.border = border
        self.links = links
        self.fields = fields
        self.late: dict[str, str] = {}
        self._checked: set[tuple[str, str]] = set()

    def check(self, text: str, font: Font, place: Place) -> None:
        """Report the letters of a text that the font cannot draw (they would print as boxes)."""
        if text.isascii() or (text, font.name) in self._checked:
            return
        self._checked.add((text, font.name))
        lacking = [letter for letter in text if not font.drawn(letter)]
        if lacking:
            said = f"the font cannot draw {letters.named(lacking)}"
            hint = f"write it in words, or name a font that has it in {THEME}"
            self.problems.add(place, said, hint)
