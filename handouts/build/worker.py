"""The heavy half of a build, able to run in any process: read a library, make one file.

What was read is kept for the next job as long as the inputs are the same.
"""

from __future__ import annotations

import datetime
import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .. import project
from ..checks import editorial
from ..checks.doubles import family_of
from ..content import load as content
from ..content.load import Library, Ready
from ..design import layout as layouts
from ..digest import digest_of
from ..graphics import drawing as art
from ..graphics import font as fonts
from ..markup.node import Node
from ..problems import ContentError, Place, Problem, Problems, relative
from ..reading import located, yaml_file
from ..render import render, tree
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


class _Shop:
    """What one process has read from the project in one state of its inputs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        layouts.forget()
        art.load.cache_clear()
        fonts.load.cache_clear()
        self._libraries: dict[tuple[str, str], tuple[Library | None, Problems]] = {}
        self._handouts: dict[tuple[str, ...], Ready] = {}
        self._said: dict[tuple[str, ...], list[Problem]] = {}

    def library(self, brand: str, language: str) -> tuple[Library | None, Problems]:
        found = self._libraries.get((brand, language))
        if found is None:
            problems = Problems()
            found = self._libraries[brand, language] = (
                self._load(brand, language, problems),
                problems,
            )
            for ready in found[0].handouts if found[0] else ():
                self._handouts[brand, language, family_of(ready), ready.name] = ready
        return found

    def _load(self, brand: str, language: str, problems: Problems) -> Library | None:
        root = self.root
        try:
            editions = layouts.load_theme(root).editions
            known = content.Known(project.layouts(root), editions, project.drawings(root))
            return content.load(root, brand, language, known, problems)
        except ContentError as fault:
            problems.extend(fault.problems)
            return None

    def ready(self, job: Job) -> tuple[Library, Ready]:
        library, _ = self.library(job.brand, job.language)
        assert library is not None
        return library, self._handouts[_key(job)]

    def suffixes(self) -> Mapping[str, str]:
        """What each edition adds to a document number."""
        editions = layouts.load_theme(self.root).editions
        return {str(name): str(edition.suffix) for name, edition in editions.items()}

    def said(self, job: Job, document: Node) -> list[Problem]:
        """What a careful editor says of the handout, from its first edition: all say the same.

        `document` is its tree in the edition of `job`.
        """
        key = _key(job)
        if key not in self._said:
            library, ready = self.ready(job)
            edition = str(ready.handout.editions[0])
            if edition != job.edition:
                layout = layouts.load(self.root, str(ready.handout.layout), edition)
                document = tree(library, ready, layout)
            self._said[key] = list(editorial.problems(library, ready, document))
        return self._said[key]


def _key(job: Job) -> tuple[str, ...]:
    return job.brand, job.language, job.family, job.handout


@lru_cache(maxsize=1)
def _shop(root: Path, stamp: str) -> _Shop:
    return _Shop(root)


def make(root: str, stamp: str, job: Job) -> Made:
    """The file of `job`. `stamp` names the state of the inputs: another one, and all is read anew.

    An error gives no file, even where one could be drawn.
    """
    problems = Problems()
    rendered = None
    try:
        shop = _shop(Path(root), stamp)
        library, ready = shop.ready(job)
        layout = layouts.load(Path(root), str(ready.handout.layout), job.edition)
        rendered = render(Path(root), library, ready, layout, job.paper, problems)
        if rendered:
            problems.extend(shop.said(job, rendered.document))
    except ContentError as fault:
        problems.extend(fault.problems)
    except OSError as fault:
        problems.extend([unreadable(Path(root), fault)])
    except ModuleNotFoundError:
        raise
    except Exception:
        import traceback

        return Made(None, problems=list(problems), crash=traceback.format_exc())
    if rendered is None or problems.fatal:
        return Made(None, problems=list(problems))
    return Made(
        rendered.pdf,
        rendered.pages,
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
    return digest_of(sorted(_texts(document)))


def _texts(node: Node) -> Iterator[str]:
    if node.tag == "artifact" or node.style.startswith(("colophon", "counter")):
        return
    if node.holds_text():
        yield " ".join(node.text().split())
        return
    for child in node.nodes():
        yield from _texts(child)


# --- catalogs -------------------------------------------------------------------------


def catalog(
    root: Path, stamp: str, brand: str, language: str, today: datetime.date
) -> tuple[Catalog, list[Problem]]:
    """What one brand can have in one language, and every problem of its content."""
    shop = _shop(root, stamp)
    library, problems = shop.library(brand, language)
    suffixes = shop.suffixes() if library else {}
    return catalog_of(root, (brand, language), library, problems, suffixes, today)


def version_place(root: Path, place: Place) -> Place:
    """Where `version` stands in the file of the colophon at `place`."""
    tree: Any = yaml_file.parse((root / place.path).read_bytes(), place.path, Problems())
    return located.at(tree, ("document", "version")) if tree is not None else place
