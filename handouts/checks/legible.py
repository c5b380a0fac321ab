"""Whether what stands on the pages can be read: on the page, apart, and unlike its ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..design.layout import Layout
from ..graphics.color import contrast
from ..markup.node import Node
from ..placed import Field, Furniture, Link, Mark, Page, Text
from ..problems import Problem, Problems
from .contrast import hex_of

# The least contrast that any text may have, however large (WCAG 2, 1.4.3).
_LEAST = 3.0
_PAPER = "white"
# Points that a text may reach over an edge: letters lean, and numbers are rounded.
_OVER = 1.0


def check_colors(
    document: Node, layout: Layout, palette: Mapping[str, str], problems: Problems
) -> None:
    """Add each text whose color is too near to what its style, or one around it, is filled with.

    What a brand's colors lead to is told by `contrast.problems`, pair by pair.
    """
    told = {(str(first), str(second)) for first, second, _ in layout.theme.pairs}
    for node, ground in _grounds(document, layout, _PAPER):
        color = layout.style(*node.styles).color
        if (color, ground) in told:
            continue
        told.add((color, ground))
        shades = [hex_of(role, palette, layout.theme, layout.edition) for role in (color, ground)]
        if None not in shades and contrast(*map(str, shades)) < _LEAST:
            said = f'text in "{color}" cannot be read on "{ground}"'
            problems.add(layout.place(node, "color"), said, "use another color")


def _grounds(node: Node, layout: Layout, ground: str) -> Iterator[tuple[Node, str]]:
    """Every block of text with the color role of what lies behind it."""
    ground = layout.style(*node.styles).fill or ground
    if node.holds_text():
        yield node, ground
        return
    for child in node.nodes():
        yield from _grounds(child, layout, ground)


def off_page(pages: list[Page], width: float, height: float, border: float) -> Iterator[Problem]:
    """What stands outside the trimmed page, `border` in from the edges of the sheet."""
    least, right_edge, top_edge = border - _OVER, border + width + _OVER, border + height + _OVER
    for page in pages:
        for node, (left, low, right, high) in _boxes(page.marks):
            if min(left, low) <= least or right >= right_edge or high >= top_edge:
                said = f"<{node.tag}> stands outside the page"
                yield Problem(node.source, said, 'check "x", "y" and "width" of its style')


def _boxes(marks: list[Mark]) -> Iterator[tuple[Node, tuple[float, float, float, float]]]:
    for mark in marks:
        if isinstance(mark, Text) and mark.node and mark.runs:
            left, right = min(run.x for run in mark.runs), max(run.right for run in mark.runs)
            low, high = min(run.y for run in mark.runs), max(run.y for run in mark.runs)
            yield mark.node, (left, low, right, high)
        elif isinstance(mark, Link):
            yield mark.node, mark.box
        elif isinstance(mark, Field):
            yield mark.node, (mark.x, mark.baseline, mark.x + mark.width, mark.baseline)
        elif isinstance(mark, Furniture):
            yield from _boxes(mark.marks)
