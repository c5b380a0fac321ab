"""Results that take long to make, kept where Python keeps this compiled module, and if it keeps it.

Whoever can write there can change the program itself, so what lies there is
trusted as the program is; the output folder may be anyone's. Deleting it is
always safe. Results are texts, bytes, numbers, None, and tuples and dictionaries of them.
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
# Bytes of results that are kept together, and of those not asked for lately that always may stay.
_LARGEST, _SPARE = 4_000_000, 100_000


def beside(module: str) -> list[str]:
    """The files of all modules in a module's folder."""
    folder = os.path.dirname(module)
    names = sorted(name for name in os.listdir(folder) if name.endswith(".py"))
    return [os.path.join(folder, name) for name in names]


class Kept:
    """Results of one kind. They are made anew in another state of the files that make them.

    `makers` are the program's modules and the libraries' that a result comes
    from; `version` is that of a library without such files.
    """

    def __init__(self, name: str, *makers: str | None, version: str = "") -> None:
        found = [os.stat(maker) for maker in makers if maker]
        state = [f"{one.st_size} {one.st_mtime_ns}" for one in found]
        state += [str(sys.implementation.cache_tag), str(marshal.version), version]
        self._name = f"{name}-"
        self._own = f"{name}-{digest(' '.join(state).encode())[:16]}-"

    def get(self, key: bytes, make: Callable[[], T]) -> T:
        """What was kept under a key, or made now."""
        found: T | None = self.find(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def find(self, key: bytes) -> Any:
        """What was kept under a key whole, or None."""
        with suppress(OSError), open(self._path(digest(key)), "rb") as file:  # there may be none
            seal, _, data = file.read().partition(b" ")
            if seal == digest(data).encode():
                return marshal.loads(data)  # noqa: S302 (as trusted as a compiled module)
        return None

    def put(self, key: bytes, value: object) -> None:
        """Keep a result whole or not at all; where nothing may be written, nothing is."""
        if sys.dont_write_bytecode:
            return
        data = marshal.dumps(cast(Any, value))
        temporary = self._path(f"{digest(key)}.{os.getpid()}.tmp")
        with suppress(OSError):
            with open(temporary, "xb") as file:
                file.write(digest(data).encode() + b" " + data)
            os.replace(temporary, self._path(digest(key)))
            self._sweep()

    def _path(self, name: str) -> str:
        return os.path.join(_FOLDER, f"{self._own}{name}.kept")

    def _sweep(self) -> None:
        """Take away what another state of the program has left, and all if it is too much."""
        names = [name for name in os.listdir(_FOLDER) if name.startswith(self._name)]
        crowded = len(names) > _MOST
        for name in names:
            if crowded or not name.startswith(self._own):
                os.unlink(os.path.join(_FOLDER, name))


class KeptTogether:
    """Many small results in one file, which is written when `save` is called.

    What was not asked for lately goes first when there is more of it than of
    what was: files of content change, and other languages are made in turn.
    """

    _KEY = b"together"

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._there: dict[str, bytes] | None = None
        self._used: dict[str, bytes] = {}
        self._is_new = False

    def find(self, key: str) -> Any:
        """What was kept under a key, or None."""
        if self._there is None:
            self._there = dict(self._kept.find(self._KEY) or ())
        data = self._used.get(key) or self._there.get(key)
        if data is None:
            return None
        self._used[key] = data
        return marshal.loads(data)  # noqa: S302 (as trusted as a compiled module)

    def put(self, key: str, value: object) -> None:
        """Keep a result under a key, in place of another."""
        if sum(map(len, self._used.values())) < _LARGEST:
            self._used[key] = marshal.dumps(cast(Any, value))
            self._is_new = True

    def save(self) -> None:
        """Write what is new beside what was there."""
        if not self._is_new:
            return
        old = {key: data for key, data in (self._there or {}).items() if key not in self._used}
        room = max(_SPARE, sum(map(len, self._used.values())))
        while old and sum(map(len, old.values())) > room:
            del old[next(iter(old))]
        self._there = {**old, **self._used}
        self._is_new = False
        self._kept.put(self._KEY, tuple(self._there.items()))
