"""The letters of a text: what is taken out, what becomes a blank, what cannot be printed.

Word processors, messages and web pages leave signs in a text that nobody sees.
Those that change nothing on paper are taken out in silence. Those that would
print something else than an editor shows are refused by name. Every other
letter stays; whether a font draws it is asked later, of `graphics.font`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

NBSP = "\u00a0"

# Every other blank of Unicode is the one or the other of these two; a tab too.
_BLANKS = dict.fromkeys([0x09, 0x85, 0x1680, *range(0x2000, 0x200B), 0x205F, 0x3000], " ")
_BLANKS |= {0x2007: NBSP, 0x202F: NBSP}

# Soft hyphens, marks without width, how to show the letter before, tags, byte-order marks.
_UNSEEN = (
    r"\u00ad\u034f\u200b\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f"
)
# A joiner says something beside letters of Arabic and its kin, of India, Southeast Asia, Mongolia.
_JOINED = r"\u0600-\u0fff\u1000-\u109f\u1780-\u18af\ua840-\uaaff\U00010a00-\U00011fff"
_TAKEN_OUT = rf"[{_UNSEEN}]|(?<![{_JOINED}])[\u200c\u200d](?![{_JOINED}])"
# A mark of direction says something in a line that has letters written from right to left.
_DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069"
_LEFTWARD = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2028\u2029"
# Overrides of direction, halves of letters, letters that one font alone knows, what stands
# for a lost letter or a picture, and codes that are no letter.
_REFUSED = (
    rf"[{_CONTROLS}\u202d\u202e\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffc-\uffff"
    r"\U000f0000-\U0010ffff]"
)
# By Unicode's categories none of the above is a letter, a number, a sign or an accent, but these.
_ALSO = frozenset(map(chr, (0x034F, *range(0xFE00, 0xFE10), 0xFFFC, 0xFFFD)))
_USUAL = frozenset(map(chr, (0x0A, *range(0x20, 0x7F))))
# Blanks that have a shape of their own, and fillers.
_EMPTY = "\u115f\u1160\u2800\u3164\uffa0"


def are_plain(text: str) -> bool:
    """Whether nothing of `text` is taken out, refused or a blank of its own kind.

    Nearly every text is so, and the patterns for the others take long to compile.
    """
    if text.isascii() and text.isprintable():
        return True
    return not any(
        unicodedata.category(one)[0] in "CZ" or one in _ALSO for one in set(text) - _USUAL
    )


def taken_out(line: str) -> list[int]:
    """The columns, from 0, of the signs in a line that nobody sees and that change nothing."""
    leftward = re.search(_LEFTWARD, line)
    unseen = _TAKEN_OUT if leftward else rf"{_TAKEN_OUT}|[{_DIRECTIONS}]"
    return [hit.start() for hit in re.finditer(unseen, line)]


def seen(line: str) -> str:
    """`line` without them."""
    taken = taken_out(line)
    return "".join(one for at, one in enumerate(line) if at not in taken) if taken else line


def blanks(text: str) -> str:
    """`text` with each blank of Unicode as a normal one or one that keeps words together."""
    return text.translate(_BLANKS)


def composed(text: str) -> str:
    """`text` in Unicode's form NFC: a letter and its accent are one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def refused(text: str) -> tuple[int, str, str] | None:
    """What in `text` cannot be printed: where the first such letter stands (from 0), words, mend.

    None if there is nothing.
    """
    found = re.search(_REFUSED, text)
    if found is None:
        return None
    letters = list(dict.fromkeys(re.findall(_REFUSED, text)))
    hidden = all(re.match(f"[{_CONTROLS}]", letter) for letter in letters)
    kind = "hidden control" if hidden else "unprintable"
    codes = ", ".join(map(_code, letters))
    if len(letters) > 1:
        said, it = f"found {kind} characters ({codes})", "them"
    else:
        said, it = f"found {'a' if hidden else 'an'} {kind} character ({codes})", "it"
    return found.start(), said, f"delete {it} and type the text again"


def named(letters: Iterable[str]) -> str:
    """Letters in words, each once: `"→" (U+2192) and U+00AD`; one nobody sees by its code only.

    Of more than eight, the others are counted.
    """
    found = list(dict.fromkeys(letters))
    shown = [f'"{one}" ({_code(one)})' if _is_seen(one) else _code(one) for one in found[:8]]
    if len(found) > len(shown):
        shown.append(f"{len(found) - len(shown)} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _EMPTY


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X}"


# --- quotes ---------------------------------------------------------------------------

# What holds signs that are no quotes: where a link leads, addresses, what stands behind a \\.
_QUOTE = r"""\]\([^)]*\)|\w+://[^\s"<>]+|\w[\w.+'-]*@[\w.-]+|\\.|(["'])"""
_CLOSES_LATER = r"(?!\d0s\b).*?\S'(?!\w)"
AS_TYPED = ('"', '"', "'", "'")


def typographic(text: str, quotes: Sequence[str] = AS_TYPED) -> str:
    """`text` with each typed " and ' as a printer sets it.

    `quotes` are those of the language: opening and closing double, opening and
    closing single. An apostrophe is the same in every language. Feet and inches,
    such as 5'10", stay as typed, and so do addresses.
    """
    if '"' not in text and "'" not in text:
        return text
    out, at = "", 0
    opened: set[str] = set()
    for hit in re.finditer(_QUOTE, text):
        out += text[at : hit.start()]
        at = hit.end()
        out += _set(hit[1], out, text[at:], quotes, opened) if hit[1] else hit[0]
    return out + text[at:]


def _set(typed: str, before: str, after: str, quotes: Sequence[str], opened: set[str]) -> str:
    """One typed quote between what was set before it and what comes after it."""
    last, following = before.rstrip("*_")[-1:], after.lstrip("*_")[:1]
    opening, closing = quotes[:2] if typed == '"' else quotes[2:]
    if typed in opened and before.endswith(opening):
        last = following  # nothing stands between the two
    elif not last or last.isspace() or last in "([{</|=+&-–—\"'“„‘‚«‹":
        if typed == "'" and not re.match(_CLOSES_LATER, after):
            return "’"  # '90s
        opened.add(typed)
        return opening
    if typed in opened and not (last.isalnum() and following.isalpha()):
        opened.remove(typed)
        return closing
    if last.isdigit() and not following.isalpha():
        return typed
    return "’" if typed == "'" else closing
