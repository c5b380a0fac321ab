"""What may stand in the YAML files, as frozen models; their errors in plain words at a place.

Every text keeps the `Place` it came from (`Text.place`), so that a paragraph
that does not fit can be named by file and line much later.
"""

from __future__ import annotations

import datetime
import re
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .problems import NOWHERE, Place, Problems, did_you_mean
from .yamltree import Located, Mapping, Sequence, Text, at


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


def _ink(value: list[float]) -> list[float]:
    if len(value) != 4 or not all(0 <= part <= 100 for part in value):
        raise PydanticCustomError("ink", "expected four percentages: [cyan, magenta, yellow, black]")
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
            raise PydanticCustomError(
                "unsourced", "a statement about medicine needs its source"
            )
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


# --- how they look ------------------------------------------------------------------

Length = float


class Style(Model):
    """How one kind of block looks. Lengths in points; colors are palette roles."""

    # Text.
    font: str = "text"
    strong: str = "text-bold"
    size: Length = 12
    leading: Length = 17
    color: str = "text"
    tracking: Length = 0
    align: Literal["left", "center", "right"] = "left"
    balance: bool = False
    fit: Length | None = None
    max_lines: int | None = None
    measure: Length | None = None
    enlarge: bool = True
    # Box.
    fill: str | None = None
    stroke: str | None = None
    stroke_width: Length = 1
    radius: Length = 0
    corners: Literal["all", "top", "bottom"] = "all"
    padding: list[Length] = [0, 0, 0, 0]
    width: Length | Literal["auto", "*", "page"] = "*"
    height: Length | None = None
    min_height: Length | None = None
    before: Length = 0
    gap: Length = 0
    flex: Length = 0
    spread: bool = False
    valign: Literal["top", "middle", "bottom", "baseline"] = "top"
    x: Length | None = None
    y: Length | None = None
    from_right: Length | None = None
    from_bottom: Length | None = None
    # Lists.
    marker: Literal["none", "dot", "check", "number", "bar"] = "none"
    marker_size: Length = 6
    marker_color: str = "accent"
    marker_width: Length = 1.25
    marker_down: Length = 0
    numeral: str = "heading-black"
    numeral_color: str = "on-accent"
    numeral_size: Length = 14.5
    indent: Length = 0
    columns: int = 1
    # Pictures.
    ground: Literal["white", "mist", "dark"] = "white"
    ring: str | None = None
    ring_width: Length = 1
    # Fields.
    line: str = "line"
    line_width: Length = 0.9
    pitch: Length = 26
    short_last: Length = 0
    # Flow.
    pinned: bool = False


class PanelSpec(Model):
    """One panel of a page: its width per paper (none: the whole page) and its insets t r b l."""

    name: Name
    width: dict[str, Length] | None = None
    inset: Annotated[list[Length], Field(min_length=4, max_length=4)] = [36, 36, 36, 36]
    words: int | None = None


class PageSpec(Model):
    name: Name
    panels: Annotated[list[PanelSpec], Field(min_length=1)]


class LayoutSpec(Model):
    """One layout folder's `layout.yaml`."""

    description: Words
    extends: Name | None = None
    template: Name | None = None
    orientation: Literal["portrait", "landscape"] = "portrait"
    duplex: Literal["none", "long-edge", "short-edge"] = "none"
    flow: bool = False
    folds: bool = False
    pages: list[PageSpec] = []
    editions: dict[str, Name] = {}
    words: int | None = None
    styles: dict[str, dict[str, Any]] = {}
    variants: dict[str, dict[str, dict[str, Any]]] = {}


class EditionSpec(Model):
    """How an edition differs from the standard one, for every layout."""

    description: Words
    suffix: str = ""
    scale: float = 1
    palette: dict[str, Hex] = {}
    art: dict[str, Hex] = {}
    press: bool = False
    fields: bool = True
    smallest: Length = 10


class Theme(Model):
    """`layouts/theme.yaml`: what all layouts share.

    `roles` are further names for palette roles, `art` says which role each hex
    color of the drawings plays.
    """

    roles: dict[str, str]
    fonts: dict[str, str]
    styles: dict[str, dict[str, Any]]
    editions: dict[str, EditionSpec]
    art: dict[str, str]


Section.model_rebuild()
M = TypeVar("M", bound=Model)


def read(model: type[M], tree: Located, problems: Problems) -> M | None:
    """`tree` as a `model`, or None after adding each fault at its place to `problems`."""
    try:
        return model.model_validate(tree)
    except ValidationError as fault:
        for error in fault.errors(include_url=False):
            _explain(error, model, tree, problems)
        return None


def _explain(error: Any, model: type[Model], tree: Located, problems: Problems) -> None:
    path = tuple(error["loc"])
    place = at(tree, path)
    kind = error["type"]
    last = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        parent = tree
        for step in path[:-1]:
            if isinstance(parent, Mapping) and step in parent:
                parent = parent[str(step)]
            elif isinstance(parent, Sequence) and isinstance(step, int):
                parent = parent[step]
        if isinstance(parent, Mapping):
            place = parent.key_place(last)
        names = _field_names(model, path[:-1])
        problems.add(place, f'unknown field "{last}"', did_you_mean(last, names))
    elif kind == "missing":
        problems.add(place, f'the field "{last}" is missing', f'add "{last}:" here')
    elif kind == "unsourced":
        problems.add(
            place, error["msg"], 'add "source: [id]", or "practical: true" if nothing medical is said'
        )
    elif kind in ("model_type", "model_attributes_type", "dict_type"):
        problems.add(place, f'expected a group of fields in "{last}"', "indent them below it")
    elif kind == "list_type":
        problems.add(place, f'expected a list in "{last}"', "start each line with a dash")
    elif kind == "too_short":
        problems.add(place, f'"{last}" needs at least {error["ctx"]["min_length"]} entry')
    elif kind == "too_long":
        limit = error["ctx"]["max_length"]
        problems.add(place, f'"{last}" has more than {limit} entries', "shorten the list")
    elif kind == "literal_error":
        problems.add(place, f'"{last}" must be {error["ctx"]["expected"]}')
    elif kind.endswith("_parsing"):
        problems.add(place, f'expected a number in "{last}", found "{error["input"]}"')
    else:
        problems.add(place, f'{error["msg"]} in "{last}"' if last else error["msg"])


def _field_names(model: type[Model], path: tuple[str | int, ...]) -> list[str]:
    """The names allowed where `path` leads in `model`."""
    current: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        fields = {(info.alias or name): info for name, info in current.model_fields.items()}
        if step not in fields:
            return []
        current = _model_in(fields[str(step)].annotation)
        if current is None:
            return []
    return [info.alias or name for name, info in current.model_fields.items()]


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
