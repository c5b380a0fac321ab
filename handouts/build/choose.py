"""From what there is to the files that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

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


def every(root: Path, catalogs: Iterable[Catalog]) -> Iterator[Job]:
    """Each file that could be asked for, also those of handouts that are blocked."""
    for catalog in catalogs:
        folder = project.output_folder(root, *catalog.pair)
        for entry in catalog.every:
            yield from _files(catalog, entry, folder)


def _files(catalog: Catalog, entry: Entry, folder: str) -> Iterator[Job]:
    for edition in entry.editions:
        for paper in project.PAPERS:
            name = project.output_name(entry.file, edition, paper, catalog.paper)
            output = f"{folder}/{name}" if entry.file else ""
            yield Job(*catalog.pair, entry.name, edition, paper, output, entry.family)


def chosen(
    root: Path, catalogs: Sequence[Catalog], selection: Selection, before: Collection[str] = ()
) -> list[Job]:
    """The files asked for, each once. Raises `Unknown` and `Refused`.

    A handout's name asks for it in the editions and papers of the selection; a
    file's own name asks for that file, whatever its edition and paper. `before`
    are other names that mean something: of files made before.
    """
    _know_names(root, catalogs, selection, before)
    _know_editions(catalogs, selection)
    ordinary = set(pairs(root, selection._replace(names=())))
    found = []
    for catalog in catalogs:
        folder = project.output_folder(root, *catalog.pair)
        names = {
            one.name
            for one in selection.asked
            if (one.folder == folder if one.folder else catalog.pair in ordinary)
        }
        for entry in catalog.every:
            meant = {name for name in names if entry.answers_to(name)}
            whole = bool(meant) or not selection.names
            unsure = bool(meant) and entry in catalog.blocked
            asked = _in_all(entry, selection) if unsure else entry
            for job in _files(catalog, asked, folder):
                if (whole and _fits(job, catalog, selection)) or _stem(job) in names - meant:
                    found.append(job)
    return found


def _in_all(entry: Entry, selection: Selection) -> Entry:
    """A handout that is blocked in the editions asked for too: it may be meant to have them."""
    more = [one for one in selection.editions if one not in (ALL, *entry.editions)]
    return entry._replace(editions=[*entry.editions, *more])


def _fits(job: Job, catalog: Catalog, selection: Selection) -> bool:
    papers = selection.papers or (catalog.paper,)
    return (ALL in selection.editions or job.edition in selection.editions) and (
        ALL in papers or job.paper in papers
    )


def _stem(job: Job) -> str:
    return PurePosixPath(job.output).stem


def _know_names(
    root: Path, catalogs: Sequence[Catalog], selection: Selection, before: Collection[str]
) -> None:
    if not selection.names:
        return
    names = {
        name for entry in _entries(catalogs) for name in (entry.name, entry.file, entry.family)
    }
    names.discard("")
    files = {*map(_stem, every(root, catalogs)), *before}
    for one in selection.asked:
        known = any(entry.answers_to(one.name) for entry in _entries(catalogs))
        if not known and one.name not in files:
            raise Unknown("handout", one.name, names)


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
