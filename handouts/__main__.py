"""The program, as `generate.py`, `python -m handouts` and the command `handouts` start it."""

from __future__ import annotations

import sys
from typing import NoReturn

from .cli.packages import not_ready


def start() -> NoReturn:
    """Run the command line, or say in a sentence why this Python cannot."""
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python is told, not crashed into)
        this = ".".join(map(str, sys.version_info[:2]))
        _refuse(f"The handouts need Python 3.11 or newer. This is Python {this}.")
    try:
        from .cli.main import run

        run()
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] == __package__:
            raise  # our own fault
        _refuse(not_ready(fault.name))


def _refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    start()
