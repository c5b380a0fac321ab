"""Content files read as models: their texts marked, their names checked."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from ..problems import Place, Problems, did_you_mean, relative
from ..reading import schema
from ..reading.located import Located, Mapping, Sequence, Text
from ..reading.yaml_file import parse
from .marks import MarkFault, slots
from .marks import parse as parse_marks
from .texts import Marked, literal

M = TypeVar("M", bound=schema.Model)


class Reader:
    """Reads files of one project; every text it has met is in `texts`, by number.

    Every problem is added to `problems`.
    """

    def __init__(self, root: Path, problems: Problems, first: int = 0) -> None:
        self.root = root
        self.problems = problems
        self.first = first
        self.texts: dict[int, Marked] = {}

    def tree(self, path: Path) -> Located | None:
        """What stands in a file, or None."""
        name = relative(path, self.root)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            self.problems.add(Place(name), "the file is missing", "put it back")
            return None
        except OSError as fault:
            self.problems.add(Place(name), f"cannot be read: {fault.strerror}")
            return None
        return parse(data, name, self.problems)

    def fields(self, path: Path) -> Mapping | None:
        """The fields in a file, or None."""
        tree = self.tree(path)
        if tree is None or isinstance(tree, Mapping):
            return tree
        hint = "look at another file here"
        self.problems.add(tree.place, 'expected lines such as "title: text"', hint)
        return None

    def marked(self, tree: Located, names: Collection[str] | None) -> Located:
        """The tree with every text parsed; `names` may be filled in, None: nothing is marked."""
        if isinstance(tree, Text):
            return self._text(tree, names)
        if isinstance(tree, Sequence):
            return Sequence(tree.place, [self.marked(item, names) for item in tree])
        fields = Mapping(tree.place)
        for key, value in tree.items():
            fields[key] = self.marked(value, names)
        return fields

    def _text(self, text: Text, names: Collection[str] | None) -> Marked:
        said = text.strip()
        parts = literal(said)
        if names is not None:
            try:
                parts = parse_marks(said)
            except MarkFault as fault:
                self.problems.add(text.place, str(fault), fault.hint)
            for name in slots(parts):
                if name not in names:
                    near = did_you_mean(name, names)
                    hint = near or 'the clinic\'s are "brand.phone", "brand.name"'
                    self.problems.add(text.place, f'unknown name "{name}"', hint)
        number = self.first + len(self.texts)
        found = self.texts[number] = Marked(said, text.place, parts, number)
        return found

    def read(self, model: type[M], tree: Mapping | None, names: Collection[str] | None) -> M | None:
        """The fields as a model, or None."""
        if tree is None:
            return None
        before = len(self.problems.fatal)
        found = schema.read(model, self.marked(tree, names), self.problems)
        return found if len(self.problems.fatal) == before else None

    def group(
        self, model: type[M], tree: Mapping | None, names: Collection[str] | None
    ) -> dict[str, M]:
        """A file whose every field is one model."""
        out: dict[str, M] = {}
        for key, value in (tree or {}).items():
            entry = schema.read(model, self.marked(value, names), self.problems)
            if entry is not None:
                out[str(key)] = entry
        return out
