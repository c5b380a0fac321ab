"""SVG drawings as PDF operators, recolored by palette role.

The drawings are flat: paths and simple shapes, fills and strokes. Anything
else in a file is a Problem, so that what a designer drew is what prints.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from .problems import ContentError, Place, Problem, did_you_mean
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


@dataclass(frozen=True, slots=True)
class Color:
    """A color as the operators that choose it for filling and for stroking."""

    fill: str
    stroke: str


@dataclass(frozen=True, slots=True)
class _Shape:
    path: str
    fill: str | None
    stroke: str | None
    setup: str


@dataclass(frozen=True, slots=True)
class Drawing:
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


def names(root: Path) -> list[str]:
    """The drawings there are."""
    return sorted(path.stem for path in (root / "layouts" / "art").glob("*.svg"))


@lru_cache(maxsize=256)
def load(root: Path, name: str) -> Drawing:
    """The drawing called `name`. Raises `ContentError` if it is missing or not flat."""
    file = f"layouts/art/{name}.svg"
    try:
        tree = ElementTree.fromstring((root / file).read_bytes())
    except FileNotFoundError:
        hint = did_you_mean(name, names(root))
        raise ContentError([Problem(Place(file), "there is no such drawing", hint)]) from None
    except ElementTree.ParseError as fault:
        raise ContentError([Problem(Place(file), f"is not readable SVG: {fault}")]) from None
    box = [float(part) for part in tree.get("viewBox", "0 0 0 0").split()]
    if len(box) != 4 or box[0] or box[1] or not box[2] or box[2] != box[3]:
        raise ContentError([Problem(Place(file), 'needs a square viewBox such as "0 0 240 240"')])
    shapes: list[_Shape | str] = []
    for child in tree:
        _read(child, {**_START, **_style(tree.attrib)}, shapes, file)
    return Drawing(name, box[2], tuple(shapes))


def _style(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if name in _STYLE}


def _read(
    element: ElementTree.Element, inherited: dict[str, str], shapes: list[_Shape | str], file: str
) -> None:
    tag = element.tag.rpartition("}")[2]
    style = {**inherited, **_style(element.attrib)}
    matrix = _matrix(element.get("transform", ""))
    if tag != "g" and tag not in _SHAPES:
        raise ContentError(
            [Problem(Place(file), f"<{tag}> is not drawn", "use paths and simple shapes only")]
        )
    if matrix:
        shapes.append(f"q {matrix} cm")
    if tag == "g":
        for child in element:
            _read(child, style, shapes, file)
    else:
        shapes.append(_shape(element, style))
    if matrix:
        shapes.append("Q")


def _shape(element: ElementTree.Element, style: dict[str, str]) -> _Shape:
    from fontTools.svgLib.path.parser import parse_path
    from fontTools.svgLib.path.shapes import PathBuilder

    builder = PathBuilder()
    bare = ElementTree.Element(element.tag, {**element.attrib})
    bare.attrib.pop("transform", None)
    builder.add_path_from_element(bare)
    pen = _Pen()
    for path in builder.paths:
        parse_path(path, pen)
    stroke = None if style["stroke"] == "none" else style["stroke"].upper()
    setup = ""
    if stroke:
        setup = (
            f"{number(float(style['stroke-width']))} w {_CAPS[style['stroke-linecap']]} J "
            f"{_CAPS[style['stroke-linejoin']]} j"
        )
    fill = None if style["fill"] == "none" else style["fill"].upper()
    return _Shape(" ".join(pen.out), fill, stroke, setup)


class _Pen:
    """A fontTools pen that writes PDF path operators."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._at = (0.0, 0.0)

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self.out.append(" ".join([*(number(value) for xy in points for value in xy), operator]))
        if points:
            self._at = points[-1]

    def moveTo(self, point: tuple[float, float]) -> None:
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._add("c", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        (x0, y0), (x1, y1), (x2, y2) = self._at, points[0], points[1]
        self._add(
            "c",
            (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3),
            (x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3),
            (x2, y2),
        )

    def closePath(self) -> None:
        self.out.append("h")

    def endPath(self) -> None:
        pass


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
