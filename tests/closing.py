"""A folder or file that may not be opened, also for those who may open everything."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def shut(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Answer from now on as the system does where `path` has no rights at all (chmod 000)."""
    path = path.resolve()

    def is_in(asked: Any, itself: bool) -> bool:
        if not isinstance(asked, str | os.PathLike):
            return False
        asked = Path(os.path.abspath(asked))
        return path in asked.parents or (itself and asked == path)

    def refusing(real: Callable[..., Any], itself: bool) -> Callable[..., Any]:
        def refuse(asked: Any = ".", *more: Any, **named: Any) -> Any:
            if is_in(asked, itself):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(asked))
            return real(asked, *more, **named)

        return refuse

    for name, itself in _REFUSED.items():
        monkeypatch.setattr(os, name, refusing(getattr(os, name), itself))
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda asked, mode: not is_in(asked, itself=True) and access(asked, mode)
    )


# What asks for what lies at a path, and whether it is refused there, or only below.
_REFUSED = {"stat": False, "lstat": False, "open": True, "scandir": True, "listdir": True}
