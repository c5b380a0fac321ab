"""The words of a finished handout, for the baseline to draw."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from handouts.content.library import Library
from handouts.markup.node import Node
from handouts.workshop import Workshop

from .plain import Block

_PLACES = ("header", "title-band", "main", "side", "strip", "action", "fields", "contact", "foot")


def for_sheet(workshop: Workshop, library: Library, name: str) -> dict[str, list[Block]]:
    """A sheet's blocks by the place they stand in: all of them, none twice."""
    places: dict[str, list[Block]] = {place: [] for place in _PLACES}
    for place, block in _blocks(_tree(workshop, library, name), "action"):
        places[place].append(block)
    return places


def for_brochure(workshop: Workshop, library: Library, name: str) -> list[list[Block]]:
    """A brochure's blocks by panel."""
    panels = [node for node in _tree(workshop, library, name).nodes() if node.tag == "panel"]
    return [[block for _, block in _blocks(panel, "")] for panel in panels]


def _tree(workshop: Workshop, library: Library, name: str) -> Node:
    return workshop.tree(library, library.handout(name), "standard")


def _blocks(node: Node, place: str) -> Iterator[tuple[str, Block]]:
    if node.tag == "artifact":
        return
    style = (*node.styles[1:], "")[0]
    if node.holds_text():
        kind = node.tag if node.tag in ("h1", "h2", "h3") else style or node.tag
        yield place, (kind, escape(" ".join(node.text().split())))
        return
    for child in node.nodes():
        yield from _blocks(child, style if style in _PLACES else place)
