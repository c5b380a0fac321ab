"""`python -m handouts`: the same as `generate.py`."""

from __future__ import annotations

import os
import sys


def _stop(*_: object) -> None:
    """Ctrl-C while the program is still loading."""
    os.write(2, b"Stopped.\n")
    os._exit(130)


try:
    import signal
except KeyboardInterrupt:
    _stop()


def run() -> None:
    """The command as a process. Ctrl-C ends it with a sentence, whenever it comes."""
    if sys.version_info < (3, 11):  # noqa: UP036 (somebody may start it with an older one)
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)
    from .cli.main import run as command

    command()


if __name__ == "__main__":
    run()
