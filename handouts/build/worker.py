"""The heavy half of a build, able to run in any process: read a library, make one file.

What was read is kept for the next job as long as the inputs are the same.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .. import project
from ..checks import review
from ..content import phone
from ..content.library import Library, PreparedHandout
from ..digest import digest_of
from ..markup.node import Node
from ..problems import ContentError, Place, Problem, Problems
from ..reading import disk, located, yaml_file
from ..workshop import Workshop
from .plan import Catalog, Entry, Job, pack


class Made(NamedTuple):
    """A file in memory, or None, and what was said about it."""

    pdf: bytes | None
    pages: int
    inputs: list[str]
    wording: str
    problems: list[Problem]


@lru_cache(maxsize=1)
def _workshop(root: Path, stamp: str) -> Workshop:
    """The workshop of the inputs' state that `stamp` names; another one, and all is read anew."""
    return Workshop(root)


def _opened(root: str, stamp: str, job: Job) -> tuple[Workshop, Library, PreparedHandout]:
    workshop = _workshop(Path(root), stamp)
    library, _ = workshop.library(job.brand, job.language)
    assert library is not None
    return workshop, library, library.handout(job.handout)


def make(root: str, stamp: str, job: Job) -> Made:
    """The file of `job`. `stamp` names the state of the inputs: another one, and all is read anew.

    A fault of ours carries the name of the file it happened to.
    """
    problems = Problems()
    rendered = None
    try:
        workshop, library, prepared = _opened(root, stamp, job)
        rendered = workshop.render(library, prepared, job.edition, job.paper, problems)
    except ContentError as fault:
        problems.extend(fault.problems)
    except Exception as fault:
        fault.add_note(f"This is a fault of the program. It happened while making {job.output}.")
        raise
    if rendered is None:
        return Made(None, 0, [], "", list(problems))
    return Made(
        rendered.pdf,
        len(rendered.pages),
        sorted(rendered.inputs),
        wording(rendered.document),
        list(problems),
    )


def reading(root: str, stamp: str, job: Job) -> list[Problem]:
    """What an editor would say of the handout of `job`."""
    from ..checks import editorial

    workshop, library, prepared = _opened(root, stamp, job)
    document = workshop.tree(library, prepared, job.edition)
    return list(editorial.problems(library, prepared, document))


def wording(document: Node) -> str:
    """A digest of what a reader reads, whatever its order on the page.

    Small print and the sheet's number are left out: they change by themselves.
    """
    return digest_of(sorted(_texts(document)))


def _texts(node: Node) -> Iterator[str]:
    if node.aside:
        return
    if node.holds_text():
        yield " ".join(node.text().split())
        return
    for child in node.nodes():
        yield from _texts(child)


# --- catalogs -------------------------------------------------------------------------


def catalog(
    root: Path, stamp: str, brand: str, language: str, today: datetime.date, checked: str = ""
) -> tuple[Catalog | None, list[Problem]]:
    """What one brand can have in one language, and every problem of its content.

    `checked` is the `phone` of an earlier catalog: a number that is known to be good.
    """
    workshop = _workshop(root, stamp)
    library, problems = workshop.library(brand, language)
    if library is None:
        return None, list(problems)
    found = Problems()
    found.extend(problems)
    clinic = library.brand
    called = f"{clinic.country} {clinic.phone}"
    if called != checked:
        wrong = list(phone.problems(clinic.phone, clinic.country))
        found.extend(wrong)
        if wrong:
            return None, list(found)
    found.extend(workshop.remarks(language, clinic.country))
    entries = []
    taken: dict[str, str] = {}
    for ready in library.handouts:
        reviews = list(review.problems(ready, today))
        found.extend(reviews)
        if _good_name(ready, taken, found):
            overdue = any(problem.fatal for problem in reviews)
            entries.append(_entry(ready, library, overdue))
    warnings = pack(problem for problem in found if not problem.fatal)
    return Catalog(brand, language, str(clinic.paper), entries, warnings, called), list(found)


def _good_name(ready: PreparedHandout, taken: dict[str, str], problems: Problems) -> bool:
    """Whether the file name can stand in a folder and is no other handout's."""
    place = getattr(ready.handout.file, "place", ready.handout.place)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", ready.file):
        problems.add(
            place, f'expected a file name of small letters, digits and -, found "{ready.file}"'
        )
        return False
    if ready.file in taken:
        other = taken[ready.file]
        problems.add(place, f'"{other}" has the same file name "{ready.file}"', "choose another")
        return False
    taken[ready.file] = ready.name
    return True


def _entry(ready: PreparedHandout, library: Library, overdue: bool) -> Entry:
    document = ready.document
    place = document.place
    family = next(path for path in ready.inputs if "/handouts/" in path)
    return Entry(
        name=ready.name,
        file=ready.file,
        family=Path(family).stem,
        editions=[str(edition) for edition in ready.handout.editions],
        inputs=sorted({*ready.inputs, project.brand_file(library.brand_name)}),
        facts={"sheet number": ready.number, "number of sheets": len(library.series)},
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


def version_place(root: Path, place: Place) -> Place:
    """Where `version` stands in the file of the colophon at `place`."""
    tree: Any = yaml_file.parse(disk.read(root, place.path), place.path, Problems())
    return located.at(tree, ("document", "version")) if tree is not None else place
