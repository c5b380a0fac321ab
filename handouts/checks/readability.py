"""How hard a handout is to read: Flesch-Kincaid grade, SMOG, sentence length, bold (HL-06, HL-08).

English only; another language has no grade here. All of it is a warning: an
average does not say that this sentence, today, must not reach a patient.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from math import ceil
from typing import NamedTuple

from ..markup.node import Node
from ..problems import Problem
from .syllables import syllables

GRADE, AVERAGE, LONGEST, BOLD = 6.0, 15.0, 25, 0.10
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


class Reading(NamedTuple):
    """Measures of a text. `grade` is Flesch-Kincaid, `smog` SMOG."""

    words: int
    sentences: int
    grade: float
    smog: float
    longest: int
    bold: float


def sentences(document: Node) -> Iterator[tuple[Node, list[str]]]:
    """Each full sentence's words, with the block it stands in.

    Headings, labels and lists of single words are not sentences; they would
    only make a text look easier than it is.
    """
    for block in _blocks(document):
        text = block.text().replace("\u00a0", " ").strip()
        if block.tag not in ("p", "item", "note", "td") or not text.endswith((".", "?", "!")):
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            words = _WORD.findall(sentence)
            if words:
                yield block, words


def measure(document: Node, terms: Collection[str] = ()) -> Reading:
    """The reading of a document; words of `terms` count as easy, one syllable each."""
    easy = {word.lower() for term in terms for word in _WORD.findall(term)}
    lists = [words for _, words in sentences(document)]
    everything = [word for words in lists for word in words]
    count, lines = max(1, len(everything)), max(1, len(lists))
    parts = [1 if word.lower() in easy else syllables(word) for word in everything]
    hard = sum(part >= 3 for part in parts)
    bold = sum(
        len(_WORD.findall(node.text()))
        for block in _blocks(document)
        if block.tag in ("p", "item")
        for node in block.walk()
        if node.tag == "strong"
    )
    return Reading(
        words=len(everything),
        sentences=len(lists),
        grade=0.39 * count / lines + 11.8 * sum(parts) / count - 15.59,
        smog=1.043 * (hard * 30 / lines) ** 0.5 + 3.1291,
        longest=max(map(len, lists), default=0),
        bold=bold / count,
    )


def problems(document: Node, terms: Collection[str]) -> Iterator[Problem]:
    """What makes the document hard to read, at its places."""
    reading = measure(document, terms)
    title = next((node.place for node in document.walk() if node.tag == "h1"), document.place)
    if reading.grade > GRADE:
        yield Problem(
            title,
            f"reads at grade {ceil(reading.grade * 10) / 10}, expected {GRADE:.0f} or lower",
            "use shorter words and sentences",
            fatal=False,
        )
    if reading.words / max(1, reading.sentences) > AVERAGE:
        average = reading.words / reading.sentences
        yield Problem(
            title,
            f"has {average:.0f} words a sentence on average",
            "make the sentences shorter",
            fatal=False,
        )
    if reading.bold > BOLD:
        yield Problem(
            title, f"{reading.bold:.0%} of its words are bold", "keep bold for a few", fatal=False
        )
    for block, words in sentences(document):
        if len(words) > LONGEST:
            yield Problem(
                block.place,
                f"has a sentence of {len(words)} words, {LONGEST} are allowed",
                "make it two",
                fatal=False,
            )


def _blocks(node: Node) -> Iterator[Node]:
    if node.tag == "artifact" or "colophon" in node.style.split():
        return
    if node.holds_text():
        yield node
        return
    for child in node.nodes():
        yield from _blocks(child)
