"""`cd tests; python -m mutations --count 5000 --seed 1`: damaged projects, and what is wrong."""

from __future__ import annotations

import argparse
import io
import sys
import time
from pathlib import Path

from .case import Case
from .damage import KINDS
from .many import folder, play_all
from .report import classes, table


def main() -> int:
    """Play the cases, print the table and what is wrong; 1 if anything is."""
    options = _options()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names of files may be no text
    numbers = options.only or range(options.count)
    cases = [Case(options.seed, number, options.kind) for number in numbers]
    started = time.perf_counter()
    with folder(options.keep) as place:
        results = play_all(cases, place, options.jobs, keep=bool(options.keep), on_done=_count)
    for line in table(results):
        print(line)
    print(f"{len(results)} cases in {time.perf_counter() - started:.0f} s")
    again = f"python -m mutations --seed {options.seed} --kind {options.kind} --only"
    for (name, what), found in classes(results).items():
        print(f"\n{name}, {len(found)} times: {what}")
        for result in found[: options.show]:
            print(f"    {result.title}\n        {again} {result.number}")
    for result in results if options.only else ():
        print(f"\n{result.number}: {result.title}")
        for run in result.runs:
            print(f"$ python generate.py {' '.join(run.words)}\n{run.out}{run.err}exit {run.code}")
        for verdict in result.judgement.verdicts:
            print(f"{verdict.name}: {verdict.detail}")
    return 1 if any(result.judgement.faults for result in results) else 0


def _count(done: int, of: int) -> None:
    if done % 250 == 0:
        print(f"{done} of {of}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mutations", description=__doc__)
    add = parser.add_argument
    add("--count", type=int, default=5000)
    add("--seed", type=int, default=1)
    add("--kind", choices=[*KINDS, "all"], default="all")
    add("--only", type=int, nargs="+", metavar="N", help="these cases only")
    add("--keep", type=Path, metavar="FOLDER", help="leave the damaged projects there")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    add("--show", type=int, default=3, help="cases shown of each fault (default 3)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
