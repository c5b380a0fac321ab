"""What a template sees of a handout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import project
from ..content.library import Library, PreparedHandout
from ..problems import ContentError, Place, Problem
from .layout import Layout


class _Words:
    """The fixed wording; a missing one is a problem of content, not of the template."""

    def __init__(self, words: Mapping[str, Any], file: str) -> None:
        self._words = words
        self._file = file

    def __getattr__(self, name: str) -> Any:
        try:
            return self._words[name]
        except KeyError:
            hint = f'add a line "{name}: …"'
            message = f'the wording "{name}" is missing'
            raise ContentError([Problem(Place(self._file), message, hint)]) from None


def template_values(library: Library, prepared: PreparedHandout, layout: Layout) -> dict[str, Any]:
    """The names that a template may use."""
    handout, kind = prepared.handout, prepared.kind
    cite = kind.cite if kind else handout.cite
    return {
        "brand": library.brand,
        "words": _Words(library.words, project.content_file(library.language, "words")),
        "handout": handout,
        "type": kind,
        "types": [library.types[name] for name in handout.types],
        "sections": {str(name): library.sections[name] for name in handout.sections},
        "document": prepared.document,
        "sources": [library.sources[name].short for name in cite],
        "number": prepared.number,
        "count": len(library.series),
        "edition": layout.edition_name,
        "suffix": layout.edition.suffix,
    }
