"""The tags that stand in a template, before it is filled: where they are and what they say.

A template is read twice. As it is written, every tag in it can be checked at
its own line, also in branches that this handout does not take. And each tag is
given its place as an attribute, so that what is found later, in the filled
markup, still knows the line it came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ..markup.parse import SOURCE
from ..markup.vocabulary import FILLED_IN
from ..problems import Place

# Patterns are texts: most runs need none of them, and compiling them takes a while.
_QUOTED = r"\"[^\"]*\"|'[^']*'"
# What Jinja reads, and what is no markup: remarks, raw text. Atomic groups, since the first
# releases of Python 3.11 do not find what a possessive repetition matches.
_NOT_TAGS = (
    r"(?s)\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}|\{#.*?#\}"
    rf"|\{{%(?>(?:{_QUOTED}|(?!%\}}).)*)%\}}|\{{\{{(?>(?:{_QUOTED}|(?!\}}\}}).)*)\}}\}}"
    r"|<!--.*?-->|<!\[CDATA\[.*?\]\]>"
)
_TAG = rf"<([A-Za-z_][\w.-]*)((?>(?:{_QUOTED}|[^<>\"'])*))>"
_ATTRIBUTE = r"([A-Za-z_][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
_PART = r"\{%[-+]?\s*(?:include|import|extends|from)\s+(?:\"([^\"]*)\"|'([^']*)')"
_NAMED = r"\{%[-+]?\s*(?:include|import|extends|from)\s+(.*?)%\}"
_OPENS = r"[(\[{-]"
_STRING = r"\"([^\"\n]*)\"|'([^'\n]*)'"


class Attribute(NamedTuple):
    """An attribute as it is written; what Jinja fills in stands as `FILLED_IN`."""

    value: str
    place: Place


class Tag(NamedTuple):
    """An opening tag as it is written. `whole` is false where Jinja may add attributes."""

    name: str
    place: Place
    attributes: dict[str, Attribute]
    whole: bool

    def at(self, attribute: str) -> Place:
        """Where the attribute stands, or the tag."""
        found = self.attributes.get(attribute)
        return found.place if found else self.place


class Source:
    """The text of a template file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._starts = [0] + [match.end() for match in re.finditer("\n", text)]

    def place(self, offset: int) -> Place:
        """The line and column of a position in the text."""
        line = bisect_right(self._starts, offset)
        return Place(self.file, line, offset - self._starts[line - 1] + 1)

    def densest(self) -> Place:
        """The line with the most signs that open something."""
        lines = [len(re.findall(_OPENS, line)) for line in self.text.split("\n")]
        return Place(self.file, lines.index(max(lines)) + 1, 1)

    @cached_property
    def _markup(self) -> str:
        """The text with everything blanked that is no tag; as long as the text."""
        return re.sub(_NOT_TAGS, lambda found: FILLED_IN * len(found[0]), self.text)

    def tags(self) -> Iterator[Tag]:
        """Every opening tag, in the order of the file."""
        for found in re.finditer(_TAG, self._markup):
            start, end = found.span(2)
            attributes = {
                one[1]: Attribute(one[2] if one[2] is not None else one[3], self.place(one.start()))
                for one in re.compile(_ATTRIBUTE).finditer(self._markup, start, end)
            }
            outside = re.sub(_STRING, "", found[2])
            yield Tag(found[1], self.place(found.start()), attributes, FILLED_IN not in outside)

    def parts(self) -> Iterator[tuple[str, Place]]:
        """The templates that it names as parts of itself, and where."""
        for found in re.finditer(_PART, self.text):
            yield found[1] or found[2] or "", self.place(found.start())

    @property
    def is_open(self) -> bool:
        """Whether the name of one of its parts is known only when it is filled in."""
        return any(
            not re.match("[\"'(\\[]", named) or re.search("[~+|%]", named)
            for named in (found[1].strip("-+ ") for found in re.finditer(_NAMED, self.text))
        )

    def strings(self) -> Iterator[str]:
        """Every text that it quotes outside its markup: names that Jinja may fill in."""
        for found in re.finditer(_NOT_TAGS, self.text):
            yield from (one[1] or one[2] or "" for one in re.finditer(_STRING, found[0]))

    def placed(self) -> str:
        """The text with the place of each tag in it as an attribute; its lines stay."""
        out, done = [], 0
        for found in re.finditer(_TAG, self._markup):
            path, line, column = self.place(found.start())
            out += [self.text[done : found.end(1)], f' {SOURCE}="{path}:{line}:{column}"']
            done = found.end(1)
        return "".join([*out, self.text[done:]])
