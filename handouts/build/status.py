"""What is asked for, beside what there is: reads, compares, and changes nothing.

The heavy half (`worker`) is brought in only for content that is not as it was.
"""

from __future__ import annotations

import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from .. import project
from ..problems import Problem, Problems
from ..project import OUTPUT
from ..reading import closed
from . import choose, inputs, plan, records
from .inputs import Snapshot
from .plan import Catalog, Entry, Job, Selection
from .records import Record, State

# The places of problems that are no single file's.
_ANYWHERE = {"", project.CONTENT}


class Status:
    """One look at the project.

    `jobs` are all files asked for, also those that cannot be made. `problems`
    are those of reading, `sound` the catalogs in which nothing is wrong, and
    `crashes` the tracebacks of faults of the program while it was reading.
    """

    def __init__(self, selection: Selection, reading: _Reading, jobs: list[Job]) -> None:
        self.selection = selection
        self.jobs = jobs
        self.root, self.now, self.before = reading.root, reading.now, reading.before
        self.catalogs = reading.catalogs
        self.problems: list[Problem] = list(reading.problems)
        self.sound = reading.sound
        self.crashes = reading.crashes

    @cached_property
    def _entries(self) -> dict[tuple[str, ...], Entry]:
        return {
            (*catalog.pair, *entry.key): entry
            for catalog in self.catalogs
            for entry in catalog.every
        }

    @cached_property
    def _blocked(self) -> set[tuple[str, ...]]:
        return {
            (*catalog.pair, *entry.key)
            for catalog in self.catalogs
            for entries in (catalog.blocked, (one for one in catalog.entries if one.overdue))
            for entry in entries
        }

    def entry(self, job: Job) -> Entry:
        return self._entries[*job.pair, job.family, job.handout]

    def blocked(self, job: Job) -> bool:
        """Whether its content keeps the file from being made."""
        return (*job.pair, job.family, job.handout) in self._blocked

    @property
    def open_jobs(self) -> list[Job]:
        """The files asked for that nothing in the content stands against."""
        return [job for job in self.jobs if not self.blocked(job)]

    def facts(self, job: Job) -> dict[str, Any]:
        """What the file depends on besides its inputs."""
        return {
            "brand": job.brand,
            "language": job.language,
            "handout": job.handout,
            "file": self.entry(job).file,
            "edition": job.edition,
            "paper": job.paper,
            **self.entry(job).facts,
        }

    def reasons(self, job: Job) -> list[str]:
        """Why the file has to be made, in words; empty if it is as it should be."""
        record = self.before.outputs.get(job.output)
        path = self.root / OUTPUT / job.output
        if record is None:
            return ["it is new" if not path.exists() else "nothing is known of how it was made"]
        why = record.changes(self.facts(job), self.now)
        if not why and not record.intact(path):
            why = ["the file is missing" if not path.exists() else "the file was altered"]
        return why

    def changed(self, output: str) -> list[str]:
        """What an older file was made from and is not as it was then."""
        record, now = self.before.outputs.get(output), self.now
        changed = record.changed(now) if record else []
        return [path for path in changed if path in now.files or not now.has(path)]

    # --- files not asked for -----------------------------------------------------------

    @cached_property
    def others(self) -> Others:
        """Files of earlier builds that are not asked for, or cannot be made now."""
        asked = {job.output for job in self.jobs}
        rest = sorted(self.before.outputs.keys() - asked)
        possible = {job.output: job for job in choose.every(self.catalogs)} if rest else {}
        found = Others([], [], [])
        for output in rest:
            record = self.before.outputs[output]
            if output in possible:
                job = possible[output]
                if not self.blocked(job) and self.reasons(job):
                    found.outdated.append(output)
            elif self._is_gone(record):
                found.leftovers.append(output)
            elif self._is_asked(output, record):
                found.hidden.append(output)
        return found

    def _is_gone(self, record: Record) -> bool:
        """Whether nothing in the content gives this file any more."""
        entry = f"/{record.facts['handout']}.yaml"
        own = [
            path
            for path in record.inputs
            if "/handouts/" in path or (path.endswith(entry) and project.is_entry(path))
        ]
        brand, language = record.facts["brand"], record.facts["language"]
        if not all(map(self.now.has, (*own, project.brand_file(brand)))):
            return True
        return f"{brand}/{language}" in self.sound

    def _is_asked(self, output: str, record: Record) -> bool:
        """Whether a file whose handout is hidden by faulty content was asked for."""
        facts, chosen = record.facts, self.selection
        if (facts["brand"], facts["language"]) not in {catalog.pair for catalog in self.catalogs}:
            return False
        names = {one.name for one in chosen.asked}
        in_edition = plan.ALL in chosen.editions or facts["edition"] in chosen.editions
        by_name = not names or names & {facts["handout"], facts["file"]}
        return bool(by_name and in_edition) or PurePosixPath(output).stem in names

    # --- problems ---------------------------------------------------------------------

    def relevant(self) -> tuple[list[Problem], int]:
        """The problems of reading that concern what was asked for, and the number of other errors.

        Whatever keeps a file asked for from being made is among the first.
        """
        if not self.selection.names or not any(catalog.every for catalog in self.catalogs):
            return self.problems, 0
        shown = {path for job in self.jobs for path in self.entry(job).inputs}
        blocked = [self.entry(job) for job in self.jobs if self.blocked(job)]
        stopping = {path for entry in blocked for path in entry.inputs} | _ANYWHERE
        faults = [problem for problem in self.problems if problem.fatal]
        shut = [problem for problem in faults if closed.is_told(problem)]  # may hold anything
        near = shut + [problem for problem in faults if problem.place.path in stopping]
        told = {problem.place.path for problem in near}
        if not self.jobs or not (
            shut or all(told & {*entry.inputs, *_ANYWHERE} for entry in blocked)
        ):
            near = faults  # no file of its own is at fault: it may be any of them
        warnings = [one for one in self.problems if not one.fatal and one.place.path in shown]
        return sorted([*near, *warnings]), len(faults) - len(near)


class Others(NamedTuple):
    """Files known from earlier builds: no longer made by anything, out of date, or
    hidden by faulty content."""

    leftovers: list[str]
    outdated: list[str]
    hidden: list[str]


def status(root: Path, selection: Selection, today: datetime.date) -> Status:
    """One look at what is asked for. Raises `plan.Refused`."""
    now, before = inputs.snapshot(root), records.load(root)
    selection = selection.tidy()
    reading = _Reading(root, now, before, today)
    if project.brands(root) and project.languages(root):
        for pair in _pairs(root, selection):
            reading.look(pair)
    return Status(selection, reading, _jobs(reading, selection))


def _pairs(root: Path, selection: Selection) -> list[tuple[str, str]]:
    """The brands and languages to look at. Raises `plan.Refused`."""
    try:
        return plan.pairs(root, selection)
    except plan.Unknown as fault:
        from ..reading import strays

        folder = f"{project.CONTENT}/{fault.what}s/"
        for meant, problem in strays.misnamed(root):
            if meant == fault.name and problem.place.path.startswith(folder):
                raise plan.Refused(str(problem._replace(fatal=True))) from None
        raise


def _jobs(reading: _Reading, selection: Selection) -> list[Job]:
    """The files asked for, or none after adding why there are none. Raises `plan.Refused`."""
    root, catalogs, before = reading.root, reading.catalogs, reading.hidden_names()
    if not any(catalog.every for catalog in catalogs):
        from . import nothing

        if not reading.is_shut:
            reading.problems.extend(nothing.problems(root))
        return []
    try:
        return choose.chosen(root, catalogs, selection, before)
    except plan.Unknown as fault:
        if reading.take_misnamed(selection):
            return choose.chosen(root, catalogs, selection, before)
        if reading.is_shut:  # what is asked for may lie where nobody can look
            return []
        named = [one for one in reading.problems if project.is_handout(one.place.path)]
        fault.problems = [one for one in named if one.fatal]  # what it is called may be wrong there
        raise


class _Reading:
    """The catalogs of brands and languages: remembered where nothing changed, or read anew."""

    def __init__(self, root: Path, now: Snapshot, before: State, today: datetime.date) -> None:
        self.root, self.now, self.before, self.today = root, now, before, today
        self.home = next(iter(project.brands(root)), "")
        self.problems = Problems()
        self.catalogs: list[Catalog] = []
        self.sound: dict[str, dict[str, Any]] = {}
        self.crashes: list[str] = []

    @property
    def is_shut(self) -> bool:
        """Whether nobody can tell which handouts there are: a folder is missing or closed."""
        return any(
            closed.is_told(problem) or problem.place.path == project.KINDS
            for problem in self.problems
        )

    def hidden_names(self) -> set[str]:
        """Names of files made before whose content cannot be told from its lines now."""
        records = [
            (PurePosixPath(output).stem, record.facts)
            for output, record in self.before.outputs.items()
            if f"{record.facts['brand']}/{record.facts['language']}" not in self.sound
        ]
        return {name for stem, facts in records for name in (stem, facts["file"])}

    def take_misnamed(self, selection: Selection) -> bool:
        """Take files that are not read for want of a good name, if they are asked for."""
        from . import blocked

        found = blocked.misnamed(self.root, {one.name for one in selection.asked})
        self.catalogs[0].blocked.extend(found)
        return bool(found)

    def look(self, pair: tuple[str, str]) -> None:
        name = "/".join(pair)
        stamp = f"{self.now.stamp_of(pair[0])} {self.today}"
        catalog = self._remembered(pair, name, stamp)
        if catalog:
            self.problems.extend(plan.unpack(catalog.warnings))
            self.sound[name] = self.before.catalogs[name]
        else:
            catalog, faults = self._read(pair)
            self.problems.extend(faults)
            if not catalog.blocked and not any(fault.fatal for fault in faults):
                self.sound[name] = {"stamp": stamp, **catalog.to_json()}
        folder = project.output_folder(*pair, self.home)
        self.catalogs.append(catalog._replace(folder=folder))

    def _remembered(self, pair: tuple[str, str], name: str, stamp: str) -> Catalog | None:
        kept = self.before.catalogs.get(name)
        if kept is None or kept.get("stamp") != stamp:
            return None
        try:
            return Catalog.read(pair, kept)
        except records.DAMAGED:
            return None

    def _read(self, pair: tuple[str, str]) -> tuple[Catalog, list[Problem]]:
        from . import blocked

        misnamed = blocked.brand_fault(self.root, pair[0])
        if misnamed:
            return blocked.catalog(self.root, pair), [misnamed]
        from . import worker

        try:
            checked = str(self.before.catalogs.get("/".join(pair), {}).get("phone", ""))
            return worker.catalog(self.root, self.now.stamp, *pair, self.today, checked)
        except OSError as fault:
            return blocked.catalog(self.root, pair), [worker.unreadable(self.root, fault)]
        except Exception:  # a fault of the program: told, and the others are made
            import traceback

            self.crashes.append(traceback.format_exc())
            return blocked.catalog(self.root, pair), []
