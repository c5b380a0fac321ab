"""What is shown of a build: what is wrong, a summary, or JSON for machines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from ..build.report import BUILT, MISSING, STALE, UNCHANGED, Outcome, Report
from ..problems import Problem
from ..project import CONTENT, OUTPUT
from ..reading import closed


def tell(report: Report, options: argparse.Namespace) -> int:
    """Show a build and give its exit code."""
    if options.json:
        return tell_json(report, options)
    show_faults(report, options)
    if not options.quiet:
        print(*_summary(report), sep="\n")
    return exit_code(report, options)


def exit_code(report: Report, options: argparse.Namespace) -> int:
    """The report's own; with --strict also 1 for warnings."""
    return report.exit_code or int(bool(options.strict and report.problems))


# --- what is wrong --------------------------------------------------------------------


def show_faults(report: Report, options: argparse.Namespace) -> None:
    """Every problem, the files that it keeps from being made, and how many there are."""
    for line in _faults(report, options):
        print(line, file=sys.stderr)
    for crash, outputs in report.crashes.items():
        show_crash(crash, outputs)


def show_crash(crash: str, outputs: Sequence[str]) -> None:
    """A fault of the program, with the files it happened to."""
    some = [*outputs[:3], *([f"{len(outputs) - 3} more"] if len(outputs) > 3 else [])]
    where = f" It happened while making {', '.join(some)}." if some else ""
    print(crash.rstrip(), file=sys.stderr)
    print(f"This is a fault of the program.{where} Please report it.", file=sys.stderr)


def _faults(report: Report, options: argparse.Namespace) -> Iterator[str]:
    yield from map(str, report.problems)
    yield from report.unwritable
    yield from _failures(report.failed)
    errors, warnings = len(report.errors), len(report.problems) - len(report.errors)
    counts = [_count(n, what) for n, what in ((errors, "error"), (warnings, "warning")) if n]
    unused = report.errors and report.outcomes and not report.failed
    unused = unused and all(map(_is_in_content, report.errors))
    if counts:
        yield " and ".join(counts) + (", in content that no handout uses." if unused else ".")
    if report.elsewhere:
        there = f"{_count(report.elsewhere, 'more error')} in other handouts"
        yield f"{there}: python generate.py check"
    if options.strict and report.problems and not report.exit_code:
        yield "With --strict a warning counts as an error."


def _failures(failed: Sequence[Outcome]) -> Iterator[str]:
    """The files that were not made, and after those with the same reason what changed."""
    for reason in dict.fromkeys(tuple(one.why) for one in failed):
        for one in failed:
            if tuple(one.why) == reason:
                yield _failure(one)
        if reason:
            yield f"Changed since then: {', '.join(reason)}"


def _failure(outcome: Outcome) -> str:
    if PurePosixPath(outcome.output).suffix != ".pdf":  # it has no file name of its own
        return f'"{outcome.output}" could not be made.'
    if outcome.status == STALE:
        return f"{OUTPUT}/{outcome.output} could not be made again: the last good file was kept."
    return f"{OUTPUT}/{outcome.output} could not be made."


def _is_in_content(problem: Problem) -> bool:
    """Whether it is about something in a file of content, not about what nobody can see."""
    return problem.place.path.startswith(f"{CONTENT}/") and not closed.is_told(problem)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


# --- what was done --------------------------------------------------------------------


def _summary(report: Report) -> Iterator[str]:
    for output in report.removed:
        yield f"{OUTPUT}/{output} was removed."
    for output in report.leftovers:
        yield f"{OUTPUT}/{output} is left over: nothing makes it any more."
    if report.leftovers:
        yield "To remove what is left over: python generate.py --prune"
    if report.outdated:
        files = _count(len(report.outdated), "other file")
        yield f"{files} out of date. To make them: python generate.py --edition all --paper all"
    built, unchanged = report.outputs(BUILT), report.outputs(UNCHANGED)
    took = f"{report.seconds:.1f} s"
    if not built and not report.failed and unchanged:
        yield f"Nothing changed: {_count(len(unchanged), 'file')} up to date. {took}"
    else:
        counts = f"{len(built)} built, {len(unchanged)} unchanged, {len(report.failed)} failed"
        yield f"{counts}. {took}. Look in {OUTPUT}."


# --- for machines ---------------------------------------------------------------------


def tell_json(report: Report, options: argparse.Namespace, **more: Any) -> int:
    """A report as one JSON document with `more` in it; gives the exit code."""
    code = exit_code(report, options)
    show_json({**_as_json(report), **more, "exit_code": code}, options)
    return code


def show_json(document: dict[str, Any], options: argparse.Namespace) -> None:
    """One document; a command that goes on gives each a line of its own."""
    print(json.dumps(document, indent=None if options.lines else 1), flush=True)


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "built": report.outputs(BUILT),
        "unchanged": report.outputs(UNCHANGED),
        "stale": report.outputs(STALE),
        "missing": report.outputs(MISSING),
        "changed_since": {one.output: list(one.why) for one in report.failed if one.why},
        "outdated": report.outdated,
        "leftovers": report.leftovers,
        "removed": report.removed,
        "problems": [problem_as_json(problem) for problem in report.problems],
        "elsewhere": report.elsewhere,
        "unwritable": report.unwritable,
        "crashes": [{"files": files, "traceback": one} for one, files in report.crashes.items()],
        "seconds": round(report.seconds, 3),
    }


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """A problem as plain data."""
    return {
        "file": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "kind": "error" if problem.fatal else "warning",
        "message": problem.message,
        "hint": problem.hint,
    }
