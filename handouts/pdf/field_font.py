"""The font of the fill-in fields: the letters of several fonts in one program.

A viewer draws what is typed, long after the file was made, so the file carries
every letter that can be typed, and not a subset of those in use. The codes are
Unicode's own numbers (a Type 0 font, ISO 32000-1, 9.7), since a simple font has
room for 255 letters and the keyboards of Europe and Vietnam have more.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.pdfdoc import PDFDocument

from ..graphics import keyboard
from ..graphics.font import Font
from ..graphics.keyboard import TWINS, TYPED
from ..graphics.shapes import number
from ..kept import Kept
from ..placed import TYPED_LEADING
from .objects import Name, Object, Written, deflate, deflated, unicode_map

# How far a typed line reaches over and under its baseline, in ems, for PDFium, which goes
# by them. Lines are 13 points apart in a type of 12, and the first baseline lies where
# poppler and MuPDF, which go by their own rules, have it too, to a point and a half or so.
ASCENT, DESCENT = 1.0, TYPED_LEADING - 1.0
LEADING = TYPED_LEADING

# A glyph's parts (OpenType, the table glyf).
_WIDE, _SCALED, _MORE, _TWO_SCALES, _MATRIX, _INSTRUCTED = 1, 8, 32, 64, 128, 256


class Parts(NamedTuple):
    """What a field font is made of: its TrueType program and what its other objects hold.

    `program`, `glyphs` and `unicodes` are deflated; `length` is the program's own.
    """

    name: str
    length: int
    program: bytes
    glyphs: bytes
    widths: str
    unicodes: bytes
    box: str


def field_font(document: PDFDocument, fonts: tuple[Font, ...]) -> Object:
    """The font object for what is typed; each letter comes from the first of `fonts` with it.

    A letter of none of them shows as the first font's box for a missing letter.
    """
    parts = _parts(fonts)
    name, first = Name(parts.name), fonts[0].measures
    file = deflated(parts.program, {"Length1": parts.length})
    glyphs, unicodes = deflated(parts.glyphs), deflated(parts.unicodes)
    descriptor = Object(
        {
            "Type": Name("FontDescriptor"),
            "FontName": name,
            "Flags": 32,
            "FontBBox": Written(f"[{parts.box}]"),
            "ItalicAngle": first.slant,
            "Ascent": round(ASCENT * 1000),
            "Descent": round(-DESCENT * 1000),
            "CapHeight": first.capitals,
            "StemV": first.stem,
            "FontFile2": file,
        }
    )
    letters = Object(
        {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "FontDescriptor": descriptor,
            "DW": first.missing,
            "W": Written(f"[{parts.widths}]"),
            "CIDToGIDMap": glyphs,
        }
    )
    font = Object(
        {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": name,
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [letters],
            "ToUnicode": unicodes,
        }
    )
    for item in (font, letters, descriptor, file, glyphs, unicodes):
        document.Reference(item)
    return font


@lru_cache(maxsize=4)
def _parts(fonts: tuple[Font, ...]) -> Parts:
    version = zlib.ZLIB_RUNTIME_VERSION
    kept = Kept("fields", __file__, keyboard.__file__, ttfonts.__file__, version=version)
    key = " ".join(font.digest for font in fonts)
    return Parts._make(kept.get(key.encode(), lambda: tuple(_made(fonts))))


def _made(fonts: tuple[Font, ...]) -> Parts:
    program = _Program()
    program.take(fonts[0].face, 0)  # the box for a missing letter
    glyphs: dict[int, int] = {}
    for letter in sorted(TYPED):
        found = [
            (one.face, one.face.charToGlyph[code])
            for one in fonts
            for code in _codes(letter)
            if code in one.face.charToGlyph
        ]
        if found:
            glyphs[ord(letter)] = program.take(*min(found, key=lambda one: _aside(letter, *one)))
    table = bytearray(2 * 0x10000)
    for code, glyph in glyphs.items():
        struct.pack_into(">H", table, 2 * code, glyph)
    first = fonts[0].measures
    units = 1000 / first.grid
    widths = " ".join(
        f"{codes[0]}[{' '.join(number(program.width(glyphs[code]) * units) for code in codes)}]"
        for codes in _runs(glyphs)
    )
    made = program.made()
    return Parts(
        name=f"FIELDS+{first.name}",
        length=len(made),
        program=deflate(made),
        glyphs=deflate(bytes(table)),
        widths=widths,
        unicodes=deflate(_to_unicode(glyphs)),
        box=" ".join(map(number, first.box)),
    )


def _codes(letter: str) -> Iterator[int]:
    yield ord(letter)
    if letter in TWINS:
        yield ord(TWINS[letter])


def _aside(letter: str, face: Any, glyph: int) -> bool:
    """Whether a mark does not reach back over the letter before it: some fonts leave it aside."""
    before = face.hmetrics[glyph][1] >= 0x8000  # a negative side bearing, read without its sign
    return "\u0300" <= letter <= "\u036f" and not before


def _runs(codes: Iterable[int]) -> Iterator[list[int]]:
    """Ascending codes in runs without a gap, each within a block of 256."""
    run: list[int] = []
    for code in codes:
        if run and (code != run[-1] + 1 or code % 256 == 0):
            yield run
            run = []
        run.append(code)
    if run:
        yield run


def _to_unicode(codes: Iterable[int]) -> bytes:
    """The letters of codes that are Unicode already."""
    ranges = [f"<{run[0]:04X}> <{run[-1]:04X}> <{run[0]:04X}>" for run in _runs(codes)]
    return unicode_map("Fields", "range", "FFFF", ranges)


class _Program:
    """Glyphs taken from several faces, with their parts, as one TrueType program.

    Faces are ReportLab's `TTFontFace`. Hints are left out: they are programs of
    their own face. The faces must have the same units per em.
    """

    def __init__(self) -> None:
        self._faces: list[Any] = []
        self._glyphs: list[bytes] = []
        self._metrics: list[tuple[int, int]] = []
        self._numbers: dict[tuple[int, int], int] = {}

    def take(self, face: Any, glyph: int) -> int:
        """The number here of a glyph of `face`."""
        if face not in self._faces:
            assert not self._faces or face.unitsPerEm == self._faces[0].unitsPerEm
            self._faces.append(face)
        key = (self._faces.index(face), glyph)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self._glyphs)
            self._glyphs.append(b"")
            self._metrics.append(face.hmetrics[glyph])
            start = face.get_table_pos("glyf")[0]
            outline = face.get_chunk(
                start + face.glyphPos[glyph], face.glyphPos[glyph + 1] - face.glyphPos[glyph]
            )
            self._glyphs[found] = _plain(outline, lambda part: self.take(face, part))
        return found

    def width(self, glyph: int) -> int:
        """The advance of a glyph taken, in units of its face."""
        return self._metrics[glyph][0]

    def made(self) -> bytes:
        """The program: the tables that ISO 32000-1, 9.9 asks of a CIDFontType2."""
        ends = [0]
        for outline in self._glyphs:
            ends.append(ends[-1] + len(outline))
        count = len(self._glyphs)
        first = self._faces[0]
        font = ttfonts.TTFontMaker()
        font.add("head", _with(first.get_table("head"), 50, 1))  # long offsets
        font.add("hhea", _with(first.get_table("hhea"), 34, count))
        font.add("maxp", self._limits(count))
        font.add("hmtx", b"".join(struct.pack(">HH", *pair) for pair in self._metrics))
        font.add("loca", struct.pack(f">{count + 1}L", *ends))
        font.add("glyf", b"".join(self._glyphs))
        data: bytes = font.makeStream()
        return data

    def _limits(self, count: int) -> bytes:
        """The table maxp: each limit is the widest of the faces'."""
        tables = [struct.unpack(">LHHHHHHHHHHHHHH", one.get_table("maxp")) for one in self._faces]
        version, _, *limits = map(max, zip(*tables, strict=True))
        return struct.pack(">LHHHHHHHHHHHHHH", version, count, *limits)


def _with(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


def _plain(outline: bytes, renumber: Callable[[int], int]) -> bytes:
    """An outline without its instructions; the parts of a composite one are renumbered."""
    if not outline:
        return outline
    contours = struct.unpack_from(">h", outline)[0]
    if contours >= 0:
        at = 10 + 2 * contours
        length = struct.unpack_from(">H", outline, at)[0]
        outline = outline[:at] + b"\0\0" + outline[at + 2 + length :]
    else:
        out = bytearray(outline)
        at, flags = 10, _MORE
        while flags & _MORE:
            flags, part = struct.unpack_from(">HH", out, at)
            struct.pack_into(">HH", out, at, flags & ~_INSTRUCTED, renumber(part))
            at += 8 if flags & _WIDE else 6
            at += 2 * bool(flags & _SCALED) + 4 * bool(flags & _TWO_SCALES)
            at += 8 * bool(flags & _MATRIX)
        outline = bytes(out[:at])
    return outline + b"\0" * (-len(outline) % 4)
