"""Where the lines of a paragraph end: the fewest lines, and among those the most even edge."""

from __future__ import annotations

from typing import NamedTuple

from ..graphics.font import Font, Word
from ..markup.node import Node

_INFINITY = float("inf")


class Fragment(NamedTuple):
    """Part of a word in one font; `inline` are the links and spans around it."""

    word: Word
    font: Font
    inline: tuple[Node, ...]
    width: float


class Chunk:
    """What stands between two spaces: never broken. `space` is the width of the space after it."""

    __slots__ = ("fragments", "space", "width")

    def __init__(self, fragments: list[Fragment], width: float, space: float) -> None:
        self.fragments = fragments
        self.width = width
        self.space = space


def line_width(line: list[Chunk]) -> float:
    return sum(chunk.width for chunk in line) + sum(chunk.space for chunk in line[:-1])


def break_lines(chunks: list[Chunk], width: float, balance: bool) -> list[list[Chunk]]:
    """The fewest lines, and among those the most even ragged edge (minimum raggedness).

    The last line counts only when headings are balanced, or when it would be
    a single short word.
    """
    count = len(chunks)
    if not count:
        return []
    if line_width(chunks) <= width + 0.01:
        return [chunks]
    lines, costs, starts = [0] * (count + 1), [0.0] * (count + 1), [0] * (count + 1)
    for end in range(1, count + 1):
        fewest, least, best = count + 1, _INFINITY, 0
        used = -chunks[end - 1].space
        loose = end == count and not balance
        for start in range(end - 1, -1, -1):
            chunk = chunks[start]
            used += chunk.width + chunk.space
            if used > width + 0.01 and start < end - 1:
                break
            cost = costs[start]
            if not loose:
                slack = width - used
                cost += slack * slack if slack > 0 else 0.0
            elif end - start == 1 and count > 2 and used < width / 4:
                cost += width * width / 4
            number = lines[start] + 1
            if number < fewest or (number == fewest and cost <= least):
                fewest, least, best = number, cost, start
        lines[end], costs[end], starts[end] = fewest, least, best
    out: list[list[Chunk]] = []
    end = count
    while end:
        out.append(chunks[starts[end] : end])
        end = starts[end]
    return out[::-1]
