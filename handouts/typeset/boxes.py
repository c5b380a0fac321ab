"""The box for a node: the one place that knows every kind of box."""

from __future__ import annotations

from ..markup.node import Node
from .box import Box
from .containers import Columns, Stack
from .context import RenderContext
from .field import WritingLines
from .lists import Item, List
from .ornaments import Ornament
from .pictures import Figure, Spacer
from .qr import Qr
from .table import Table
from .text import TextBox

_LEAVES: dict[str, type[Box]] = {"qr": Qr, "field": WritingLines, "spacer": Spacer}


def box_for(context: RenderContext, node: Node) -> Box:
    """The box for `node`, with the boxes of everything in it."""
    if node.tag == "artifact" and "draw" in node.attributes:
        return Ornament(context, node)
    if "art" in node.attributes:  # a figure, or decoration
        return Figure(context, node)
    if leaf := _LEAVES.get(node.tag):
        return leaf(context, node)
    if not node.holds_text():
        return _holder(context, node)
    text = TextBox(context, node)
    # Page furniture opens its own mark around its words.
    return Stack(context, node, [text]) if node.tag == "artifact" else text


def _holder(context: RenderContext, node: Node) -> Box:
    """The box of a node that holds blocks."""
    if node.tag == "list":
        return List(
            context, node, [Item(context, item, _within(context, item)) for item in node.nodes()]
        )
    if node.tag == "table":
        return Table(
            context, node, [Columns(context, row, _within(context, row)) for row in node.nodes()]
        )
    return (Columns if node.tag == "columns" else Stack)(context, node, _within(context, node))


def _within(context: RenderContext, node: Node) -> list[Box]:
    """The boxes in `node`; its text, if it holds that directly."""
    if node.holds_text():
        return [TextBox(context, node)]
    return [box_for(context, child) for child in node.nodes()]
