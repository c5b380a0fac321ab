"""The options of each command."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from . import commands
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

Run = Callable[[argparse.Namespace], int]


def _build() -> argparse.ArgumentParser:
    parser = _parser(commands.build_command, "", DESCRIPTION, epilog=EXAMPLES)
    parser.add_argument("--version", action="store_true", help="say which version this is")
    _choice(parser)
    _work(parser)
    parser.add_argument("--force", action="store_true", help="make files even if nothing changed")
    parser.add_argument(
        "--prune", action="store_true", help="remove files whose handout no longer exists"
    )
    return parser


def _check() -> argparse.ArgumentParser:
    text = "Looks for mistakes in every handout, edition and paper. Writes nothing."
    parser = _parser(commands.check_command, "check", text)
    _choice(parser, everything=True)
    _work(parser)
    parser.add_argument(
        "--pdf", action="store_true", help="also inspect the PDF files in the output folder"
    )
    return parser


def _list() -> argparse.ArgumentParser:
    text = "Shows what can be made, and what keeps the rest from it."
    return _choice(_parser(commands.list_command, "list", text))


def _explain() -> argparse.ArgumentParser:
    text = "Says why a file would be made again."
    return _choice(_parser(commands.explain_command, "explain", text))


def _watch() -> argparse.ArgumentParser:
    text = "Makes handouts again when a file is saved. With --json, one line for each time."
    return _choice(_parser(commands.watch_command, "watch", text))


def _catalogue() -> argparse.ArgumentParser:
    text = "Writes output/index.html, to find and print."
    return _parser(commands.catalogue_command, "catalogue", text)


def _parser(run: Run, name: str, text: str, *, epilog: str = "") -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python generate.py" + (f" {name}" if name else ""),
        description=text,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, strict=False, lines=False)
    parser.add_argument("--json", action="store_true", help="say it for machines")
    parser.add_argument("-q", "--quiet", action="store_true", help="show only what is wrong")
    parser.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    return parser


def _choice(
    parser: argparse.ArgumentParser, *, everything: bool = False
) -> argparse.ArgumentParser:
    """Which handouts; with `everything`, all editions, papers and brands where none is named."""
    add = parser.add_argument
    several = 'may be given several times; "all" means every one'
    add("names", nargs="*", metavar="NAME", help='a handout, such as "cervical-dystonia"')
    add(
        "--edition",
        action="append",
        metavar="NAME",
        help=f"such as large-print or black-and-white; {several}",
    )
    add("--paper", action="append", metavar="letter|a4", help=f"the paper size; {several}")
    add("--language", action="append", metavar="CODE", help=f"such as en; {several}")
    add("--brand", action="append", metavar="NAME", help=f"the clinic; {several}")
    parser.set_defaults(fallback=["all"] if everything else [])
    return parser


def _work(parser: argparse.ArgumentParser) -> None:
    """How hard to work, and how strict to be."""
    parser.add_argument("--jobs", type=processes, metavar="N", help="work with N processes")
    parser.add_argument(
        "--strict", action="store_true", help="end with exit code 1 also where there are warnings"
    )


COMMANDS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "build": _build,
    "check": _check,
    "list": _list,
    "explain": _explain,
    "watch": _watch,
    "catalogue": _catalogue,
}
