"""Dates by which a handout must be reviewed (TR-02), and consents renewed (TR-09)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..content.library import Library, PreparedHandout
from ..content.models import Authorization
from ..problems import Problem

_SOON = 90  # days


def problems(
    prepared: PreparedHandout, library: Library, today: datetime.date
) -> Iterator[Problem]:
    """A warning from 90 days before the review date, an error after it; consents only warn."""
    document = prepared.document
    left = (document.review_by - today).days
    if left < 0:
        message = f"the review date {document.review_by} has passed"
        yield Problem(document.at("review_by"), message, "have it reviewed, then move the date")
    elif left <= _SOON:
        message = f"must be reviewed by {document.review_by}, in {left} days"
        yield Problem(document.at("review_by"), message, fatal=False)
    for section in (library.sections[name] for name in prepared.handout.sections):
        yield from _consent(section.authorization, today)


def _consent(given: Authorization | None, today: datetime.date) -> Iterator[Problem]:
    ends = given.expires if given and given.on_file == "yes" else None
    if given is None or ends is None or (ends - today).days > _SOON:
        return
    said = f"the written consent for these reports {'ended' if ends < today else 'ends'} on {ends}"
    yield Problem(
        given.at("expires"), said, "ask for a new one, or take the reports out", fatal=False
    )
