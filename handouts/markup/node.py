"""The node tree: one handout as it is drawn, tagged and read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..problems import Place
from .vocabulary import EITHER, INLINE, INLINES, VOCABULARY


class Node:
    """One piece of a handout. `place` is the content it came from, or the template.

    `stamp` names the line and column of its tag in its template. `small` is true
    for small print, as the style says; `styles` are the names of its styles, that of
    its tag first. `filled` are words that were put into a text from elsewhere, each
    with where it was written.
    """

    __slots__ = ("attributes", "children", "filled", "place", "small", "stamp", "styles", "tag")

    def __init__(
        self,
        tag: str,
        attributes: dict[str, str],
        place: Place,
        children: list[Node | str] | None = None,
        stamp: str = "",
    ) -> None:
        self.tag = tag
        self.styles = (tag, *attributes.get("style", "").split())
        self.attributes = attributes
        self.place = place
        self.children = [] if children is None else children
        self.stamp = stamp
        self.small = False
        self.filled: Sequence[tuple[str, Place]] = ()

    @property
    def role(self) -> str | None:
        return VOCABULARY[self.tag].role

    @property
    def source(self) -> Place:
        """Where its tag stands in its template."""
        path, _, at = self.stamp.partition(":")
        line, _, column = at.partition(":")
        known = line.isdecimal() and column.isdecimal()
        return Place(path, int(line), int(column)) if known else Place(path)

    @property
    def where(self) -> Place:
        """Where to mend it: the content it came from, or its tag."""
        return self.place if self.place.line else self.source

    @property
    def aside(self) -> bool:
        """Whether a reader may pass over it: small print and repeated page furniture."""
        return self.small or self.tag == "artifact"

    def nodes(self) -> Iterator[Node]:
        """The children that are nodes."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> Iterator[Node]:
        """This node and every node below it, in reading order."""
        left: list[Node | str] = [self]
        while left:
            node = left.pop()
            if isinstance(node, Node):
                yield node
                left.extend(reversed(node.children))

    def holds_text(self) -> bool:
        """Whether its children are inline: text, links, bold."""
        if VOCABULARY[self.tag].holds == INLINE:
            return True
        return self.tag in EITHER and any(
            isinstance(child, str) or child.tag in INLINES for child in self.children
        )

    def blocks(self) -> Iterator[Node]:
        """The blocks of text that a reader reads, in order; what he may pass over is left out."""
        if self.aside:
            return
        if self.holds_text():
            yield self
            return
        for child in self.nodes():
            yield from child.blocks()

    def text(self) -> str:
        """All words below, without marks."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)
