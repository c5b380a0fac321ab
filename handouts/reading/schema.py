"""Located trees read as models: groups of fields that say by their annotations what they hold.

Every fault is said in plain words at its own place, all of them in one reading.
A library for this would take longer to load than a sheet takes to make.
"""

from __future__ import annotations

import datetime
import re
import types
from collections.abc import Callable, Iterator
from functools import cache
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from ..problems import NOWHERE, Place, Problems, did_you_mean
from .located import Located, Mapping, Sequence, Text

M = TypeVar("M", bound="Model")
# Gives the value of a tree in the field of that name, or adds to the problems and raises `Unread`.
Reader = Callable[[Any, str, Problems], Any]


class Fault(Exception):
    """What a check finds wrong with a value, and the mend."""

    def __init__(self, said: str, hint: str = "") -> None:
        super().__init__(said)
        self.hint = hint


class Unread(Exception):
    """A value that could not be read; why is among the problems."""


class Entries(NamedTuple):
    """How many entries a list has; where `alone`, a single text is a list of one."""

    least: int = 0
    most: int | None = None
    alone: bool = False


class Key(NamedTuple):
    """The name a field has in the file, where that is no good name in the program."""

    name: str


class Field(NamedTuple):
    """One field of a model: the attribute it becomes, and what reads it."""

    attribute: str
    read: Reader
    required: bool


class Model:
    """A group of known fields; an unknown one is a fault.

    A class attribute is the default of the field that is annotated with it. A
    field's kind may be a text, a number, a date, a choice (`Literal`), another
    model, a list, tuple or dictionary of these, or several of them (`|`);
    `Annotated` adds checks: functions that give the value or raise `Fault`.
    """

    place: Place = NOWHERE
    schema: ClassVar[dict[str, Field]]  # by their names in a file
    one_text: ClassVar[str] = ""  # the field that a single text in place of the group stands for
    several_lines: ClassVar[tuple[str, ...]] = ()  # the fields whose text may have several lines

    def __init_subclass__(cls) -> None:
        cls.schema = {}
        for attribute, kind in cls.__annotations__.items():
            keys = [one.name for one in getattr(kind, "__metadata__", ()) if isinstance(one, Key)]
            name = keys[0] if keys else attribute
            cls.schema[name] = Field(attribute, _reader(kind), attribute not in vars(cls))

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} does not change; use changed()")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    def changed(self: M, **values: Any) -> M:
        """The same but for these fields."""
        return type(self)(**{**vars(self), **values})

    def check(self) -> None:
        """Raises `Fault` where fields do not go together."""


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
            fields = Mapping(tree.place)
            fields[model.one_text] = tree
            tree = fields
        if not isinstance(tree, Mapping):
            said = f'expected a group of fields in "{name}"'
            raise _unread(tree, said, "indent them below it", problems)
        values = dict(_values(model, tree, problems))
        if len(values) < len(tree) or not _complete(model, tree, problems):
            raise Unread
        made = model(place=tree.place, **values)
        try:
            made.check()
        except Fault as fault:
            raise _unread(tree, str(fault), fault.hint, problems) from None
        return made

    return read_group


def _values(model: type[Model], tree: Mapping, problems: Problems) -> Iterator[tuple[str, Any]]:
    """The attributes of every field that can be read."""
    fields = model.schema
    for key, value in tree.items():
        field = fields.get(key)
        if field is None:
            hint = did_you_mean(key, fields) or "delete it, or check its name"
            problems.add(tree.key_place(key), f'unknown field "{key}"', hint)
            continue
        try:
            yield field.attribute, field.read(value, key, problems)
        except Unread:
            continue


def _complete(model: type[Model], tree: Mapping, problems: Problems) -> bool:
    """Whether no field is missing; one that is there misspelt has been named already."""
    fields = model.schema
    missing = [name for name, field in fields.items() if field.required and name not in tree]
    meant = {did_you_mean(key, fields) for key in tree if key not in fields}
    for name in missing:
        if f'did you mean "{name}"?' not in meant:
            problems.add(tree.place, f'the field "{name}" is missing', f'add "{name}:" here')
    return not missing


def _unread(tree: Any, said: str, hint: str, problems: Problems) -> Unread:
    problems.add(getattr(tree, "place", NOWHERE), said, hint)
    return Unread()


# --- values ---------------------------------------------------------------------------


@cache
def _reader(kind: Any) -> Reader:
    """What reads values of a kind, made once."""
    origin = get_origin(kind)
    if origin is not None:
        return _COMPOSED[origin](*get_args(kind))
    return _group(kind) if issubclass(kind, Model) else _PLAIN[kind]


def _annotated(kind: Any, *notes: Any) -> Reader:
    entries = [one for one in notes if isinstance(one, Entries)]
    inner = _list(_reader(get_args(kind)[0]), entries[0]) if entries else _reader(kind)
    checks = [one for one in notes if not isinstance(one, (Entries, Key))]
    if not checks:
        return inner

    def read_checked(tree: Any, name: str, problems: Problems) -> Any:
        value = inner(tree, name, problems)
        try:
            for check in checks:
                value = check(value)
        except Fault as fault:
            raise _unread(tree, f'{fault} in "{name}"', fault.hint, problems) from None
        return value

    return read_checked


def _either(*kinds: Any) -> Reader:
    readers = [_reader(kind) for kind in kinds if kind is not type(None)]
    if len(readers) == 1:
        return readers[0]

    def read_either(tree: Any, name: str, problems: Problems) -> Any:
        for reader in readers[:-1]:
            try:
                return reader(tree, name, Problems())
            except Unread:
                continue
        return readers[-1](tree, name, problems)

    return read_either


def _choice(*allowed: str) -> Reader:
    quoted = [f"'{one}'" for one in allowed]
    told = " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)

    def read_choice(tree: Any, name: str, problems: Problems) -> Any:
        if tree not in allowed:
            raise _unread(tree, f'"{name}" must be {told}', "", problems)
        return tree

    return read_choice


def _list(inner: Reader, entries: Entries) -> Reader:
    def read_list(tree: Any, name: str, problems: Problems) -> list[Any]:
        if entries.alone and isinstance(tree, Text):
            return [inner(tree, name, problems)]
        if not isinstance(tree, Sequence):
            said = f'expected a list in "{name}"'
            raise _unread(tree, said, "start each line with a dash", problems)
        if len(tree) < entries.least:
            said = f'"{name}" needs at least {entries.least} entry'
            raise _unread(tree, said, "add one", problems)
        if entries.most is not None and len(tree) > entries.most:
            said = f'"{name}" has more than {entries.most} entries'
            raise _unread(tree, said, "shorten the list", problems)
        return _all([(inner, value, name) for value in tree], problems)

    return read_list


def _tuple(*kinds: Any) -> Reader:
    readers = [_reader(kind) for kind in kinds]
    whole = _list(_PLAIN[object], Entries(len(readers), len(readers)))

    def read_tuple(tree: Any, name: str, problems: Problems) -> tuple[Any, ...]:
        values = whole(tree, name, problems)
        return tuple(_all([(*pair, name) for pair in zip(readers, values, strict=True)], problems))

    return read_tuple


def _dictionary(_: type[str], kind: Any) -> Reader:
    inner = _reader(kind)

    def read_dictionary(tree: Any, name: str, problems: Problems) -> dict[str, Any]:
        if not isinstance(tree, Mapping):
            said = f'expected a group of fields in "{name}"'
            raise _unread(tree, said, "indent them below it", problems)
        values = _all([(inner, value, key) for key, value in tree.items()], problems)
        return dict(zip(tree, values, strict=True))

    return read_dictionary


def _all(parts: list[tuple[Reader, Any, str]], problems: Problems) -> list[Any]:
    """Every part's value. Raises `Unread` after all faults of all parts are known."""
    values = []
    for reader, tree, name in parts:
        try:
            values.append(reader(tree, name, problems))
        except Unread:
            continue
    if len(values) < len(parts):
        raise Unread
    return values


def _text(tree: Any, name: str, problems: Problems) -> Text:
    if not isinstance(tree, Text):
        found = "a list" if isinstance(tree, Sequence) else "a group of fields"
        hint = 'write one text behind the colon; one with a colon in it needs "double quotes"'
        raise _unread(tree, f'expected a text, found {found} in "{name}"', hint, problems)
    if not tree.strip():
        hint = "fill it in, or delete the line"
        raise _unread(tree, f'the text is empty in "{name}"', hint, problems)
    return tree


def _plain(form: str, expected: str, make: Callable[[str], Any]) -> Reader:
    """Reads a text of a form that a regular expression tells."""

    def read_plain(tree: Any, name: str, problems: Problems) -> Any:
        text = _text(tree, name, problems)
        try:
            if re.fullmatch(form, text):
                return make(str(text))
        except ValueError:
            pass
        raise _unread(tree, f'expected {expected} in "{name}", found "{text}"', "", problems)

    return read_plain


_COMPOSED: dict[Any, Callable[..., Reader]] = {
    Annotated: _annotated,
    Union: _either,
    types.UnionType: _either,
    Literal: _choice,
    list: lambda kind: _list(_reader(kind), Entries()),
    tuple: _tuple,
    dict: _dictionary,
}
_PLAIN: dict[type, Reader] = {
    object: lambda tree, name, problems: tree,
    Text: _text,
    str: lambda tree, name, problems: str(_text(tree, name, problems)),
    float: _plain(r"-?\d+(\.\d+)?|-?\.\d+", "a number", float),
    # A number with a 0 before it would not be printed as it is typed.
    int: _plain(r"0|-?[1-9][0-9]*", "a whole number such as 12", int),
    bool: _plain("yes|no|true|false", "yes or no", lambda text: text in ("yes", "true")),
    datetime.date: _plain(
        r"\d{4}-\d\d-\d\d", "a date such as 2026-11-22", datetime.date.fromisoformat
    ),
}
