"""How large type is and how it is set, read from the PDF itself (print standard, section 2)."""

from __future__ import annotations

import io
import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import pikepdf
import pytest
from helpers import ROOT, Project
from PIL import Image, ImageDraw
from sheet import Run, Sheet

from handouts import placed
from handouts.design.layouts import Layouts
from handouts.markup.node import Node

# The least size of running text and of the colophon, by edition (TY-01, TY-02, TY-03, TY-04).
LEAST = {"large-print": (18.0, 18.0), "giant": (24.0, 24.0)}
NORMAL = (12.0, 10.0)
# The fewest and most letters of the longest full line of running text (TY-09).
LINES = {
    "type-sheet": (45, 70),
    "tri-fold": (32, 70),
    "bi-fold": (45, 70),
    "large-print": (40, 60),
    "flat": (45, 70),
}


def colophon(node: Node) -> str:
    """The small print, all in one, without its spaces."""
    own = "".join(node.text().split()) if "colophon" in " ".join(node.styles) else ""
    return own + "".join(map(colophon, node.nodes()))


def blocks(sheet: Sheet) -> Iterator[list[list[Run]]]:
    """Each block of text as its lines, from top to bottom."""
    for page in sheet.pages:
        marks: dict[int, list[Run]] = defaultdict(list)
        for run in page.runs:
            if run.mcid is not None and run.text.strip():
                marks[run.mcid].append(run)
        for runs in marks.values():
            lines: dict[float, list[Run]] = defaultdict(list)
            for run in runs:
                lines[round(run.y, 1)].append(run)
            yield [lines[y] for y in sorted(lines, reverse=True)]


def test_no_text_is_smaller_than_its_edition_allows(clinic: Project) -> None:
    """TY-02: only the colophon may be 10 pt, and in large print nothing is below 18."""
    for sheet in clinic.every():
        least, small = LEAST.get(sheet.edition, NORMAL)
        allowed = colophon(sheet.nodes)
        for number, page in enumerate(sheet.pages, 1):
            for run in page.runs:
                if not run.text.strip() or run.size >= least - 0.01:
                    continue
                where = f'{sheet}, page {number}: "{run.text.strip()}" is {run.size} pt'
                assert run.size >= small, where
                assert "".join(run.text.split()) in allowed, f"{where}, not {least}"


def test_giant_print_is_24_points_and_more(clinic: Project) -> None:
    sizes = {
        run.size for sheet in clinic.every("giant") for page in sheet.pages for run in page.runs
    }
    assert min(sizes) >= 24, f"giant print holds {min(sizes)} pt"


@lru_cache
def x_height(name: str) -> float:
    """The height of an x, in parts of the type size."""
    data = (ROOT / "layouts" / "fonts" / name).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
    starts = {tag: offset for tag, _, offset, _ in tables}
    em: int = struct.unpack_from(">H", data, starts[b"head"] + 18)[0]
    tall: int = struct.unpack_from(">h", data, starts[b"OS/2"] + 86)[0]
    return tall / em


def test_the_letters_themselves_are_tall_enough() -> None:
    """TY-01: an x of the smallest running text is 2 mm high (5.7 pt or more)."""
    fonts = Layouts(ROOT).theme.fonts
    for name in ("text", "text-medium", "text-semibold", "text-bold"):
        tall = 12 * x_height(fonts[name])
        assert tall >= 5.7, f"an x of {fonts[name]} is {tall:.2f} pt high at 12 pt"


def test_lines_of_running_text_stand_apart(clinic: Project) -> None:
    """TY-08: from line to line at least 1.25 times the size. The H1 has its own measure."""
    for sheet in clinic.every():
        for lines in blocks(sheet):
            size = max(run.size for line in lines for run in line)
            title = size > 27 and all("ExtraBold" in run.font for line in lines for run in line)
            for one, two in pairwise(lines):
                step = one[0].y - two[0].y
                if not title:
                    text = "".join(run.text for run in one)
                    assert step >= 1.25 * size - 0.05, (
                        f'{sheet}: "{text}" leads {step:.1f} on {size}'
                    )


def test_text_is_ragged_right_and_never_spaced_out(clinic: Project) -> None:
    """TY-06: the lines of a block begin or stand in the middle together; no word is stretched."""
    for sheet in clinic.every(papers=("letter",)):
        for number, page in enumerate(sheet.pages, 1):
            assert not page.operators & {"Tw", "Tz"}, f"{sheet}, page {number} is justified"
        for placed_page in sheet.rendered.pages:
            for block in (one for one in placed_page.marks if isinstance(one, placed.Text)):
                lines: dict[float, list[placed.Run]] = defaultdict(list)
                for run in block.runs:
                    lines[run.y].append(run)
                starts = {round(line[0].x, 1) for line in lines.values()}
                middles = {round(line[0].x + line[-1].right) for line in lines.values()}
                said = block.node.text() if block.node else "furniture"
                assert len(starts) == 1 or len(middles) == 1, f'{sheet}: "{said}"'


def test_no_word_is_hyphenated(clinic: Project) -> None:
    """TY-06: a line ends with a hyphen only where the content has one."""
    for sheet in clinic.every():
        own = set(" ".join(node.text() for node in sheet.nodes.walk()).split())
        for lines in blocks(sheet):
            for line in lines[:-1]:
                last = "".join(run.text for run in line).split()[-1]
                assert not last.endswith("-") or last in own, f'{sheet}: "{last}" is hyphenated'


def test_lines_are_neither_too_long_nor_too_short_to_read(clinic: Project) -> None:
    """TY-09: of the longest line of running text, the small print aside."""
    for sheet in clinic.every():
        layout = clinic.workshop.layout(clinic.ready(sheet.name), sheet.edition)
        if layout.name not in LINES or sheet.edition == "giant":
            continue
        low, high = LINES[layout.name]
        small = 13.0 if layout.name == "flat" else LEAST.get(sheet.edition, NORMAL)[0]
        found = []
        for lines in blocks(sheet):
            words = ["".join(run.text for run in line).strip() for line in lines]
            body = all(run.size == small for line in lines for run in line)
            if body and len(lines) > 2 and "".join(words[0].split()) not in colophon(sheet.nodes):
                found.append(max(words[:-1], key=len))
        longest = max(found, key=len)
        assert low <= len(longest) <= high, f'{sheet}: {len(longest)} letters: "{longest}"'


def test_a_quarter_of_every_page_is_white(clinic: Project) -> None:
    """TY-12: text lines and figures, grown by 3 pt, cover three quarters of a page at most."""
    scale = 100 / 72
    for sheet in clinic.every(papers=("letter",)):
        for number, (page, boxes) in enumerate(zip(sheet.pages, sheet.text_boxes, strict=True)):
            cover = Image.new("L", (round(page.width * scale), round(page.height * scale)))
            pen = ImageDraw.Draw(cover)
            for a, b, c, d in [*boxes, *(box for at, box in sheet.figures if at == number)]:
                pen.rectangle(
                    [scale * (a - 3), scale * (b - 3), scale * (c + 3), scale * (d + 3)], 255
                )
            share = cover.histogram()[255] / (cover.width * cover.height)
            assert share <= 0.75, f"{sheet}, page {number + 1}: {share:.0%} is covered"


def test_fonts_are_embedded_and_subset_and_of_two_families(clinic: Project) -> None:
    for sheet in clinic.every():
        families = set()
        with pikepdf.open(io.BytesIO(sheet.pdf)) as file:
            for page in file.pages:
                for font in dict(page.obj.Resources.get("/Font", {})).values():
                    name = str(font.BaseFont)[1:]
                    assert re.match(r"[A-Z]{6}\+", name), f"{sheet}: {name} is not a subset"
                    assert "/FontFile2" in font.FontDescriptor, f"{sheet}: {name} is not embedded"
                    families.add(name[7:].split("-")[0].removesuffix("Next"))
        assert len(families) <= 2, f"{sheet} uses {families}"


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_bold_is_kept_for_what_matters(clinic: Project, paper: str) -> None:
    """TY-07: of the words of running text a tenth at most; counted where it is marked."""
    for sheet in clinic.every("standard", papers=(paper,)):
        bold = words = 0
        for node in sheet.nodes.walk():
            if node.tag == "p":
                words += len(node.text().split())
                bold += sum(
                    len(child.text().split()) for child in node.walk() if child.tag == "strong"
                )
        assert bold <= 0.1 * words, f"{sheet}: {bold} of {words} words are bold"


def test_the_same_words_stand_in_large_print_item_for_item(clinic: Project) -> None:
    """TY-03: nothing that the content says is lost."""
    for ready in clinic.library.handouts:
        for edition in ("large-print", "giant"):
            assert not _lost(clinic, ready.name, edition), f"{ready.name}, {edition}"


def test_what_is_folded_can_be_had_flat_with_the_same_words(clinic: Project) -> None:
    """GE-12: and in large print, which the test above compares."""
    folded = [
        ready
        for ready in clinic.library.handouts
        if clinic.workshop.layout(ready, "standard").spec.folds
    ]
    assert folded
    for ready in folded:
        assert {"flat", "large-print"} <= set(map(str, ready.handout.editions)), ready.name
        assert not _lost(clinic, ready.name, "flat"), ready.name


def _lost(clinic: Project, name: str, edition: str) -> list[str]:
    """What the standard edition says and this one does not; the contact is the band itself."""
    section = clinic.library.sections["contact"]
    contact = [str(section.title), *map(str, section.text)]
    there = " ".join(_content(clinic.make(name, edition).nodes))
    normal = _content(clinic.make(name).nodes)
    return [text for text in normal if text not in contact and text not in there]


def _content(node: Node) -> list[str]:
    """The texts that come from sections and types, whatever block they stand in."""
    out = []
    if node.tag == "t":
        return []
    for child in node.nodes():
        ours = child.place.path.startswith(("content/en/sections", "content/en/types"))
        if ours and child.holds_text() and "colophon" not in " ".join(child.styles):
            out.append(" ".join(child.text().split()))
        else:
            out += _content(child)
    return sorted(set(out))
