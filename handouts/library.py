"""What one brand says in one language, as plain data: a library of handouts ready to be made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from .art import Drawings
from .models import Brand, DystoniaType, Handout, Section, Source, Term
from .yamltree import Text


class Known(NamedTuple):
    """Names that live outside the content folder: what layouts, editions and art exist."""

    layouts: Collection[str]
    editions: Collection[str]
    art: Drawings


class Ready(NamedTuple):
    """One handout with everything it says, ready for a layout.

    `inputs` are the content files it was made from, relative to the project.
    """

    name: str
    file: str
    handout: Handout
    kind: DystoniaType | None
    number: int
    inputs: frozenset[str]


class Library(NamedTuple):
    """All content of one brand and one language.

    `series` numbers the types, faulty ones too: a fault in one renumbers no other.
    """

    brand_name: str
    language: str
    brand: Brand
    words: Mapping[str, Text]
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    sections: Mapping[str, Section]
    types: Mapping[str, DystoniaType]
    handouts: list[Ready]
    series: Mapping[str, int]
