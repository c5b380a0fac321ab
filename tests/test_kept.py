"""What takes long to make is kept beside the compiled program, and is never wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import ROOT, copy_project

from handouts.graphics import font
from handouts.kept import Kept
from handouts.problems import ContentError, Problems
from handouts.workshop import Workshop


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("handouts.kept._FOLDER", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path


def never(*_: object, **__: object) -> object:
    raise AssertionError("it was kept")


def test_a_result_is_made_once(folder: Path) -> None:
    value = ("a", b"b", 1.5, ((1, 2), (3,)))
    assert Kept("things", __file__).get(b"key", lambda: value) == value
    assert Kept("things", __file__).get(b"key", never) == value
    assert Kept("things", __file__).get(b"other", lambda: "x") == "x"


@pytest.mark.parametrize("damage", [b"", b"x" * 40, b"\xff" * 200])
def test_a_damaged_result_is_made_anew(folder: Path, damage: bytes) -> None:
    Kept("things", __file__).get(b"key", lambda: "sound")
    (path,) = folder.iterdir()
    for data in (damage, path.read_bytes()[:-1], path.read_bytes() + damage):
        path.write_bytes(data)
        assert Kept("things", __file__).get(b"key", lambda: "sound") == "sound"


def test_another_state_of_what_makes_it_makes_it_anew(folder: Path, tmp_path: Path) -> None:
    maker = tmp_path / "maker.py"
    maker.write_text("1")
    Kept("things", str(maker)).get(b"key", lambda: "old")
    maker.write_text("10")
    assert Kept("things", str(maker)).get(b"key", lambda: "new") == "new"
    assert len(list(folder.glob("*.kept"))) == 1, "what is no longer asked for is swept away"


def test_it_does_not_grow_without_end(folder: Path) -> None:
    kept = Kept("things", __file__)
    for number in range(300):
        kept.get(str(number).encode(), lambda: "x")
    assert len(list(folder.iterdir())) <= 129


@pytest.mark.parametrize("how", ["switch", "folder"])
def test_nothing_is_written_where_python_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "switch":
        monkeypatch.setattr("sys.dont_write_bytecode", True)
    else:
        monkeypatch.setattr("handouts.kept._FOLDER", str(folder / "missing"))
    assert Kept("things", __file__).get(b"key", lambda: "x") == "x"
    assert list(folder.iterdir()) == []


# --- what is kept of a project ----------------------------------------------------------


def made(root: Path) -> tuple[bytes, list[str]]:
    """The sheet as a run of its own makes it, and what is said of it."""
    workshop, problems = Workshop(root), Problems()
    library, faults = workshop.library("astr", "en")
    if library is None:
        return b"", [str(one) for one in faults]
    prepared = library.handout("cervical-dystonia")
    try:
        rendered = workshop.render(library, prepared, "standard", "letter", problems)
    except ContentError as fault:
        return b"", [str(one) for one in fault.problems]
    assert rendered is not None
    problems.extend(workshop.said(library, prepared, "standard", rendered.document))
    workshop.keep()
    return rendered.pdf, [str(one) for one in problems]


def test_a_second_run_reads_no_glyph_and_opens_no_dictionary(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(ROOT)
    assert {path.name.partition("-")[0] for path in folder.iterdir()} >= {
        *("fonts", "words", "subsets", "fields"),
        *("layouts", "templates", "drawings", "trees", "syllables"),
    }
    monkeypatch.setattr("handouts.graphics.font.TTFontFace", never)
    monkeypatch.setattr("handouts.graphics.font.uharfbuzz.shape", never)
    monkeypatch.setattr("handouts.checks.syllables._Dictionary", never)
    monkeypatch.setattr("handouts.design.template_check.check", never)
    monkeypatch.setattr("handouts.reading.yaml_file.parse", never)
    assert made(ROOT) == first


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("layouts/type-sheet/page.xml.j2", 'style="', 'style="no-such ', "unknown style"),
        ("layouts/theme.yaml", "text-bold:", "text-bald:", 'the font "text-bold" is missing'),
        ("layouts/type-sheet/layout.yaml", "size: 1,", "size: 0,", "expected a number from 1"),
        ("layouts/art/icon-alert.svg", None, None, 'unknown picture "icon-alert"'),
        ("layouts/fonts/Figtree-Bold.ttf", None, "no font", "this is no sound font"),
    ],
)
def test_what_was_sound_is_looked_at_again_when_it_changes(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, file: str, old: str, new: str, said: str
) -> None:
    root = tmp_path_factory.mktemp("project")
    copy_project(root)
    assert made(root)[0]
    path = root / file
    if old:
        before = path.read_text("utf-8")
        path.write_text(before.replace(old, new, 1), "utf-8")
        assert path.read_text("utf-8") != before
    elif new:
        path.write_text(new)
    else:
        path.unlink()
    pdf, problems = made(root)
    assert not pdf
    assert said in "\n".join(problems)


def test_a_word_that_was_never_measured_is_measured(folder: Path) -> None:
    for text in ("Tomorrow", "Táve", "Tomorrow Táve"):
        words = font.kept_words()
        fresh, kept = font.Fonts(ROOT), font.Fonts(ROOT, words)
        name = "layouts/fonts/Figtree-Bold.ttf"
        assert kept.load("head", name).word(text) == fresh.load("head", name).word(text)
        kept.keep()
        words.save()
