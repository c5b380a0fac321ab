"""How one may ask the command line, and how it may be told: names, brands, JSON, --strict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small import BROCHURE, CERVICAL, REPORTS, SHEETS, Run, edit, write

from handouts.build.report import Report
from handouts.cli.options import COMMANDS


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["cervical-dystonia", "--paper", "A4"], ["en/cervical-dystonia-sheet-a4.pdf"]),
        (["Cervical dystonia", "--paper", "Letter"], [SHEETS[1]]),
        (
            ["cervical-dystonia", "--edition", "Black and white"],
            ["en/cervical-dystonia-sheet-black-and-white.pdf"],
        ),
        (
            ["cervical-dystonia", "--edition", "Black-And-White", "--brand", "ASTR"],
            ["en/cervical-dystonia-sheet-black-and-white.pdf"],
        ),
        (
            ["en/cervical-dystonia-sheet-black-and-white-a4.pdf"],
            ["en/cervical-dystonia-sheet-black-and-white-a4.pdf"],
        ),
        (["cervical-dystonia-sheet-a4"], ["en/cervical-dystonia-sheet-a4.pdf"]),
        (["content/en/types/cervical-dystonia.yaml"], [SHEETS[1]]),
        ([r"output\en\cervical-dystonia-sheet.pdf"], [SHEETS[1]]),
    ],
)
def test_names_may_be_written_as_people_write_them(
    run: Run, words: list[str], made: list[str]
) -> None:
    assert json.loads(run(*words, "--json")[1])["built"] == made


def test_a_file_of_another_brand_is_asked_for_by_its_path(run: Run, root: Path) -> None:
    write(root, "content/brands/second.yaml", (root / "content/brands/astr.yaml").read_text())
    name = f"second/{SHEETS[1]}"
    assert json.loads(run(f"output/{name}", "--json")[1])["built"] == [name]
    document = json.loads(run(f"output/{name}", "blepharospasm", "--json")[1])
    assert (document["built"], document["unchanged"]) == ([SHEETS[0]], [name])
    said = 'unknown folder "output/third/en"; use "en" or "second/en"\n'
    assert run(f"output/third/{SHEETS[1]}") == (2, "", said)


def test_an_edition_that_a_handout_has_not_is_refused_by_name(run: Run, root: Path) -> None:
    family = "content/en/handouts/type-sheet.yaml"
    edit(root, family, "editions: [standard, black-and-white]", "editions: [standard]")
    code, _, errors = run("cervical-dystonia", BROCHURE, "--edition", "black-and-white")
    assert errors == '"cervical-dystonia" has no edition "black-and-white"; it has: standard\n'
    assert code == 2
    assert run("--edition", "black-and-white")[0] == 0, "asked of all, it is those that have it"


@pytest.mark.parametrize(
    "words",
    [
        ["--json"],
        ["check", "--json"],
        ["check", "--json", "--pdf"],
        ["explain", "--json"],
        ["list", "--json"],
        ["catalogue", "--json"],
        ["cervical-distonia", "--json"],
        ["list", "cervical-distonia", "--json"],
    ],
)
@pytest.mark.parametrize("faulty", [False, True])
def test_json_is_one_document_and_nothing_else(
    run: Run, root: Path, words: list[str], faulty: bool
) -> None:
    run()
    if faulty:
        edit(root, CERVICAL, "kicker: ", "kickr: ")
    code, shown, errors = run(*words)
    document = json.loads(shown)
    assert errors == ""
    if "refused" in document:
        assert code == 2
    elif "catalogue" not in words:
        assert code == document["exit_code"] == int(faulty)
        assert bool(document["problems"]) == faulty


def test_json_is_offered_where_it_works(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for command, parser in COMMANDS.items():
        assert "--json" in parser().format_help(), command


def test_strict_makes_a_warning_an_error_and_says_so(run: Run, root: Path) -> None:
    assert run("--strict")[0] == 0
    edit(root, REPORTS, 'on_file: "yes"', 'on_file: "no"')
    for words in (["--strict"], ["check", "--strict"]):
        code, _, errors = run(*words)
        assert "the written consent for these reports is not on file" in errors
        assert errors.endswith("With --strict a warning counts as an error.\n")
        assert code == 1
    assert run()[0] == 0


def test_a_building_says_again_what_it_said(run: Run, root: Path) -> None:
    """Also where nothing is made any more."""
    edit(root, REPORTS, 'on_file: "yes"', 'on_file: "no"')
    said = [run()[2], run()[2], run("check", "--edition", "standard", "--paper", "letter")[2]]
    assert "the written consent for these reports is not on file" in said[0]
    assert said[1] == said[0]
    assert said[2] == said[0]


def test_a_color_that_cannot_be_read_leaves_no_new_file(run: Run, root: Path) -> None:
    run()
    before = (root / "output" / BROCHURE).read_bytes()
    edit(root, "content/brands/astr.yaml", 'accent: "#AF4A26"', 'accent: "#E08A60"')
    edit(root, "content/en/sections/signs.yaml", "\ntitle: ", "\ntitle: Now ")
    code, shown, errors = run()
    assert "0 built, 0 unchanged, 5 failed." in shown
    assert f"output/{BROCHURE} could not be made again: the last good file was kept." in errors
    assert (root / "output" / BROCHURE).read_bytes() == before
    assert code == 1


def test_a_brand_is_named_as_a_folder_may_be(run: Run, root: Path) -> None:
    text = (root / "content/brands/astr.yaml").read_text("utf-8")
    for name in ("en", "Harbor Clinic"):
        write(root, f"content/brands/{name}.yaml", text)
    code, shown, errors = run("--brand", "all")
    assert 'content/brands/en.yaml: the brand "en" and the language "en" would share' in errors
    assert "content/brands/Harbor Clinic.yaml: expected a file name of small letters" in errors
    assert "5 built, 0 unchanged, 5 failed." in shown
    assert code == 1


def test_the_version_is_told(run: Run) -> None:
    code, shown, errors = run("--version")
    assert shown.startswith("handouts ")
    assert (code, errors) == (0, "")


def test_watching_says_a_line_of_json_for_each_time(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [Report(), Report(crashes=["Traceback"])]
    monkeypatch.setattr("handouts.build.watch.watch", lambda *_: iter(reports))
    code, shown, errors = run("watch", "--json")
    assert [json.loads(line)["exit_code"] for line in shown.splitlines()] == [0, 1]
    assert (code, errors) == (0, "")
