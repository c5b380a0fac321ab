"""The drawings of a project: the SVG files in `layouts/art`, each read once."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from .. import project
from ..digest import digest
from ..kept import Kept, KeptTogether, beside
from ..problems import ContentError, Place, Problem, did_you_mean, once
from ..reading import closed, disk, letters
from .drawing import Drawing, packed, unpacked

FOLDER = f"{project.LAYOUTS}/art"


def kept_drawings() -> KeptTogether:
    """Drawings of earlier runs of this program."""
    readers = os.path.join(os.path.dirname(__file__), "svg", "read.py")
    makers = [*beside(__file__), *beside(readers), letters.__file__]
    return KeptTogether(Kept("drawings", *makers))


class Drawings:
    """The drawings in one state of a project's files; its owner drops it with that state."""

    def __init__(self, root: Path, kept: KeptTogether | None = None) -> None:
        self._root = root
        self._kept = kept
        self._read: dict[str, Drawing | ContentError] = {}

    @cached_property
    def names(self) -> list[str]:
        """Those that can be asked for."""
        return project.drawings(self._root)

    def load(self, name: str) -> Drawing:
        """The drawing called `name`. Raises `ContentError` if it is missing or not flat."""
        return once(self._read, name, lambda: self._load(name))

    def _load(self, name: str) -> Drawing:
        file = project.drawing_file(name)
        try:
            data = disk.read(self._root, file)
        except disk.Missing:
            raise ContentError([self.missing(name, Place(file))]) from None
        key = digest(f"{file}\n".encode() + data)
        found = self._kept.find(key) if self._kept else None
        if found is not None:
            return unpacked(found)
        from . import svg  # reading SVG takes a while to load

        drawing = svg.read(data, file, name)
        if self._kept:
            self._kept.put(key, packed(drawing))
        return drawing

    def missing(self, name: str, place: Place) -> Problem:
        """Why there is no drawing called `name`, which is asked for at `place`."""
        if folder := project.closed_above(self._root, project.drawing_file(name)):
            return closed.problem(folder)
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
