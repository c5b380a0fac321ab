"""What is shown of a build: problems, a summary, or JSON for machines."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..build import build
from ..build.build import Report
from ..problems import Problem
from ..project import OUTPUT


def tell(report: Report, options: argparse.Namespace) -> int:
    """Show a report and give its exit code."""
    if options.json:
        print(json.dumps(_as_json(report), indent=1))
        return report.exit_code
    print_problems(report)
    for sentence in report.unwritable:
        print(sentence, file=sys.stderr)
    if not options.quiet:
        for line in _summary(report):
            print(line)
    return report.exit_code


def print_problems(report: Report) -> None:
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
        lines.append(f"{OUTPUT}/{output} is stale: the last good file was kept.")
    for output in report.outputs(build.MISSING):
        lines.append(f"{OUTPUT}/{output} could not be made.")
    for output in report.removed:
        lines.append(f"{OUTPUT}/{output} was removed.")
    for output in report.leftovers:
        lines.append(f"{OUTPUT}/{output} is left over: nothing makes it any more.")
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
        lines.append(f"{counts}. {took}. Look in {OUTPUT}.")
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
