"""Are the roles of the structure tree sound: nesting, headings, tables, lists, figures, links?

Rules are those of ISO 14289-1 (PDF/UA) and ISO 32000-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .page_stream import near
from .tree import BLOCKS, INLINES, ROLES, Annotated, Content, Document, Element, Fault

# Where a role may stand, and what an element may hold (ISO 32000-1, 14.8.4.3; PDF/UA-1, 7.2).
_PARENTS = {
    "LI": {"L"},
    "Lbl": {"LI", "Note", "Caption", "TOCI", "BibEntry"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
_KIDS = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
_FILE_NAME = re.compile(
    r"\.(svg|png|jpe?g|gif|pdf|tiff?)\b|^(image|figure|picture|img)[\s_-]*\d*$", re.I
)
_VAGUE = frozenset(["here", "click here", "link", "this link", "more", "read more", "learn more"])


def check(document: Document) -> Iterator[Fault]:
    """Every fault of roles, and of what an element must say."""
    yield from _nesting(document)
    yield from _headings(document)
    for element in document.walk():
        yield from _element(element)
    yield from _notes(document)


def _nesting(document: Document) -> Iterator[Fault]:
    if [element.role for element in document.top] != ["Document"]:
        yield "ISO 32000-1 14.8.4.2", "the tree does not start with one Document", ""
    for element in document.walk():
        role, parent = element.role, element.parent
        if role not in ROLES:
            yield "PDF/UA 7.1", f"the role {element.name} is not a standard one", element.where()
        wanted = _PARENTS.get(role)
        if wanted and (parent is None or parent.role not in wanted):
            stands = parent.role if parent else "nothing"
            what = f"{role} must stand in {_either(wanted)}, found in {stands}"
            yield "PDF/UA 7.2", what, element.where()
        allowed = _KIDS.get(role)
        for kid in element.kids:
            if allowed and isinstance(kid, Element) and kid.role not in allowed:
                yield "PDF/UA 7.2", f"{role} may not hold {kid.role}", element.where()
            elif allowed and isinstance(kid, Content):
                yield "PDF/UA 7.2", f"{role} holds content of its own", element.where()


def _either(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))


def _headings(document: Document) -> Iterator[Fault]:
    level = 0
    for element in document.walk():
        if not re.fullmatch(r"H[1-6]", element.role):
            continue
        found = int(element.role[1])
        if not level and found != 1:
            yield "PDF/UA 7.4.2", f"the first heading is {element.role}, not H1", element.where()
        elif level and found == 1:
            yield "brief", "a second title (H1)", element.where()
        elif found > level + 1:
            what = f"{element.role} follows H{level}: a level is skipped"
            yield "PDF/UA 7.4.2", what, element.where()
        level = found
    if not level:
        yield "PDF/UA 7.4.2", "the file has no heading", ""


def _element(element: Element) -> Iterator[Fault]:
    where, role = element.where(), element.role
    if not any(True for _ in element.contents()) and not _touches(element):
        if role not in ("TD", "TH", "Document"):
            yield "ISO 32000-1 14.8.2", f"{role} is empty", where
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
    if not alt:
        yield "PDF/UA 7.3", "a figure has no alternative text (Alt)"
    elif len(alt.split()) < 3 or _FILE_NAME.search(alt):
        yield "PDF/UA 7.3", f'the alternative text "{alt}" does not say what the figure shows'
    box = element.attribute("Layout", "BBox")
    if box is None or len(box) != 4 or not (box[2] > box[0] and box[3] > box[1]):
        yield "ISO 32000-1 14.8.5.4.3", "a figure has no bounding box (BBox)"


def _link(element: Element) -> Iterator[tuple[str, str]]:
    text = " ".join(element.text.split())
    if not text and not any(one.entry("Alt") for one in element.walk()):
        yield "PDF/UA 7.18.5", "a link has no content: nothing is read for it"
    elif text.lower().rstrip(".") in _VAGUE:
        yield "WCAG 2.4.4", f'the link text "{text}" does not say where it leads'
    if not any(one.annotations() for one in element.walk()):
        yield "PDF/UA 7.18.5", "a link has no annotation (OBJR)"
    for kid in element.annotations():
        if kid.object is not None and not str(kid.object.get("/Contents", "")).strip():
            yield "PDF/UA 7.18.5", "a link annotation has no description (Contents)"


def _form(element: Element) -> Iterator[tuple[str, str]]:
    widgets = [kid for kid in element.kids if isinstance(kid, Annotated)]
    if len(widgets) != 1:
        yield "PDF/UA 7.18.4", f"a form element has {len(widgets)} fields instead of one"
    for kid in widgets:
        if kid.object is None:
            continue
        field = kid.object
        label = field.get("/TU", field.get("/Parent", {}).get("/TU", ""))
        if not str(label).strip():
            yield "PDF/UA 7.18.1", "a field has no label to read aloud (TU)"


def _table(element: Element) -> Iterator[tuple[str, str]]:
    cells = [one for one in element.walk() if one.role in ("TH", "TD")]
    heads = [one for one in cells if one.role == "TH"]
    if not heads:
        yield "PDF/UA 7.5", "a table has no header cells (TH)"
    for head in heads:
        if str(head.attribute("Table", "Scope")) not in ("/Row", "/Column", "/Both"):
            yield "PDF/UA 7.5", f"a header cell has no Scope{near(head.text)}"
    rows = [one for one in element.walk() if one.role == "TR"]
    if any(int(cell.attribute("Table", "RowSpan") or 1) > 1 for cell in cells):
        return
    widths = {
        sum(int(cell.attribute("Table", "ColSpan") or 1) for cell in row.elements()) for row in rows
    }
    if len(widths) > 1:
        yield "PDF/UA 7.2", f"rows of a table have {_either(map(str, widths))} columns"


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


def _notes(document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for element in document.walk():
        if element.role == "Note":
            name = element.entry("ID")
            if not name or name in seen:
                yield "PDF/UA 7.9", "a note has no ID of its own", element.where()
            seen.add(name)
