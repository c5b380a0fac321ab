"""Builds break nothing: half a file, another process, other settings; and they are fast."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from helpers import ROOT
from small import ALL, command
from test_build import EVERYTHING, TODAY, built, digests, manifest, run

from handouts.build import build, files
from handouts.build.plan import Selection

# --- safe ---------------------------------------------------------------------------------


def test_a_second_build_is_kept_out_with_a_clear_sentence(root: Path) -> None:
    with files.lock(root):
        process = command(root)
        _, errors = process.communicate(timeout=60)
    assert errors == (
        "Another build is running in this folder. Wait until it is done, then try again.\n"
    )
    assert process.returncode == 3
    assert run(root).exit_code == 0


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full: output/en/blepharospasm-sheet.pdf could not be written."),
        (errno.EROFS, "output/en/blepharospasm-sheet.pdf could not be written: the folder is "
                      "read-only."),
    ],
)  # fmt: skip
def test_where_nothing_can_be_written_one_sentence_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def refuse(source: Any, target: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(files.CannotWrite, match=re.escape(sentence)):
        run(root)
    assert list((root / "output").rglob("*.tmp")) == []


def test_a_file_held_open_does_not_stop_the_others(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refuse(source: Any, target: Any) -> None:
        if str(target).endswith("blepharospasm-sheet.pdf"):
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    report = run(root)
    assert built(report) == ALL[1:]
    assert report.unwritable == [
        "output/en/blepharospasm-sheet.pdf could not be replaced. It may be open in another "
        "program: close it there and run this again."
    ]
    assert report.exit_code == 3


def test_a_build_killed_at_any_moment_leaves_whole_files(root: Path) -> None:
    run(root, "cervical-dystonia")
    chance = random.Random(7)  # noqa: S311 (no secret: the moments of the kills)
    for _ in range(20):
        process = command(root, "--force", "--edition", "all", "--paper", "all", "--jobs", "2")
        try:
            process.communicate(timeout=chance.uniform(0.2, 1.2))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        for path in (root / "output").rglob("*.pdf"):
            with pikepdf.open(path) as pdf:
                assert len(pdf.pages) == 1
    report = build.build(root, EVERYTHING, today=TODAY, workers=1)
    assert report.exit_code == 0
    assert len(digests(root)) == len(ALL) * 4
    assert list((root / "output").rglob("*.tmp")) == []


def test_the_same_bytes_in_any_process_whatever_its_settings(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = shutil.copytree(root, tmp_path_factory.mktemp("other") / "place", symlinks=True)
    home = tmp_path_factory.mktemp("home")
    (home / ".reportlab_settings").write_text("pdfMultiLine = 1")
    first = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1795000000"}
    second = {"PYTHONHASHSEED": "2", "TZ": "America/Denver", "SOURCE_DATE_EPOCH": ""}
    second |= {"HOME": str(home), "RL_pdfComments": "1", "LC_ALL": "C"}
    for folder, environment in ((root, first), (other, second)):
        process = command(folder, **environment)
        output, errors = process.communicate(timeout=60)
        assert process.returncode == 0, output + errors
    assert list(digests(root)) == ALL
    assert digests(root) == digests(other)
    assert manifest(root) == manifest(other)


# --- fast ---------------------------------------------------------------------------------


def test_a_build_with_nothing_to_do_imports_nothing_heavy(root: Path) -> None:
    first = command(root)
    _, errors = first.communicate(timeout=60)
    assert first.returncode == 0, errors
    code = (
        "import sys; from handouts.cli.main import main; main([]); "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & set(sys.argv[1:])))"
    )
    heavy = ["reportlab", "pydantic", "jinja2", "yaml", "rich", "watchfiles", "multiprocessing"]
    done = subprocess.run(
        [sys.executable, "-c", code, *heavy],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    said, last = done.stdout.splitlines()
    assert said.startswith("Nothing changed: 5 files up to date.")
    assert last == "[]"


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_of_our_own_give_the_same_files(root: Path, workers: int) -> None:
    report = build.build(root, EVERYTHING, today=TODAY, workers=workers)
    assert len(built(report)) == len(ALL) * 4
    one_by_one = digests(root)
    with ThreadPoolExecutor(1) as executor:
        build.build(root, EVERYTHING, today=TODAY, executor=executor, force=True)
    assert digests(root) == one_by_one


class Counting(Executor):
    """Hands on to another executor and counts."""

    def __init__(self, inner: Executor) -> None:
        self.inner, self.count = inner, 0

    def submit(self, *job: Any, **named: Any) -> Any:
        self.count += 1
        return self.inner.submit(*job, **named)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_may_do_the_work(root: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="pip install 'handouts[cluster]'")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, protocol="tcp"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        executor = Counting(client.get_executor())
        report = build.build(root, Selection(), today=TODAY, executor=executor)
    assert built(report) == ALL
    assert executor.count == len(ALL)
    there = digests(root)
    assert built(run(root, force=True)) == ALL
    assert digests(root) == there
