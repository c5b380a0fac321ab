"""The undamaged project: what it makes, from which files, and where each text is printed."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from . import pages, texts
from .damage import Damage
from .project import Project
from .run import Runner
from .yamllines import put, values

BUILD = ("--jobs", "1", "--edition", "standard", "--edition", "large-print")
# A text by its file and line.
Line = tuple[str, int]


class Printed(NamedTuple):
    """How often a text stands in a file, and of how many pages."""

    times: int
    pages: int


@dataclass(frozen=True)
class Base:
    """`inputs` are the files each output is made from; `printed` says for each text that a
    reader meets in which outputs it stands."""

    output: Path
    runner: Runner
    inputs: dict[str, frozenset[str]]
    printed: dict[tuple[Line, str], Printed]

    def touched(self, path: str) -> frozenset[str]:
        """The outputs that are made from the file, or from a file below the folder."""
        return frozenset(
            name
            for name, files in self.inputs.items()
            if any(file == path or file.startswith(f"{path}/") for file in files)
        )

    def times(self, damage: Damage, output: str, pages: int) -> int:
        """How often the text that was damaged must stand on the pages of an output.

        What stood on every page stands on every page, however many there are now.
        """
        known = self.printed.get(((damage.path, damage.line), output), Printed(0, 1))
        return known.times if known.times < known.pages or known.pages == 1 else pages


def prepare(folder: Path) -> Base:
    """Builds the undamaged project, and once more with a mark in each text."""
    project = Project.copy(folder / "project")
    runner, said = Runner(folder / "pycache").alone(project.root, BUILD)
    assert not said, f"what is not damaged is not made: {said}"
    output = project.root / "output"
    told = json.loads((output / "manifest.json").read_bytes())["handouts"]
    inputs = {name: frozenset(about["inputs"]) for name, about in told.items()}
    return Base(output, runner, inputs, _printed(folder / "marked", runner))


def _printed(folder: Path, runner: Runner) -> dict[tuple[Line, str], Printed]:
    """For each text and output, how often a mark in its place stands there."""
    project = Project.copy(folder)
    marks: dict[str, Line] = {}
    for path in project.files(*texts.FILES):
        for value in values(project, path):
            if value.prose:
                mark = _mark(len(marks))
                marks[mark] = (path, value.line)
                # A picture's words must be a sentence, or the handout is refused.
                put(project, value, f"A neck that shows {mark}" if value.key == "alt" else mark)
    runner.alone(project.root, BUILD)
    found: dict[tuple[Line, str], Printed] = {}
    output = project.root / "output"
    for file in sorted(output.glob("**/*.pdf")):
        text, count = pages.read(file)
        name = file.relative_to(output).as_posix()
        for mark, times in Counter(re.findall("Q[a-z]{3}z", text)).items():
            if mark in marks:
                found[marks[mark], name] = Printed(times, count)
    shutil.rmtree(folder)
    there = {line for line, _ in found}
    assert len(there) > len(marks) / 4, "too few of the marks come back from the pages"
    return found


def _mark(number: int) -> str:
    """A word no text holds."""
    return "Q" + "".join(chr(ord("a") + number // 26**power % 26) for power in (2, 1, 0)) + "z"
