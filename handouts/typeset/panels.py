"""Fixed panels: each must hold its content exactly."""

from __future__ import annotations

from ..design.spec import PanelSpec
from ..markup.node import Node
from .box import Box
from .boxes import box_for
from .context import RenderContext
from .overflow import longest, longest_place, words
from .page import TOLERANCE, Placed, Plan


def place_panels(
    context: RenderContext, document: Node, size: tuple[float, float], paper: str
) -> list[Plan]:
    """Fixed panels: each must hold its content, and its words must be under its cap (HL-09)."""
    width, height = size
    title = _title(document)
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
            box.grow(inner, room - box.height(inner))
            page.placed.append(Placed(box, x + left, height - top, inner, room))
            x += wide
            if x < width - 1:
                page.folds.append(x)
        pages.append(page)
    _check_total(context, document)
    return pages


def _title(document: Node) -> str:
    """The handout's title, to name it in a problem."""
    return next((node.text() for node in document.walk() if node.tag == "h1"), "the handout")


def _check_fit(
    context: RenderContext, box: Box, panel: PanelSpec, width: float, room: float, title: str
) -> None:
    over = box.height(width) - room
    place = longest_place(box)
    if over > TOLERANCE:
        leading = context.layout.style("p").leading
        lines = max(1, round(over / leading + 0.4))
        context.problems.add(
            place,
            f'{title}: panel "{panel.name}" is {lines} line{"s" if lines > 1 else ""} too long'
            f" ({over:.0f} pt)",
            f"shorten {longest(box)}",
        )
    if panel.words:
        count = words(box.node)
        if count > panel.words:
            context.problems.add(
                place,
                f'{title}: panel "{panel.name}" has {count} words, {panel.words} are allowed',
                f"shorten {longest(box)}",
            )


def _check_total(context: RenderContext, document: Node) -> None:
    limit = context.layout.spec.words
    if limit and (count := words(document)) > limit:
        message = f"{_title(document)}: has {count} words, {limit} are allowed"
        context.problems.add(document.place, message, "cut some")
