"""`python -m handouts`: the same as `generate.py`."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def _stop(*_: object) -> None:
    """Ctrl-C while the program is still loading."""
    os.write(2, b"Stopped.\n")
    os._exit(130)


try:
    import gc
    import signal
except KeyboardInterrupt:
    _stop()


def start() -> NoReturn:
    """The command as a process, or a sentence that says why this Python cannot run it.

    Ctrl-C ends it with a sentence, whenever it comes.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python is told, not crashed into)
        this = ".".join(map(str, sys.version_info[:2]))
        _refuse(f"The handouts need Python 3.11 or newer. This is Python {this}.")
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)
    gc.disable()  # a short run ends before garbage matters; a long one turns it on again
    from .cli.packages import not_ready

    if said := not_ready():
        _refuse(said)
    from .cli.main import run

    run()


def _refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    start()
