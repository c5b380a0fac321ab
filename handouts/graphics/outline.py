"""Outlines: lines and curves as data, where they reach, how sharply they turn, as operators.

The units are those of the drawing; PDF and SVG outlines are the same but for
arcs, which become Bézier curves here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .shapes import number

Point = tuple[float, float]
Box = tuple[float, float, float, float]
# a b c d e f: x' = ax + cy + e, y' = bx + dy + f (SVG 2, 8.5; ISO 32000-1, 8.3.3).
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# A line or a curve from its first point to its last, control points between.
Piece = tuple[Point, ...]
_STEPS = 16  # places looked at on each curve
_NOTHING = 1e-6  # a length nobody sees, in any drawing


class Segment(NamedTuple):
    """One step of an outline: m (move), l (line), c (curve) or h (close), and its points."""

    operator: str
    points: tuple[Point, ...]


CLOSE = Segment("h", ())


def operators(outline: Iterable[Segment], digits: int) -> str:
    """The outline as PDF path operators, its numbers with that many decimals."""
    out: list[str] = []
    for operator, points in outline:
        for x, y in points:
            out += (number(x, digits), number(y, digits))
        out.append(operator)
    return " ".join(out)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """First `n`, then `m`."""
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )


# --- round things ---------------------------------------------------------------------


def ellipse(x: float, y: float, rx: float, ry: float) -> list[Segment]:
    """An ellipse around x, y (SVG 2, 10.4)."""
    return [
        Segment("m", ((x + rx, y),)),
        *_turn((x, y), (rx, ry), 0.0, 0.0, 2 * math.pi),
        CLOSE,
    ]


def rectangle(
    x: float, y: float, width: float, height: float, rx: float, ry: float
) -> list[Segment]:
    """A box, its corners quarters of an ellipse (SVG 2, 10.2)."""
    right, low = x + width, y + height
    if not rx or not ry:
        corners = ((x, y), (right, y), (right, low), (x, low))
        return [Segment("l" if index else "m", (at,)) for index, at in enumerate(corners)] + [CLOSE]
    out = [Segment("m", ((x + rx, y),))]
    quarters = (
        ((right - rx, y), (right - rx, y + ry)),
        ((right, low - ry), (right - rx, low - ry)),
        ((x + rx, low), (x + rx, low - ry)),
        ((x, y + ry), (x + rx, y + ry)),
    )
    for index, (begin, middle) in enumerate(quarters):
        out.append(Segment("l", (begin,)))
        out += _turn(middle, (rx, ry), 0.0, (index - 1) * math.pi / 2, math.pi / 2)
    return [*out, CLOSE]


def arc(
    start: Point, radii: Point, tilt: float, large: bool, sweep: bool, end: Point
) -> list[Segment]:
    """An elliptic arc from `start` to `end`, tilted by degrees (SVG 2, appendix B.2)."""
    rx, ry = abs(radii[0]), abs(radii[1])
    if start == end:
        return []
    if min(rx, ry, math.dist(start, end)) < _NOTHING:
        return [Segment("l", (end,))]
    angle = math.radians(tilt)
    cos, sin = math.cos(angle), math.sin(angle)
    half = ((start[0] - end[0]) / 2, (start[1] - end[1]) / 2)
    x, y = cos * half[0] + sin * half[1], cos * half[1] - sin * half[0]
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))  # radii too short to meet the ends
    rx, ry = rx * grow, ry * grow
    u, v = x / rx, y / ry
    far = math.sqrt(max(0.0, 1 / (u * u + v * v) - 1)) * (-1 if large == sweep else 1)
    middle = (
        cos * far * rx * v + sin * far * ry * u + (start[0] + end[0]) / 2,
        sin * far * rx * v - cos * far * ry * u + (start[1] + end[1]) / 2,
    )
    begin = math.atan2(v + far * u, u - far * v)
    turned = (math.atan2(far * u - v, -u - far * v) - begin) % (2 * math.pi)
    curves = list(_turn(middle, (rx, ry), angle, begin, turned if sweep else turned - 2 * math.pi))
    return [*curves[:-1], Segment("c", (*curves[-1].points[:2], end))]


def _turn(
    middle: Point, radii: Point, tilt: float, begin: float, turned: float
) -> Iterator[Segment]:
    """The curves of an elliptic arc, a quarter turn each at most. Angles in radians."""
    count = max(1, math.ceil(abs(turned) / (math.pi / 2) - 1e-9))
    step = turned / count
    handle = 4 / 3 * math.tan(step / 4)
    cos, sin = math.cos(tilt), math.sin(tilt)

    def at(x: float, y: float) -> Point:
        x, y = x * radii[0], y * radii[1]
        return middle[0] + cos * x - sin * y, middle[1] + sin * x + cos * y

    for index in range(count):
        one, two = begin + index * step, begin + (index + 1) * step
        a, b, c, d = math.cos(one), math.sin(one), math.cos(two), math.sin(two)
        yield Segment(
            "c", (at(a - handle * b, b + handle * a), at(c + handle * d, d - handle * c), at(c, d))
        )


def with_dots(outline: Sequence[Segment], length: float) -> list[Segment]:
    """The outline with a line of `length` in place of each that goes nowhere.

    SVG paints a dot there where ends are round or square; PDF viewers do not agree.
    """
    starts = [at for at, segment in enumerate(outline) if segment.operator == "m"]
    out: list[Segment] = []
    for start, end in zip(starts, [*starts[1:], len(outline)], strict=False):
        first, *others = outline[start:end]
        (x, y) = first.points[0]
        moves = any(point != (x, y) for _, points in others for point in points)
        out += (
            [first, *others] if moves or not others else [first, Segment("l", ((x + length, y),))]
        )
    return out


# --- where they go --------------------------------------------------------------------


def subpaths(outline: Iterable[Segment]) -> Iterator[tuple[list[Piece], bool]]:
    """The pieces of each part that hangs together, and whether it is closed."""
    found: list[Piece] = []
    at = start = (0.0, 0.0)
    for operator, points in outline:
        if operator in ("l", "c"):
            found.append((at, *points))
            at = points[-1]
            continue
        if operator == "h" and at != start:
            found.append((at, start))
        if found:
            yield found, operator == "h"
        found = []
        at = start = points[0] if points else start
    if found:
        yield found, False


def sharpest(outline: Iterable[Segment]) -> float:
    """The longest miter its corners ask for, in widths of the line (SVG 2, 13.5.6)."""
    longest = 1.0
    for pieces, closed in subpaths(outline):
        for index, piece in enumerate(pieces):
            if index or closed:
                one, two = _heading(pieces[index - 1][::-1]), _heading(piece)
                turn = -(one[0] * two[0] + one[1] * two[1])  # cosine of the angle turned by
                longest = max(longest, 1 / math.sqrt(max(1e-12, (1 + turn) / 2)))
    return longest


def _heading(piece: Piece) -> Point:
    """The direction in which a piece leaves its first point; of length 1, or 0 if it is a dot."""
    for point in piece[1:]:
        x, y = point[0] - piece[0][0], point[1] - piece[0][1]
        if far := math.hypot(x, y):
            return x / far, y / far
    return 0.0, 0.0


class Stroke(NamedTuple):
    """What a line covers beside its outline: half its width, and in half widths how far its
    ends and its corners reach. All zero where only the inside is painted.
    """

    half: float = 0.0
    end: float = 0.0
    corner: float = 0.0


def reach(outline: Sequence[Segment], stroke: Stroke, matrix: Matrix, *, fine: bool) -> Box:
    """Left, top, right and bottom of what is painted, after `matrix`.

    Not `fine`: a box that may be too large, told by control points at once.
    """
    spots = _finely(outline, stroke) if fine else _coarsely(outline, stroke)
    boxes = [_around(points, radius, matrix) for points, radius in spots if points]
    if not boxes:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _around(points: Sequence[Point], radius: float, matrix: Matrix) -> Box:
    """The box that holds circles around the points, after `matrix`."""
    a, b, c, d, e, f = matrix
    across, down = radius * math.hypot(a, c), radius * math.hypot(b, d)
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return min(xs) - across, min(ys) - down, max(xs) + across, max(ys) + down


def _coarsely(outline: Iterable[Segment], stroke: Stroke) -> list[tuple[list[Point], float]]:
    """Places, and the radius of circles around them that hold all that is painted."""
    radius = stroke.half * max(1.0, stroke.end, stroke.corner)
    return [([point for _, points in outline for point in points], radius)]


def _finely(outline: Iterable[Segment], stroke: Stroke) -> list[tuple[list[Point], float]]:
    """Places on the edge of what is painted, and the radius of circles at ends and corners."""
    edges: list[Point] = []
    corners: list[Point] = []
    ends: list[Point] = []
    for pieces, closed in subpaths(outline):
        for index, piece in enumerate(pieces):
            edges += _edge(piece, stroke.half)
            if index or closed:
                corners.append(piece[0])
        if stroke.end and not closed:
            ends += [pieces[0][0], pieces[-1][-1]]
    return [
        (edges, 0.0),
        (corners, stroke.half * max(1.0, stroke.corner)),
        (ends, stroke.half * stroke.end),
    ]


def _edge(piece: Piece, half: float) -> Iterator[Point]:
    """Places along both edges of a line as wide as twice `half`."""
    (x0, y0), (x1, y1) = piece[0], piece[-1]
    thirds = ((2 * x0 + x1) / 3, (2 * y0 + y1) / 3), ((x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3)
    (ax, ay), (bx, by) = piece[1:3] if len(piece) == 4 else thirds
    steps = _STEPS if len(piece) == 4 else 1
    for step in range(steps + 1):
        t = step / steps
        s = 1 - t
        p, q, r, u = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        x, y = p * x0 + q * ax + r * bx + u * x1, p * y0 + q * ay + r * by + u * y1
        p, q, r = s * s, 2 * s * t, t * t
        dx = p * (ax - x0) + q * (bx - ax) + r * (x1 - bx)
        dy = p * (ay - y0) + q * (by - ay) + r * (y1 - by)
        far = math.hypot(dx, dy)
        across, down = (-dy / far * half, dx / far * half) if far else (0.0, 0.0)
        yield x + across, y + down
        yield x - across, y - down
