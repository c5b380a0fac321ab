"""Why a project gives nothing at all: what is missing, may not be opened, or has a wrong name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .. import project
from ..problems import Place, Problem
from ..project import CONTENT
from ..reading import closed, strays

_BRANDS = f"{CONTENT}/brands"


def problems(root: Path) -> list[Problem]:
    """What is wrong with a project in which there is no handout to make."""
    shut = closed.folders(root)
    if shut:  # what is missing may lie there
        return [closed.problem(folder) for folder in shut]
    return [*_lacking(root), *(stray.problem for stray in strays.misnamed(root))]


def _lacking(root: Path) -> Iterator[Problem]:
    if not project.brands(root):
        home = f"{project.HOME_BRAND}.yaml"
        yield _none(root, _BRANDS, "the file of a clinic", f"put it here, such as {home}")
    languages = project.languages(root)
    if not languages:
        yield _none(root, CONTENT, "the folder of a language", f"put {_home()} back")
    for language in languages:
        folder = f"{CONTENT}/{language}/handouts"
        if not project.files(root, language, "handouts"):
            yield _none(root, folder, "the file of a handout", "put one here")


def _none(root: Path, folder: str, what: str, hint: str) -> Problem:
    if not os.path.isdir(root / folder):
        return Problem(Place(folder), "the folder is missing", "put it back")
    return Problem(Place(folder), f"expected {what} here, found none", hint)


def _home() -> str:
    return f"{CONTENT}/{project.HOME_LANGUAGE}"
