"""What boxes need to know of the file being made: styles, colors, fonts, drawings, structure."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..design.layout import Layout
from ..graphics.color import Color
from ..graphics.drawing import Drawing
from ..graphics.font import Font
from ..markup.node import Node
from ..problems import Place, Problems
from ..project import THEME
from ..reading import letters


class RenderContext(NamedTuple):
    """What boxes need to know of the job: styles, colors, fonts, drawings, structure.

    `art_color(drawing, hex, ground)` gives the color of a drawing's hex on a ground.
    `late` holds values known only per page. `links` and `fields` say whether the
    edition is interactive. Lengths are points.
    """

    layout: Layout
    color: Callable[[str], Color]
    font: Callable[[str], Font]
    drawing: Callable[[str], Drawing]
    art_color: Callable[[str, str, str], Color]
    problems: Problems
    late: dict[str, str]
    page_width: float = 0
    border: float = 0
    links: bool = True
    fields: bool = True

    def check(self, text: str, font: Font, node: Node) -> None:
        """Report letters in a text of a block that its font cannot draw: boxes would be printed."""
        if text.isascii():
            return
        lacking = [letter for letter in text if not font.drawn(letter)]
        if lacking:
            said = f"the font cannot draw {letters.named(lacking)}"
            hint = f"write it in words, or name a font that has it in {THEME}"
            self.problems.add(place_of(lacking[0], node), said, hint)


def place_of(words: str, node: Node) -> Place:
    """Where words of a block were written."""
    for text in node.walk():
        if text.tag == "t" and words in text.text():
            filled = (place for said, place in text.filled if words in said)
            return next(filled, text.place)
    return node.where
