"""Whether the styles of a filled layout suit what they are given to: sizes, labels, places."""

from __future__ import annotations

from collections.abc import Iterator

from ..design.layout import Layout
from ..design.style import Style
from ..markup.node import Node
from ..markup.vocabulary import INLINES
from ..problems import Place, Problems, did_you_mean

# Lines nearer to each other than this share of the type's size run into each other.
_NEAREST = 0.9
_Fault = tuple[Place, str, str]


def check_styles(document: Node, layout: Layout, problems: Problems) -> None:
    """Marks the small print in the tree, and adds what the layout has to mend.

    No text is smaller than the edition allows (TY-01 to TY-04), every number
    that is drawn has its label, and nothing stands where it would not be drawn.
    """
    known = layout.names()
    for node in document.walk():
        for name in node.style.split():
            if name not in known:
                hint = did_you_mean(name, known) or "add it to the layout's styles"
                problems.add(node.source, f'unknown style "{name}"', hint)
    if problems.fatal:
        return
    for node in document.walk():
        node.small = _style(node, layout).small
        for place, said, hint in _faults(node, layout):
            problems.add(place, said, hint)
    for place, said, hint in _lost_panels(document, layout):
        problems.add(place, said, hint)


def _names(node: Node) -> tuple[str, ...]:
    return (node.tag, *node.style.split())


def _style(node: Node, layout: Layout) -> Style:
    return layout.style(*_names(node))


def _faults(node: Node, layout: Layout) -> Iterator[_Fault]:
    if node.tag == "field" or (node.holds_text() and node.tag not in INLINES):
        yield from _type(node, layout)
    elif node.tag == "list" and _style(node, layout).marker == "number":
        yield from _numbers(node, layout)
    elif node.tag == "columns":
        yield from _hung(node, layout)
    if node.children and node.attributes.keys() & {"art", "draw"}:
        yield node.source, "a drawing cannot hold anything", "put it beside the drawing"


def _type(node: Node, layout: Layout) -> Iterator[_Fault]:
    """The text of a block is large enough, and its lines stand apart."""
    style, names = _style(node, layout), _names(node)
    size = min(style.size, style.fit or style.size)
    least = layout.edition.small_print if style.small else layout.edition.smallest
    if size < least:
        place = layout.place(names, "fit" if size < style.size else "size")
        yield place, _too_small(size, least, layout), "make it larger"
    if style.leading < _NEAREST * style.size:
        said = f"lines {style.leading:g} pt apart run into each other at a size of {style.size:g}"
        yield layout.place(names, "leading", "size"), said, 'make "leading" larger'


def _too_small(size: float, least: float, layout: Layout) -> str:
    return f"text of {size:g} pt is too small: {layout.edition_name} needs {least:g} at least"


def _numbers(node: Node, layout: Layout) -> Iterator[_Fault]:
    """Every item of a numbered list has its number, and it can be read."""
    for item in node.nodes():
        if not item.attributes.get("label"):
            said = "an item of a numbered list has no number"
            yield item.source, said, 'add label="{{ loop.index }}"'
        size, least = _style(item, layout).numeral_size, layout.edition.smallest
        if size < least:
            place = layout.place(_names(item), "numeral_size")
            yield place, _too_small(size, least, layout), "make it larger"


def _hung(node: Node, layout: Layout) -> Iterator[_Fault]:
    """What has a place of its own is not drawn among columns."""
    for child in node.nodes():
        style = _style(child, layout)
        if style.y is not None or style.from_bottom is not None:
            place = layout.place(_names(child), "y", "from_bottom")
            yield place, "what stands in <columns> cannot have a place of its own", "take it out"


def _lost_panels(document: Node, layout: Layout) -> Iterator[_Fault]:
    """What would be left out, since a page has one place for it."""
    furniture = [node for node in document.nodes() if node.tag == "artifact"]
    panels = [node for node in document.nodes() if node.tag == "panel"]
    if layout.spec.flow:
        for node in furniture[2:]:
            yield node.source, "a flow has one head and one foot", "take this one out"
        blocks = [node for panel in panels for node in panel.nodes()]
        for node in [node for node in blocks if _style(node, layout).pinned][1:]:
            yield node.source, "only one block of a flow can be pinned", "do not pin this one"
        return
    for node in furniture:
        yield node.source, "page furniture belongs to a flow", "put it in a <panel>"
    names = [node.attributes.get("name") for node in panels]
    for index, node in enumerate(panels):
        if names[index] in names[:index]:
            said = f'there is a panel "{names[index]}" already'
            yield node.source, said, "give each its own name"
