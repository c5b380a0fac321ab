"""Simple shapes as PDF path operators. Points, y upwards; no colors, no painting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

# Bézier handle that draws a quarter circle.
_ROUND = 0.5522847498


@lru_cache(maxsize=4096)  # a page has a thousand, and most are those of the page before
def number(value: float, digits: int = 2) -> str:
    """A coordinate, to a hundredth of a point as a rule, without an exponent or idle zeros."""
    if value % 1 == 0:
        return str(int(value))
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _op(operator: str, *values: float) -> str:
    return " ".join([*map(number, values), operator])


def rectangle_fine(x: float, y: float, width: float, height: float) -> str:
    """A rectangle to a thousandth of a point, so that the modules of a code meet."""
    return " ".join(f"{value:.3f}" for value in (x, y, width, height)) + " re"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{_op('m', x1, y1)} {_op('l', x2, y2)}"


def rounded(
    x: float, y: float, width: float, height: float, radius: float, corners: str = "all"
) -> str:
    """A box with its lower left corner at x, y; `corners` is all, top or bottom."""
    r = min(radius, width / 2, height / 2)
    top = r if corners in ("all", "top") else 0
    low = r if corners in ("all", "bottom") else 0
    if not top and not low:
        return _op("re", x, y, width, height)
    right, up = x + width, y + height
    k = 1 - _ROUND
    out = [_op("m", x + low, y), _op("l", right - low, y)]
    if low:
        out.append(_op("c", right - low * k, y, right, y + low * k, right, y + low))
    out.append(_op("l", right, up - top))
    if top:
        out.append(_op("c", right, up - top * k, right - top * k, up, right - top, up))
    out.append(_op("l", x + top, up))
    if top:
        out.append(_op("c", x + top * k, up, x, up - top * k, x, up - top))
    out.append(_op("l", x, y + low))
    if low:
        out.append(_op("c", x, y + low * k, x + low * k, y, x + low, y))
    out.append("h")
    return " ".join(out)


def circle(x: float, y: float, radius: float) -> str:
    r, k = radius, radius * _ROUND
    return " ".join(
        (
            _op("m", x + r, y),
            _op("c", x + r, y + k, x + k, y + r, x, y + r),
            _op("c", x - k, y + r, x - r, y + k, x - r, y),
            _op("c", x - r, y - k, x - k, y - r, x, y - r),
            _op("c", x + k, y - r, x + r, y - k, x + r, y),
            "h",
        )
    )


def strands(
    x: float, y: float, width: float, halves: Sequence[float], amplitude: tuple[float, float]
) -> list[tuple[str, str]]:
    """Two twisted strands that come to lie straight, from x to x + width around y.

    Returns the strokes in drawing order as `(what, path)`, `what` being `first`,
    `second` or `halo`: in each half period one strand goes under, then a halo,
    then the other over it. `halves` are the lengths of the half periods,
    `amplitude` its first and last size (design brief, 6.7).
    """
    out: list[tuple[str, str]] = []
    both = (("first", 1), ("second", -1))

    def height(index: int) -> float:
        return amplitude[0] + (amplitude[1] - amplitude[0]) * index / len(halves)

    left, side = x, -1.0
    for index, half in enumerate(halves):
        right, handle = left + half, 0.46 * half
        pair = []
        for name, strand in both:
            start = y - side * strand * height(index)
            end = y + side * strand * height(index + 1)
            curve = _op("c", left + handle, start, right - handle, end, right, end)
            pair.append((name, f"{_op('m', left, start)} {curve}"))
        under, over = reversed(pair) if index % 2 else pair
        out += [under, ("halo", over[1]), over]
        left, side = right, -side
    for name, strand in both:
        level = y - side * strand * amplitude[1]
        out.append((name, line(left, level, x + width, level)))
    return out
