"""Paragraphs and headings: words measured once, lines broken for the whole paragraph.

The first baseline lies one type size below the top, as in a ReportLab
Paragraph; each line is `leading` high. Text is set flush left, never
hyphenated (TY-06), and a last line is never one short word if a better
break has the same number of lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..graphics.font import Font, Word
from ..markup.node import Node
from ..placed import Link, Page, Run, Text
from ..reading.letters import NBSP
from .box import Box
from .context import RenderContext, place_of
from .line_break import Chunk, Fragment, break_lines, line_width


class TextBox(Box):
    """A block of text."""

    def __init__(self, context: RenderContext, node: Node) -> None:
        super().__init__(context, node)
        self.size = self.style.size
        self._chunks: list[Chunk] | None = None
        self._lines: tuple[float, list[list[Chunk]]] | None = None
        # A page number is known only when its page is drawn.
        self._late = any(inner.tag == "slot" for inner in node.walk())

    # --- measuring -------------------------------------------------------------------

    def natural_width(self) -> float:
        """The width of the text on one line."""
        chunks = self.chunks()
        return sum(chunk.width + chunk.space for chunk in chunks) - (
            chunks[-1].space if chunks else 0
        )

    def baseline(self, width: float) -> float:
        """From the top down to the first baseline."""
        self.lines(width)
        return self.style.size

    def natural_height(self, width: float) -> float:
        count = len(self.lines(width))
        if self.style.max_lines and count > self.style.max_lines:
            allowed = self.style.max_lines
            surplus = max(1, sum(len(line) for line in self.lines(width)[allowed:]))
            self.context.problems.add(
                self.node.where,
                f"takes {count} lines, there is room for {allowed}",
                f"cut about {surplus} word{'s' if surplus > 1 else ''}",
            )
        return count * self.style.leading

    def chunks(self) -> list[Chunk]:
        if self._chunks is None or self._late:
            self._chunks = self._measure(self.size)
        return self._chunks

    def _measure(self, size: float) -> list[Chunk]:
        style = self.style
        scale, tracking = size / 1000, style.tracking
        chunks: list[Chunk] = []
        fresh = True
        for text, bold, inline in _runs(self.node, self.context.late):
            font = self.context.font(style.strong if bold else style.font)
            self.context.check(text, font, self.node)
            space = font.width(" ", size) + tracking
            for index, part in enumerate(text.split(" ")):
                if index:
                    fresh = True
                    if chunks:
                        chunks[-1].space = space
                if not part:
                    continue
                word = font.word(part)
                width = word.width * scale + tracking * len(word.text)
                fragment = Fragment(word, font, inline, width)
                if fresh:
                    chunks.append(Chunk([fragment], fragment.width, 0))
                    fresh = False
                else:
                    chunks[-1].fragments.append(fragment)
                    chunks[-1].width += fragment.width
        return chunks

    def lines(self, width: float) -> list[list[Chunk]]:
        """The chunks of each line at `width`, or at the style's own measure if that is less."""
        width = min(width, self.style.measure or width)
        if self._lines is None or self._lines[0] != width or self._late:
            self._fit(width)
            chunks = self.chunks()
            for chunk in chunks:
                if chunk.width > width + 0.01:
                    word = "".join(fragment.word.text for fragment in chunk.fragments)
                    self.context.problems.add(
                        place_of(chunk.fragments[0].word.text, self.node),
                        f'the word "{word}" is wider than its column',
                        "use a shorter word",
                    )
            self._lines = (width, break_lines(chunks, width, self.style.balance))
        return self._lines[1]

    @property
    def line_count(self) -> int:
        """How many lines it took when it was last measured."""
        return len(self._lines[1]) if self._lines else 0

    def _fit(self, width: float) -> None:
        """The one rule that may change a size: a title as wide as its measure (brief, 5.2)."""
        if self.style.fit is None:
            return
        self.size, self._chunks = self.style.size, None
        natural = self.natural_width()
        if natural > width:
            self.size = max(self.style.fit, int(self.size * width / natural * 10) / 10)
            self._chunks = None
            while self.size > self.style.fit and self.natural_width() > width:
                self.size = round(self.size - 0.1, 1)  # the tracking does not shrink
                self._chunks = None

    # --- drawing ---------------------------------------------------------------------

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        super().draw(page, x, top, width, height)
        lines = self.lines(width)
        color = self.context.color(self.style.color).fill
        runs: list[Run] = []
        y = top - self.style.size
        for number, line in enumerate(lines):
            slack = width - line_width(line)
            left = x + {"left": 0.0, "center": slack / 2, "right": slack}[self.style.align]
            runs += self._runs(line, left, y, color, number == len(lines) - 1)
            y -= self.style.leading
        page.add(Text(None if page.decorating else self.node, runs))
        if not page.decorating and self.context.links:
            self._add_links(page, runs)

    def _runs(
        self, line: list[Chunk], left: float, y: float, color: str, last: bool
    ) -> Iterator[Run]:
        """The line's runs of one font and one element."""
        tracking, links = self.style.tracking, self.context.links
        at = start = left
        font: Font | None = None
        inline: tuple[Node, ...] = ()
        words: list[Word] = []

        def run(space: bool) -> Run:
            assert font is not None
            # Paper has no links: the words stay in their sentence.
            around = inline if links else tuple(one for one in inline if one.tag != "link")
            return Run(start, y, at, font, self.size, color, words, tracking, space, around)

        for index, chunk in enumerate(line):
            for place, fragment in enumerate(chunk.fragments):
                if place or fragment.font is not font or fragment.inline != inline:
                    if font is not None:
                        yield run(place == 0)
                    start, font, inline, words = at, fragment.font, fragment.inline, []
                words.append(fragment.word)
                at += fragment.width
            if index < len(line) - 1:
                at += chunk.space
        if font is not None:
            yield run(not last)

    def _add_links(self, page: Page, runs: list[Run]) -> None:
        """One clickable box for each line of a link."""
        boxes: dict[tuple[Node, float], tuple[float, float]] = {}
        for run in runs:
            for node in run.inline:
                if node.tag == "link":
                    left, right = boxes.get((node, run.y), (run.x, run.right))
                    boxes[node, run.y] = (min(left, run.x), max(right, run.right))
        for (node, y), (left, right) in boxes.items():
            box = (left, y - 0.25 * self.size, right, y + 0.8 * self.size)
            page.add(Link(node, self.node, box, node.text().replace(NBSP, " ")))


def _runs(
    node: Node, late: dict[str, str], bold: bool = False, inline: tuple[Node, ...] = ()
) -> Iterator[tuple[str, bool, tuple[Node, ...]]]:
    """The node's texts with whether they are bold and the links and spans around them."""
    said = ""
    for child in node.children:
        if isinstance(child, str):
            said += child
        elif child.tag == "slot":  # a word with its page number is kerned as one
            said += late.get(child.attributes["name"], "")
        else:
            if said:
                yield said, bold, inline
                said = ""
            around = (*inline, child) if child.role else inline
            yield from _runs(child, late, bold or child.tag == "strong", around)
    if said:
        yield said, bold, inline
