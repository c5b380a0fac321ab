"""Links in a circle and names in no alphabet: told in a sentence, and what is sound is made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from small import ALL, CERVICAL, SHEETS, Run

CIRCLE = "this link leads in a circle; delete it, or put the file itself here"


def told(run: Run, *words: str) -> tuple[int, list[str]]:
    """The exit code of a command, and the lines of what is wrong."""
    code, _, errors = run(*words)
    return code, errors.splitlines()


def circle(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)


def made(root: Path) -> list[str]:
    return [name for name in ALL if (root / "output" / name).is_file()]


@pytest.mark.parametrize(
    "name",
    [
        *("content/loop", "content/es", "content/brands/b.yaml", "content/en/loop"),
        *("content/en/types/loop", "layouts/loop", "layouts/art/a.svg"),
        *("layouts/parts/loop.xml.j2", "layouts/fonts/loop.ttf"),
    ],
)
def test_a_circle_that_nothing_needs_stops_nothing(root: Path, run: Run, name: str) -> None:
    circle(root / name)
    code, errors = told(run)
    assert errors == [f"{name}: warning: {CIRCLE}", "1 warning."]
    assert (code, made(root)) == (0, ALL)


def test_a_circle_stops_what_needs_it_and_nothing_else(root: Path, run: Run) -> None:
    circle(root / "content/en/types/x.yaml")
    code, errors = told(run)
    assert errors[0] == f"content/en/types/x.yaml: {CIRCLE}"
    assert errors[-1] == "1 error."
    assert (code, made(root)) == (1, ALL)
    assert told(run, "cervical-dystonia") == (
        0, ["1 more error in other handouts: python generate.py check"],
    )  # fmt: skip


def test_a_drawing_in_a_circle_is_said_once(root: Path, run: Run) -> None:
    """As the error that it is where it is drawn, and not also as a warning."""
    sheet = root / "layouts/type-sheet/page.xml.j2"
    text = sheet.read_text("utf-8")
    sheet.write_text(text.replace("<h1>", '<artifact art="icon-car"/><h1>'), "utf-8")
    circle(root / "layouts/art/icon-car.svg")
    code, errors = told(run)
    lines = [line for line in errors if "icon-car.svg" in line]
    assert len(lines) == 1
    assert lines[0].startswith("layouts/art/icon-car.svg: this link leads in a circle, in ")
    assert (code, made(root)) == (1, [name for name in ALL if name not in SHEETS])


def test_a_link_that_leads_nowhere_is_not_to_be_renamed(root: Path, run: Run) -> None:
    (root / "content/en/types/gone").symlink_to("nowhere")
    said = "warning: this link leads nowhere; delete it, or put the file itself here"
    assert told(run)[1][0] == f"content/en/types/gone: {said}"


@pytest.mark.parametrize("folder", ["content", "content/en", "content/en/types", "layouts"])
def test_a_folder_whose_name_is_not_utf8_is_to_be_renamed(
    root: Path, run: Run, folder: str
) -> None:
    (root / folder / os.fsdecode(b"f\xe9")).mkdir()
    said = "warning: expected a folder name of small letters, digits and -; rename it"
    code, errors = told(run)
    assert errors == [f"{folder}/f\\xe9: {said}", "1 warning."]
    assert (code, made(root)) == (0, ALL)


def test_what_lies_in_a_folder_whose_name_is_not_utf8_is_found(root: Path, run: Run) -> None:
    folder = root / "layouts" / os.fsdecode(b"f\xe9")
    folder.mkdir()
    (folder / "page.xml").write_text((root / CERVICAL).read_text("utf-8"), "utf-8")
    assert [line.partition(": ")[0] for line in told(run)[1][:2]] == [
        "layouts/f\\xe9",
        "layouts/f\\xe9/page.xml",
    ]
