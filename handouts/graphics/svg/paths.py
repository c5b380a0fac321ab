"""Path data and simple shapes of SVG as outlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from ..outline import CLOSE, Point, Segment, arc, ellipse, rectangle
from .values import BLANKS, GAP, NUMBER, Unread, bounded, length, numbers, shown

T = TypeVar("T")
Attributes = Mapping[str, str]

# How many numbers each path command takes (SVG 2, 9.3).
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_OPERATORS = {"M": "m", "L": "l", "H": "l", "V": "l"}
# The two flags of an arc need no blank behind them.
_ARC = GAP + GAP.join([rf"({NUMBER})"] * 3 + ["([01])"] * 2 + [rf"({NUMBER})"] * 2)


# --- simple shapes --------------------------------------------------------------------


def _line(given: Attributes) -> list[Segment]:
    x1, y1, x2, y2 = (_length(name, given) or 0.0 for name in ("x1", "y1", "x2", "y2"))
    return [Segment("m", ((x1, y1),)), Segment("l", ((x2, y2),))]


def _circle(given: Attributes) -> list[Segment]:
    x, y, r = (_length(name, given) or 0.0 for name in ("cx", "cy", "r"))
    return ellipse(x, y, r, r) if r else []


def _ellipse(given: Attributes) -> list[Segment]:
    x, y = (_length(name, given) or 0.0 for name in ("cx", "cy"))
    rx, ry = _radii(given)
    return ellipse(x, y, rx, ry) if rx and ry else []


def _rectangle(given: Attributes) -> list[Segment]:
    x, y, width, height = (_length(name, given) or 0.0 for name in ("x", "y", "width", "height"))
    rx, ry = _radii(given)
    if not width or not height:
        return []
    return rectangle(x, y, width, height, min(rx, width / 2), min(ry, height / 2))


def _polyline(given: Attributes) -> list[Segment]:
    return _read("points", given, _points)


def _polygon(given: Attributes) -> list[Segment]:
    corners = _read("points", given, _points)
    return [*corners, CLOSE] if corners else []


def _radii(given: Attributes) -> tuple[float, float]:
    """Both radii; one alone stands for both."""
    rx, ry = _length("rx", given), _length("ry", given)
    return (ry if rx is None else rx) or 0.0, (rx if ry is None else ry) or 0.0


def _length(name: str, given: Attributes) -> float | None:
    if name not in given:
        return None
    value = _read(name, given, length)
    if value < 0 and name in ("r", "rx", "ry", "width", "height"):
        raise Unread(f"expected a size from 0, found {value:g}", attribute=name)
    return value


def _read(name: str, given: Attributes, read: Callable[[str], T]) -> T:
    try:
        return read(given.get(name, ""))
    except Unread as fault:
        raise Unread(str(fault), fault.hint, name) from None


def _points(text: str) -> list[Segment]:
    values = numbers(text)
    if len(values) % 2:
        raise Unread(f"expected pairs of numbers, found {len(values)} numbers")
    points = zip(values[::2], values[1::2], strict=True)
    return [Segment("l" if index else "m", (point,)) for index, point in enumerate(points)]


# --- path data ------------------------------------------------------------------------


def path(data: str) -> list[Segment]:
    """Path data (SVG 2, 9.3) with absolute points; arcs and quadratic curves become cubic ones."""
    out: list[Segment] = []
    at = start = control = (0.0, 0.0)
    before = ""
    for command, given in _commands(data):
        kind = command.upper()
        points = _absolute(kind, given, at, at if command != kind else (0.0, 0.0))
        if kind == "Z":
            out.append(CLOSE)
            at = control = start
        elif kind == "A":
            rx, ry, tilt, large, sweep, _, _ = given
            out += arc(at, (rx, ry), tilt, large > 0, sweep > 0, points[0])
            at = control = points[0]
        else:
            if kind in ("S", "T"):
                goes_on = before in (("C", "S") if kind == "S" else ("Q", "T"))
                mirrored = (2 * at[0] - control[0], 2 * at[1] - control[1])
                points.insert(0, mirrored if goes_on else at)
            control = points[-2] if len(points) > 1 else at
            out.append(_segment(kind, at, points))
            at = points[-1]
            start = at if kind == "M" else start
        before = kind
    return out


def _absolute(kind: str, given: list[float], at: Point, base: Point) -> list[Point]:
    """The points of a command; `base` is what they are counted from."""
    x, y = base
    if kind == "H":
        return [(given[0] + x, at[1])]
    if kind == "V":
        return [(at[0], given[0] + y)]
    if kind == "A":
        return [(given[5] + x, given[6] + y)]
    return [(given[index] + x, given[index + 1] + y) for index in range(0, len(given), 2)]


def _segment(kind: str, at: Point, points: list[Point]) -> Segment:
    if kind in ("Q", "T"):  # a quadratic curve as a cubic one
        (x, y), (end_x, end_y) = points
        points = [
            (at[0] + (x - at[0]) * 2 / 3, at[1] + (y - at[1]) * 2 / 3),
            (end_x + (x - end_x) * 2 / 3, end_y + (y - end_y) * 2 / 3),
            (end_x, end_y),
        ]
    return Segment(_OPERATORS.get(kind, "c"), tuple(points))


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a repeated group repeats the command, M as L."""
    first, *rest = re.split(r"([MmZzLlHhVvCcSsQqTtAa])", data)
    if first.strip(BLANKS) not in ("", "none"):
        raise Unread(f'expected a path that starts with M, found "{shown(data)}"')
    for index, (command, text) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
        if not index and command not in "Mm":
            raise Unread(f'expected a path that starts with M, found "{shown(data)}"')
        kind = command.upper()
        takes = _TAKES[kind]
        values = _arcs(text) if kind == "A" else numbers(text)
        if len(values) % (takes or 1) or bool(values) != bool(takes):
            said = f'expected {takes or "no"} numbers behind "{command}", found "{shown(text)}"'
            raise Unread(said)
        yield command, values[:takes]
        again = {"M": "L", "m": "l"}.get(command, command)
        for at in range(takes, len(values), takes or 1):
            yield again, values[at : at + takes]


def _arcs(text: str) -> list[float]:
    arcs = re.compile(_ARC)
    found: list[float] = []
    at, end = 0, len(text.rstrip(BLANKS))
    while at < end:
        one = arcs.match(text, at)
        if one is None:
            said = f'expected two radii, a tilt, two flags and a point, found "{shown(text[at:])}"'
            raise Unread(said)
        found += [bounded(float(value)) for value in one.groups()]
        at = one.end()
    return found


# --- all of them ----------------------------------------------------------------------


class Form(NamedTuple):
    """The attributes that give a shape its form, and what makes the outline of them.

    The outline is empty where the shape shows nothing. `outline` raises
    `Unread`, with the attribute.
    """

    attributes: frozenset[str]
    outline: Callable[[Attributes], list[Segment]]


def _form(attributes: str, outline: Callable[[Attributes], list[Segment]]) -> Form:
    return Form(frozenset(attributes.split()), outline)


SHAPES = {
    "path": _form("d", lambda given: _read("d", given, path)),
    "circle": _form("cx cy r", _circle),
    "ellipse": _form("cx cy rx ry", _ellipse),
    "rect": _form("x y width height rx ry", _rectangle),
    "line": _form("x1 y1 x2 y2", _line),
    "polyline": _form("points", _polyline),
    "polygon": _form("points", _polygon),
}
