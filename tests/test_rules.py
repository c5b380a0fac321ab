"""Rules of the print standard that the program cites by number are each held by a test.

A test names the rules it holds in its docstring, a case of `tests/cases` in its remarks.
"""

from __future__ import annotations

import ast
import datetime
import io
import re
from collections.abc import Iterator

import pikepdf
import pytest
from helpers import ROOT, Project
from sheet import Sheet

from handouts.checks import contrast, review
from handouts.design.layouts import Layouts
from handouts.markup.node import Node
from handouts.markup.parse import parse
from handouts.problems import Place
from handouts.typeset.overflow import words

_RULE = re.compile(r"\b(?:HL|TY|GE|AX|PP|TR|FT)-\d\d\b")
_SOURCES = {".py", ".yaml", ".j2"}


def _cited() -> dict[str, str]:
    """Each rule that the program or a layout cites, and a file that does."""
    out = {}
    for folder in ("handouts", "layouts"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in _SOURCES:
                for rule in _RULE.findall(path.read_text("utf-8")):
                    out[rule] = str(path.relative_to(ROOT))
    return out


def _tested() -> Iterator[str]:
    tests = ROOT / "tests"
    for path in tests.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield from _RULE.findall(ast.get_docstring(node) or "")
    for path in (tests / "cases").glob("*.yaml"):
        remarks = (line for line in path.read_text("utf-8").splitlines() if line.startswith("#"))
        yield from _RULE.findall("\n".join(remarks))


@pytest.mark.parametrize("rule", _cited())
def test_a_rule_that_is_cited_is_tested(rule: str) -> None:
    assert rule in set(_tested()), f"{_cited()[rule]} cites {rule}; no test names it"


# --- what a reader program shows ------------------------------------------------------


def _headings(sheet: Sheet) -> list[str]:
    found = (node for node in sheet.nodes.walk() if node.tag in ("h1", "h2"))
    return [node.text().replace("\u00a0", " ") for node in found]


def _page(bookmark: pikepdf.OutlineItem) -> tuple[int, int]:
    """The object of the page it leads to."""
    target = bookmark.destination
    assert isinstance(target, pikepdf.Array)
    return target[0].objgen


def test_long_files_have_a_bookmark_for_each_heading(clinic: Project) -> None:
    """AX-16: in files of more than two pages, in order, each on the page where it stands."""
    for sheet in clinic.every():
        with pikepdf.open(io.BytesIO(sheet.pdf)) as file:
            pages = [page.obj.objgen for page in file.pages]
            with file.open_outline() as outline:
                marks = [(str(one.title), _page(one)) for one in outline.root]
        if len(sheet.pages) <= 2:
            assert not marks, f"{sheet} is short"
            continue
        assert [title for title, _ in marks] == _headings(sheet), str(sheet)
        for title, target in marks:
            page = pages.index(target)
            text = " ".join(sheet.texts[page].split())
            assert title in text, f'{sheet}: "{title}" leads to page {page + 1}'


def test_the_window_says_handout_clinic_and_edition(clinic: Project) -> None:
    """AX-16: the title and not the file's name; two files of a handout can be told apart."""
    library = clinic.library
    for sheet in clinic.every(papers=("letter",)):
        prepared = clinic.ready(sheet.name)
        title = f"{library.filler(prepared).plain(prepared.handout.title)} – {library.brand.name}"
        wording = library.words.get("edition_" + sheet.edition.replace("-", "_"))
        expected = title if sheet.edition == "standard" else f"{title} ({wording})"
        with pikepdf.open(io.BytesIO(sheet.pdf)) as file:
            assert str(file.docinfo.Title) == expected
            assert file.Root.ViewerPreferences.DisplayDocTitle


# --- colors ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mist", "kind"),
    [
        ("#777777", "#FFFFFF", ""),
        ("#714A7E", "#FFFFFF", " in gray"),  # 7.0 in color, 6.7 by the coded values
        ("#073F0B", "#FFAAE1", " in gray"),  # 7.0 and 9.0, but 6.9 in the gray of its luminance
    ],
)
def test_colors_must_hold_in_color_and_in_both_grays(text: str, mist: str, kind: str) -> None:
    """AX-12 and PP-08."""
    theme = Layouts(ROOT).theme
    palette = {"text": text, "mist": mist}
    standard = theme.editions["standard"]
    found = list(contrast.problems(palette, theme, standard, Place("brand.yaml")))
    (said,) = (one.message for one in found if one.message.startswith(f'"text" {text} on "mist"'))
    assert re.search(rf" has a contrast of \d\.\d{kind}, 7\.0 is needed", said), said


def test_colors_that_hold_in_every_way_are_accepted() -> None:
    """AX-12 and PP-08."""
    theme = Layouts(ROOT).theme
    palette = {"text": "#000000", "mist": "#FFFFFF", "white": "#FFFFFF"}
    assert not list(contrast.problems(palette, theme, theme.editions["standard"], Place("x")))


# --- words ----------------------------------------------------------------------------


def _panel(inside: str) -> Node:
    return parse(f'<document><panel name="a">{inside}</panel></document>', "test")


def test_page_furniture_and_small_print_are_not_counted() -> None:
    """HL-09: the cap is for what a reader reads."""
    furniture = '<artifact kind="Pagination"><p>not these words</p></artifact>'
    panel = _panel(f"<h1>One two</h1><p>Three, four &#8212; five.</p>{furniture}<p>small print</p>")
    assert words(panel) == 7
    small = [node for node in panel.walk() if node.tag == "p"][-1]
    small.small = True
    assert words(panel) == 5


# --- who answers for it ---------------------------------------------------------------


def test_every_file_says_its_number_version_and_dates(clinic: Project) -> None:
    """TR-01: in every edition."""
    for sheet in clinic.every(papers=("letter",)):
        prepared = clinic.ready(sheet.name)
        document = prepared.document
        edition = clinic.workshop.layout(prepared, sheet.edition).edition
        said = " ".join(" ".join(sheet.texts).split())
        for text in (
            f"{document.number}{edition.suffix} v{document.version}",
            f"{document.published:%B %Y}",
            f"eview by {document.review_by:%B %Y}",
        ):
            assert text in said, f'{sheet} does not say "{text}"'


@pytest.mark.parametrize(("left", "said"), [(91, []), (90, [False]), (0, [False]), (-1, [True])])
def test_a_review_is_asked_for_before_it_is_due(
    clinic: Project, left: int, said: list[bool]
) -> None:
    """TR-02: a warning from 90 days before, an error after the day."""
    prepared = clinic.ready("cervical-dystonia")
    today = prepared.document.review_by - datetime.timedelta(days=left)
    assert [problem.fatal for problem in review.problems(prepared, clinic.library, today)] == said


def test_what_is_for_the_editors_is_never_printed(clinic: Project) -> None:
    """HL-05: audience, objective and main message."""
    for sheet in clinic.every(papers=("letter",)):
        prepared = clinic.ready(sheet.name)
        about = (prepared.entry or prepared.handout).about
        assert about, f"{sheet} has no head for its editors"
        said = " ".join(" ".join(sheet.texts).split())
        for text in (about.audience, about.objective, about.main_message):
            assert clinic.library.filler(prepared).plain(text) not in said
