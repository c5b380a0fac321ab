"""Located trees read as models: groups of fields that say by their annotations what they hold.

Every fault is said in plain words at its own place, all of them in one reading.
A library for this would take longer to load than a sheet takes to make.
"""

from __future__ import annotations

import datetime
import re
import types
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
)

from ..problems import NOWHERE, Fault, Place, Problems, did_you_mean, nearest
from . import values
from .located import Fields, Items, Located, Text
from .notes import Empty, Entries, Key, Range
from .values import Reader, Unread, unread

# Unknown fields of one group that are named; of more, the rest is counted.
_MOST_UNKNOWN = 20

M = TypeVar("M", bound="Model")


class Field(NamedTuple):
    """One field of a model: the attribute it becomes, its annotation, and what reads it."""

    attribute: str
    kind: Any
    read: Reader
    required: bool


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Model:
    """A group of known fields; an unknown one is a fault.

    A class attribute is the default of the field that is annotated with it. A
    field's kind may be a text, a number, a date, a choice (`Literal`), another
    model, a list, tuple or dictionary of these, or several of them (`|`);
    `Annotated` adds notes, and checks: functions that give the value or raise
    `Fault`. `vars()` of a model holds only what its file says, and its place.
    """

    place: Place = NOWHERE
    schema: ClassVar[dict[str, Field]] = {}  # by their names in a file
    one_text: ClassVar[str] = ""  # the field that a single text in place of the group stands for
    several_lines: ClassVar[tuple[str, ...]] = ()  # the fields whose text may have several lines

    def __init_subclass__(cls) -> None:
        cls.schema = dict(cls.schema)
        for attribute, kind in cls.__annotations__.items():
            keys = [one.name for one in getattr(kind, "__metadata__", ()) if isinstance(one, Key)]
            name = keys[0] if keys else attribute
            cls.schema[name] = Field(attribute, kind, _reader(kind), attribute not in vars(cls))

    def __init__(self, **fields: object) -> None:
        self.__dict__.update(fields)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} does not change; use changed()")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    def changed(self: M, **fields: object) -> M:
        """The same but for these fields."""
        return type(self)(**{**vars(self), **fields})

    def check(self) -> None:
        """Raises `Fault` where fields do not go together."""


class Placed(Model):
    """A model that knows where each of its fields stands: numbers and dates have no place."""

    def __init__(self, places: dict[str, Place], **fields: object) -> None:
        super().__init__(places=places, **fields)

    def at(self, field: str) -> Place:
        """Where the value of a field of the file stands; if it has none, where the group does."""
        places: dict[str, Place] = vars(self)["places"]
        return places.get(field, self.place)


def read(model: type[M], tree: Located, problems: Problems) -> M | None:
    """`tree` as a `model`, or None after adding each fault at its place to `problems`."""
    try:
        found: M = _group(model)(tree, "", problems)
        return found
    except Unread:
        return None


# --- groups ---------------------------------------------------------------------------


def _group(model: type[Model]) -> Reader:
    def read_group(tree: Any, name: str, problems: Problems) -> Model:
        if model.one_text and isinstance(tree, Text):
            fields = Fields(tree.place)
            fields[model.one_text] = tree
            tree = fields
        if model.one_text and isinstance(tree, Fields) and _is_prose(tree, model):
            raise values.colon_in(tree, name, problems)
        if not isinstance(tree, Fields):
            said = f'expected a group of fields in "{name}"'
            raise unread(tree, said, "indent them below it", problems)
        found = dict(_values(model, tree, problems))
        if len(found) < len(tree) or not _complete(model, tree, problems):
            raise Unread
        if issubclass(model, Placed):
            found["places"] = {field: value.place for field, value in tree.items()}
        made = model(place=tree.place, **found)
        try:
            made.check()
        except Fault as fault:
            where = fault if fault.place else tree
            raise unread(where, str(fault), fault.hint, problems) from None
        return made

    return read_group


def _is_prose(tree: Fields, model: type[Model]) -> bool:
    """Whether a group is a text with a colon in it: fields have small letters and no blanks."""
    name, value = next(iter(tree.items()), ("", None))
    unlike = re.search(r"[^a-z0-9_-]", name) and not nearest(name.lower(), model.schema)
    return bool(len(tree) == 1 and isinstance(value, Text) and unlike)


def _values(model: type[Model], tree: Fields, problems: Problems) -> Iterator[tuple[str, Any]]:
    """The attributes of every field that can be read."""
    fields = model.schema
    unknown = [key for key in tree if key not in fields]
    for number, key in enumerate(unknown[:_MOST_UNKNOWN], 1):
        left = len(unknown) - number if number == _MOST_UNKNOWN else 0
        said = f'unknown field "{key}"' + (f" and {left} more" if left else "")
        hint = did_you_mean(key, fields) or "delete it, or check its name"
        problems.add(tree.key_place(key), said, hint)
    for key, value in tree.items():
        field = fields.get(key)
        if field is None:
            continue
        try:
            yield field.attribute, field.read(value, key, problems)
        except Unread:
            continue


def _complete(model: type[Model], tree: Fields, problems: Problems) -> bool:
    """Whether no field is missing; one that is there misspelt has been named already."""
    fields = model.schema
    missing = [name for name, field in fields.items() if field.required and name not in tree]
    meant = {did_you_mean(key, fields) for key in tree if key not in fields}
    for name in missing:
        if f'did you mean "{name}"?' not in meant:
            problems.add(tree.place, f'the field "{name}" is missing', f'add "{name}:" here')
    return not missing


# --- kinds ----------------------------------------------------------------------------


@lru_cache(maxsize=512)  # kinds of content are declared anew for each state of a project
def _reader(kind: Any) -> Reader:
    """What reads values of a kind, made once."""
    origin = get_origin(kind)
    if origin is not None:
        return _COMPOSED[origin](*get_args(kind))
    return _group(kind) if issubclass(kind, Model) else _PLAIN[kind]


def _annotated(kind: Any, *notes: Any) -> Reader:
    entries = [one for one in notes if isinstance(one, Entries)]
    ranges = [one for one in notes if isinstance(one, Range)]
    words = [one.word for one in notes if isinstance(one, Empty)]
    checks = [one for one in notes if callable(one)]
    if entries:
        inner = _list(get_args(kind)[0], entries[0])
    else:
        inner = values.number(kind, ranges[0]) if ranges else _reader(kind)
    full = values.checked(inner, checks) if checks else inner
    if not words:
        return full

    def read_unless_empty(tree: Any, name: str, problems: Problems) -> Any:
        return None if tree in words else full(tree, name, problems)

    return read_unless_empty


def _either(*kinds: Any) -> Reader:
    readers = [(_holds(kind), _reader(kind)) for kind in kinds if kind is not type(None)]
    return readers[0][1] if len(readers) == 1 else values.either(readers)


def _holds(kind: Any) -> type:
    """Which of text, list or group the values of a kind are written as."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    origin = get_origin(kind) or kind
    if origin in (list, tuple):
        return Items
    group = origin is dict or (isinstance(origin, type) and issubclass(origin, Model))
    return Fields if group else Text


def _list(kind: Any, entries: Entries | None = None) -> Reader:
    of_texts = getattr(kind, "__origin__", kind) in (Text, str)  # without its notes
    return values.list_of(_reader(kind), entries or Entries(), of_texts)


def _dictionary(key: Any, kind: Any) -> Reader:
    return values.dictionary_of(None if key is str else _reader(key), _reader(kind))


_COMPOSED: dict[Any, Callable[..., Reader]] = {
    Annotated: _annotated,
    Union: _either,
    types.UnionType: _either,
    Literal: values.choice,
    list: _list,
    tuple: lambda *kinds: values.tuple_of([_reader(kind) for kind in kinds]),
    dict: _dictionary,
}
_PLAIN: dict[type, Reader] = {
    Any: values.anything,
    Text: values.text,
    str: lambda tree, name, problems: str(values.text(tree, name, problems)),
    float: values.number(float),
    int: values.number(int),
    bool: values.plain("yes|no|true|false", "yes or no", lambda said: said in ("yes", "true")),
    datetime.date: values.plain(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 2026-11-22", datetime.date.fromisoformat
    ),
}
