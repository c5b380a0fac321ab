"""What an editor says of one handout: hard words (HL-06), reports without consent (TR-09)."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.library import Library, PreparedHandout
from ..markup.node import Node
from ..problems import Problem
from . import readability
from .syllables import Syllables


def problems(
    library: Library, prepared: PreparedHandout, document: Node, count: Syllables
) -> Iterator[Problem]:
    """What is wrong with a handout and its node tree; all its editions say the same."""
    yield from _consent(library, prepared)
    if library.language.startswith("en"):  # syllables are known for English only
        yield from readability.problems(document, library.terms, count)


def _consent(library: Library, prepared: PreparedHandout) -> Iterator[Problem]:
    said = "the written consent for these reports is not on file"
    hint = "ask the clinic before this is printed"
    for section in (library.sections[name] for name in prepared.handout.sections):
        given = section.authorization
        if given and given.on_file == "no":
            yield Problem(given.place, said, hint, fatal=False)
        if section.disclosure and not given:
            more = f'{hint}, and add "authorization:" with what it says'
            yield Problem(section.disclosure.place, said, more, fatal=False)
