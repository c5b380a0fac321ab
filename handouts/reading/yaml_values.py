"""Where the values in a YAML file begin and end, and what is wrong in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

MAX_DEPTH = 12

IN_QUOTES = 'put the text in "double quotes"'
NEVER_CLOSED = "a quote is opened and never closed"
WORDS_FOLLOW = "the text ends at this quote, and words follow"
TAG_FIRST = "found ! in front of a text"
BRACKET_FIRST = "found a brace or a bracket in front of a text"
LEFT_OUT = "what follows # would be left out"
TOO_DEEP = f"nested more than {MAX_DEPTH} deep"
NOT_LINED_UP = "this line does not line up with the ones above"
NO_BRACKETS = "write the text without the brackets around it"

# What opens a line of a list, or is meant to.
BULLET = r"([•‣▪▫●○◦·]|[*+–—](?=\s)|-(?=\s|[^\W\d]))"
_NUMBERED = r"(\(?([1-9])[.)])\s"

# What opens a text of several lines.
LONG_TEXT = r"[|>](?:[+-]?[1-9]?|[1-9][+-]) *(?:(?<= )#.*)?"

# What a quoted text may hold; behind a backslash no code of half a letter.
_QUOTED = {
    '"': r"""(?:[^"\\]|\\(?:[0abtnvfre "/\\N_LP\n]|x[\da-fA-F]{2}"""
    r"""|u(?![dD][89a-fA-F])[\da-fA-F]{4}|U00(?:0[1-9a-fA-F]|10)[\da-fA-F]{4}))*""",
    "'": r"(?:[^']|'')*",
}
_PAIRS = {"[": "]", "{": "}"}


class Fault(NamedTuple):
    """What is wrong at a line and a column, both from 0, and the mend."""

    line: int
    column: int
    message: str
    hint: str


class Stop(Exception):
    """The fault behind which the rest of a file cannot be understood."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Amiss(Exception):
    """What is wrong at a position in the text, from 0, and the mend."""

    def __init__(self, at: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.at, self.message, self.hint = at, message, hint


def end_of_quoted(text: str, start: int) -> int:
    """Where the text that opens with the quote at `start` ends, behind its last quote.

    Raises `Amiss`.
    """
    quote = text[start]
    found = re.compile(_QUOTED[quote]).match(text, start + 1)
    end = found.end() if found else start + 1
    if text[end : end + 1] == "\\":
        hint = "write two of them, \\\\, or put the text in 'single quotes'"
        raise Amiss(end, "found a \\ that means nothing", hint)
    if end == len(text):
        raise Amiss(start, NEVER_CLOSED, f"close it with {quote}")
    return end + 1


def mend_of_quotes(quote: str, text: str) -> str:
    """How to write a text in quotes that has quotes in it."""
    line = text.split("\n", 1)[0]
    if quote == "'" and '"' not in line:
        return 'put the whole text in "double quotes"'
    if quote == '"' and "'" not in line:
        return "put the whole text in 'single quotes'"
    return 'put the whole text in "double quotes", and write \\" for those inside'


def end_of_brackets(text: str, start: int, depth: int) -> int:
    """Where the list or group that opens with the bracket at `start` ends, behind its last one.

    `depth` is how deep the bracket itself stands. Raises `Amiss`.
    """
    opened: list[int] = []
    at, fresh, colon = start, True, False  # fresh: nothing stands between the last sign and here
    while at < len(text):
        sign, alone = text[at], text[at + 1 : at + 2] in (*" \n,]}", "")
        if sign in "[{":
            if not fresh:
                raise Amiss(at, f"found {sign} in a text between brackets", IN_QUOTES)
            if depth + len(opened) > MAX_DEPTH:
                raise Amiss(at, TOO_DEEP, NO_BRACKETS)
            opened.append(at)
        elif sign in "]}":
            expected = _PAIRS[text[opened.pop()]]
            if sign != expected:
                raise Amiss(at, f"found {sign}, expected {expected}", IN_QUOTES)
            if not opened:
                return at + 1
            if text[at + 1 :].lstrip()[:1] not in (*",:]}#", ""):
                raise Amiss(at, f"expected a comma behind {sign}", "put one there")
        elif sign in "\"'" and fresh:
            at = end_of_quoted(text, at) - 1
            if text[at + 1 :].lstrip()[:1] not in (*",:]}#", ""):
                raise Amiss(at, WORDS_FOLLOW, mend_of_quotes(sign, text))
        elif sign == "#" and (fresh or text[at - 1].isspace()):
            at = (text + "\n").index("\n", at)
            continue
        else:
            _check(text, at, fresh, alone, colon)
        colon = sign not in "[{," and (colon or (sign == ":" and alone))
        fresh = sign in "[{," or (sign == ":" and alone) or (fresh and sign.isspace())
        at += 1
    raise _never_closed(text, opened[-1])


def _never_closed(text: str, start: int) -> Amiss:
    """Why the bracket at `start` is never closed: a remark may hide the one that does."""
    if remark := re.compile(r"(?<=[\s\[{,])#.*[\]}]").search(text, start):
        return Amiss(remark.start(), LEFT_OUT, IN_QUOTES)
    sign = text[start]
    return Amiss(start, f"a {sign} is opened and never closed", f"close it with {_PAIRS[sign]}")


def _check(text: str, at: int, fresh: bool, alone: bool, colon: bool) -> None:
    """Raises `Amiss` for a sign that cannot stand between brackets."""
    sign = text[at]
    if fresh and sign == "!":
        raise Amiss(at, TAG_FIRST, IN_QUOTES)
    if sign == "?" or (fresh and (sign in "|>%@`&*" or (sign == "-" and alone))):
        raise Amiss(at, f"found {sign} in a text between brackets", IN_QUOTES)
    if fresh and sign in ",:":
        what = "comma" if sign == "," else "colon"
        raise Amiss(at, f"found a {what} with nothing before it", "take it out, or fill it in")
    if sign == ":" and alone and colon:
        hint = f"put a comma between the two, or {IN_QUOTES}"
        raise Amiss(at, "found a second colon without a comma before it", hint)


def no_bullet(body: str) -> tuple[str, str]:
    """What is wrong with a line that begins with a bullet, or a dash alone; and the mend."""
    if body[0] == "-":
        return "found a dash without a space behind it", 'write "- text"'
    hint = 'a list is written with a dash and a space: "- text"'
    return f"found {body[0]} at the start of a line", hint


def numbered(bodies: Sequence[str]) -> tuple[int, str] | None:
    """Which line below the first opens a numbered list, and its number as it is typed.

    It takes two lines that count on: a year or an amount begins a sentence too.
    """
    found = ((line, re.match(_NUMBERED, body)) for line, body in enumerate(bodies))
    counted = [(line, number[1], int(number[2])) for line, number in found if number]
    for (line, sign, one), (below, next_sign, two) in pairwise(counted):
        if two == one + 1:
            return (line, sign) if line else (below, next_sign)
    return None
