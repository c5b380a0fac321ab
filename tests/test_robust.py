"""The machine and the screen may do what they want: one sentence, one code."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT
from small import ALL, CERVICAL, SHEETS, Run, edit

from handouts.build import build, pool, worker
from handouts.build.plan import Job, Selection
from handouts.build.report import BUILT, MISSING, Report
from handouts.build.worker import Made
from handouts.cli import main as cli

TODAY = datetime.date(2026, 11, 22)
DAY = "1795305600"
EVERYTHING = Selection(editions=("all",), papers=("all",))


def made(root: Path, *names: str, **options: Any) -> Report:
    return build.build(root, Selection(names=names), today=TODAY, workers=1, **options)


def shell(root: Path, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line for the shell, in which `handouts` is the program."""
    program = f'handouts() {{ "{sys.executable}" -m handouts "$@"; }}; '
    return subprocess.run(
        ["bash", "-c", program + line],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": DAY, **environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=60,
    )


# --- the screen -------------------------------------------------------------------------


def test_a_closed_screen_stops_nothing(root: Path) -> None:
    done = shell(root, "handouts >&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert all((root / "output" / name).is_file() for name in ALL)
    assert shell(root, "handouts list >&- 2>&- <&-").returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("words", ["", "--json", "list", "--help", "explain"])
def test_a_screen_that_takes_nothing_is_told_once(root: Path, words: str) -> None:
    done = shell(root, f"handouts {words} > /dev/full")
    assert done.returncode == 3
    assert done.stderr == "What was done could not be shown: No space left on device.\n"
    if words in ("", "--json"):
        assert all((root / "output" / name).is_file() for name in ALL)


def test_a_reader_that_has_enough_stops_nothing(root: Path) -> None:
    done = shell(root, "handouts | head -1; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stderr) == (0, "")
    assert all((root / "output" / name).is_file() for name in ALL)


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp850", "cp932", "latin-1"])
def test_a_letter_that_the_console_lacks_is_shown_by_its_number(root: Path, encoding: str) -> None:
    edit(root, CERVICAL, "title: Cervical dystonia", "title: Writer’s cramp – “hand” ş")
    done = shell(root, "handouts list", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    line = next(line for line in done.stdout.splitlines() if line.startswith("cervical-dystonia"))
    assert "Writer" in line
    assert "\\u015f" in line


# --- the machine ------------------------------------------------------------------------


@pytest.mark.parametrize("epoch", ["9e17", "900000000000000000", "yesterday", "²", "1 2"])
def test_a_day_that_is_none_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    said = f'SOURCE_DATE_EPOCH: expected the seconds since 1970, found "{epoch}".\n'
    assert run() == (2, "", said)


def test_too_few_open_files_are_one_sentence(root: Path) -> None:
    done = shell(root, "ulimit -n 8; handouts --edition all --paper all --jobs 2 -q")
    assert done.stderr == "The system lets this program open too few files at once (ulimit -n).\n"
    assert done.returncode == 3


HOOK = """
import os, signal, sys
class Hook:
    def find_spec(self, name, *rest):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
import handouts.__main__
sys.meta_path.insert(0, Hook())
sys.argv = ["handouts"]
handouts.__main__.start()
"""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("handouts.build.plan", "Stopped.\n"),
        ("handouts.build.worker", f"{cli.STOPPED}\n"),
        ("handouts.render", f"{cli.STOPPED}\n"),
    ],
)
def test_ctrl_c_at_any_moment_is_one_sentence(root: Path, name: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HOOK.format(name=name)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", said)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_a_process_that_dies_takes_along_the_one_file_it_was_making(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = "en/cranial-dystonia-sheet-a4.pdf"

    def deadly(root: str, stamp: str, job: Job) -> Made:
        if job.output == victim:
            os._exit(9)
        return worker.make(root, stamp, job)

    monkeypatch.setattr(pool, "make", deadly)
    # Another test may have left a thread; only a forked process knows the deadly one.
    monkeypatch.setattr("threading.active_count", lambda: 1)
    report = build.build(root, EVERYTHING, today=TODAY, workers=2)
    assert len(report.outputs(BUILT)) == 4 * len(ALL) - 1
    assert report.outputs(MISSING) == [victim]
    (sentence,) = report.unwritable
    assert f"while it made output/{victim}." in sentence
    assert report.exit_code == 3
    monkeypatch.undo()
    again = build.build(root, EVERYTHING, today=TODAY, workers=1)
    assert again.outputs(BUILT) == [victim]


def test_a_fault_of_the_program_costs_one_file_and_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handouts.render import render

    def faulty(fonts: Any, drawings: Any, library: Any, prepared: Any, *rest: Any) -> Any:
        if prepared.name == "cervical-dystonia":
            raise KeyError("something of ours")
        return render(fonts, drawings, library, prepared, *rest)

    monkeypatch.setattr("handouts.workshop.render", faulty)
    for words in ([], ["check"]):
        code, shown, errors = run(*words, "--edition", "all", "--paper", "all")
        assert code == 1
        assert errors.count("KeyError: 'something of ours'") == 1, "once for all its editions"
        assert "It happened while making en/cervical-dystonia-sheet" in errors
        assert "16 built, 0 unchanged, 4 failed." in shown or "4 cannot be made" in shown
    code, shown, errors = run("cervical-dystonia", "--json")
    assert json.loads(shown)["crashes"][0]["files"] == [SHEETS[1]]
    assert (code, errors) == (1, "")


def test_a_file_that_is_not_made_without_a_reason_is_a_fault_of_the_program(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.workshop.render", lambda *_: None)
    code, _, errors = run("cervical-dystonia")
    assert errors.startswith(f"output/{SHEETS[1]} could not be made.\n")
    assert "nothing says why" in errors
    assert code == 1


def test_a_fault_of_the_program_while_reading_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: Any) -> Any:
        raise KeyError("something of ours")

    monkeypatch.setattr(worker, "catalog_of", faulty)
    code, _, errors = run("cervical-dystonia")
    assert "KeyError: 'something of ours'" in errors
    assert f"output/{SHEETS[1]} could not be made." in errors
    assert code == 1
