"""Languages that are not whole yet: which files must still be copied and translated."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from .. import project
from ..problems import Place, Problem

# What every language needs; the words of a handout are needed only by the handout.
_NEEDED = ("words", "terms")


def lacking(root: Path, language: str) -> list[str]:
    """The files that every handout of a begun language needs, and that only English has."""
    return [name for name in _NEEDED if _only_at_home(root, language, name)] + [
        f"handouts/{path.stem}"
        for path in project.files(root, project.HOME_LANGUAGE, "handouts")
        if language != project.HOME_LANGUAGE and not project.files(root, language, "handouts")
    ]


def to_translate(root: Path, language: str, names: Collection[str]) -> list[str]:
    """Those of `names`, such as `sections/causes`, that are only there in English."""
    return [name for name in names if _only_at_home(root, language, name)]


def _only_at_home(root: Path, language: str, name: str) -> bool:
    own = root / project.content_file(language, name)
    home = root / project.content_file(project.HOME_LANGUAGE, name)
    return own != home and home.is_file() and not own.is_file()


def problem(language: str, names: Collection[str]) -> Problem:
    """All missing files of a language in one message."""
    files = ", ".join(f"{name}.yaml" for name in dict.fromkeys(names))
    home = f"{project.CONTENT}/{project.HOME_LANGUAGE}"
    return Problem(
        Place(f"{project.CONTENT}/{language}"),
        f"this language is not whole yet, it lacks {files}",
        f"copy them from {home} and translate them",
    )
