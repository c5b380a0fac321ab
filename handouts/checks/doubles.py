"""Two of one: the file names, the numbers and the words that only one handout may have.

The first of two is made, the second is refused at its own place; one whose file
name was chosen comes after those that are named by rule. A sheet made
for a type is refused at the type's file, because that is what a person copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .. import project
from ..content.library import Library, PreparedHandout
from ..content.marks import slots
from ..content.texts import parts_of
from ..problems import Place, Problem
from ..reading.schema import Model

# Bytes that a file name may have: file systems allow 255, and a name gets longer on its way.
LONGEST = 200
_EXPECTED = "expected a file name of small letters, digits and -"


class Refusal(NamedTuple):
    """Why a handout may not be made, and whether its file name at least is its own."""

    problem: Problem
    named: bool


def refusals(library: Library, suffixes: Mapping[str, str]) -> dict[tuple[str, str], Refusal]:
    """The handouts of a library that may not be made, by family and name.

    `suffixes` are what the editions add to a document number.
    """
    seen = _Seen(library, suffixes)
    found: dict[tuple[str, str], Refusal] = {}
    for ready in sorted(
        library.handouts, key=lambda one: (_names_itself(one), one.family, one.name)
    ):
        name = next(seen.name_faults(ready), None)
        problem = name or next(seen.other_faults(ready), None)
        if problem:
            found[ready.family, ready.name] = Refusal(problem, name is None)
        else:
            seen.take(ready)
    return found


def _names_itself(ready: PreparedHandout) -> bool:
    """Whether a person chose its file name alone; the name that others have by rule is theirs."""
    file = ready.handout.file
    return file is not None and not slots(parts_of(file))


class _Seen:
    """The handouts gone through so far: whose are the names, numbers and words."""

    def __init__(self, library: Library, suffixes: Mapping[str, str]) -> None:
        self.library = library
        self.suffixes = suffixes
        self.files: dict[str, tuple[str, str]] = {}
        self.numbers: dict[str, tuple[Place, str]] = {}
        self.words: dict[str, str] = {}
        self.titles: dict[tuple[str, str], list[tuple[PreparedHandout, str]]] = {}

    def take(self, ready: PreparedHandout) -> None:
        for name in self._outputs(ready):
            self.files[name] = ready.family, ready.name
        for number in self._numbers(ready):
            self.numbers.setdefault(number, (ready.document.place, ready.name))
        path = self._own(ready).path
        self.titles.setdefault(_title(ready), []).append((ready, path))

    def name_faults(self, ready: PreparedHandout) -> Iterator[Problem]:
        """Why the handout may not use its file name."""
        own = self._own(ready)
        written = getattr(ready.handout.file, "place", None)
        place = own if ready.entry or written is None else written
        if not project.is_name(ready.file):
            better = f'use "{_better(ready.file)}"'
            yield Problem(written or own, f'{_EXPECTED}, found "{ready.file}"', better)
        longest = max(map(len, self._outputs(ready)))
        if longest > LONGEST:
            message = (
                f"expected a file name of at most {LONGEST} letters, with edition and paper, "
                f"found {longest}"
            )
            yield Problem(place, message, "use a shorter name")
        for name in self._outputs(ready):
            if name in self.files:
                other, theirs = self.files[name]
                same = written if written and other == ready.family else place
                message = f'"{theirs}" has the same file name "{name.removesuffix(".pdf")}"'
                yield Problem(same, message, "choose another")

    def other_faults(self, ready: PreparedHandout) -> Iterator[Problem]:
        """Which of the handouts gone through this one is a copy of, by its words or number."""
        own = self._own(ready)
        path = self._same_words(ready)
        if path:
            message = f"has the same words as {path}"
            yield Problem(own, message, "change its words and its number, or delete the file")
        document = ready.document
        for number in self._numbers(ready):
            at, theirs = self.numbers.get(number, (document.place, ""))
            if at != document.place:
                message = f'the document number "{number}" is also that of "{theirs}"'
                yield Problem(document.number.place, message, "give it a number of its own")

    def _same_words(self, ready: PreparedHandout) -> str:
        """The file that says the same, or none; words are compared under equal titles only."""
        title = _title(ready)
        if title not in self.titles:
            return ""
        for other, path in self.titles[title]:
            self.words.setdefault(_words(other), path)
        self.titles[title].clear()
        return self.words.get(_words(ready), "")

    def _own(self, ready: PreparedHandout) -> Place:
        """The file that a person wrote for this handout alone."""
        name = f"{ready.kind.folder}/{ready.name}" if ready.kind else f"handouts/{ready.family}"
        return Place(project.content_file(self.library.language, name))

    def _outputs(self, ready: PreparedHandout) -> list[str]:
        own = str(self.library.brand.paper)
        return [
            project.output_name(ready.file, str(edition), paper, own)
            for edition in ready.handout.editions
            for paper in project.PAPERS
        ]

    def _numbers(self, ready: PreparedHandout) -> list[str]:
        """The numbers as printed: each edition adds its suffix."""
        number = str(ready.document.number).upper()
        return [number + self.suffixes.get(str(edition), "") for edition in ready.handout.editions]


def _better(name: str) -> str:
    """The nearest name that can be used.

    >>> _better("Writer's Cramp")
    'writers-cramp'
    """
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", name.lower())).strip("-") or "my-sheet"


def _title(ready: PreparedHandout) -> tuple[str, str]:
    """What copies have in common at least, and two layouts of one type have not."""
    return (ready.family, str(ready.entry.title)) if ready.entry else ("", str(ready.handout.title))


def _words(ready: PreparedHandout) -> str:
    """All that a handout says, apart from what tells its copies apart: number and file name."""
    apart = {"document", "about", "file", "place"}
    said = vars(ready.entry or ready.handout)
    family = ready.family if ready.entry else ""  # two layouts of one type may say the same
    return repr((family, {name: _plain(said[name]) for name in said if name not in apart}))


def _plain(value: Any) -> Any:
    """A value of content without the places where it stands."""
    if isinstance(value, Model):
        return _plain(vars(value))
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items() if name != "place"}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value)
