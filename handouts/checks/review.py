"""Dates by which a handout must be reviewed (TR-02)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..content.library import PreparedHandout
from ..problems import Problem

_SOON = 90  # days


def problems(prepared: PreparedHandout, today: datetime.date) -> Iterator[Problem]:
    """A warning from 90 days before the review date, an error after it."""
    document = prepared.document
    left = (document.review_by - today).days
    if left < 0:
        message = f"the review date {document.review_by} has passed"
        yield Problem(document.place, message, "have it reviewed, then move the date")
    elif left <= _SOON:
        message = f"must be reviewed by {document.review_by}, in {left} days"
        yield Problem(document.place, message, fatal=False)
