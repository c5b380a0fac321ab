"""Everything that a person listed is printed, or said: no text is left out in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..content.library import Library, PreparedHandout
from ..content.models import Section
from ..content.texts import Marked
from ..design.layout import Layout
from ..problems import Place, Problem
from ..project import layout_file
from ..reading.located import Text
from ..reading.schema import Model

# What a section holds for the editors, not for the page.
_KEPT = frozenset({"practical", "authorization", "source"})


def problems(
    prepared: PreparedHandout, library: Library, layout: Layout, used: Collection[Place]
) -> Iterator[Problem]:
    """An error for a section that is not printed, a warning for a text; `used` were printed."""
    handout = prepared.handout
    for name in handout.sections:
        texts = list(_texts(library.sections[name]))
        left = [text for text in texts if text.place not in used]
        if left and len(left) == len(texts):
            message = f'the layout "{layout.name}" does not print the section "{name}"'
            hint = f"take it out of the list, or have {layout_file(layout.name)} print it"
            yield Problem(name.place, message, hint)
        else:
            yield from (_unprinted(text, layout) for text in left)
    for text in (handout.cover_title, handout.tagline):
        if text is not None and text.place not in used:
            yield _unprinted(text, layout)


def _unprinted(text: Text, layout: Layout) -> Problem:
    message = f'this text is not printed in the edition "{layout.edition_name}"'
    return Problem(text.place, message, f"the layout {layout.name} has no room for it", fatal=False)


def _texts(section: Section) -> Iterator[Marked]:
    """The texts of a section that a reader should see."""
    for name, value in vars(section).items():
        if name not in _KEPT:
            yield from _within(value)


def _within(value: object) -> Iterator[Marked]:
    if isinstance(value, Marked):
        yield value
    elif isinstance(value, Model):
        for inner in vars(value).values():
            yield from _within(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _within(inner)
