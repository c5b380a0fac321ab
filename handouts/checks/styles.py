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
# Letters may be set nearer by this share of the type's size.
_CLOSEST = 0.1
_Fault = tuple[Place, str, str]


def check_styles(document: Node, layout: Layout, problems: Problems) -> None:
    """Marks the small print in the tree, and adds what the layout has to mend.

    No text is smaller than the edition allows (TY-01 to TY-04), every number
    that is drawn has its label, and nothing stands where it would not be drawn.
    """
    blocks = [node for node in document.walk() if node.tag not in INLINES]
    styles = _Styles(layout)
    for node in blocks:
        for name in node.styles[1:]:
            if name not in layout.names:
                hint = did_you_mean(name, layout.names) or "add it to the layout's styles"
                problems.add(node.source, f'unknown style "{name}"', hint)
        node.small = styles.of(node).small
    if problems.fatal:
        return
    for node in blocks:
        for place, said, hint in styles.faults(node):
            problems.add(place, said, hint)
    for place, said, hint in styles.lost_panels(document):
        problems.add(place, said, hint)


class _Styles:
    """The styles of one tree; what is said of a style is said once."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._checked: set[tuple[str, ...]] = set()

    def of(self, node: Node) -> Style:
        """The style of a node."""
        return self.layout.style(*node.styles)

    def faults(self, node: Node) -> Iterator[_Fault]:
        """What is wrong with the style of a node, or with what stands in it."""
        look = _LOOK_INTO.get(node.tag)
        if look:
            yield from look(self, node)
        if node.styles not in self._checked and (node.tag == "field" or node.holds_text()):
            self._checked.add(node.styles)
            yield from self._type(node)

    def _type(self, node: Node) -> Iterator[_Fault]:
        """The text of a block is large enough, and its lines stand apart."""
        style = self.of(node)
        edition, size = self.layout.edition, min(style.size, style.fit or style.size)
        least = edition.small_print if style.small else edition.smallest
        if size < least:
            place = self.layout.place(node, "fit" if size < style.size else "size")
            yield place, self._too_small(size, least), "make it larger"
        if style.tracking < -_CLOSEST * style.size:
            said = f"letters {-style.tracking:g} pt nearer than they are made run into each other"
            yield self.layout.place(node, "tracking", "size"), said, 'make "tracking" larger'
        if style.leading < _NEAREST * style.size:
            apart = f"lines {style.leading:g} pt apart"
            said = f"{apart} run into each other at a size of {style.size:g}"
            yield self.layout.place(node, "leading", "size"), said, 'make "leading" larger'

    def _too_small(self, size: float, least: float) -> str:
        edition = self.layout.edition_name
        return f"text of {size:g} pt is too small: {edition} needs {least:g} at least"

    def _numbers(self, node: Node) -> Iterator[_Fault]:
        """Every item of a numbered list has its number, and it can be read."""
        for item in node.nodes() if self.of(node).marker == "number" else ():
            if not item.attributes.get("label"):
                said = "an item of a numbered list has no number"
                yield item.source, said, 'add label="{{ loop.index }}"'
            size, least = self.of(item).numeral_size, self.layout.edition.smallest
            if size < least:
                place = self.layout.place(item, "numeral_size")
                yield place, self._too_small(size, least), "make it larger"

    def _hung(self, node: Node) -> Iterator[_Fault]:
        """What has a place of its own is not drawn among columns."""
        for child in node.nodes():
            style = self.of(child)
            if style.y is not None or style.from_bottom is not None:
                place = self.layout.place(child, "y", "from_bottom")
                said = "what stands in <columns> cannot have a place of its own"
                yield place, said, "take it out"

    def _drawing(self, node: Node) -> Iterator[_Fault]:
        """A drawing that decorates holds nothing: it would not be drawn."""
        if node.children and node.attributes.keys() & {"art", "draw"}:
            yield node.source, "a drawing cannot hold anything", "put it beside the drawing"

    def lost_panels(self, document: Node) -> Iterator[_Fault]:
        """What would be left out, since a page has one place for it."""
        furniture = [node for node in document.nodes() if node.tag == "artifact"]
        panels = [node for node in document.nodes() if node.tag == "panel"]
        if self.layout.spec.flow:
            for node in furniture[2:]:
                yield node.source, "a flow has one head and one foot", "take this one out"
            blocks = [node for panel in panels for node in panel.nodes()]
            for node in [node for node in blocks if self.of(node).pinned][1:]:
                yield node.source, "only one block of a flow can be pinned", "do not pin this one"
            return
        for node in furniture:
            yield node.source, "page furniture belongs to a flow", "put it in a <panel>"
        names = [node.attributes.get("name") for node in panels]
        for index, node in enumerate(panels):
            if names[index] in names[:index]:
                said = f'there is a panel "{names[index]}" already'
                yield node.source, said, "give each its own name"


_LOOK_INTO = {"list": _Styles._numbers, "columns": _Styles._hung, "artifact": _Styles._drawing}
