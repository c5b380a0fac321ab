"""One filled handout, one layout, one edition, one paper: PDF bytes.

Writes no file and reads no clock.
"""

from __future__ import annotations

from typing import NamedTuple

from . import project
from .checks import contrast, legible, printed
from .checks.headings import check_headings
from .checks.styles import check_styles
from .content.library import Library, PreparedHandout
from .content.texts import Filler, words
from .content.wordings import edition_name
from .design.fill import template_values
from .design.layout import Layout
from .design.palette import Palette
from .graphics.drawing import Drawing
from .graphics.drawings import Drawings
from .graphics.font import Font, Fonts, Unfit
from .markup import parse as markup
from .markup.node import Node
from .pdf import Metadata, Tree, Untagged
from .pdf.writer import Sheet, write
from .placed import Page
from .problems import ContentError, Place, Problem, Problems
from .typeset.context import RenderContext
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
    fonts: Fonts,
    drawings: Drawings,
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
    own.extend(layout.warnings)
    own.extend(printed.problems(prepared, library, layout, filler.used))
    brand_file = project.brand_file(library.brand_name)
    palette = library.brand.palette
    own.extend(contrast.problems(palette, layout.theme, layout.edition, Place(brand_file)))
    inputs = _Inputs(fonts, drawings, layout)
    try:
        legible.check_colors(document, layout, palette, own)
        pages = _typeset(document, layout, paper, inputs, Palette(library, layout), own)
        problems.extend(own)
        if own.fatal:
            return None
        sheet = _sheet(layout, paper)
        metadata = _metadata(library, prepared, layout, filler, len(pages) > 1)
        pdf = write(pages, sheet, metadata, Tree(document))
    except _IMPOSSIBLE as fault:
        raise ContentError([_impossible(fault, layout)]) from fault
    used = {*prepared.inputs, brand_file, *layout.files, *layout.template.files, *inputs.used}
    return Rendered(pdf, pages, frozenset(used), document)


def _typeset(
    document: Node, layout: Layout, paper: str, inputs: _Inputs, colors: Palette, own: Problems
) -> list[Page]:
    """The pages of a node tree; what does not fit is added to `own`."""
    edition, size = layout.edition, layout.spec.page_size(paper)
    border = _MARK_BORDER if edition.press else 0.0
    context = RenderContext(
        layout=layout,
        color=colors.color,
        font=inputs.font,
        drawing=inputs.drawing,
        art_color=colors.drawn,
        problems=own,
        late={},
        page_width=size[0],
        border=border,
        links=not edition.press,
        fields=edition.fields and not edition.press,
    )
    _check_drawings(document, inputs, colors, own)
    own.stop_if_any()
    place = place_flow if layout.spec.flow else place_panels
    pages = compose(place(context, document, size, paper), context.late, border)
    if not own.fatal:  # what is too long leaves the page by itself
        own.extend(legible.off_page(pages, *size, border))
    return pages


# What the numbers of a layout may lead to, however carefully they were read before.
_IMPOSSIBLE = (Untagged, RecursionError, ZeroDivisionError, OverflowError)


def _impossible(fault: Exception, layout: Layout) -> Problem:
    """The problem that one of `_IMPOSSIBLE` is, at the box or mark that was being made."""
    from traceback import walk_tb

    place = Place(layout.template.file)
    for frame, _ in walk_tb(fault.__traceback__):
        for name in ("self", "mark"):
            node = getattr(frame.f_locals.get(name), "node", None)
            place = node.source if isinstance(node, Node) and node.source.line else place
    hint = "check the tag and the numbers of its style"
    return Problem(place, "cannot be laid out as its style says", hint)


def _sheet(layout: Layout, paper: str) -> Sheet:
    width, height = layout.spec.page_size(paper)
    if layout.edition.press:
        return Sheet(width, height, _MARK_BORDER, project.PAPERS[paper].bleed)
    return Sheet(width, height, folds=layout.spec.folds)


def tree(library: Library, prepared: PreparedHandout, layout: Layout, filler: Filler) -> Node:
    """The node tree of a handout: its template filled and checked.

    Raises `ContentError` for faults of the layout.
    """
    values = template_values(library, prepared, layout)
    document = markup.parse(layout.template.fill(values), layout.template.file, filler)
    problems = Problems()
    check_headings(document, problems)
    check_styles(document, layout, problems)
    problems.stop_if_any()
    return document


def _check_drawings(document: Node, inputs: _Inputs, colors: Palette, problems: Problems) -> None:
    """Every drawing can be read, and is in colors that play a role."""
    for node in document.walk():
        name = node.attributes.get("art")
        if name is None:
            continue
        if name not in inputs.drawings.names:
            problems.extend([inputs.drawings.missing(name, node.place)])
            continue
        try:
            problems.extend(colors.problems(inputs.drawing(name)))
        except ContentError as fault:
            problems.extend(fault.problems)


class _Inputs:
    """Fonts and drawings by name, remembering which files were used."""

    def __init__(self, fonts: Fonts, drawings: Drawings, layout: Layout) -> None:
        self.fonts = fonts
        self.drawings = drawings
        self.layout = layout
        self.used: set[str] = set()
        self._named: dict[str, Font] = {}

    def font(self, name: str) -> Font:
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = self._font(name)
        return found

    def _font(self, name: str) -> Font:
        files = self.layout.theme.fonts
        file = project.font_file(files[name])
        self.used.add(file)
        try:
            return self.fonts.load(name, file)
        except Unfit as fault:  # to mend in the theme, which names the file
            place = files[name].place
            raise ContentError([one._replace(place=place) for one in fault.problems]) from None

    def drawing(self, name: str) -> Drawing:
        self.used.add(project.drawing_file(name))
        return self.drawings.load(name)


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
