"""Phone numbers that somebody typed into a text: whole, without area code, or with letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phone import ALIKE

# What may be a phone number in a text: seven digits or more with little between them, three and
# four, or letters behind a number's beginning.
_CANDIDATE = (
    r"\d(?:[\s().\u2010-\u2014/-]{0,3}[\dOoIl|]){6}|(?<!\d)\d{3}[ .\u2010-\u2014-]\d{4}(?!\d)"
    r"|(?:\b1[ .-]\(?\d{3}\)?|\b8\d\d|\(\d{3}\))[ .-]{0,2}[\w-]{7}"
)
# What holds as many digits and is none: dates, addresses and names of papers.
_OTHER = r"\b\d{4}-\d\d-\d\d\b|\bhttps?://\S+|\bwww\.\S+|\b(?:doi:\s*)?10\.\d{4,}/\S+"
# Poison control in the US: as public as 911. Numbers as short as 911 are never candidates.
_PUBLIC = {"+18002221222"}
# Where letters are that were typed for digits.
_AMONG_DIGITS = r"(?<=[\d-])[OoIl|]+(?=[\d-])|(?<=\d)[OoIl|]+\b"

_HYPHEN = r"[\u2010-\u2014-]"
_BETWEEN = r"[\ .\u2010-\u2014-]"
_TOLL_FREE = r"8(?:00|22|33|44|55|66|77|88)"
# Such as 1-800-ASTR-NOW: behind a 1, or else in capitals.
_LETTERS = (
    rf"(?<![\w-])(?:\+?1[ .-]?\(?[2-9]\d\d\)?(?:{_HYPHEN}|[. ])+"
    r"(?=[\w.\u2010-\u2014-]*[A-Za-z]{3})(?:[A-Za-z0-9][.\u2010-\u2014-]?){6,}[A-Za-z0-9]"
    rf"|(?:{_TOLL_FREE}[.\u2010-\u2014-]|\([2-9]\d\d\)(?:{_HYPHEN}| )?)"
    r"(?=[\w.\u2010-\u2014-]*[A-Z]{3})(?:[A-Z0-9][.\u2010-\u2014-]?){6,}[A-Z0-9])\b"
)
# Seven digits as they are dialed in town: the first three are no 911, and not both are hours.
_NEAR = r"(?:\(\d{3}\)\ ?)?(?!\d11)[2-9]\d\d%s\d{4}\b(?![-\d]|[.,:]\d)"
_HOURS = rf"[2-9](?:[03]0|[14]5){_HYPHEN}[012]\d(?:[03]0|[14]5)"
_CALLED = rf"""(?ix)
    \b(?: call | dial | ring | phone | telephone | tel | fax | text | number )s?\b [.:]*
    (?: \s (?:us|me|at|on|is|now|:) \b )* \s* (?P<number> {_NEAR % _BETWEEN})
"""
# What stands before or behind a range of pages, an amount, or an address.
_COUNTED = (
    r"(?:\bpp?\.?|\bpages?|\bvol\.?|\bISO|[:;/$€£§#(]|\bfrom|\bbetween)\s?$",
    r"\s?(?:%|[$€£°µ]|(?:[mkµ]?g|mcg|[mdc]?l|[mck]?m|i?u|k?cal|units?|calories|steps|people|persons|"
    r"patients|adults|children|women|men|times|cases|years|months|weeks|days|hours|minutes|dollars|"
    r"feet|miles|percent|words)\b)",
    r"\s[A-Z][a-z]",
)


def found(text: str, country: str) -> list[str]:
    """The phone numbers in a text, as they are typed, but for those that everybody knows."""
    bare = re.sub(_OTHER, lambda other: " " * len(other[0]), text)
    if not re.search(_CANDIDATE, bare):
        return []
    spots = [*_whole(bare, country), *(one.span() for one in re.finditer(_LETTERS, bare))]
    rest = list(bare)
    for start, end in spots:
        rest[start:end] = "_" * (end - start)
    spots += _local("".join(rest), country)
    return [text[start:end] for start, end in sorted(spots) if not _is_public(text[start:end])]


def linked(address: str) -> list[str]:
    """The number of a `tel:` address, as it is typed, but for those that everybody knows."""
    number = address.partition(":")[2]
    known = len(re.findall(r"[0-9]", number)) < 7 or _is_public(number)
    return [] if known else [number]


def _whole(text: str, country: str) -> Iterator[tuple[int, int]]:
    from phonenumbers import Leniency, PhoneNumberMatcher

    digits = re.sub(_AMONG_DIGITS, lambda alike: alike[0].translate(ALIKE), text)
    for match in PhoneNumberMatcher(digits, country, leniency=Leniency.VALID):
        yield match.start, match.end


def _is_public(number: str) -> bool:
    """Whether everybody knows the number."""
    digits = re.sub(r"\D", "", number)
    return f"+1{digits.removeprefix('1')}" in _PUBLIC


def _local(text: str, country: str) -> Iterator[tuple[int, int]]:
    """The numbers of seven digits, where people dial these."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    if country not in COUNTRY_CODE_TO_REGION_CODE[1]:
        return
    called = {one.span("number") for one in re.finditer(_CALLED, text)}
    alone = {
        one.span()
        for one in re.finditer(rf"(?<![\w.,-]){_NEAR % _HYPHEN}", text)
        if not _is_counted(text, *one.span())
    }
    for start, end in called | alone:
        if not re.fullmatch(_HOURS, text[start:end]):
            yield start, end


def _is_counted(text: str, start: int, end: int) -> bool:
    """Whether it is a range: of pages, or of round or measured amounts; or a house and its unit."""
    before, unit, street = _COUNTED
    return bool(
        text[start:end].endswith("00")
        or re.search(before, text[:start], re.IGNORECASE)
        or re.match(unit, text[end:], re.IGNORECASE)
        or re.match(street, text[end:])
    )
