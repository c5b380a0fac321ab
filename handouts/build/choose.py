"""From what there is to the files that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from .. import project
from .plan import (
    ALL,
    STANDARD,
    Catalog,
    Entry,
    Job,
    Refused,
    Selection,
    Unknown,
    pairs,
)


def every(catalogs: Iterable[Catalog]) -> Iterator[Job]:
    """Each file that could be asked for, also those of handouts that are blocked."""
    for catalog in catalogs:
        for entry in catalog.every:
            yield from _files(catalog, entry)


def _files(catalog: Catalog, entry: Entry) -> Iterator[Job]:
    for edition in entry.editions:
        for paper in project.PAPERS:
            name = project.output_name(entry.file, edition, paper, catalog.paper)
            output = f"{catalog.folder}/{name}" if entry.file else ""
            yield Job(*catalog.pair, entry.name, edition, paper, output, entry.family)


def chosen(
    root: Path, catalogs: Sequence[Catalog], selection: Selection, before: Collection[str] = ()
) -> list[Job]:
    """The files asked for, each once. Raises `Unknown` and `Refused`.

    A handout's name asks for it in the editions and papers of the selection; a
    file's own name asks for that file, whatever its edition and paper. `before`
    are other names that mean something: of files made before.
    """
    _know_names(catalogs, selection, before)
    _know_editions(catalogs, selection)
    ordinary = set(pairs(root, selection._replace(names=()))) if selection.names else set()
    found: list[Job] = []
    for catalog in catalogs:
        names = {
            one.name
            for one in selection.asked
            if (one.folder == catalog.folder if one.folder else catalog.pair in ordinary)
        }
        for entry in catalog.every:
            meant = {name for name in names if entry.answers_to(name)}
            files = {name for name in names - meant if name.startswith(f"{entry.file}-")}
            if meant and entry in catalog.blocked:
                found += _meant(catalog, _in_all(entry, selection), selection)
            elif meant or not selection.names:
                found += _meant(catalog, entry, selection)
            if files:
                found += [job for job in _files(catalog, entry) if _stem(job) in files]
    return list(dict.fromkeys(found))


def _in_all(entry: Entry, selection: Selection) -> Entry:
    """A handout that is blocked in the editions asked for too: it may be meant to have them."""
    more = [one for one in selection.editions if one not in (ALL, *entry.editions)]
    return entry._replace(editions=[*entry.editions, *more])


def _meant(catalog: Catalog, entry: Entry, selection: Selection) -> Iterator[Job]:
    """The files of a handout in the editions and papers of the selection."""
    papers = selection.papers or (catalog.paper,)
    for job in _files(catalog, entry):
        in_edition = ALL in selection.editions or job.edition in selection.editions
        if in_edition and (ALL in papers or job.paper in papers):
            yield job


def _stem(job: Job) -> str:
    return job.output.rpartition("/")[2].removesuffix(".pdf")


def _know_names(catalogs: Sequence[Catalog], selection: Selection, before: Collection[str]) -> None:
    if not selection.names:
        return
    entries = _entries(catalogs)
    unknown = [
        one.name
        for one in selection.asked
        if not any(entry.answers_to(one.name) for entry in entries)
    ]
    files = {*map(_stem, every(catalogs)), *before} if unknown else set()
    for name in unknown:
        if name not in files:
            names = {part for entry in entries for part in (entry.name, entry.file, entry.family)}
            raise Unknown("handout", name, names - {""})


def _know_editions(catalogs: Sequence[Catalog], selection: Selection) -> None:
    """Each handout named must come in each edition named; what is blocked may."""
    groups = [
        (one.name, [entry for entry in _entries(catalogs) if entry.answers_to(one.name)])
        for one in selection.asked
    ]
    if not groups:
        groups = [("", _entries(catalogs))]
    blocked = {entry.key for catalog in catalogs for entry in catalog.blocked}
    known = {edition for _, entries in groups for entry in entries for edition in entry.editions}
    for name, entries in groups:
        there = {edition for entry in entries for edition in entry.editions}
        for edition in selection.editions:
            if edition in (ALL, *there) or any(entry.key in blocked for entry in entries):
                continue
            if edition not in known | {STANDARD}:
                raise Unknown("edition", edition, known | {STANDARD})
            if name and entries:
                listed = ", ".join(sorted(there))
                raise Refused(f'"{name}" has no edition "{edition}"; it has: {listed}')


def _entries(catalogs: Sequence[Catalog]) -> list[Entry]:
    return [entry for catalog in catalogs for entry in catalog.every]
