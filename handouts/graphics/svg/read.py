"""SVG files as flat drawings.

What is never seen is passed over, what is read is read as SVG 2 says, and all
that would look otherwise is a Problem: what a designer drew is what prints.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from ...problems import ContentError, Problems
from ..drawing import Drawing, Shape
from ..outline import (
    IDENTITY,
    Box,
    Matrix,
    Segment,
    Stroke,
    multiply,
    operators,
    reach,
    sharpest,
    with_dots,
)
from ..shapes import number
from . import style as styles
from .names import REFUSED_ELEMENTS, ROOT_ATTRIBUTES, UNSEEN_ELEMENTS
from .paths import SHAPES, Form
from .style import Findings, Line, Style, TooMany
from .tree import Element, parse
from .values import Unread, bounded, length, numbers, shown, transform

_CAP_REACH = (0.0, 1.0, math.sqrt(2))  # how far caps reach, in half widths of the line
MOST_SEGMENTS = 20_000

_LITTLE = 1e-4  # widths of the view: the end of a line on its edge is not over it
_FAR = 20.0  # and so far out viewers do not agree any more
_PDF_MITER_LIMIT = 10.0  # where none is set (ISO 32000-1, 8.4.1)
_FLAT = 1e-12  # an area shrunk to a line, of which nothing is seen
_USUAL = 240.0  # units across a usual drawing; two decimals are fine enough for it
_ROUGH, _VAST = 10.0, 10_000.0  # units across, below or above which decimals would be lost


def read(data: bytes, path: str, name: str) -> Drawing:
    """The drawing `name` in the bytes of the file `path`.

    Raises `ContentError` with all that is wrong with it.
    """
    problems = Problems()
    root = parse(data, path, problems)
    if root is None:
        raise ContentError(problems)
    reader = _Reader()
    with suppress(TooMany):
        reader.read(root)
    problems.extend(reader.findings.problems())
    problems.stop_if_any()
    size, frame = reader.square()
    return Drawing(name, size, frame, tuple(reader.shapes))


class _Space(NamedTuple):
    """The units a shape is drawn in: their matrix, also as operands, and decimals enough."""

    matrix: Matrix
    operands: str
    digits: int


class _Reader:
    """Reads one file, and keeps what it finds: shapes, and what is wrong."""

    def __init__(self) -> None:
        self.findings = Findings()
        self.shapes: list[Shape] = []
        self.view: Box = (0.0, 0.0, _USUAL, _USUAL)
        self.segments = 0
        self.cut = False  # whether something reaches over the edge of the view

    def read(self, root: Element) -> None:
        self._read_view(root)
        own = styles.declared(root, self.findings)
        if not styles.hidden(own, self.findings):
            styles.check(own, ROOT_ATTRIBUTES, self.findings)
            style, space = styles.inherit({}, own), self._space(IDENTITY)
            for child in root.children:
                self._element(child, style, space)
        if not self.shapes and not self.findings:
            hint = "give a shape inside the page a color"
            self.findings.add(root.place, "nothing is to be seen in the drawing", hint)

    # --- the square -------------------------------------------------------------------

    def _read_view(self, root: Element) -> None:
        """The square that is seen: the viewBox or, without one, width and height."""
        try:
            self.view = _view(root)
        except Unread as fault:
            place = root.attribute_place("viewBox")
            hint = 'make the page of the drawing a square, such as viewBox="0 0 240 240"'
            self.findings.add(place, str(fault), hint)

    def square(self) -> tuple[float, str]:
        """Size of the drawing, and the operators that fit the units of the file into it."""
        left, top, right, _ = self.view
        size = right - left
        usual = _ROUGH <= size <= _VAST
        scale = 1.0 if usual else 10.0 ** round(math.log10(_USUAL / size))
        frame = []
        if left or top or not usual:
            frame.append(f"{_operands((scale, 0, 0, scale, -left * scale, -top * scale))} cm")
        if self.cut:
            frame.append(
                f"{' '.join(number(value, 6) for value in (left, top, size, size))} re W n"
            )
        return size * scale, " ".join(frame)

    # --- elements ---------------------------------------------------------------------

    def _element(self, element: Element, inherited: Style, space: _Space) -> None:
        tag = element.tag
        if not tag or tag in UNSEEN_ELEMENTS:
            return
        own = styles.declared(element, self.findings)
        if styles.hidden(own, self.findings):
            return
        form = SHAPES.get(tag)
        if tag != "g" and form is None:
            said, hint = f"<{shown(tag)}> is not drawn", "use paths and simple shapes only"
            if tag in REFUSED_ELEMENTS:
                what, hint = REFUSED_ELEMENTS[tag]
                said = f"{what} is not drawn, found <{tag}>"
            self.findings.add(element.place, said, hint)
            return
        geometry = form.attributes if form else frozenset()
        styles.check(own, {"transform", *geometry}, self.findings)
        style = styles.inherit(inherited, own)
        if "transform" in element.attributes:
            moved = self.findings.read(own["transform"], lambda text: _moved(space.matrix, text))
            if moved and abs(_area(moved)) < _FLAT:
                return
            space = self._space(moved or space.matrix)
        if form:
            self._shape(element, form, style, space)
            self._refuse_children(element)
            return
        for child in element.children:
            self._element(child, style, space)

    def _refuse_children(self, shape: Element) -> None:
        for child in shape.children:
            if child.tag and child.tag not in UNSEEN_ELEMENTS:
                said = f"found <{shown(child.tag)}> inside <{shape.tag}>, where nothing is drawn"
                self.findings.add(child.place, said, "move it out, or take it away")

    def _shape(self, element: Element, form: Form, style: Style, space: _Space) -> None:
        if not styles.visible(style, self.findings):
            return
        findings, digits, line = self.findings, space.digits, None
        fill = styles.paint("fill", style, element, findings) if element.tag != "line" else None
        stroke = styles.paint("stroke", style, element, findings)
        if stroke:
            line = styles.line(style, findings)
            if number(line.width, digits) == "0":  # the thinnest of lines to PDF, none to SVG
                stroke = line = None
        if not fill and not stroke:
            return
        outline = self._outline(element, form)
        self._count(element, len(outline))
        if line and line.cap:
            outline = with_dots(outline, 10.0**-digits)
        pen = _pen(line, outline, digits) if line else _NO_PEN
        even_odd = styles.even_odd(style, findings)
        if outline and self._is_seen(element, outline, pen.covered, space.matrix):
            path = operators(outline, digits)
            self.shapes.append(
                Shape(space.operands, pen.setup, pen.miter, path, even_odd, fill, stroke)
            )

    def _count(self, element: Element, segments: int) -> None:
        """Stop at a drawing that takes a printer minutes."""
        self.segments += segments
        if self.segments > MOST_SEGMENTS:
            said = f"the drawing has more than {MOST_SEGMENTS} lines and curves"
            self.findings.add(element.place, said, "draw it simpler (simplify paths)")
            raise TooMany

    def _outline(self, element: Element, form: Form) -> list[Segment]:
        try:
            return form.outline(element.attributes)
        except Unread as fault:
            place = element.attribute_place(fault.attribute)
            hint = fault.hint or "open it in the drawing program and save it again"
            self.findings.add(place, f'{fault} in "{fault.attribute}"', hint)
            return []

    def _is_seen(
        self, element: Element, outline: Sequence[Segment], stroke: Stroke, matrix: Matrix
    ) -> bool:
        """Whether some of a shape lies in the view; what reaches over its edge is cut off."""
        box = reach(outline, stroke, matrix, fine=False)
        left, top, right, bottom = self.view
        if box[0] > right or box[1] > bottom or box[2] < left or box[3] < top:
            return False
        if not _inside(box, self.view, _FAR):
            hint = "make it smaller, or take it away"
            self.findings.add(element.place, "found a shape that reaches far out of the page", hint)
            return False
        if not self.cut and not _inside(box, self.view, _LITTLE):
            self.cut = not _inside(reach(outline, stroke, matrix, fine=True), self.view, _LITTLE)
        return True

    def _space(self, matrix: Matrix) -> _Space:
        """The units after a transform, with decimals as fine as two are in a usual drawing."""
        larger = math.sqrt(abs(_area(matrix))) * _USUAL / (self.view[2] - self.view[0])
        digits = 2 + min(6, max(0, math.floor(math.log10(larger))))
        return _Space(matrix, "" if matrix == IDENTITY else _operands(matrix), digits)


def _view(root: Element) -> Box:
    given = root.attributes
    if "viewBox" in given:
        values = numbers(given["viewBox"])
        if len(values) != 4:
            raise Unread(f'expected four numbers in "viewBox", found "{shown(given["viewBox"])}"')
        x, y, width, height = values
    elif "width" in given and "height" in given:
        x, y, width, height = 0.0, 0.0, length(given["width"]), length(given["height"])
    else:
        raise Unread("the drawing does not say how large it is")
    if min(width, height) < 1e-3 or abs(width - height) > width / 1000:
        raise Unread(f"expected a square drawing, found {width:g} by {height:g}")
    return (x, y, x + width, y + width)


def _inside(box: Box, view: Box, widths: float) -> bool:
    """Whether a box lies in the view, or no further out than so many widths of it."""
    over = (view[2] - view[0]) * widths
    return (
        box[0] >= view[0] - over
        and box[1] >= view[1] - over
        and box[2] <= view[2] + over
        and box[3] <= view[3] + over
    )


# --- lines ----------------------------------------------------------------------------


class _Pen(NamedTuple):
    """How a line is drawn, as operators, and what it covers beside its outline."""

    setup: str = ""
    miter: str = ""
    covered: Stroke = Stroke()


_NO_PEN = _Pen()


def _pen(line: Line, outline: Sequence[Segment], digits: int) -> _Pen:
    corner = sharpest(outline) if line.miter_limit else 1.0
    limit = line.miter_limit or 1.0
    is_longer = corner > min(limit, _PDF_MITER_LIMIT) and limit != _PDF_MITER_LIMIT
    return _Pen(
        f"{number(line.width, digits)} w {line.cap} J {line.join} j",
        number(limit) if is_longer else "",
        Stroke(line.width / 2, _CAP_REACH[line.cap], min(corner, limit)),
    )


# --- matrices -------------------------------------------------------------------------


def _moved(matrix: Matrix, text: str) -> Matrix:
    moved = multiply(matrix, transform(text))
    for value in moved:
        bounded(value)
    return moved


def _area(matrix: Matrix) -> float:
    """How large a unit square becomes."""
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]


def _operands(matrix: Matrix) -> str:
    """The operands of `cm`, fine enough for the largest of coordinates."""
    largest = max(map(abs, matrix[:4]))
    digits = 4 - min(-1, math.floor(math.log10(largest)))
    return " ".join(number(value, digits) for value in matrix)
