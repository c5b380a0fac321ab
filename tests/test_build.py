"""Builds: what is made again and why, and what is kept."""

from __future__ import annotations

import datetime
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from small import ALL, BROCHURE, CERVICAL, SHEETS, edit, write

from handouts import catalogue
from handouts.build import build, inputs, records
from handouts.build.plan import Selection
from handouts.build.report import BUILT, STALE, UNCHANGED, Report
from handouts.build.status import status
from handouts.digest import digest
from handouts.problems import Problems

TODAY = datetime.date(2026, 11, 22)
EVERYTHING = Selection(editions=("all",), papers=("all",), brands=("all",))


def run(root: Path, *names: str, **options: Any) -> Report:
    return build.build(root, Selection(names=names), **{"today": TODAY, "workers": 1, **options})


def built(report: Report) -> list[str]:
    return report.outputs(BUILT)


def digests(root: Path) -> dict[str, str]:
    """Every file in the output folder that a person sees."""
    folder = root / "output"
    return {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in sorted(folder.rglob("*.pdf"))
    }


# --- what is made again -----------------------------------------------------------------


def test_the_first_build_makes_everything_and_the_second_nothing(root: Path) -> None:
    assert built(run(root)) == ALL
    before = {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*.*")}
    again = run(root)
    assert built(again) == []
    assert again.outputs(UNCHANGED) == ALL
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize(
    ("file", "old", "new", "made"),
    [
        (CERVICAL, "\nlead: ", "\nlead: Now ", [SHEETS[1]]),
        (CERVICAL, "\nsummary: ", "\nsummary: Now ", [BROCHURE]),
        ("content/en/sections/signs.yaml", "\ntitle: ", "\ntitle: Now ", [BROCHURE]),
        ("layouts/tri-fold/page.xml.j2", "<document>", "<document> ", []),
        ("layouts/type-sheet/page.xml.j2", "<h1>", "<h1>About ", SHEETS),
        ("layouts/parts/number.xml.j2", "</p>", ".</p>", SHEETS),
        ("content/en/words.yaml", 'sheet_counter: "', 'sheet_counter: "The ', SHEETS),
        ("content/brands/astr.yaml", "name: ASTR\n", "name: Other\n", ALL),
        ("content/en/catalogue.yaml", "\ntitle: ", "\ntitle: Now ", []),
    ],
)
def test_a_change_makes_again_exactly_what_shows_it(
    root: Path, file: str, old: str, new: str, made: list[str]
) -> None:
    run(root)
    before = digests(root)
    edit(root, file, old, new)
    report = run(root)
    assert built(report) == made
    assert [name for name, digest in digests(root).items() if before[name] != digest] == made


def test_only_what_uses_a_file_is_looked_at_again(root: Path) -> None:
    run(root)
    edit(root, "content/en/types/blepharospasm.yaml", "kicker: ", "kicker: The ")
    why = {one.output: one.why for one in build.explain(status(root, Selection(), TODAY)).outcomes}
    changed = ["content/en/types/blepharospasm.yaml changed"]
    assert why == {**{name: [] for name in ALL}, SHEETS[0]: changed, BROCHURE: changed}


def test_a_new_type_file_gives_a_fifth_sheet_and_renumbers_the_others(root: Path) -> None:
    run(root)
    text = (root / CERVICAL).read_text().replace("DYS-02", "DYS-09")
    text = text.replace("title: Cervical dystonia", "title: Writer’s cramp")
    write(root, "content/en/types/writers-cramp.yaml", text)
    assert built(run(root)) == sorted([*SHEETS, "en/writers-cramp-sheet.pdf"])


def test_a_template_that_takes_the_place_of_a_part_counts(root: Path) -> None:
    run(root)
    write(root, "layouts/type-sheet/number.xml.j2", "<p>My own number</p>")
    assert built(run(root)) == SHEETS


def test_force_makes_again_what_did_not_change(root: Path) -> None:
    run(root)
    before = digests(root)
    assert built(run(root, force=True)) == ALL
    assert digests(root) == before


@pytest.mark.parametrize("damage", ["is missing", "was altered"])
def test_a_missing_or_altered_file_is_made_again(root: Path, damage: str) -> None:
    run(root)
    before = digests(root)
    path = root / "output" / SHEETS[0]
    path.unlink() if damage == "is missing" else path.write_bytes(b"%PDF-1.7 not ours")
    (told,) = [one for one in build.explain(status(root, Selection(), TODAY)).outcomes if one.why]
    assert (told.output, told.why) == (SHEETS[0], [f"the file {damage}"])
    assert built(run(root)) == [SHEETS[0]]
    assert digests(root) == before


def test_a_touched_file_with_the_same_bytes_is_left_alone(root: Path) -> None:
    run(root)
    os.utime(root / "output" / SHEETS[0], ns=(1, 1))
    os.utime(root / CERVICAL, ns=(1, 1))
    assert built(run(root)) == []


@pytest.mark.parametrize("text", ["", "{}", "no JSON", '1 0\n{"outputs": 3}', "\0\xff"])
def test_a_damaged_state_means_a_full_build_and_nothing_worse(root: Path, text: str) -> None:
    run(root)
    before = digests(root)
    write(root, "output/.state.json", text)
    assert [one.why for one in build.explain(status(root, Selection(), TODAY)).outcomes] == [
        ["nothing is known of how it was made"]
    ] * len(ALL)
    assert built(run(root)) == ALL
    assert digests(root) == before
    assert built(run(root)) == []


@pytest.mark.parametrize("field", ["file", "editions"])
def test_a_forged_state_leads_nowhere(root: Path, field: str) -> None:
    """Nothing outside the output folder is written, whatever the books say is to be made."""
    run(root)
    state = root / "output/.state.json"
    books = json.loads(state.read_bytes().partition(b"\n")[2])
    for catalog in books["catalogs"].values():
        for entry in catalog["entries"]:
            away = f"../../../{entry['file']}"
            entry[field] = away if field == "file" else [away]
    text = json.dumps(books).encode()
    state.write_bytes(f"{records.FORMAT} {digest(text)}\n".encode() + text)
    (root / "output" / SHEETS[0]).unlink()
    assert built(run(root)) == [SHEETS[0]]
    assert not list(root.parent.glob("*.pdf"))


def test_a_link_out_of_the_output_folder_is_not_followed(root: Path, tmp_path_factory: Any) -> None:
    away = tmp_path_factory.mktemp("away")
    (away / "mine.json").write_text("{}")
    (root / "output").mkdir()
    (root / "output/en").symlink_to(away)
    report = run(root)
    assert report.exit_code == 3
    assert "output/en/blepharospasm-sheet.pdf leads out of output" in report.unwritable[0]
    (root / "output/en").unlink()
    run(root)
    (root / "output/.previews").symlink_to(away)
    catalogue.write(root, Problems())
    assert [path.name for path in away.iterdir()] == ["mine.json"]


def test_a_changed_program_makes_everything_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root)
    monkeypatch.setattr(inputs, "_program", lambda: "another")
    why = build.explain(status(root, Selection(), TODAY)).outcomes
    assert {tuple(one.why) for one in why} == {("the program or a library it uses changed",)}


# --- names, editions, papers, brands ------------------------------------------------------


def test_names_of_other_editions_papers_and_brands(root: Path) -> None:
    text = (root / "content/brands/astr.yaml").read_text()
    write(root, "content/brands/second.yaml", text)
    selection = Selection(("cranial-dystonia",), ("all",), ("all",), ("all",))
    report = build.build(root, selection, today=TODAY, workers=1)
    endings = ["-a4", "-black-and-white", "-black-and-white-a4", ""]
    assert sorted(built(report)) == sorted(
        f"{folder}/cranial-dystonia-sheet{ending}.pdf"
        for folder in ("en", "second/en")
        for ending in endings
    )


def test_files_not_asked_for_are_named_when_their_content_moved_on(root: Path) -> None:
    build.build(root, EVERYTHING, today=TODAY, workers=1)
    edit(root, CERVICAL, "\nlead: ", "\nlead: Now ")
    outdated = run(root, "cervical-dystonia").outdated
    assert "en/cervical-dystonia-sheet-a4.pdf" in outdated
    assert not any("blepharospasm" in name for name in outdated)


def test_two_handouts_cannot_have_one_file_name(root: Path) -> None:
    edit(root, "content/en/handouts/type-sheet.yaml", 'file: "{{ type.id }}-sheet"', "file: same")
    report = run(root)
    assert [str(problem) for problem in report.problems] == [
        'content/en/handouts/type-sheet.yaml:5:7: "blepharospasm" has the same file name "same"; '
        "choose another"
    ]
    assert "en/same.pdf" in built(report)


def test_a_file_name_cannot_leave_its_folder(root: Path) -> None:
    edit(root, "content/en/handouts/type-sheet.yaml", "{{ type.id }}-sheet", "../../{{ type.id }}")
    report = run(root)
    assert built(report) == [BROCHURE]
    assert "expected a file name of small letters, digits and -" in report.problems[0].message


# --- when something is wrong --------------------------------------------------------------


def test_a_faulty_handout_keeps_its_last_good_file_and_the_others_are_made(root: Path) -> None:
    run(root)
    before = digests(root)
    edit(root, CERVICAL, "kicker: ", "kickr: ")
    edit(root, "content/en/sections/signs.yaml", "\ntitle: ", "\ntitle: Now ")
    report = run(root)
    assert built(report) == []
    assert report.outputs(UNCHANGED) == [SHEETS[0], *SHEETS[2:]], "not renumbered"
    assert report.outputs(STALE) == [SHEETS[1], BROCHURE], "the brochure shows the type"
    assert digests(root) == before
    assert any(str(one).startswith(f"{CERVICAL}:5:1: unknown field") for one in report.problems)
    assert report.exit_code == 1
    edit(root, CERVICAL, "kickr: ", "kicker: ")
    mended = run(root)
    assert built(mended) == [BROCHURE]
    assert mended.exit_code == 0


def test_a_text_too_long_is_told_with_the_file_it_is_too_long_in(root: Path) -> None:
    run(root)
    edit(root, CERVICAL, "\nlead: ", "\nlead: " + "muscles " * 900)
    report = run(root)
    assert report.outputs(STALE) == [SHEETS[1]]
    (problem,) = report.problems
    assert (problem.place.path, problem.place.line) == (CERVICAL, 7)
    assert re.search(r'panel "sheet" is \d+ lines too long .* in cervical-dystonia-sheet',
                     problem.message)  # fmt: skip
    assert run(root).problems == report.problems, "it is said again until it is mended"


def test_a_passed_review_date_keeps_the_last_good_file(root: Path) -> None:
    run(root)
    late = datetime.date(2029, 1, 1)
    report = run(root, "cervical-dystonia", today=late)
    assert report.outputs(STALE) == [SHEETS[1]]
    assert "the review date 2028-11-22 has passed" in report.problems[0].message
    warned = run(root, today=datetime.date(2028, 10, 1))
    assert warned.exit_code == 0
    assert len([one for one in warned.problems if not one.fatal]) == len(ALL)


def test_removed_content_leaves_a_file_that_only_prune_removes(root: Path) -> None:
    run(root)
    write(root, "output/en/mine.pdf", "not made by this program")
    (root / CERVICAL).unlink()
    edit(root, "content/en/handouts/understanding-dystonia-brochure.yaml",
         "  - cervical-dystonia\n", "")  # fmt: skip
    assert run(root).leftovers == [SHEETS[1]]
    assert SHEETS[1] in digests(root)
    assert run(root, prune=True).removed == [SHEETS[1]]
    assert SHEETS[1] not in digests(root)
    assert "en/mine.pdf" in digests(root)
    assert run(root).leftovers == []


def test_faulty_content_is_never_taken_for_removed_content(root: Path) -> None:
    run(root)
    write(root, "content/brands/astr.yaml", "name: [broken")
    report = run(root, prune=True)
    assert report.leftovers == report.removed == []
    assert report.outputs(STALE) == ALL
    assert sorted(digests(root)) == ALL


# --- history ------------------------------------------------------------------------------


def manifest(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "output/manifest.json").read_text())["handouts"]
    return found


def test_the_manifest_tells_what_each_file_is(root: Path) -> None:
    run(root)
    told = manifest(root)
    assert list(told) == ALL
    sheet = told[SHEETS[1]]
    wanted = {
        "number": "DYS-02",
        "version": 1,
        "title": "Cervical dystonia",
        "language": "en",
        "edition": "standard",
        "paper": "letter",
        "pages": 1,
        "published": "2026-11-22",
        "review_by": "2028-11-22",
    }
    assert {name: sheet[name] for name in wanted} == wanted
    assert CERVICAL in sheet["inputs"]
    assert "layouts/parts/number.xml.j2" in sheet["inputs"]


def test_words_that_change_need_a_new_version(root: Path) -> None:
    run(root)
    edit(root, CERVICAL, "\nlead: ", "\nlead: Now ")
    line = (root / CERVICAL).read_text().split("\n  version: 1")[0].count("\n") + 2
    expected = (
        f"{CERVICAL}:{line}:12: warning: the words of DYS-02 changed, its version is still 1, "
        "in cervical-dystonia-sheet; raise it before it is handed out"
    )
    assert [str(one) for one in run(root).problems] == [expected]
    assert [str(one) for one in run(root).problems] == [expected], "also when nothing is made"
    write(root, "output/.state.json", "damaged")
    assert [str(one) for one in run(root).problems] == [expected], "also without the state"
    edit(root, CERVICAL, "version: 1", "version: 2")
    assert run(root).problems == []


def test_a_change_of_looks_needs_no_new_version(root: Path) -> None:
    run(root)
    edit(
        root, "layouts/type-sheet/page.xml.j2", "<p>{{ type.lead }}</p>", "<h2>{{ type.lead }}</h2>"
    )
    report = run(root)
    assert built(report) == SHEETS
    assert report.problems == []
