"""A small good file with one of everything, to be broken on purpose."""

from __future__ import annotations

import datetime
import tempfile
from functools import lru_cache
from pathlib import Path

from helpers import copy_project

from handouts import project
from handouts.design.layouts import Layouts
from handouts.graphics import font as fonts
from handouts.graphics.color import Color
from handouts.graphics.drawings import Drawings
from handouts.markup import parse as markup
from handouts.markup.node import Node
from handouts.pdf import Metadata, TaggedCanvas, Tree
from handouts.pdf.writer import Sheet, write
from handouts.placed import Page
from handouts.problems import Problems
from handouts.typeset.boxes import box_for
from handouts.typeset.context import RenderContext

ROOT = Path(__file__).parents[2]
# The sample's own theme and layout, with the fonts and drawings of the project.
_FOLDER = tempfile.TemporaryDirectory()
copy_project(Path(_FOLDER.name), Path(__file__).parent / "sample")
_LAYOUTS = Layouts(Path(_FOLDER.name))
_FONTS = fonts.Fonts(ROOT)
FONT = ROOT / "layouts" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf"
SIZE = (612.0, 792.0)
METADATA = Metadata(
    title="A sample handout",
    author="The clinic",
    subject="One of everything",
    language="en",
    number="TEST-1",
    date=datetime.date(2026, 1, 2),
    producer="handouts tests",
)
_COLORS = {"ground": "0.9 0.95 0.95", "line": "0.4 0.4 0.4", "on-accent": "1 1 1"}


def node() -> Node:
    """The sample's markup."""
    layout = _LAYOUTS.layout("sample", "standard")
    return markup.parse(layout.template.fill({}), layout.template.file)


def render_context() -> RenderContext:
    """The sample's styles with the project's fonts and drawings."""
    layout = _LAYOUTS.layout("sample", "standard")

    def color(name: str) -> Color:
        values = _COLORS.get(name, "0.07 0.27 0.31")
        return Color(f"{values} rg", f"{values} RG")

    def font(name: str) -> fonts.Font:
        return _FONTS.load(name, project.font_file(layout.theme.fonts[name]))

    return RenderContext(
        layout=layout,
        color=color,
        font=font,
        drawing=Drawings(ROOT).load,
        art_color=lambda drawing, hexes, ground: color("text"),
        problems=Problems(),
        late={},
    )


def canvas(metadata: Metadata = METADATA) -> TaggedCanvas:
    """An empty canvas with an empty tree."""
    empty = markup.parse('<document><panel name="a"/></document>', "test")
    return TaggedCanvas(SIZE, metadata, Tree(empty))


@lru_cache(maxsize=1)
def good() -> bytes:
    """The sample as a finished PDF of two pages."""
    document = node()
    tree = Tree(document)
    looks = render_context()
    pages = []
    for panel in document.nodes():
        box, page = box_for(looks, panel), Page()
        box.draw(page, 54, 738, 504, box.height(504))
        pages.append(page)
    assert not looks.problems, list(looks.problems)
    return write(pages, Sheet(*SIZE), METADATA, tree)
