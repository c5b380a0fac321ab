"""Make again whenever a file is saved."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from ..project import CONTENT, LAYOUTS
from .build import build
from .files import CannotWrite
from .plan import Refused, Selection
from .report import UNCHANGED, Report


def watch(
    root: Path,
    selection: Selection,
    today: Callable[[], datetime.date],
    stop: Event | None = None,
) -> Iterator[Report]:
    """A report now and after each change, until `stop` is set.

    Saves that come close together are one change. The folders are watched, not
    the files, so an editor may replace a file as it saves. Whatever goes wrong
    in one pass is reported, and the next save is waited for; only a request
    that means nothing from the start raises `plan.Refused`.
    """
    import watchfiles

    def made(*, first: bool = False) -> Report:
        try:
            return build(root, selection, today=today(), workers=1)
        except Refused as fault:
            if first:
                raise
            return Report(unwritable=[str(fault)])
        except CannotWrite as fault:
            return Report(unwritable=[str(fault)])
        except Exception:  # a fault of the program: it is shown, and the watching goes on
            import traceback

            return Report(crashes=[traceback.format_exc()])

    yield made(first=True)
    changes = watchfiles.watch(
        *(root / folder for folder in (CONTENT, LAYOUTS)),
        debounce=300,
        rust_timeout=500,
        yield_on_timeout=True,
        stop_event=stop,
    )
    for number, change in enumerate(changes):
        if change:
            yield made()
        elif not number:  # what was saved before the watching began
            report = made()
            if len(report.outputs(UNCHANGED)) < len(report.outcomes):
                yield report
