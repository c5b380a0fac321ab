"""What one brand says in one language, as plain data: a library of handouts ready to be made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from ..graphics.drawings import Drawings
from ..problems import Place
from ..reading.located import Text
from .kinds import Kind
from .marks import Link, Part, slots
from .models import Brand, Document, Entry, Handout, Section, Source, Term
from .texts import Expansions, Filler, Marked, literal, parts_of
from .wordings import names_of_months

# What a brand's file tells the program and no reader.
UNSAID = frozenset({"logo", "paper", "language", "country", "palette", "inks"})


class Known(NamedTuple):
    """Names that live outside the content folder: what layouts, editions, art and kinds exist."""

    layouts: Collection[str]
    editions: Collection[str]
    art: Drawings
    kinds: Mapping[str, Kind]


class Shelf(NamedTuple):
    """The entries of one kind that are sound, by the number of their document.

    `series` numbers all of them, faulty ones too: a fault in one renumbers no other.
    """

    kind: Kind
    entries: Mapping[str, Entry]
    series: Mapping[str, int]


class PreparedHandout(NamedTuple):
    """One handout with everything it says, ready for a layout.

    `inputs` are the content files it was made from, relative to the project;
    the brand's file is not among them. A handout made for each entry of a kind
    has its `entry`, and is number `number` of `among`.
    """

    name: str
    file: str
    handout: Handout
    kind: Kind | None
    entry: Entry | None
    number: int
    among: int
    inputs: frozenset[str]

    @property
    def family(self) -> str:
        """The name of the file in `content/…/handouts` that asks for the handout."""
        return PurePosixPath(next(path for path in self.inputs if "/handouts/" in path)).stem

    @property
    def document(self) -> Document:
        """The colophon facts of the handout or of its entry."""
        document = self.entry.document if self.entry else self.handout.document
        assert document is not None
        return document

    @property
    def cite(self) -> list[Text]:
        """The sources named in the footer."""
        return self.entry.cite if self.entry else self.handout.cite


class Language(NamedTuple):
    """All that is said in one language, whatever the brand.

    `shelves` holds the entries of each kind by its folder, `texts` every text
    by its number.
    """

    language: str
    words: Mapping[str, Marked]
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    sections: Mapping[str, Section]
    shelves: Mapping[str, Shelf]
    handouts: list[PreparedHandout]
    texts: Mapping[int, Marked]
    expansions: Expansions


class Library(NamedTuple):
    """All content of one brand in one language; the fields of `Language` and the brand's own."""

    brand_name: str
    brand: Brand
    language: str
    words: Mapping[str, Marked]
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    sections: Mapping[str, Section]
    shelves: Mapping[str, Shelf]
    handouts: list[PreparedHandout]
    texts: Mapping[int, Marked]
    expansions: Expansions

    def handout(self, name: str, family: str | None = None) -> PreparedHandout:
        """The handout of that name, of that family if one is named. Raises `KeyError`."""
        for prepared in self.handouts:
            if prepared.name == name and family in (None, prepared.family):
                return prepared
        raise KeyError(name)

    def filler(self, prepared: PreparedHandout) -> Filler:
        """What fills the texts of one handout."""
        handout, entry = prepared.handout, prepared.entry
        values = {
            **brand_values(self.brand),
            "title": parts_of(handout.title),
            "number": literal(str(prepared.number)),
            "count": literal(str(prepared.among)),
        }
        if entry and prepared.kind:
            name = prepared.kind.name
            values[f"{name}.id"] = literal(prepared.name)
            values[f"{name}.title"] = parts_of(entry.title)
        months = names_of_months(self.words)
        return Filler(self.texts, values, self.expansions, months, self._places(prepared))

    def _places(self, prepared: PreparedHandout) -> dict[str, Place]:
        """Where that was written which a text may ask for."""
        places = {
            f"brand.{name}": value.place
            for name, value in vars(self.brand).items()
            if isinstance(value, Text)
        }
        title = prepared.handout.title
        if prepared.entry and prepared.kind:
            own = prepared.entry.title
            places[f"{prepared.kind.name}.title"] = own.place
            title = own if slots(parts_of(title)) else title
        return {**places, "title": title.place}


def brand_values(brand: Brand) -> dict[str, tuple[Part, ...]]:
    """What `{{ brand.… }}` stands for; the phone number and the web address are links."""
    values: dict[str, tuple[Part, ...]] = {
        f"brand.{name}": literal(value)
        for name, value in vars(brand).items()
        if isinstance(value, Text) and name not in UNSAID
    }
    values["brand.phone"] = (Link(brand.tel, literal(brand.phone)),)
    if brand.web:
        values["brand.web"] = (Link(str(brand.web), literal(brand.web_shown)),)
    return values
