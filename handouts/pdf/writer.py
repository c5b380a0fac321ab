"""Placed pages as the bytes of a tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..markup.node import Node
from ..placed import Field, Furniture, Link, Mark, Page, Paint, Text
from ..reading.letters import NBSP
from .canvas import TaggedCanvas
from .field import TextField
from .metadata import Metadata
from .print_marks import fold_ticks, press_marks
from .structure import Element, Tree, bounding_box

# Pages that a reader can find a place in without bookmarks (AX-16).
_FEW = 2


class Sheet(NamedTuple):
    """What all pages are printed on: the trimmed size in points, and what the press needs.

    `border` is the room for marks around the trim; with it the press marks are
    drawn, without it short ticks where `folds` says so (GE-10, GE-11).
    """

    width: float
    height: float
    border: float = 0.0
    bleed: float = 0.0
    folds: bool = False


def write(pages: Sequence[Page], sheet: Sheet, metadata: Metadata, tree: Tree) -> bytes:
    """The finished file; `tree` is the structure tree of the nodes that stand on the pages."""
    border = sheet.border
    canvas = TaggedCanvas((sheet.width + 2 * border, sheet.height + 2 * border), metadata, tree)
    if border:
        canvas.set_boxes(border, sheet.bleed)
    for page in pages:
        for mark in page.marks:
            _draw(canvas, mark)
        if border:
            press_marks(canvas, sheet.width, sheet.height, border, page.folds)
        elif sheet.folds:
            fold_ticks(canvas, sheet.height, page.folds)
        for heading, top in page.headings if len(pages) > _FEW else ():
            canvas.bookmark(heading.text().replace(NBSP, " "), top)
        canvas.showPage()
    return canvas.finish()


def _draw(canvas: TaggedCanvas, mark: Mark) -> None:
    if isinstance(mark, Text):
        _show(canvas, mark)
    elif isinstance(mark, Paint):
        _paint(canvas, mark)
    elif isinstance(mark, Furniture):
        with canvas.artifact(mark.kind):
            for inner in mark.marks:
                _draw(canvas, inner)
    elif isinstance(mark, Link):
        element = canvas.tree.inline(mark.node, canvas.tree.element(mark.inside))
        canvas.link(element, mark.box, mark.node.attributes["href"], mark.text)
    else:
        _field(canvas, mark)


def _element(canvas: TaggedCanvas, node: Node, label: bool) -> Element:
    return canvas.tree.label(node) if label else canvas.tree.element(node)


def _paint(canvas: TaggedCanvas, mark: Paint) -> None:
    if mark.node is None:
        canvas.decorate(mark.operators)
        return
    element = _element(canvas, mark.node, mark.label)
    if mark.box:
        element.entries["A"] = bounding_box(*mark.box)
    with canvas.content(element):
        canvas.paint(mark.operators)


def _show(canvas: TaggedCanvas, mark: Text) -> None:
    if mark.node is None:
        canvas.show((None, run) for run in mark.runs)
        return
    block = _element(canvas, mark.node, mark.label)
    pieces = []
    for run in mark.runs:
        element = block
        for node in run.inline:
            element = canvas.tree.inline(node, element)
        pieces.append((element, run))
    canvas.show(pieces)


def _field(canvas: TaggedCanvas, mark: Field) -> None:
    attributes = mark.node.attributes
    field = TextField(attributes["name"], attributes["label"], *mark[1:])
    canvas.field(canvas.tree.element(mark.node), field)
