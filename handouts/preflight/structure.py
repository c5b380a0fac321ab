"""Does the structure tree fit what is drawn? Marks, tree and parent tree one to one.

Rules are those of ISO 14289-1 (PDF/UA) and ISO 32000-1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from . import roles
from .page_stream import Page, near
from .tree import Claims, Content, Document, Element, Fault, parent_tree


def check(document: Document, smallest: float) -> Iterator[Fault]:
    """Every fault of the marks and of the tree; no text may be under `smallest` points."""
    yield from _pages(document, smallest)
    yield from document.faults
    tree = document.pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    yield from _one_to_one(document, parent_tree(tree))
    yield from _annotations(document, parent_tree(tree))
    yield from roles.check(document)


# --- what is drawn --------------------------------------------------------------------


def _pages(document: Document, smallest: float) -> Iterator[Fault]:
    for page in document.pages:
        for rule, what in page.faults:
            yield rule, what, f"page {page.number}"
        for mark in page.marks:
            where = f"page {page.number}, {mark.tag}{near(mark.text)}"
            if mark.artifact and mark.text.strip() and mark.kind != "Pagination":
                what = "text that is read by no one: it is an artifact, but not page furniture"
                yield "PDF/UA 7.8", what, where
            for run in mark.runs:
                if run.text.strip() and run.visible and run.size < smallest - 0.01:
                    what = f"text of {run.size:.1f} pt, the least is {smallest:g} pt"
                    yield "print.md TY-02", what, f"page {page.number}{near(run.text)}"


# --- marks, tree and parent tree ------------------------------------------------------


def _one_to_one(document: Document, numbers: dict[int, Any]) -> Iterator[Fault]:
    claims: Claims = {}
    for element in document.walk():
        for kid in element.kids:
            if isinstance(kid, Content):
                yield from _claim(claims, element, kid)
    seen: set[int] = set()
    for page, read in zip(document.pdf.pages, document.pages, strict=True):
        where = f"page {read.number}"
        key: Any = page.obj.get("/StructParents")
        if key is None:
            yield "ISO 32000-1 14.7.4.4", "the page has no StructParents", where
            row = None
        else:
            if int(key) in seen:
                yield "ISO 32000-1 14.7.4.4", "two pages have the same StructParents", where
            seen.add(int(key))
            row = numbers.get(int(key))
            if not isinstance(row, pikepdf.Array):
                yield "ISO 32000-1 14.7.4.4", "the parent tree has no entry for the page", where
        yield from _owners(read, claims, row)


def _claim(claims: Claims, element: Element, kid: Content) -> Iterator[Fault]:
    rule = "ISO 32000-1 14.7.4.2"
    if kid.mark is None:
        what = f"the tree names marked content {kid.mcid}, which page {kid.page} does not have"
        yield rule, what, element.where()
    elif (kid.page, kid.mcid) in claims:
        yield rule, f"marked content {kid.mcid} belongs to two elements", element.where()
    elif kid.mark.tag != element.name:
        what = f"content marked {kid.mark.tag} belongs to the element {element.name}"
        yield rule, what, element.where()
    claims[kid.page, kid.mcid] = element


def _owners(read: Page, claims: Claims, row: Any) -> Iterator[Fault]:
    """Every mark of a page against its element in the tree and in the parent tree."""
    counts = Counter(mark.mcid for mark in read.marks)
    for mark in read.marks:
        if mark.mcid is None:
            continue
        spot = f"page {read.number}, {mark.tag} {mark.mcid}{near(mark.text)}"
        if counts[mark.mcid] > 1:
            yield "ISO 32000-1 14.7.4.2", f"MCID {mark.mcid} stands on the page twice", spot
        owner = claims.get((read.number, mark.mcid))
        if owner is None:
            yield "ISO 32000-1 14.7.4.2", "marked content that no element has", spot
        elif isinstance(row, pikepdf.Array):
            entry = row[mark.mcid] if mark.mcid < len(row) else None
            if entry is None:
                yield "ISO 32000-1 14.7.4.4", "the parent tree does not know the mark", spot
            elif entry.objgen != owner.object.objgen:
                yield "ISO 32000-1 14.7.4.4", "the parent tree names another element", spot


def _annotations(document: Document, numbers: dict[int, Any]) -> Iterator[Fault]:
    owners: Claims = {}
    for element in document.walk():
        for kid in element.annotations():
            if kid.object is None:
                yield "ISO 32000-1 14.7.4.3", "a reference to no annotation", element.where()
            elif kid.object.objgen in owners:
                yield "ISO 32000-1 14.7.4.3", "an annotation has two elements", element.where()
            else:
                owners[kid.object.objgen] = element
    there: set[tuple[int, int]] = set()
    for page, read in zip(document.pdf.pages, document.pages, strict=True):
        for annotation in page.obj.get("/Annots", []):
            there.add(annotation.objgen)
            kind = str(annotation.get("/Subtype", "/none"))[1:]
            label = annotation.get("/Contents", annotation.get("/T", ""))
            where = f"page {read.number}, {kind}{near(str(label))}"
            owner = owners.get(annotation.objgen)
            if owner is None:
                yield "PDF/UA 7.18.1", "an annotation no element refers to (OBJR)", where
                continue
            key = annotation.get("/StructParent")
            entry = numbers.get(int(key)) if key is not None else None
            yield from _owned(kind, owner, entry, where)
    for identity, element in owners.items():
        if identity not in there:
            what = "refers to an annotation that no page has"
            yield "ISO 32000-1 14.7.4.3", what, element.where()


def _owned(kind: str, owner: Element, entry: Any, where: str) -> Iterator[Fault]:
    if entry is None or entry.objgen != owner.object.objgen:
        what = "StructParent does not lead to the element of the annotation"
        yield "ISO 32000-1 14.7.4.4", what, where
    wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
    if owner.role != wanted:
        rule = "PDF/UA 7.18.5" if kind == "Link" else "PDF/UA 7.18.4"
        yield rule, f"a {kind} stands in {owner.role}, not in {wanted}", where
