"""Texts, lists and groups of fields that know where they stand in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self, TypeAlias

from ..problems import Place


class Text(str):
    """A text that knows its `place`."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> Self:
        self = super().__new__(cls, text)
        self.place = place
        return self


class Items(list["Located"]):
    """A list that knows its `place`."""

    def __init__(self, place: Place, items: Iterable[Located] = ()) -> None:
        super().__init__(items)
        self.place = place


class Fields(dict[str, "Located"]):
    """Fields that know their `place`; the keys are `Text` too.

    `twice` are the keys that stand here again: the first of each counts.
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.twice: list[Text] = []

    def key_place(self, name: str) -> Place:
        """Where the field's name stands, or the mapping's own place."""
        for key in self:
            if key == name and isinstance(key, Text):
                return key.place
        return self.place


Located: TypeAlias = Text | Items | Fields


def walk(tree: Located) -> Iterator[Text]:
    """Every text value in the tree, in file order."""
    if isinstance(tree, Text):
        yield tree
    else:
        for one in tree.values() if isinstance(tree, Fields) else tree:
            yield from walk(one)


def entry_at(tree: Fields, line: int) -> str:
    """The field of a group that a line of its file belongs to; nothing above the first."""
    keys = [key for key in (*tree, *tree.twice) if isinstance(key, Text)]
    above = [(key.place.line, str(key)) for key in keys if key.place.line <= line]
    return max(above, default=(0, ""))[1]
