"""Simple shapes as PDF path operators. Points, y upwards; no colors, no painting."""

from __future__ import annotations

from collections.abc import Sequence

# Bézier handle that draws a quarter circle.
_ROUND = 0.5522847498


def number(value: float, digits: int = 2) -> str:
    """A coordinate, to a hundredth of a point as a rule, without an exponent or idle zeros."""
    if value % 1 == 0:
        return str(int(value))
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fine(value: float) -> str:
    """A color component to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _op(operator: str, *values: float) -> str:
    return " ".join([*map(number, values), operator])


def rectangle(x: float, y: float, width: float, height: float) -> str:
    return _op("re", x, y, width, height)


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
        return rectangle(x, y, width, height)
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
    return ellipse(x, y, radius, radius)


def ellipse(x: float, y: float, a: float, b: float) -> str:
    """An ellipse around x, y, `a` its half width and `b` its half height."""
    k, j = a * _ROUND, b * _ROUND
    return " ".join(
        (
            _op("m", x + a, y),
            _op("c", x + a, y + j, x + k, y + b, x, y + b),
            _op("c", x - k, y + b, x - a, y + j, x - a, y),
            _op("c", x - a, y - j, x - k, y - b, x, y - b),
            _op("c", x + k, y - b, x + a, y - j, x + a, y),
            "h",
        )
    )


def strands(
    x: float, y: float, width: float, halves: Sequence[float], amplitude: tuple[float, float]
) -> list[tuple[str, str]]:
    """Two twisted strands that come to lie straight, from x to x + width around y.

    Returns the strokes in drawing order as `(what, path)`, `what` being `over`,
    `under`, `first` or `second`: in each half period one strand goes under,
    then a halo, then the other over it. `halves` are the lengths of the half
    periods, `amplitude` its first and last size (design brief, 6.7).
    """
    out: list[tuple[str, str]] = []
    count = len(halves)

    def height(index: int) -> float:
        return amplitude[0] + (amplitude[1] - amplitude[0]) * index / count

    side = -1.0
    left = x
    for index, half in enumerate(halves):
        handle = 0.46 * half
        right = left + half
        paths = []
        for strand in (1, -1):
            start = y - side * strand * height(index)
            end = y + side * strand * height(index + 1)
            paths.append(
                _op("m", left, start)
                + " "
                + _op("c", left + handle, start, right - handle, end, right, end)
            )
        under, over = (0, 1) if index % 2 == 0 else (1, 0)
        names = ("first", "second")
        out.append((names[under], paths[under]))
        out.append(("halo", paths[over]))
        out.append((names[over], paths[over]))
        left, side = right, -side
    for strand, name in ((1, "first"), (-1, "second")):
        level = y - side * strand * amplitude[1]
        out.append((name, line(left, level, x + width, level)))
    return out
