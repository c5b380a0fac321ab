"""What can be made, what is asked for, and under which name: plain data, nothing heavy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import project
from ..problems import Place, Problem, did_you_mean

STANDARD = "standard"


class Refused(Exception):
    """A request that cannot be met; the message is a sentence for the user."""


class Unknown(Refused):
    """A name on the command line that means nothing here; the message suggests another."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        there = sorted(set(known))
        hint = did_you_mean(name, there) or f"known: {', '.join(there)}"
        super().__init__(f'unknown {what} "{name}"; {hint}')


class Selection(NamedTuple):
    """What is asked for. Empty means: every handout, the brand's paper, every language."""

    names: tuple[str, ...] = ()
    editions: tuple[str, ...] = (STANDARD,)
    papers: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def bare(name: str) -> str:
    """`output/en/x.pdf`, `x.pdf` and `X` all mean `x`."""
    return re.split(r"[\\/]", name.lower())[-1].removesuffix(".pdf").removesuffix(".yaml")


class Job(NamedTuple):
    """One file to make; `output` is its path below the output folder."""

    brand: str
    language: str
    handout: str
    edition: str
    paper: str
    output: str


class Entry(NamedTuple):
    """One handout as far as planning needs to know it.

    `family` is its file in `content/…/handouts`, `inputs` its content files,
    `facts` what a layout sees besides them, `about` its colophon, and `place`
    where the colophon stands. An `overdue` one must be reviewed before it is made.
    """

    name: str
    file: str
    family: str
    editions: list[str]
    inputs: list[str]
    facts: dict[str, Any]
    about: dict[str, Any]
    place: list[Any]
    overdue: bool = False

    def answers_to(self, name: str) -> bool:
        return name in (self.name, self.file, self.family)


class Catalog(NamedTuple):
    """Everything one brand can have in one language; `paper` is the brand's own.

    `phone` is the clinic's number with its country, checked.
    """

    brand: str
    language: str
    paper: str
    entries: list[Entry]
    warnings: list[list[Any]]
    phone: str = ""

    def to_json(self) -> dict[str, Any]:
        return {**self._asdict(), "entries": [entry._asdict() for entry in self.entries]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Catalog:
        return cls(**{**data, "entries": [Entry(**entry) for entry in data["entries"]]})


def pack(problems: Iterable[Problem]) -> list[list[Any]]:
    """Problems as plain data."""
    return [
        [[one.place.path, one.place.line, one.place.column], one.message, one.hint, one.fatal]
        for one in problems
    ]


def unpack(data: Iterable[Sequence[Any]]) -> list[Problem]:
    """Problems from plain data."""
    return [Problem(Place(*place), *rest) for place, *rest in data]


# --- what there is --------------------------------------------------------------------


def pairs(root: Path, selection: Selection) -> list[tuple[str, str]]:
    """The brands and languages asked for. Raises `Unknown`."""
    there, spoken = project.brands(root), project.languages(root)
    wanted = _chosen("brand", selection.brands, there, there[:1])
    tongues = _chosen("language", selection.languages, spoken, spoken)
    _chosen("paper", selection.papers, list(project.PAPERS), ())
    return [(brand, language) for brand in wanted for language in tongues]


def _chosen(
    what: str, asked: Sequence[str], there: Sequence[str], default: Sequence[str]
) -> Sequence[str]:
    for name in asked:
        if name != "all" and name not in there:
            raise Unknown(what, name, [*there, "all"])
    return there if "all" in asked else asked or default


# --- what is asked for ----------------------------------------------------------------


def select(
    root: Path, catalogs: Sequence[Catalog], selection: Selection, complete: bool = True
) -> list[Job]:
    """The files to make. Raises `Unknown`.

    Where content is faulty the catalogs are not `complete`: a name that has a
    file in `content` is then taken to be one of the faulty handouts.
    """
    names = selection.names
    known = {
        name
        for catalog in catalogs
        for entry in catalog.entries
        for name in (entry.name, entry.file, entry.family)
    }
    faulty = set() if complete else _stems(root, catalogs)
    for name in names:
        if name not in known | faulty:
            raise Unknown("handout", name, known | faulty)
    chosen = [
        (catalog, entry)
        for catalog in catalogs
        for entry in catalog.entries
        if not names or any(entry.answers_to(name) for name in names)
    ]
    editions = {edition for _, entry in chosen for edition in entry.editions}
    if complete:
        _chosen("edition", selection.editions, sorted(editions | {STANDARD}), ())
    home = project.brands(root)[:1]
    return [
        Job(catalog.brand, catalog.language, entry.name, edition, paper, output)
        for catalog, entry in chosen
        for edition in entry.editions
        if edition in selection.editions or "all" in selection.editions
        for paper in _papers(selection, catalog)
        for output in [_output(catalog, entry, edition, paper, [catalog.brand] == home)]
    ]


def _stems(root: Path, catalogs: Sequence[Catalog]) -> set[str]:
    return {
        path.stem
        for language in {catalog.language for catalog in catalogs} or project.languages(root)
        for folder in ("types", "handouts")
        for path in project.files(root, language, folder)
    }


def _papers(selection: Selection, catalog: Catalog) -> Sequence[str]:
    if "all" in selection.papers:
        return list(project.PAPERS)
    return selection.papers or [catalog.paper]


def _output(catalog: Catalog, entry: Entry, edition: str, paper: str, home: bool) -> str:
    folder = catalog.language if home else f"{catalog.brand}/{catalog.language}"
    parts = [entry.file]
    if edition != STANDARD:
        parts.append(edition)
    if paper != catalog.paper:
        parts.append(paper)
    return f"{folder}/{'-'.join(parts)}.pdf"
