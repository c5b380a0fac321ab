"""Viewers that fill in a file's fields, each by its own rules, and show what came of it.

PDFium is typed into, key by key. poppler and MuPDF are given the values and
draw them anew.
"""

from __future__ import annotations

import ctypes
import io
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image
from pypdfium2 import raw
from sheet import Box

SCALE = 2.0  # pixels a point
POPPLER = shutil.which("pdftoppm") and shutil.which("pdftotext")
MUPDF = shutil.which("mutool")


@dataclass(frozen=True)
class Field:
    """A field of a file: its page, its box from the lower left and its entries."""

    page: int
    box: Box
    limit: int
    flags: int

    @property
    def crop(self) -> Box:
        """The box in pixels of a picture of `SCALE`, from the upper left of a Letter page."""
        left, bottom, right, top = self.box
        return (left * SCALE, (792 - top) * SCALE, right * SCALE, (792 - bottom) * SCALE)


def fields(pdf: bytes) -> dict[str, Field]:
    """The fields by name."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        return {
            str(one.T): Field(
                numbers[one.P.objgen], _box(one.Rect), int(one.MaxLen), int(one.get("/Ff", 0))
            )
            for one in (file.Root.AcroForm.Fields if "/AcroForm" in file.Root else ())
        }


def _box(values: Any) -> Box:
    a, b, c, d = (float(value) for value in values)
    return (a, b, c, d)


@dataclass
class Filled:
    """A filled-in file and its pictures, at `SCALE`, of the pages with fields."""

    pdf: bytes
    pages: dict[int, Image.Image]
    said: str = ""

    @cached_property
    def values(self) -> dict[str, str]:
        with pikepdf.open(io.BytesIO(self.pdf)) as file:
            return {str(one.T): str(one.get("/V", "")) for one in file.Root.AcroForm.Fields}

    def appearance(self, name: str) -> str:
        """The operators that draw a field's value."""
        with pikepdf.open(io.BytesIO(self.pdf)) as file:
            one = next(one for one in file.Root.AcroForm.Fields if str(one.T) == name)
            return bytes(one.AP.N.read_bytes()).decode("latin-1")

    def shows(self, field: Field) -> Image.Image:
        """The field's box as it looks."""
        left, top, right, bottom = map(round, field.crop)
        return self.pages[field.page].crop((left, top, right, bottom))


# --- PDFium ---------------------------------------------------------------------------


class Desk:
    """PDFium with one file open, its fields ready to be typed into."""

    def __init__(self, pdf: bytes) -> None:
        self.fields = fields(pdf)
        self.document = pypdfium2.PdfDocument(pdf)
        self.document.init_forms()
        self.form = self.document.formenv.raw
        numbers = sorted({field.page for field in self.fields.values()})
        self.pages = {number: self.document[number] for number in numbers}

    def type(self, name: str, text: str) -> None:
        """Click into a field, empty it, type, and leave it."""
        field = self.fields[name]
        page, x = self.pages[field.page].raw, field.box[0] + 3
        y = (field.box[1] + field.box[3]) / 2
        raw.FORM_OnLButtonDown(self.form, page, 0, x, y)
        raw.FORM_OnLButtonUp(self.form, page, 0, x, y)
        raw.FORM_SelectAllText(self.form, page)
        nothing = ctypes.cast(ctypes.create_string_buffer(2), raw.FPDF_WIDESTRING)
        raw.FORM_ReplaceSelection(self.form, page, nothing)
        for letter in text:
            raw.FORM_OnChar(self.form, page, ord(letter), 0)
        raw.FORM_ForceToKillFocus(self.form)

    def shows(self, name: str) -> Image.Image:
        """A field's box as it looks now."""
        field = self.fields[name]
        page = self.pages[field.page]
        left, bottom, right, top = field.box
        crop = (left, bottom, page.get_width() - right, page.get_height() - top)
        picture: Image.Image = page.render(scale=SCALE, crop=crop, may_draw_forms=True).to_pil()
        return picture.convert("L")

    def filled(self) -> Filled:
        out = io.BytesIO()
        self.document.save(out)
        pages = {
            number: page.render(scale=SCALE, may_draw_forms=True).to_pil().convert("L")
            for number, page in self.pages.items()
        }
        return Filled(out.getvalue(), pages)


@contextmanager
def desk(pdf: bytes) -> Iterator[Desk]:
    """PDFium at work on a file."""
    opened = Desk(pdf)
    try:
        yield opened
    finally:
        opened.document.close()


def pdfium(pdf: bytes, texts: Mapping[str, str]) -> Filled:
    """Typed in, letter by letter."""
    with desk(pdf) as opened:
        for name, text in texts.items():
            opened.type(name, text)
        return opened.filled()


# --- poppler --------------------------------------------------------------------------


def poppler(pdf: bytes, texts: Mapping[str, str], folder: Path) -> Filled:
    """Values set, appearances to be made by the viewer."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for one in file.Root.AcroForm.Fields:
            one.V = pikepdf.String(texts.get(str(one.T), ""))
            del one["/AP"]
        file.Root.AcroForm.NeedAppearances = True
        file.save(folder / "poppler.pdf")
    path = folder / "poppler.pdf"
    told, pages = "", {}
    for number in sorted({field.page for field in fields(pdf).values()}):
        only = ["-f", str(number + 1), "-l", str(number + 1)]
        target = folder / f"poppler-{number}"
        run = _run("pdftoppm", *only, "-r", f"{72 * SCALE}", "-gray", "-singlefile", path, target)
        told += run.stderr
        pages[number] = Image.open(target.with_suffix(".pgm")).convert("L")
    return Filled(path.read_bytes(), pages, told)


def poppler_text(filled: Filled, folder: Path) -> str:
    """All that poppler reads on the pages, fields included."""
    path = folder / "read.pdf"
    path.write_bytes(filled.pdf)
    return _run("pdftotext", "-enc", "UTF-8", path, "-").stdout


# --- MuPDF ----------------------------------------------------------------------------

_FILL = """
var file = new PDFDocument(%s), texts = %s, next = 0;
for (var number = 0; number < file.countPages(); ++number) {
  var page = file.loadPage(number), widgets = page.getWidgets();
  for (var at = 0; at < widgets.length; ++at) {
    var text = texts[next++];
    if (text) widgets[at].setTextValue(text);
  }
  page.update();
}
file.save(%s);
"""


def mupdf(pdf: bytes, texts: Mapping[str, str], folder: Path) -> Filled:
    """Filled in by MuPDF, with the font it has."""
    source, target, script = (folder / f"mupdf.{end}" for end in ("in.pdf", "out.pdf", "js"))
    source.write_bytes(pdf)
    values = [texts.get(name, "") for name in fields(pdf)]
    script.write_text(_FILL % tuple(map(json.dumps, (str(source), values, str(target)))))
    _run("mutool", "run", script)
    return mupdf_shows(target.read_bytes(), folder)


def mupdf_shows(pdf: bytes, folder: Path) -> Filled:
    """How MuPDF shows a file."""
    path, pages = folder / "mupdf.pdf", {}
    path.write_bytes(pdf)
    for number in sorted({field.page for field in fields(pdf).values()}):
        target = folder / f"mupdf-{number}.png"
        _run("mutool", "draw", "-q", "-o", target, "-r", f"{72 * SCALE}", path, str(number + 1))
        pages[number] = Image.open(target).convert("L")
    return Filled(pdf, pages)


def mupdf_text(pdf: bytes, folder: Path) -> str:
    """All that MuPDF reads on the pages, fields included."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return _run("mutool", "draw", "-q", "-F", "text", path).stdout


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)), capture_output=True, check=True, encoding="utf-8"
    )
