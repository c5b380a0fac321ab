"""The command line in a forked child of a process that has imported it already."""

from __future__ import annotations

import importlib
import os
import re
import resource
import runpy
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from .project import ROOT

LIMIT = 5.0  # seconds until a command counts as hanging
_PATIENCE = 6  # times as long, if others keep the machine busy
CRASHED = 70  # the exit code of a command that let an exception through
_MEMORY = 2 << 30  # bytes of address space a command may have
_READ = 1 << 20  # letters of its output that are looked at
_SHOWN = 4000  # letters of it that are kept
_PROGRAM = str(ROOT / "generate.py")
# The commands run on 2026-11-23, so that no review date passes.
_DAY = "1795392000"


@dataclass(frozen=True, slots=True)
class Run:
    """What a command did. `code` is negative if a signal ended it, None if it did not end."""

    words: tuple[str, ...]
    code: int | None
    seconds: float
    out: str
    err: str

    def shortened(self) -> Run:
        """The same with the first of what it printed."""
        return replace(self, out=self.out[:_SHOWN], err=self.err[:_SHOWN])


@dataclass(frozen=True)
class Runner:
    """Runs commands in forked children of this process.

    `cache` is a folder for what Python and the program compile, `modules` are what a
    command imports.
    """

    cache: Path
    modules: tuple[str, ...] = ()

    def alone(self, root: Path, words: tuple[str, ...]) -> tuple[Runner, str]:
        """Run a command in a process of its own.

        Gives a runner that knows what it imports, and what it said if its exit code was not 0.
        """
        environment = {key: os.environ[key] for key in os.environ if key not in _UNSET}
        environment |= {"SOURCE_DATE_EPOCH": _DAY, "PYTHONPYCACHEPREFIX": str(self.cache)}
        done = subprocess.run(
            [sys.executable, "-X", "importtime", _PROGRAM, *words],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        told = "\n".join(line for line in done.stderr.splitlines() if "import time:" not in line)
        found = re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)
        return replace(self, modules=tuple(found)), told if done.returncode else ""

    def load(self) -> None:
        """Import it all here, the program from beside these tests, whatever is installed."""
        if "handouts" not in sys.modules:
            sys.path.insert(0, str(ROOT))
        for name in self.modules:
            with suppress(ImportError):
                importlib.import_module(name)

    def run(self, root: Path, words: tuple[str, ...], said: Path, limit: float = LIMIT) -> Run:
        """Run a command in the project `root`; `said` is a folder for what it prints.

        What is not done after `limit` seconds is ended, if it waits or has had that much of
        the processor; on a busy machine it may go on for longer.
        """
        sys.stdout.flush()
        sys.stderr.flush()
        files = [said / "out", said / "err"]
        started = time.perf_counter()
        child = os.fork()
        if not child:
            self._become(root, words, files)
        status = _wait(child, started, limit)
        took = time.perf_counter() - started
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # with what the command has started
        if status is None:
            os.waitpid(child, 0)
        code = None if status is None else os.waitstatus_to_exitcode(status)
        out, err = (_text(file) for file in files)
        return Run(words, code, took, out, err)

    def _become(self, root: Path, words: tuple[str, ...], files: list[Path]) -> NoReturn:
        """Be the command, in a process that is thrown away with all that it has kept."""
        code = CRASHED
        try:
            os.setsid()
            os.chdir(root)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            for number, file in enumerate(files, 1):
                os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
            sys.stderr.reconfigure(errors="backslashreplace")
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            os.environ["SOURCE_DATE_EPOCH"] = _DAY
            sys.argv = [_PROGRAM, *words]
            sys.pycache_prefix = str(self.cache)
            sys.dont_write_bytecode = True  # damaged templates are not worth keeping
            runpy.run_path(_PROGRAM, run_name="__main__")
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            with suppress(BaseException):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)


# What would keep a run from compiling, or change what it prints.
_UNSET = {"PYTHONDONTWRITEBYTECODE", "PYTHONWARNINGS", "PYTHONPATH"}


def _wait(child: int, started: float, limit: float) -> int | None:
    pause = 0.002
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        took = time.perf_counter() - started
        if took > limit and (took > _PATIENCE * limit or _had(child, limit)):
            return None
        time.sleep(pause)
        pause = min(pause * 1.2, 0.02)


def _had(child: int, limit: float) -> bool:
    """Whether a process waits, or has had `limit` seconds of a processor (proc(5), stat)."""
    try:
        about = Path(f"/proc/{child}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:  # another system: only the clock counts
        return True
    ticks = int(about[11]) + int(about[12])
    return about[0] != "R" or ticks / os.sysconf("SC_CLK_TCK") > limit


def _text(file: Path) -> str:
    with open(file, encoding="utf-8", errors="backslashreplace") as opened:
        return opened.read(_READ)
