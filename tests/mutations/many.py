"""Many cases in several processes, each in a folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from .base import Base, prepare
from .case import Case, play
from .judge import judge
from .project import clear
from .report import Result


@contextmanager
def folder(keep: Path | None) -> Iterator[Path]:
    """A folder for the projects, in memory where there is such a place."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    memory = Path("/dev/shm")  # noqa: S108  # only a place to look for; the folder's name is random
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def play_all(
    cases: Sequence[Case],
    place: Path,
    jobs: int,
    *,
    keep: bool = False,
    on_done: Callable[[int, int], None] = lambda done, of: None,
) -> list[Result]:
    """Every case in `jobs` processes of our own, in the order of the cases.

    `keep` leaves the damaged projects in the folder `place`.
    """
    base = prepare(place / "base")
    results = []
    # New processes have one thread and no caches: from such a one a command may be forked.
    fresh = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=fresh, initializer=base.runner.load) as pool:
        running = [pool.submit(one, case, base, place, keep) for case in cases]
        try:
            for job in running:
                results.append(job.result())
                on_done(len(results), len(cases))
        finally:
            pool.shutdown(cancel_futures=True)
    return results


def one(case: Case, base: Base, place: Path, keep: bool = False) -> Result:
    """One case from its damage to its judgement."""
    own = place / f"{case.asked}-{case.seed}-{case.number}"
    own.mkdir()
    try:
        done = play(case, base, own)
        judgement = judge(done, base)
    except Exception as fault:
        fault.add_note(f"It happened in {case}.")
        raise
    finally:
        if not keep:
            clear(own)
    return Result(
        case.number,
        done.kind,
        [(damage.path, damage.what) for damage in done.damages],
        [run.shortened() for run in done.runs],
        all(damage.placed for damage in done.damages),
        judgement,
    )
