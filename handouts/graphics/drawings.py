"""The drawings of a project: the SVG files in `layouts/art`, each read once."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from .. import project
from ..problems import ContentError, Place, Problem, did_you_mean
from ..reading import disk
from . import svg
from .drawing import Drawing

FOLDER = f"{project.LAYOUTS}/art"


class Drawings:
    """The drawings in one state of a project's files; its owner drops it with that state."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, Drawing | list[Problem]] = {}

    @cached_property
    def names(self) -> list[str]:
        """Those that can be asked for."""
        return project.drawings(self._root)

    def load(self, name: str) -> Drawing:
        """The drawing called `name`. Raises `ContentError` if it is missing or not flat."""
        if name not in self._read:
            try:
                self._read[name] = self._load(name)
            except ContentError as fault:
                self._read[name] = fault.problems
        found = self._read[name]
        if isinstance(found, list):
            raise ContentError(found)
        return found

    def _load(self, name: str) -> Drawing:
        file = project.drawing_file(name)
        try:
            return svg.read(disk.read(self._root, file), file, name)
        except disk.Missing:
            raise ContentError([self.missing(name, Place(file))]) from None

    def missing(self, name: str, place: Place) -> Problem:
        """Why there is no drawing called `name`, which is asked for at `place`."""
        try:
            files = sorted(os.listdir(self._root / FOLDER))
        except OSError:
            files = []
        alike = [file for file in files if file.lower().rpartition(".")[0] == name.lower()]
        if alike:
            said = f'the picture "{name}" must be an SVG drawing, found {FOLDER}/{alike[0]}'
            rename = alike[0].lower() == f"{name}.svg"
            hint = f"{'rename' if rename else 'save'} it as {FOLDER}/{name}.svg"
            return Problem(place, said, hint)
        others = set(self.names) - {name}
        hint = did_you_mean(name, others) or f"the drawings are in {FOLDER}, as SVG files"
        return Problem(place, f'unknown picture "{name}"', hint)
