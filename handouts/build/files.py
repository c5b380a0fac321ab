"""Safe writing into the output folder: whole or not at all, and one build at a time."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..project import OUTPUT

# Seconds to wait for the lock: the workers of a killed build need a moment to end.
_PATIENCE = 1.0


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
