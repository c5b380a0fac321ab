"""The box for a node: the one place that knows every kind of box."""

from __future__ import annotations

from ..markup.node import Node
from .box import Box
from .containers import Columns, Stack
from .context import Look
from .field import Field
from .lists import Item, List
from .ornaments import Ornament
from .pictures import Figure, Spacer
from .qr import Qr
from .table import Table
from .text import TextBox

_LEAVES: dict[str, type[Box]] = {"qr": Qr, "field": Field, "spacer": Spacer}


def box_for(look: Look, node: Node) -> Box:
    """The box for `node`, with the boxes of everything in it."""
    if node.tag == "artifact" and "draw" in node.attributes:
        return Ornament(look, node)
    if "art" in node.attributes:  # a figure, or decoration
        return Figure(look, node)
    if leaf := _LEAVES.get(node.tag):
        return leaf(look, node)
    if not node.holds_text():
        return _holder(look, node)
    text = TextBox(look, node)
    # Page furniture opens its own mark around its words.
    return Stack(look, node, [text]) if node.tag == "artifact" else text


def _holder(look: Look, node: Node) -> Box:
    """The box of a node that holds blocks."""
    if node.tag == "list":
        return List(look, node, [Item(look, item, _within(look, item)) for item in node.nodes()])
    if node.tag == "table":
        return Table(look, node, [Columns(look, row, _within(look, row)) for row in node.nodes()])
    return (Columns if node.tag == "columns" else Stack)(look, node, _within(look, node))


def _within(look: Look, node: Node) -> list[Box]:
    """The boxes in `node`; none in one that holds its text directly."""
    return [] if node.holds_text() else [box_for(look, child) for child in node.nodes()]
