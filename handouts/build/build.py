"""Making what is asked for and out of date: one call, `build`.

A build with nothing to do reads files, compares digests and ends; only what
has to be made brings in the heavy half (`make`).
"""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import Place, Problem
from ..project import OUTPUT
from . import files, plan, records
from .files import CannotWrite, HeldOpen
from .plan import Job, Selection
from .records import Record
from .status import Survey, survey

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from .worker import Made

BUILT, UNCHANGED, STALE, MISSING = "built", "unchanged", "stale", "missing"
_SAVE_EVERY = 10.0


class Outcome(NamedTuple):
    """What became of one file. `stale`: it failed, and an older one is still there."""

    output: str
    status: str
    why: Sequence[str] = ()


OnEvent = Callable[[Outcome, int, int], None]


@dataclass(eq=False)
class Report:
    """All that a build did and found. Paths are below the output folder.

    `elsewhere` counts the problems in files that were not asked for, `outdated`
    are files not asked for that no longer match their content.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    elsewhere: int = 0
    outdated: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unwritable: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def outputs(self, *status: str) -> list[str]:
        return [one.output for one in self.outcomes if one.status in status]

    @property
    def exit_code(self) -> int:
        """0 fine, 1 something to mend in the content, 3 something could not be written."""
        if self.unwritable:
            return 3
        faulty = any(problem.fatal for problem in self.problems)
        return 1 if faulty or self.outputs(STALE, MISSING) else 0


# --- building -------------------------------------------------------------------------


def explain(root: Path, selection: Selection, today: datetime.date) -> list[Outcome]:
    """For each file asked for: would it be made, and why."""
    look = survey(root, selection, today)
    return [
        Outcome(job.output, BUILT if why else UNCHANGED, why)
        for job in look.jobs
        for why in [look.reasons(job)]
    ]


def check(
    root: Path,
    selection: Selection,
    *,
    today: datetime.date,
    executor: Executor | None = None,
    workers: int | None = None,
) -> Report:
    """Makes everything in memory and writes nothing: the problems are the result."""
    from .pool import make_all
    from .worker import reading

    started = time.perf_counter()
    look = survey(root, selection, today)
    heard = _Heard(look.problems)
    report = Report()
    for job, made in make_all(root, look.now.stamp, look.jobs, executor, workers):
        heard.add(made.problems, job.output)
        report.outcomes.append(Outcome(job.output, BUILT if made.pdf else MISSING))
    for job in _first_of_each(look.jobs):
        heard.add(reading(str(root), look.now.stamp, job), job.output)
    report.problems, report.elsewhere = look.relevant(heard.problems())
    report.seconds = time.perf_counter() - started
    return report


def _first_of_each(jobs: Sequence[Job]) -> list[Job]:
    """One job for each handout: all its editions say the same."""
    return list({(job.brand, job.language, job.handout): job for job in reversed(jobs)}.values())


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
    Raises `plan.Unknown` and `files.CannotWrite`.
    """
    started = time.perf_counter()
    with files.lock(root):
        run = _Run(survey(root, selection, today), force, on_event)
        try:
            run.make(executor, workers)
        except BaseException:
            with suppress(CannotWrite):
                records.save(root, run.after)
            raise
        run.finish(today, prune)
    run.report.seconds = time.perf_counter() - started
    return run.report


class _Heard:
    """Problems by what they say, each once, with the files it was said of."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._files: dict[Problem, list[str]] = {problem: [] for problem in problems}

    def add(self, problems: Iterable[Problem], output: str) -> None:
        for problem in problems:
            self._files.setdefault(problem, []).append(Path(output).stem)

    def problems(self) -> list[Problem]:
        """All of them in order; one that came up while making says in which files."""
        return sorted(
            problem._replace(message=f"{problem.message}, in {_some(files)}") if files else problem
            for problem, files in self._files.items()
        )


def _some(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} others"


class _Run:
    """One build: goes through the jobs and keeps the books."""

    def __init__(self, look: Survey, force: bool, on_event: OnEvent) -> None:
        self.look = look
        self.report = Report()
        self.heard = _Heard(look.problems)
        self.force = force
        self.after = replace(look.before, outputs=dict(look.before.outputs))
        self.history: dict[str, dict[str, Any]] | None = None
        self.on_event = on_event
        self.todo: list[tuple[Job, list[str]]] = []
        for job in look.jobs:
            why = look.reasons(job) or (["it was asked for with --force"] if force else [])
            if look.entry(job).overdue:
                self._fail(job.output)
            elif why:
                self.todo.append((job, why))
            else:
                self.heard.add(plan.unpack(look.before.outputs[job.output].warnings), job.output)
                self._done(Outcome(job.output, UNCHANGED))
        self.save_at = time.perf_counter() + _SAVE_EVERY

    def make(self, executor: Executor | None, workers: int | None) -> None:
        if not self.todo:
            return
        from .pool import make_all

        files.sweep(self.look.root)
        reasons = {job.output: why for job, why in self.todo}
        jobs = [job for job, _ in self.todo]
        for job, made in make_all(self.look.root, self.look.now.stamp, jobs, executor, workers):
            self.heard.add(made.problems, job.output)
            if made.pdf is None:
                self._fail(job.output)
                continue
            try:
                self._keep(job, made, made.pdf, reasons[job.output])
            except HeldOpen as fault:
                self.report.unwritable.append(str(fault))
                self._fail(job.output)
            if time.perf_counter() > self.save_at:
                self._save()

    def _save(self) -> None:
        """Keep the books of a long build; never more than a small part of its time."""
        started = time.perf_counter()
        records.save(self.look.root, self.after)
        took = time.perf_counter() - started
        self.save_at = started + max(_SAVE_EVERY, 50 * took)

    def _keep(self, job: Job, made: Made, pdf: bytes, why: list[str]) -> None:
        """Write the file if its bytes are new, and the record of it."""
        look = self.look
        path = look.root / OUTPUT / job.output
        sha256 = hashlib.sha256(pdf).hexdigest()
        old = look.before.outputs.get(job.output)
        same = not self.force and old is not None and old.sha256 == sha256 and old.intact(path)
        if not same:
            files.write(path, pdf, name=f"{OUTPUT}/{job.output}")
        about, warnings = self._about(job, made)
        found = path.stat()
        self.after.outputs[job.output] = Record(
            inputs={name: look.now.files.get(name, "") for name in made.inputs},
            templates=look.now.templates(made.inputs),
            program=look.now.program,
            facts=look.facts(job),
            sha256=sha256,
            size=found.st_size,
            time=found.st_mtime_ns,
            about=about,
            warnings=plan.pack([*made.problems, *warnings]),
        )
        self.heard.add(warnings, job.output)
        self._done(Outcome(job.output, UNCHANGED if same else BUILT, why))

    def _about(self, job: Job, made: Made) -> tuple[dict[str, Any], list[Problem]]:
        """What the manifest tells, and a warning if the words changed and the version did not.

        The words first built under a version stay its `released` words.
        """
        entry = self.look.entry(job)
        about = {
            **entry.about,
            "language": job.language,
            "edition": job.edition,
            "paper": job.paper,
            "pages": made.pages,
            "wording": made.wording,
            "released": made.wording,
        }
        old = self._before(job.output)
        if (old.get("number"), old.get("version")) != (about["number"], about["version"]):
            return about, []
        about["released"] = old.get("released", made.wording)
        if about["released"] == made.wording:
            return about, []
        from .worker import version_place

        place = version_place(self.look.root, Place(*entry.place))
        message = f"the words of {about['number']} changed, its version is still {about['version']}"
        return about, [Problem(place, message, "raise it before it is handed out", False)]

    def _before(self, output: str) -> dict[str, Any]:
        record = self.look.before.outputs.get(output)
        if record:
            return record.about
        if self.history is None:
            self.history = records.history(self.look.root)
        return self.history.get(output, {})

    def _fail(self, output: str) -> None:
        there = (self.look.root / OUTPUT / output).exists()
        self._done(Outcome(output, STALE if there else MISSING))

    def _done(self, outcome: Outcome) -> None:
        self.report.outcomes.append(outcome)
        self.on_event(outcome, len(self.report.outcomes), len(self.look.jobs))

    # --- the end ---------------------------------------------------------------------

    def finish(self, today: datetime.date, prune: bool) -> None:
        """Say what else is known, and keep the books if anything in them changed."""
        look, report = self.look, self.report
        others = look.others()
        for output in others.hidden:
            self._fail(output)
        report.outdated = others.outdated
        for output in others.leftovers:
            (report.removed if prune else report.leftovers).append(output)
        for output in report.removed:
            files.remove(look.root / OUTPUT / output, name=f"{OUTPUT}/{output}")
            del self.after.outputs[output]
        self._remember(today)
        if self.after != look.before:
            records.save(look.root, self.after)
        report.problems, report.elsewhere = look.relevant(self.heard.problems())
        report.outcomes.sort(key=lambda one: one.output)

    def _remember(self, today: datetime.date) -> None:
        """Keep what can be made, for as long as no input changes; faulty content is read again."""
        look, after = self.look, self.after
        if (after.stamp, after.day) != (look.now.stamp, str(today)):
            after.stamp, after.day, after.catalogs = look.now.stamp, str(today), {}
        if look.complete:
            made = {f"{one.brand}/{one.language}": one.to_json() for one in look.catalogs}
            after.catalogs = {**after.catalogs, **made}
