"""What may stand in the YAML files, as models that do not change.

Every text keeps the `Place` it came from (`Text.place`), so that a paragraph
that does not fit can be named by file and line much later.
"""

# Annotations are read when the class is made, so they are no texts here.
import datetime
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from ..problems import NOWHERE, Fault
from ..project import PaperName
from ..reading.located import Text
from ..reading.notes import Entries, Form, Refers
from ..reading.schema import Model, Placed
from . import addresses, phone
from .access import describes
from .names import each_once, no_list, one_name

_INK_LIMIT = 300  # percent, all four inks together


def _ink(value: list[float]) -> list[float]:
    if len(value) != 4 or not all(0 <= part <= 100 for part in value):
        raise Fault("expected four percentages: [cyan, magenta, yellow, black]")
    if sum(value) > _INK_LIMIT:
        raise Fault("more than 300 percent of ink")
    return value


def _address(value: Text) -> Text:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise Fault("expected an address that starts with https://")
    if re.match(r"https?://[^/?#]*@", value):
        raise Fault("found a name or a password in the address", "leave out all before @")
    if addresses.fault(value):
        raise Fault(f'"{value}" is not an address', "copy it from the browser")
    if len(value) > 200:  # it stands on paper, and in a code (PP-12)
        raise Fault("found an address of more than 200 letters", "use a shorter one")
    return value


def _document_number(value: Text) -> Text:
    if not re.fullmatch(NUMBER.pattern, value):
        said = f'expected {NUMBER.expected}, found "{value}"'
        better = re.sub(r"[\s\u2010-\u2015_/]+", "-", value)
        fits = re.fullmatch(NUMBER.pattern, better)
        hint = f'write "{better}"' if fits else "write it as in DYS-02"
        raise Fault(said, hint)
    return value


def _alt(value: Text) -> Text:
    if not describes(value):
        said = f'"{value}" does not say what the picture shows'
        raise Fault(said, "write a sentence for a person who cannot see it")
    return value


def _bare(value: Text) -> Text:
    return Text(value, value.place)  # a name, never markup


def _drawing_name(value: Text) -> Text:
    name, dot, ending = value.rpartition(".")
    if dot and ending.lower() == "svg":
        raise Fault(f'expected a name without ".svg", found "{value}"', f'write "{name}"')
    if dot and ending.isalnum():
        hint = "save the picture as an SVG drawing in layouts/art, and write its name"
        raise Fault(f'expected the name of an SVG drawing, found "{value}"', hint)
    return value


def _from_one(value: int) -> int:
    if value < 1:
        raise Fault(f"expected a number from 1, found {value}")
    return value


NAME = Form("[a-z0-9][a-z0-9-]{0,60}", "a short name of small letters, digits and -")
COUNTRY = Form("[A-Z]{2}", 'two capital letters such as "US" or "GB"')
MAIL = Form(addresses.MAIL, 'an e-mail address such as "desk@clinic.example"')
NUMBER = Form("[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", "letters from A to Z, digits, hyphens and dots")
HEX = Form("#[0-9A-Fa-f]{6}", 'a color such as "#12464F"')
Name = Annotated[Text, NAME, _bare]
DrawingName = Annotated[Text, _drawing_name, NAME, _bare, Refers("drawing")]
Hex = Annotated[Text, HEX]
Ink = Annotated[list[float], _ink]
_NameOfSeveral = Annotated[Text, one_name, NAME, _bare]
_ANY_NAMES = Entries(alone=True, single=no_list)
_SOME_NAMES = Entries(least=1, alone=True, single=no_list)
Names = Annotated[list[_NameOfSeveral], _ANY_NAMES, each_once]
Cited = Annotated[list[_NameOfSeveral], _ANY_NAMES, each_once, Refers("source")]
Sources = Annotated[list[_NameOfSeveral], _SOME_NAMES, each_once, Refers("source")]
Address = Annotated[Text, _address]


# --- brand and words ----------------------------------------------------------------


class Brand(Model):
    """One clinic: everything that changes from clinic to clinic."""

    several_lines = ("address", "hours")

    name: Text
    long_name: Text
    phone: Text
    logo: DrawingName
    language: Text
    paper: PaperName
    palette: dict[str, Hex]
    inks: dict[str, Ink] = {}
    web: Address | None = None
    country: Annotated[Text, COUNTRY] = Text("US", NOWHERE)
    email: Annotated[Text, MAIL] | None = None
    address: Text | None = None
    hours: Text | None = None
    tagline: Text | None = None

    @property
    def tel(self) -> str:
        """The `tel:` address of the phone number (RFC 3966)."""
        return phone.tel(self.phone, self.country)

    @property
    def web_shown(self) -> str:
        """The web address as people write it."""
        return str(self.web or "").removeprefix("https://").removeprefix("http://").rstrip("/")


class Source(Model):
    """One entry of the bibliography; `short` is printed in footers."""

    organization: Text
    title: Text
    short: Text
    seen: datetime.date
    address: Address | None = None


class Term(Model):
    """A medical word a reader meets, with its meaning and how to say it."""

    plain: Text
    say: Text | None = None
    expansion: Text | None = None


# --- what the handouts say ----------------------------------------------------------


class Picture(Model):
    """A drawing of `layouts/art` with what it shows, in words (PDF/UA-1, 7.3)."""

    name: DrawingName
    alt: Annotated[Text, _alt]
    caption: Text | None = None


class Statement(Model):
    """A text about medicine with the sources that carry it (TR-04)."""

    text: Text
    source: Sources


class Points(Model):
    """A list about medicine with its sources; at most seven items (HL-08)."""

    items: Annotated[list[Text], Entries(1, 7)]
    source: Sources


class Item(Model):
    """One entry of a list: a text, with or without a title and a small drawing."""

    one_text = "text"

    text: Text
    title: Text | None = None
    icon: DrawingName | None = None


class Step(Model):
    """One thing to do: a title that starts with a verb, and one sentence."""

    title: Text
    text: Text


class Steps(Model):
    items: Annotated[list[Step], Entries(1, 5)]
    source: Sources


class Document(Placed):
    """The colophon (TR-01, TR-02)."""

    number: Annotated[Text, _document_number, NUMBER]
    version: Annotated[int, _from_one]
    published: datetime.date
    review_by: datetime.date

    def check(self) -> None:
        if self.review_by < self.published:
            said = f'"review_by" {self.review_by} is before "published" {self.published}'
            hint = "a handout is reviewed after it was published; mend one of the dates"
            raise Fault(said, hint, self.at("review_by"))


class About(Model):
    """For the editors, never printed (HL-05)."""

    audience: Text
    objective: Text
    main_message: Text


class Entry(Model):
    """What every file of a kind holds; its other fields are declared in `layouts/kinds`."""

    title: Text
    cite: Sources
    document: Document
    about: About

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A declared field."""


class Authorization(Placed):
    """Whether the people in the reports agreed in writing (TR-09)."""

    on_file: Literal["yes", "no"]
    note: Text | None = None
    reference: Text | None = None
    expires: datetime.date | None = None


class Section(Model):
    """One section of a brochure. It names its sources, or says it is practical."""

    title: Text
    lead: Text | None = None
    text: Annotated[list[Text], Entries(alone=True)] = []
    items: list[Item] = []
    picture: Picture | None = None
    note: Text | None = None
    source: Cited = []
    practical: Literal["true"] | None = None
    disclosure: Text | None = None
    authorization: Authorization | None = None

    def check(self) -> None:
        if not self.source and not self.practical:
            raise Fault(
                "a statement about medicine needs its source",
                'add "source: [id]", or "practical: true" if nothing medical is said',
            )
        if self.authorization and not self.disclosure:
            raise Fault(
                'reports need a "disclosure" beside them',
                'add "disclosure:" with a sentence that says what they are',
            )


class Handout(Model):
    """What is printed: a layout, the content it takes, and the editions it comes in.

    It may also list entries of each kind: see `kinds.handout_model`.
    """

    layout: Name
    title: Text
    subject: Text
    editions: Annotated[list[_NameOfSeveral], Entries(1), each_once]
    for_each: Text | None = None
    file: Text | None = None
    sections: Names = []
    cover_title: Text | None = None
    tagline: Text | None = None
    cite: Cited = []
    document: Document | None = None
    about: About | None = None

    def check(self) -> None:
        if not self.for_each and not self.document:
            raise Fault('the field "document" is missing', 'add "document:" here')
