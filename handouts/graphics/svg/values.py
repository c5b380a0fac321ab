"""The small languages inside the attributes of SVG: numbers, lengths, colors, transforms, styles.

Everything is read whole or not at all: `Unread` says what was expected. Grammar
and units are those of SVG 2 and CSS Values 4.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from ..outline import IDENTITY, Matrix, multiply

# Both are atomic: a long row of digits or blanks is looked at once, not in every division.
NUMBER = r"(?>[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
BLANKS = " \t\r\n\f"  # and no other, such as the no-break space
BLANK = f"[{BLANKS}]"
GAP = rf"(?>(?:{BLANK}*,)?{BLANK}*)"
LARGEST = 1e6  # what no drawing needs, and every PDF viewer still reads

# How many units of a drawing one of these is (CSS Values 4, 6.2).
_UNITS = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
_NUMBER = re.compile(NUMBER)
_LENGTH = re.compile(rf"({NUMBER})([A-Za-z]*)")
_NUMBERS = re.compile(rf"{BLANK}*(?:{NUMBER}(?:{GAP}{NUMBER})*+)?{BLANK}*")
# These are needed seldom, and compiled when they are.
_CALL = rf"{GAP}([A-Za-z]+){BLANK}*\(([^()]*)\)"
_TAKES = {
    "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,),
    "matrix": (6,),
}  # fmt: skip
_REMARK = r"(?s)/\*.*?(?:\*/|\Z)"
_DECLARATION = r"(?:[^;\"'(]+|\"[^\"]*\"?|'[^']*'?|\([^)]*\)?)+"


class Unread(Exception):
    """A value that cannot be read: what is wrong, the mend, and which attribute, if known."""

    def __init__(self, said: str, hint: str = "", attribute: str = "") -> None:
        super().__init__(said)
        self.hint, self.attribute = hint, attribute


def shown(text: str) -> str:
    """A value as a message shows it: in one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:37]}…"


# --- numbers --------------------------------------------------------------------------


def bounded(value: float) -> float:
    """The number itself. Raises `Unread` for one that is endless, none, or absurdly large."""
    if not abs(value) <= LARGEST:
        raise Unread("found a number larger than a million", "draw it smaller")
    return value


def numbers(text: str) -> list[float]:
    """Numbers with blanks, commas or nothing between them, such as `1-2.5.5e1`."""
    if _NUMBERS.fullmatch(text) is None:
        raise Unread(f'expected numbers, found "{shown(text)}"')
    found = [float(part) for part in _NUMBER.findall(text)]
    if found:
        bounded(min(found))
        bounded(max(found))
    return found


def length(text: str) -> float:
    """A length in units of the drawing. Raises `Unread`, for percentages and ems too."""
    one = _LENGTH.fullmatch(text.strip(BLANKS))
    unit = one[2].lower() if one else "?"
    if one is None or (unit and unit not in _UNITS):
        hint = "write a plain number" if text.strip(BLANKS) else "fill it in, or take it away"
        raise Unread(f'expected a length such as "12" or "3mm", found "{shown(text)}"', hint)
    return bounded(bounded(float(one[1])) * _UNITS.get(unit, 1.0))


def share(text: str) -> float:
    """A number or a percentage as a share between 0 and 1."""
    one = re.fullmatch(rf"({NUMBER})(%?)", text.strip(BLANKS))
    if one is None:
        raise Unread(f'expected a number from 0 to 1, found "{shown(text)}"')
    return min(1.0, max(0.0, float(one[1]) / (100 if one[2] else 1)))


# --- transforms -----------------------------------------------------------------------


def transform(text: str) -> Matrix:
    """A list such as `translate(3 4) rotate(20)` as one matrix (SVG 2, 8.5)."""
    calls = re.compile(_CALL)
    matrix, at, end = IDENTITY, 0, len(text.rstrip(BLANKS))
    while at < end and text != "none":
        call = calls.match(text, at)
        if call is None or call[1] not in _TAKES:
            said = f'expected a transform such as "translate(3 4)", found "{shown(text[at:])}"'
            raise Unread(said, f"the transforms are {', '.join(_TAKES)}")
        values = numbers(call[2])
        if len(values) not in _TAKES[call[1]]:
            most = " or ".join(map(str, _TAKES[call[1]]))
            raise Unread(f'expected {most} numbers in "{call[1]}", found {len(values)}')
        for step in _steps(call[1], values):
            matrix = multiply(matrix, step)
        at = call.end()
    for value in matrix:
        bounded(value)
    return matrix


def _steps(name: str, values: list[float]) -> Iterator[Matrix]:
    """One transform as matrices, the outermost first."""
    first = values[0]
    if name == "translate":
        yield (1, 0, 0, 1, first, values[1] if len(values) > 1 else 0)
    elif name == "scale":
        yield (first, 0, 0, values[-1], 0, 0)
    elif name == "rotate":
        angle = math.radians(first)
        x, y = values[1:] or (0.0, 0.0)
        yield (1, 0, 0, 1, x, y)
        yield (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)
        yield (1, 0, 0, 1, -x, -y)
    elif name == "skewX":
        yield (1, 0, math.tan(math.radians(first)), 1, 0, 0)
    elif name == "skewY":
        yield (1, math.tan(math.radians(first)), 0, 1, 0, 0)
    else:
        a, b, c, d, e, f = values
        yield (a, b, c, d, e, f)


# --- styles and colors ----------------------------------------------------------------


def declarations(style: str) -> Iterator[tuple[str, str]]:
    """Each `name: value` of a style attribute, names in small letters, remarks left out."""
    for part in re.findall(_DECLARATION, re.sub(_REMARK, "", style)):
        name, colon, value = part.partition(":")
        if colon and name.strip():
            yield name.strip(BLANKS).lower(), value.strip(BLANKS)
        elif part.strip():
            said = f'expected "name: value" in "style", found "{shown(part)}"'
            raise Unread(said, "write it such as fill: #12464F")


@lru_cache(maxsize=512)
def color(text: str) -> str | None:
    """A color as `#RRGGBB`, or None where it says that nothing is painted (CSS Color 4).

    Raises `Unread` for all but #rgb, #rrggbb, names, rgb(), each also with an alpha of 0 or 1.
    """
    value = text.strip(BLANKS).lower()
    if value in ("none", "transparent"):
        return None
    if re.fullmatch(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", value):
        digits = value[1:] if len(value) > 5 else "".join(2 * digit for digit in value[1:])
        return _opaque(f"#{digits[:6].upper()}", int(digits[6:] or "FF", 16) / 255, text)
    if call := re.fullmatch(r"rgba?\(([^()]*)\)", value):
        parts = re.split(rf"(?:{BLANK}|[,/])+", call[1].strip(BLANKS))
        if len(parts) in (3, 4):
            levels = [_level(part, text) for part in parts[:3]]
            hexes = "".join(f"{level:02X}" for level in levels)
            return _opaque(f"#{hexes}", share(parts[3]) if len(parts) == 4 else 1.0, text)
    if value.isalpha() and value.isascii():
        from PIL import ImageColor  # late: few drawings name their colors

        if value in ImageColor.colormap:
            red, green, blue = ImageColor.getrgb(value)[:3]
            return f"#{red:02X}{green:02X}{blue:02X}"
    raise _no_color(text)


def _level(text: str, whole: str) -> int:
    """A part of `rgb()`, 0 to 255 or a percentage."""
    one = re.fullmatch(rf"({NUMBER})(%?)", text)
    if one is None:
        raise _no_color(whole)
    value = float(one[1]) * 255 / 100 if one[2] else float(one[1])
    return math.floor(min(255.0, max(0.0, value)) + 0.5)


def _opaque(color: str, alpha: float, text: str) -> str | None:
    if 0 < alpha < 1:
        said = f'half-transparent colors are not drawn, found "{shown(text)}"'
        raise Unread(said, "use the color that it looks like on white")
    return color if alpha else None


def _no_color(text: str) -> Unread:
    said = f'expected a color such as "#12464F", found "{shown(text)}"'
    return Unread(said, "write # and six digits" if text.strip(BLANKS) else "fill it in")
