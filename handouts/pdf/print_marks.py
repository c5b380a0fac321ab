"""Fold ticks, crop marks and fold marks."""

from __future__ import annotations

from ..graphics import shapes
from .canvas import TaggedCanvas


def fold_ticks(canvas: TaggedCanvas, height: float, folds: list[float]) -> None:
    """Short ticks at the folds, at the edge of what an office printer reaches (GE-11)."""
    if folds:
        lines = [shapes.line(x, y, x, y + 4) for x in folds for y in (20.0, height - 24.0)]
        canvas.decorate(f"0.75 G 0.5 w 0 J {' '.join(lines)} S")


def press_marks(
    canvas: TaggedCanvas, width: float, height: float, border: float, folds: list[float]
) -> None:
    """Crop marks 18 pt long from 9 pt outside the trim, dashed fold marks (GE-10)."""
    near, far = 9.0, 27.0
    out = ["0 0 0 1 K 0.25 w 0 J"]
    for x in (border, border + width):
        out.append(shapes.line(x, border - near, x, border - far))
        out.append(shapes.line(x, border + height + near, x, border + height + far))
    for y in (border, border + height):
        out.append(shapes.line(border - near, y, border - far, y))
        out.append(shapes.line(border + width + near, y, border + width + far, y))
    out.append("S")
    if folds:
        out.append("[3 2] 0 d")
        for x in folds:
            out.append(shapes.line(x + border, border - near, x + border, border - far))
            out.append(
                shapes.line(x + border, border + height + near, x + border, border + height + far)
            )
        out.append("S [] 0 d")
    with canvas.artifact("Page"):
        canvas.paint(" ".join(out))
