"""Content files read as models: their texts marked, their names checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..problems import ContentError, Fault, Problems, did_you_mean
from ..reading import letters, schema
from ..reading.files import Files
from ..reading.located import Fields, Items, Located, Text
from ..reading.schema import M
from .marks import parse as parse_marks
from .marks import slots
from .texts import Marked, literal


class Reader:
    """Reads files of one project; every text it has met is in `texts`, by number.

    Every problem is added to `problems`.
    """

    def __init__(self, files: Files, problems: Problems, first: int = 0) -> None:
        self.files = files
        self.quotes: Sequence[str] = letters.AS_TYPED
        self.problems = problems
        self.first = first
        self.texts: dict[int, Marked] = {}

    def tree(self, file: str) -> Located | None:
        """What stands in a file, or None."""
        try:
            return self.files.tree(file, self.problems)
        except ContentError as fault:
            self.problems.extend(fault.problems)
            return None

    def fields(self, file: str) -> Fields | None:
        """The fields in a file, or None."""
        tree = self.tree(file)
        if tree is None or isinstance(tree, Fields):
            return tree
        hint = "look at another file here"
        self.problems.add(tree.place, 'expected lines such as "title: text"', hint)
        return None

    def marked(self, tree: Located, names: Collection[str] | None) -> Located:
        """The tree with every text parsed; `names` may be filled in, None: nothing is marked."""
        if isinstance(tree, Text):
            return self._text(tree, names)
        if isinstance(tree, Items):
            return Items(tree.place, [self.marked(item, names) for item in tree])
        fields = Fields(tree.place)
        for key, value in tree.items():
            fields[key] = self.marked(value, names)
        return fields

    def _text(self, text: Text, names: Collection[str] | None) -> Marked:
        said = letters.typographic(self._one_line(text), self.quotes)
        parts = literal(said)
        if names is not None:
            try:
                parts = parse_marks(said)
            except Fault as fault:
                self.problems.add(text.place, str(fault), fault.hint)
            for name in slots(parts):
                if name not in names:
                    near = did_you_mean(name, names)
                    hint = near or 'the clinic\'s are "brand.phone", "brand.name"'
                    self.problems.add(text.place, f'unknown name "{name}"', hint)
        number = self.first + len(self.texts)
        found = self.texts[number] = Marked(said, text.place, parts, number)
        return found

    def _one_line(self, text: Text) -> str:
        """A text whose writer asked for several lines is a fault: paper has none of them."""
        if "\n" not in text:
            return text.strip()
        lines = [line.strip() for line in text.strip().split("\n")]
        if len(lines) > 1:
            said = f"found {len(lines)} lines, expected one text"
            self.problems.add(text.place, said, "write >- in place of |, and leave no line empty")
        return " ".join(lines)

    def read(self, model: type[M], tree: Fields | None, names: Collection[str] | None) -> M | None:
        """The fields as a model, or None."""
        if tree is None:
            return None
        before = len(self.problems.fatal)
        lines = _joined(tree, model.several_lines)
        found = schema.read(model, self.marked(lines, names), self.problems)
        return found if len(self.problems.fatal) == before else None

    def group(
        self, model: type[M], tree: Fields | None, names: Collection[str] | None
    ) -> dict[str, M]:
        """A file whose every field is one model."""
        out: dict[str, M] = {}
        for key, value in (tree or {}).items():
            entry = schema.read(model, self.marked(value, names), self.problems)
            if entry is not None:
                out[key] = entry
        return out


def _joined(tree: Fields, names: Collection[str]) -> Fields:
    """The fields, with the lines of the named ones, such as an address, set behind one another."""
    fields = Fields(tree.place)
    fields.update(tree)
    for key, value in tree.items():
        if key in names and isinstance(value, Text):
            lines = [line.strip() for line in value.split("\n") if line.strip()]
            ended = [line if line[-1] in ".,;:!?" else f"{line}," for line in lines[:-1]]
            fields[key] = Text(" ".join([*ended, *lines[-1:]]), value.place)
    return fields
