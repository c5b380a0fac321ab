"""A flat drawing: outlines with the colors they are painted in, as PDF operators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from ..problems import Place


class Paint(NamedTuple):
    """A color as `#RRGGBB`, as it is written in the file (empty: nowhere), and where."""

    color: str
    written: str
    place: Place


class Shape(NamedTuple):
    """One outline and how it is painted, as operators and operands of PDF.

    `matrix` and `setup` are empty where there is nothing to set; `miter` is the
    limit of pointed corners where it makes a difference.
    """

    matrix: str
    setup: str
    miter: str
    path: str
    even_odd: bool
    fill: Paint | None
    stroke: Paint | None


class Drawing(NamedTuple):
    """A drawing in a square of `size` units, its origin at the upper left corner.

    `frame` are operators that come first: they fit the file's own units into
    the square, and cut off what lies outside.
    """

    name: str
    size: float
    frame: str
    shapes: tuple[Shape, ...]

    @property
    def paints(self) -> Iterator[Paint]:
        """Every use of a color."""
        for shape in self.shapes:
            yield from (paint for paint in (shape.fill, shape.stroke) if paint)

    def operators(self, color: Callable[[str], tuple[str, str]]) -> str:
        """The drawing; `color(hex)` gives the operators that choose a color to fill and to stroke.

        They change the state of the page: the caller saves and restores it.
        """
        out = [self.frame] if self.frame else []
        for matrix, shapes in groupby(self.shapes, key=lambda shape: shape.matrix):
            painted = [part for shape in shapes for part in _painted(shape, color)]
            out += ["q", matrix, "cm", *painted, "Q"] if matrix else painted
        return " ".join(out)


def packed(drawing: Drawing) -> tuple[Any, ...]:
    """A drawing as plain tuples."""
    shapes = (
        (*shape[:5], _packed_paint(shape.fill), _packed_paint(shape.stroke))
        for shape in drawing.shapes
    )
    return str(drawing.name), drawing.size, drawing.frame, tuple(shapes)


def unpacked(found: Any) -> Drawing:
    """The drawing in plain tuples."""
    name, size, frame, shapes = found
    return Drawing(
        name,
        size,
        frame,
        tuple(
            Shape._make((*shape[:5], _unpacked_paint(shape[5]), _unpacked_paint(shape[6])))
            for shape in shapes
        ),
    )


def _packed_paint(paint: Paint | None) -> tuple[Any, ...] | None:
    return paint and (paint.color, paint.written, tuple(paint.place))


def _unpacked_paint(found: Any) -> Paint | None:
    return found and Paint(found[0], found[1], Place(*found[2]))


def _painted(shape: Shape, color: Callable[[str], tuple[str, str]]) -> Iterator[str]:
    if shape.miter:
        yield f"q {shape.miter} M"
    if shape.setup:
        yield shape.setup
    if shape.fill:
        yield color(shape.fill.color)[0]
    if shape.stroke:
        yield color(shape.stroke.color)[1]
    yield shape.path
    how = "S" if not shape.fill else "B" if shape.stroke else "f"
    yield f"{how}*" if shape.fill and shape.even_odd else how
    if shape.miter:
        yield "Q"
