"""Whatever is asked for is made, or the exit code is not 0 and the reason is told with its line.

Each fault is tried with each way to ask, each command and each way of telling.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from small import ALL, BROCHURE, CERVICAL, SHEETS, Run, edit, write

SHEET = SHEETS[1]
BRAND = "content/brands/astr.yaml"
FAMILY = "content/en/handouts/type-sheet.yaml"
GUIDE = "content/en/handouts/understanding-dystonia-brochure.yaml"


class Fault(NamedTuple):
    """A fault in `file` and what it touches; it may be told at another file."""

    file: str
    make: Callable[[Path], None]
    touched: list[str]
    told_at: str = ""


def replaced(file: str, old: str, new: str, touched: list[str]) -> Fault:
    return Fault(file, lambda root: edit(root, file, old, new), touched)


def broken(file: str, touched: list[str]) -> Fault:
    """A line at the end that is no YAML."""

    def spoil(root: Path) -> None:
        write(root, file, (root / file).read_text("utf-8") + "oops: : x\n")

    return Fault(file, spoil, touched)


def recoded(file: str, touched: list[str]) -> Fault:
    """The file as a word processor may save it: nothing in it can be read."""

    def spoil(root: Path) -> None:
        (root / file).write_bytes((root / file).read_text("utf-8").encode("utf-16"))

    return Fault(file, spoil, touched)


def gone(file: str, touched: list[str]) -> Fault:
    return Fault(file, lambda root: (root / file).unlink(), touched)


FAULTS = {
    "phone": replaced(BRAND, 'phone: "(888) 210-2787"', 'phone: "888-210-2787"', ALL),
    "brand": broken(BRAND, ALL),
    "sources": broken("content/sources.yaml", ALL),
    "brand twice": replaced(BRAND, "paper: letter", "paper: letter\npaper: a4", ALL),
    "palette twice": replaced(BRAND, '  ink: "#1', '  ink: "#000000"\n  ink: "#1', ALL),
    "source's field twice": replaced(
        "content/sources.yaml", "nsta-2:\n", "nsta-2:\n  title: A\n", [SHEET, BROCHURE]
    ),
    "source twice": replaced(
        "content/sources.yaml", "nsta-2:\n", "nsta-2:\n  title: A\nnsta-2:\n", [SHEET, BROCHURE]
    ),
    "words": broken("content/en/words.yaml", ALL),
    "words gone": gone("content/en/words.yaml", ALL),
    "terms": broken("content/en/terms.yaml", ALL),
    "family": broken(FAMILY, SHEETS),
    "family's field": replaced(FAMILY, "subject: ", "subjekt: ", SHEETS),
    "family's kind": replaced(FAMILY, "for_each: types", "for_each: typos", SHEETS),
    "family recoded": recoded(FAMILY, SHEETS),
    "guide": broken(GUIDE, [BROCHURE]),
    "type": replaced(CERVICAL, "kicker: ", "kickr: ", [SHEET, BROCHURE]),
    "type recoded": recoded(CERVICAL, [SHEET, BROCHURE]),
    "other type": replaced(
        "content/en/types/blepharospasm.yaml", "kicker: ", "kickr: ", [SHEETS[0], BROCHURE]
    ),
    "number": replaced(CERVICAL, "DYS-02", "DYS-01", [SHEET]),
    "review": replaced(
        CERVICAL,
        "published: 2026-11-22\n  review_by: 2028",
        "published: 2024-11-22\n  review_by: 2025",
        [SHEET],
    ),
    "section": replaced("content/en/sections/signs.yaml", "\ntitle: ", "\ntitel: ", [BROCHURE]),
    "theme": broken("layouts/theme.yaml", ALL),
    "layout": broken("layouts/type-sheet/layout.yaml", SHEETS),
    "template": replaced("layouts/type-sheet/page.xml.j2", "<h1>", "<h7>", SHEETS),
    "part gone": gone("layouts/parts/number.xml.j2", SHEETS)._replace(
        told_at="layouts/type-sheet/page.xml.j2"
    ),
    "contrast": replaced(BRAND, 'accent: "#AF4A26"', 'accent: "#E08A60"', ALL),
    "overflow": replaced(CERVICAL, "\nlead: ", "\nlead: " + "muscles " * 900, [SHEET]),
}
BLACK = "en/cervical-dystonia-sheet-black-and-white.pdf"
# How one may ask, and for what.
ASKS: dict[str, list[str]] = {
    "": ALL,
    "cervical-dystonia": [SHEET],
    "cervical-dystonia-sheet": [SHEET],
    f"output/{SHEET}": [SHEET],
    "Cervical Dystonia": [SHEET],
    BLACK: [BLACK],
    "type-sheet": SHEETS,
    "understanding-dystonia-brochure": [BROCHURE],
}


def missing(fault: Fault, ask: str) -> list[str]:
    """The files asked for that the fault keeps from being made."""
    touched = {*fault.touched}
    if SHEET in touched and fault is not FAULTS["contrast"]:  # black on white has contrast
        touched.add(BLACK)
    return [output for output in ASKS[ask] if output in touched]


def told(run: Run, *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the one JSON document that a command says."""
    code, shown, errors = run(*words, "--json")
    assert errors == "", "everything is in the document"
    return code, json.loads(shown)


def is_there(document: dict[str, Any], fault: Fault) -> bool:
    """Whether the reason is told: an error in the file of the fault."""
    return any(
        problem["file"] == (fault.told_at or fault.file) and problem["kind"] == "error"
        for problem in document["problems"]
    )


@pytest.mark.parametrize("before", [False, True], ids=["nothing before", "made before"])
@pytest.mark.parametrize("name", FAULTS)
def test_what_is_asked_for_is_made_or_the_reason_is_told(
    root: Path, run: Run, name: str, before: bool
) -> None:
    fault = FAULTS[name]
    if before:
        assert told(run, "--edition", "all")[0] == 0
    fault.make(root)
    for ask, outputs in ASKS.items():
        words = [ask] if ask else []
        lost = missing(fault, ask)
        for command in ("", "check", "explain", "list"):
            code, document = told(run, *([command] if command else []), *words)
            said = f"{command} {ask}: {document}"
            failed = {*document["stale"], *document["missing"]}
            if command != "check":  # which looks at all editions and papers
                assert len(failed) == len(lost), said
            if before and command == "":
                assert document["stale"] == lost, said
            assert (code != 0) == bool(lost), said
            assert is_there(document, fault) == bool(lost), said
        for output in set(outputs) - set(lost):
            assert (root / "output" / output).is_file(), f"{output} has no fault"


@pytest.mark.parametrize("name", FAULTS)
def test_the_reason_is_shown_with_its_line_also_when_quiet(root: Path, run: Run, name: str) -> None:
    fault = FAULTS[name]
    fault.make(root)
    for command in ("", "check", "explain", "list"):
        ask = "understanding-dystonia-brochure" if BROCHURE in fault.touched else SHEET
        for quiet in ([], ["-q"]):
            code, shown, errors = run(*([command] if command else []), ask, *quiet)
            assert code == 1
            place = fault.told_at or fault.file
            lines = [line for line in errors.splitlines() if line.startswith(place)]
            assert lines, errors
            assert not quiet or shown == ""
            whole = place.endswith(".j2") or not (root / place).exists()
            assert whole or re.match(rf"{place}:\d+:\d+: ", lines[0])


@pytest.mark.parametrize("before", [False, True], ids=["nothing before", "made before"])
def test_a_file_of_which_nothing_can_be_read_hides_nothing(
    root: Path, run: Run, before: bool
) -> None:
    if before:
        run()
    (root / FAMILY).write_bytes(b"\x89\xfe\xff\x00" * 50)
    for ask in ("cervical-dystonia", "cervical-dystonia-sheet", f"output/{SHEET}"):
        code, document = told(run, ask)
        assert code == 1
        assert (SHEET in document["stale"]) == before
        assert document["stale"] or document["missing"]
        assert document["problems"][0]["file"] == FAMILY


@pytest.mark.parametrize("name", ["writers-cramp.yml", "writers-cramp.YAML", "Writers Cramp.yaml"])
def test_a_sheet_whose_file_is_misnamed_is_not_unknown(root: Path, run: Run, name: str) -> None:
    path = f"content/en/types/{name}"
    text = (root / CERVICAL).read_text("utf-8").replace("DYS-02", "DYS-09")
    write(root, path, text.replace("title: Cervical dystonia", "title: Cramp"))
    for command in ([], ["check"], ["explain"], ["list"]):
        code, document = told(run, *command, "writers-cramp")
        assert {*document["missing"]} == {"writers-cramp"}
        assert path in [problem["file"] for problem in document["problems"]]
        assert code == 1


def test_a_faulty_handout_is_not_made_in_any_edition(root: Path, run: Run) -> None:
    """Which editions it has cannot be relied on."""
    FAULTS["type"].make(root)
    for words in (["--edition", "black-and-white"], ["--edition", "giant"], ["--paper", "a4"]):
        code, document = told(run, "cervical-dystonia", *words)
        assert len(document["missing"]) == 1
        assert is_there(document, FAULTS["type"])
        assert code == 1


def test_errors_elsewhere_are_counted_and_stop_nothing(root: Path, run: Run) -> None:
    FAULTS["other type"].make(root)
    code, document = told(run, "cervical-dystonia")
    assert (code, document["built"], document["elsewhere"]) == (0, [SHEET], 1)
    code, _, errors = run("cervical-dystonia")
    assert (code, errors) == (0, "1 more error in other handouts: python generate.py check\n")


def test_an_error_in_content_that_nothing_uses_is_told_as_such(root: Path, run: Run) -> None:
    """The brochure of this project prints no causes; nothing is missing, but it is to be mended."""
    write(root, "content/en/sections/unused.yaml", "titel: Nobody prints this\n")
    code, shown, errors = run()
    assert "5 built, 0 unchanged, 0 failed." in shown
    assert re.search(r"\d errors?, in content that no handout uses\.\n$", errors)
    assert code == 1


def test_a_check_never_says_that_nothing_was_checked(root: Path, run: Run) -> None:
    FAULTS["phone"].make(root)
    code, shown, _ = run("check", "cervical-dystonia")
    assert shown.startswith("Checked 4 files in ")
    assert " 4 cannot be made. Nothing written." in shown
    assert code == 1


def test_what_changed_since_a_file_was_made_last_is_named(root: Path, run: Run) -> None:
    run()
    words = "content/en/words.yaml"
    edit(root, words, 'sheet_counter: "', 'sheet_counter: "' + "sheets " * 900)
    assert told(run)[1]["changed_since"] == {sheet: [words] for sheet in SHEETS}
    errors = run()[2]
    assert errors.count(f"Changed since then: {words}\n") == 1


def test_a_name_that_nothing_has_is_still_unknown_where_content_is_faulty(
    root: Path, run: Run
) -> None:
    FAULTS["phone"].make(root)
    code, document = told(run, "cervical-distonia")
    assert document["refused"].startswith('unknown handout "cervical-distonia"; did you mean "c')
    assert code == 2


def test_a_name_that_a_fault_may_hide_is_answered_with_the_fault(root: Path, run: Run) -> None:
    """Where nothing was made before, nobody knows the names that a faulty handout would have."""
    edit(root, FAMILY, "layout: type-sheet", 'layout: "{{ type.id }}-sheet"')
    edit(root, FAMILY, 'file: "{{ type.id }}-sheet"', "file: type-sheet")
    code, document = told(run, "cervical-dystonia-sheet")
    assert [problem["file"] for problem in document["problems"]] == [FAMILY]
    assert document["refused"].startswith('unknown handout "cervical-dystonia-sheet"')
    assert code == 1


def test_explain_finds_what_only_making_finds(root: Path, run: Run) -> None:
    """A letter that no font draws is found when the file is made; `explain` says so before."""
    edit(root, CERVICAL, "title: Cervical", "title: 頭 Cervical")
    code, shown, errors = run("explain", "cervical-dystonia")
    assert code == 1
    assert 'the font cannot draw "頭" (U+982D)' in errors
    assert "it would be made again" not in shown
    assert not (root / "output").exists()


@pytest.mark.parametrize("name", ["brand twice", "palette twice", "source twice"])
def test_a_line_that_stands_twice_is_no_matter_of_others(root: Path, run: Run, name: str) -> None:
    FAULTS[name].make(root)
    for words in ([], ["cervical-dystonia"]):
        code, _, errors = run(*words)
        assert code == 1
        assert "stands here a second time" in errors
        assert "in other handouts" not in errors
        assert "no handout uses" not in errors
