"""What is too long, by how much, and which texts to shorten."""

from __future__ import annotations

from collections.abc import Iterator

from ..markup.node import Node
from ..problems import Place
from ..reading.letters import NBSP
from .box import Box
from .text import TextBox


def words(node: Node) -> int:
    """The words a reader reads; small print and page furniture are not counted."""
    if node.aside:
        return 0
    if node.holds_text():
        found = node.text().replace(NBSP, " ").split()
        return sum(word.isalnum() or any(map(str.isalnum, word)) for word in found)
    return sum(words(child) for child in node.nodes())


def _texts(box: Box) -> Iterator[TextBox]:
    if isinstance(box, TextBox):
        yield box
    for child in (*getattr(box, "children", ()), *getattr(box, "hung", ())):
        yield from _texts(child)


def longest_place(box: Box) -> Place:
    """Where the longest block of a panel comes from."""
    blocks = [inner for inner in _texts(box) if inner.node.place.line]
    longest = max(blocks, key=lambda inner: inner.line_count, default=None)
    return longest.node.place if longest else box.node.where


def longest(box: Box) -> str:
    """The three longest blocks by their place in the content."""
    found = [
        (inner.line_count, str(inner.node.place)) for inner in _texts(box) if inner.node.place.line
    ]
    found.sort(key=lambda pair: -pair[0])
    names = dict.fromkeys(f"{place} ({count} lines)" for count, place in found if count > 1)
    return ", ".join(list(names)[:3]) or "a text"
