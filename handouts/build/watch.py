"""Make again whenever a file is saved."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from ..project import CONTENT, LAYOUTS
from .build import UNCHANGED, Report, build
from .files import CannotWrite
from .plan import Refused, Selection


def watch(
    root: Path,
    selection: Selection,
    today: Callable[[], datetime.date],
    stop: Event | None = None,
) -> Iterator[Report]:
    """A report now and after each change, until `stop` is set.

    Saves that come close together are one change. The folders are watched, not
    the files, so an editor may replace a file as it saves; a state in between,
    with errors, is reported like any other and mended by the next save.
    """
    import watchfiles

    def made() -> Report:
        try:
            return build(root, selection, today=today(), workers=1)
        except (CannotWrite, Refused) as fault:
            return Report(unwritable=[str(fault)])

    yield made()
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
