"""Finished files put in their place, and the books kept of how they were made."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any

from .. import project
from ..problems import Place, Problem
from ..project import OUTPUT
from . import files, plan, records
from .plan import Job
from .records import Record, State
from .report import BUILT, UNCHANGED
from .status import Status

if TYPE_CHECKING:
    from .worker import Made

# Seconds after which the books of a long build are written, so that a killed one loses little.
_SAVE_EVERY = 10.0


class Keeper:
    """Writes what one build makes, and remembers it. Raises `files.CannotWrite`."""

    def __init__(self, look: Status, *, force: bool) -> None:
        self.look = look
        self.force = force
        self.after = State(dict(look.before.catalogs), dict(look.before.outputs))
        self.history: dict[str, dict[str, Any]] | None = None
        self.save_at = time.perf_counter() + _SAVE_EVERY

    def keep(self, job: Job, made: Made, pdf: bytes) -> tuple[str, list[Problem]]:
        """Write the file if its bytes are new, and the record of it: built or unchanged.

        The problem, if there is one, is a warning about its version.
        """
        look = self.look
        path = look.root / OUTPUT / job.output
        sha256 = hashlib.sha256(pdf).hexdigest()
        old = look.before.outputs.get(job.output)
        same = not self.force and old is not None and old.sha256 == sha256 and old.intact(path)
        if not same:
            files.write(look.root, f"{OUTPUT}/{job.output}", pdf)
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
        if time.perf_counter() > self.save_at:
            self._save_between()
        return UNCHANGED if same else BUILT, warnings

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

    def remove(self, output: str) -> bool:
        """Delete a file that nothing makes any more, and its folder if it was the last."""
        del self.after.outputs[output]
        return files.remove(self.look.root, f"{OUTPUT}/{output}")

    # --- the books --------------------------------------------------------------------

    def save(self) -> None:
        """Write the books, if anything in them changed."""
        if self.after != self.look.before:
            records.save(self.look.root, self.after)

    def _save_between(self) -> None:
        """Write the books of a long build; never more than a small part of its time."""
        started = time.perf_counter()
        records.save(self.look.root, self.after)
        took = time.perf_counter() - started
        self.save_at = started + max(_SAVE_EVERY, 50 * took)

    def remember_content(self) -> None:
        """Keep what can be made of sound content; faulty content is read again each time."""
        brands, languages = project.brands(self.look.root), project.languages(self.look.root)
        there = {f"{brand}/{language}" for brand in brands for language in languages}
        kept = self.after.catalogs
        kept.update(self.look.sound)
        for pair in kept.keys() - there:
            del kept[pair]
