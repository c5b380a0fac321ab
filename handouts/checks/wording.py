"""What a careful editor marks in single texts: typed phone numbers, and links lost on paper.

All are warnings: the text is printed as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .. import project
from ..content import phone
from ..content.access import says_where
from ..content.library import Language
from ..content.marks import Bold, Link, Part, Slot
from ..content.texts import Marked
from ..problems import Place, Problem
from ..reading.schema import Model


def problems(said: Language, country: str) -> Iterator[Problem]:
    """A warning at each such text of a language; `country` is that of the clinic's phone."""
    for text in printed(said):
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


def _numbers(text: Marked, country: str) -> Iterator[Problem]:
    for number in phone.typed(text, country):
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
    words = _plain(link.parts)
    kind, _, address = link.href.partition(":")
    shown = re.sub(r"^//(www\.)?|/$", "", address)
    site = shown if kind == "mailto" else shown.partition("/")[0]
    if kind == "tel" or site.lower() in words.lower():
        return  # a number in an address is found as a typed one
    said = f'the address of the link "{words}" is not on paper'
    if not says_where(words):
        said = f'the link text "{words}" does not say where it leads'
    yield Problem(place, said, f"write [{shown}]({link.href})", fatal=False)


def _plain(parts: Iterable[Part]) -> str:
    """The words of parts, without those that are filled in later."""
    return "".join(
        part if isinstance(part, str) else "" if isinstance(part, Slot) else _plain(part.parts)
        for part in parts
    )
