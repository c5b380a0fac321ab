"""Progress while files are made: a bar on a terminal where `rich` is installed, else lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..build.report import BUILT, UNCHANGED, OnEvent, Outcome
from .packages import there

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Work that is done sooner, in seconds, needs no bar.
_SOON = 1.0


@contextmanager
def shown(*, quiet: bool) -> Iterator[OnEvent]:
    """Something to call with each outcome, how many are done, and how many there are."""
    if quiet:
        yield lambda outcome, done, total: None
        return
    if not sys.stdout.isatty() or not there("rich"):
        yield _line
        return
    bar = _Bar()
    try:
        yield bar.show
    finally:
        bar.stop()


def _line(outcome: Outcome, done: int, total: int) -> None:
    if outcome.status == BUILT:
        print(f"built output/{outcome.output}", flush=True)


class _Bar:
    """A bar that appears once the work has gone on for a while.

    It starts no thread of its own: a process with threads cannot be forked safely.
    """

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._started = time.perf_counter()

    def show(self, outcome: Outcome, done: int, total: int) -> None:
        if outcome.status == UNCHANGED:
            return
        if time.perf_counter() - self._started < _SOON:
            _line(outcome, done, total)
            return
        from rich.progress import Progress

        if self._progress is None or self._task is None:
            self._progress = Progress(transient=True, auto_refresh=False)
            self._task = self._progress.add_task("Making handouts")
            self._progress.start()
        if outcome.status == BUILT:
            self._progress.console.print(f"built output/{outcome.output}", highlight=False)
        self._progress.update(self._task, completed=done, total=total, refresh=True)

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
