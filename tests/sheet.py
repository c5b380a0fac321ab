"""A finished sheet, read back from its PDF: which text, shape and color stands where."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from handouts.markup.node import Node
from handouts.preflight.page_stream import Font
from handouts.render import Rendered

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
Color = tuple[float, ...]


@dataclass(slots=True)
class Run:
    """A shown text: where its baseline begins (from the trim's lower left), how it looks."""

    text: str
    x: float
    y: float
    size: float
    color: Color
    font: str
    mcid: int | None
    ground: Color | None = None


@dataclass(slots=True)
class Shape:
    """A painted path: its box without the line's width, and what painted it."""

    box: Box
    fill: Color | None
    stroke: Color | None
    width: float
    parts: int
    first: Box | None
    points: list[tuple[float, float]]
    mcid: int | None


@dataclass
class Page:
    """A page of a file: its trim, what is painted on it in order, and what lies outside marks."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    operators: set[str] = field(default_factory=set)


@dataclass
class Sheet:
    """One finished file with its name, edition and paper."""

    name: str
    edition: str
    paper: str
    rendered: Rendered

    def __str__(self) -> str:
        return f"{self.name}, {self.edition}, {self.paper}"

    @property
    def pdf(self) -> bytes:
        return self.rendered.pdf

    @property
    def nodes(self) -> Node:
        return self.rendered.document

    @cached_property
    def pages(self) -> list[Page]:
        with pikepdf.open(io.BytesIO(self.pdf)) as file:
            return [_read(page) for page in file.pages]

    @cached_property
    def text_boxes(self) -> list[list[Box]]:
        """Of each page, a box around each line of text (from the trim's lower left)."""
        out = []
        for page in _opened(self.pdf):
            left, bottom = page.get_trimbox()[:2]
            text = page.get_textpage()
            boxes = [text.get_rect(index) for index in range(text.count_rects())]
            out.append([(a - left, b - bottom, c - left, d - bottom) for a, b, c, d in boxes])
        return out

    @cached_property
    def figures(self) -> list[tuple[int, Box]]:
        """Each figure a reader hears of: its page, and its box from the trim's lower left."""
        out = []
        with pikepdf.open(io.BytesIO(self.pdf)) as file:
            numbers = {page.obj.objgen: number for number, page in enumerate(file.pages)}
            for item in file.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                    number = numbers[item.Pg.objgen]
                    left, bottom = (float(value) for value in list(file.pages[number].trimbox)[:2])
                    a, b, c, d = (float(value) for value in item.A.BBox)
                    out.append((number, (a - left, b - bottom, c - left, d - bottom)))
        return out

    @cached_property
    def texts(self) -> list[str]:
        """Of each page, its text as a reader program copies it."""
        return [page.get_textpage().get_text_bounded() for page in _opened(self.pdf)]

    def pictures(self, dpi: float) -> list[Image.Image]:
        return pictures(self.pdf, dpi)


@lru_cache(maxsize=4)
def _opened(pdf: bytes) -> list[Any]:
    return list(pypdfium2.PdfDocument(pdf))


def pictures(pdf: bytes, dpi: float) -> list[Image.Image]:
    """Each page as a color picture, as a printer would lay it down."""
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in _opened(pdf)]


_PAINT = {
    "f": (True, False), "F": (True, False), "f*": (True, False), "S": (False, True),
    "s": (False, True), "B": (True, True), "B*": (True, True), "b": (True, True),
    "b*": (True, True),
}  # fmt: skip


def _read(page: pikepdf.Page) -> Page:
    trim = [float(value) for value in page.trimbox]
    out = Page(trim[2] - trim[0], trim[3] - trim[1])
    reader = _Reader(out, page, (trim[0], trim[1]))
    for instruction in pikepdf.parse_content_stream(page):
        reader.step(str(instruction.operator), list(instruction.operands))
    return out


@dataclass
class _State:
    matrix: Matrix
    fill: Color = (0.0,)
    stroke: Color = (0.0,)
    width: float = 1.0


class _Reader:
    """Just enough of PDF's painting operators for the files this project makes."""

    def __init__(self, out: Page, page: pikepdf.Page, origin: tuple[float, float]) -> None:
        self.out = out
        fonts: Any = page.obj.Resources.get("/Font", {})
        self.fonts = {name: Font(font) for name, font in dict(fonts).items()}
        self.state = _State((1, 0, 0, 1, -origin[0], -origin[1]))
        self.saved: list[_State] = []
        self.points: list[tuple[float, float]] = []
        self.rectangles: list[Box] = []
        self.parts = 0
        self.marks: list[int | None] = []
        self.font, self.size = "", 0.0
        self.line: tuple[float, float] = (0, 0)

    def step(self, name: str, values: list[Any]) -> None:
        self.out.operators.add(name)
        if name in _PAINT:
            self._paint(*_PAINT[name])
        elif name in ("m", "l", "c", "v", "y", "re"):
            self._path(name, [float(value) for value in values])
        elif name in ("g", "rg", "k"):
            self.state.fill = tuple(float(value) for value in values)
        elif name in ("G", "RG", "K"):
            self.state.stroke = tuple(float(value) for value in values)
        elif name == "w":
            self.state.width = float(values[0])
        elif name == "q":
            self.saved.append(_State(**vars(self.state)))
        elif name == "Q":
            self.state = self.saved.pop()
        elif name == "cm":
            a, b, c, d, e, f = (float(value) for value in values)
            m = self.state.matrix
            self.state.matrix = (
                a * m[0] + b * m[2], a * m[1] + b * m[3], c * m[0] + d * m[2],
                c * m[1] + d * m[3], e * m[0] + f * m[2] + m[4], e * m[1] + f * m[3] + m[5],
            )  # fmt: skip
        elif name in ("BDC", "BMC"):
            entries = values[1] if len(values) > 1 else pikepdf.Dictionary()
            self.marks.append(int(entries["/MCID"]) if "/MCID" in entries else None)
        elif name == "EMC":
            self.marks.pop()
        else:
            self._text(name, values)

    @property
    def _mcid(self) -> int | None:
        return self.marks[-1] if self.marks else None

    def _at(self, x: float, y: float) -> tuple[float, float]:
        m = self.state.matrix
        return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]

    def _path(self, name: str, v: list[float]) -> None:
        if name == "re":
            corners = [self._at(v[0], v[1]), self._at(v[0] + v[2], v[1] + v[3])]
            self.rectangles.append(_around(corners))
            self.points += corners
        else:
            self.points += [self._at(x, y) for x, y in zip(v[::2], v[1::2], strict=True)]
        self.parts += name in ("m", "re")

    def _paint(self, fills: bool, strokes: bool) -> None:
        if not self.marks:
            self.out.outside.append(f"a shape at {_around(self.points)}")
        m = self.state.matrix
        self.out.shapes.append(
            Shape(
                _around(self.points),
                self.state.fill if fills else None,
                self.state.stroke if strokes else None,
                self.state.width * abs(m[0] * m[3] - m[1] * m[2]) ** 0.5,
                self.parts,
                self.rectangles[0] if self.rectangles else None,
                self.points,
                self._mcid,
            )
        )
        self.points, self.rectangles, self.parts = [], [], 0

    def _text(self, name: str, values: list[Any]) -> None:
        if name == "BT":
            self.line = (0, 0)
        elif name == "Tf":
            self.font, self.size = str(values[0]), float(values[1])
        elif name == "Td":
            self.line = (self.line[0] + float(values[0]), self.line[1] + float(values[1]))
        elif name == "TJ":
            parts = [bytes(part) for part in values[0] if isinstance(part, pikepdf.String)]
            self._show(b"".join(parts))
        elif name in ("Tj", "'", '"', "Tm", "TD", "T*", "Tz", "Ts", "Tr", "sh", "Do"):
            raise AssertionError(f"the tests cannot read the operator {name}; teach them")

    def _show(self, data: bytes) -> None:
        font = self.fonts[self.font]
        text = font.text(data)
        if not self.marks and text.strip():
            self.out.outside.append(text)
        x, y = self._at(*self.line)
        run = Run(text, x, y, self.size, self.state.fill, font.name, self._mcid)
        middle = (x + 1, y + 0.3 * self.size)
        for shape in reversed(self.out.shapes):
            left, bottom, right, top = shape.box
            inside = left <= middle[0] <= right and bottom <= middle[1] <= top
            if shape.fill is not None and inside and run.ground is None:
                run.ground = shape.fill
        self.out.runs.append(run)


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


# --- colors ---------------------------------------------------------------------------


def rgb(color: Color) -> tuple[float, float, float]:
    """Gray, RGB or CMYK operands as RGB between 0 and 1."""
    if len(color) == 1:
        return (color[0], color[0], color[0])
    if len(color) == 4:
        c, m, y, k = color
        return ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    return (color[0], color[1], color[2])


def hexed(color: Color) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in rgb(color))


def from_hex(text: str) -> Color:
    return tuple(int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))


def gray(color: Color) -> Color:
    """What a gray printer makes of it: 0.299 R + 0.587 G + 0.114 B of the coded values."""
    red, green, blue = rgb(color)
    return (0.299 * red + 0.587 * green + 0.114 * blue,)


def contrast(one: Color, two: Color) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((_light(one), _light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(color: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(color)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
