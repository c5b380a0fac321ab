"""Boxes at their places on pages."""

from __future__ import annotations

from typing import NamedTuple

from ..markup.node import Node
from ..pdf import TaggedCanvas
from .box import Box

TOLERANCE = 0.05


class Placed(NamedTuple):
    """A box at its place on a page: x, top, width and height."""

    box: Box
    x: float
    top: float
    width: float
    height: float

    def draw(self, canvas: TaggedCanvas, offset: float) -> None:
        self.box.draw(canvas, self.x + offset, self.top + offset, self.width, self.height)


class Page(NamedTuple):
    """What stands on one page, its folds (x) and its headings with their tops, for bookmarks."""

    placed: list[Placed]
    folds: list[float]
    headings: list[tuple[Node, float]]


class Pages(NamedTuple):
    """All pages; `late` are the values filled in while a page is drawn."""

    pages: list[Page]
    late: dict[str, str]
