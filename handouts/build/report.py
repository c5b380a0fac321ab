"""What a build did and found, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from ..problems import Problem

BUILT, UNCHANGED, STALE, MISSING = "built", "unchanged", "stale", "missing"


class Outcome(NamedTuple):
    """What became of one file: its path below the output folder, or its handout's name.

    `STALE` and `MISSING` ones failed; of a stale one an older file is still
    there. `why` says why a file was made or would be; of one that failed, what
    changed since it was made last.
    """

    output: str
    status: str
    why: Sequence[str] = ()


OnEvent = Callable[[Outcome, int, int], None]


class Report:
    """All that a build did and found. Paths are below the output folder.

    `elsewhere` counts the errors that do not touch what was asked for,
    `outdated` are files not asked for that no longer match their content,
    `unwritable` are sentences about what could not be written, and `crashes`
    are faults of the program: the traceback, and the files it happened to.
    """

    def __init__(
        self,
        problems: Iterable[Problem] = (),
        *,
        unwritable: Iterable[str] = (),
        crashes: Iterable[str] = (),
    ) -> None:
        self.outcomes: list[Outcome] = []
        self.problems = list(problems)
        self.elsewhere = 0
        self.outdated: list[str] = []
        self.leftovers: list[str] = []
        self.removed: list[str] = []
        self.unwritable = list(unwritable)
        self.crashes: dict[str, list[str]] = {crash: [] for crash in crashes}
        self.seconds = 0.0

    def outputs(self, *status: str) -> list[str]:
        """The files with one of these outcomes."""
        return [one.output for one in self.outcomes if one.status in status]

    @property
    def failed(self) -> list[Outcome]:
        """What was asked for and not made."""
        return [one for one in self.outcomes if one.status in (STALE, MISSING)]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.fatal]

    @property
    def exit_code(self) -> int:
        """0 fine, 1 something to mend, 3 something could not be written."""
        if self.unwritable:
            return 3
        return 1 if self.errors or self.failed or self.crashes else 0


class Heard:
    """Problems by what they say, each once, with the files it was said of."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._files: dict[Problem, list[str]] = {problem: [] for problem in problems}

    def add(self, problems: Iterable[Problem], output: str) -> None:
        for problem in problems:
            self._files.setdefault(problem, []).append(PurePosixPath(output).stem)

    def problems(self) -> list[Problem]:
        """All of them in order; one that came up while making says in which files.

        A warning that is an error too is told as the error.
        """
        errors = {(one.place, one.message) for one in self._files if one.fatal}
        return sorted(
            problem._replace(message=f"{problem.message}, in {_some(sorted(files))}")
            if files
            else problem
            for problem, files in self._files.items()
            if problem.fatal or (problem.place, problem.message) not in errors
        )


def _some(names: Iterable[str]) -> str:
    """The names, or the first of many; the order in which processes are done does not matter."""
    names = sorted(names)
    return " and ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} others"
