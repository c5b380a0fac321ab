"""The closed vocabulary: which tags there are, what they hold, and what a reader hears of them.

For every tag it says which structure role it has (PDF 32000-1, 14.8.4), or that
it has none and only arranges its children.
"""

from __future__ import annotations

from typing import NamedTuple

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
    "field": _tag("Form", NOTHING, "name! label!"),
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


PARENTS = {
    "item": {"list"},
    "row": {"table"},
    "th": {"row"},
    "td": {"row"},
    "panel": {"document"},
}


# An item, or page furniture, may hold its text directly.
EITHER = frozenset({"item", "artifact"})
