"""Font files: what they can draw, how wide a word is, and how its letters kern.

A `Font` is loaded once per process and shared by every handout. Widths and
kerning are in thousandths of the type size, as PDF counts them.
"""

from __future__ import annotations

import io
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz
from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.ttfonts import TTFontFace

from ..digest import digest
from ..kept import Kept, KeptTogether
from ..problems import ContentError, Place, Problem
from ..project import THEME
from ..reading import disk
from ..reading.letters import NBSP

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
# Words of one font that are remembered: memory stays flat over thousands of handouts.
_MOST_WORDS = 10_000


class Word(NamedTuple):
    """A measured word: its width, and the kerning to add before each letter after the first.

    Both in thousandths of the type size; `kerns` is empty if nothing kerns.
    """

    text: str
    width: float
    kerns: tuple[int, ...]


class Unfit(ContentError):
    """There is no such font, or it is none: the theme should name another."""


class Measures(NamedTuple):
    """What a font says of itself, in thousandths of the type size; `grid` is in units per em.

    `widths` is by character code, of all that the font has.
    """

    name: str
    box: tuple[float, ...]
    flags: int
    slant: float
    ascent: float
    descent: float
    capitals: float
    stem: float
    missing: float
    grid: int
    widths: dict[int, float]


class Font:
    """One font file. `name` is the theme's name for it, such as `text-bold`.

    Its measures and the words measured in an earlier run need not be read out
    of the file. Raises `TTFError` if `data` is no TrueType font, or is damaged.
    """

    def __init__(self, name: str, data: bytes, words: KeptTogether | None = None) -> None:
        self.name = name
        self._data = data
        self.measures = self._measured()
        self._widths = self.measures.widths
        self._words: dict[str, Word] = {}
        self._kept_words = words
        self._known: dict[str, tuple[Any, ...]] = (words and words.find(self.digest)) or {}
        self._drawn: dict[str, str] = {NBSP: " "}
        self._shaper: object | None = None
        self.embedder: Any = None  # what writes it into files; it goes with the font

    def _measured(self) -> Measures:
        """The measures of a file that is sound; check sums are looked at once."""
        kept = Kept("fonts", __file__, ttfonts.__file__)
        key = self.digest.encode()
        return Measures._make(kept.get(key, lambda: tuple(_measures(self._data))))

    @cached_property
    def face(self) -> TTFontFace:
        """The file itself, with its glyphs."""
        return TTFontFace(io.BytesIO(self._data), validate=False)

    @cached_property
    def digest(self) -> str:
        """A short name for exactly this file."""
        return digest(self._data)

    def keep(self) -> None:
        """Give the words that were measured to what is kept, if there are new ones."""
        new = self._words.keys() - self._known.keys()
        if self._kept_words and new:
            if len(self._known) > _MOST_WORDS:
                self._known = {}
            self._known = {**self._known, **{one: tuple(self._words[one]) for one in sorted(new)}}
            self._kept_words.put(self.digest, self._known)

    def drawn(self, letter: str) -> str:
        """The letter as the font draws it, itself or one that looks alike; "" if it has none."""
        found = self._drawn.get(letter)
        if found is None:
            candidates = (letter, *_ALIKE.get(letter, ""), _plain_shape(letter))
            found = next(filter(self._has, candidates), "")
            self._drawn[letter] = found
        return found

    def _has(self, letters: str) -> bool:
        return bool(letters) and all(ord(one) in self._widths for one in letters)

    def word(self, text: str) -> Word:
        """The measured and kerned word; measured once."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) > _MOST_WORDS:
                self._words.clear()
            known = self._known.get(text)
            found = self._words[text] = Word._make(known) if known else self._measure(text)
        return found

    def width(self, text: str, size: float, tracking: float = 0) -> float:
        """Width in points of a whole text at `size`, with `tracking` after each letter."""
        units = sum(self.word(part).width for part in text.split(" "))
        units += text.count(" ") * self._widths.get(32, 0)
        return units * size / 1000 + tracking * len(text)

    def _measure(self, text: str) -> Word:
        plain = text if text.isascii() else "".join(self.drawn(one) or one for one in text)
        widths = [self._widths.get(ord(letter), self.measures.missing) for letter in plain]
        kerns = self._kerns(plain, widths) if len(plain) > 1 else ()
        return Word(plain, sum(widths) + sum(kerns), kerns)

    def _kerns(self, text: str, widths: list[float]) -> tuple[int, ...]:
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
            return ()  # signs were joined: each is drawn by itself, and nothing is kerned
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


def _measures(data: bytes) -> Measures:
    face = TTFontFace(io.BytesIO(data), validate=True)
    return Measures(
        name=face.name.decode("ascii"),
        box=tuple(face.bbox),
        flags=face.flags,
        slant=face.italicAngle,
        ascent=face.ascent,
        descent=face.descent,
        capitals=face.capHeight,
        stem=face.stemV,
        missing=face.defaultWidth,
        grid=face.unitsPerEm,
        widths=face.charWidths,
    )


def kept_words() -> KeptTogether:
    """Words that earlier runs of this program have measured."""
    return KeptTogether(Kept("words", __file__, version=uharfbuzz.__version__))


class Fonts:
    """The fonts in one state of a project's files, each read once."""

    def __init__(self, root: Path, words: KeptTogether | None = None) -> None:
        self._root = root
        self._words = words
        self._read: dict[tuple[str, str], Font] = {}

    def load(self, name: str, file: str) -> Font:
        """The font in a file of the project, called `name` in the theme. Raises `ContentError`."""
        if found := self._read.get((name, file)):
            return found
        try:
            data = disk.read(self._root, file)
        except disk.Missing:
            said, hint = "there is no such font file", f'check "fonts" in {THEME}'
            raise Unfit([Problem(Place(file), said, hint)]) from None
        try:
            font = self._read[name, file] = Font(name, data, self._words)
        except Exception:  # a damaged file may fail anywhere in the reader of fonts
            said = "this is no sound font in TrueType format"
            hint = "download it anew, as a static TTF"
            raise Unfit([Problem(Place(file), said, hint)]) from None
        return font

    def keep(self) -> None:
        """Give what was measured to what is kept."""
        for font in self._read.values():
            font.keep()
