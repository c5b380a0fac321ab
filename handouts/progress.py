"""Progress while files are made: a bar on a terminal, a line for each file elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .build import BUILT, UNCHANGED, Outcome

OnEvent = Callable[[Outcome, int, int], None]


@contextmanager
def shown(*, quiet: bool) -> Iterator[OnEvent]:
    """Something to call with each outcome, how many are done, and how many there are."""
    if quiet:
        yield lambda outcome, done, total: None
    elif sys.stdout.isatty():
        with _bar() as on_event:
            yield on_event
    else:
        yield _line


def _line(outcome: Outcome, done: int, total: int) -> None:
    if outcome.status != UNCHANGED:
        print(f"{outcome.status} output/{outcome.output}", flush=True)


@contextmanager
def _bar() -> Iterator[OnEvent]:
    """A bar that appears with the first file that is made. It starts no thread of its own."""
    bars: list[object] = []

    def on_event(outcome: Outcome, done: int, total: int) -> None:
        if outcome.status == UNCHANGED:
            return
        from rich.progress import Progress

        if not bars:
            bars.append(Progress(transient=True, auto_refresh=False))
            bars[0].start()  # type: ignore[attr-defined]
            bars.append(bars[0].add_task("Making handouts", total=total))  # type: ignore[attr-defined]
        progress, task = bars
        if outcome.status == BUILT:
            progress.console.print(f"built output/{outcome.output}")  # type: ignore[attr-defined]
        progress.update(task, completed=done, total=total, refresh=True)  # type: ignore[attr-defined]

    try:
        yield on_event
    finally:
        if bars:
            bars[0].stop()  # type: ignore[attr-defined]
