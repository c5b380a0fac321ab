"""Making handouts of a project in memory."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from sheet import Sheet

from handouts.content.library import Library, PreparedHandout
from handouts.problems import ContentError, Problem, Problems
from handouts.render import Rendered
from handouts.workshop import Workshop

ROOT = Path(__file__).parents[1]
PAPERS = ("letter", "a4")


def copy_project(to: Path, *overlays: Path) -> None:
    """The content and layouts of the project in `to`, with folders laid over them."""
    shutil.copytree(ROOT / "content", to / "content", dirs_exist_ok=True)
    shutil.copytree(ROOT / "layouts", to / "layouts", dirs_exist_ok=True)
    for overlay in overlays:
        shutil.copytree(overlay, to, dirs_exist_ok=True)


def give_consent(root: Path) -> None:
    """Have the consent that the real content still waits for, so that nothing is to be said."""
    path = root / "content/en/sections/reports.yaml"
    path.write_text(path.read_text("utf-8").replace('on_file: "no"', 'on_file: "yes"'), "utf-8")


class Project:
    """A folder with content and layouts, read once; its handouts are made when asked for."""

    def __init__(self, root: Path, brand: str, language: str = "en") -> None:
        self.root, self.brand, self.language = root, brand, language
        self._made: dict[tuple[str, str, str], Sheet] = {}
        self.workshop = Workshop(root)

    @staticmethod
    @lru_cache(maxsize=1)
    def real() -> Project:
        return Project(ROOT, "astr")

    @cached_property
    def library(self) -> Library:
        library, problems = self.workshop.library(self.brand, self.language)
        assert not list(problems), "\n".join(map(str, problems))
        assert library is not None
        return library

    @property
    def phone(self) -> str:
        return str(self.library.brand.phone)

    def ready(self, name: str) -> PreparedHandout:
        return self.library.handout(name)

    def every(self, *editions: str, papers: tuple[str, ...] = PAPERS) -> Iterator[Sheet]:
        """Every handout in the named editions (none: all it has) on each paper."""
        for ready in self.library.handouts:
            for edition in map(str, ready.handout.editions):
                if not editions or edition in editions:
                    for paper in papers:
                        yield self.make(ready.name, edition, paper)

    def possible(self, *editions: str, papers: tuple[str, ...] = PAPERS) -> Iterator[Sheet]:
        """Like `every`, without the files that do not fit; another test says that all must."""
        for ready in self.library.handouts:
            for edition in map(str, ready.handout.editions):
                for paper in papers if not editions or edition in editions else ():
                    key = (ready.name, edition, paper)
                    out, _ = (
                        draw(self, ready, edition, paper) if key not in self._made else (None, 0)
                    )
                    if out:
                        self._made[key] = Sheet(*key, out)
                    if key in self._made:
                        yield self._made[key]

    def make(self, name: str, edition: str = "standard", paper: str = "letter") -> Sheet:
        """One handout; it must be made without a problem."""
        key = (name, edition, paper)
        if key not in self._made:
            out, problems = draw(self, self.ready(name), edition, paper)
            assert out is not None, "\n".join(map(str, problems))
            assert not problems, "\n".join(map(str, problems))
            self._made[key] = Sheet(name, edition, paper, out)
        return self._made[key]


def draw(
    project: Project, ready: PreparedHandout, edition: str, paper: str
) -> tuple[Rendered | None, list[Problem]]:
    """The handout, and all that was said about it."""
    problems = Problems()
    try:
        out = project.workshop.render(project.library, ready, edition, paper, problems)
    except ContentError as fault:
        return None, fault.problems
    return out, list(problems)
