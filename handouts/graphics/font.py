"""Font files: what they can draw, how wide a word is, and how its letters kern.

A `Font` is loaded once per process and shared by every handout. Widths and
kerning are in thousandths of the type size, as PDF counts them.
"""

from __future__ import annotations

import io
import unicodedata
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.ttfonts import TTFontFace

from ..digest import digest
from ..kept import Kept
from ..problems import ContentError, Place, Problem
from ..project import THEME
from ..reading import disk

NBSP = "\u00a0"
# Signs that look alike: one is drawn as another where a font lacks it.
_ALIKE = {
    one: group.replace(one, "")
    for group in ("µμ", "ΩΩ", "ÅÅ", "∆Δ", "-‐‑", "–−‒", "—―", "·∙⋅", "/⁄∕", "’ʼ", "'′", '"″', "•●")
    for one in group
}
# A letter in another shape is drawn as plain letters; a small 2 above the line is not a 2.
_SHAPES = ("<compat>", "<wide>", "<narrow>", "<font>", "<square>")
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
    """One font file. `name` is the theme's name for it, such as `text-bold`.

    Raises `TTFError` if `data` is no TrueType font, or is damaged.
    """

    def __init__(self, name: str, path: Path, data: bytes) -> None:
        self.name = name
        self.path = path
        self._data = data
        self.face = self._read()
        self._widths: dict[int, float] = self.face.charWidths
        self._words: dict[str, Word] = {}
        self._drawn: dict[str, str] = {NBSP: " "}
        self._shaper: object | None = None
        self.embedder: Any = None  # what writes it into files; it goes with the font

    def _read(self) -> TTFontFace:
        """The face; the check sums of a file that was sound in an earlier run hold still."""
        kept = Kept("fonts", __file__, ttfonts.__file__)
        is_sound = kept.find(self.digest.encode()) is not None
        face = TTFontFace(io.BytesIO(self._data), validate=not is_sound)
        if not is_sound:
            kept.put(self.digest.encode(), True)
        return face

    @cached_property
    def digest(self) -> str:
        """A short name for exactly this file."""
        return digest(self._data)

    def drawn(self, letter: str) -> str:
        """The letter as the font draws it, itself or one that looks alike; "" if it has none."""
        found = self._drawn.get(letter)
        if found is None:
            candidates = (letter, *_ALIKE.get(letter, ""), _plain_shape(letter))
            found = next(filter(self._has, candidates), "")
            self._drawn[letter] = found
        return found

    def _has(self, letters: str) -> bool:
        return bool(letters) and all(ord(one) in self.face.charToGlyph for one in letters)

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
        plain = text if text.isascii() else "".join(self.drawn(one) or one for one in text)
        widths = [self._widths.get(ord(letter), self.face.defaultWidth) for letter in plain]
        kerns = self._kerns(plain, widths) if len(plain) > 1 else ()
        return Word(plain, sum(widths) + sum(kerns), kerns)

    def _kerns(self, text: str, widths: list[float]) -> tuple[int, ...]:
        import uharfbuzz

        if self._shaper is None:
            face = uharfbuzz.Face(uharfbuzz.Blob(self._data))
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


def _plain_shape(letter: str) -> str:
    """The letters that one of another shape stands for, such as a ligature; "" if it has none."""
    if not unicodedata.decomposition(letter).startswith(_SHAPES):
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if " " not in plain else ""  # an accent that stands alone


@lru_cache(maxsize=64)
def load(root: Path, name: str, file: str) -> Font:
    """The font in a file of the project, read once. Raises `ContentError`."""
    try:
        return Font(name, root / file, disk.read(root, file))
    except disk.Missing:
        said, hint = "there is no such font file", f'check "fonts" in {THEME}'
    except Exception:  # a damaged file may fail anywhere in the reader of fonts
        said, hint = "this is no sound font in TrueType format", "download it anew, as a static TTF"
    raise ContentError([Problem(Place(file), said, hint)])
