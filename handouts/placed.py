"""What stands where on a page: plain data between typesetting and PDF.

Typesetting yields it, `pdf` writes it, and a test, a preview or a review copy
may ask it where a text stands and which line of content it came from, without
reading a file back. All coordinates are points from the lower left corner of
the sheet; paths are written in PDF's own notation (ISO 32000-1, 8.5.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from .graphics.font import Font, Word
from .markup.node import Node

# From one typed line to the next, in ems.
TYPED_LEADING = 1.0835

Rectangle: TypeAlias = "tuple[float, float, float, float]"  # left, bottom, right, top


class Run(NamedTuple):
    """Words in one font on one baseline, from `x` to `right`.

    `inline` are the links and spans around them, outermost first. `color` is the
    operator that chooses it. `space` puts a space after the last word, so that a
    reader does not run it into the next line.
    """

    x: float
    y: float
    right: float
    font: Font
    size: float
    color: str
    words: Sequence[Word]
    tracking: float = 0
    space: bool = False
    inline: tuple[Node, ...] = ()


class Text(NamedTuple):
    """Runs of one block; `node` is None in furniture. `label`: of a list item's label."""

    node: Node | None
    runs: list[Run]
    label: bool = False


class Paint(NamedTuple):
    """Drawing operators. Without a `node` they are decoration; `box` is where a figure stands."""

    operators: str
    node: Node | None = None
    label: bool = False
    box: Rectangle | None = None


class Furniture(NamedTuple):
    """What repeats from page to page, or is only for the eye (kinds: ISO 32000-1, 14.8.2.2)."""

    kind: str
    marks: list[Mark]


class Link(NamedTuple):
    """A clickable box over the words of the link `node` in the block `inside`."""

    node: Node
    inside: Node
    box: Rectangle
    text: str


class Field(NamedTuple):
    """A form field over writing lines.

    `baseline` is that of the first typed line, `lines` how many lines are drawn to
    write on. A typed letter comes from the first of the `fonts` that has it.
    """

    node: Node
    x: float
    baseline: float
    width: float
    lines: int
    fonts: tuple[Font, ...]
    size: float


Mark: TypeAlias = "Text | Paint | Furniture | Link | Field"


class Page:
    """The marks of one page in drawing order, its folds (x), and its headings with their tops."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.folds: list[float] = []
        self.headings: list[tuple[Node, float]] = []
        self.decorating = False

    @contextmanager
    def furniture(self, kind: str) -> Iterator[None]:
        """All that is added inside is page furniture; nothing in it has a place in the tree."""
        outer, self.marks, self.decorating = self.marks, [], True
        try:
            yield
        finally:
            inner, self.marks, self.decorating = self.marks, outer, False
        self.marks.append(Furniture(kind, inner))

    def decorate(self, operators: str) -> None:
        """Paint what is only for the eye."""
        self.marks.append(Paint(operators))

    def add(self, mark: Mark) -> None:
        """Put a mark behind those that are there."""
        self.marks.append(mark)
