"""The one way to read a file of the project: ordinary files of its own, and nothing else.

A pipe would wait for ever, a device never ends, and a link may lead to what is
nobody's business: none of them is opened.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from ..problems import ContentError, Fault, Place, Problem
from ..project import ASTRAY, CONTENT, LAYOUTS, NO_LINK, closed_above, is_astray
from . import closed

MAX_BYTES = 64 * 1024 * 1024

_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # Windows has no pipes among its files
_KINDS = (
    (stat.S_ISDIR, "a folder", "rename the folder, or move it away"),
    (stat.S_ISFIFO, "a pipe", "delete it"),
    (stat.S_ISSOCK, "a socket", "delete it"),
)
# What is said of a link that cannot be followed, and the mend.
CIRCLE = "this link leads in a circle", "delete it, or put the file itself here"
NOWHERE = "this link leads nowhere", "delete it, or put the file itself here"
_FORBIDDEN = (errno.EACCES, errno.EPERM)
_WORDS = {
    **dict.fromkeys(_FORBIDDEN, closed.FILE),
    errno.ELOOP: CIRCLE,
    errno.ENOTDIR: ("a file stands where a folder is expected", "rename the file"),
    errno.ENAMETOOLONG: ("the name of this file is too long", "give it a shorter one"),
    errno.EMFILE: ("too many files are open", "close other programs"),
    errno.ENFILE: ("too many files are open", "close other programs"),
}


class Missing(ContentError):
    """There is no such file; the reader may have better words for it."""


def read(root: Path, file: str) -> bytes:
    """The bytes of a file of the project; `file` is its path in it, with forward slashes.

    Raises `Missing`, and `ContentError` for all that is no ordinary file inside
    `content` or `layouts`, cannot be read, or has more than `MAX_BYTES`.
    """
    try:
        path = _own(os.fspath(root), file)
        _check(os.stat(path))
        return data(path)
    except FileNotFoundError:
        if not os.path.islink(root / file):
            problem = Problem(Place(file), "the file is missing", "put it back")
            raise Missing([problem]) from None
        said, hint = NOWHERE
    except Fault as fault:
        said, hint = str(fault), fault.hint
    except (OSError, ValueError) as fault:  # a name with a zero in it is a ValueError
        number = getattr(fault, "errno", None) or 0
        if number in _FORBIDDEN and (folder := closed_above(root, file)):
            raise ContentError([closed.problem(folder)]) from None
        why = getattr(fault, "strerror", None) or str(fault)
        said, hint = _WORDS.get(number, (f"cannot be read ({why})", "put a sound copy here"))
    raise ContentError([Problem(Place(file), said, hint)])


def broken_link(path: str) -> tuple[str, str] | None:
    """What is wrong with a link that cannot be followed, and the mend; None for another."""
    try:
        os.stat(path)
    except OSError as fault:
        return {errno.ELOOP: CIRCLE, errno.ENOENT: NOWHERE}.get(fault.errno or 0)
    return None


def text(root: Path, file: str) -> str:
    """The words of a file of the project. Raises what `read` and `decoded` raise."""
    return decoded(read(root, file), file)


def decoded(data: bytes, file: str) -> str:
    """Bytes as text, without a byte-order mark. Raises `ContentError` for another encoding."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        column = fault.start - (data.rfind(b"\n", 0, fault.start) + 1) + 1
        said = "expected UTF-8 text, found another encoding"
        hint = "in the editor choose Save with encoding: UTF-8"
        raise ContentError([Problem(Place(file, line, column), said, hint)]) from None


def data(path: str) -> bytes:
    """The bytes of what was seen to be an ordinary file. Raises `Fault` and `OSError`."""
    with open(os.open(path, os.O_RDONLY | _NO_WAIT | getattr(os, "O_BINARY", 0)), "rb") as file:
        _check(os.fstat(file.fileno()))  # it may have become another one
        return file.read()


def _own(root: str, file: str) -> str:
    """Where a file of the project lies. Raises `Fault` for one that is outside it."""
    path = root
    for name in file.split("/"):
        path = f"{path}/{name}"
        if name in ("", ".."):
            raise Fault(f'expected a file of "{CONTENT}" or "{LAYOUTS}"', "put it there")
        if is_astray(root, path) and os.path.exists(path):
            raise Fault(ASTRAY, NO_LINK)
    return path


def _check(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kinds = (words for is_kind, *words in _KINDS if is_kind(found.st_mode))
        what, hint = next(kinds, ("a device", "delete it"))
        raise Fault(f"expected a file, found {what}", hint)
    if found.st_size > MAX_BYTES:
        raise Fault(f"the file is larger than {MAX_BYTES // 1024**2} MB", "use a smaller one")
