"""What a careful editor marks in single texts: typed phone numbers, and links lost on paper.

All are warnings: the text is printed as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .. import project
from ..content import typed_numbers
from ..content.access import says_where
from ..content.clinic import Clinic
from ..content.library import UNSAID, Language
from ..content.marks import Bold, Link, Part
from ..content.texts import Marked, plain, words
from ..problems import Place, Problem
from ..reading.located import Text
from ..reading.schema import Model

# No phone number has fewer digits, not even one with letters in their place.
_SOME_DIGITS = r"[0-9][^0-9]*[0-9][^0-9]*[0-9]"


def problems(said: Language, country: str) -> Iterator[Problem]:
    """A warning at each such text of a language; `country` is that of the clinic's phone."""
    for text in printed(said):
        if re.search(_SOME_DIGITS, text):
            yield from _numbers(text, country)
        for link in _links(text.parts):
            yield from _link(link, text.place)


def printed(said: Language) -> Iterator[Marked]:
    """The texts of a language that a reader may meet, without those for editors."""
    entries = (entry for shelf in said.shelves.values() for entry in shelf.entries.values())
    notes: list[Model | None] = [entry.about for entry in entries]
    notes += [one.handout.about for one in said.handouts]
    notes += [one.authorization for one in said.sections.values()]
    for_editors = {id(text) for group in notes if group for text in vars(group).values()}
    for text in said.texts.values():
        if id(text) not in for_editors and text.place.path != project.SOURCES:
            yield text


def of_brand(clinic: Clinic) -> Iterator[Problem]:
    """A warning at each text of a brand that holds a phone number beside its own."""
    for name, text in vars(clinic.brand).items():
        if isinstance(text, Text) and name not in UNSAID | {"phone"}:
            for number in typed_numbers.found(text, clinic.brand.country):
                said = f'found the phone number "{number}" in "{name}"'
                yield Problem(text.place, said, 'write the number only in "phone"', fatal=False)


def _numbers(text: Marked, country: str) -> Iterator[Problem]:
    numbers = typed_numbers.found(words(text, lambda name: " … "), country)
    for link in _links(text.parts):
        if link.href.startswith("tel:") and not numbers:
            numbers = typed_numbers.linked(link.href)
    for number in numbers:
        yield Problem(
            text.place,
            f'found the phone number "{number}" in the text',
            "write {{ brand.phone }}, which is always the clinic's",
            fatal=False,
        )


def _links(parts: Iterable[Part]) -> Iterator[Link]:
    for part in parts:
        if isinstance(part, Link):
            yield part
        elif isinstance(part, Bold):
            yield from _links(part.parts)


def _link(link: Link, place: Place) -> Iterator[Problem]:
    """Words that say nothing of the address (WCAG 2.4.4), or leave it out on paper."""
    shows = plain(link.parts)
    kind, _, address = link.href.partition(":")
    shown = re.sub(r"^//(www\.)?|/$", "", address)
    if kind == "mailto":
        shown = shown.partition("?")[0]
    site = shown if kind == "mailto" else shown.partition("/")[0]
    if kind == "tel" or site.lower() in shows.lower():
        return  # a number in an address is found as a typed one
    said = f'the address of the link "{shows}" is not on paper'
    if not says_where(shows):
        said = f'the link text "{shows}" does not say where it leads'
    yield Problem(place, said, f"write [{shown}]({link.href})", fatal=False)
