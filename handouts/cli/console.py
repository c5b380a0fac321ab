"""The streams to the screen, made so that showing something can never stop the work."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TextIO


class Steady(io.TextIOBase):
    """A stream that swallows what cannot be shown, and remembers why in `fault`.

    A letter that the console lacks is shown by its number.
    """

    encoding = ""

    def __init__(self, inner: TextIO) -> None:
        self.inner = inner
        self.encoding = inner.encoding  # rich asks for it
        self.fault: OSError | None = None
        if isinstance(inner, io.TextIOWrapper):
            inner.reconfigure(errors="backslashreplace")

    def write(self, text: str) -> int:
        if self.fault is None:
            try:
                self.inner.write(text)
            except OSError as fault:
                self.fault = fault
        return len(text)

    def flush(self) -> None:
        if self.fault is None:
            try:
                self.inner.flush()
            except OSError as fault:
                self.fault = fault

    def isatty(self) -> bool:
        return self.inner.isatty()

    def fileno(self) -> int:
        return self.inner.fileno()


def steady_streams() -> Steady:
    """Put such streams in place of the process's own; gives the one for results.

    A stream that was closed before the start leads nowhere from now on, and
    its number is taken, so that no file of the project can get it.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, os.O_RDWR)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))
    sys.stdout, sys.stderr = shown, _ = Steady(sys.stdout), Steady(sys.stderr)
    return shown


def end(shown: Steady, code: int) -> int:
    """Show what is still to be shown; the exit code, 3 where results were lost."""
    with suppress(ValueError):  # a stream closed meanwhile
        sys.stdout.flush()
        sys.stderr.flush()
    if shown.fault is None or isinstance(shown.fault, BrokenPipeError):  # nobody reads any more
        return code
    print(f"What was done could not be shown: {shown.fault.strerror}.", file=sys.stderr)
    sys.stderr.flush()
    return code or 3
