"""What a careful editor says of a finished handout: consent (TR-09) and hard words (HL-06)."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.library import Library, Ready
from ..markup.node import Node
from ..problems import Problem
from . import readability


def problems(library: Library, ready: Ready, document: Node) -> Iterator[Problem]:
    """Warnings about the handout whose tree is `document`."""
    for name in ready.handout.sections:
        authorization = library.sections[name].authorization
        if authorization and authorization.on_file == "no":
            yield Problem(
                authorization.place,
                "the written consent for these reports is not on file",
                "ask the clinic before this is printed",
                fatal=False,
            )
    if library.language.startswith("en"):  # syllables are known for English only
        yield from readability.problems(document, library.terms)
