"""Fixed panels: each must hold its content exactly."""

from __future__ import annotations

from functools import cache

from ..design.spec import PanelSpec
from ..markup.node import Node
from .box import Box
from .boxes import box_for
from .context import RenderContext
from .overflow import full_column, longest, longest_place, points, words
from .page import TOLERANCE, PlacedBox, Plan


def place_panels(
    context: RenderContext, document: Node, size: tuple[float, float], paper: str
) -> list[Plan]:
    """Fixed panels: each must hold its content, and its words must be under its cap (HL-09)."""
    width, height = size
    title, counted = _title(document), cache(words)
    nodes = {node.attributes["name"]: node for node in document.nodes() if node.tag == "panel"}
    pages = []
    for spec in context.layout.spec.pages:
        page, x = Plan([], [], []), 0.0
        for panel in spec.panels:
            wide = panel.width[paper] if panel.width else width
            node = nodes.get(panel.name)
            if node is None:
                said = f'the template has no panel "{panel.name}" here'
                context.problems.add(panel.name.place, said, "add it to the template")
                continue
            top, right, bottom, left = panel.inset
            inner, room = wide - left - right, height - top - bottom
            box = box_for(context, node)
            _check_fit(context, box, panel, inner, room, f"{title} ({paper})")
            if panel.words and counted(node) > panel.words:
                said = f"has {counted(node)} words, {panel.words} are allowed"
                said = f'{title} ({paper}): panel "{panel.name}" {said}'
                place = longest_place(box, tallest=False)
                context.problems.add(place, said, f"shorten {longest(box, tallest=False)}")
            box.grow(inner, room - box.height(inner))
            page.placed.append(PlacedBox(box, x + left, height - top, inner, room))
            x += wide
            if x < width - 1:
                page.folds.append(x)
        pages.append(page)
    limit, count = context.layout.spec.words, sum(map(counted, document.nodes()))
    if limit and count > limit:
        said = f"{title}: has {count} words, {limit} are allowed"
        context.problems.add(document.place, said, "cut some")
    return pages


def _title(document: Node) -> str:
    """The handout's title, to name it in a problem."""
    return next((node.text() for node in document.walk() if node.tag == "h1"), "the handout")


def _check_fit(
    context: RenderContext, box: Box, panel: PanelSpec, width: float, room: float, title: str
) -> None:
    over = box.height(width) - room
    if over > TOLERANCE:
        leading = context.layout.style("p").leading
        lines = max(1, round(over / leading + 0.4))
        column = full_column(box)
        full = f'; full is the column below "{column}"' if column else ""
        context.problems.add(
            longest_place(box),
            f'{title}: panel "{panel.name}" is {lines} line{"s" if lines > 1 else ""} too long'
            f" ({points(over)})",
            f"shorten {longest(box)}{full}",
        )
