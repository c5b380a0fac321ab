"""One filled handout, one layout, one edition, one paper: PDF bytes.

Writes no file and reads no clock.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from . import project
from .checks import contrast, printed
from .checks.headings import check_headings
from .content.library import Library, PreparedHandout
from .content.texts import Filler, words
from .content.wordings import edition_name
from .design.fill import template_values
from .design.layout import Layout
from .design.palette import Palette
from .graphics import drawing as art
from .graphics import font as fonts
from .markup import parse as markup
from .markup.node import Node
from .pdf import Metadata, Tree
from .pdf.writer import Sheet, write
from .placed import Page
from .problems import ContentError, Place, Problem, Problems
from .typeset.context import Look
from .typeset.flow import place_flow
from .typeset.page import compose
from .typeset.panels import place_panels

PRODUCER = "handouts"


_MARK_BORDER = 36.0  # points around the trimmed page


class Rendered(NamedTuple):
    """A finished file, its pages, its tree, and what it was made from (paths in the project)."""

    pdf: bytes
    pages: list[Page]
    inputs: frozenset[str]
    document: Node


def render(
    root: Path,
    library: Library,
    prepared: PreparedHandout,
    layout: Layout,
    paper: str,
    problems: Problems,
) -> Rendered | None:
    """The PDF, or None after adding what does not fit to `problems`.

    Raises `ContentError` for faults of the layout itself.
    """
    filler = library.filler(prepared)
    document = tree(library, prepared, layout, filler)
    own = Problems()
    check_headings(document, own)
    own.extend(printed.problems(prepared, library, layout, filler.used))
    brand_file = project.brand_file(library.brand_name)
    palette = library.brand.palette
    own.extend(contrast.problems(palette, layout.theme, layout.edition, Place(brand_file)))
    inputs = _Inputs(root, layout)
    pages = _typeset(document, layout, paper, inputs, Palette(library, layout), own)
    problems.extend(own)
    if own.fatal:
        return None
    sheet = _sheet(layout, paper)
    metadata = _metadata(library, prepared, layout, filler, len(pages) > 1)
    pdf = write(pages, sheet, metadata, Tree(document, library.language))
    used = {*prepared.inputs, brand_file, *layout.inputs, *inputs.used}
    return Rendered(pdf, pages, frozenset(used), document)


def _typeset(
    document: Node, layout: Layout, paper: str, inputs: _Inputs, colors: Palette, own: Problems
) -> list[Page]:
    """The pages of a node tree; what does not fit is added to `own`."""
    edition, size = layout.edition, layout.page_size(paper)
    border = _MARK_BORDER if edition.press else 0.0
    look = Look(
        layout=layout,
        color=colors.color,
        font=inputs.font,
        drawing=inputs.drawing,
        art_color=colors.art_color,
        problems=own,
        page_width=size[0],
        border=border,
        links=not edition.press,
        fields=edition.fields and not edition.press,
    )
    place = place_flow if layout.spec.flow else place_panels
    return compose(place(look, document, size, paper), look.late, border)


def _sheet(layout: Layout, paper: str) -> Sheet:
    width, height = layout.page_size(paper)
    if layout.edition.press:
        return Sheet(width, height, _MARK_BORDER, project.PAPERS[paper].bleed)
    return Sheet(width, height, folds=layout.spec.folds)


def tree(library: Library, prepared: PreparedHandout, layout: Layout, filler: Filler) -> Node:
    """The node tree of a handout: its template filled and checked.

    Raises `ContentError` for faults of the layout.
    """
    return markup.parse(
        layout.markup(template_values(library, prepared, layout)), layout.template_name, filler
    )


class _Inputs:
    """Fonts and drawings by name, remembering which files were used."""

    def __init__(self, root: Path, layout: Layout) -> None:
        self.root = root
        self.layout = layout
        self.used: set[str] = set()
        self._fonts: dict[str, fonts.Font] = {}

    def font(self, name: str) -> fonts.Font:
        if name not in self._fonts:
            self._fonts[name] = self._font(name)
        return self._fonts[name]

    def _font(self, name: str) -> fonts.Font:
        files = self.layout.theme.fonts
        if name not in files:
            place = Place(project.THEME)
            raise ContentError([Problem(place, f'unknown font "{name}"')])
        file = project.font_file(files[name])
        self.used.add(file)
        return fonts.load(self.root, name, file)

    def drawing(self, name: str) -> art.Drawing:
        self.used.add(project.drawing_file(name))
        return art.load(self.root, name)


def _metadata(
    library: Library, prepared: PreparedHandout, layout: Layout, filler: Filler, many: bool
) -> Metadata:
    handout, facts = prepared.handout, prepared.document
    duplex = {"short-edge": "DuplexFlipShortEdge", "long-edge": "DuplexFlipLongEdge"}
    return Metadata(
        title=_title(filler.plain(handout.title), library.brand.name, layout, library),
        author=str(library.brand.long_name),
        subject=filler.plain(handout.subject),
        language=library.language,
        number=f"{facts.number}{layout.edition.suffix}",
        date=facts.published,
        producer=PRODUCER,
        duplex=duplex.get(layout.spec.duplex) if many else None,
        condition="CGATS TR 006" if layout.edition.press else None,
    )


def _title(title: str, brand: str, layout: Layout, library: Library) -> str:
    """The window title: the handout's, with the brand and, if it is not standard, the edition."""
    edition = library.words.get(edition_name(layout.edition_name))
    return f"{title} – {brand}" + (f" ({words(edition)})" if edition else "")
