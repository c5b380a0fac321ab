"""What is asked for, beside what there is: reads, compares, and changes nothing.

The heavy half (`make`) is brought in only for content that is not as it was.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from .. import project
from ..problems import Place, Problem, Problems
from ..project import OUTPUT
from . import inputs, plan, records
from .inputs import Snapshot
from .plan import Catalog, Entry, Job, Selection
from .records import Record, State


@dataclass(eq=False)
class Survey:
    """One look at the project. `complete` is false where faulty content hides some handouts."""

    root: Path
    selection: Selection
    now: Snapshot
    before: State
    catalogs: list[Catalog]
    jobs: list[Job]
    problems: list[Problem]
    complete: bool

    @cached_property
    def _entries(self) -> dict[tuple[str, str, str], Entry]:
        return {
            (catalog.brand, catalog.language, entry.name): entry
            for catalog in self.catalogs
            for entry in catalog.entries
        }

    def entry(self, job: Job) -> Entry:
        return self._entries[job.brand, job.language, job.handout]

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

    def others(self) -> Others:
        """Files of earlier builds that are not asked for, or cannot be made now."""
        every = plan.Selection(editions=("all",), papers=("all",))
        possible = {job.output: job for job in plan.select(self.root, self.catalogs, every, False)}
        asked = {job.output for job in self.jobs}
        loaded = {(catalog.brand, catalog.language) for catalog in self.catalogs}
        found = Others([], [], [])
        for output, record in sorted(self.before.outputs.items()):
            if output in asked:
                continue
            if output in possible:
                if self.reasons(possible[output]):
                    found.outdated.append(output)
            elif self._is_gone(record, loaded):
                found.leftovers.append(output)
            elif not self.complete and self._is_asked(record):
                found.hidden.append(output)
        return found

    def _is_gone(self, record: Record, loaded: set[tuple[str, str]]) -> bool:
        """Whether nothing in the content gives this file any more."""
        own = [
            path
            for path in record.inputs
            if "/handouts/" in path or path.endswith(f"/types/{record.facts['handout']}.yaml")
        ]
        pair = record.facts["brand"], record.facts["language"]
        brand = f"content/brands/{pair[0]}.yaml"
        if any(path not in self.now.files for path in (*own, brand)):
            return True
        return self.complete and pair in loaded

    def _is_asked(self, record: Record) -> bool:
        facts, chosen = record.facts, self.selection
        return (
            (not chosen.names or facts["handout"] in chosen.names or facts["file"] in chosen.names)
            and ("all" in chosen.editions or facts["edition"] in chosen.editions)
            and (not chosen.languages or facts["language"] in chosen.languages)
        )

    def relevant(self, problems: list[Problem]) -> tuple[list[Problem], int]:
        """The problems in files that were asked for, and how many errors there are elsewhere."""
        names = self.selection.names
        if not names:
            return problems, 0
        inputs = {path for job in self.jobs for path in self.entry(job).inputs}
        near = [
            problem
            for problem in problems
            if problem.place.path in inputs
            or not problem.place.path.startswith("content/")
            or Path(problem.place.path).stem in names
        ]
        return near, sum(one.fatal for one in problems) - sum(one.fatal for one in near)


class Others(NamedTuple):
    """Files known from earlier builds: no longer made by anything, out of date, or
    hidden by faulty content."""

    leftovers: list[str]
    outdated: list[str]
    hidden: list[str]


def survey(root: Path, selection: Selection, today: datetime.date) -> Survey:
    """One look at what is asked for. Raises `plan.Unknown`."""
    now, before = inputs.snapshot(root), records.load(root)
    selection = selection._replace(names=tuple(map(plan.bare, selection.names)))
    pairs = plan.pairs(root, selection)
    catalogs: list[Catalog] = []
    problems = Problems()
    if not pairs:
        problems.add(Place(project.CONTENT), "expected a brand and a language here, found none")
    remembered = before.catalogs if (before.stamp, before.day) == (now.stamp, str(today)) else {}
    for brand, language in pairs:
        known = remembered.get(f"{brand}/{language}")
        found: Catalog | None
        if known is None:
            from . import worker as make

            checked = before.catalogs.get(f"{brand}/{language}", {}).get("phone", "")
            found, faults = make.catalog(root, now.stamp, brand, language, today, checked)
            problems.extend(faults)
        else:
            found = Catalog.from_json(known)
            problems.extend(plan.unpack(found.warnings))
        if found:
            catalogs.append(found)
    complete = not problems.fatal
    jobs = plan.select(root, catalogs, selection, complete)
    return Survey(root, selection, now, before, catalogs, jobs, list(problems), complete)
