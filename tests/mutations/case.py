"""One case: a project damaged in a way that its seed and number alone decide, and what is run."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from . import drawings, files, fonts, layouts, output, syntax, templates, texts, values
from .base import BUILD, Base
from .damage import KINDS, MUTATIONS, Damage
from .project import Found, Project, Unfit, found_in
from .run import LIMIT, Run

# The modules that put their mutations on the list.
SOURCES = (syntax, texts, values, layouts, templates, drawings, files, fonts, output)
# How often each kind is taken where all are asked for, and how many damages a case has.
_SHARES = {"content": 42, "layouts": 28, "drawings": 14, "files": 16}
_DAMAGES = {1: 88, 2: 8, 3: 4}
# What is run after the build in some cases. Checks make every edition and take longer.
_SECOND = {
    ("again",): 10,
    ("--json",): 5,
    ("--prune",): 4,
    ("list",): 5,
    ("explain",): 5,
    ("catalogue",): 4,
    ("check",): 3,
    ("check", "--pdf"): 2,
}
_LONG = 4 * LIMIT
# How often a damage of one kind is tried before another kind is taken.
_TRIES = 100
_T = TypeVar("_T")


@dataclass(frozen=True)
class Case:
    """Number `number` of the run with `seed`, of one kind or of "all"."""

    seed: int
    number: int
    asked: str = "all"

    def random(self) -> Random:
        """The chance of this case, the same each time."""
        return Random(f"{self.seed}:{self.number}:{self.asked}")  # noqa: S311  # a case must repeat


@dataclass(frozen=True)
class Done:
    """A case that was run.

    `asked` are the outputs that the first command asks for. `before` and `after` are
    what there is beside the output folder, `made_before` and `made_after` what is in
    it after the first and after the last command.
    """

    kind: str
    damages: list[Damage]
    asked: frozenset[str]
    runs: list[Run]
    project: Path
    before: Found
    after: Found
    made_before: Found
    made_after: Found


def play(case: Case, base: Base, folder: Path) -> Done:
    """Damage a copy of the project in `folder`, and run the command line there."""
    rng = case.random()
    kind = _weighted(rng, _SHARES) if case.asked == "all" else case.asked
    place = folder / "case"
    project = Project.copy(place / "project")
    (place / "outside").mkdir()
    (place / "outside" / "keep.txt").write_text("keep")
    if rng.random() < (0.7 if kind == "files" else 0.3):
        shutil.copytree(base.output, project.root / "output")
    damages = [_damaged(rng, kind, project)]
    for _ in range(_weighted(rng, _DAMAGES) - 1):
        damages.append(_damaged(rng, rng.choice(KINDS) if case.asked == "all" else kind, project))
    words, asked = _command(rng, base, damages)
    made = project.root / "output"
    before = found_in(place, made)
    runs = [base.runner.run(project.root, words, folder)]
    made_before = found_in(made)
    if second := _second(rng, words, damages):
        limit = _LONG if "check" in second else LIMIT
        runs.append(base.runner.run(project.root, second, folder, limit))
    after = found_in(place, made)
    return Done(
        kind, damages, asked, runs, project.root, before, after, made_before, found_in(made)
    )


def _weighted(rng: Random, shares: dict[_T, int]) -> _T:
    return rng.choices(list(shares), list(shares.values()))[0]


def _damaged(rng: Random, kind: str, project: Project) -> Damage:
    """One damage of this kind, or of another where an earlier one left nothing of this kind.

    A mutation that finds nothing gives way to another.
    """
    choices = dict(MUTATIONS[kind])
    for _ in range(_TRIES):
        try:
            return _weighted(rng, choices)(rng, project)
        except (Unfit, OSError, UnicodeDecodeError):  # an earlier damage may be in the way
            continue
    return _damaged(rng, rng.choice(KINDS), project)


def _command(
    rng: Random, base: Base, damages: list[Damage]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """The first command, and the outputs it asks for."""
    path = damages[0].path
    touched = sorted(base.touched(path))
    if touched and rng.random() < 0.15:
        file = Path(rng.choice(touched)).stem.removesuffix("-large-print")
        name = rng.choice([file, file.removesuffix("-sheet")])
        return ("--jobs", "1", name), frozenset({f"en/{file}.pdf"})
    standard = frozenset(name for name in base.inputs if "large-print" not in name)
    for edition in ("flat", "bi-fold"):
        if path.startswith(f"layouts/{edition}/"):
            return (*BUILD[:4], "--edition", edition), standard
    if rng.random() < 0.4:
        return BUILD[:4], standard
    return BUILD, frozenset(base.inputs)


def _second(rng: Random, first: tuple[str, ...], damages: list[Damage]) -> tuple[str, ...]:
    """The words of a further command, in some of the cases."""
    second = _weighted(rng, _SECOND)
    if any("catalogue" in damage.path for damage in damages):
        return ("catalogue",)
    if rng.random() > 0.2:
        return ()
    if second == ("again",):
        return first
    if second[0].startswith("--"):
        return (*first, *second)
    return (*second, "--jobs", "1") if "check" in second else second
