"""`python -m handouts`: the same as `generate.py`."""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import NoReturn

from .cli import STOPPED


def run() -> NoReturn:
    """The command as a process. Ctrl-C ends it with a sentence, also while it is still loading."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)
    from .cli.main import run as command

    command()


def _stop(number: int, frame: FrameType | None) -> None:
    os.write(2, f"{STOPPED}\n".encode())
    os._exit(130)


if __name__ == "__main__":
    run()
