"""Tables."""

from __future__ import annotations

from collections.abc import Sequence

from ..markup.node import Node
from ..placed import Page
from .box import Box
from .containers import Columns
from .context import RenderContext


class Table(Box):
    """Rows of cells with equal or given column widths; the cells' styles draw the rules."""

    def __init__(self, context: RenderContext, node: Node, rows: Sequence[Columns]) -> None:
        super().__init__(context, node)
        self.rows = list(rows)

    def natural_height(self, width: float) -> float:
        gaps = self.style.gap * max(0, len(self.rows) - 1)
        return sum(row.height(width) for row in self.rows) + gaps

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        super().draw(page, x, top, width, height)
        for row in self.rows:
            row.draw(page, x, top, width, row.height(width))
            top -= row.height(width) + self.style.gap
