"""Watching: a save makes what shows it, an error is waited out."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest
from small import ALL, CERVICAL, SHEETS, edit

from handouts.build.plan import Selection, Unknown
from handouts.build.report import BUILT, STALE, Report
from handouts.build.watch import watch

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def reports(root: Path) -> Iterator[Queue[Report]]:
    """The reports of a watch that runs while the test does."""
    found: Queue[Report] = Queue()
    stop = Event()

    def follow() -> None:
        for report in watch(root, Selection(), lambda: TODAY, stop):
            found.put(report)

    thread = Thread(target=follow)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join(timeout=20)
        assert not thread.is_alive()


def following(reports: Queue[Report]) -> Report:
    return reports.get(timeout=20)


def test_a_save_makes_again_what_shows_it(root: Path, reports: Queue[Report]) -> None:
    assert following(reports).outputs(BUILT) == ALL
    edit(root, CERVICAL, "\nlead: ", "\nlead: Now ")
    assert following(reports).outputs(BUILT) == [SHEETS[1]]


def test_a_layout_is_read_anew(root: Path, reports: Queue[Report]) -> None:
    following(reports)
    edit(root, "layouts/parts/number.xml.j2", "</p>", ".</p>")
    assert following(reports).outputs(BUILT) == SHEETS


def test_an_editor_may_replace_the_file(root: Path, reports: Queue[Report]) -> None:
    following(reports)
    for word in ("Now", "Later"):  # the second is seen only if the first did not lose the watch
        path = root / CERVICAL
        new = path.with_name(".cervical-dystonia.yaml.swp")
        new.write_text(path.read_text().replace("\nlead: ", f"\nlead: {word} "))
        os.replace(new, path)
        assert following(reports).outputs(BUILT) == [SHEETS[1]]


def test_an_error_is_told_and_waited_out(root: Path, reports: Queue[Report]) -> None:
    following(reports)
    edit(root, CERVICAL, "\nlead: ", "\nleed: ")
    faulty = following(reports)
    assert SHEETS[1] in faulty.outputs(STALE)
    assert any('unknown field "leed"' in problem.message for problem in faulty.problems)
    edit(root, CERVICAL, "\nleed: ", "\nlead: Now ")
    mended = following(reports)
    assert mended.outputs(BUILT) == [SHEETS[1]]
    assert [problem for problem in mended.problems if problem.fatal] == []


def test_a_fault_of_the_program_is_told_and_waited_out(
    root: Path, reports: Queue[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object, **__: object) -> Report:
        raise KeyError("something of ours")

    following(reports)
    monkeypatch.setattr("handouts.build.watch.build", faulty)
    edit(root, CERVICAL, "\nlead: ", "\nlead: Now ")
    (crash,) = following(reports).crashes
    assert "something of ours" in crash
    monkeypatch.undo()
    edit(root, CERVICAL, "\nlead: Now ", "\nlead: Later ")
    assert following(reports).outputs(BUILT) == [SHEETS[1]]


def test_a_request_that_means_nothing_ends_it(root: Path) -> None:
    with pytest.raises(Unknown):
        next(watch(root, Selection(("cervical-distonia",)), lambda: TODAY))
