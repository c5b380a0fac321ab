"""Names in content that point elsewhere: sources, pictures, layouts, sections, types."""

from __future__ import annotations

import re
from collections.abc import Collection

from .. import project
from ..graphics.drawings import Drawings
from ..problems import Problems, did_you_mean, nearest
from ..reading.located import Located, Mapping, Sequence, Text

# Short names are alike soon: a wrong source must not be proposed.
_ALIKE = 0.8


def check(
    tree: Located | None, art: Drawings, sources: Collection[str] | None, problems: Problems
) -> None:
    """Report sources and drawings that are not there; `sources` is None where none are known."""
    if isinstance(tree, Sequence):
        for item in tree:
            check(item, art, sources, problems)
    elif isinstance(tree, Mapping):
        for key, value in tree.items():
            if key in ("source", "cite"):
                _check_sources(value, sources, problems)
            elif key == "icon" and isinstance(value, Text):
                check_art(value, art, problems)
            elif key == "picture" and isinstance(value, Mapping):
                name = value.get("name")
                if isinstance(name, Text):
                    check_art(name, art, problems)
            check(value, art, sources, problems)


def _check_sources(value: Located, sources: Collection[str] | None, problems: Problems) -> None:
    for name in [value] if isinstance(value, Text) else list(value):
        # Without the file of sources, that it is missing has been said.
        if not isinstance(name, Text) or sources is None or not _is_name(name):
            continue
        if name not in sources:
            hint = f"add it to {project.SOURCES}"
            if similar := nearest(name, sources, alike=_ALIKE):
                hint = f'did you mean "{similar}"? If not, {hint}'
            problems.add(name.place, f'unknown source "{name}"', hint)


def check_art(name: Text, art: Drawings, problems: Problems) -> bool:
    """Whether a drawing is there; adds a problem if not."""
    if name in art.names:
        return True
    if _is_name(name):
        problems.extend([art.missing(name, name.place)])
    return False


def check_names(
    what: str, names: Collection[Text], there: Collection[str], folder: str, problems: Problems
) -> bool:
    """Whether all names are there; adds a problem for each that is not."""
    missing = [name for name in names if name not in there]
    for name in missing:
        hint = did_you_mean(name, there) or f"the names are those in {folder}"
        if what in ("section", "type"):
            hint += (
                f"{'' if hint.endswith('?') else '.'} If the {what} was removed, remove this line"
            )
        problems.add(name.place, f'unknown {what} "{name}"', hint)
    return not missing


def _is_name(text: str) -> bool:
    """Whether it could be a name; what cannot has been reported by the model."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", text) is not None
