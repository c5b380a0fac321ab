"""What one brand can have in one language, found out by reading its content."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from .. import project
from ..checks import doubles, review
from ..content.library import Library, PreparedHandout
from ..problems import Problem, Problems
from .blocked import catalog, hidden
from .plan import Catalog, Entry, pack


def catalog_of(
    root: Path,
    pair: tuple[str, str],
    library: Library | None,
    read: Problems,
    suffixes: Mapping[str, str],
    today: datetime.date,
) -> tuple[Catalog, list[Problem]]:
    """The catalog of a brand and language, and every problem of its content.

    `read` are the problems found by reading the library, which is None where
    nothing can be made from it. `suffixes` are what the editions add to a
    document number.
    """
    if library is None:
        return catalog(root, pair), list(read)
    found = Problems()
    found.extend(read)
    faulty = {problem.place.path for problem in read.fatal} - {project.SOURCES}
    refused = doubles.refusals(library, suffixes)
    found.extend(refusal.problem for refusal in refused.values())
    entries, blocked = [], []
    for ready in library.handouts:
        reviews = list(review.problems(ready, library, today))
        found.extend(reviews)
        entry = _entry(ready, library, overdue=any(problem.fatal for problem in reviews))
        refusal = refused.get(entry.key)
        if refusal or ready.inputs & faulty:
            named = refusal is None or refusal.named
            blocked.append(entry if named else entry._replace(file=""))
        else:
            entries.append(entry)
    known = {entry.key for entry in (*entries, *blocked)}
    blocked += hidden(root, *pair, known)
    warnings = pack(problem for problem in found if not problem.fatal)
    paper = str(library.brand.paper)
    return Catalog(*pair, paper, entries, warnings, blocked), list(found)


def _entry(ready: PreparedHandout, library: Library, *, overdue: bool) -> Entry:
    document = ready.document
    place = document.place
    return Entry(
        name=ready.name,
        file=ready.file,
        family=ready.family,
        editions=[str(edition) for edition in ready.handout.editions],
        inputs=sorted({*ready.inputs, project.brand_file(library.brand_name)}),
        facts={"sheet number": ready.number, "number of sheets": ready.among},
        about={
            "number": str(document.number),
            "version": document.version,
            "title": library.filler(ready).plain(ready.handout.title),
            "published": document.published.isoformat(),
            "review_by": document.review_by.isoformat(),
        },
        place=[place.path, place.line, place.column],
        overdue=overdue,
    )
