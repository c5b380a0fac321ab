"""Fill-in fields: each has a name of its own, and a font that shows whatever is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from ..graphics.keyboard import TYPED
from .page_stream import to_unicode
from .tree import Fault

_FONT = re.compile(r"/(\S+)\s+[\d.]+\s+Tf")


def known(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The fields and widgets that the form knows."""
    return {field.objgen for field in _fields(pdf)}


def check(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """Every fault of the form's fields."""
    seen: set[str] = set()
    for field in _fields(pdf):
        name = str(field.get("/T", ""))
        if name and name in seen:
            yield "ISO 32000-1 12.7.3.2", f'two fields have the name "{name}"', ""
        seen.add(name)
        if field.get("/FT") == "/Tx":
            for what in _font_faults(pdf, field):
                yield "ISO 32000-1 12.7.3.3", f'in the field "{name}" {what}', ""


def _fields(pdf: pikepdf.Pdf) -> Iterator[Any]:
    form: Any = pdf.Root.get("/AcroForm", {})
    waiting = list(form.get("/Fields", []))
    met: set[tuple[int, int]] = set()
    while waiting:
        field = waiting.pop(0)
        if field.objgen not in met:
            met.add(field.objgen)
            yield field
            waiting.extend(field.get("/Kids", []))


def _font_faults(pdf: pikepdf.Pdf, field: Any) -> Iterator[str]:
    form: Any = pdf.Root.AcroForm
    look = str(field.get("/DA", form.get("/DA", "")))
    name = _FONT.search(look)
    fonts = form.get("/DR", {}).get("/Font", {})
    font = fonts.get(f"/{name[1]}") if name else None
    if font is None:
        yield "what is typed has no font (DA, DR)"
    elif "/Encoding" not in font:
        yield "the font of what is typed says no encoding: accents are lost"
    elif missing := sorted(TYPED - _letters(font)):
        some = " ".join(missing[:12])
        more = f" and {len(missing) - 12} more" if len(missing) > 12 else ""
        yield f"the font of what is typed lacks {some}{more}"


def _letters(font: Any) -> set[str]:
    """The letters that a viewer finds in a font, and that it has glyphs for."""
    if "/ToUnicode" not in font:
        return set()
    texts = to_unicode(font.ToUnicode.read_bytes())
    if font.get("/Subtype") == "/Type0":
        glyphs = font.DescendantFonts[0].get("/CIDToGIDMap")
        if isinstance(glyphs, pikepdf.Stream):
            numbers = glyphs.read_bytes()
            texts = {
                code: text for code, text in texts.items() if any(numbers[2 * code : 2 * code + 2])
            }
    return set(texts.values())
