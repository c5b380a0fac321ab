"""The command line: arguments, what is shown, and exit codes."""

from __future__ import annotations

import argparse
import datetime
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from . import build, plan, state, survey
from .build import Report
from .plan import Selection
from .problems import ContentError, Problem

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
    code = main()
    with suppress(OSError):  # nobody reads any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    gc.disable()  # a short run ends before garbage matters; a long one turns it on again
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words.pop(0) if words and words[0] in COMMANDS else "build"
    options = COMMANDS[name]().parse_args(words)
    try:
        return int(options.run(options))
    except plan.Refused as fault:
        return _refuse(str(fault), 2)
    except state.CannotWrite as fault:
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


# --- commands -------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    from .progress import shown

    with shown(quiet=options.quiet or options.json) as on_event:
        report = build.build(
            _root(options),
            _selection(options),
            today=_today(),
            workers=options.jobs,
            force=options.force,
            prune=options.prune,
            on_event=on_event,
        )
    return tell(report, options)


def _check(options: argparse.Namespace) -> int:
    root = _root(options)
    selection = _selection(options)
    report = build.check(root, selection, today=_today(), workers=options.jobs)
    if options.pdf:
        from .preflight.outputs import check_outputs

        for name, faults in check_outputs(root):
            report.problems += faults
            if not options.quiet:
                print(f"{'fails ' if faults else 'passes'} {name}")
    _print_problems(report)
    if not options.quiet:
        print(f"Checked {len(report.outcomes)} files in {report.seconds:.1f} s. Nothing written.")
    return report.exit_code


def _list(options: argparse.Namespace) -> int:
    look = survey.survey(_root(options), _selection(options), _today())
    rows = [(job.output, look.entry(job)) for job in look.jobs]
    if options.json:
        print(json.dumps([{"file": file, **entry.about} for file, entry in rows], indent=1))
    for file, entry in () if options.json else rows:
        about = entry.about
        print(f"{entry.name}  {about['number']} v{about['version']}  {about['title']}")
        print(f"    file      {state.OUTPUT}/{file}")
        print(f"    editions  {', '.join(entry.editions)}")
    _print_problems(Report(problems=look.problems))
    return 0 if look.complete else 1


def _explain(options: argparse.Namespace) -> int:
    found = build.explain(_root(options), _selection(options), _today())
    for outcome in found:
        said = "it would be made again, because" if outcome.why else "up to date"
        print(f"{state.OUTPUT}/{outcome.output}: {said}")
        for why in outcome.why:
            print(f"    {why}")
    return 0


def _watch(options: argparse.Namespace) -> int:
    from .watch import watch

    root, selection = _root(options), _selection(options)
    print("Watching content and layouts. Save a file, and its handouts are made. Ctrl-C ends.")
    for report in watch(root, selection, _today):
        for output in [] if options.json else report.outputs(build.BUILT):
            print(f"built {state.OUTPUT}/{output}")
        tell(report, options)
    return 0


def _catalogue(options: argparse.Namespace) -> int:
    from . import catalogue

    print(f"Wrote {catalogue.write(_root(options))}")
    return 0


# --- what is shown --------------------------------------------------------------------


def tell(report: Report, options: argparse.Namespace) -> int:
    """Show a report and give its exit code."""
    if options.json:
        print(json.dumps(_as_json(report), indent=1))
        return report.exit_code
    _print_problems(report)
    for sentence in report.unwritable:
        print(sentence, file=sys.stderr)
    if not options.quiet:
        for line in _summary(report):
            print(line)
    return report.exit_code


def _print_problems(report: Report) -> None:
    for problem in report.problems:
        print(problem, file=sys.stderr)
    errors = sum(problem.fatal for problem in report.problems)
    warnings = len(report.problems) - errors
    counts = [_count(n, what) for n, what in ((errors, "error"), (warnings, "warning")) if n]
    if counts:
        print(f"{' and '.join(counts)}.", file=sys.stderr)
    if report.elsewhere:
        there = f"{_count(report.elsewhere, 'more error')} in other handouts"
        print(f"{there}: python generate.py check", file=sys.stderr)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _summary(report: Report) -> list[str]:
    lines = []
    for output in report.outputs(build.STALE):
        lines.append(f"{state.OUTPUT}/{output} is stale: the last good file was kept.")
    for output in report.outputs(build.MISSING):
        lines.append(f"{state.OUTPUT}/{output} could not be made.")
    for output in report.removed:
        lines.append(f"{state.OUTPUT}/{output} was removed.")
    for output in report.leftovers:
        lines.append(f"{state.OUTPUT}/{output} is left over: nothing makes it any more.")
    if report.leftovers:
        lines.append("To remove what is left over: python generate.py --prune")
    if report.outdated:
        files = _count(len(report.outdated), "file")
        lines.append(
            f"{files} not asked for no longer match the content: "
            "python generate.py --edition all --paper all"
        )
    built, unchanged = report.outputs(build.BUILT), report.outputs(build.UNCHANGED)
    failed = report.outputs(build.STALE, build.MISSING)
    took = f"{report.seconds:.1f} s"
    if not built and not failed and unchanged:
        lines.append(f"Nothing changed: {_count(len(unchanged), 'file')} up to date. {took}")
    else:
        counts = f"{len(built)} built, {len(unchanged)} unchanged, {len(failed)} failed"
        lines.append(f"{counts}. {took}. Look in {state.OUTPUT}.")
    return lines


def _as_json(report: Report) -> dict[str, Any]:
    def files(*status: str) -> list[str]:
        return report.outputs(*status)

    return {
        "built": files(build.BUILT),
        "unchanged": files(build.UNCHANGED),
        "stale": files(build.STALE),
        "missing": files(build.MISSING),
        "outdated": report.outdated,
        "leftovers": report.leftovers,
        "removed": report.removed,
        "problems": [_problem(problem) for problem in report.problems],
        "unwritable": report.unwritable,
        "seconds": round(report.seconds, 3),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "kind": "error" if problem.fatal else "warning",
        "message": problem.message,
        "hint": problem.hint,
    }


# --- arguments ------------------------------------------------------------------------

Run = Callable[[argparse.Namespace], int]


def _building() -> argparse.ArgumentParser:
    parser = _parser(_build, DESCRIPTION, names=True, epilog=EXAMPLES)
    parser.add_argument("--force", action="store_true", help="make files even if nothing changed")
    parser.add_argument(
        "--prune", action="store_true", help="remove files whose handout no longer exists"
    )
    return parser


def _checking() -> argparse.ArgumentParser:
    text = "Looks for mistakes in every handout, edition and paper. Writes nothing."
    parser = _parser(_check, text, names=True, everything=True)
    parser.add_argument(
        "--pdf", action="store_true", help="also inspect the PDF files in the output folder"
    )
    return parser


def _parser(
    run: Run, text: str, *, names: bool = False, everything: bool = False, epilog: str = ""
) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python generate.py" + ("" if run is _build else f" {run.__name__[1:]}"),
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
    add("--jobs", type=_processes, metavar="N", help="work with N processes")
    add("--json", action="store_true", help="say it for machines")
    add("-q", "--quiet", action="store_true", help="show only what is wrong")
    add("--root", type=Path, help=argparse.SUPPRESS)
    return parser


COMMANDS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "build": _building,
    "check": _checking,
    "list": lambda: _parser(_list, "Shows what can be made.", names=True),
    "explain": lambda: _parser(_explain, "Says why a file would be made again.", names=True),
    "watch": lambda: _parser(_watch, "Makes handouts again when a file is saved.", names=True),
    "catalogue": lambda: _parser(_catalogue, "Writes output/index.html, to find and print."),
}


def _processes(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'expected a number from 1, found "{text}"')
    return int(text)


def _selection(options: argparse.Namespace) -> Selection:
    standard = tuple(options.fallback)
    return Selection(
        names=tuple(options.names),
        editions=tuple(options.edition or standard or [plan.STANDARD]),
        papers=tuple(options.paper or standard),
        brands=tuple(options.brand or standard),
        languages=tuple(options.language or ()),
    )


def _root(options: argparse.Namespace) -> Path:
    """The project folder: here or the nearest one above that has content and layouts."""
    start: Path = (options.root or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "content").is_dir() and (folder / "layouts").is_dir():
            return folder
    raise plan.Refused(f'There is no project in {start}: no folders "content" and "layouts".')


def _today() -> datetime.date:
    """The day, or the one SOURCE_DATE_EPOCH names, for builds that must repeat."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()
