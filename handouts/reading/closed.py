"""Folders of a project that may not be opened: told once, and nothing is concluded from them.

What lies in such a folder is neither missing nor misspelt: nobody can tell.
"""

from __future__ import annotations

import os
from pathlib import Path

from .. import project
from ..problems import Place, Problem

FILE = "this file may not be opened", "allow everyone to read it"


def folders(root: Path) -> list[str]:
    """Every folder of `content` and `layouts` that may not be opened."""
    tops = (project.CONTENT, project.LAYOUTS)
    return [folder for top in tops for folder in _below(root, top)]


def problem(folder: str) -> Problem:
    """That a folder of the project may not be opened."""
    return Problem(Place(folder), "this folder may not be opened", "allow everyone to read it")


def is_told(one: Problem) -> bool:
    """Whether a problem says that a folder may not be opened."""
    return one == problem(one.place.path)


def _below(root: Path, folder: str) -> list[str]:
    if project.is_closed(root / folder):
        return [folder]
    try:
        with os.scandir(root / folder) as there:
            names = [one.name for one in there if one.is_dir(follow_symlinks=False)]
    except OSError:  # it is no folder, or is gone
        return []
    inner = (f"{folder}/{name}" for name in sorted(names) if not project.is_leftover(name))
    return [found for one in inner for found in _below(root, one)]
