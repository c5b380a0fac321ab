"""Content texts on their way to the page: by reference, filled late, never read twice.

A text is parsed once, when content is read. A template only carries its
number; the nodes are made when a file is made, with what is known by then: the
clinic's values, the sheet's number, dates. So no word of content is ever
turned into markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Self

from markupsafe import Markup

from ..markup.node import Node
from ..problems import ContentError, Place, Problem
from ..reading.letters import NBSP
from ..reading.located import Text
from .marks import Bold, Link, Part, Slot, parse, slots

if TYPE_CHECKING:
    import datetime

# Known only when pages are laid out; they stay slots in the node tree.
LATE = frozenset({"page", "pages"})
# Texts kept ready at most, so that memory stays flat over thousands of handouts.
_MANY = 20_000


class Marked(Text):
    """A content text with its parts. In a template it prints as a reference to itself.

    `number` is its place among all texts that were read; `spoken` is true where
    abbreviations in it are read out in full.
    """

    __slots__ = ("number", "parts", "spoken")
    parts: tuple[Part, ...]
    number: int
    spoken: bool

    def __new__(cls, text: str, place: Place, parts: tuple[Part, ...], number: int) -> Self:
        self = super().__new__(cls, text, place)
        self.parts, self.number, self.spoken = parts, number, False
        return self

    def __html__(self) -> str:
        return f'<t n="{self.number}"/>'

    @property
    def reference(self) -> Markup:
        """What stands for its words in an attribute of a template."""
        return Markup(f"t:{self.number}")  # noqa: S704  # a number


def dated(text: Marked, date: datetime.date) -> Markup:
    """A wording such as `{{ month }} {{ year }}` in a template, with the day it tells."""
    return Markup(f'<t n="{text.number}" date="{date.isoformat()}"/>')  # noqa: S704  # numbers


def literal(text: str) -> tuple[Part, ...]:
    """A text in which every sign stands for itself."""
    return (text,) if text else ()


def parts_of(text: Text) -> tuple[Part, ...]:
    """The parts of a text of a model."""
    return text.parts if isinstance(text, Marked) else literal(text)


def words(text: Text, fill: Callable[[str], str] = lambda name: "") -> str:
    """A text without marks, its names filled by `fill`."""
    return plain(text.parts if isinstance(text, Marked) else parse(text), fill)


def plain(parts: Iterable[Part], fill: Callable[[str], str] = lambda name: "") -> str:
    """The words of parts, without marks; without what `fill` does not give."""
    return "".join(_said(parts, fill))


def _said(parts: Iterable[Part], fill: Callable[[str], str]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Slot):
            yield fill(part.name)
        else:
            yield from _said(part.parts, fill)


class Expansions:
    """Abbreviations and what they stand for, found in running words.

    What was found in a text is kept: most texts stand in many files.
    """

    def __init__(self, expansions: Mapping[str, str]) -> None:
        self._of = dict(expansions)
        self._done: dict[str, list[tuple[str, str]]] = {}
        # For texts in which nothing is expanded.
        self.silent = Expansions({}) if expansions else self
        names = sorted(self._of, key=len, reverse=True)
        self._find = (
            re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)") if names else None
        )

    def nodes(self, text: str, place: Place) -> Iterator[Node | str]:
        """The words, tied where they must not part, with a span around each abbreviation."""
        found = self._done.get(text)
        if found is None:
            if len(self._done) > _MANY:
                self._done.clear()
            found = self._done[text] = list(self._pieces(_tie(text)))
        for piece, expansion in found:
            if expansion:
                yield Node("span", {"expansion": expansion}, place, [piece])
            else:
                yield piece

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with what it stands for or nothing."""
        if self._find is None:
            yield text, ""
            return
        for index, piece in enumerate(self._find.split(text)):
            if index % 2:
                yield piece, self._of[piece]
            elif piece:
                yield piece, ""


class Filler:
    """Fills the texts of one file with its values.

    `texts` holds every text by number, `values` the parts that a name stands
    for, `places` where they were written. `used` grows with every text that
    reaches the page, by its place.
    """

    def __init__(
        self,
        texts: Mapping[int, Marked],
        values: Mapping[str, tuple[Part, ...]],
        expansions: Expansions,
        months: list[str],
        places: Mapping[str, Place],
    ) -> None:
        self._texts, self._values, self._places = texts, values, places
        self._expansions, self._silent, self._months = expansions, expansions.silent, months
        self.used: set[Place] = set()

    def node(self, number: str, date: str = "") -> Node:
        """The node of a text. Raises `KeyError` for a number that is no text's."""
        text = self._texts[int(number)]
        self.used.add(text.place)
        expansions = self._expansions if text.spoken else self._silent
        parts = self._filled(text.parts, text, self._dated(date))
        node = Node("t", {}, text.place, list(_nodes(parts, text.place, expansions)))
        node.filled = [
            (plain(self._filled(self._values.get(name, ()), text, {}), str), self._places[name])
            for name in slots(text.parts)
            if name in self._places
        ]
        return node

    def words(self, reference: str) -> tuple[str, Place]:
        """The words of the text that an attribute refers to, and where it stands."""
        text = self._texts[int(reference.removeprefix("t:"))]
        self.used.add(text.place)
        return self.plain(text), text.place

    def plain(self, text: Text) -> str:
        """The words of a text, filled, without marks."""
        return plain(self._filled(parts_of(text), text, {}))

    def _dated(self, date: str) -> dict[str, tuple[Part, ...]]:
        if not date:
            return {}
        year, month, _ = date.split("-")
        return {"month": (self._months[int(month) - 1],), "year": (year,)}

    def _filled(
        self, parts: Iterable[Part], text: Text, more: Mapping[str, tuple[Part, ...]]
    ) -> list[Part]:
        """The parts with every name filled in, but for what is known later still."""
        out: list[Part] = []
        for part in parts:
            if isinstance(part, Slot) and part.name not in LATE:
                value = more.get(part.name) or self._values.get(part.name)
                if value is None:
                    raise ContentError([_unfilled(part.name, text.place)])
                out += self._filled(value, text, more)
            elif isinstance(part, (Bold, Link)):
                out.append(part._replace(parts=tuple(self._filled(part.parts, text, more))))
            else:
                out.append(part)
        return out


def _unfilled(name: str, place: Place) -> Problem:
    said = f'nothing is known here of "{{{{ {name} }}}}"'
    return Problem(place, said, "use the text where this is known, or leave the name out")


def _nodes(parts: list[Part], place: Place, expansions: Expansions) -> Iterator[Node | str]:
    """Filled parts as nodes; words that stand side by side become one text."""
    run = ""
    for part in (*parts, None):
        if isinstance(part, str):
            run += part
            continue
        if run:
            yield from expansions.nodes(run, place)
            run = ""
        if isinstance(part, Slot):
            yield Node("slot", {"name": part.name}, place)
        elif part is not None:
            tag, attributes = (
                ("link", {"href": part.href}) if isinstance(part, Link) else ("strong", {})
            )
            yield Node(tag, attributes, place, list(_nodes([*part.parts], place, expansions)))


def _whole(found: re.Match[str]) -> str:
    """A phone number in one piece; fewer than seven digits are none."""
    digits = len(re.sub(r"\D", "", found[0]))
    return found[0].replace(" ", NBSP) if digits >= 7 else found[0]


def _tie(text: str) -> str:
    """Keep a number together with what it counts, and a phone number whole."""
    text = re.sub(r"[+(]?\d[\d()./-]*(?: \(?\d[\d()./-]*)+", _whole, text)
    counted = r"(?<=\b\d) (?=[^\W\d])|(?<=\b\d\d) (?=[^\W\d])"
    return re.sub(rf"{counted}|(?<=\bext\.) (?=\d)", NBSP, text)
