"""The request: which project, which handouts, which day."""

from __future__ import annotations

import argparse
import datetime
import os
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
    raise plan.Refused(f'There is no project in {start}: no folders "content" and "layouts".')


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
