"""Making many files: here, in processes of our own, or on whatever executor is handed in."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import OUTPUT
from .plan import Job
from .worker import Made, make

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

# Files that pay for starting one more process: forked ready, or started from nothing.
_ENOUGH = {"fork": 8, "spawn": 40}
# Jobs on their way at once: enough to keep every worker busy, few enough to keep memory flat.
_AHEAD = 64


def make_all(
    root: Path, stamp: str, jobs: Sequence[Job], executor: Executor | None, workers: int | None
) -> Iterator[tuple[Job, Made]]:
    """Every job with what came of it, in the order they are done.

    The first job is made here, which reads all that a forked process then has.
    """
    left = iter(jobs)
    with ExitStack() as stack:
        if executor is None:
            for job in islice(left, 1):
                yield job, make(str(root), stamp, job)
            _settle()
            own = _own_pool(len(jobs) - 1, workers)
            executor = stack.enter_context(own) if own else None
        if executor is None:
            for job in left:
                yield job, make(str(root), stamp, job)
        else:
            yield from _submitted(str(root), stamp, left, executor)


def _submitted(
    root: str, stamp: str, jobs: Iterator[Job], executor: Executor
) -> Iterator[tuple[Job, Made]]:
    """Every job from an executor. If one of its processes dies, so do all: the rest is broken."""
    from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait

    running: dict[Future[Made], Job] = {}
    try:
        while True:
            for job in islice(jobs, _AHEAD - len(running)):
                running[executor.submit(make, root, stamp, job)] = job
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                made = future.result()
                yield running.pop(future), made
    except BrokenExecutor:
        left = [*running.values(), *jobs]
        first = " or ".join(f"{OUTPUT}/{job.output}" for job in left[: _processors()])
        sentence = f"A process was ended from outside, or ran out of memory, while it made {first}."
        for job in left:
            yield job, Made(None, broken=f"{sentence} What was finished is kept: run this again.")
    finally:
        for future in running:
            future.cancel()


def _settle() -> None:
    """Collect garbage again where the start did without, but not among what stays to the end."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _own_pool(count: int, workers: int | None) -> Executor | None:
    """Processes for `count` files, or None where one process is done sooner.

    Forking is quick and inherits all that was read, but is safe only while
    there is no second thread.
    """
    alone = sys.platform == "linux" and threading.active_count() == 1
    method = "fork" if alone else "spawn"
    enough = count // _ENOUGH[method]
    most = min(workers or _processors(), enough if workers is None else count)
    if most < 2:
        return None
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(most, mp_context=context, initializer=_start)


def _processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does, however it ends."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_parent() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
