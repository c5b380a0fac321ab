"""What every box is: it is measured at a width and drawn at a place.

Boxes follow ReportLab's wrap-then-draw order but not its Flowable class: they
stretch, stand beside each other and hang over edges, which a frame cannot do.
Points; x to the right, `top` is the distance of the upper edge from the foot
of the page.
"""

from __future__ import annotations

from math import ceil

from ..design.style import Style
from ..graphics import shapes
from ..markup.node import Node
from ..placed import Page
from .context import RenderContext

# How far what stands in a box of fixed height may reach over it: a logo may, lines may not.
_OVER = 1.25


class Box:
    """One measured and drawn thing. Subclasses give `natural_height` and draw over `super()`."""

    def __init__(self, context: RenderContext, node: Node) -> None:
        self.context = context
        self.node = node
        self.style: Style = context.layout.style(*node.styles)
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
                if height > style.height * _OVER + 1:
                    self._is_too_low(height)
                height = style.height
            elif style.min_height is not None:
                height = max(height, style.min_height)
            self._height = (width, height)
        return self._height[1]

    def _is_too_low(self, needed: float) -> None:
        place = self.context.layout.place(self.node, "height")
        said = f'"height" is {self.style.height:g}, what stands in it needs {ceil(needed)} points'
        self.context.problems.add(place, said, 'make it larger, or say "min_height"')

    def latest_height(self) -> float:
        """The height it needed when it was measured last; 0 before that."""
        return self._height[1] if self._height else 0.0

    def grow(self, width: float, room: float) -> float:
        """Make use of up to `room` points of free height; returns how many it took."""
        return 0.0

    def measure_again(self) -> None:
        """Forget the height: what the box holds has changed."""
        self._height = None

    def baseline(self, width: float) -> float:
        """From the top to the first baseline; a box without text stands on it."""
        return self.height(width)

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """Draw the box's ground."""
        if self.style.fill:
            path = self._edge(x, top, width, height)
            page.decorate(f"{self.context.color(self.style.fill).fill} {path} f")

    def outline(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        """Draw the box's outline, inside its edges, over what it holds."""
        style = self.style
        if style.stroke:
            stroke = self.context.color(style.stroke).stroke
            line = shapes.number(style.stroke_width)
            path = self._edge(x, top, width, height)
            page.decorate(f"{stroke} {line} w {path} S")

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
