"""The fixed words of a language: those that the program itself reads must be of use to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from ..problems import Problem
from .marks import slots
from .texts import Marked

_MONTHS = 12


def own(editions: Collection[str]) -> set[str]:
    """The wordings that the program prints itself: dates, and the names of the editions."""
    names = {edition_name(edition) for edition in editions}
    return names | {"months", "month_format"}


def edition_name(edition: str) -> str:
    """The wording with the name of an edition."""
    return f"edition_{edition}".replace("-", "_")


def names_of_months(words: Mapping[str, object]) -> list[str]:
    """The names of the months, January first."""
    return [name.strip() for name in str(words.get("months", "")).split(",")]


def problems(words: Mapping[str, Marked]) -> Iterator[Problem]:
    """What is wrong with the wordings that dates are made of."""
    form, months = words.get("month_format"), words.get("months")
    if form is None:
        return  # a layout that prints a date will ask for it
    if months is None:
        hint = 'add a line "months: January, February, …"'
        yield Problem(form.place, 'the wording "months" is missing', hint)
        return
    names = names_of_months(words)
    if len(names) != _MONTHS or not all(names) or len(set(names)) != _MONTHS:
        count = len({name for name in names if name})
        said = f'expected 12 names of months with commas between them in "months", found {count}'
        yield Problem(months.place, said, "write January to December, each name once")
    for needed in ("month", "year"):
        if needed not in slots(form.parts):
            said = f'expected "{{{{ {needed} }}}}" in "month_format", found "{form}"'
            yield Problem(form.place, said, 'write "{{ month }} {{ year }}" in the usual order')


def used_in(template: str) -> set[str]:
    """The wordings that a template asks for, such as `words.say` and `words["say"]`."""
    return {name for pair in _ASKED.findall(template) for name in pair if name}


_ASKED = re.compile(r"""\bwords\s*(?:\.\s*(\w+)|\[\s*["'](\w+)["']\s*\])""")
