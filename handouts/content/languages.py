"""Languages that are not whole yet: which files must still be copied and translated."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from .. import project
from ..problems import Place, Problem

# What every language needs; the words of a handout are needed only by the handout.
_NEEDED = ("words", "terms")


def lacking(root: Path, language: str) -> list[str]:
    """The files that every handout of a begun language needs, and that only English has."""
    needed = [name for name in _NEEDED if only_at_home(root, language, name)]
    own = f"{project.CONTENT}/{language}/handouts"
    if (
        language == project.HOME_LANGUAGE
        or project.closed_above(root, f"{own}/any")
        or project.files(root, language, "handouts")
    ):
        return needed
    there = project.files(root, project.HOME_LANGUAGE, "handouts")
    return needed + [f"handouts/{name}" for name in there]


def only_at_home(root: Path, language: str, name: str) -> bool:
    """Whether a file of a language, such as `sections/causes`, is only there in English."""
    own = project.content_file(language, name)
    home = project.content_file(project.HOME_LANGUAGE, name)
    if own == home or os.path.isfile(root / own) or project.closed_above(root, own):
        return False
    return os.path.isfile(root / home)


def problem(language: str, names: Collection[str]) -> Problem:
    """All missing files of a language in one message."""
    files = ", ".join(f"{name}.yaml" for name in dict.fromkeys(names))
    home = f"{project.CONTENT}/{project.HOME_LANGUAGE}"
    return Problem(
        Place(f"{project.CONTENT}/{language}"),
        f"this language is not whole yet, it lacks {files}",
        f"copy them from {home} and translate them",
    )
