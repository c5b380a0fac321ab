"""Results that take long to make, kept where Python keeps this compiled module, and if it keeps it.

Whoever can write there can change the program itself, so what lies there is
trusted as the program is; the output folder may be anyone's. Deleting it is
always safe.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar, cast

from .digest import digest

T = TypeVar("T")
_FOLDER = os.path.dirname(importlib.util.cache_from_source(__file__))
# Files of one name; when there are more, all are made anew when they are needed.
_MOST = 128


class Kept:
    """Results of one kind. They are made anew in another state of the files that make them.

    `makers` are the program's modules and the libraries' that a result comes from.
    """

    def __init__(self, name: str, *makers: str | None) -> None:
        found = [os.stat(maker) for maker in makers if maker]
        state = [f"{one.st_size} {one.st_mtime_ns}" for one in found]
        state += [str(sys.implementation.cache_tag), str(marshal.version)]
        self._name = f"{name}-"
        self._own = f"{name}-{digest(' '.join(state).encode())[:16]}-"

    def get(self, key: bytes, make: Callable[[], T]) -> T:
        """What was kept under a key, or made now: texts, bytes, numbers, and tuples of them."""
        name = digest(key)
        with suppress(OSError):  # there is none
            seal, _, data = self.load(name).partition(b" ")
            if seal == digest(data).encode():  # it is whole
                kept: T = marshal.loads(data)  # noqa: S302 (as trusted as a compiled module)
                return kept
        made = make()
        data = marshal.dumps(cast(Any, made))
        self.save(name, digest(data).encode() + b" " + data)
        return made

    def load(self, key: str) -> bytes:
        """The bytes saved under a key. Raises `OSError` if there are none."""
        with open(self._path(key), "rb") as file:
            return file.read()

    def save(self, key: str, data: bytes) -> None:
        """Save bytes whole or not at all; where nothing may be written, nothing is."""
        if sys.dont_write_bytecode:
            return
        temporary = self._path(f"{key}.{os.getpid()}.tmp")
        with suppress(OSError):
            with open(temporary, "xb") as file:
                file.write(data)
            os.replace(temporary, self._path(key))
            self._sweep()

    def _path(self, key: str) -> str:
        return os.path.join(_FOLDER, f"{self._own}{key}.kept")

    def _sweep(self) -> None:
        """Take away what another state of the program has left, and all if it is too much."""
        names = [name for name in os.listdir(_FOLDER) if name.startswith(self._name)]
        crowded = len(names) > _MOST
        for name in names:
            if crowded or not name.startswith(self._own):
                os.unlink(os.path.join(_FOLDER, name))
