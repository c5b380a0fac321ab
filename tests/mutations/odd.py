"""Things in a folder that are no regular file."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


def _linked_fifo(path: Path) -> None:
    _fifo(path.with_name("pipe"))
    path.symlink_to("pipe")


# What each is, and how it is put at a path where nothing is.
ODD: dict[str, Callable[[Path], None]] = {
    "a FIFO": _fifo,
    "a link to a FIFO": _linked_fifo,
    "a socket": _socket,
    "a folder": lambda path: path.mkdir(),
    "a link to /dev/zero": _link("/dev/zero"),
    "a link to /dev/null": _link("/dev/null"),
    "a link to nothing": _link("nothing-here"),
    "a link to its folder": _link("."),
    "a link to the folder above": _link(".."),
    "a link out of the project": _link("/etc/passwd"),
    "a link to /proc": _link("/proc/self"),
    "a link to itself": lambda path: path.symlink_to(path.name),
}
