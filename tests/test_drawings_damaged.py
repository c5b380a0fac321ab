"""Damaged drawings, and the folder they lie in: refused in words, and nothing else happens."""

from __future__ import annotations

import os
import random
import re
import time
from pathlib import Path

import pytest
from helpers import ROOT
from test_drawings import ALIKE, DISC, FILE, HEAD, drawing

from handouts.graphics import svg
from handouts.graphics.color import rgb
from handouts.graphics.drawings import Drawings
from handouts.problems import ContentError, Problem

# --- nothing else happens -------------------------------------------------------------

_VALUES = [
    *("", " ", "NaN", "-1", "0", "1e999", "-1e-320", "1e6", "12px", "50%", "url(#a)", "none", ";"),
    *("translate(", "rotate(1,2)", "scale(0)", "skewX(90)", "M", "z", "a1,1,0,2,1,1", "é", "٣"),
    *("evenodd", "hidden", "0 0 1e-3 1e-3", "-1e6 0 5 5", "currentColor", "!important", "a:b"),
    *(",", "#12", "{}"),
]  # fmt: skip
_NAMES = [
    "fill",
    "stroke",
    "stroke-width",
    "transform",
    "style",
    "viewBox",
    "d",
    "r",
    "rx",
    "opacity",
]
_TAGS = [
    "<text/>",
    "<g>",
    "</g>",
    "<style>a</style>",
    "<!--",
    "&a;",
    "<x:y/>",
    "</svg>",
    "\0",
    "<?x?>",
]


def _damaged(chance: random.Random, text: str) -> str:
    """A drawing with one thing in it changed, in one of the ways people and programs do."""
    how = chance.randrange(5)
    at = chance.randrange(len(text))
    values = list(re.finditer('="([^"]*)"', text))
    starts = list(re.finditer("<[a-z]+", text))
    if how == 0:
        return text[:at] + text[at + chance.randrange(1, 30) :]
    if how == 1:
        return text[:at] + chance.choice(_TAGS) + text[at:]
    if how == 2 and starts:
        start = chance.choice(starts)
        new = f' {chance.choice(_NAMES)}="{chance.choice(_VALUES)}"'
        return text[: start.end()] + new + text[start.end() :]
    if values:
        value = chance.choice(values)
        left = value.start(1) if how == 3 else chance.randint(value.start(1), value.end(1))
        right = value.end(1) if how == 3 else left
        return text[:left] + chance.choice(_VALUES) + text[right:]
    return text


def test_a_damaged_drawing_is_drawn_or_refused_by_its_line() -> None:
    chance = random.Random(9)  # noqa: S311  # the same damage in every run
    good = [path.read_text("utf-8") for path in sorted((ROOT / "layouts" / "art").glob("*.svg"))]
    good += [f"{HEAD}\n{one}\n{other}</svg>" for one, other in ALIKE]
    said = {"drawn": 0, "refused": 0}
    unplaced: list[Problem] = []
    for _ in range(1500):
        text = chance.choice(good)
        for _ in range(chance.choice((1, 1, 2))):
            text = _damaged(chance, text)
        start = time.monotonic()
        try:
            code = svg.read(text.encode(), FILE, "x").operators(rgb)
        except ContentError as fault:
            said["refused"] += 1
            unplaced += [problem for problem in fault.problems if not problem.place.line]
        else:
            said["drawn"] += 1
            assert re.fullmatch(r"(?:(?:-?\d+(?:\.\d+)?|[A-Za-z]{1,2}\*?) ?)+", code), code
        assert time.monotonic() - start < 2, "takes too long"
    assert not unplaced
    assert min(said.values()) > 50, "some damage must be harmless, some not"


@pytest.mark.parametrize(
    "value",
    ["1" * 400_000, "M0 0A" + "1" * 400_000, " " * 400_000 + "x", "(" * 400_000, "/*" * 200_000,
     "'" * 400_000, "M0 0" + "t1 1" * 100_000, "scale(1)" * 50_000, "a:b;" * 100_000],
    ids=lambda value: value[:8],
)  # fmt: skip
@pytest.mark.parametrize("name", ["d", "style", "transform"])
def test_no_value_takes_long_to_read(name: str, value: str) -> None:
    start = time.monotonic()
    with pytest.raises(ContentError):
        drawing(f'<path {name}="{value}"/>')
    assert time.monotonic() - start < 5


# --- the folder -----------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    art = tmp_path / "layouts" / "art"
    art.mkdir(parents=True)
    (art / "neck.svg").write_text(f"{HEAD}{DISC}</svg>")
    return art


def told(drawings: Drawings, name: str) -> str:
    with pytest.raises(ContentError) as refused:
        drawings.load(name)
    return str(refused.value)


def test_only_files_are_drawings(folder: Path) -> None:
    (folder / "folder.svg").mkdir()
    (folder / "gone.svg").symlink_to("nowhere.svg")
    (folder / "loop.svg").symlink_to("loop.svg")
    os.mkfifo(folder / "pipe.svg")
    (folder / "photo.png").write_bytes(b"")
    (folder / "Loud.SVG").write_text("")
    (folder / "._neck.svg").write_text("")
    drawings = Drawings(folder.parents[1])
    art = "layouts/art"
    assert f"{art}/folder.svg: expected a file, found a folder" in told(drawings, "folder")
    assert "this link leads nowhere" in told(drawings, "gone")
    assert "this link leads in a circle" in told(drawings, "loop")
    assert "expected a file, found a pipe" in told(drawings, "pipe")
    assert f'"photo" must be an SVG drawing, found {art}/photo.png' in told(drawings, "photo")
    assert f"save it as {art}/photo.svg" in told(drawings, "photo")
    assert f"rename it as {art}/loud.svg" in told(drawings, "loud")
    assert 'unknown picture "nekc"; did you mean "neck"?' in told(drawings, "nekc")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_nobody_may_read_is_refused(folder: Path) -> None:
    (folder / "neck.svg").chmod(0)
    assert "this file may not be opened" in told(Drawings(folder.parents[1]), "neck")


def test_a_file_that_vanishes_is_refused(folder: Path) -> None:
    drawings = Drawings(folder.parents[1])
    assert drawings.names == ["neck"]
    (folder / "neck.svg").unlink()
    assert 'layouts/art/neck.svg: unknown picture "neck"' in told(drawings, "neck")


def test_a_project_without_drawings_has_none(tmp_path: Path) -> None:
    assert Drawings(tmp_path).names == []
    assert 'unknown picture "neck"; the drawings are in layouts/art' in told(
        Drawings(tmp_path), "neck"
    )


def test_a_drawing_is_read_once_and_anew_by_a_new_owner(folder: Path) -> None:
    first = Drawings(folder.parents[1])
    old = first.load("neck")
    (folder / "neck.svg").write_text("no drawing")
    assert first.load("neck") is old
    assert "found text that is no drawing" in told(Drawings(folder.parents[1]), "neck")
