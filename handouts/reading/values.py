"""Readers of single values, lists and groups: each gives a value, or says what is wrong and where.

A reader is called with a located value, the name of its field and the list of
problems. It returns what the program works with, or adds to the problems and
raises `Unread`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ..problems import NOWHERE, Fault, Problems, did_you_mean
from .located import Fields, Items, Text
from .notes import ANY_NUMBER, Entries, Range

Reader = Callable[[Any, str, Problems], Any]
# More values than these are not all named where one is near.
_MANY = 8


class Unread(Exception):
    """A value that could not be read; why is among the problems."""


def unread(tree: Any, said: str, hint: str, problems: Problems) -> Unread:
    """The exception to raise after saying what is wrong with `tree` at its place."""
    problems.add(getattr(tree, "place", NOWHERE), said, hint)
    return Unread()


def checked(inner: Reader, checks: Sequence[Callable[[Any], Any]]) -> Reader:
    """Reads what `inner` does, and what the checks make of it in turn."""

    def read_checked(tree: Any, name: str, problems: Problems) -> Any:
        value = inner(tree, name, problems)
        try:
            for check in checks:
                value = check(value)
        except Fault as fault:
            where, said = fault if fault.place else tree, f'{fault} in "{name}"'
            raise unread(where, said, fault.hint, problems) from None
        return value

    return read_checked


def anything(tree: Any, name: str, problems: Problems) -> Any:
    """The located value itself."""
    return tree


def text(tree: Any, name: str, problems: Problems) -> Text:
    """A text that is not empty."""
    if not isinstance(tree, Text):
        found = "a list" if isinstance(tree, Items) else "a group of fields"
        hint = 'write one text behind the colon; one with a colon in it needs "double quotes"'
        raise unread(tree, f'expected a text, found {found} in "{name}"', hint, problems)
    if not tree.strip():
        hint = "fill it in, or delete the line"
        raise unread(tree, f'the text is empty in "{name}"', hint, problems)
    return tree


def plain(form: str, expected: str, make: Callable[[str], Any]) -> Reader:
    """Reads a text of a form that a regular expression tells; `make` may raise `ValueError`."""

    def read_plain(tree: Any, name: str, problems: Problems) -> Any:
        said = text(tree, name, problems)
        try:
            if re.fullmatch(form, said):
                return make(str(said))
        except ValueError:
            pass
        raise unread(tree, f'expected {expected} in "{name}", found "{said}"', "", problems)

    return read_plain


def number(kind: type[float], within: Range = ANY_NUMBER) -> Reader:
    """Reads an `int` or a `float` in a range; what is written is a finite decimal number."""
    whole = kind is int
    form = r"-?[0-9]{1,12}" if whole else r"-?(?:[0-9]{1,12}(?:\.[0-9]{1,12})?|\.[0-9]{1,12})"
    called = "a whole number" if whole else "a number"
    inner = plain(form, called, kind)

    def read_number(tree: Any, name: str, problems: Problems) -> Any:
        value = inner(tree, name, problems)
        if re.match("-?0[0-9]", tree):  # it would be printed otherwise than it is typed
            said = f'expected a number without a 0 before it in "{name}", found "{tree}"'
            raise unread(tree, said, f"write {value}", problems)
        if not within.least <= value <= within.most:
            said = f'expected {called} {within} in "{name}", found "{tree}"'
            raise unread(tree, said, "", problems)
        return value

    return read_number


def choice(*allowed: str) -> Reader:
    """Reads one of the texts in `allowed`."""
    quoted = [f"'{one}'" for one in allowed]
    told = " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)

    def read_choice(tree: Any, name: str, problems: Problems) -> Any:
        text(tree, name, problems)
        if tree not in allowed and len(allowed) > _MANY:
            hint = did_you_mean(tree, allowed) or f"it may be {', '.join(allowed)}"
            raise unread(tree, f'"{name}" cannot be "{tree}"', hint, problems)
        if tree not in allowed:
            raise unread(tree, f'"{name}" must be {told}', "", problems)
        return tree

    return read_choice


def either(readers: Sequence[tuple[type, Reader]]) -> Reader:
    """Reads what one of the readers can read. Each comes with the kind of value it reads.

    Where none can, the one says why that reads the kind of value that was found.
    """

    def read_either(tree: Any, name: str, problems: Problems) -> Any:
        for _, reader in readers:
            try:
                return reader(tree, name, Problems())
            except Unread:
                continue
        fitting = [reader for kind, reader in readers if isinstance(tree, kind)]
        return (fitting or [readers[-1][1]])[-1](tree, name, problems)

    return read_either


def list_of(inner: Reader, entries: Entries, of_texts: bool = False) -> Reader:
    """Reads a list of so many entries."""
    one = _text_of_list(inner) if of_texts else inner

    def read_list(tree: Any, name: str, problems: Problems) -> list[Any]:
        if entries.alone and isinstance(tree, Text):
            if entries.single:
                checked(text, [entries.single])(tree, name, problems)
            return [inner(tree, name, problems)]
        if not isinstance(tree, Items):
            said = f'expected a list in "{name}"'
            in_braces = entries.alone and isinstance(tree, Fields) and not any(tree.values())
            hint = f"write [{', '.join(tree)}]" if in_braces else "start each line with a dash"
            raise unread(tree, said, hint, problems)
        _count(tree, name, entries, problems)
        return _all([(one, value, name) for value in tree], problems)

    return read_list


def _text_of_list(inner: Reader) -> Reader:
    """Reads a text; what YAML makes of one with a colon, or with a list below it, is told."""

    def read_entry(tree: Any, name: str, problems: Problems) -> Any:
        if isinstance(tree, Fields) and all(isinstance(one, Text) for one in tree.values()):
            raise colon_in(tree, name, problems)
        if isinstance(tree, (Fields, Items)):
            hint = "lists here have one level; write all lines one below the other, without colons"
            raise unread(tree, f'found a list in a list in "{name}"', hint, problems)
        return inner(tree, name, problems)

    return read_entry


def colon_in(tree: Fields, name: str, problems: Problems) -> Unread:
    """The exception to raise after saying that YAML reads a text with a colon as a field."""
    said = f'expected a text in "{name}", found a colon behind "{next(iter(tree), "")}"'
    hint = 'because of the colon, put the text in "double quotes"'
    return unread(tree, said, hint, problems)


def _count(tree: Items, name: str, entries: Entries, problems: Problems) -> None:
    least, most, found = entries.least, entries.most, len(tree)
    if found < least and most == least:
        said = f'expected {least} entries in "{name}", found {found}'
        raise unread(tree, said, "write all of them", problems)
    if found < least:
        said = f'"{name}" needs at least {least} {"entry" if least == 1 else "entries"}'
        raise unread(tree, said, "add one", problems)
    if most is not None and found > most:
        said = f'"{name}" has more than {most} entries'
        raise unread(tree, said, "shorten the list", problems)


def tuple_of(readers: Sequence[Reader]) -> Reader:
    """Reads a list with one reader for each entry."""
    whole = list_of(anything, Entries(len(readers), len(readers)))

    def read_tuple(tree: Any, name: str, problems: Problems) -> tuple[Any, ...]:
        values = whole(tree, name, problems)
        return tuple(_all([(*pair, name) for pair in zip(readers, values, strict=True)], problems))

    return read_tuple


def dictionary_of(key: Reader | None, inner: Reader) -> Reader:
    """Reads a group whose fields have any names (`key` checks them) and one kind of value."""

    def read_dictionary(tree: Any, name: str, problems: Problems) -> dict[str, Any]:
        if not isinstance(tree, Fields):
            said = f'expected a group of fields in "{name}"'
            raise unread(tree, said, "indent them below it", problems)
        if key:
            _all([(key, one, name) for one in tree], problems)
        values = _all([(inner, value, one) for one, value in tree.items()], problems)
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
