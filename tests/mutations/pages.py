"""What stands on the pages of a finished file, read by programs that did not make it."""

from __future__ import annotations

import io
import re
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont

_HIDDEN = re.compile(
    "[\u0002\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\U000e0000-\U000e007f]"
)
_DASHES = re.compile("[-\u2010-\u2015\u2212]")


def fold(text: str) -> str:
    """A text as far as it must be the same in content and on the page.

    Blanks, line ends, hyphens, hidden signs and the form of quotes are left out.
    """
    text = unicodedata.normalize("NFKC", _HIDDEN.sub("", text))
    text = re.sub("[\u2018-\u201b\u2032`´]", "'", re.sub("[\u201c-\u201f\u2033]", '"', text))
    return "".join(_DASHES.sub("", text).split())


def read(path: Path) -> tuple[str, int]:
    """The folded text of all pages, and how many there are.

    Raises an exception if the file is no PDF.
    """
    with closing(pypdfium2.PdfDocument(path)) as file:
        parts = []
        for page in file:
            text = page.get_textpage()
            parts.append(text.get_text_bounded())
            text.close()
            page.close()
        return fold("".join(parts)), len(parts)


def undrawn(path: Path) -> int:
    """How many signs are shown that have no glyph in their font, or no letter to be read as."""
    with pikepdf.open(path) as file:
        return sum(_undrawn(page) for page in file.pages)


def _undrawn(page: pikepdf.Page) -> int:
    resources: Any = page.obj.Resources
    fonts = {str(name): _Font(font) for name, font in dict(resources.get("/Font", {})).items()}
    count, font = 0, None
    for instruction in pikepdf.parse_content_stream(page, "Tf TJ Tj"):
        operands: list[Any] = list(instruction.operands)
        if str(instruction.operator) == "Tf":
            font = fonts[str(operands[0])]
            continue
        assert font, "a text is shown before a font is chosen"
        parts = operands[0] if str(instruction.operator) == "TJ" else operands
        count += sum(font.lacks(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
    return count


class _Font:
    """Of an embedded TrueType font, with codes of one byte or of two: what it can show."""

    def __init__(self, font: Any) -> None:
        self.size = 2 if font.Subtype == "/Type0" else 1
        own = font.DescendantFonts[0] if self.size == 2 else font
        self.letters = _codes(font.ToUnicode.read_bytes())
        program = TTFont(io.BytesIO(own.FontDescriptor.FontFile2.read_bytes()), lazy=True)
        self.glyphs = {
            code
            for table in (program["cmap"].tables if self.size == 1 else ())
            for code, name in table.cmap.items()
            if program.getGlyphID(name)
        }

    def lacks(self, shown: bytes) -> int:
        """How many of the codes have no letter or no glyph; number 0 is no glyph."""
        step = self.size
        codes = [int.from_bytes(shown[at : at + step]) for at in range(0, len(shown), step)]
        return sum(
            code not in self.letters or not (code if step == 2 else code in self.glyphs)
            for code in codes
        )


def _codes(unicodes: bytes) -> set[int]:
    """The codes that a ToUnicode map knows (ISO 32000-1, 9.10.3), an entry a line."""
    entries = re.sub(rb"begincodespacerange.*?endcodespacerange", b"", unicodes, flags=re.DOTALL)
    lines = re.findall(rb"(?m)^<(\w+)>\s*(?:<(\w+)>\s*)?<\w+>\s*$", entries)
    return {
        code for first, last in lines for code in range(int(first, 16), int(last or first, 16) + 1)
    }
