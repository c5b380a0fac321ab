"""The structure tree as readable text: what a screen reader would say, in its order."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from handouts.preflight.tree import INLINES, Annotated, Content, Element, open_document


def read_aloud(pdf: bytes) -> str:
    """A line an element, indented, in the order of reading; inline elements in their sentence."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        document = open_document(file)
        return "".join(f"{line}\n" for element in document.top for line in _lines(element, 0))


def words(pdf: bytes) -> list[str]:
    """Every word in the order of reading; a word ends where its block ends."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        document = open_document(file)
        blocks = [block for element in document.top for block in _blocks(element)]
    return [word for block in blocks for word in block.split()]


def _lines(element: Element, depth: int) -> Iterator[str]:
    notes = [element.name]
    for owner, key in (("Table", "Scope"), ("Table", "ColSpan"), ("List", "ListNumbering")):
        value = element.attribute(owner, key)
        if value is not None:
            notes.append(f"({str(value).lstrip('/')})")
    if element.entry("Lang"):
        notes.append(f"({element.entry('Lang')})")
    head = "  " * depth + " ".join(notes)
    said = _said(element)
    blocks = [kid for kid in element.elements() if kid.role not in INLINES]
    yield f"{head}: {said}" if said else head
    for kid in blocks:
        yield from _lines(kid, depth + 1)


def _said(element: Element) -> str:
    """The element's own words, without those of the blocks in it."""
    out = []
    for kid in element.kids:
        if isinstance(kid, Content):
            out.append(kid.mark.text if kid.mark else "")
        elif isinstance(kid, Annotated):
            out.append(_annotation(kid, element))
        elif kid.role in INLINES:
            out.append(_inline(kid))
    text = " ".join("".join(out).split())
    for key in ("Alt", "ActualText"):
        if element.entry(key):
            text = f"{text} [{key}: {element.entry(key)}]".strip()
    return text


def _inline(element: Element) -> str:
    said = _said(element)
    body = element.text
    marks = [element.entry("E") and f"said as {element.entry('E')}", element.entry("Lang")]
    marked = "; ".join(filter(None, marks))
    if element.role == "Link":
        said = f"<Link: {said}>"
    elif marked:
        said = f"{said} <{marked}>"
    tail = " " if body.endswith(" ") else ""
    return (" " if body.startswith(" ") else "") + said + tail


def _annotation(kid: Annotated, element: Element) -> str:
    if kid.object is None:
        return "(missing)"
    if kid.object.get("/Subtype") == "/Widget":
        return f"[field: {kid.object.get('/TU', '')}]"
    contents = str(kid.object.get("/Contents", ""))
    same = " ".join(element.text.split()) == contents
    target = kid.object.get("/A", {}).get("/URI", "")
    return f" -> {target}" + ("" if same else f" [{contents}]")


def _blocks(element: Element) -> Iterator[str]:
    """The text of each block, cut where a block stands in it."""
    run: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Content):
            run.append(kid.mark.text if kid.mark else "")
        elif isinstance(kid, Element):
            if kid.role in INLINES:
                run.append(kid.text)
            else:
                yield "".join(run)
                run = []
                yield from _blocks(kid)
    yield "".join(run)
