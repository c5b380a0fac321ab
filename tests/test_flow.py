"""Pages of a flow: no heading stands alone at a page's foot or on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import Project

from handouts.content.library import Library
from handouts.problems import Problems
from handouts.typeset import flow as flowing
from handouts.typeset.box import Box

ROOT = Path(__file__).parent.parent
BROCHURE = "understanding-dystonia-brochure"
FLOWS = [
    (name, edition, paper)
    for edition in ("large-print", "giant", "flat")
    for name in ("cervical-dystonia", BROCHURE)
    for paper in ("letter", "a4")
    if edition != "flat" or "brochure" in name
]


@pytest.fixture(scope="module")
def library() -> Library:
    return Project.real().library


@pytest.mark.parametrize(("name", "edition", "paper"), FLOWS)
def test_no_heading_is_left_alone(
    library: Library, name: str, edition: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(library, name, edition, paper, monkeypatch)


@pytest.mark.parametrize("edition", ["large-print", "giant"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("count", range(2, 10))
def test_no_heading_is_left_alone_whatever_the_list_is_long(
    library: Library, count: int, paper: str, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that fits a page, but not below its heading, is taken apart."""
    signs = library.sections["signs"]
    items = (signs.items * 2)[:count]
    longer = {**library.sections, "signs": signs.changed(items=items)}
    check(library._replace(sections=longer), BROCHURE, edition, paper, monkeypatch)


def check(
    library: Library, name: str, edition: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[list[str]] = []
    pack: Callable[..., list[list[Box]]] = flowing._pack

    def watched(*given: object) -> list[list[Box]]:
        pages = pack(*given)
        packed.extend([box.node.tag for box in page] for page in pages)
        return pages

    monkeypatch.setattr(flowing, "_pack", watched)
    problems = Problems()
    workshop = Project.real().workshop
    made = workshop.render(library, library.handout(name), edition, paper, problems)
    assert made, list(problems)
    assert packed
    for number, tags in enumerate(packed, 1):
        assert not tags or tags[-1] not in ("h1", "h2", "h3"), (
            f"page {number} ends in a heading: {tags}"
        )
