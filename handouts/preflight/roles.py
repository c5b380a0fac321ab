"""Do the elements of the structure tree say what they must: titles, figures, links, lists?

Rules are those of ISO 14289-1 (PDF/UA) and ISO 32000-1.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..content.access import describes, says_where
from .tree import BLOCKS, INLINES, Annotated, Content, Document, Element, Fault

# What holds elements and no words (ISO 32000-1, 14.8.4.3).
_HOLDERS = frozenset(["L", "LI", "Table", "THead", "TBody", "TFoot", "TR"])


def check(document: Document) -> Iterator[Fault]:
    """Every fault of roles, and of what an element must say, that the validator does not see."""
    if [element.role for element in document.top] != ["Document"]:
        yield "ISO 32000-1 14.8.4.2", "the tree does not start with one Document", ""
    yield from _headings(document)
    for element in document.walk():
        yield from _element(element)


def _headings(document: Document) -> Iterator[Fault]:
    titles = [element for element in document.walk() if element.role == "H1"]
    if not titles:
        yield "PDF/UA 7.4.2", "the file has no title (H1)", ""
    for element in titles[1:]:
        yield "brief", "a second title (H1)", element.where()


def _element(element: Element) -> Iterator[Fault]:
    where, role = element.where(), element.role
    if not any(True for _ in element.contents()) and not _touches(element):
        if role not in ("TD", "TH", "Document"):
            yield "ISO 32000-1 14.8.2", f"{role} is empty", where
    elif role in _HOLDERS and any(isinstance(kid, Content) for kid in element.kids):
        yield "PDF/UA 7.2", f"{role} holds content of its own", where
    elif role in BLOCKS - {"Figure", "Formula", "Form", "TD", "Table"} and not _says(element):
        yield "PDF/UA 7.3", f"{role} says nothing: it has no text and no Alt", where
    check_role = {
        "Figure": _figure, "Formula": _figure, "Link": _link, "Form": _form, "Table": _table,
        "L": _list, "LI": _item,
    }.get(role)  # fmt: skip
    if check_role:
        yield from ((rule, what, where) for rule, what in check_role(element))
    if role in BLOCKS and not (element.parent and element.parent.role in INLINES):
        yield from _joined(element)


def _touches(element: Element) -> bool:
    return any(one.annotations() for one in element.walk())


def _says(element: Element) -> bool:
    entries = ("Alt", "ActualText", "E")
    return (
        bool(element.text.strip())
        or any(one.entry(key) for one in element.walk() for key in entries)
        or any(one.role in ("Form", "Figure") for one in element.walk())
    )


def _joined(element: Element) -> Iterator[Fault]:
    """Words that run together where a line ends (no validator sees this)."""
    before = None
    for kid in element.kids:
        inline = isinstance(kid, Element) and kid.role in INLINES
        contents = list(kid.contents()) if inline and isinstance(kid, Element) else [kid]
        if not inline and isinstance(kid, Element):
            before = None
        for content in contents:
            mark = content.mark if isinstance(content, Content) else None
            for run in mark.runs if mark else []:
                if not run.text:
                    continue
                if before and abs(run.y - before.y) > 0.4 * run.size:
                    ends = before.text[-1:].isspace() or before.text[-1:] in "-\u2010\u00ad"
                    if not ends and not run.text[0].isspace():
                        pair = f'"{before.text[-15:]}" and "{run.text[:15]}"'
                        what = f"words run together at a line end: {pair}"
                        yield "standards/tagged-pdf.md 1", what, element.where()
                before = run


def _figure(element: Element) -> Iterator[tuple[str, str]]:
    alt = element.entry("Alt") or element.entry("ActualText")
    if alt and not describes(alt):
        yield "PDF/UA 7.3", f'the alternative text "{alt}" does not say what the figure shows'
    box = element.attribute("Layout", "BBox")
    if box is None or len(box) != 4 or not (box[2] > box[0] and box[3] > box[1]):
        yield "ISO 32000-1 14.8.5.4.3", "a figure has no bounding box (BBox)"


def _link(element: Element) -> Iterator[tuple[str, str]]:
    text = " ".join(element.text.split())
    if not text and not any(one.entry("Alt") for one in element.walk()):
        yield "PDF/UA 7.18.5", "a link has no content: nothing is read for it"
    elif not says_where(text):
        yield "WCAG 2.4.4", f'the link text "{text}" does not say where it leads'
    if not any(one.annotations() for one in element.walk()):
        yield "PDF/UA 7.18.5", "a link has no annotation (OBJR)"


def _form(element: Element) -> Iterator[tuple[str, str]]:
    widgets = [kid for kid in element.kids if isinstance(kid, Annotated)]
    if len(widgets) != 1:
        yield "PDF/UA 7.18.4", f"a form element has {len(widgets)} fields instead of one"


def _table(element: Element) -> Iterator[tuple[str, str]]:
    if not any(one.role == "TH" for one in element.walk()):
        yield "PDF/UA 7.5", "a table has no header cells (TH)"


def _list(element: Element) -> Iterator[tuple[str, str]]:
    if not any(kid.role == "LI" for kid in element.elements()):
        yield "PDF/UA 7.6", "a list has no items (LI)"
    labels = any(kid.role == "Lbl" for item in element.elements() for kid in item.elements())
    if labels and element.attribute("List", "ListNumbering") is None:
        yield "PDF/UA 7.6", "a list with labels does not say its numbering (ListNumbering)"


def _item(element: Element) -> Iterator[tuple[str, str]]:
    roles = [kid.role for kid in element.elements()]
    if roles.count("LBody") != 1 or roles.count("Lbl") > 1 or roles[-1:] != ["LBody"]:
        yield "PDF/UA 7.6", "a list item is not one label, if any, and one body (Lbl, LBody)"
