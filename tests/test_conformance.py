"""Every handout, in every edition and on both papers, is what it claims to be.

PDF/UA-1 throughout, PDF/A-2a where XMP says so. `UPDATE_GOLDEN=1` rewrites the
read-aloud trees in `tests/golden/trees`; read them before you keep them.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from aloud import read_aloud, words
from helpers import Project
from validators import verapdf

from handouts import project
from handouts.content.library import Library, PreparedHandout
from handouts.design.layout import Layout
from handouts.markup.node import Node
from handouts.preflight import check_bytes
from handouts.problems import ContentError, Problems

ROOT = Path(__file__).parents[1]
TREES = Path(__file__).parent / "golden" / "trees"
PHONE = "(888) 210-2787"


@lru_cache(maxsize=1)
def _library() -> Library:
    return Project.real().library


class Case(NamedTuple):
    """One file to make: a handout by name, an edition it lists, a paper."""

    handout: str
    edition: str
    paper: str

    def __str__(self) -> str:
        return "-".join(self)

    @property
    def ready(self) -> PreparedHandout:
        return next(one for one in _library().handouts if one.name == self.handout)

    @property
    def layout(self) -> Layout:
        return Project.real().workshop.layout(self.ready, self.edition)


def _cases() -> list[Case]:
    return [
        Case(ready.name, str(edition), paper)
        for ready in _library().handouts
        for edition in ready.handout.editions
        for paper in project.PAPERS
    ]


CASES = _cases()
_each = pytest.mark.parametrize("case", CASES, ids=str)


@cache
def _made(case: Case) -> tuple[bytes | None, str]:
    """The file, or None and why there is none."""
    problems = Problems()
    try:
        workshop = Project.real().workshop
        rendered = workshop.render(_library(), case.ready, case.edition, case.paper, problems)
    except ContentError as fault:
        return None, str(fault)
    return (rendered.pdf if rendered else None), "\n".join(map(str, problems.fatal))


def _pdf(case: Case) -> bytes:
    pdf, why = _made(case)
    assert pdf is not None, why
    return pdf


def test_there_is_something_to_check() -> None:
    assert {case.edition for case in CASES} >= {"standard", "black-and-white", "press"}


@_each
def test_it_is_made(case: Case) -> None:
    pdf, why = _made(case)
    if pdf is None or why:
        pytest.fail(why, pytrace=False)


@_each
def test_no_problem(case: Case) -> None:
    """Our own checks and page_validation find nothing."""
    smallest = case.layout.edition.small_print
    problems = check_bytes(_pdf(case), f"{case}.pdf", smallest=smallest)
    if problems:
        pytest.fail("\n".join(map(str, problems)), pytrace=False)


@_each
def test_the_archive_is_claimed(case: Case) -> None:
    """PDF/A-2a by every edition but the press's, whose inks it does not allow."""
    claimed = b"<pdfaid:part>2" in _pdf(case)
    assert claimed is not case.layout.edition.press


# --- what is read aloud ---------------------------------------------------------------


def _expected(node: Node, numbered: bool = False) -> Iterator[str]:
    """The words of the content in order, with the numbers of numbered lists."""
    if node.tag == "artifact":
        return
    if node.tag == "item" and numbered:
        yield node.attributes["label"]
    if node.holds_text():
        yield from node.text().split()
    else:
        for child in node.nodes():
            yield from _expected(child, node.attributes.get("marker") == "number")


@_each
def test_every_word_once_and_in_order(case: Case) -> None:
    """The structure tree gives back the words of the content, none lost, doubled or joined."""
    document = Project.real().workshop.tree(_library(), case.ready, case.edition)
    expected, found = list(_expected(document)), words(_pdf(case))
    if found != expected:
        pytest.fail(_difference(expected, found), pytrace=False)


def _difference(expected: list[str], found: list[str]) -> str:
    lines = difflib.unified_diff(expected, found, "content", "PDF", lineterm="", n=3)
    return "\n".join(list(lines)[:60])


@_each
def test_the_phone_number_is_found_as_text(case: Case) -> None:
    assert PHONE in " ".join(words(_pdf(case)))


@pytest.mark.parametrize(
    "case", [one for one in CASES if (one.edition, one.paper) == ("standard", "letter")], ids=str
)
def test_read_aloud(case: Case) -> None:
    """The structure tree reads as the golden file, which an editor has read."""
    found = read_aloud(_pdf(case))
    golden = TREES / f"{case.handout}-{case.edition}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, "utf-8")
    expected = golden.read_text("utf-8") if golden.exists() else ""
    difference = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), golden.name, "as read now", lineterm="", n=2
    )
    hint = "if this is what it should say: UPDATE_GOLDEN=1 pytest tests/test_conformance.py"
    if found != expected:
        pytest.fail("\n".join([*difference, "", hint]), pytrace=False)


def test_no_golden_is_left_over() -> None:
    """Every golden tree belongs to a handout that is still made."""
    made = {f"{case.handout}-{case.edition}.txt" for case in CASES}
    assert {path.name for path in TREES.glob("*.txt")} <= made


_POPPLER = shutil.which("pdfinfo")


@pytest.mark.skipif(not _POPPLER, reason="poppler (pdfinfo) is not installed")
@_each
def test_poppler_reads_the_same(case: Case, tmp_path: Path) -> None:
    """An independent reader of the structure tree finds the same words."""
    file = tmp_path / "file.pdf"
    file.write_bytes(_pdf(case))
    run = subprocess.run(
        [str(_POPPLER), "-struct-text", "-enc", "UTF-8", str(file)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert run.stderr == ""
    expected, found = words(_pdf(case)), _poppler_words(run.stdout)
    if found != expected:
        pytest.fail(_difference(expected, found), pytrace=False)


def _poppler_words(told: str) -> list[str]:
    """The quoted texts; a word ends where a block begins."""
    out: list[str] = []
    for line in map(str.strip, told.splitlines()):
        if len(line) >= 2 and line.startswith('"') and line.endswith('"'):
            out.append(line[1:-1])
        elif not re.search(r"\(inline\)|^/|^Object ", line):
            out.append(" ")
    return "".join(out).split()


# --- veraPDF --------------------------------------------------------------------------


@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing() or "runs")
def test_verapdf(tmp_path: Path) -> None:
    """veraPDF, the reference validator, passes every file under every standard it claims."""
    made: dict[str, bytes] = {}
    for case in CASES:
        pdf, _ = _made(case)
        if pdf is not None:  # if not, test_it_is_made fails
            file = tmp_path / f"{case}.pdf"
            made[str(file)] = pdf
            file.write_bytes(pdf)
    verdicts = verapdf.validate(list(map(Path, made)), ("ua1", "2a"))
    assert len(verdicts) == 2 * len(made) > 0
    failed = [
        f"{Path(verdict.file).name} {verdict.profile}: " + "; ".join(verdict.failures)
        for verdict in verdicts
        if not verdict.passed
        and (verdict.profile == "ua1" or b"<pdfaid:part>2" in made[verdict.file])
    ]
    if failed:
        pytest.fail("\n".join(failed), pytrace=False)
