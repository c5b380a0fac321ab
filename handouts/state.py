"""What the files of `output` were made from, kept in `output/.state.json`; and safe writing.

Everything is compared by digest: clocks and file times decide nothing about
inputs. Nothing heavy is imported here, so that a build with nothing to do ends
at once.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

FORMAT = 1
OUTPUT = "output"
# Seconds to wait for the lock: the workers of a killed build need a moment to end.
_PATIENCE = 1.0
# The packages whose version may change the bytes of a PDF.
_PACKAGES = {
    *("jinja2", "markdown_it_py", "markupsafe", "pyyaml"),
    *("qrcodegen", "reportlab", "uharfbuzz"),
}


def digest(data: bytes) -> str:
    """A short name for exactly these bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def digest_of(value: object) -> str:
    """A short name for plain data, the same in every process."""
    return digest(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())


# --- what there is to build from ------------------------------------------------------


@dataclass(eq=False, repr=False)
class Snapshot:
    """The digest of every input at one moment: content and layouts by path, and the program."""

    files: Mapping[str, str]
    program: str

    @cached_property
    def stamp(self) -> str:
        """One name for all of it."""
        return digest_of([self.program, sorted(self.files.items())])

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


def snapshot(root: Path) -> Snapshot:
    """Reads and digests all of `content`, `layouts` and the program."""
    files: dict[str, str] = {}
    for folder in ("content", "layouts"):
        files.update(_digests(str(root / folder), folder))
    return Snapshot(files, _program())


@cache
def _program() -> str:
    """The digest of the program that is running, whatever becomes of its files meanwhile."""
    return digest_of([sorted(_digests(os.path.dirname(__file__), "")), _installed()])


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


# --- what was built -------------------------------------------------------------------


@dataclass(repr=False)
class Record:
    """One finished file.

    `inputs` maps each file it was made from to its digest then, `facts` are the
    other things it depends on, `about` is what the manifest tells of it, and
    `warnings` is what was said about it.
    """

    inputs: dict[str, str]
    templates: dict[str, list[str]]
    program: str
    facts: dict[str, Any]
    sha256: str
    size: int
    time: int
    about: dict[str, Any]
    warnings: list[list[Any]] = field(default_factory=list)

    def changes(self, facts: dict[str, Any], now: Snapshot) -> list[str]:
        """Why the file is out of date, in words; empty if it is not."""
        why = []
        for path, old in sorted(self.inputs.items()):
            new = now.files.get(path)
            if new != old:
                why.append(f"{path} {'changed' if new else 'is gone'}")
        if self.templates != now.templates(self.inputs):
            why.append("a template was added or removed in its layout")
        for name, value in facts.items():
            if self.facts.get(name) != value:
                why.append(f"{name}: {self.facts.get(name)} became {value}")
        if self.program != now.program:
            why.append("the program or a library it uses changed")
        return why

    def intact(self, path: Path) -> bool:
        """Whether the file is there as it was written."""
        try:
            found = path.stat()
            if (found.st_size, found.st_mtime_ns) == (self.size, self.time):
                return True
            return hashlib.sha256(path.read_bytes()).hexdigest() == self.sha256
        except OSError:
            return False


@dataclass(repr=False)
class State:
    """All that is remembered from one build to the next.

    `catalogs` is what could be made by brand and language, `stamp` and `day`
    say for which inputs and which day that holds.
    """

    stamp: str = ""
    day: str = ""
    catalogs: dict[str, dict[str, Any]] = field(default_factory=dict)
    outputs: dict[str, Record] = field(default_factory=dict)


def load(root: Path) -> State:
    """The state of the last build; an empty one if there is none or it is damaged."""
    try:
        seal, _, text = (root / OUTPUT / ".state.json").read_bytes().partition(b"\n")
        if seal.decode() != f"{FORMAT} {digest(text)}":
            return State()
        data = json.loads(text)
    except (OSError, ValueError):
        return State()
    data["outputs"] = {name: Record(**record) for name, record in data["outputs"].items()}
    return State(**data)


def save(root: Path, state: State) -> None:
    """Write the state, sealed with its own digest, and the manifest for people and tools."""
    plain = {**vars(state), "outputs": {name: vars(one) for name, one in state.outputs.items()}}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()
    sealed = f"{FORMAT} {digest(text)}\n".encode() + text
    folder = root / OUTPUT
    write(folder / ".state.json", sealed, name=f"{OUTPUT}/.state.json")
    told = {
        name: {**record.about, "sha256": record.sha256, "inputs": sorted(record.inputs)}
        for name, record in sorted(state.outputs.items())
    }
    manifest = json.dumps({"format": FORMAT, "handouts": told}, indent=1, ensure_ascii=False)
    write(folder / "manifest.json", (manifest + "\n").encode(), name=f"{OUTPUT}/manifest.json")


def history(root: Path) -> dict[str, dict[str, Any]]:
    """What the manifest tells of each file; the memory that outlives a damaged state."""
    try:
        told = json.loads((root / OUTPUT / "manifest.json").read_bytes())["handouts"]
        return {str(name): dict(about) for name, about in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


# --- writing --------------------------------------------------------------------------


class CannotWrite(Exception):
    """A file or folder could not be written; the message is a sentence for the user."""


class HeldOpen(CannotWrite):
    """One file could not be replaced; others may."""


def write(path: Path, data: bytes, *, name: str) -> None:
    """Put `data` at `path` whole or not at all. Raises `CannotWrite`; `name` is for its words."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        with suppress(OSError):
            temporary.unlink()
        raise CannotWrite(_sentence(fault, name)) from None
    try:
        os.replace(temporary, path)
    except OSError as fault:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(fault, PermissionError):
            raise HeldOpen(
                f"{name} could not be replaced. It may be open in another program: "
                "close it there and run this again."
            ) from None
        raise CannotWrite(_sentence(fault, name)) from None


def _sentence(fault: OSError, name: str) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: {name} could not be written. Free some space and run this again."
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{name} could not be written: the folder is read-only. "
            "Ask for the right to write there, or work on a copy of the project."
        )
    return f"{name} could not be written: {fault.strerror or fault}."


def remove(path: Path, *, name: str) -> None:
    """Delete a file that may already be gone. Raises `CannotWrite`."""
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise CannotWrite(_sentence(fault, name).replace("written", "removed")) from None


def sweep(root: Path) -> None:
    """Remove half-written files that a killed build left behind."""
    for path in (root / OUTPUT).rglob(".*.tmp"):
        with suppress(OSError):
            path.unlink()


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Keep a second build out. The lock ends with the process, however that ends."""
    path = root / OUTPUT / ".lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = open(path, "a+b")  # noqa: SIM115 (held until the build ends)
    except OSError as fault:
        raise CannotWrite(_sentence(fault, OUTPUT)) from None
    with file:
        until = time.monotonic() + _PATIENCE
        while not _taken(file.fileno()):
            if time.monotonic() > until:
                raise CannotWrite(
                    "Another build is running in this folder. Wait until it is done, "
                    "then try again."
                )
            time.sleep(0.05)
        yield


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
