"""Does it fit? Panels hold their content exactly; a flow takes as many pages as it needs.

Nothing is ever made smaller. What does not fit is a Problem that says by how
much, and which blocks are longest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .box import Box, Look
from .flowables import List, Stack, make
from .looks import PanelSpec
from .markup import Node
from .problems import Place
from .tagged import TaggedCanvas
from .text import TextBox

_TOLERANCE = 0.05
_HEADINGS = frozenset({"h1", "h2", "h3"})


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


def place_panels(look: Look, document: Node, size: tuple[float, float], paper: str) -> Pages:
    """Fixed panels: each must hold its content, and its words must be under its cap (HL-09)."""
    width, height = size
    title = _title(document)
    nodes = {node.attributes["name"]: node for node in document.nodes() if node.tag == "panel"}
    pages = []
    for spec in look.layout.spec.pages:
        page, x = Page([], [], []), 0.0
        for panel in spec.panels:
            wide = panel.width[paper] if panel.width else width
            node = nodes.get(panel.name)
            if node is None:
                look.problems.add(document.place, f'the template has no panel "{panel.name}"')
                continue
            top, right, bottom, left = panel.inset
            inner, room = wide - left - right, height - top - bottom
            box = Stack(look, node)
            _check_fit(look, box, panel, inner, room, f"{title} ({paper})")
            box.grow(inner, room - box.height(inner))
            page.placed.append(Placed(box, x + left, height - top, inner, room))
            x += wide
            if x < width - 1:
                page.folds.append(x)
        pages.append(page)
    _check_total(look, document)
    return Pages(pages, look.late)


def _title(document: Node) -> str:
    """The handout's title, to name it in a problem."""
    return next((node.text() for node in document.walk() if node.tag == "h1"), "the handout")


def _check_fit(
    look: Look, box: Stack, panel: PanelSpec, width: float, room: float, title: str
) -> None:
    over = box.height(width) - room
    place = _longest_place(box)
    if over > _TOLERANCE:
        leading = look.layout.style("p").leading
        lines = max(1, round(over / leading + 0.4))
        look.problems.add(
            place,
            f'{title}: panel "{panel.name}" is {lines} line{"s" if lines > 1 else ""} too long'
            f" ({over:.0f} pt)",
            f"shorten {_longest(box)}",
        )
    if panel.words:
        count = words(box.node)
        if count > panel.words:
            look.problems.add(
                place,
                f'{title}: panel "{panel.name}" has {count} words, {panel.words} are allowed',
                f"shorten {_longest(box)}",
            )


def _check_total(look: Look, document: Node) -> None:
    limit = look.layout.spec.words
    if limit and (count := words(document)) > limit:
        message = f"{_title(document)}: has {count} words, {limit} are allowed"
        look.problems.add(document.place, message, "cut some")


def words(node: Node) -> int:
    """The words a reader reads; small print and page furniture are not counted."""
    if node.tag == "artifact" or "colophon" in node.style.split():
        return 0
    if node.holds_text():
        return sum(
            any(map(str.isalnum, word)) for word in node.text().replace("\u00a0", " ").split()
        )
    return sum(words(child) for child in node.nodes())


def _texts(box: Box) -> Iterator[TextBox]:
    if isinstance(box, TextBox):
        yield box
    for child in (*getattr(box, "children", ()), *getattr(box, "hung", ())):
        yield from _texts(child)


def _longest_place(box: Box) -> Place:
    """Where the longest block of a panel comes from."""
    blocks = [inner for inner in _texts(box) if inner.node.place.line]
    longest = max(blocks, key=lambda inner: inner.line_count, default=None)
    return longest.node.place if longest else box.node.place


def _longest(box: Box) -> str:
    """The three longest blocks by their place in the content."""
    found = [
        (inner.line_count, str(inner.node.place)) for inner in _texts(box) if inner.node.place.line
    ]
    found.sort(key=lambda pair: -pair[0])
    names = dict.fromkeys(f"{place} ({count} lines)" for count, place in found if count > 1)
    return ", ".join(list(names)[:3]) or "a text"


# --- flow -----------------------------------------------------------------------------


def place_flow(look: Look, document: Node, size: tuple[float, float], paper: str) -> Pages:
    """As many pages as needed; a page ends only before a section or a card (brief, 7).

    The template's artifacts are the running head (first) and foot; a `pinned`
    block stands at the foot of the last page instead of the running foot.
    """
    width, height = size
    look.late.update(page="88", pages="88")  # as wide as a page number may get
    panel = look.layout.spec.pages[0].panels[0]
    top, right, bottom, left = panel.inset
    inner = width - left - right
    head, foot, blocks, closing = _parts(look, document)
    upper = height - top - (head.height(inner) + head.style.gap if head else 0)
    ends = [box.height(inner) + box.style.before for box in (foot, closing) if box]
    floor_running = bottom + (ends[0] if foot else 0)
    floor_last = bottom + (ends[-1] if closing else 0)
    stacks = _pack(look, blocks, inner, upper - floor_running, upper - floor_last)
    pages = []
    for number, boxes in enumerate(stacks):
        last = number == len(stacks) - 1
        page, y = Page([], [], []), upper
        if head:
            page.placed.append(Placed(head, left, height - top, inner, head.height(inner)))
        for index, box in enumerate(boxes):
            y -= box.style.before if index else 0
            tall = box.height(inner)
            page.placed.append(Placed(box, left, y, inner, tall))
            page.headings.extend((node, y) for node in _headings(box.node))
            y -= tall
        ending = closing if last and closing else foot
        if ending:
            tall = ending.height(inner)
            page.placed.append(Placed(ending, left, bottom + tall, inner, tall))
        pages.append(page)
    return Pages(pages, look.late)


def _headings(node: Node) -> list[Node]:
    return [inner for inner in node.walk() if inner.tag in ("h1", "h2")][:1]


def _parts(look: Look, document: Node) -> tuple[Box | None, Box | None, list[Box], Box | None]:
    """The running head and foot, the blocks that flow, and the pinned end."""
    furniture = [make(look, node) for node in document.nodes() if node.tag == "artifact"]
    blocks = [
        make(look, node)
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
    look: Look, blocks: list[Box], width: float, room: float, last_room: float
) -> list[list[Box]]:
    """Blocks by page. The last page has its own room, since its foot differs."""
    pages: list[list[Box]] = [[]]
    used = 0.0
    for box in _divisible(blocks, width, room):
        tall = box.height(width)
        gap = box.style.before if pages[-1] else 0.0
        if pages[-1] and used + gap + tall > room + _TOLERANCE:
            pages.append(_lone_headings(pages[-1]))
            used = sum(moved.height(width) + moved.style.before for moved in pages[-1])
            gap = box.style.before if pages[-1] else 0.0
        if tall > room + _TOLERANCE:
            look.problems.add(
                _longest_place(box),
                f"is {tall - room:.0f} pt taller than a page",
                f"shorten {_longest(box)}",
            )
        pages[-1].append(box)
        used += gap + tall
    if used > last_room + _TOLERANCE:  # the last page's foot is taller: carry blocks over
        moved: list[Box] = []
        while len(pages[-1]) > 1 and used > last_room + _TOLERANCE:
            box = pages[-1].pop()
            used -= box.height(width) + box.style.before
            moved.insert(0, box)
        alone = pages[-1] and not moved
        pages.append([] if alone else moved)
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
