"""What every flowable is: a box that is measured at a width and drawn at a place.

Boxes follow ReportLab's wrap-then-draw order but not its Flowable class: they
stretch, stand beside each other and hang over edges, which a frame cannot do.
Points; x to the right, `top` is the distance of the upper edge from the foot
of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from . import shapes
from .art import Color, Drawing
from .fonts import Font
from .layouts import Layout
from .looks import Style
from .markup import Node
from .problems import Place, Problems
from .tagged import Element, TaggedCanvas, Tree


@dataclass(eq=False, repr=False)
class Look:
    """What boxes need to know of the job: styles, colors, fonts, drawings, structure.

    `art_color(hex, ground)` gives the color of a drawing's hex on a ground.
    `links` and `fields` say whether the edition is interactive. `late` holds
    values known only per page.
    """

    layout: Layout
    color: Callable[[str], Color]
    font: Callable[[str], Font]
    drawing: Callable[[str], Drawing]
    art_color: Callable[[str, str], Color]
    tree: Tree
    problems: Problems
    page_width: float = 0
    border: float = 0
    links: bool = True
    fields: bool = True
    late: dict[str, str] = field(default_factory=dict)
    _checked: set[tuple[str, str]] = field(default_factory=set)

    def element(self, node: Node) -> Element:
        return self.tree.element(node)

    def check(self, text: str, font: Font, place: Place) -> None:
        """Report characters the font cannot draw (ReportLab would print nothing)."""
        if text.isascii() or (text, font.name) in self._checked:
            return
        self._checked.add((text, font.name))
        for letter in dict.fromkeys(text):
            if not letter.isspace() and not font.draws(letter):
                self.problems.add(
                    place,
                    f'the font cannot draw "{letter}" (U+{ord(letter):04X})',
                    "use another character",
                )


class Box:
    """One measured and drawn thing. Subclasses give `natural_height` and draw over `super()`."""

    def __init__(self, look: Look, node: Node, *styles: str) -> None:
        self.look = look
        self.node = node
        self.style: Style = look.layout.style(*(styles or (node.tag, *node.style.split())))
        self._height: tuple[float, float] | None = None

    @property
    def flows(self) -> bool:
        """Whether it takes part in the flow, and is not hung at a place of its parent."""
        style = self.style
        return style.y is None and style.from_bottom is None

    def natural_width(self) -> float:
        """The width it would like."""
        return self.style.width if isinstance(self.style.width, float) else 0.0

    def natural_height(self, width: float) -> float:
        raise NotImplementedError

    def height(self, width: float) -> float:
        """The height it needs at `width`, its fixed or least height included."""
        if self._height is None or self._height[0] != width:
            style = self.style
            height = self.natural_height(width)
            if style.height is not None:
                height = style.height
            elif style.min_height is not None:
                height = max(height, style.min_height)
            self._height = (width, height)
        return self._height[1]

    def grow(self, width: float, room: float) -> float:
        """Make use of up to `room` points of free height; returns how many it took."""
        return 0.0

    def measure_again(self) -> None:
        """Forget the height: what the box holds has changed."""
        self._height = None

    def baseline(self, width: float) -> float:
        """From the top to the first baseline; a box without text stands on it."""
        return self.height(width)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float) -> None:
        """Draw the box's ground."""
        if self.style.fill:
            path = self._edge(x, top, width, height)
            decorate(canvas, f"{self.look.color(self.style.fill).fill} {path} f")

    def outline(
        self, canvas: TaggedCanvas, x: float, top: float, width: float, height: float
    ) -> None:
        """Draw the box's outline, inside its edges, over what it holds."""
        style = self.style
        if style.stroke:
            stroke = self.look.color(style.stroke).stroke
            line = shapes.number(style.stroke_width)
            path = self._edge(x, top, width, height)
            decorate(canvas, f"{stroke} {line} w {path} S")

    def _edge(self, x: float, top: float, width: float, height: float) -> str:
        style = self.style
        inset = style.stroke_width / 2 if style.stroke else 0.0
        return shapes.rounded(
            x + inset,
            top - height + inset,
            width - 2 * inset,
            height - 2 * inset,
            max(0.0, style.radius - inset),
            style.corners,
        )


def decorate(canvas: TaggedCanvas, operators: str) -> None:
    """Paint decoration: as an artifact, or as part of the figure or artifact being drawn."""
    if canvas.marking:
        canvas.paint(operators)
    else:
        with canvas.artifact("Layout"):
            canvas.paint(operators)
