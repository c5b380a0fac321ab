"""What may stand in the YAML files, as frozen models; their errors in plain words at a place.

Every text keeps the `Place` it came from (`Text.place`), so that a paragraph
that does not fit can be named by file and line much later.
"""

from __future__ import annotations

import datetime
import re
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .problems import NOWHERE, Place
from .yamltree import Mapping, Sequence, Text


def _text(value: object) -> Text:
    if isinstance(value, Text):
        if value.strip():
            return value
        raise PydanticCustomError("empty", "the text is empty")
    if isinstance(value, str):
        return Text(value, NOWHERE)
    found = "a list" if isinstance(value, list) else "a group of fields"
    raise PydanticCustomError("text", "expected a text, found {found}", {"found": found})


def _listed(value: object) -> object:
    """One text where a list is expected is a list of one."""
    if isinstance(value, Text):
        one = Sequence(value.place)
        one.append(value)
        return one
    return value


def _hex(value: Text) -> Text:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise PydanticCustomError("hex", 'expected a color such as "#12464F"')
    return value


_INK_LIMIT = 300  # percent, all four inks together


def _ink(value: list[float]) -> list[float]:
    if len(value) != 4 or not all(0 <= part <= 100 for part in value):
        raise PydanticCustomError(
            "ink", "expected four percentages: [cyan, magenta, yellow, black]"
        )
    if sum(value) > _INK_LIMIT:
        raise PydanticCustomError("inks", "more than 300 percent of ink")
    return value


def _phone(value: Text) -> Text:
    if re.fullmatch(r"\(\d{3}\) \d{3}-\d{4}", value):
        return value
    if re.fullmatch(r"\+\d[\d ()-]+\d", value) and 8 <= len(re.sub(r"\D", "", value)) <= 15:
        return value
    raise PydanticCustomError(
        "phone",
        'expected a phone number such as "(888) 210-2787" or "+44 20 7946 0018", found "{found}"',
        {"found": str(value)},
    )


def _address(value: Text) -> Text:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise PydanticCustomError("address", "expected an address that starts with https://")
    return value


def _date(value: object) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise PydanticCustomError(
            "date", 'expected a date such as 2026-11-22, found "{found}"', {"found": str(value)}
        ) from None


def _name(value: Text) -> Text:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", value):
        raise PydanticCustomError(
            "name", "expected a short name of small letters, digits and -, found {found}",
            {"found": f'"{value}"'},
        )  # fmt: skip
    return Text(value, value.place)  # a name, never markup


Words = Annotated[Text, PlainValidator(_text, json_schema_input_type=str)]
Name = Annotated[Words, AfterValidator(_name)]
Names = Annotated[list[Name], BeforeValidator(_listed)]
Sources = Annotated[list[Name], BeforeValidator(_listed), Field(min_length=1)]
Date = Annotated[datetime.date, PlainValidator(_date, json_schema_input_type=datetime.date)]
Hex = Annotated[Words, AfterValidator(_hex)]
Ink = Annotated[list[float], AfterValidator(_ink)]


class Model(BaseModel):
    """A group of known fields; an unknown one is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    _place: Place = NOWHERE

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, value: Any, handler: Any) -> Any:
        model = handler(value)
        if isinstance(value, Mapping):
            model._place = value.place
        return model

    @property
    def place(self) -> Place:
        """Where the group starts in its file."""
        return self._place


# --- brand and words ----------------------------------------------------------------


class Brand(Model):
    """One clinic: everything that changes from clinic to clinic."""

    name: Words
    long_name: Words
    phone: Annotated[Words, AfterValidator(_phone)]
    logo: Name
    language: Words
    paper: Literal["letter", "a4"]
    palette: dict[str, Hex]
    inks: dict[str, Ink] = {}
    web: Annotated[Words, AfterValidator(_address)] | None = None
    email: Words | None = None
    address: Words | None = None
    hours: Words | None = None
    tagline: Words | None = None

    @cached_property
    def tel(self) -> str:
        """The `tel:` address (RFC 3966); a number without country code is a US number."""
        digits = re.sub(r"\D", "", self.phone)
        return f"tel:+{digits}" if self.phone.startswith("+") else f"tel:+1{digits}"


class Source(Model):
    """One entry of the bibliography; `short` is printed in footers."""

    organization: Words
    title: Words
    short: Words
    seen: Date
    address: Annotated[Words, AfterValidator(_address)] | None = None


class Term(Model):
    """A medical word a reader meets, with its meaning and how to say it."""

    plain: Words
    say: Words | None = None
    expansion: Words | None = None


# --- what the handouts say ----------------------------------------------------------


class Picture(Model):
    """A drawing of `layouts/art` with what it shows, in words (PDF/UA-1, 7.3)."""

    name: Name
    alt: Words
    caption: Words | None = None


class Statement(Model):
    """A text about medicine with the sources that carry it (TR-04)."""

    text: Words
    source: Sources


class Points(Model):
    """A list about medicine with its sources; at most seven items (HL-08)."""

    items: Annotated[list[Words], Field(min_length=1, max_length=9)]
    source: Sources


class Item(Model):
    """One entry of a list: a text, with or without a title and a small drawing."""

    text: Words
    title: Words | None = None
    icon: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, Text) else value


class Step(Model):
    """One thing to do: a title that starts with a verb, and one sentence."""

    title: Words
    text: Words


class Steps(Model):
    items: Annotated[list[Step], Field(min_length=1, max_length=5)]
    source: Sources


class Document(Model):
    """The colophon (TR-01, TR-02)."""

    number: Words
    version: Annotated[int, Field(ge=1)]
    published: Date
    review_by: Date


class About(Model):
    """For the editors, never printed (HL-05)."""

    audience: Words
    objective: Words
    main_message: Words


class DystoniaType(Model):
    """One type of dystonia: the words of its sheet and of its row in the brochure."""

    title: Words
    kicker: Words
    lead: Words
    where: Words
    place_name: Words = Field(alias="place")
    summary: Words
    picture: Picture | None = None
    say: Words | None = None
    what_it_is: Statement
    signs: Points
    may_help: Points
    astr: Statement
    not_known: Statement
    steps: Steps
    urgent: Statement
    call: Statement
    cite: Sources
    document: Document
    about: About


class Section(Model):
    """One section of a brochure. It names its sources, or says it is practical."""

    title: Words
    lead: Words | None = None
    text: Annotated[list[Words], BeforeValidator(_listed)] = []
    items: list[Item] = []
    picture: Picture | None = None
    note: Words | None = None
    source: Names = []
    practical: Literal["true"] | None = None
    disclosure: Words | None = None
    authorization: Authorization | None = None

    @model_validator(mode="after")
    def _sourced(self) -> Section:
        if not self.source and not self.practical:
            raise PydanticCustomError("unsourced", "a statement about medicine needs its source")
        if self.authorization and not self.disclosure:
            raise PydanticCustomError("disclosure", 'reports need a "disclosure" beside them')
        return self


class Authorization(Model):
    """Whether the people in the reports agreed in writing (TR-09)."""

    on_file: Literal["yes", "no"]
    note: Words | None = None
    reference: Words | None = None
    expires: Date | None = None


class Handout(Model):
    """What is printed: a layout, the content it takes, and the editions it comes in."""

    layout: Name
    title: Words
    subject: Words
    editions: Annotated[list[Name], Field(min_length=1)]
    for_each: Literal["types"] | None = None
    file: Words | None = None
    sections: Names = []
    types: Names = []
    cover_title: Words | None = None
    tagline: Words | None = None
    cite: Names = []
    document: Document | None = None
    about: About | None = None

    @model_validator(mode="after")
    def _numbered(self) -> Handout:
        if not self.for_each and not self.document:
            raise PydanticCustomError("missing_document", 'the field "document" is missing')
        return self


Section.model_rebuild()
