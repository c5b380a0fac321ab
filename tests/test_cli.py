"""The command line as a person meets it: what is shown where, and the exit codes."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from closing import shut
from helpers import ROOT
from small import ALL, BROCHURE, CERVICAL, REPORTS, SHEETS, Run, edit, write

from handouts.cli.options import COMMANDS


def test_a_build_names_what_it_made_and_says_where_to_look(run: Run) -> None:
    code, shown, errors = run()
    lines = shown.splitlines()
    assert sorted(lines[:-1]) == [f"built output/{name}" for name in ALL]
    assert lines[-1].startswith("5 built, 0 unchanged, 0 failed. ")
    assert lines[-1].endswith(" Look in output.")
    assert (code, errors) == (0, "")


def test_a_caller_of_main_keeps_its_garbage_collector(run: Run) -> None:
    """Only the program as a process does without (`run`)."""
    run()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_nothing_changed_is_said_in_one_line(run: Run) -> None:
    run()
    code, shown, errors = run()
    (line,) = shown.splitlines()
    assert line.startswith("Nothing changed: 5 files up to date.")
    assert (code, errors) == (0, "")


def test_quiet_says_nothing_where_nothing_is_wrong(run: Run) -> None:
    assert run("-q") == (0, "", "")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("cervical-dystonia", [SHEETS[1]]),
        ("cervical-dystonia-sheet", [SHEETS[1]]),
        ("output/en/cervical-dystonia-sheet.pdf", [SHEETS[1]]),
        ("Cervical-Dystonia", [SHEETS[1]]),
        ("type-sheet", SHEETS),
        ("understanding-dystonia-brochure", [BROCHURE]),
    ],
)
def test_a_handout_goes_by_any_of_its_names(run: Run, name: str, made: list[str]) -> None:
    assert json.loads(run(name, "--json")[1])["built"] == made


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cervical-distonia"], 'unknown handout "cervical-distonia"; did you mean '
                                '"cervical-dystonia"?'),
        (["--edition", "black-and-wite"], 'unknown edition "black-and-wite"; did you mean '
                                          '"black-and-white"?'),
        (["--paper", "a5"], 'unknown paper "a5"; use "a4" or "all" or "letter"'),
        (["--brand", "asrt"], 'unknown brand "asrt"; did you mean "astr"?'),
        (["--language", "spanish"], 'unknown language "spanish"; use "all" or "en"'),
        (["--language", "fr"], 'unknown language "fr"; use "all" or "en". To begin it, copy '
                               'content/en to content/fr and translate the copy'),
        (["-q", "check", "cervical-dystonia"], '"check" is a command, and the command comes '
                                 'first: python generate.py check -q cervical-dystonia'),
    ],
)  # fmt: skip
def test_an_unknown_name_is_answered_with_the_nearest(
    run: Run, words: list[str], said: str
) -> None:
    assert run(*words) == (2, "", f"{said}\n")


def test_an_unknown_option_is_a_matter_of_usage(run: Run) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("--forse")


def test_outside_a_project_it_says_so(
    run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path_factory.mktemp("empty")
    monkeypatch.chdir(empty)
    said = f'There is no project in {empty}: no folders "content" and "layouts". '
    said += "Go to the folder that has both, and run this there.\n"
    assert run() == (2, "", said)


def test_every_problem_is_said_once_in_order_with_a_count(run: Run, root: Path) -> None:
    run()
    edit(root, CERVICAL, "kicker: ", "kickr: ")
    edit(root, "content/en/types/blepharospasm.yaml", "kicker: ", "kickr: ")
    code, _, errors = run()
    problems = [line for line in errors.splitlines() if line.startswith("content/")]
    assert problems == sorted(problems)
    assert sum('unknown field "kickr"; did you mean "kicker"?' in line for line in problems) == 2
    assert errors.splitlines()[-1] == f"{len(problems)} errors."
    assert f"output/{SHEETS[1]} could not be made again: the last good file was kept." in errors
    assert code == 1


def test_a_named_build_is_not_stopped_by_the_faults_of_others(run: Run, root: Path) -> None:
    edit(root, CERVICAL, "kicker: ", "kickr: ")
    code, shown, errors = run("blepharospasm")
    assert f"built output/{SHEETS[0]}" in shown
    assert errors == "1 more error in other handouts: python generate.py check\n"
    assert code == 0
    code, _, errors = run("cervical-dystonia")
    assert code == 1
    assert f'{CERVICAL}:5:1: unknown field "kickr"' in errors


def test_a_refused_write_is_one_sentence_and_code_3(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    code, _, errors = run()
    assert errors == (
        f"The disk is full: output/{SHEETS[0]} could not be written. "
        "Free some space and run this again.\n"
    )
    assert code == 3


def test_json_is_the_whole_report(run: Run, root: Path) -> None:
    signs = "content/en/sections/signs.yaml"
    edit(root, signs, "\ntitle: ", "\ntitel: ")
    line = (root / signs).read_text().split("\ntitel: ")[0].count("\n") + 2
    code, shown, errors = run("--json")
    report = json.loads(shown)
    assert set(report) == {
        *("built", "unchanged", "stale", "missing", "outdated", "leftovers", "removed"),
        *("problems", "elsewhere", "unwritable", "crashes", "changed_since"),
        *("seconds", "exit_code"),
    }
    assert report["built"] == SHEETS
    assert {
        "file": signs,
        "line": line,
        "column": 1,
        "kind": "error",
        "message": 'unknown field "titel"',
        "hint": 'did you mean "title"?',
    } in report["problems"]
    assert (code, errors) == (1, "")


def test_check_finds_what_a_build_would_and_writes_nothing(run: Run, root: Path) -> None:
    """Also that the people in the reports have not agreed in writing (TR-09)."""
    edit(root, REPORTS, 'on_file: "yes"', 'on_file: "no"')
    code, shown, errors = run("check")
    assert shown.startswith("Checked 20 files in ")
    assert shown.endswith("Nothing written.\n")
    consent = "warning: the written consent for these reports is not on file"
    assert code == 0
    assert consent in errors
    assert errors.endswith("\n1 warning.\n")
    edit(root, CERVICAL, "\nlead: ", "\nlead: " + "muscles " * 900)
    code, _, errors = run("check")
    assert 'panel "sheet" is' in errors
    assert code == 1
    assert not (root / "output").exists()


def test_explain_says_why(run: Run, root: Path) -> None:
    shown = run("explain", "blepharospasm")[1]
    assert shown == f"output/{SHEETS[0]}: it would be made again, because\n    it is new\n"
    run()
    edit(root, "content/en/words.yaml", 'sheet_counter: "', 'sheet_counter: "The ')
    assert run("explain", "blepharospasm") == (
        0,
        f"output/{SHEETS[0]}: it would be made again, because\n    content/en/words.yaml changed\n",
        "",
    )
    run()
    assert run("explain", "blepharospasm")[1] == f"output/{SHEETS[0]}: up to date\n"


def test_list_shows_names_files_and_editions(run: Run) -> None:
    code, shown, errors = run("list", "cervical-dystonia")
    assert shown.splitlines() == [
        "cervical-dystonia  DYS-02 v1  Cervical dystonia",
        f"    file      output/{SHEETS[1]}",
        "    editions  standard, black-and-white",
    ]
    assert (code, errors) == (0, "")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_is_there_for_every_command(run: Run, command: str) -> None:
    with pytest.raises(SystemExit, match="0"):
        run(command, "--help")


def test_the_script_and_the_module_are_the_same_program(root: Path) -> None:
    shutil.copy(ROOT / "generate.py", root / "generate.py")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for words in (["generate.py"], ["-m", "handouts"]):
        done = subprocess.run(
            [sys.executable, *words, "list", "cranial-dystonia"],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith("cranial-dystonia  DYS-03 v1  Cranial dystonia\n")


def test_a_damaged_file_in_the_output_folder_is_found(run: Run, root: Path) -> None:
    run()
    write(root, "output/en/cervical-dystonia-sheet.pdf", "%PDF-1.7 broken")
    code, _, errors = run("check", "--pdf", "cervical-dystonia")
    assert "output/en/cervical-dystonia-sheet.pdf" in errors
    assert code == 1


@pytest.mark.parametrize("size", [0, 10, 3_000, -6])
def test_a_file_cut_short_says_how_to_make_it_again(run: Run, root: Path, size: int) -> None:
    """In the same words each time."""
    run()
    whole = (root / "output" / SHEETS[1]).read_bytes()
    (root / "output" / SHEETS[1]).write_bytes(whole[:size])
    (root / "output/en/other.pdf").write_bytes(b"<html>")
    said = "this file is damaged, or is no PDF"
    told = (
        f"output/{SHEETS[1]}: {said}; make it again with: python generate.py output/{SHEETS[1]}\n"
        f"output/en/other.pdf: {said}; delete it\n2 errors.\n"
    )
    assert [run("check", "--pdf", "-q") for _ in range(2)] == [(1, "", told)] * 2
    run(f"output/{SHEETS[1]}")
    assert (root / "output" / SHEETS[1]).read_bytes() == whole


@pytest.mark.parametrize("folder", ["output", "output/en"])
def test_a_closed_folder_of_output_is_told_with_a_mend(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    run()
    shut(monkeypatch, root / folder)
    said = f"{folder}: this folder may not be opened; allow everyone to read it\n1 error.\n"
    assert run("check", "--pdf", "-q") == (1, "", said)
    code, _, errors = run("-q")
    assert (code, len(errors.splitlines())) == (3, 1)
    assert "Ask for the right to " in errors


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_what_is_no_pdf_in_the_output_folder_is_said_and_stops_nothing(
    run: Run, root: Path
) -> None:
    run()
    output = root / "output" / "en"
    (output / "folder.pdf").mkdir()
    os.mkfifo(output / "pipe.pdf")
    (output / "gone.pdf").symlink_to("nowhere")
    locked = pikepdf.Encryption(owner="one", user="two")
    with pikepdf.open(output / "blepharospasm-sheet.pdf") as pdf:
        pdf.save(output / "locked.pdf", encryption=locked)
    code, shown, errors = run("check", "--pdf")
    assert "output/en/folder.pdf: expected a file, found a folder; rename the folder" in errors
    assert "output/en/pipe.pdf: expected a file, found a pipe; delete it" in errors
    assert "output/en/gone.pdf: cannot be read (No such file or directory)" in errors
    assert "output/en/locked.pdf: PDF/A-2 6.1.3: the file is locked with a password" in errors
    assert "passes output/en/cervical-dystonia-sheet.pdf" in shown
    assert code == 1
