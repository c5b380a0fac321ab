"""What takes long to make is kept beside the compiled program, and is never wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.kept import Kept


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("handouts.kept._FOLDER", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path


def never() -> object:
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
