"""Safe writing into the output folder: whole or not at all, and one build at a time."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ..project import OUTPUT

# Seconds to wait for the lock: the workers of a killed build need a moment to end.
_PATIENCE = 1.0
# Letters in the name of a file that is being written; chance gives it, so nobody can guess it.
_LENGTH = len(f".{16 * '00'}.tmp")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_IN_THE_WAY = (errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY)


class CannotWrite(Exception):
    """A file or folder could not be written; the message is a sentence for the user."""


class HeldOpen(CannotWrite):
    """One file could not be replaced; others may."""


def read(path: Path) -> bytes:
    """The bytes of an ordinary file of the output folder.

    Raises `OSError` for anything else: a pipe would wait for ever.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
    return path.read_bytes()


def write(root: Path, name: str, data: bytes) -> None:
    """Put `data` whole or not at all into a file, called by its path in the project.

    Nothing outside the output folder is written, wherever links lead. Raises
    `CannotWrite`.
    """
    path = root / name
    temporary = path.with_name(f".{os.urandom(16).hex()}.tmp")
    whole = False
    try:
        if not _is_inside(root, path):
            raise HeldOpen(f"{name} leads out of {OUTPUT}: take the link away, and run this again.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        whole = True
        os.replace(temporary, path)
    except OSError as fault:
        if whole and isinstance(fault, PermissionError):
            raise HeldOpen(
                f"{name} could not be replaced. It may be open in another program: "
                "close it there and run this again."
            ) from None
        raise _refusal(fault, name) from None
    finally:
        with suppress(OSError):  # it is gone if all went well
            temporary.unlink()


def _is_inside(root: Path, path: Path) -> bool:
    """Whether the folder of a file is the output folder or below it; that itself may be a link."""
    top, folder = os.path.realpath(root / OUTPUT), os.path.realpath(path.parent)
    return folder == top or folder.startswith(top + os.sep)


def _refusal(fault: OSError, name: str, what: str = "written") -> CannotWrite:
    """The fault as a sentence."""
    if fault.errno in _FULL:
        return CannotWrite(
            f"The disk is full: {name} could not be {what}. Free some space and run this again."
        )
    if fault.errno in _FORBIDDEN:
        return CannotWrite(
            f"{name} could not be {what}: the folder is read-only. "
            "Ask for the right to write there, or work on a copy of the project."
        )
    if fault.errno in _IN_THE_WAY:
        return HeldOpen(
            f"{name} could not be {what}: there is a file where a folder should be, or a folder "
            "where the file should be. Rename it or move it away."
        )
    return CannotWrite(f"{name} could not be {what}: {fault.strerror or fault}.")


def remove(root: Path, name: str) -> bool:
    """Delete a file that may already be gone, and folders left empty; whether it is gone.

    Nothing outside the output folder is touched, whatever `name` says. Raises
    `CannotWrite`.
    """
    path = root / name
    if not _is_inside(root, path):
        return False
    try:
        path.unlink(missing_ok=True)
    except NotADirectoryError:
        return True
    except OSError as fault:
        raise _refusal(fault, name, "removed") from None
    for folder in path.parents:
        if folder == root / OUTPUT:
            break
        try:
            folder.rmdir()
        except OSError:  # something else is in it
            break
    return True


def sweep(root: Path) -> None:
    """Remove half-written files that a killed build left behind."""
    for folder, _, names in os.walk(root / OUTPUT):
        for name in names:
            if name.startswith(".") and name.endswith(".tmp") and len(name) == _LENGTH:
                with suppress(OSError):
                    os.unlink(os.path.join(folder, name))


@contextmanager
def lock(root: Path) -> Iterator[CannotWrite | None]:
    """Keep a second build out. The lock ends with the process, however that ends.

    Gives why there is no lock where nothing may be written: looking is no
    harm there. Raises `CannotWrite` if another build has it.
    """
    try:
        file = _opened(root / OUTPUT / ".lock")
    except OSError as fault:
        if fault.errno not in _FORBIDDEN:
            locked = str(fault.filename).endswith(".lock")
            raise _refusal(fault, f"{OUTPUT}/.lock" if locked else OUTPUT) from None
        yield _no_lock(root / OUTPUT, fault)
        return
    with file:
        until = time.monotonic() + _PATIENCE
        while not _taken(file.fileno()):
            if time.monotonic() > until:
                raise CannotWrite(
                    "Another build is running in this folder. Wait until it is done, "
                    "then try again."
                )
            time.sleep(0.05)
        yield None


def _opened(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
        path.unlink()  # a pipe or a link: nobody can have the lock of it
    try:
        return open(path, "a+b")
    except OSError as fault:
        if fault.errno not in _FORBIDDEN or not path.is_file():
            raise
        return open(path, "rb")  # somebody else's: to look at it is enough to lock it


def _no_lock(folder: Path, fault: OSError) -> CannotWrite:
    if os.access(folder, os.W_OK) and (folder / ".lock").exists():
        return CannotWrite(
            f"{OUTPUT}/.lock belongs to another user, so nobody can tell whether a build of "
            "theirs is running. Ask them to delete it."
        )
    return _refusal(fault, OUTPUT)


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
