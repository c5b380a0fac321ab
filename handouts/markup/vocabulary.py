"""The closed vocabulary: which tags there are, what they hold, and what a reader hears of them.

For every tag it says which structure role it has (PDF 32000-1, 14.8.4), or that
it has none and only arranges its children.
"""

from __future__ import annotations

import operator
import re
from functools import lru_cache
from typing import NamedTuple

from ..problems import did_you_mean

BLOCK, INLINE, NOTHING = "block", "inline", "nothing"


class Tag(NamedTuple):
    """What a tag may hold, its structure role, its attributes (those ending in ! are required)."""

    role: str | None
    holds: str
    attributes: frozenset[str]
    required: frozenset[str]


def _tag(role: str | None, holds: str, attributes: str = "") -> Tag:
    names = attributes.split()
    return Tag(
        role,
        holds,
        frozenset(name.rstrip("!") for name in names) | {"style", "lang"},
        frozenset(name.rstrip("!") for name in names if name.endswith("!")),
    )


VOCABULARY: dict[str, Tag] = {
    "document": _tag("Document", BLOCK),
    "panel": _tag("Sect", BLOCK, "name!"),
    "section": _tag("Sect", BLOCK),
    # Blocks that only arrange.
    "band": _tag(None, BLOCK),
    "card": _tag(None, BLOCK),
    "columns": _tag(None, BLOCK),
    "column": _tag(None, BLOCK),
    "spacer": _tag(None, NOTHING),
    # Blocks a reader hears.
    "h1": _tag("H1", INLINE),
    "h2": _tag("H2", INLINE),
    "h3": _tag("H3", INLINE),
    "p": _tag("P", INLINE),
    "note": _tag("Note", INLINE),
    "list": _tag("L", BLOCK, "marker"),
    "item": _tag("LI", BLOCK, "label label-alt"),
    "table": _tag("Table", BLOCK),
    "row": _tag("TR", BLOCK),
    "th": _tag("TH", INLINE, "scope"),
    "td": _tag("TD", INLINE),
    "figure": _tag("Figure", NOTHING, "art! alt!"),
    "qr": _tag("Figure", NOTHING, "data! alt!"),
    # "lines" is "2", or "1-3" for as many as find room; on more than one, what is typed wraps.
    "field": _tag("Form", NOTHING, "name! label! lines"),
    # Seen, never heard: decoration and repeated page furniture.
    "artifact": _tag(None, BLOCK, "art draw count current kind"),
    # Inlines.
    "strong": _tag(None, INLINE),
    "link": _tag("Link", INLINE, "href!"),
    "span": _tag("Span", INLINE, "expansion"),
    # A text of the content by its number; a date for a wording that tells a date.
    "t": _tag(None, INLINE, "n date"),
    # A value known only when pages are laid out.
    "slot": _tag(None, NOTHING, "name!"),
}


INLINES = frozenset({"strong", "link", "span", "t", "slot"})


# What these hold, and nothing else.
CHILDREN = {
    "document": {"panel", "artifact"},
    "list": {"item"},
    "table": {"row"},
    "row": {"th", "td"},
}
# Where these stand, and nowhere else; page furniture stands anywhere.
PARENTS = {child: tag for tag, held in CHILDREN.items() for child in held - {"artifact"}}


# What the texts of content become; a template has no business with it.
WRITTEN_BY_PROGRAM = frozenset({"t", "slot"})


# An item, or page furniture, may hold its text directly.
EITHER = frozenset({"item", "artifact"})


# --- attributes -----------------------------------------------------------------------

# Stands for what a template fills in, where it is checked before it is filled.
FILLED_IN = "\0"


class Value(NamedTuple):
    """What an attribute may say: a regular expression, and how a person is told."""

    pattern: re.Pattern[str]
    told: str


def _value(pattern: str, told: str) -> Value:
    return Value(re.compile(pattern, re.S), told)


def _one_of(*words: str) -> Value:
    return _value("|".join(words), " or ".join(f'"{word}"' for word in words))


_WORD = "[A-Za-z0-9][A-Za-z0-9_-]{0,60}"
_NAME = _value(_WORD, "a name of letters, digits, - and _")
_COUNT = _value("[1-9][0-9]{0,3}", "a whole number from 1 to 9999")


# An attribute that is not here may say anything.
VALUES = {
    "style": _value(f"(?:{_WORD}(?: +|$))*", "names of styles"),
    "lang": _value("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", 'a language such as "es" or "pt-BR"'),
    "name": _NAME,
    "art": _NAME,
    "draw": _one_of("rule", "swatch", "disc", "bars", "strands"),
    "count": _COUNT,
    "current": _COUNT,
    # Table 330 of ISO 32000-1.
    "kind": _one_of("Pagination", "Layout", "Page", "Background"),
    "marker": _one_of("none", "dot", "check", "number", "bar"),
    "lines": _value("[1-9][0-9]?(?:-[1-9][0-9]?)?", 'lines such as "3", or "1-2" for what fits'),
    # Table 349 of ISO 32000-1.
    "scope": _one_of("Row", "Column", "Both"),
    "href": _value("(?:https?://|tel:|mailto:).+", "an address that starts with https:// or tel:"),
    # More does not go into a code that can be scanned.
    "data": _value(".{1,1000}", "from 1 to 1000 letters"),
}


def line_range(lines: str) -> tuple[int, int]:
    """The least and the most lines of a field: "2" is 2 and 2, "1-3" is 1 and 3."""
    least, _, most = lines.partition("-")
    if not (least + most).isdecimal():
        return 1, 1
    return int(least), int(most or least)


def written_by_program(tag: str) -> tuple[str, str]:
    """The message about a tag that no template may write, and the mend."""
    return f"<{tag}> is written by the program only", "delete it"


def unknown_tag(tag: str) -> tuple[str, str]:
    """The message about a tag that there is not, and the mend."""
    known = VOCABULARY.keys() - WRITTEN_BY_PROGRAM
    hint = did_you_mean(tag, known) or f"the tags are {', '.join(sorted(known))}"
    return f"unknown tag <{tag}>", hint


@lru_cache(maxsize=4096)
def attribute_faults(
    tag: str, attributes: tuple[tuple[str, str], ...]
) -> list[tuple[str, str, str]]:
    """What is wrong with the attributes of a known tag: the attribute, the message, the mend.

    A value with `FILLED_IN` in it is not looked at.
    """
    known, out = VOCABULARY[tag], []
    required = known.required
    for name, value in attributes:
        if name not in known.attributes:
            hint = did_you_mean(name, known.attributes) or "delete it"
            out.append((name, f'<{tag}> has an unknown attribute "{name}"', hint))
            continue
        allowed = VALUES.get(name)
        if allowed and not allowed.pattern.fullmatch(value) and FILLED_IN not in value:
            hint = did_you_mean(value, allowed.told.split('"')[1::2]) or "change it"
            said = f'expected {allowed.told} in "{name}" of <{tag}>, found "{value}"'
            out.append((name, said, hint))
        elif name == "draw" and value == "bars":
            required |= {"count", "current"}
        elif name == "lines" and operator.gt(*line_range(value)):
            said = f'expected the smaller number first in "lines", found "{value}"'
            out.append((name, said, "turn them round"))
    for name in sorted(required - dict(attributes).keys()):
        out.append((name, f'<{tag}> needs "{name}"', "add it"))
    return out
