"""What may not be opened is the one thing that is said: nothing is concluded from it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from closing import shut
from small import BROCHURE, SHEETS, Run

CLOSED = "this folder may not be opened[^;]*; allow everyone to read it"


def told(errors: str) -> list[str]:
    """What is wrong, without what could not be made and how much it is."""
    rest = r"output/.*|Changed since then: .*|\d+ error.*|\d+ more error.*"
    return [line for line in errors.splitlines() if not re.fullmatch(rest, line)]


FOLDERS = [
    *("content", "content/en", "content/brands"),
    *("content/en/types", "content/en/handouts", "content/en/sections"),
    *("layouts", "layouts/art", "layouts/kinds", "layouts/type-sheet", "layouts/parts"),
    "layouts/fonts",
]


@pytest.mark.parametrize("made", [False, True], ids=["new", "made before"])
@pytest.mark.parametrize("name", ["", "cervical-dystonia", "cervical-dystonia-sheet"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_closed_folder_is_the_one_error(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, folder: str, name: str, made: bool
) -> None:
    if made:
        assert run()[0] == 0
    shut(monkeypatch, root / folder)
    code, out, errors = run(*filter(None, [name]))
    lines = told(errors)
    assert len(lines) == 1, errors
    assert re.fullmatch(f"{folder}: {CLOSED}", lines[0]), errors
    assert code == 1
    assert "1 error.\n" in errors
    assert "left over" not in out


def test_what_does_not_need_a_closed_folder_is_made(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut(monkeypatch, root / "layouts/type-sheet")
    assert run()[0] == 1
    assert (root / "output" / BROCHURE).is_file()
    assert not any((root / "output" / name).exists() for name in SHEETS)


@pytest.mark.parametrize("folder", ["", "/handouts", "/types", "/sections"])
def test_a_closed_language_lacks_nothing_and_stops_no_other(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """What lies in the folder is not to be copied there again."""
    shutil.copytree(root / "content/en", root / "content/es")
    shut(monkeypatch, root / f"content/es{folder}")
    code, _, errors = run()
    lines = [line for line in told(errors) if "not translated yet" not in line]
    assert (code, len(lines)) == (1, 1), errors
    assert re.fullmatch(f"content/es{folder}: {CLOSED}", lines[0])
    assert all((root / "output" / name).is_file() for name in (*SHEETS, BROCHURE))


def test_a_closed_folder_keeps_what_was_made(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can tell that its content is gone."""
    run()
    shut(monkeypatch, root / "content/en/types")
    run("--prune")
    assert all((root / "output" / name).is_file() for name in (*SHEETS, BROCHURE))


def test_a_name_that_means_nothing_is_still_told(run: Run) -> None:
    assert run("cervical-distonia")[0] == 2


def test_a_closed_font_is_told_at_its_file(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut(monkeypatch, root / "layouts/fonts/AtkinsonHyperlegibleNext-Regular.ttf")
    code, _, errors = run()
    (line,) = told(errors)
    said = r"ttf: this file may not be opened, in .*; allow everyone to read it"
    assert code == 1
    assert re.fullmatch(rf"layouts/fonts/Atkinson.*-Regular\.{said}", line), errors
