"""A flow: as many pages as the content needs."""

from __future__ import annotations

from ..markup.node import Node
from .box import Box
from .boxes import box_for
from .containers import Stack
from .context import RenderContext
from .lists import List
from .overflow import longest, longest_place, points
from .page import TOLERANCE, PlacedBox, Plan

_HEADINGS = frozenset({"h1", "h2", "h3"})


def place_flow(
    context: RenderContext, document: Node, size: tuple[float, float], paper: str
) -> list[Plan]:
    """As many pages as needed; a page ends only before a section or a card (brief, 7).

    The template's artifacts are the running head (first) and foot; a `pinned`
    block stands at the foot of the last page instead of the running foot.
    """
    width, height = size
    context.late.update(page="88", pages="88")  # as wide as a page number may get
    panel = context.layout.spec.pages[0].panels[0]
    top, right, bottom, left = panel.inset
    inner = width - left - right
    head, foot, blocks, closing = _parts(context, document)
    upper = height - top - (head.height(inner) + head.style.gap if head else 0)
    ends = [box.height(inner) + box.style.before for box in (foot, closing) if box]
    floor_running = bottom + (ends[0] if foot else 0)
    floor_last = bottom + (ends[-1] if closing else 0)
    stacks = _pack(context, blocks, inner, upper - floor_running, upper - floor_last)
    pages = []
    for number, boxes in enumerate(stacks):
        last = number == len(stacks) - 1
        page, y = Plan([], [], []), upper
        if head:
            page.placed.append(PlacedBox(head, left, height - top, inner, head.height(inner)))
        for index, box in enumerate(boxes):
            y -= box.style.before if index else 0
            tall = box.height(inner)
            page.placed.append(PlacedBox(box, left, y, inner, tall))
            page.headings.extend((node, y) for node in _headings(box.node))
            y -= tall
        ending = closing if last and closing else foot
        if ending:
            tall = ending.height(inner)
            page.placed.append(PlacedBox(ending, left, bottom + tall, inner, tall))
        pages.append(page)
    return pages


def _headings(node: Node) -> list[Node]:
    return [inner for inner in node.walk() if inner.tag in ("h1", "h2")][:1]


def _parts(
    context: RenderContext, document: Node
) -> tuple[Box | None, Box | None, list[Box], Box | None]:
    """The running head and foot, the blocks that flow, and the pinned end."""
    furniture = [box_for(context, node) for node in document.nodes() if node.tag == "artifact"]
    blocks = [
        box_for(context, node)
        for panel in document.nodes()
        if panel.tag == "panel"
        for node in panel.nodes()
    ]
    pinned = [box for box in blocks if box.style.pinned]
    return (
        furniture[0] if furniture else None,
        furniture[1] if len(furniture) > 1 else None,
        [box for box in blocks if not box.style.pinned],
        pinned[0] if pinned else None,
    )


def _pack(
    context: RenderContext, blocks: list[Box], width: float, room: float, last_room: float
) -> list[list[Box]]:
    """Blocks by page. The last page has its own room, since its foot differs."""
    pages: list[list[Box]] = [[]]
    used = 0.0
    for box in _divisible(blocks, width, room):
        tall = box.height(width)
        gap = box.style.before if pages[-1] else 0.0
        if pages[-1] and used + gap + tall > room + TOLERANCE:
            pages.append(_lone_headings(pages[-1]))
            used = sum(moved.height(width) + moved.style.before for moved in pages[-1])
            gap = box.style.before if pages[-1] else 0.0
        if tall > room + TOLERANCE:
            context.problems.add(
                longest_place(box),
                f"is {points(tall - room)} taller than a page",
                f"shorten {longest(box)}",
            )
        pages[-1].append(box)
        used += gap + tall
    if used > last_room + TOLERANCE:  # the last page's foot is taller: carry blocks over
        moved: list[Box] = []
        while len(pages[-1]) > 1 and used > last_room + TOLERANCE:
            box = pages[-1].pop()
            used -= box.height(width) + box.style.before
            moved.insert(0, box)
        pages.append(moved)
    return pages


def _lone_headings(page: list[Box]) -> list[Box]:
    """Take the headings off a page's foot; they go with what follows them."""
    moved: list[Box] = []
    while len(page) > 1 and page[-1].node.tag in _HEADINGS:
        moved.insert(0, page.pop())
    return moved


def _divisible(blocks: list[Box], width: float, room: float) -> list[Box]:
    """Blocks, with a section or list that is taller than a page taken apart."""
    out: list[Box] = []
    for box in blocks:
        parts = [] if box.height(width) <= room or box.style.stroke else _parts_of(box)
        if parts:
            first, *rest = parts
            gap = box.style.gap
            first.style = first.style.changed(before=box.style.before)
            for part in rest:
                part.style = part.style.changed(before=part.style.before + gap)
            lead = first.height(width) if first.node.tag in _HEADINGS else 0.0
            out.extend([first] if lead else _divisible([first], width, room))
            for part in rest:  # a heading must find room for some of what follows it
                left = 0.0 if isinstance(part, List) else room - lead - part.style.before
                out.extend(_divisible([part], width, left))
                lead = 0.0
        else:
            out.append(box)
    return out


def _parts_of(box: Box) -> list[Box]:
    """What a section or a one-column list is made of; nothing for a box that stays whole."""
    if isinstance(box, List) and len(box.children) == 1:
        return list(box.items)
    return list(box.children) if type(box) is Stack else []
