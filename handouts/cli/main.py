"""The command line: from arguments to an exit code, whatever happens between."""

from __future__ import annotations

import argparse
import errno
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from ..build import files, plan
from ..problems import ContentError, Problem
from ..project import is_closed
from .console import end, steady_streams
from .options import COMMANDS
from .packages import Missing
from .report import problem_as_json, show_crash

STOPPED = "Stopped. Every file that was finished is whole."


def run() -> NoReturn:
    """The command as a process: it ends at once, and leaves its memory to the system."""
    shown = steady_streams()
    code = 130
    try:
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main()
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
    except SystemExit as asked:  # what argparse says is said
        code = asked.code if isinstance(asked.code, int) else 2
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os._exit(end(shown, code))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words.pop(0) if words and words[0] in COMMANDS else "build"
    options = COMMANDS[name]().parse_args(words)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return _refuse(options, STOPPED, 130)
    except Exception as fault:
        return _answer(options, _sorted(fault, words))


def _sorted(fault: Exception, words: Sequence[str]) -> Exception:
    """The fault, or that a command among the words was taken for a handout."""
    if not isinstance(fault, plan.Unknown) or fault.name not in COMMANDS:
        return fault
    others = " ".join(word for word in words if word != fault.name)
    right = f"python generate.py {fault.name} {others}".rstrip()
    return plan.Refused(f'"{fault.name}" is a command, and the command comes first: {right}')


def _answer(options: argparse.Namespace, fault: Exception) -> int:
    """What ended the command, told in a sentence; a traceback only for a fault of the program."""
    if isinstance(fault, ContentError):
        return _problems(options, fault)
    for kind, sentence, code in _ANSWERS:
        if isinstance(fault, kind):
            found = getattr(fault, "problems", ())
            return _refuse(options, sentence(fault), 1 if found else code, found)
    import traceback

    return _crash(options, "".join(traceback.format_exception(fault)))


def _refuse(
    options: argparse.Namespace, sentence: str, code: int, problems: Sequence[Problem] = ()
) -> int:
    """One sentence, on the screen or for machines, behind the problems that may be the reason."""
    if options.json:
        told = [problem_as_json(one) for one in problems]
        print(json.dumps({"refused": sentence, "problems": told}, indent=1))
    else:
        print(*problems, sentence, sep="\n", file=sys.stderr)
    return code


def _problems(options: argparse.Namespace, fault: ContentError) -> int:
    if options.json:
        print(json.dumps({"problems": [problem_as_json(one) for one in fault.problems]}, indent=1))
    for problem in () if options.json else fault.problems:
        print(problem, file=sys.stderr)
    return 1


def _crash(options: argparse.Namespace, crash: str) -> int:
    if options.json:
        crashes = [{"files": [], "traceback": crash}]
        print(json.dumps({"problems": [], "crashes": crashes}, indent=1))
    else:
        show_crash(crash, [])
    return 1


def _sentence(fault: OSError) -> str:
    """A fault of the machine as one sentence."""
    if fault.errno in (errno.EMFILE, errno.ENFILE):
        return "The system lets this program open too few files at once (ulimit -n)."
    if isinstance(fault, PermissionError) and fault.filename:
        rights = "Ask for the right to read and write there, or work on a copy of the project."
        return f"{_closed(os.fsdecode(fault.filename))} may not be opened. {rights}"
    what = f"{fault.filename}: " if fault.filename else ""
    return f"{what}{fault.strerror or fault}."


def _closed(name: str) -> str:
    """The outermost folder above a file that may not be opened, or the file itself."""
    above = reversed(Path(name).absolute().parents)
    return str(next((folder for folder in above if is_closed(folder)), name))


# What a command may end with, how it is told, and the exit code.
_ANSWERS: tuple[tuple[type[Exception], Callable[[Any], str], int], ...] = (
    (plan.Refused, str, 2),
    (Missing, str, 2),
    (files.CannotWrite, str, 3),
    (OSError, _sentence, 3),
)
