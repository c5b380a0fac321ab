"""The placed pages say where everything stands, without reading a file back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers import Project

from handouts.placed import Furniture, Link, Mark, Page, Text


def marks(page: Page) -> Iterator[Mark]:
    """All marks of a page, those of its furniture too."""
    for mark in page.marks:
        if isinstance(mark, Furniture):
            yield from mark.marks
        else:
            yield mark


@pytest.mark.parametrize("edition", ["standard", "large-print", "press"])
@pytest.mark.parametrize("name", ["cervical-dystonia", "understanding-dystonia-brochure"])
def test_text_is_written_where_it_was_placed(name: str, edition: str) -> None:
    """Every baseline that the file shows is one that was placed, in the same order."""
    sheet = Project.real().make(name, edition)
    for placed, shown in zip(sheet.rendered.pages, sheet.pages, strict=True):
        wanted = [
            (run.x, run.y, run.size)
            for mark in marks(placed)
            if isinstance(mark, Text)
            for run in mark.runs
        ]
        border = 36.0 if edition == "press" else 0.0
        starts = {(round(run.x + border, 1), round(run.y + border, 1)) for run in shown.runs}
        lost = [at for at in wanted if not _near(at[:2], starts)]
        assert not lost, f"{sheet}: placed and not shown: {lost[:5]}"


def _near(at: tuple[float, ...], starts: set[tuple[float, float]]) -> bool:
    return any(abs(at[0] - x) < 0.2 and abs(at[1] - y) < 0.2 for x, y in starts)


def test_a_text_on_the_page_knows_its_line_of_content() -> None:
    project = Project.real()
    sheet = project.make("cervical-dystonia")
    entry = project.ready("cervical-dystonia").entry
    assert entry is not None
    (page,) = sheet.rendered.pages
    (lead,) = [
        mark
        for mark in page.marks
        if isinstance(mark, Text) and mark.node and mark.node.place == entry.lead.place
    ]
    said = " ".join(word.text for run in lead.runs for word in run.words)
    assert said == str(entry.lead)
    assert len({run.y for run in lead.runs}) == 2, "the lead takes two lines"


def test_a_link_is_clicked_where_its_words_stand() -> None:
    """A box 0.65 em too low would lie under the next line."""
    (page,) = Project.real().make("cervical-dystonia").rendered.pages
    links = [mark for mark in page.marks if isinstance(mark, Link)]
    assert links
    for link in links:
        left, bottom, right, top = link.box
        over = [
            run
            for mark in page.marks
            if isinstance(mark, Text)
            for run in mark.runs
            if link.node in run.inline and bottom < run.y < top
        ]
        assert over, f"nothing of {link.text} stands in its box"
        assert min(run.x for run in over) == pytest.approx(left)
        assert max(run.right for run in over) == pytest.approx(right)
        size = over[0].size
        assert bottom == pytest.approx(over[0].y - 0.25 * size)
        assert top == pytest.approx(over[0].y + 0.8 * size)
