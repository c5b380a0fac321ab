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

from .. import project
from ..digest import digest, digest_of
from ..project import CONTENT, LAYOUTS

# The packages whose version may change the bytes of a PDF.
_PACKAGES = {
    *("jinja2", "markdown_it_py", "markupsafe", "pyyaml"),
    *("qrcodegen", "reportlab", "uharfbuzz"),
}

# What tells only of files is left out: a changed help text makes nothing anew.
_SHAPES_A_PDF = (
    *("reading", "content", "design", "markup", "graphics", "typeset", "pdf", "checks"),
    *("project.py", "render.py"),
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
        files.update(_digests(str(root / folder), folder))
    return Snapshot(files, _program())


@cache
def _program() -> str:
    """The digest of what shapes a PDF in the program that is running, and of its libraries."""
    top = os.path.dirname(os.path.dirname(__file__))
    found = _digests(top, "")
    ours = [item for item in found if item[0].split("/")[1] in _SHAPES_A_PDF]
    return digest_of([sorted(ours), _installed()])


def _digests(folder: str, name: str) -> Iterator[tuple[str, str]]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.name.startswith((".", "__pycache__")) or entry.name.endswith("~"):
            continue
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _digests(entry.path, path)
            continue
        with suppress(OSError), open(entry.path, "rb") as file:
            yield path, digest(file.read())


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
