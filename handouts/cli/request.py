"""The request: which project, which handouts, which day."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from pathlib import Path

from .. import project
from ..build import plan
from ..build.plan import Selection


def processes(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'expected a number from 1, found "{text}"')
    return int(text)


def selection_of(options: argparse.Namespace) -> Selection:
    standard = tuple(options.fallback)
    return Selection(
        names=tuple(options.names),
        editions=tuple(options.edition or standard or [plan.STANDARD]),
        papers=tuple(options.paper or standard),
        brands=tuple(options.brand or standard),
        languages=tuple(options.language or ()),
    )


def project_root(options: argparse.Namespace) -> Path:
    """The project folder: here or the nearest one above that has content and layouts."""
    start: Path = (options.root or Path.cwd()).resolve()
    if root := project.find(start):
        return root
    raise plan.Refused(_no_project(start))


def _no_project(start: Path) -> str:
    """Why there is no project at `start`, and what to do."""
    for folder in (start, *start.parents):
        missing = [
            name
            for name, own in ((project.CONTENT, project.SOURCES), (project.LAYOUTS, project.THEME))
            if not os.path.exists(folder / own)
        ]
        if len(missing) == 1:
            return f'The folder "{missing[0]}" is missing in {folder}. Put it back.'
    there = Path(sys.argv[0]).absolute().parent
    go = f": cd {there}" if project.find(there) == there else "."
    return (
        f'There is no project in {start}: no folders "content" and "layouts". '
        f"Go to the folder that has both, and run this there{go}"
    )


def today() -> datetime.date:
    """The day, or the one SOURCE_DATE_EPOCH names, for builds that must repeat.

    Raises `Refused` for an epoch that is no day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.date.today()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise plan.Refused(
            f'SOURCE_DATE_EPOCH: expected the seconds since 1970, found "{epoch}".'
        ) from None


def version() -> str:
    """The name and version of the program."""
    from importlib import metadata

    try:
        return f"handouts {metadata.version('handouts')}"
    except metadata.PackageNotFoundError:
        return "handouts, not installed"
