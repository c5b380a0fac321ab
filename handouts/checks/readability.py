"""How hard a handout is to read: Flesch-Kincaid grade, SMOG, sentence length, bold (HL-06, HL-08).

English only; another language has no grade here. All of it
is a warning: an average does not say that a sentence must not reach a patient.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from math import ceil
from typing import NamedTuple

from ..markup.node import Node
from ..problems import NOWHERE, Problem
from .syllables import Syllables

# Of a whole handout: grade, words a sentence on average, words in the longest, share of bold.
GRADE, AVERAGE, LONGEST, BOLD = 6.0, 15.0, 25, 0.10
# A single text may be somewhat harder; a few words say nothing about it.
HARD, _JUDGED = 8.0, 8
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_COUNT = Syllables()


class Reading(NamedTuple):
    """Measures of a text. `grade` is Flesch-Kincaid, `smog` SMOG."""

    words: int
    sentences: int
    grade: float
    smog: float
    longest: int
    bold: float


class Sentences(NamedTuple):
    """The full sentences of one block, as words, with all their syllables and hard words."""

    block: Node
    sentences: list[list[str]]
    syllables: int
    hard: int

    @property
    def words(self) -> int:
        return sum(map(len, self.sentences))

    @property
    def grade(self) -> float:
        return _grade(len(self.sentences), self.words, self.syllables)


def _grade(lines: int, words: int, parts: int) -> float:
    """The Flesch-Kincaid grade of so many sentences, words and syllables."""
    return 0.39 * words / max(1, lines) + 11.8 * parts / max(1, words) - 15.59


def texts(
    document: Node, terms: Collection[str] = (), count: Syllables = _COUNT
) -> Iterator[Sentences]:
    """The texts of a document; words of `terms` count as easy, one syllable each.

    Headings, labels and lists of single words are not sentences; they would
    only make a text look easier than it is.
    """
    easy = {word.lower() for term in terms for word in _WORD.findall(term)}
    for block in document.blocks():
        text = block.text().strip()
        if block.tag not in ("p", "item", "note", "td") or not text.endswith((".", "?", "!")):
            continue
        found = [_WORD.findall(sentence) for sentence in re.split(r"(?<=[.!?])\s+", text)]
        lists = [words for words in found if words]
        parts = [1 if word.lower() in easy else count(word) for words in lists for word in words]
        if lists:
            yield Sentences(block, lists, sum(parts), sum(part >= 3 for part in parts))


def measure(document: Node, terms: Collection[str] = ()) -> Reading:
    """The reading of a document; words of `terms` count as easy, one syllable each."""
    return _measured(document, list(texts(document, terms)))


def _measured(document: Node, found: list[Sentences]) -> Reading:
    lists = [words for text in found for words in text.sentences]
    words, parts = sum(text.words for text in found), sum(text.syllables for text in found)
    hard = sum(text.hard for text in found)
    bold = sum(map(_bold, document.blocks()))
    return Reading(
        words=words,
        sentences=len(lists),
        grade=_grade(len(lists), words, parts),
        smog=1.043 * (hard * 30 / max(1, len(lists))) ** 0.5 + 3.1291,
        longest=max(map(len, lists), default=0),
        bold=bold / max(1, words),
    )


def _bold(block: Node) -> int:
    """The words in heavy type among a block's running words."""
    if block.tag not in ("p", "item"):
        return 0
    return sum(len(_WORD.findall(node.text())) for node in block.walk() if node.tag == "strong")


def problems(
    document: Node, terms: Collection[str], count: Syllables = _COUNT
) -> Iterator[Problem]:
    """What makes the document hard to read, at the texts that do it most."""
    if not count.known:
        said = "how hard this is to read was not weighed: a package is not installed"
        yield Problem(NOWHERE, said, 'pip install "handouts[check]"', fatal=False)
        return
    found = list(texts(document, terms, count))
    reading = _measured(document, found)
    if reading.grade > GRADE:
        worst = max(found, key=lambda text: (text.grade - GRADE) * text.words)
        message = f"reads at grade {ceil(reading.grade * 10) / 10}, expected {GRADE:.0f} or lower"
        hint = f"use easier words than in {_quoted(worst, count)}"
        yield Problem(worst.block.place, message, hint, fatal=False)
    for text in found:
        if text.grade > HARD and text.words >= _JUDGED:
            message = f"{_quoted(text, count)} reads at grade {text.grade:.0f}"
            hint = "use shorter words and sentences"
            yield Problem(text.block.place, message, hint, fatal=False)
    if reading.words / max(1, reading.sentences) > AVERAGE:
        longest = max(found, key=lambda text: max(map(len, text.sentences), default=0))
        average = reading.words / reading.sentences
        message = f"the handout has {average:.0f} words a sentence on average"
        hint = "make this sentence shorter, then others"
        yield Problem(longest.block.place, message, hint, fatal=False)
    if reading.bold > BOLD:
        boldest = max(document.blocks(), key=_bold)
        message = f"{reading.bold:.0%} of the handout's words are bold"
        yield Problem(boldest.place, message, "keep bold for a few", fatal=False)
    for text in found:
        for words in text.sentences:
            if len(words) > LONGEST:
                message = f"has a sentence of {len(words)} words, {LONGEST} are allowed"
                yield Problem(text.block.place, message, "make it two", fatal=False)


def _quoted(text: Sentences, count: Syllables) -> str:
    """The beginning of the hardest of its sentences."""
    graded = [(_grade(1, len(words), sum(map(count, words))), words) for words in text.sentences]
    words = " ".join(max(graded)[1])
    return f'"{words}"' if len(words) <= 60 else f'"{words[:60].rpartition(" ")[0]}…"'
