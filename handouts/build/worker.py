"""The heavy half of a build, able to run in any process: read a library, make one file.

What was read is kept for the next job as long as the inputs are the same.
"""

from __future__ import annotations

import datetime
import errno
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..content import phone
from ..digest import digest_of
from ..markup.node import Node
from ..problems import ContentError, Place, Problem, Problems, relative
from ..reading.files import Files
from ..workshop import Workshop
from .catalogs import catalog_of
from .plan import Catalog, Job


class Made(NamedTuple):
    """A file in memory, or None, and what was said about it.

    `crash` is the traceback of a fault of the program, `broken` a sentence
    about a process that ended before its time.
    """

    pdf: bytes | None
    pages: int = 0
    inputs: Sequence[str] = ()
    wording: str = ""
    problems: Sequence[Problem] = ()
    crash: str = ""
    broken: str = ""


@lru_cache(maxsize=1)
def _workshop(root: Path, stamp: str) -> Workshop:
    """The workshop of the inputs' state that `stamp` names; another one, and all is read anew."""
    return Workshop(root)


def make(root: str, stamp: str, job: Job) -> Made:
    """The file of `job`. `stamp` names the state of the inputs: another one, and all is read anew.

    An error gives no file, even where one could be drawn.
    """
    problems = Problems()
    rendered = None
    try:
        workshop = _workshop(Path(root), stamp)
        library, _ = workshop.library(job.brand, job.language)
        assert library is not None
        prepared = library.handout(job.handout, job.family)
        rendered = workshop.render(library, prepared, job.edition, job.paper, problems)
        if rendered:
            said = workshop.said(library, prepared, job.edition, rendered.document)
            problems.extend(said)
            workshop.keep()
    except ContentError as fault:
        problems.extend(fault.problems)
    except OSError as fault:
        problems.extend([unreadable(Path(root), fault)])
    except Exception:  # a fault of the program: it is shown, and the other files are made
        import traceback

        return Made(None, problems=list(problems), crash=traceback.format_exc())
    if rendered is None or problems.fatal:
        silent = "" if problems.fatal else "Nothing was drawn, and nothing says why."
        return Made(None, problems=list(problems), crash=silent)
    return Made(
        rendered.pdf,
        len(rendered.pages),
        sorted(rendered.inputs),
        wording(rendered.document),
        list(problems),
    )


def unreadable(root: Path, fault: OSError) -> Problem:
    """A file of the project that cannot be read; any other fault of the system is raised again."""
    path = Path(os.fsdecode(fault.filename or "."))
    if fault.errno in (errno.EMFILE, errno.ENFILE) or not path.is_relative_to(root):
        raise fault
    place = Place(relative(path, root))
    return Problem(place, f"cannot be read: {fault.strerror}", "check the file and its rights")


def wording(document: Node) -> str:
    """A digest of what a reader reads, whatever its order on the page.

    Small print and the sheet's number are left out: they change by themselves.
    """
    return digest_of(sorted(" ".join(block.text().split()) for block in document.blocks()))


# --- catalogs -------------------------------------------------------------------------


def catalog(
    root: Path, stamp: str, brand: str, language: str, today: datetime.date, checked: str = ""
) -> tuple[Catalog, list[Problem]]:
    """What one brand can have in one language, and every problem of its content.

    `checked` is the `phone` of an earlier catalog: a number that is known to be good.
    """
    workshop = _workshop(root, stamp)
    library, read = workshop.library(brand, language)
    found, called = Problems(), ""
    found.extend(read)
    if library:
        clinic = library.brand
        called = f"{clinic.country} {clinic.phone}"
        wrong = [] if called == checked else list(phone.problems(clinic.phone, clinic.country))
        found.extend(wrong)
        if wrong:
            library = None
        else:
            found.extend(workshop.remarks(language, clinic.country))
    suffixes = workshop.suffixes() if library else {}
    cataloged, faults = catalog_of(root, (brand, language), library, found, suffixes, today)
    workshop.keep()
    return cataloged._replace(phone=called if library else ""), faults


def version_place(root: Path, place: Place) -> Place:
    """Where `version` stands in the file of the colophon at `place`."""
    tree = Files(root).tree(place.path, Problems())
    for name in ("document", "version"):
        if isinstance(tree, dict) and name in tree:
            tree = tree[name]
    return place if tree is None else tree.place
