"""SVG drawings as PDF operators, recolored by palette role.

The drawings are flat: paths and simple shapes, fills and strokes. Anything
else in a file is a Problem, so that what a designer drew is what prints.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from .. import project
from ..problems import ContentError, Place, Problem, did_you_mean
from ..reading import disk
from . import shapes
from .shapes import number

_SHAPES = {"path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
_STYLE = {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
_CAPS = {"butt": 0, "round": 1, "square": 2, "miter": 0, "bevel": 2}
_START = {
    "fill": "#000000",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
}


class Color(NamedTuple):
    """A color as the operators that choose it for filling and for stroking."""

    fill: str
    stroke: str


class _Shape(NamedTuple):
    path: str
    fill: str | None
    stroke: str | None
    setup: str


class Drawing(NamedTuple):
    """A drawing in a square of `size` units, origin at its upper left corner."""

    name: str
    size: float
    shapes: tuple[_Shape | str, ...]

    def operators(self, color: Callable[[str], Color]) -> str:
        """The drawing with each of its hex colors replaced by `color(hex)`."""
        out = []
        for shape in self.shapes:
            if isinstance(shape, str):
                out.append(shape)
                continue
            if shape.setup:
                out.append(shape.setup)
            if shape.fill:
                out.append(color(shape.fill).fill)
            if shape.stroke:
                out.append(color(shape.stroke).stroke)
            paint = {(True, True): "B", (True, False): "f", (False, True): "S"}
            out.append(f"{shape.path} {paint[bool(shape.fill), bool(shape.stroke)]}")
        return " ".join(out)


@lru_cache(maxsize=256)
def load(root: Path, name: str) -> Drawing:
    """The drawing called `name`. Raises `ContentError` if it is missing or not flat."""
    file = project.drawing_file(name)
    try:
        tree = _parsed(disk.read(root, file))
    except disk.Missing:
        hint = did_you_mean(name, project.drawings(root))
        raise ContentError([Problem(Place(file), "there is no such drawing", hint)]) from None
    except expat.ExpatError as fault:
        raise ContentError([Problem(Place(file), f"is not readable SVG: {fault}")]) from None
    box = [float(part) for part in tree.attributes.get("viewBox", "0 0 0 0").split()]
    if len(box) != 4 or box[0] or box[1] or not box[2] or box[2] != box[3]:
        raise ContentError([Problem(Place(file), 'needs a square viewBox such as "0 0 240 240"')])
    found: list[_Shape | str] = []
    for child in tree.children:
        _read(child, {**_START, **_style(tree.attributes)}, found, file)
    return Drawing(name, box[2], tuple(found))


class _Element(NamedTuple):
    tag: str
    attributes: dict[str, str]
    children: list[_Element]


def _parsed(data: bytes) -> _Element:
    """The root element, its texts left out. Raises `ExpatError`."""
    stack = [_Element("", {}, [])]

    def start(name: str, attributes: dict[str, str]) -> None:
        element = _Element(name.rpartition(":")[2], attributes, [])
        stack[-1].children.append(element)
        stack.append(element)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: stack.pop()
    parser.Parse(data, True)
    return stack[0].children[0]


def _style(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if name in _STYLE}


def _read(
    element: _Element, inherited: dict[str, str], found: list[_Shape | str], file: str
) -> None:
    tag = element.tag
    style = {**inherited, **_style(element.attributes)}
    matrix = _matrix(element.attributes.get("transform", ""))
    if tag != "g" and tag not in _SHAPES:
        raise ContentError(
            [Problem(Place(file), f"<{tag}> is not drawn", "use paths and simple shapes only")]
        )
    if matrix:
        found.append(f"q {matrix} cm")
    if tag == "g":
        for child in element.children:
            _read(child, style, found, file)
    else:
        found.append(_shape(element, style, file))
    if matrix:
        found.append("Q")


def _shape(element: _Element, style: dict[str, str], file: str) -> _Shape:
    stroke = None if style["stroke"] == "none" else style["stroke"].upper()
    setup = ""
    if stroke:
        setup = (
            f"{number(float(style['stroke-width']))} w {_CAPS[style['stroke-linecap']]} J "
            f"{_CAPS[style['stroke-linejoin']]} j"
        )
    fill = None if style["fill"] == "none" else style["fill"].upper()
    try:
        path = _outline(element)
    except (ValueError, IndexError) as fault:
        hint = "write it with M L H V C S Q T Z"
        raise ContentError(
            [Problem(Place(file), f"has a path that is not read: {fault}", hint)]
        ) from None
    return _Shape(path, fill, stroke, setup)


def _outline(element: _Element) -> str:
    """The path operators of a path or a simple shape."""
    tag, get = element.tag, element.attributes.get
    length = {name: float(get(name, 0)) for name in _LENGTHS}
    if tag == "path":
        return _path(get("d", ""))
    if tag == "circle":
        return shapes.circle(length["cx"], length["cy"], length["r"])
    if tag == "ellipse":
        return shapes.ellipse(length["cx"], length["cy"], length["rx"], length["ry"])
    if tag == "rect":
        radius = length["rx"] or length["ry"]
        box = (length["x"], length["y"], length["width"], length["height"])
        return shapes.rounded(*box, radius) if radius else shapes.rectangle(*box)
    if tag == "line":
        return shapes.line(length["x1"], length["y1"], length["x2"], length["y2"])
    closing = " Z" if tag == "polygon" else ""
    return _path(f"M {get('points', '')}{closing}")


_LENGTHS = ("cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "x1", "y1", "x2", "y2")
# How many numbers each path command takes (SVG 1.1, 8.3).
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}


def _path(data: str) -> str:
    """SVG path data as PDF operators. Raises `ValueError` for a command that is not read."""
    out: list[str] = []
    at = start = control = (0.0, 0.0)
    before = ""
    for command, given in _commands(data):
        kind, relative = command.upper(), command.islower()
        base = at if relative else (0.0, 0.0)
        if kind == "H":
            values = [given[0] + base[0], at[1]]
        elif kind == "V":
            values = [at[0], given[0] + base[1]]
        else:
            values = [value + base[index % 2] for index, value in enumerate(given)]
        points = list(zip(values[::2], values[1::2], strict=True))
        mirrored = (2 * at[0] - control[0], 2 * at[1] - control[1])
        if kind == "S":
            points.insert(0, mirrored if before in ("C", "S") else at)
        elif kind == "T":
            points.insert(0, mirrored if before in ("Q", "T") else at)
        control = points[-2] if len(points) > 1 else at
        if kind in ("Q", "T"):  # a quadratic curve as a cubic one
            (x, y), (end_x, end_y) = points
            points = [
                (at[0] + (x - at[0]) * 2 / 3, at[1] + (y - at[1]) * 2 / 3),
                (end_x + (x - end_x) * 2 / 3, end_y + (y - end_y) * 2 / 3),
                (end_x, end_y),
            ]
        operator = {"M": "m", "L": "l", "H": "l", "V": "l", "Z": "h"}.get(kind, "c")
        out.append(" ".join([*(number(value) for point in points for value in point), operator]))
        at = start if kind == "Z" else points[-1]
        start = at if kind == "M" else start
        before = kind
    return " ".join(out)


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a repeated group repeats the command, M as L."""
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        takes = _TAKES.get(command.upper())
        values = [float(part) for part in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        if takes is None or (takes and len(values) % takes) or (takes and not values):
            raise ValueError(f"{command}{rest}".strip()[:40])
        yield command, values[:takes]
        again = {"M": "L", "m": "l"}.get(command, command)
        for index in range(takes, len(values), takes or 1):
            yield again, values[index : index + takes]


def _matrix(transform: str) -> str:
    """The operands of `cm` for translate, rotate and scale, or nothing."""
    a, b, c, d, e, f = 1.0, 0.0, 0.0, 1.0, 0.0, 0.0

    def multiply(m: tuple[float, float, float, float, float, float]) -> None:
        nonlocal a, b, c, d, e, f
        a, b, c, d, e, f = (
            a * m[0] + c * m[1],
            b * m[0] + d * m[1],
            a * m[2] + c * m[3],
            b * m[2] + d * m[3],
            a * m[4] + c * m[5] + e,
            b * m[4] + d * m[5] + f,
        )

    for name, arguments in re.findall(r"(\w+)\s*\(([^)]*)\)", transform):
        values = [float(part) for part in re.split(r"[\s,]+", arguments.strip())]
        if name == "translate":
            multiply((1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0))
        elif name == "scale":
            multiply((values[0], 0, 0, values[-1], 0, 0))
        elif name == "rotate":
            angle = math.radians(values[0])
            x, y = values[1:3] if len(values) == 3 else (0.0, 0.0)
            cos, sin = math.cos(angle), math.sin(angle)
            multiply((1, 0, 0, 1, x, y))
            multiply((cos, sin, -sin, cos, 0, 0))
            multiply((1, 0, 0, 1, -x, -y))
        elif name == "matrix" and len(values) == 6:
            multiply((values[0], values[1], values[2], values[3], values[4], values[5]))
    if not transform:
        return ""
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in (a, b, c, d, e, f))
