"""Boxes that hold boxes: one below the other, or side by side."""

from __future__ import annotations

from collections.abc import Sequence

from ..markup.node import Node
from ..placed import Page
from .box import Box
from .context import RenderContext


class Stack(Box):
    """Boxes one below the other. Free space goes to `flex` children, else by `valign`."""

    def __init__(self, context: RenderContext, node: Node, boxes: Sequence[Box]) -> None:
        super().__init__(context, node)
        self.children = [box for box in boxes if box.flows]
        self.hung = [box for box in boxes if not box.flows]

    def _inner(self, width: float) -> float:
        _, right, _, left = self.style.padding
        return width - left - right

    def natural_width(self) -> float:
        _, right, _, left = self.style.padding
        widths = [box.natural_width() for box in self.children]
        return super().natural_width() or max(widths, default=0) + left + right

    def _child_width(self, box: Box, inner: float) -> float:
        width = box.style.width
        if width == "auto":
            return min(inner, box.natural_width())
        return min(inner, width) if isinstance(width, float) else inner

    def natural_height(self, width: float) -> float:
        top, _, bottom, _ = self.style.padding
        inner = self._inner(width)
        heights = [box.height(self._child_width(box, inner)) for box in self.children]
        return top + bottom + sum(heights) + sum(self._gaps())

    def grow(self, width: float, room: float) -> float:
        inner, taken = self._inner(width), 0.0
        for box in self.children:
            taken += box.grow(self._child_width(box, inner), room - taken)
        self.measure_again()
        return taken

    def _gaps(self) -> list[float]:
        """The space before each child; the first has none."""
        style = self.style
        return [
            0.0 if not index else box.style.before + style.gap
            for index, box in enumerate(self.children)
        ]

    def baseline(self, width: float) -> float:
        first = self.children[0] if self.children else None
        return self.style.padding[0] + (first.baseline(self._inner(width)) if first else 0)

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        if self.node.tag == "artifact" and not page.decorating:
            with page.furniture(self.node.attributes.get("kind") or "Pagination"):
                self._draw(page, x, top, width, height)
        else:
            self._draw(page, x, top, width, height)

    def _draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        super().draw(page, x, top, width, height)
        padding = self.style.padding
        inner = self._inner(width)
        gaps = self._gaps()
        grown = [box.height(self._child_width(box, inner)) for box in self.children]
        free = height - self.natural_height(width)
        y = top - padding[0]
        if free > 0:
            y -= self._share(free, grown)
        for box, gap, tall in zip(self.children, gaps, grown, strict=True):
            y -= gap
            box.draw(page, x + padding[3], y, self._child_width(box, inner), tall)
            y -= tall
        for box in self.hung:
            if box.style.behind:
                self._hang(page, box, x, top, width, height)
        self.outline(page, x, top, width, height)
        for box in self.hung:
            if not box.style.behind:
                self._hang(page, box, x, top, width, height)

    def _share(self, free: float, heights: list[float]) -> float:
        """Give free space away; returns what stays above the first child."""
        weights = [box.style.flex for box in self.children]
        total = sum(weights)
        if total:
            for index, weight in enumerate(weights):
                heights[index] += free * weight / total
            return 0.0
        return {"middle": free / 2, "bottom": free}.get(self.style.valign, 0.0)

    def _hang(
        self, page: Page, box: Box, x: float, top: float, width: float, height: float
    ) -> None:
        """Draw a box at its place in this one: x or from_right, y or from_bottom."""
        style = box.style
        own = style.width if isinstance(style.width, float) else box.natural_width() or width
        if style.width == "page":  # from margin to margin of the whole page
            own = self.context.page_width - 2 * (x - self.context.border + (style.x or 0.0))
        tall = box.height(own)
        left = x + (style.x or 0.0)
        if style.from_right is not None:
            left = x + width - style.from_right - own
        edge = top - (style.y or 0.0)
        if style.from_bottom is not None:
            edge = top - height + style.from_bottom + tall
        box.draw(page, left, edge, own, tall)


class Columns(Box):
    """Boxes side by side: fixed, `auto` or `*` widths, aligned at the top, middle or baseline."""

    def __init__(self, context: RenderContext, node: Node, boxes: Sequence[Box]) -> None:
        super().__init__(context, node)
        self.children = [box for box in boxes if box.flows]

    def widths(self, width: float) -> list[float]:
        _, right, _, left = self.style.padding
        room = width - left - right - self.style.gap * max(0, len(self.children) - 1)
        out: list[float | None] = []
        for box in self.children:
            wanted = box.style.width
            if wanted == "auto":
                wanted = box.natural_width()
            out.append(wanted if isinstance(wanted, float) else None)
        rest = room - sum(value for value in out if value is not None)
        shares = out.count(None)
        return [rest / shares if value is None else value for value in out]

    def natural_width(self) -> float:
        _, right, _, left = self.style.padding
        gaps = self.style.gap * max(0, len(self.children) - 1)
        return left + right + gaps + sum(box.natural_width() for box in self.children)

    def natural_height(self, width: float) -> float:
        top, _, bottom, _ = self.style.padding
        return top + bottom + max(self._extent(width), default=0)

    def grow(self, width: float, room: float) -> float:
        before = self.height(width)
        for box, own in zip(self.children, self.widths(width), strict=True):
            box.grow(own, room)
        self.measure_again()
        return self.height(width) - before

    def _extent(self, width: float) -> list[float]:
        widths = self.widths(width)
        drops = self._drops(widths)
        return [
            drop + box.height(own)
            for box, own, drop in zip(self.children, widths, drops, strict=True)
        ]

    def _drops(self, widths: list[float]) -> list[float]:
        """How far each child is lowered so that the first baselines meet."""
        if self.style.valign != "baseline":
            return [0.0] * len(widths)
        lines = [box.baseline(own) for box, own in zip(self.children, widths, strict=True)]
        return [max(lines) - line for line in lines]

    def baseline(self, width: float) -> float:
        lines = [
            box.baseline(own) for box, own in zip(self.children, self.widths(width), strict=True)
        ]
        return self.style.padding[0] + max(lines, default=0)

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        super().draw(page, x, top, width, height)
        upper, _, lower, left = self.style.padding
        room = height - upper - lower
        at = x + left
        widths = self.widths(width)
        drops = self._drops(widths)
        for index, (box, own) in enumerate(zip(self.children, widths, strict=True)):
            tall = box.height(own)
            if self.style.valign == "middle":
                drops[index] = (room - tall) / 2
            elif self.style.valign == "bottom":
                drops[index] = room - tall
            elif self.style.valign == "top" and isinstance(box, Stack):
                tall = room
            box.draw(page, at, top - upper - drops[index], own, tall)
            at += own + self.style.gap
        self.outline(page, x, top, width, height)
