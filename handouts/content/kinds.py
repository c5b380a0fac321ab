"""Kinds of content as data: what a file of a kind may hold is declared beside the layouts.

`layouts/kinds/types.yaml` says which fields the files in `content/…/types`
have. From it come the reading, the messages, what a template sees, and the
JSON Schema; a new kind needs no Python.
"""

# Annotations are read when the class is made, so they are no texts here.
import datetime
import os
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from .. import project
from ..problems import ContentError, Fault, Place, Problem, Problems
from ..reading import closed, schema
from ..reading.files import Files
from ..reading.located import Text
from ..reading.notes import Entries, Form, Key, Range, Words
from ..reading.schema import Model
from .models import (
    Address,
    DrawingName,
    Entry,
    Handout,
    Item,
    Names,
    Picture,
    Points,
    Sources,
    Statement,
    Steps,
)
from .reader import Reader

# What a template calls by these names is something else.
_TAKEN = frozenset(
    {"brand", "words", "handout", "sections", "document", "sources", "loop"}
    | {"number", "count", "edition", "suffix"}
)
_WORD = Form("[a-z][a-z0-9_]{0,40}", "a name of small letters, digits and _")
_PLAIN: dict[str, Any] = {
    "text": Text,
    "date": datetime.date,
    "picture": Picture,
    "drawing": DrawingName,
    "address": Address,
    "item": Item,
    "sources": Sources,
    "statement": Statement,
}
# The lists, and the model and the number of entries each has if nothing is said.
_LISTS = {"points": (Points, Entries(1, 7)), "steps": (Steps, Entries(1, 5))}  # HL-08


class Kind(NamedTuple):
    """One kind of content: `folder` holds its files, `name` is one of them in a template."""

    name: str
    folder: str
    file: str
    model: type[Entry]

    @property
    def plural(self) -> str:
        """The name of several entries in a template."""
        return _variable(self.folder)

    @property
    def names(self) -> frozenset[str]:
        """What the texts of a handout made for each file may ask to be filled in."""
        return frozenset({f"{self.name}.id", f"{self.name}.title"})


class Declared(Model):
    """One field of a kind: what it is, and what it may hold."""

    one_text = "is"

    is_: Annotated[
        Literal[
            "text", "date", "number", "picture", "drawing", "address", "item", "sources",
            "statement", "points", "steps", "choice", "group", "list",
        ],
        Key("is"),
    ]  # fmt: skip
    optional: bool = False
    least: Annotated[int, Range(0, 10_000)] | None = None
    most: Annotated[int, Range(1, 10_000)] | None = None
    words: Annotated[int, Range(1, 1_000)] | None = None
    values: list[Text] = []
    fields: dict[str, Any] | None = None
    of: Any = None
    help: Text | None = None

    def check(self) -> None:
        for name, kinds in _GOES_WITH.items():
            if name in vars(self) and self.is_ not in kinds:
                raise Fault(f'"{name}" is for {", ".join(kinds)}', "take it out")
        for name, kinds in _NEEDED.items():
            if self.is_ in kinds and not getattr(self, name):
                raise Fault(f'the field "{name}" is missing', f'add "{name}:" here')
        if self.least is not None and self.most is not None and self.least > self.most:
            raise Fault('"least" is more than "most"', "mend one of them")


_GOES_WITH = {
    "least": ("points", "steps", "list", "number"),
    "most": ("points", "steps", "list", "number"),
    "words": ("text", "statement"),
    "values": ("choice",),
    "fields": ("group",),
    "of": ("list",),
}
_NEEDED = {"values": ("choice",), "fields": ("group",), "of": ("list",)}


class Declaration(Model):
    """What a file of a kind may hold, beside its title, sources, document and notes."""

    name: Annotated[Text, _WORD]
    fields: dict[str, Any]
    help: Text | None = None


def load(files: Files, problems: Problems) -> dict[str, Kind]:
    """The kinds that are declared without a fault, by their folders.

    Raises `ContentError` where nobody can tell which there are.
    """
    if project.is_closed(files.root / project.KINDS):
        raise ContentError([closed.problem(project.KINDS)])
    if not os.path.isdir(files.root / project.KINDS):
        raise ContentError([Problem(Place(project.KINDS), "the folder is missing", "put it back")])
    found: dict[str, Kind] = {}
    for folder in project.kinds(files.root):
        kind = _load(files, folder, problems)
        same = [one for one in found.values() if kind and one.name == kind.name]
        if same:
            said = f'the name "{same[0].name}" is also that of the kind in {same[0].file}'
            problems.add(Place(project.kind_file(folder)), said, "choose another")
        elif kind:
            found[folder] = kind
    return found


def handout_model(folders: Iterable[str]) -> type[Handout]:
    """The model of a handout, which may list entries of each kind by the name of its folder."""
    kinds = {_variable(folder): Annotated[Names, Key(folder)] for folder in folders}
    defaults: dict[str, Any] = {attribute: [] for attribute in kinds}
    return type("Handout", (Handout,), _body(Handout, kinds, defaults))


def listed(handout: Handout, folder: str) -> list[Text]:
    """The entries of a kind that a handout lists."""
    names: list[Text] = getattr(handout, _variable(folder), [])
    return names


def _load(files: Files, folder: str, problems: Problems) -> Kind | None:
    file = project.kind_file(folder)
    before = len(problems.fatal)
    if _variable(folder) in _TAKEN or folder == "handouts" or folder in Handout.schema:
        problems.add(Place(file), f'"{folder}" is something else already', "rename the file")
    tree = Reader(files, problems).tree(file)
    declared = schema.read(Declaration, tree, problems) if tree is not None else None
    if declared is None:
        return None
    if declared.name in _TAKEN or declared.name == _variable(folder):
        said = f'the name "{declared.name}" is something else in a template'
        problems.add(declared.name.place, said, "choose another")
    model = _model(declared.name, Entry, declared.fields, problems)
    if len(problems.fatal) > before:
        return None
    return Kind(str(declared.name), folder, file, model)


# --- models ---------------------------------------------------------------------------


def _model(name: str, base: type[Model], fields: Mapping[str, Any], problems: Problems) -> Any:
    """A model with the declared fields, or None."""
    kinds: dict[str, Any] = {}
    defaults: dict[str, Any] = {}
    for key, said in fields.items():
        place = getattr(key, "place", said.place)
        if not re.fullmatch(_WORD.pattern, key):
            problems.add(place, f'expected {_WORD.expected}, found "{key}"', "rename the field")
            continue
        if key in base.schema:
            problems.add(place, f'every file has the field "{key}"', "take it out")
            continue
        declared = schema.read(Declared, said, problems)
        kind = _kind(key, declared, problems) if declared else None
        if declared is None or kind is None:
            continue
        # What every model has under that name stays what it is.
        attribute = f"{key}_" if hasattr(base, key) else key
        notes: list[Key | str] = [Key(key)] if attribute != key else []
        if declared.help:
            notes.append(str(declared.help))
        if declared.optional:
            defaults[attribute] = [] if declared.is_ in ("list", "sources") else None
            kind = kind if defaults[attribute] == [] else kind | None
        kinds[attribute] = Annotated[kind, *notes] if notes else kind
    made = type(_class_name(name), (base,), _body(base, kinds, defaults))
    return made if len(kinds) == len(fields) else None


def _kind(name: str, declared: Declared, problems: Problems) -> Any:
    """The annotation of a declared field, or None."""
    kind: Any
    match str(declared.is_):
        case "points" | "steps" as what:
            model, usual = _LISTS[what]
            kind = _narrowed(model, "items", _entries(declared, usual))
        case "choice":
            kind = Literal[tuple(map(str, declared.values))]
        case "group":
            kind = _model(name, Model, declared.fields or {}, problems)
        case "list":
            inner = schema.read(Declared, declared.of, problems)
            kind = _kind(name, inner, problems) if inner else None
            kind = kind and Annotated[list[kind], _entries(declared, Entries())]
        case "number":
            least, most = declared.least, declared.most
            kind = Annotated[int, Range(least or 0, 10_000 if most is None else most)]
        case "text" if declared.words:
            kind = Annotated[Text, Words(declared.words)]
        case "statement" if declared.words:
            kind = _narrowed(Statement, "text", Words(declared.words))
        case what:
            kind = _PLAIN[what]
    return kind


def _narrowed(model: type[Model], field: str, note: object) -> type[Model]:
    """A model of which one field is narrower."""
    kind = model.schema[field].kind
    if isinstance(note, Entries):
        kind = kind.__origin__
    body = _body(model, {field: Annotated[kind, note]}, {})
    return type(model.__name__, (model,), body)


def _entries(declared: Declared, usual: Entries) -> Entries:
    least = usual.least if declared.least is None else declared.least
    return Entries(least, usual.most if declared.most is None else declared.most)


def _body(
    base: type[Model], kinds: Mapping[str, Any], defaults: Mapping[str, Any]
) -> dict[str, Any]:
    return {"__doc__": base.__doc__, "__module__": __name__, "__annotations__": kinds, **defaults}


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _variable(folder: str) -> str:
    """A folder as a template calls it."""
    return folder.replace("-", "_")
