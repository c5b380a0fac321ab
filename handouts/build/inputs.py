"""What there is to build from: the digest of every input, and of the program itself.

Everything is compared by digest: clocks and file times decide nothing about
inputs. Nothing heavy is imported here, so that a build with nothing to do ends
at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from .. import project
from ..digest import digest, digest_of
from ..problems import Fault
from ..project import CONTENT, LAYOUTS, is_astray, is_leftover, shown
from ..reading import disk

Digests: TypeAlias = Iterator[tuple[str, str]]
# Stands for the digest of what is no ordinary file, or cannot be read.
UNREAD = "-"

# The packages whose version may change the bytes of a PDF.
_PACKAGES = {
    *("jinja2", "markupsafe", "pyyaml"),
    *("qrcodegen", "reportlab", "uharfbuzz"),
}

# What tells only of files is left out: a changed help text makes nothing anew.
_SHAPES_A_PDF = (
    *("reading", "content", "design", "markup", "graphics", "typeset", "pdf", "checks"),
    *("kept.py", "project.py", "placed.py", "render.py", "workshop.py"),
)


class Snapshot:
    """The digest of every input at one moment: content and layouts by path, and the program."""

    def __init__(self, files: Mapping[str, str], program: str) -> None:
        self.files = files
        self.program = program

    @cached_property
    def stamp(self) -> str:
        """One name for all of it."""
        return digest_of([self.program, sorted(self.files.items())])

    def has(self, path: str) -> bool:
        """Whether a file is there, or may be: nobody can tell in a folder that cannot be opened."""
        if path in self.files:
            return True
        above = path.split("/")
        return any("/".join(above[:count]) in self.files for count in range(1, len(above)))

    @cached_property
    def _shared(self) -> str:
        """One name for all but the brands."""
        shared = ((path, told) for path, told in self.files.items() if not _is_brand(path))
        return digest_of([self.program, sorted(shared)])

    def stamp_of(self, brand: str) -> str:
        """One name for all that the content of one brand is read from."""
        return f"{self._shared} {self.files.get(project.brand_file(brand), '')}"

    @cached_property
    def _templates(self) -> dict[str, list[str]]:
        folders: dict[str, list[str]] = {}
        for path in sorted(self.files):
            folder, _, name = path.rpartition("/")
            if name.endswith(".j2"):
                folders.setdefault(folder, []).append(name)
        return folders

    def templates(self, inputs: Iterable[str]) -> dict[str, list[str]]:
        """The templates beside each layout used: a new one may take the place of a part."""
        folders = {path.rpartition("/")[0] for path in inputs if path.endswith("/layout.yaml")}
        return {folder: self._templates.get(folder, []) for folder in sorted(folders)}


def _is_brand(path: str) -> bool:
    return path.startswith(f"{CONTENT}/brands/")


def snapshot(root: Path) -> Snapshot:
    """Reads and digests all of `content`, `layouts` and the program."""
    files: dict[str, str] = {}
    for folder in (CONTENT, LAYOUTS):
        files.update(_digests(f"{root}/{folder}", folder, str(root)))
    return Snapshot(files, _program())


@cache
def _program() -> str:
    """The digest of what shapes a PDF in the program that is running, and of its libraries."""
    top = os.path.dirname(os.path.dirname(__file__))
    ours: list[tuple[str, str]] = []
    for name in _SHAPES_A_PDF:
        if name.endswith(".py"):
            ours.append((name, digest(disk.data(f"{top}/{name}"))))
        else:
            ours += _digests(f"{top}/{name}", name)
    return digest_of([sorted(ours), _installed()])


def _digests(folder: str, name: str, root: str = "", linked: bool = False) -> Digests:
    """Each file in a folder with its digest; what cannot be read is there with none.

    With a `root`, a link is followed that leads into the project's own folders,
    but none behind it: links in a circle would never end.
    """
    try:
        entries = list(os.scandir(folder))
    except OSError:
        if os.path.isdir(folder):  # it may not be opened
            yield name, UNREAD
        return
    for entry in entries:
        if is_leftover(entry.name):
            continue
        path = f"{name}/{entry.name if entry.name.isascii() else shown(entry.name)}"
        link = bool(root) and entry.is_symlink()
        if link and (linked or not os.path.exists(entry.path) or is_astray(root, entry.path)):
            yield path, UNREAD
        elif entry.is_dir():
            yield from _digests(entry.path, path, root, linked or link)
        else:
            try:
                yield path, digest(disk.data(entry.path)) if entry.is_file() else UNREAD
            except (OSError, Fault):
                yield path, UNREAD


def _installed() -> list[str]:
    """Name and version of the packages that shape a PDF, read without importing them."""
    found = set()
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):
                package, _, version = name.removesuffix(".dist-info").partition("-")
                if name.endswith(".dist-info") and package.lower() in _PACKAGES:
                    found.add(f"{package.lower()} {version}")
    return sorted(found)
