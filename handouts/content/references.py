"""Names in content that point elsewhere: sources, pictures, layouts, sections, types."""

from __future__ import annotations

import types
from collections.abc import Collection
from typing import Annotated, Any, Union, get_args, get_origin

from .. import project
from ..graphics.drawings import Drawings
from ..problems import Problems, did_you_mean, nearest
from ..reading.located import Fields, Items, Located, Text
from ..reading.notes import Refers
from ..reading.schema import Model

# Short names are alike soon: a wrong source must not be proposed.
_ALIKE = 0.8


class References:
    """Checks the names in content: `sources` is None as long as none are known."""

    def __init__(self, art: Drawings, problems: Problems) -> None:
        self.art = art
        self.sources: Collection[str] | None = None
        self.problems = problems
        self.cited: dict[str, set[str]] = {}  # the sources that each file names

    def check(self, kind: Any, tree: Located | None) -> None:
        """Report what is not there and `tree` refers to; `kind` is the annotation it is read by."""
        origin = get_origin(kind)
        if tree is None:
            return
        if origin is Annotated:
            self._annotated(tree, *get_args(kind))
        elif origin in (Union, types.UnionType):
            for one in get_args(kind):
                self.check(one, tree)
        elif origin is list and isinstance(tree, Items):
            for item in tree:
                self.check(get_args(kind)[0], item)
        elif isinstance(kind, type) and issubclass(kind, Model) and isinstance(tree, Fields):
            for key, value in tree.items():
                if key in kind.schema:
                    self.check(kind.schema[key].kind, value)

    def _annotated(self, tree: Located, kind: Any, *notes: Any) -> None:
        refers = [note.what for note in notes if isinstance(note, Refers)]
        if refers == ["source"]:
            self._sources(tree)
        elif refers == ["drawing"] and isinstance(tree, Text):
            check_art(tree, self.art, self.problems)
        elif not refers:
            self.check(kind, tree)

    def _sources(self, value: Located) -> None:
        for name in [value] if isinstance(value, Text) else list(value):
            if not isinstance(name, Text) or not project.is_name(name):
                continue  # the model says so
            self.cited.setdefault(name.place.path, set()).add(str(name))
            # Without the file of sources, that it is missing has been said.
            if self.sources is not None and name not in self.sources:
                hint = f"add it to {project.SOURCES}"
                if similar := nearest(name, self.sources, alike=_ALIKE):
                    hint = f'did you mean "{similar}"? If not, {hint}'
                self.problems.add(name.place, f'unknown source "{name}"', hint)


def check_art(name: Text, art: Drawings, problems: Problems) -> None:
    """Adds a problem if a drawing is not there."""
    if project.is_name(name) and name not in art.names:
        problems.extend([art.missing(name, name.place)])


def check_names(
    what: str, names: Collection[Text], there: Collection[str], folder: str, problems: Problems
) -> bool:
    """Whether all names are there; adds a problem for each that is not."""
    missing = [name for name in names if name not in there]
    for name in missing:
        hint = did_you_mean(name, there) or f"the names are those in {folder}"
        if what not in ("layout", "edition", "kind"):
            hint += (
                f"{'' if hint.endswith('?') else '.'} If the {what} was removed, remove this line"
            )
        problems.add(name.place, f'unknown {what} "{name}"', hint)
    return not missing
