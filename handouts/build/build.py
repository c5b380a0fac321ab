"""Making what is asked for and out of date: `build`, and `check` and `explain`, which only tell.

A build with nothing to do reads files, compares digests and ends; only what
has to be made brings in the heavy half (`worker`).
"""

from __future__ import annotations

import datetime
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import OUTPUT
from . import files, plan
from .files import CannotWrite, HeldOpen
from .keep import Keeper
from .plan import Job, Selection
from .report import BUILT, MISSING, STALE, UNCHANGED, Heard, OnEvent, Outcome, Report
from .status import Status, status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from .worker import Made


def build(
    root: Path,
    selection: Selection,
    *,
    today: datetime.date,
    executor: Executor | None = None,
    workers: int | None = None,
    force: bool = False,
    prune: bool = False,
    on_event: OnEvent = lambda outcome, done, total: None,
) -> Report:
    """Makes what is asked for and out of date.

    `executor` may be any of `concurrent.futures`, also a cluster's; without one,
    up to `workers` processes are started where there is enough work to pay for them.
    Raises `plan.Refused` and `files.CannotWrite`.
    """
    started = time.perf_counter()
    with files.lock(root) as forbidden:
        look = status(root, selection, today)
        telling = _Telling(look, on_event)
        keeper = Keeper(look, force=force)
        todo = _outstanding(look, telling, force=force)
        if todo and forbidden:
            raise forbidden
        if not forbidden:
            files.sweep(root)
        try:
            _make(look, todo, telling, keeper, executor, workers)
        except BaseException:
            with suppress(CannotWrite):
                keeper.save()
            raise
        _finish(look, telling.report, keeper, prune=prune, may_write=not forbidden)
    return telling.end(started)


def explain(look: Status) -> Report:
    """For each file asked for: would it be made, and why, or what keeps it from being made.

    What is out of date is made in memory: many faults show only then.
    """
    started = time.perf_counter()
    telling = _Telling(look)
    _make(look, _outstanding(look, telling, force=False), telling)
    return telling.end(started)


def check(
    root: Path,
    selection: Selection,
    *,
    today: datetime.date,
    workers: int | None = None,
) -> Report:
    """Makes everything in memory and writes nothing: the problems are the result."""
    started = time.perf_counter()
    look = status(root, selection, today)
    telling = _Telling(look)
    _make(look, dict.fromkeys(look.open_jobs, ()), telling, workers=workers)
    return telling.end(started)


def _outstanding(look: Status, telling: _Telling, *, force: bool) -> dict[Job, Sequence[str]]:
    """What has to be made, and why; what is as it should be is told at once."""
    todo: dict[Job, Sequence[str]] = {}
    for job in look.open_jobs:
        why = look.reasons(job) or (["it was asked for with --force"] if force else [])
        if why:
            todo[job] = why
        else:
            telling.heard.add(plan.unpack(look.before.outputs[job.output].warnings), job.output)
            telling.done(Outcome(job.output, UNCHANGED, why))
    return todo


def _make(
    look: Status,
    todo: Mapping[Job, Sequence[str]],
    telling: _Telling,
    keeper: Keeper | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
) -> None:
    """Make files; without a `keeper` in memory only."""
    if not todo:
        return
    from .pool import make_all

    for job, made in make_all(look.root, look.now.stamp, list(todo), executor, workers):
        if made.pdf is None:
            telling.lacks(job, made)
            continue
        telling.heard.add(made.problems, job.output)
        became = BUILT
        if keeper:
            try:
                became, warnings = keeper.keep(job, made, made.pdf)
            except HeldOpen as fault:
                telling.report.unwritable.append(str(fault))
                telling.fail(job.output)
                continue
            telling.heard.add(warnings, job.output)
        telling.done(Outcome(job.output, became, todo[job]))


def _finish(look: Status, report: Report, keeper: Keeper, *, prune: bool, may_write: bool) -> None:
    """Say what else lies in the output folder, and keep the books.

    Where nothing was made or removed they only save time: that they cannot be
    written is then no fault.
    """
    others = look.others
    report.outdated = others.outdated
    report.removed = [one for one in others.leftovers if prune and keeper.remove(one)]
    report.leftovers = [one for one in others.leftovers if not prune]
    keeper.remember_content()
    if report.outputs(BUILT) or report.removed:
        keeper.save()
    elif may_write:
        with suppress(CannotWrite):
            keeper.save()


class _Telling:
    """Gathers what is told of the files asked for, beginning with those that cannot be made."""

    def __init__(self, look: Status, on_event: OnEvent = lambda outcome, done, total: None) -> None:
        self.look = look
        self.on_event = on_event
        near, elsewhere = look.relevant()
        self.report = Report(crashes=look.crashes)
        self.report.elsewhere = elsewhere
        self.heard = Heard(near)
        for job in look.jobs:
            if look.blocked(job):
                self.fail(job.output or job.handout)
        for output in look.others.hidden:
            self.fail(output)

    def lacks(self, job: Job, made: Made) -> None:
        """There is no file, and why."""
        self.heard.add(made.problems, job.output)
        if made.crash:
            self.report.crashes.setdefault(made.crash, []).append(job.output)
        if made.broken and made.broken not in self.report.unwritable:
            self.report.unwritable.append(made.broken)
        self.fail(job.output)

    def fail(self, output: str) -> None:
        there = (self.look.root / OUTPUT / output).is_file()
        self.done(Outcome(output, STALE if there else MISSING, self.look.changed(output)))

    def done(self, outcome: Outcome) -> None:
        self.report.outcomes.append(outcome)
        self.on_event(outcome, len(self.report.outcomes), len(self.look.jobs))

    def end(self, started: float) -> Report:
        self.report.problems = self.heard.problems()
        self.report.outcomes.sort(key=lambda one: one.output)
        self.report.seconds = time.perf_counter() - started
        return self.report
