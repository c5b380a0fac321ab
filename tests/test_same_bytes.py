"""The same inputs give the same bytes; another brand changes what is the brand's, and no more."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import aloud
import pikepdf
from helpers import PAPERS, ROOT, Project, draw
from hypothesis import given
from hypothesis import strategies as st
from sheet import from_hex, hexed
from test_properties import words_of

from handouts.problems import NOWHERE, Place, Problem
from handouts.reading.located import Text

# --- the same bytes -----------------------------------------------------------------------

_DIGESTS = """
import hashlib, sys
sys.path[:0] = {paths!r}
from helpers import Project
project = Project.real()
for sheet in project.every():
    print(sheet, hashlib.sha256(sheet.pdf).hexdigest())
"""


def test_the_same_content_gives_the_same_bytes_everywhere(clinic: Project) -> None:
    """In two processes with other hash seeds, time zones, languages and working folders."""
    script = _DIGESTS.format(paths=[str(ROOT), str(Path(__file__).parent)])
    settings_of = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Adak", "LC_ALL": "de_DE.UTF-8"},
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            env={**os.environ, **own},
            cwd=place,
            stdout=subprocess.PIPE,
            text=True,
        )
        for own, place in zip(settings_of, (ROOT, Path("/")), strict=True)
    ]
    one, two = (process.communicate()[0].splitlines() for process in running)
    assert len(one) > 40, "few files were made"
    differ = [a for a, b in zip(one, two, strict=True) if a != b]
    assert not differ, f"not the same bytes: {differ}"


def test_the_same_handout_twice_in_one_process_is_the_same(clinic: Project) -> None:
    for ready in clinic.library.handouts:
        first, _ = draw(clinic, ready, "standard", "letter")
        second, _ = draw(clinic, ready, "standard", "letter")
        assert first is not None
        assert second is not None
        assert first.pdf == second.pdf, f"{ready.name} differs when made twice"


def test_nothing_is_painted_outside_marks(clinic: Project) -> None:
    for sheet in clinic.every():
        for number, page in enumerate(sheet.pages, 1):
            assert not page.outside, f"{sheet}, page {number}: outside marks: {page.outside[:3]}"


def test_every_word_comes_back_in_reading_order(clinic: Project) -> None:
    for sheet in clinic.every():
        assert aloud.words(sheet.pdf) == words_of(sheet.nodes), f"{sheet}"


# --- a second brand -----------------------------------------------------------------------


def test_the_second_brand_has_every_handout(harbor: Project) -> None:
    """Another name, number, paper, logo and palette: each file is made without a problem."""
    refused = []
    for ready in harbor.library.handouts:
        for edition in map(str, ready.handout.editions):
            for paper in PAPERS:
                out, problems = draw(harbor, ready, edition, paper)
                if out is None or problems:
                    said = "; ".join(map(str, problems))
                    refused.append(f"{ready.name}, {edition}, {paper}: {said}")
    assert not refused, "\n".join(refused)


def test_the_second_brand_says_its_own_number_and_name(harbor: Project) -> None:
    for sheet in harbor.possible():
        text = " ".join(" ".join(sheet.texts).split())
        assert "+44 20 7946 0018" in text, f"{sheet} does not hold the number"
        assert "Harbor" in text, f"{sheet} does not hold the name"


def test_nothing_of_the_first_brand_is_left(harbor: Project) -> None:
    """In no text, alternate text, link, bookmark or property of any file of the second brand."""
    for sheet in harbor.possible(papers=("a4",)):
        with pikepdf.open(io.BytesIO(sheet.pdf)) as file:
            said = [bytes(item) for item in file.objects if isinstance(item, pikepdf.String)]
            said += [item.read_bytes() for item in file.objects if isinstance(item, pikepdf.Stream)
                     and item.get("/Type") == "/Metadata"]  # fmt: skip
            said += [json.dumps(str(value)).encode() for value in _strings(file)]
        everything = b" ".join(said).decode("latin-1") + " ".join(sheet.texts)
        for word in ("ASTR", "888", "210-2787", "Soft Tissue"):
            assert word not in everything, f'{sheet} holds "{word}"'


def _strings(file: pikepdf.Pdf) -> list[str]:
    """Every string in any dictionary or array of a file."""
    out: list[str] = []

    def look(value: Any, depth: int) -> None:
        if isinstance(value, pikepdf.String):
            out.append(str(value))
        elif depth < 4 and isinstance(value, pikepdf.Array):
            for one in value:
                if not (isinstance(one, pikepdf.Object) and one.is_indirect):
                    look(one, depth + 1)
        elif depth < 4 and isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for key in dict(value.items()):
                one = value[key]
                if not (isinstance(one, pikepdf.Object) and one.is_indirect):
                    look(one, depth + 1)

    for item in file.objects:
        look(item, 0)
    return out


def test_no_color_of_the_first_brand_is_left(harbor: Project, clinic: Project) -> None:
    own = {hexed(from_hex(value)) for value in harbor.library.brand.palette.values()}
    first = {hexed(from_hex(value)) for value in clinic.library.brand.palette.values()} - own
    for sheet in harbor.possible("standard", "large-print", papers=("a4",)):
        painted = {
            hexed(color)
            for page in sheet.pages
            for shape in page.shapes
            for color in (shape.fill, shape.stroke)
            if color is not None
        } | {hexed(run.color) for page in sheet.pages for run in page.runs}
        assert not painted & first, f"{sheet} is painted with {painted & first}"


def test_the_brands_paper_is_the_default(harbor: Project) -> None:
    assert (harbor.library.brand.paper, str(harbor.library.brand.tel)) == (
        "a4",
        "tel:+442079460018",
    )


# --- small things that must never raise ---------------------------------------------------


@given(st.text(max_size=20), st.integers(0, 9), st.integers(0, 9))
def test_a_problem_is_always_printable(text: str, line: int, column: int) -> None:
    assert text in str(Problem(Place("x.yaml", line, column), text, "do this"))
    assert Text(text, NOWHERE) == text
