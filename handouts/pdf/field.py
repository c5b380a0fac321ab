"""Fill-in fields: what is typed is shown in full, in the sheet's own type (ISO 32000-1, 12.7).

A viewer draws what is typed, each by its own rules. What is here was tried in
PDFium (Chrome, Edge), poppler (Linux) and MuPDF; `tests/test_fields.py` types
into a file in all three.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDocument

from ..graphics.font import Font
from ..graphics.shapes import number
from .field_font import ASCENT, DESCENT, LEADING, field_font
from .objects import Name, Object, Stream, Value

# The name of the font in the file. PDFium asks a field's font for curly quotes, dashes
# and letters outside Latin-1 only if it takes it for a font of signs, which it does by
# this name; with any other it draws them with a font of the machine, or not at all.
_FONT = "Wingdings"
_SMALLEST = 2 / 3  # how far a viewer may shrink a line of average letters
# Widths in ems: a letter of a text, and a capital of a text in capitals.
_AVERAGE, _CAPITAL = 0.52, 0.66
_LOST = 3  # letters at the end of a typed line, where the next word does not fit
_MULTILINE, _NO_SCROLLING = 1 << 12, 1 << 23  # field flags (tables 226 and 228)


class TextField(NamedTuple):
    """A field for typed text. Points from the page's lower left corner.

    `baseline` is that of the first typed line; `lines` are the writing lines it
    covers. On one line, what is typed is made smaller until it fits; on more, it
    wraps at its own size. Either takes no more letters than fit.
    """

    name: str
    label: str
    x: float
    baseline: float
    width: float
    lines: int
    fonts: tuple[Font, ...]
    size: float

    @property
    def typed_lines(self) -> int:
        """On a writing line and between two, from the first to the last."""
        return 2 * self.lines - 1

    @property
    def border(self) -> int:
        """What viewers keep free at the edges; whole points, as PDFium reads it."""
        return max(1, round(self.size / 9))

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top.

        One line: 1.4 ems, in which PDFium's automatic size is the field's own.
        More: MuPDF sets lines 1.116 ems apart, a little wider than PDFium.
        """
        if self.lines == 1:
            height = 1.4 * self.size
            bottom = self.baseline - (height - LEADING * self.size) / 2 - DESCENT * self.size
        else:
            height = (1.12 * self.typed_lines + 0.25) * self.size + 2 * self.border
            bottom = self.baseline + ASCENT * self.size + self.border - height
        return (self.x, bottom, self.x + self.width, bottom + height)

    @property
    def limit(self) -> int:
        """How many letters it takes: on more lines, as many capitals as fit."""
        room = self.width - 2 * self.border
        if self.lines == 1:
            return max(1, int(room / (_AVERAGE * _SMALLEST * self.size)))
        a_line = room / (_CAPITAL * self.size) - _LOST
        return max(1, int(self.typed_lines * a_line))

    @property
    def entries(self) -> dict[str, Value]:
        """The field's own entries of its dictionary."""
        flags, size = _NO_SCROLLING, 0.0
        if self.lines > 1:
            flags, size = flags | _MULTILINE, self.size
        return {
            "FT": Name("Tx"),
            "T": self.name,
            "TU": self.label,
            "DA": f"/{_FONT} {number(size)} Tf 0 g",
            "Ff": flags,
            "MaxLen": self.limit,
        }


class Form:
    """The fields of a file and the font they share."""

    def __init__(self) -> None:
        self._widgets: list[Object] = []
        self._font: Object | None = None
        self._resources = Object(lambda doc: {"Font": {_FONT: self._font}})

    def widget(
        self,
        document: PDFDocument,
        field: TextField,
        place: Callable[[PDFDocument], dict[str, Value]],
    ) -> Object:
        """The field as an annotation that is empty and prints as nothing.

        `place` gives its page and its place in the parent tree, which are known when
        all pages are. The first field's fonts serve all.
        """
        if self._font is None:
            self._font = field_font(document, field.fonts)
        left, bottom, right, top = field.box
        looks = Stream(
            b"/Tx BMC EMC\n",
            {
                "Type": Name("XObject"),
                "Subtype": Name("Form"),
                "BBox": [0, 0, right - left, top - bottom],
                "Resources": self._resources,
            },
        )
        widget = Object(
            lambda doc: {
                "Type": Name("Annot"),
                "Subtype": Name("Widget"),
                **field.entries,
                "Rect": field.box,
                "F": 4,
                "BS": {"W": field.border},
                **place(doc),
                "AP": {"N": looks},
            }
        )
        self._widgets.append(widget)
        return widget

    def attach(self, document: PDFDocument) -> None:
        """Name the fields in the catalog, if there are any."""
        if not self._widgets:
            return
        form = Object({"Fields": self._widgets, "DR": self._resources})
        document.Catalog.AcroForm = form
        document.Reference(form)
