"""What is too long, by how much, and which texts to shorten."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from ..markup.node import Node
from ..problems import Place
from .box import Box
from .containers import Columns
from .text import TextBox


def words(node: Node) -> int:
    """The words a reader reads; small print and page furniture are not counted."""
    found = (word for block in node.blocks() for word in block.text().split())
    return sum(any(map(str.isalnum, word)) for word in found)


class _Part(NamedTuple):
    """A block of text, or a list of short items, with the lines it takes."""

    lines: int
    place: Place


def _parts(box: Box, *, tallest: bool) -> list[_Part]:
    """The parts of a box that come from content; with `tallest`, those that make it so tall."""
    if isinstance(box, TextBox):
        place = box.node.place
        return [_Part(box.line_count, place)] if place.line else []
    inner: list[Box] = list(getattr(box, "children", ()))
    if tallest and isinstance(box, Columns):
        inner = inner and [max(inner, key=Box.latest_height)]
    elif not tallest:
        inner += getattr(box, "hung", ())
    found = [part for child in inner for part in _parts(child, tallest=tallest)]
    if box.node.tag == "list" and found and max(part.lines for part in found) == 1:
        return [_Part(len(found), found[0].place)]  # there are too many of them
    return found


def longest_place(box: Box, *, tallest: bool = True) -> Place:
    """Where the longest part of a panel comes from."""
    parts = _parts(box, tallest=tallest)
    return max(parts, key=lambda part: part.lines).place if parts else box.node.where


def longest(box: Box, *, tallest: bool = True) -> str:
    """The three longest parts by their place in the content."""
    parts = sorted(_parts(box, tallest=tallest), key=lambda part: -part.lines)
    names = dict.fromkeys(f"{place} ({count} lines)" for count, place in parts if count > 1)
    return ", ".join(list(names)[:3]) or "a text"


def full_column(box: Box) -> str:
    """The heading of the column that makes a panel so tall; "" if it has none, or no columns."""
    inner: list[Box] = list(getattr(box, "children", ()))
    if isinstance(box, Columns) and inner:
        column = max(inner, key=Box.latest_height)
        heading = next((one for one in column.node.walk() if one.tag in ("h2", "h3")), None)
        return heading.text() if heading and column.node.tag == "column" else ""
    return next(filter(None, map(full_column, inner)), "")


def points(over: float) -> str:
    """By how much something is too tall; never nothing."""
    return f"{max(1, ceil(over))} pt"
