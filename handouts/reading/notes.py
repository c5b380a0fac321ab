"""What an annotation may say of a field beside its kind: ranges, forms, counts, names.

A plain string among the notes describes the field to a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from ..problems import Fault
from .located import Text

S = TypeVar("S", bound=str)


class Entries(NamedTuple):
    """How many entries a list has; where `alone`, a single value is a list of one.

    `single` checks such a value: it raises `Fault`.
    """

    least: int = 0
    most: int | None = None
    alone: bool = False
    single: Callable[[Text], object] | None = None


class Range(NamedTuple):
    """The least and the greatest number that a field takes, both included."""

    least: float
    most: float

    def __str__(self) -> str:
        return f"from {self.least:g} to {self.most:g}"


# Nothing that a file counts or measures is larger.
ANY_NUMBER = Range(-1_000_000_000, 1_000_000_000)


class Refers(NamedTuple):
    """What the names in a field are those of: a `source`, a `drawing`."""

    what: str


class Key(NamedTuple):
    """The name a field has in the file, where that is no good name in the program."""

    name: str


class Empty(NamedTuple):
    """The word that stands for no value in a field that may have none."""

    word: str


class Form:
    """The form of a text as a regular expression, and what a person calls it."""

    def __init__(self, pattern: str, expected: str) -> None:
        self.pattern = pattern
        self.expected = expected

    def __call__(self, value: S) -> S:
        """The value. Raises `Fault` if it does not have the form."""
        if not re.fullmatch(self.pattern, value):
            raise Fault(f'expected {self.expected}, found "{value}"')
        return value


class Words:
    """How many words a text may have."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, value: S) -> S:
        """The value. Raises `Fault` if it is longer."""
        found = len(value.split())
        if found > self.most:
            raise Fault(f"expected at most {self.most} words, found {found}", "shorten the text")
        return value
