"""An independent validator: `page_validation` (PyPI)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import page
import pikepdf

from .page_stream import near
from .tree import Document, Fault


class Unreadable(Exception):
    """The validator cannot make out the file; the message is its own."""


def check(document: Document, data: bytes, archive: bool) -> Iterator[Fault]:
    """What the validator finds under PDF/UA-1, and under PDF/A-2a where the file claims it.

    Raises `Unreadable`.
    """
    profiles = [("PDF/UA-1", page.ValidationProfile.PDF_UA_1)]
    if archive:
        profiles.append(("PDF/A-2a", page.ValidationProfile.PDF_A_2A))
    for name, profile in profiles:
        try:
            report = page.validate_pdf_bytes(data, profile=profile)
        except page.PageError as fault:
            raise Unreadable(str(fault)) from fault
        for failure in report.failures:
            yield f"{name} {failure.rule_id}", failure.message, _where(document, failure.object_id)


def _where(document: Document, identity: Any) -> str:
    """The element, page or object that a finding is about."""
    if identity is None:
        return ""
    key = (identity.object_number, identity.generation)
    if key in document.elements:
        return document.elements[key].where()
    for number, one in enumerate(document.pdf.pages, 1):
        if one.obj.objgen == key:
            return f"page {number}"
        for annotation in one.obj.get("/Annots", []):
            if annotation.objgen == key:
                return f"page {number}, annotation{near(str(annotation.get('/Contents', '')))}"
    try:
        found = document.pdf.get_object(key)
    except (ValueError, pikepdf.PdfError):
        return f"object {key[0]}"
    kind = str(found.get("/Type", "")) if hasattr(found, "get") else ""
    return f"object {key[0]} {kind}".strip()
