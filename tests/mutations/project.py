"""The copy of the project that a case damages."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Unfit(Exception):
    """This mutation finds nothing to damage here; another one is taken."""


class Project:
    """A folder with content and layouts. Names of files are relative to it, with slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @staticmethod
    def copy(to: Path) -> Project:
        """A new copy of the project's content and layouts in the folder `to`."""
        for name in ("content", "layouts"):
            shutil.copytree(ROOT / name, to / name)
        return Project(to)

    def files(self, *patterns: str) -> list[str]:
        """The files that match one of the patterns, in the order of their names. Raises `Unfit`."""
        found = {path for pattern in patterns for path in self.root.glob(pattern)}
        names = [path.relative_to(self.root).as_posix() for path in found if path.is_file()]
        if not names:  # an earlier damage took them away
            raise Unfit
        return sorted(names, key=os.fsencode)

    def data(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def text(self, name: str) -> str:
        """The file's text; bytes that are no UTF-8 come back as they were when it is written."""
        return self.data(name).decode("utf-8", "surrogateescape")

    def write(self, name: str, content: str | bytes) -> None:
        """A file, new or replaced, with its folders."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode("utf-8", "surrogateescape")
        path.write_bytes(content)

    def lines(self, name: str) -> list[str]:
        """The file's lines with their ends."""
        return self.text(name).splitlines(keepends=True)

    def write_lines(self, name: str, lines: list[str]) -> None:
        self.write(name, "".join(lines))

    def remove(self, name: str) -> None:
        """Delete a file, a link or a whole folder."""
        path = self.root / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


# Names below a folder, with kind, size and time of change of each.
Found = dict[str, tuple[int, int, int]]


def found_in(folder: Path, but: Path | None = None) -> Found:
    """Everything below `folder`, except what is below `but`; nothing if that is a link."""
    out: Found = {}
    todo = [str(folder)] if folder.is_dir() and not folder.is_symlink() else []
    while todo:
        entries: list[os.DirEntry[str]] = []
        with suppress(PermissionError):
            entries = list(os.scandir(todo.pop()))
        for entry in entries:
            if entry.path == str(but):
                continue
            about = entry.stat(follow_symlinks=False)
            is_folder = entry.is_dir(follow_symlinks=False)
            size, time = (0, 0) if is_folder else (about.st_size, about.st_mtime_ns)
            out[os.path.relpath(entry.path, folder)] = (about.st_mode, size, time)
            if is_folder:
                todo.append(entry.path)
    return out


def clear(folder: Path) -> None:
    """Remove the folder with all in it, also what may not be read."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            if not os.path.islink(os.path.join(path, name)):
                os.chmod(os.path.join(path, name), 0o700)
    shutil.rmtree(folder)
