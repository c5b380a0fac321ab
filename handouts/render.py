"""One filled handout, one layout, one edition, one paper: PDF bytes.

Writes no file and reads no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from . import contrast, fonts, markup, shapes
from .art import FOLDER, Drawings
from .box import Look, decorate
from .content import Library, Ready
from .drawing import Drawing
from .fit import Pages, place_flow, place_panels
from .inlines import plain
from .layouts import Layout
from .markup import Node
from .models import Document
from .palette import Palette
from .problems import ContentError, Place, Problem, Problems
from .tagged import Metadata, TaggedCanvas, Tree

PRODUCER = "handouts"
_MARK_BORDER, _BLEED = 36.0, {"letter": 9.0, "a4": 8.504}


class Rendered(NamedTuple):
    """A finished file, its tree, and what it was made from (paths relative to the project)."""

    pdf: bytes
    pages: int
    inputs: frozenset[str]
    document: Node


def render(
    root: Path,
    drawings: Drawings,
    library: Library,
    ready: Ready,
    layout: Layout,
    paper: str,
    problems: Problems,
) -> Rendered | None:
    """The PDF, or None after adding what does not fit to `problems`.

    Raises `ContentError` for faults of the layout itself.
    """
    document = tree(library, ready, layout)
    _check_headings(document, problems)
    brand_file = Place(f"content/brands/{library.brand_name}.yaml")
    palette = library.brand.palette
    problems.extend(contrast.problems(palette, layout.theme, layout.edition, brand_file))
    own = Problems()
    inputs = _Inputs(root, drawings, layout)
    colors = Palette(library, layout)
    structure = Tree(document, library.language)
    look = Look(
        layout=layout,
        color=colors.color,
        font=inputs.font,
        drawing=inputs.drawing,
        art_color=colors.drawn,
        tree=structure,
        problems=own,
        page_width=layout.page_size(paper)[0],
        border=_MARK_BORDER if layout.edition.press else 0.0,
        links=not layout.edition.press,
        fields=layout.edition.fields and not layout.edition.press,
    )
    _check_drawings(document, inputs, colors, own)
    place = place_flow if layout.spec.flow else place_panels
    pages = place(look, document, layout.page_size(paper), paper)
    pdf = None if own.fatal else _canvas(library, ready, layout, paper, structure, pages)
    problems.extend(own)  # also what came up where a box hung at an edge was first measured
    if pdf is None or own.fatal:
        return None
    used = ready.inputs | layout.inputs | inputs.used
    return Rendered(pdf, len(pages.pages), frozenset(used), document)


# --- what a template sees -------------------------------------------------------------


class _Words:
    """The fixed wording; a missing one is a problem of content, not of the template."""

    def __init__(self, words: Mapping[str, Any], file: str) -> None:
        self._words = words
        self._file = file

    def __getattr__(self, name: str) -> Any:
        try:
            return self._words[name]
        except KeyError:
            hint = f'add a line "{name}: …"'
            message = f'the wording "{name}" is missing'
            raise ContentError([Problem(Place(self._file), message, hint)]) from None


def tree(library: Library, ready: Ready, layout: Layout) -> Node:
    """The node tree of a handout: its template filled and checked.

    Raises `ContentError` for faults of the layout.
    """
    return markup.parse(layout.markup(_values(library, ready, layout)), layout.template_name)


def document_of(ready: Ready) -> Document:
    """The colophon facts of a handout or of its type."""
    document = ready.kind.document if ready.kind else ready.handout.document
    assert document is not None
    return document


def _values(library: Library, ready: Ready, layout: Layout) -> dict[str, Any]:
    handout, kind = ready.handout, ready.kind
    cite = kind.cite if kind else handout.cite
    return {
        "brand": library.brand,
        "words": _Words(library.words, f"content/{library.language}/words.yaml"),
        "handout": handout,
        "type": kind,
        "types": [library.types[name] for name in handout.types],
        "sections": {str(name): library.sections[name] for name in handout.sections},
        "document": document_of(ready),
        "sources": [library.sources[name].short for name in cite],
        "number": ready.number,
        "count": len(library.series),
        "edition": layout.edition_name,
        "suffix": layout.edition.suffix,
    }


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


def _check_headings(document: Node, problems: Problems) -> None:
    """One H1, first, and no level skipped (PDF/UA-1, 7.4.2)."""
    level = 0
    for node in document.walk():
        if node.tag in ("h1", "h2", "h3"):
            found = int(node.tag[1])
            if found > level + 1 or (found == 1 and level):
                problems.add(node.place, f"found a heading of level {found} after level {level}")
            level = found
    if not level:
        problems.add(document.place, "the layout has no title", "use <h1> once")


# --- what it is made of ---------------------------------------------------------------


class _Inputs:
    """Fonts and drawings by name, remembering which files were used."""

    def __init__(self, root: Path, drawings: Drawings, layout: Layout) -> None:
        self.root = root
        self.drawings = drawings
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
            place = Place("layouts/theme.yaml")
            raise ContentError([Problem(place, f'unknown font "{name}"')])
        self.used.add(f"layouts/fonts/{files[name]}")
        return fonts.load(name, self.root / "layouts" / "fonts" / files[name])

    def drawing(self, name: str) -> Drawing:
        self.used.add(f"{FOLDER}/{name}.svg")
        return self.drawings.load(name)


# --- drawing --------------------------------------------------------------------------


def _canvas(
    library: Library, ready: Ready, layout: Layout, paper: str, tree: Tree, pages: Pages
) -> bytes:
    handout, facts = ready.handout, document_of(ready)
    spec, edition = layout.spec, layout.edition
    duplex = {"short-edge": "DuplexFlipShortEdge", "long-edge": "DuplexFlipLongEdge"}
    many = len(pages.pages) > 1
    metadata = Metadata(
        title=_title(plain(handout.title), library.brand.name, layout, library),
        author=str(library.brand.long_name),
        subject=plain(handout.subject),
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
        bleed = _BLEED[paper]
        canvas.setTrimBox((border, border, border + width, border + height))
        canvas.setBleedBox(
            (border - bleed, border - bleed, border + width + bleed, border + height + bleed)
        )
    for number, page in enumerate(pages.pages, 1):
        pages.late.update(page=str(number), pages=str(len(pages.pages)))
        for placed in page.placed:
            placed.draw(canvas, border)
        if edition.press:
            _marks(canvas, width, height, border, page.folds)
        elif spec.folds:
            _ticks(canvas, height, page.folds)
        for heading, top in page.headings if len(pages.pages) > 2 else ():
            canvas.bookmark(heading.text().replace("\u00a0", " "), top + border)
        canvas.showPage()
    return canvas.finish()


def _title(title: str, brand: str, layout: Layout, library: Library) -> str:
    """The window title: the handout's, with the brand and, if it is not standard, the edition."""
    edition = library.words.get(f"edition_{layout.edition_name}".replace("-", "_"))
    return f"{title} – {brand}" + (f" ({edition})" if edition else "")


def _ticks(canvas: TaggedCanvas, height: float, folds: list[float]) -> None:
    """Short ticks at the folds, at the edge of what an office printer reaches (GE-11)."""
    if folds:
        lines = [shapes.line(x, y, x, y + 4) for x in folds for y in (20.0, height - 24.0)]
        decorate(canvas, f"0.75 G 0.5 w 0 J {' '.join(lines)} S")


def _marks(
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
