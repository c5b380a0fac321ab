"""Phone numbers: what is printed is what is dialed.

A number is read by a library that knows the numbering plan of every country.
It is loaded only for a number that has not been checked before, for one without
country code outside the US and Canada, and for a text that seems to hold one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..problems import Problem
from ..reading.letters import NBSP
from ..reading.located import Text

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_EXTENSION = r" (?:ext\.? ?|x ?)([0-9]{1,20})$"
_DIGITS = r"(?:\([0-9]+\)|[0-9]+)"
# How a number is written: in the US and Canada, with a country code, in other countries.
_AMERICAN = r"\([0-9]{3}\) [0-9]{3}-[0-9]{4}"
_ABROAD = rf"\+[0-9]+(?:[ -]?{_DIGITS})+"
_ELSEWHERE = rf"{_DIGITS}(?:[ ./-]?{_DIGITS})+"
# Every number of this form is given out, in all of North America: no list is needed.
_TOLL_FREE = r"\(8(?:00|33|44|55|66|77|88)\) [2-9](?!11)[0-9]{2}-[0-9]{4}"
# Letters that are typed for the digits they look like.
ALIKE = str.maketrans("OoIl|", "00111")
_SUCH = '"(888) 210-2787" or "+44 20 7946 0018"'


def tel(number: str, country: str) -> str:
    """The `tel:` address (RFC 3966) of a number that `problems` finds nothing wrong with.

    `country` is the two-letter code (ISO 3166) that a number without country code belongs to.

    >>> tel("(888) 210-2787 ext. 5", "US")
    'tel:+18882102787;ext=5'
    """
    main, extension = _split(number)
    digits = re.sub(r"[^0-9]", "", main)
    if main.startswith("+"):
        return _address(f"+{digits}", extension)
    if country in ("US", "CA"):
        return _address(f"+1{digits}", extension)
    found = _parsed(main, country)
    return _address(_dialed(found) if found else f"+{digits}", extension)


def problems(number: Text, country: Text) -> Iterator[Problem]:
    """Why a number cannot be printed as it is typed; the mend is its right spelling if known."""
    if country in ("US", "CA") and re.fullmatch(_TOLL_FREE, number):
        return
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, SUPPORTED_REGIONS, is_valid_number

    if country not in SUPPORTED_REGIONS:
        hint = 'use its two letters, such as "US", "CA" or "GB"'
        yield Problem(country.place, f'unknown country "{country}"', hint)
        return
    found = _parsed(number, country)
    if found is None or not is_valid_number(found):
        yield Problem(number.place, *_impossible(number, country, found))
        return
    main, _ = _split(number)
    form = _AMERICAN if country in COUNTRY_CODE_TO_REGION_CODE[1] else _ELSEWHERE
    spelled = f'write "{_spelled(number, found)}"'
    if not re.fullmatch(_ABROAD if main.startswith("+") else form, main):
        said = f'expected a phone number such as {_SUCH}, found "{number}"'
        yield Problem(number.place, said, spelled)
    elif tel(number, country) != _address(_dialed(found), found.extension or ""):
        said = f'expected only digits that are dialed, found "{number}"'
        yield Problem(number.place, said, spelled)


def _split(number: str) -> tuple[str, str]:
    """A number with plain blanks in it, and its extension."""
    number = number.replace(NBSP, " ")
    found = re.search(_EXTENSION, number)
    return (number[: found.start()], found[1]) if found else (number, "")


def _address(dialed: str, extension: str) -> str:
    return f"tel:{dialed};ext={extension}" if extension else f"tel:{dialed}"


def _parsed(number: str, country: str) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, parse

    try:
        return parse(number, country)
    except NumberParseException:
        return None


def _dialed(number: PhoneNumber) -> str:
    """What is dialed from anywhere, without an extension (ITU-T E.164)."""
    from phonenumbers import PhoneNumberFormat, format_number

    return format_number(number, PhoneNumberFormat.E164)


def _spelled(as_typed: str, number: PhoneNumber) -> str:
    """A number as it is to be written."""
    from phonenumbers import PhoneNumber, PhoneNumberFormat, format_number

    main = PhoneNumber()
    main.merge_from(number)
    main.extension = None
    abroad = as_typed.startswith(("+", "00"))
    form = PhoneNumberFormat.INTERNATIONAL if abroad else PhoneNumberFormat.NATIONAL
    extension = f" ext. {number.extension}" if number.extension else ""
    return format_number(main, form) + extension


def _impossible(number: str, country: str, found: PhoneNumber | None) -> tuple[str, str]:
    """What is wrong with a number that no phone has, and the mend."""
    from phonenumbers import ValidationResult, is_possible_number_with_reason, is_valid_number

    meant = _parsed(number.translate(ALIKE), country)
    if meant and is_valid_number(meant):
        letter = next(sign for sign in number if sign in "OoIl|")
        said = f'found the letter "{letter}" in the phone number "{number}"'
        return said, f'write "{_spelled(number, meant)}"'
    if found is None or len(re.findall(r"\d", number)) < 5:
        return f'expected a phone number such as {_SUCH}, found "{number}"', "write the digits"
    reason = is_possible_number_with_reason(found)
    if reason == ValidationResult.IS_POSSIBLE:
        hint = "look it up again; if it is new and right: pip install --upgrade phonenumbers"
        return f'no phone has the number "{number}"', hint
    amount = "too many" if reason == ValidationResult.TOO_LONG else "too few"
    return f'the phone number "{number}" has {amount} digits', "look it up again"
