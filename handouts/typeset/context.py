"""What boxes need to know of the file being made: styles, colors, fonts, drawings, structure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..design.layout import Layout
from ..graphics.drawing import Color, Drawing
from ..graphics.font import Font
from ..problems import Place, Problems


@dataclass(eq=False)
class Look:
    """What boxes need to know of the job: styles, colors, fonts, drawings, structure.

    `art_color(hex, ground)` gives the color of a drawing's hex on a ground.
    `links` and `fields` say whether the edition is interactive. `late` holds
    values known only per page.
    """

    layout: Layout
    color: Callable[[str], Color]
    font: Callable[[str], Font]
    drawing: Callable[[str], Drawing]
    art_color: Callable[[str, str], Color]
    problems: Problems
    page_width: float = 0
    border: float = 0
    links: bool = True
    fields: bool = True
    late: dict[str, str] = field(default_factory=dict)
    _checked: set[tuple[str, str]] = field(default_factory=set)

    def check(self, text: str, font: Font, place: Place) -> None:
        """Report characters the font cannot draw (ReportLab would print nothing)."""
        if text.isascii() or (text, font.name) in self._checked:
            return
        self._checked.add((text, font.name))
        for letter in dict.fromkeys(text):
            if not letter.isspace() and not font.draws(letter):
                self.problems.add(
                    place,
                    f'the font cannot draw "{letter}" (U+{ord(letter):04X})',
                    "use another character",
                )
