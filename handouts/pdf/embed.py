"""Fonts in the file: subsets with a correct way back to Unicode (PDF/UA-1, 7.21)."""

from __future__ import annotations

import zlib
from collections.abc import Container
from typing import NamedTuple
from weakref import WeakKeyDictionary

from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFont

from ..graphics.font import Font, Word
from ..graphics.shapes import number
from ..kept import Kept
from .objects import Name, Object, Written, deflate, deflated, escaped, unicode_map

# Subsets of one font that are remembered: memory stays flat over thousands of handouts.
_MOST = 64


class EmbeddedFont(TTFont):
    """A `TTFont` over measures that were read before; its glyphs are read when they are needed.

    Codes 32 to 126 are ASCII, so that a word of ASCII letters is written the
    same way in every file.
    """

    def __init__(self, font: Font) -> None:
        self.font = font
        self.fontName = font.name
        self.face = _Letters(font.measures.widths)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[PDFDocument, TTFont.State] = WeakKeyDictionary()
        self._asciiReadable = 1
        self.shapable = False
        self._strings: dict[str, str] = {}
        self._parts: dict[tuple[int, tuple[int, ...]], _Parts] = {}

    def shown(self, word: Word, document: PDFDocument) -> list[tuple[int, str]]:
        """The word as `(subset, inside of a TJ string)`; kerning closes and opens the string."""
        text = word.text
        if text.isascii():
            found = self._strings.get(text)
            if found is None:
                if len(self._strings) > 20_000:
                    self._strings.clear()
                found = self._strings[text] = _kerned(text.encode("ascii"), word.kerns)
            return [(0, found)]
        out: list[tuple[int, str]] = []
        at = 0
        for subset, codes in self.splitString(text, document):
            out.append((subset, _kerned(codes, word.kerns[at : at + len(codes) - 1])))
            at += len(codes)
        return out

    def addObjects(self, document: PDFDocument) -> None:
        """Write one simple TrueType font for each subset of up to 256 characters."""
        state = self.state[document]
        state.frozen = 1
        fonts = document.idToObject["BasicFonts"].dict
        for index, subset in enumerate(state.subsets):
            name = self.getSubsetInternalName(index, document)[1:]
            fonts[name] = self._font(document, index, tuple(subset))
        del self.state[document]

    def _subset(self, index: int, subset: tuple[int, ...]) -> _Parts:
        """The same for every file that uses the same letters."""
        found = self._parts.get((index, subset))
        if found is None:
            if len(self._parts) > _MOST:
                self._parts.clear()
            found = self._parts[index, subset] = _parts(self.font, index, subset)
        return found

    def _font(self, document: PDFDocument, index: int, subset: tuple[int, ...]) -> PDFDictionary:
        said, parts = self.font.measures, self._subset(index, subset)
        base = Name(_base(self.font, index))
        flags = (said.flags & ~32) | 4  # symbolic: codes are ours, not a standard encoding's
        file = deflated(parts.program, {"Length1": parts.length})
        unicodes = deflated(parts.unicodes)
        descriptor = Object(
            {
                "Type": Name("FontDescriptor"),
                "FontName": base,
                "Flags": flags,
                "FontBBox": said.box,
                "ItalicAngle": said.slant,
                "Ascent": said.ascent,
                "Descent": said.descent,
                "CapHeight": said.capitals,
                "StemV": said.stem,
                "MissingWidth": said.missing,
                "FontFile2": file,
            }
        )
        font = Object(
            {
                "Type": Name("Font"),
                "Subtype": Name("TrueType"),
                "BaseFont": base,
                "FirstChar": 0,
                "LastChar": len(subset) - 1,
                "Widths": Written(f"[{parts.widths}]"),
                "FontDescriptor": descriptor,
                "ToUnicode": unicodes,
            }
        )
        for item in (font, descriptor, file, unicodes):
            document.Reference(item)
        return font


class _Letters:
    """What ReportLab asks of a face to give codes to letters."""

    def __init__(self, letters: Container[int]) -> None:
        self.charToGlyph = letters


class _Parts(NamedTuple):
    """What a subset is made of: `program` and `unicodes` are deflated, `length` is before it."""

    length: int
    program: bytes
    unicodes: bytes
    widths: str


def _parts(font: Font, index: int, subset: tuple[int, ...]) -> _Parts:
    """What a subset is made of, found from an earlier run or made now."""
    kept = Kept("subsets", __file__, ttfonts.__file__, version=zlib.ZLIB_RUNTIME_VERSION)
    key = f"{font.digest} {index} {subset}".encode()
    return _Parts._make(kept.get(key, lambda: tuple(_made(font, index, subset))))


def _made(font: Font, index: int, subset: tuple[int, ...]) -> _Parts:
    program: bytes = font.face.makeSubset(list(subset))
    said = font.measures
    return _Parts(
        length=len(program),
        program=deflate(program),
        unicodes=deflate(_to_unicode(_base(font, index), subset)),
        widths=" ".join(number(said.widths.get(code, said.missing)) for code in subset),
    )


def _base(font: Font, index: int) -> str:
    """The name of a subset (ISO 32000-1, 9.6.4)."""
    return f"{SUBSETN(index).decode('ascii')}+{font.measures.name}"


def _codes(codes: bytes) -> str:
    return "".join(escaped(chr(one)) if 32 <= one < 127 else f"\\{one:03o}" for one in codes)


def _kerned(codes: bytes, kerns: tuple[int, ...]) -> str:
    """Letters of a TJ array; a kern in thousandths is subtracted, so its sign turns."""
    out = [_codes(codes[:1])]
    for index, kern in enumerate(kerns, 1):
        if kern:
            out.append(f"){-kern}(")
        out.append(_codes(codes[index : index + 1]))
    out.append(_codes(codes[len(kerns) + 1 :]))
    return "".join(out)


def _to_unicode(name: str, subset: tuple[int, ...]) -> bytes:
    """The letters of the codes in use."""
    pairs = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(subset)
        if character >= 32 and (character != 32 or code == 32)
    ]
    return unicode_map(name, "char", "FF", pairs)
