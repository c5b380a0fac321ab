"""The drawings of a project: the SVG files in `layouts/art`, each read once."""

from __future__ import annotations

import os
import re
import stat
from functools import cached_property
from pathlib import Path

from .. import project
from ..problems import ContentError, Place, Problem, did_you_mean
from . import svg
from .drawing import Drawing

FOLDER = f"{project.LAYOUTS}/art"


class Drawings:
    """The drawings there are in one state of a project's files; its owner drops it with that state.

    `names` are those that can be asked for: regular files with a good name.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._read: dict[str, Drawing | list[Problem]] = {}

    @cached_property
    def _files(self) -> list[str]:
        try:
            return sorted(os.listdir(self._folder))
        except OSError:
            return []

    @cached_property
    def names(self) -> list[str]:
        found = [file.removesuffix(".svg") for file in self._files if file.endswith(".svg")]
        return [
            name
            for name in found
            if re.fullmatch(r"[a-z0-9][a-z0-9-]*", name)
            and os.path.isfile(self._folder / f"{name}.svg")
        ]

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
        file = f"{FOLDER}/{name}.svg"
        if name not in self.names:
            raise ContentError([self.missing(name, Place(file))])
        try:
            with (self._folder / f"{name}.svg").open("rb") as opened:
                data = opened.read(svg.MAX_BYTES + 1)
        except OSError as fault:
            said = f"cannot be read: {fault.strerror}"
            raise ContentError([Problem(Place(file), said, "save it anew")]) from None
        return svg.read(data, file, name)

    def missing(self, name: str, place: Place) -> Problem:
        """Why there is no drawing called `name`, which is asked for at `place`."""
        alike = [file for file in self._files if file.lower().rpartition(".")[0] == name.lower()]
        if f"{name}.svg" in alike:
            said = f"expected an SVG drawing, found {self._kind(f'{name}.svg')}"
            return Problem(Place(f"{FOLDER}/{name}.svg"), said, "put the drawing in its place")
        if alike:
            said = f'the picture "{name}" must be an SVG drawing, found {FOLDER}/{alike[0]}'
            rename = alike[0].lower() == f"{name}.svg"
            hint = f"{'rename' if rename else 'save'} it as {FOLDER}/{name}.svg"
            return Problem(place, said, hint)
        hint = did_you_mean(name, self.names) or f"the drawings are in {FOLDER}, as SVG files"
        return Problem(place, f'unknown picture "{name}"', hint)

    def _kind(self, file: str) -> str:
        """What stands where a file should."""
        try:
            mode = os.stat(self._folder / file).st_mode
        except OSError:
            return "a link that leads nowhere"
        return "a folder" if stat.S_ISDIR(mode) else "something that is not a file"
