"""How much the processes of a build grow while it runs (Linux)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_WARM = 0.1


class Watch:
    """Memory of the workers, or of this process if there are none, by how far the work is."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        self._seen = 0.0

    def look(self, part: float) -> None:
        """Called as work goes on; looks a hundred times in all."""
        if part < _WARM or part < self._seen + 0.01:
            return
        self._seen = part
        for process in _workers() or [os.getpid()]:
            with suppress(OSError):
                pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
                self._first.setdefault(process, pages)
                self._last[process] = pages

    def growth(self) -> float:
        """The most that one process grew after the first tenth of the work, in MB."""
        grown = [self._last[process] - first for process, first in self._first.items()]
        return max(grown, default=0) * _PAGE / 1e6


def _workers() -> list[int]:
    own = os.getpid()
    found = Path(f"/proc/{own}/task/{own}/children").read_text().split()
    return [int(process) for process in found]
