"""Making many files: here, in processes of our own, or on whatever executor is handed in."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..project import OUTPUT
from .plan import Job
from .worker import Made, make

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.connection import Connection

# Files that pay for starting one more process: forked ready, or started from nothing.
_ENOUGH = {"fork": 8, "spawn": 40}
# Jobs on their way at once: enough to keep every worker busy, few enough to keep memory flat.
_AHEAD = 64
# Jobs that one process of our own has at a time: one in work, and one so that it need not wait.
_EACH = 2


def make_all(
    root: Path, stamp: str, jobs: Sequence[Job], executor: Executor | None, workers: int | None
) -> Iterator[tuple[Job, Made]]:
    """Every job with what came of it, in the order they are done.

    The first job is made here, which reads all that a forked process then has.
    """
    if executor is not None:
        yield from _submitted(str(root), stamp, iter(jobs), executor)
        return
    for job in jobs[:1]:
        yield job, make(str(root), stamp, job)
    _settle()
    method = _method()
    count = _processes(len(jobs) - 1, workers, method)
    if count > 1:
        yield from _shared_out(str(root), stamp, jobs[1:], count, method)
    else:
        for job in jobs[1:]:
            yield job, make(str(root), stamp, job)


def _settle() -> None:
    """Collect garbage again where the start did without, but not among what stays to the end."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _broken(jobs: Iterable[Job]) -> Made:
    """What comes of jobs whose process died; any of the first may have been in work."""
    names = " or ".join(f"{OUTPUT}/{job.output}" for job in jobs)
    return Made(
        None,
        broken=f"A process was ended from outside, or ran out of memory, while it made {names}. "
        "What was finished is kept: run this again.",
    )


# --- somebody else's executor ---------------------------------------------------------


def _submitted(
    root: str, stamp: str, jobs: Iterator[Job], executor: Executor
) -> Iterator[tuple[Job, Made]]:
    """Every job from an executor; if it breaks, it does so for all that is left."""
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
        for job in left:
            yield job, _broken(left[: _processors()])
    finally:
        for future in running:
            future.cancel()


# --- processes of our own -------------------------------------------------------------


def _method() -> str:
    """Forking is quick and inherits all that was read, but is safe only without a second thread."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if alone else "spawn"


def _processes(count: int, workers: int | None, method: str) -> int:
    """How many processes are done soonest with `count` files; at most `workers`."""
    if workers is None:
        return min(_processors(), count // _ENOUGH[method])
    return min(workers, count)


def _processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shared_out(
    root: str, stamp: str, jobs: Sequence[Job], count: int, method: str
) -> Iterator[tuple[Job, Made]]:
    """Every job from one of `count` processes.

    Each has a pipe of its own, so that one that dies, even in the middle of a
    word, takes along the one file it was making and nothing else: another
    process takes its place.
    """
    import multiprocessing
    from multiprocessing.connection import wait

    context: Any = multiprocessing.get_context(method)
    left = deque(jobs)
    crew: list[_Worker] = []
    try:
        crew += [_Worker(context, root, stamp) for _ in range(count)]
        while True:
            for worker in crew:
                worker.take(left)
            busy: dict[Any, _Worker] = {one.connection: one for one in crew if one.jobs}
            if not busy:
                return
            for connection in wait(list(busy)):
                worker = busy[connection]
                job = worker.jobs.popleft()
                made = worker.result()
                if made is None:
                    made = _broken([job])
                    left.extendleft(reversed(worker.jobs))
                    crew.remove(worker)
                    crew.append(_Worker(context, root, stamp))
                yield job, made
    finally:
        for worker in crew:
            worker.end()


class _Worker:
    """A process that makes files, and the jobs it has been given."""

    def __init__(self, context: Any, root: str, stamp: str) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, root, stamp), daemon=True)
        self.process.start()
        theirs.close()
        self.jobs: deque[Job] = deque()

    def take(self, left: deque[Job]) -> None:
        """Give it jobs from `left`; one that died meanwhile is found out when it is heard."""
        while left and len(self.jobs) < _EACH:
            with suppress(OSError):
                self.connection.send(left[0])
            self.jobs.append(left.popleft())

    def result(self) -> Made | None:
        """What came of its first job, or None if the process died. Raises what it raised."""
        try:
            made = self.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(made, Exception):
            raise made
        assert isinstance(made, Made)
        return made

    def end(self) -> None:
        """It only holds memory: it may be ended in the middle of a job."""
        self.connection.close()
        self.process.terminate()
        self.process.join()


def _serve(connection: Connection[Any, Any], root: str, stamp: str) -> None:
    """The life of a process: make what is asked for until nobody asks any more.

    Ctrl-C is left to the parent. It ends when the parent does, however that ends.
    """
    import multiprocessing
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_parent() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            job = connection.recv()
            try:
                made: Made | Exception = make(root, stamp, job)
            except Exception as fault:
                made = fault
            connection.send(made)
