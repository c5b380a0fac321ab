"""One filled handout, one layout, one edition, one paper: PDF bytes.

Writes no file and reads no clock.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from . import project
from .checks import contrast
from .checks.headings import check_headings
from .content.library import Library, PreparedHandout
from .content.texts import Filler, words
from .design.fill import template_values
from .design.layout import Layout
from .design.palette import Palette
from .graphics import drawing as art
from .graphics import font as fonts
from .markup import parse as markup
from .markup.node import Node
from .pdf import Metadata, TaggedCanvas, Tree
from .pdf.print_marks import fold_ticks, press_marks
from .problems import ContentError, Place, Problem, Problems
from .typeset.context import Look
from .typeset.flow import place_flow
from .typeset.page import Pages
from .typeset.panels import place_panels

PRODUCER = "handouts"


_MARK_BORDER = 36.0  # points around the trimmed page


class Rendered(NamedTuple):
    """A finished file, its tree, and what it was made from (paths relative to the project)."""

    pdf: bytes
    pages: int
    inputs: frozenset[str]
    document: Node


def render(
    root: Path,
    library: Library,
    ready: PreparedHandout,
    layout: Layout,
    paper: str,
    problems: Problems,
) -> Rendered | None:
    """The PDF, or None after adding what does not fit to `problems`.

    Raises `ContentError` for faults of the layout itself.
    """
    filler = library.filler(ready)
    document = tree(library, ready, layout, filler)
    check_headings(document, problems)
    brand_file = Place(project.brand_file(library.brand_name))
    palette = library.brand.palette
    problems.extend(contrast.problems(palette, layout.theme, layout.edition, brand_file))
    own = Problems()
    inputs = _Inputs(root, layout)
    colors = Palette(library, layout)
    structure = Tree(document, library.language)
    look = Look(
        layout=layout,
        color=colors.color,
        font=inputs.font,
        drawing=inputs.drawing,
        art_color=colors.art_color,
        tree=structure,
        problems=own,
        page_width=layout.page_size(paper)[0],
        border=_MARK_BORDER if layout.edition.press else 0.0,
        links=not layout.edition.press,
        fields=layout.edition.fields and not layout.edition.press,
    )
    place = place_flow if layout.spec.flow else place_panels
    pages = place(look, document, layout.page_size(paper), paper)
    pdf = None if own.fatal else _canvas(library, ready, layout, paper, structure, pages, filler)
    problems.extend(own)  # also what came up where a box hung at an edge was first measured
    if pdf is None or own.fatal:
        return None
    used = ready.inputs | {str(brand_file)} | layout.inputs | inputs.used
    return Rendered(pdf, len(pages.pages), frozenset(used), document)


def tree(library: Library, ready: PreparedHandout, layout: Layout, filler: Filler) -> Node:
    """The node tree of a handout: its template filled and checked.

    Raises `ContentError` for faults of the layout.
    """
    return markup.parse(
        layout.markup(template_values(library, ready, layout)), layout.template_name, filler
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
        return fonts.load(name, self.root / file)

    def drawing(self, name: str) -> art.Drawing:
        self.used.add(project.drawing_file(name))
        return art.load(self.root, name)


def _canvas(
    library: Library,
    ready: PreparedHandout,
    layout: Layout,
    paper: str,
    tree: Tree,
    pages: Pages,
    filler: Filler,
) -> bytes:
    handout, facts = ready.handout, ready.document
    spec, edition = layout.spec, layout.edition
    duplex = {"short-edge": "DuplexFlipShortEdge", "long-edge": "DuplexFlipLongEdge"}
    many = len(pages.pages) > 1
    metadata = Metadata(
        title=_title(filler.plain(handout.title), library.brand.name, layout, library),
        author=str(library.brand.long_name),
        subject=filler.plain(handout.subject),
        language=library.language,
        number=f"{facts.number}{edition.suffix}",
        date=facts.published,
        producer=PRODUCER,
        duplex=duplex.get(spec.duplex) if many else None,
        condition="CGATS TR 006" if edition.press else None,
    )
    width, height = layout.page_size(paper)
    border = _MARK_BORDER if edition.press else 0.0
    canvas = TaggedCanvas((width + 2 * border, height + 2 * border), metadata, tree)
    if edition.press:
        bleed = project.PAPERS[paper].bleed
        canvas.setTrimBox((border, border, border + width, border + height))
        canvas.setBleedBox(
            (border - bleed, border - bleed, border + width + bleed, border + height + bleed)
        )
    for number, page in enumerate(pages.pages, 1):
        pages.late.update(page=str(number), pages=str(len(pages.pages)))
        for placed in page.placed:
            placed.draw(canvas, border)
        if edition.press:
            press_marks(canvas, width, height, border, page.folds)
        elif spec.folds:
            fold_ticks(canvas, height, page.folds)
        for heading, top in page.headings if len(pages.pages) > 2 else ():
            canvas.bookmark(heading.text().replace("\u00a0", " "), top + border)
        canvas.showPage()
    return canvas.finish()


def _title(title: str, brand: str, layout: Layout, library: Library) -> str:
    """The window title: the handout's, with the brand and, if it is not standard, the edition."""
    edition = library.words.get(f"edition_{layout.edition_name}".replace("-", "_"))
    return f"{title} – {brand}" + (f" ({words(edition)})" if edition else "")
