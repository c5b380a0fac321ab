"""Only ordinary files of the project are read; what else lies there is told, and stops nothing."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from helpers import copy_project

from handouts import project
from handouts.build import inputs
from handouts.problems import ContentError
from handouts.reading import disk, strays

FILE = "content/en/words.yaml"
KIND = "layouts/kinds/types.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one file, and a secret beside it."""
    (tmp_path / "p" / "content" / "en" / "types").mkdir(parents=True)
    (tmp_path / "p" / "layouts" / "art").mkdir(parents=True)
    (tmp_path / "p" / "layouts" / "kinds").mkdir()
    (tmp_path / "p" / KIND).write_text("name: type\nfields: {}\n")
    (tmp_path / "secret").write_text("nobody's business")
    (tmp_path / "p" / FILE).write_text("a: b\n")
    return tmp_path / "p"


def refusal(root: Path, file: str = FILE) -> str:
    with pytest.raises(ContentError) as caught:
        disk.read(root, file)
    (problem,) = caught.value.problems
    return str(problem)


def replace(path: Path) -> Path:
    path.unlink()
    return path


def test_an_ordinary_file_is_read(root: Path) -> None:
    assert disk.read(root, FILE) == b"a: b\n"


def test_a_missing_file_is_told_apart(root: Path) -> None:
    replace(root / FILE)
    with pytest.raises(disk.Missing, match="the file is missing; put it back"):
        disk.read(root, FILE)


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(replace(root / FILE))
    assert refusal(root) == f"{FILE}: expected a file, found a pipe; delete it"


def test_a_socket_is_not_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = replace(root / FILE)
    monkeypatch.chdir(path.parent)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)
    assert refusal(root) == f"{FILE}: expected a file, found a socket; delete it"


def test_a_folder_for_a_file(root: Path) -> None:
    replace(root / FILE).mkdir()
    said = "expected a file, found a folder; rename the folder, or move it away"
    assert refusal(root) == f"{FILE}: {said}"


def test_a_file_for_a_folder(root: Path) -> None:
    said = "a file stands where a folder is expected; rename the file"
    assert refusal(root, f"{FILE}/x.yaml") == f"{FILE}/x.yaml: {said}"


@pytest.mark.parametrize("target", ["../../../secret", "/dev/zero", "/etc/passwd", "../.."])
def test_a_link_out_of_the_project_is_not_followed(root: Path, target: str) -> None:
    replace(root / FILE).symlink_to(target)
    assert refusal(root) == f"{FILE}: {project.ASTRAY}; {project.NO_LINK}"


def test_a_folder_that_leads_out_of_the_project(root: Path) -> None:
    (root / "content" / "fr").symlink_to(root.parent)
    (root.parent / "handouts").mkdir()
    assert project.ASTRAY in refusal(root, "content/fr/secret")
    assert project.languages(root) == ["en"]


@pytest.mark.parametrize("file", ["content/../../secret", "../secret", "content//en/words.yaml"])
def test_a_path_out_of_the_project(root: Path, file: str) -> None:
    assert 'expected a file of "content" or "layouts"' in refusal(root, file)


def test_a_link_inside_the_project_is_followed(root: Path) -> None:
    (root / "content" / "fr").symlink_to("en")
    assert disk.read(root, "content/fr/words.yaml") == b"a: b\n"


def test_a_project_may_be_a_link_itself(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to("p")
    (root / "content" / "terms.yaml").symlink_to("en/words.yaml")
    assert disk.read(link, "content/terms.yaml") == b"a: b\n"


def test_a_link_that_leads_nowhere(root: Path) -> None:
    replace(root / FILE).symlink_to("gone.yaml")
    assert (
        refusal(root) == f"{FILE}: this link leads nowhere; delete it, or put the file itself here"
    )


def test_a_link_to_itself(root: Path) -> None:
    replace(root / FILE).symlink_to("words.yaml")
    assert (
        refusal(root)
        == f"{FILE}: this link leads in a circle; delete it, or put the file itself here"
    )


def test_a_file_that_may_not_be_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may open everything."""

    def closed(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", closed)
    assert refusal(root) == f"{FILE}: this file may not be opened; allow everyone to read it"


def test_a_file_without_an_end(root: Path) -> None:
    os.truncate(root / FILE, disk.MAX_BYTES + 1)
    assert refusal(root) == f"{FILE}: the file is larger than 64 MB; use a smaller one"


def test_a_name_that_no_file_can_have(root: Path) -> None:
    assert "the name of this file is too long" in refusal(root, "content/" + "x" * 300)
    assert "cannot be read" in refusal(root, "content/a\0b")


def test_another_encoding_is_told_at_its_letter(root: Path) -> None:
    (root / FILE).write_bytes(b"a: b\nc: \xe9\n")
    with pytest.raises(ContentError, match=r"words\.yaml:2:4: expected UTF-8 text"):
        disk.text(root, FILE)


# --- what a build starts from ---------------------------------------------------------


def seen(root: Path) -> dict[str, str]:
    return dict(inputs.snapshot(root).files)


def test_a_snapshot_neither_waits_nor_leaves_the_project(root: Path) -> None:
    os.mkfifo(root / "content" / "en" / "pipe.yaml")
    (root / "content" / "zero").symlink_to("/dev/zero")
    (root / "content" / "out").symlink_to(root.parent)
    (root / "content" / "loop").symlink_to(".")
    (root / "content" / "up").symlink_to("..")
    (root / "content" / "self").symlink_to("self")
    (root / "content" / "en" / "loop").symlink_to(".")
    (root / "layouts" / "shared").symlink_to("../content/en")
    (root / "layouts" / "art" / "a").symlink_to("../b")
    (root / "layouts" / "b").mkdir()
    (root / "layouts" / "b" / "c").symlink_to("../art")
    files = seen(root)
    read = {path for path, told in files.items() if told != inputs.UNREAD}
    assert read == {FILE, KIND, "layouts/shared/words.yaml"}
    assert set(files) - read == {
        *("content/zero", "content/out", "content/loop", "content/up", "content/self"),
        *("content/en/pipe.yaml", "content/en/loop"),
        *("layouts/shared/pipe.yaml", "layouts/shared/loop"),
        *("layouts/art/a/c", "layouts/b/c/a"),
    }


def test_a_snapshot_changes_with_what_cannot_be_read(root: Path) -> None:
    before = inputs.snapshot(root).stamp
    os.mkfifo(root / "content" / "en" / "types" / "x.yaml")
    assert inputs.snapshot(root).stamp != before


def test_a_name_that_is_not_utf8(root: Path) -> None:
    """Another system's name for a file: it is told as well as it can be, and stops nothing."""
    name = os.fsdecode(b"caf\xe9.yaml")
    (root / "content" / "en" / "types" / name).write_text("a: b\n")
    assert "content/en/types/caf\\xe9.yaml" in seen(root)
    assert project.shown("two\n\u200blines") == "two\\n\\u200blines"
    assert inputs.snapshot(root).stamp
    assert project.files(root, "en", "types") == []


def test_what_an_editor_leaves_is_no_input(root: Path) -> None:
    for name in (".x.yaml.swp", "x.yaml~", "#x.yaml#", "~$x.yaml", "x.yaml.bak", ".DS_Store"):
        (root / "content" / name).write_text("x")
    assert set(seen(root)) == {FILE, KIND}


# --- what is not read -----------------------------------------------------------------


def told(root: Path) -> list[str]:
    return [str(stray.problem) for stray in strays.misnamed(root)]


def test_the_project_has_no_stray(tmp_path: Path) -> None:
    copy_project(tmp_path)
    assert told(tmp_path) == []


def test_a_stray_tells_which_name_is_meant(root: Path) -> None:
    (root / "content" / "en" / "handouts").mkdir()
    for name in ("writers-cramp.yml", "Hand (2).YAML", os.fsdecode(b"caf\xe9.yaml")):
        (root / "content" / "en" / "types" / name).write_text("a: b\n")
    assert [stray.meant for stray in strays.misnamed(root)] == [
        "hand-2",
        "caf-xe9",
        "writers-cramp",
    ]


def test_an_empty_folder_is_no_news(root: Path) -> None:
    (root / "content" / "fr" / "types").mkdir(parents=True)
    (root / "content" / "de").mkdir()
    assert told(root) == []


def test_a_link_that_leads_out_is_told_and_not_looked_into(root: Path) -> None:
    (root / "content" / "en" / "handouts").mkdir()
    for name in ("content/up", "content/en/types/secret", "layouts/art/up"):
        (root / name).symlink_to(root.parent)
    said = f"warning: {project.ASTRAY}; {project.NO_LINK}"
    names = ("content/en/types/secret", "content/up", "layouts/art/up")
    assert told(root) == [f"{name}: {said}" for name in names]


def test_a_folder_that_may_not_be_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: "types" not in str(path))
    (root / "content" / "en" / "handouts").mkdir()
    said = "this folder may not be opened; allow everyone to read it"
    assert told(root) == [f"content/en/types: {said}"]
