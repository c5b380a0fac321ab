"""Boxes at their places on pages, and the marks they make there."""

from __future__ import annotations

from typing import NamedTuple

from ..markup.node import Node
from ..placed import Page
from .box import Box

TOLERANCE = 0.05


class PlacedBox(NamedTuple):
    """A box at its place on a page: x, top, width and height."""

    box: Box
    x: float
    top: float
    width: float
    height: float


class Plan(NamedTuple):
    """What goes on one page, its folds (x) and its headings with their tops."""

    placed: list[PlacedBox]
    folds: list[float]
    headings: list[tuple[Node, float]]


def compose(plans: list[Plan], late: dict[str, str], border: float) -> list[Page]:
    """The marks of every page, `border` in from the edges of the sheet.

    `late` is filled with what is known now: the page, and how many there are.
    """
    pages = []
    for number, plan in enumerate(plans, 1):
        late.update(page=str(number), pages=str(len(plans)))
        page = Page()
        for box, x, top, width, height in plan.placed:
            box.draw(page, x + border, top + border, width, height)
        page.folds += plan.folds
        page.headings += [(node, top + border) for node, top in plan.headings]
        pages.append(page)
    return pages
