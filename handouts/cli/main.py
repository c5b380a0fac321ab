"""The command line: arguments and exit codes."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from ..build import files, plan
from ..problems import ContentError
from .commands import (
    build_command,
    catalogue_command,
    check_command,
    explain_command,
    list_command,
    watch_command,
)
from .packages import Missing
from .request import processes

DESCRIPTION = """\
Makes the patient handouts: PDF files in the folder "output", from the words in
the folder "content". Only what changed is made again."""


EXAMPLES = """\
examples:
  python generate.py                            make everything that changed
  python generate.py cervical-dystonia          make one handout
  python generate.py --edition large-print      make the large-print handouts
  python generate.py --edition all --paper all  every edition, on Letter and on A4

  python generate.py list                       what can be made
  python generate.py check                      look for mistakes, write nothing
  python generate.py explain cervical-dystonia  why a file would be made again
  python generate.py watch                      make again whenever a file is saved
  python generate.py catalogue                  the page output/index.html

"python generate.py COMMAND --help" tells more about a command.

exit codes: 0 fine, 1 something to mend in the content, 2 the command was not
understood, 3 a file could not be written."""


def run() -> NoReturn:
    """The command as a process: it ends at once, and leaves its memory to the system."""
    gc.disable()  # a short run ends before garbage matters; a long one turns it on again
    code = main()
    with suppress(OSError):  # nobody reads any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words.pop(0) if words and words[0] in COMMANDS else "build"
    options = COMMANDS[name]().parse_args(words)
    try:
        return int(options.run(options))
    except (plan.Refused, Missing) as fault:
        return _refuse(str(fault), 2)
    except files.CannotWrite as fault:
        return _refuse(str(fault), 3)
    except ContentError as fault:
        for problem in fault.problems:
            print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _refuse("Stopped. Every file that was finished is whole.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _refuse(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


Run = Callable[[argparse.Namespace], int]


def _building() -> argparse.ArgumentParser:
    parser = _parser(build_command, "", DESCRIPTION, names=True, epilog=EXAMPLES)
    parser.add_argument("--force", action="store_true", help="make files even if nothing changed")
    parser.add_argument(
        "--prune", action="store_true", help="remove files whose handout no longer exists"
    )
    return parser


def _checking() -> argparse.ArgumentParser:
    text = "Looks for mistakes in every handout, edition and paper. Writes nothing."
    parser = _parser(check_command, "check", text, names=True, everything=True)
    parser.add_argument(
        "--pdf", action="store_true", help="also inspect the PDF files in the output folder"
    )
    return parser


def _parser(
    run: Run,
    name: str,
    text: str,
    *,
    names: bool = False,
    everything: bool = False,
    epilog: str = "",
) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python generate.py" + (f" {name}" if name else ""),
        description=text,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    parser.set_defaults(run=run)
    if names:
        add("names", nargs="*", metavar="NAME", help='a handout, such as "cervical-dystonia"')
        several = 'may be given several times; "all" means every one'
        standard = ["all"] if everything else []
        add(
            "--edition",
            action="append",
            metavar="NAME",
            default=None,
            help=f"such as large-print or black-and-white; {several}",
        )
        add("--paper", action="append", metavar="letter|a4", help=f"the paper size; {several}")
        add("--language", action="append", metavar="CODE", help=f"such as en; {several}")
        add("--brand", action="append", metavar="NAME", help=f"the clinic; {several}")
        parser.set_defaults(fallback=standard)
    add("--jobs", type=processes, metavar="N", help="work with N processes")
    add("--json", action="store_true", help="say it for machines")
    add("-q", "--quiet", action="store_true", help="show only what is wrong")
    add("--root", type=Path, help=argparse.SUPPRESS)
    return parser


COMMANDS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "build": _building,
    "check": _checking,
    "list": lambda: _parser(list_command, "list", "Shows what can be made.", names=True),
    "explain": lambda: _parser(
        explain_command, "explain", "Says why a file would be made again.", names=True
    ),
    "watch": lambda: _parser(
        watch_command, "watch", "Makes handouts again when a file is saved.", names=True
    ),
    "catalogue": lambda: _parser(
        catalogue_command, "catalogue", "Writes output/index.html, to find and print."
    ),
}
