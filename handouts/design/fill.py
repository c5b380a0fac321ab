"""What a template sees of a handout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import project
from ..content import kinds
from ..content.kinds import Kind
from ..content.library import Library, PreparedHandout
from ..content.models import Handout, Section
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
            raise ContentError([Problem(Place(self._file, 1, 1), message, hint)]) from None


class _Sections(dict[str, Section]):
    """The sections of a brochure by name; a missing one is a problem of its list."""

    def __init__(self, library: Library, handout: Handout, layout: str) -> None:
        super().__init__({str(name): library.sections[name] for name in handout.sections})
        self._handout, self._layout = handout, layout

    def __missing__(self, name: str) -> Section:
        place = self._handout.sections[0].place if self._handout.sections else self._handout.place
        message = f'the layout "{self._layout}" needs the section "{name}"'
        raise ContentError([Problem(place, message, f'add "- {name}" to "sections"')])


class _NoEntry:
    """Stands for the entry of a kind in a handout that is made for none; to test it gives false."""

    def __init__(self, handout: Handout, kind: Kind) -> None:
        self._handout, self._kind = handout, kind

    def __bool__(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        layout, folder = self._handout.layout, self._kind.folder
        said = f'the layout "{layout}" prints one of the {folder}, and this handout has no '
        said += self._kind.name
        raise ContentError([Problem(layout.place, said, f'add "for_each: {folder}"')])


def template_values(library: Library, prepared: PreparedHandout, layout: Layout) -> dict[str, Any]:
    """The names that a template may use."""
    handout = prepared.handout
    values = {
        "brand": library.brand,
        "words": _Words(library.words, project.content_file(library.language, "words")),
        "handout": handout,
        "sections": _Sections(library, handout, layout.name),
        "document": prepared.document,
        "sources": [library.sources[name].short for name in prepared.cite],
        "number": prepared.number,
        "count": prepared.among,
        "edition": layout.edition_name,
        "suffix": layout.edition.suffix,
    }
    for folder, shelf in library.shelves.items():
        names = kinds.listed(handout, folder)
        values[shelf.kind.name] = (
            prepared.entry if prepared.kind is shelf.kind else _NoEntry(handout, shelf.kind)
        )
        values[shelf.kind.plural] = [shelf.entries[name] for name in names]
    return values
