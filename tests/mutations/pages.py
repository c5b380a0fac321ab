"""What stands on the pages of a finished file, read by programs that did not make it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

_HIDDEN = re.compile("[\u0002\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe]")
_DASHES = re.compile("[-\u2010-\u2015\u2212]")


def fold(text: str) -> str:
    """A text as far as it must be the same in content and on the page.

    Blanks, line ends, hyphens, hidden signs and the form of quotes are left out.
    """
    text = unicodedata.normalize("NFKC", _HIDDEN.sub("", text))
    text = re.sub("[\u2018-\u201b\u2032`´]", "'", re.sub("[\u201c-\u201f\u2033]", '"', text))
    return "".join(_DASHES.sub("", text).split())


def read(path: Path) -> str:
    """The folded text of all pages. Raises an exception if the file is no PDF."""
    with pypdfium2.PdfDocument(path) as file:
        parts = []
        for page in file:
            text = page.get_textpage()
            parts.append(text.get_text_bounded())
            text.close()
            page.close()
        return fold("".join(parts))


def undrawn(path: Path) -> int:
    """How many glyphs are shown that stand for a letter the font does not have (number 0).

    The fonts of the program have two bytes for each glyph.
    """
    count = 0
    with pikepdf.open(path) as file:
        for page in file.pages:
            for instruction in pikepdf.parse_content_stream(page, "TJ Tj"):
                operands: list[Any] = list(instruction.operands)
                for part in operands[0] if str(instruction.operator) == "TJ" else operands:
                    if isinstance(part, pikepdf.String):
                        shown = bytes(part)
                        pairs = (shown[at : at + 2] for at in range(0, len(shown), 2))
                        count += sum(pair == bytes(2) for pair in pairs)
    return count
