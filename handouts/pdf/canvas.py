"""The canvas that draws only inside tagged content or an explicit artifact."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFPage, PDFString
from reportlab.pdfgen.canvas import Canvas

from ..graphics.font import Font
from ..graphics.shapes import number
from ..placed import Run
from .embed import EmbeddedFont
from .field import Form, TextField
from .metadata import Metadata, catalog
from .objects import Name, Object, Value, Written, deflate, deflated
from .structure import Annotation, Element, Marked, PageMarks, Tree

# Settings of a person or a machine make no other bytes of the same inputs.
rl_config.pdfMultiLine = rl_config.pdfComments = 0

# Operators that put something on the page (ISO 32000-1, tables 60, 74, 87, 107, 109).
_PAINTS = re.compile(r"(?:^|[\s)\]])(?:S|s|f|F|f\*|B|B\*|b|b\*|sh|Do|EI|Tj|TJ|'|\")(?:\s|$)")

# What the identifier of a file begins with, before its content.
_IDENTIFIED = b"a reportlab document946684800.0"


class Untagged(Exception):
    """Something was about to be painted that is neither tagged content nor an artifact."""


class _Code(list[str]):
    """A page's operators; what paints may only be added while a mark is open."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        super().__init__()
        self._canvas = canvas

    def append(self, item: str) -> None:
        if not self._canvas.marking and _PAINTS.search(item):
            raise Untagged(f"painted outside tagged content: {item[:60]}")
        super().append(item)


class TaggedCanvas(Canvas):
    """A ReportLab canvas for PDF/UA-1. All coordinates in points from the lower left corner.

    Raises `Untagged` for paint outside `content` and `artifact`, and for marks
    inside marks (ISO 14289-1, 7.1).
    """

    def __init__(self, size: tuple[float, float], metadata: Metadata, tree: Tree) -> None:
        metadata.check()
        self.marking = False
        self.tree = tree
        self.metadata = metadata
        self._marks: list[PageMarks] = []
        self._page = PageMarks([], [])
        self._code_names: dict[tuple[str, int], str] = {}
        self._form = Form()
        self._outlined: list[str] = []
        super().__init__(
            io.BytesIO(),
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=metadata.language,
        )
        # The file's identifier would take in SOURCE_DATE_EPOCH; it tells the content, not the day.
        self._doc.signature = hashlib.md5(_IDENTIFIED, usedforsecurity=False)

    # --- ReportLab's seams -----------------------------------------------------------

    def _make_preamble(self) -> None:
        self._preamble = ""  # no unembedded Helvetica; every text names its font

    def _restartAccumulators(self) -> None:
        super()._restartAccumulators()
        self._code = _Code(self)

    def _setAnnotations(self, page: PDFPage) -> None:
        """The last call before a page is finished: its stream, its marks and its tab order."""
        super()._setAnnotations(page)
        if self.marking:
            raise Untagged("a page ended inside tagged content")
        page.Contents = deflated(deflate("\n".join(self._code).encode("latin-1")))
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._marks)
        page.Tabs = "/S"
        self._marks.append(self._page)
        self._page = PageMarks([], [])

    def beginForm(self, *_: object, **__: object) -> None:
        """Refused: ReportLab ends a form as it ends a page, and marks in it would be lost."""
        raise Untagged("forms cannot be tagged; draw what they hold")

    # --- marks -----------------------------------------------------------------------

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Everything painted inside belongs to `element`."""
        mcid = len(self._page.elements)
        self._page.elements.append(element)
        element.place()
        element.kids.append(Marked(len(self._marks), mcid))
        with self._mark(f"/{element.role}<</MCID {mcid}>>BDC"):
            yield

    @contextmanager
    def artifact(self, kind: str | None = None) -> Iterator[None]:
        """Everything painted inside is decoration or repeated page furniture.

        `kind` is Pagination, Layout, Page or Background (ISO 32000-1, table 330).
        """
        with self._mark(f"/Artifact<</Type/{kind}>>BDC" if kind else "/Artifact BMC"):
            yield

    @contextmanager
    def _mark(self, opening: str) -> Iterator[None]:
        if self.marking:
            raise Untagged(f"{opening} inside another mark")
        self._code.append(opening)
        self.marking = True
        try:
            yield
        finally:
            self.marking = False
        self._code.append("EMC")

    def paint(self, operators: str) -> None:
        """Add drawing operators as they are."""
        self._code.append(operators)

    def decorate(self, operators: str) -> None:
        """Paint decoration: as an artifact, or as part of the artifact being drawn."""
        if self.marking:
            self.paint(operators)
        else:
            with self.artifact("Layout"):
                self.paint(operators)

    def set_boxes(self, border: float, bleed: float) -> None:
        """Say where the trim lies, `border` inside the sheet, and the bleed around it (GE-09)."""
        width, height = self._pagesize
        self.setTrimBox((border, border, width - border, height - border))
        edge = border - bleed
        self.setBleedBox((edge, edge, width - edge, height - edge))

    # --- text ------------------------------------------------------------------------

    def show(self, pieces: Iterable[tuple[Element | None, Run]]) -> None:
        """Draw runs of text in order; neighbours of one element share one mark.

        Inside `artifact()` the elements are not looked at.
        """
        if self.marking:
            self._show([run for _, run in pieces])
            return
        for element, group in groupby(pieces, key=itemgetter(0)):
            if element is None:
                raise Untagged("text of no element")
            with self.content(element):
                self._show([run for _, run in group])

    def _show(self, runs: list[Run]) -> None:
        out = ["BT"]
        x = y = tracking = 0.0
        font_now = color_now = ""
        for run in runs:
            embedded, size = _embedded(run.font), number(run.size)
            if run.color != color_now:
                out.append(run.color)
                color_now = run.color
            if run.tracking != tracking:
                out.append(f"{number(run.tracking)} Tc")
                tracking = run.tracking
            # Positions are rounded as written, so that errors do not add up along a page.
            right, up = number(run.x - x), number(run.y - y)
            out.append(f"{right} {up} Td")
            x += float(right)
            y += float(up)
            line: list[str] = []
            for index, word in enumerate(run.words):
                for subset, shown in embedded.shown(word, self._doc):
                    font = f"{self._code_name(embedded, subset)} {size} Tf"
                    if font != font_now:
                        if line:
                            out.append(f"[({''.join(line)})]TJ")
                            line = []
                        out.append(font)
                        font_now = font
                    line.append(shown)
                if index < len(run.words) - 1 or run.space:
                    line.append(" ")
            out.append(f"[({''.join(line)})]TJ")
        if tracking:
            out.append("0 Tc")
        out.append("ET")
        self._code.append(" ".join(out))

    def _code_name(self, font: EmbeddedFont, subset: int) -> str:
        """What a subset is called in the pages of this file."""
        key = (font.fontName, subset)
        found = self._code_names.get(key)
        if found is None:
            found = self._code_names[key] = font.getSubsetInternalName(subset, self._doc)
        return found

    # --- annotations -----------------------------------------------------------------

    def link(
        self, element: Element, box: tuple[float, float, float, float], href: str, contents: str
    ) -> None:
        """A clickable box over text of `element` (ISO 14289-1, 7.18.5)."""
        key = self._next_key()
        annotation = Object(
            lambda doc: {
                "Type": Name("Annot"),
                "Subtype": Name("Link"),
                "Rect": box,
                "Border": [0, 0, 0],
                "F": 4,
                "Contents": contents,
                "StructParent": len(self._marks) + key,
                "A": {"S": Name("URI"), "URI": href},
            }
        )
        self._annotate(element, annotation)

    def field(self, element: Element, field: TextField) -> None:
        """An empty text field, at its box."""
        key, page = self._next_key(), self._doc.thisPageRef()

        def place(doc: PDFDocument) -> dict[str, Value]:
            page_now = Written(page.format(doc).decode())
            return {"P": page_now, "StructParent": len(self._marks) + key}

        self._annotate(element, self._form.widget(self._doc, field, place))

    def _next_key(self) -> int:
        """Annotations are counted on after the pages in the parent tree (see `Tree`)."""
        return sum(len(page.annotations) for page in (*self._marks, self._page))

    def _annotate(self, element: Element, annotation: Object) -> None:
        element.place()
        self._page.annotations.append(element)
        self._annotationrefs.append(self._doc.Reference(annotation))
        element.kids.append(Annotation(len(self._marks), annotation))

    def bookmark(self, title: str, top: float) -> None:
        """A bookmark to a height of the current page (AX-16)."""
        key = f"heading-{len(self._outlined)}"
        self._outlined.append(key)
        self.bookmarkHorizontalAbsolute(key, top)
        self.addOutlineEntry(title, key)

    # --- the end ---------------------------------------------------------------------

    def finish(self) -> bytes:
        """The finished file. Every page must have been closed with `showPage`."""
        document: PDFDocument = self._doc
        self.tree.attach(document, self._marks)
        catalog(document, self.metadata)
        self._form.attach(document)
        document.Catalog.Lang = PDFString(self.metadata.language)
        data: bytes = self.getpdfdata()
        return data


def _embedded(font: Font) -> EmbeddedFont:
    """The embedder of a font, kept with the font: a font that is read anew is embedded anew.

    Its own state is kept by document.
    """
    found: EmbeddedFont = font.embedder or EmbeddedFont(font)
    font.embedder = found
    return found
