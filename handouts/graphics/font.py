"""Font files: what they can draw, how wide a word is, and how its letters kern.

A `Font` is loaded once per process and shared by every handout. Widths and
kerning are in thousandths of the type size, as PDF counts them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from ..problems import ContentError, Place, Problem

NBSP = "\u00a0"
# Letters that must stay themselves when text is copied or read aloud: no
# ligature may swallow them, so only kerning is asked of the font.
_FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False, "dlig": False}


class Word(NamedTuple):
    """A measured word: its width, and the kerning to add before each letter after the first.

    Both in thousandths of the type size; `kerns` is empty if nothing kerns.
    """

    text: str
    width: float
    kerns: tuple[int, ...]


class Font:
    """One font file. `name` is the theme's name for it, such as `text-bold`."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self.face = TTFontFace(str(path))
        self._widths: dict[int, float] = self.face.charWidths
        self._words: dict[str, Word] = {}
        self._shaper: object | None = None

    def draws(self, character: str) -> bool:
        """Whether the font has a glyph; a non-breaking space is drawn as a space."""
        return character == NBSP or ord(character) in self.face.charToGlyph

    def word(self, text: str) -> Word:
        """The measured and kerned word; measured once per process."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) > 20_000:  # memory stays flat over thousands of handouts
                self._words.clear()
            found = self._words[text] = self._measure(text)
        return found

    def width(self, text: str, size: float, tracking: float = 0) -> float:
        """Width in points of a whole text at `size`, with `tracking` after each letter."""
        units = sum(self.word(part).width for part in text.split(" "))
        units += text.count(" ") * self._widths.get(32, 0)
        return units * size / 1000 + tracking * len(text)

    def _measure(self, text: str) -> Word:
        plain = text.replace(NBSP, " ")
        widths = [self._widths.get(ord(letter), self.face.defaultWidth) for letter in plain]
        kerns = self._kerns(plain, widths) if len(plain) > 1 else ()
        return Word(plain, sum(widths) + sum(kerns), kerns)

    def _kerns(self, text: str, widths: list[float]) -> tuple[int, ...]:
        import uharfbuzz

        if self._shaper is None:
            face = uharfbuzz.Face(uharfbuzz.Blob(self.path.read_bytes()))
            self._shaper = uharfbuzz.Font(face)
            self._units = 1000 / face.upem
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaper, buffer, _FEATURES)
        positions = buffer.glyph_positions
        if positions is None or len(positions) != len(text):
            return ()  # combining marks: the font's own advances are right
        kerns = tuple(
            round(position.x_advance * self._units - width)
            for position, width in zip(positions[:-1], widths, strict=False)
        )
        return kerns if any(kerns) else ()


def _refusal(path: Path, fault: Exception) -> tuple[str, str]:
    if not path.is_file():
        return "there is no such font file", 'check "fonts" in layouts/theme.yaml'
    return f"cannot be used as a font: {fault}", "use a static TTF"


@lru_cache(maxsize=64)
def load(name: str, path: Path) -> Font:
    """The font in `path`, read once. Raises `ContentError` if it is no TrueType file."""
    try:
        return Font(name, path)
    except (OSError, TTFError) as fault:
        raise ContentError(
            [Problem(Place(f"layouts/fonts/{path.name}"), *_refusal(path, fault))]
        ) from None
