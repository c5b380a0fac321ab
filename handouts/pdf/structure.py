"""The structure tree: elements made from nodes, marked content hung on them, and the parent tree.

ISO 32000-1, 14.7. The tree follows the node tree, whatever the order of drawing,
so reading order is the order of the markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from ..markup.node import Node
from .objects import Name, Object, Value, Written, by_name, entry, reference


class Element:
    """One structure element. Its kids are marked content, annotations and elements, in order."""

    __slots__ = ("entries", "kids", "object", "parent", "placed", "role")

    def __init__(self, role: str, parent: Element | None, *, placed: bool = True) -> None:
        self.role = role
        self.parent = parent
        self.entries: dict[str, Value] = {}
        self.kids: list[Element | Marked | Annotation] = []
        self.object: PDFObject | None = None
        self.placed = placed

    def place(self) -> None:
        """Stand behind what its parent holds by now: called when it is first drawn."""
        if not self.placed:
            assert self.parent is not None
            self.parent.place()
            self.parent.kids.append(self)
            self.placed = True

    def add(self, role: str, **texts: str | None) -> Element:
        """A new child element; `texts` are text entries such as Alt or Lang."""
        child = Element(role, self)
        child.entries = {key: value for key, value in texts.items() if value}
        self.kids.append(child)
        return child

    def has_content(self) -> bool:
        return any(not isinstance(kid, Element) or kid.has_content() for kid in self.kids)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


class Marked(NamedTuple):
    """A marked-content sequence: the page's index and the number in it."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """A link or field annotation that belongs to an element."""

    page: int
    object: PDFObject


class Tree:
    """The structure tree of one document, made from its node tree."""

    def __init__(self, document: Node) -> None:
        self._of: dict[Node, Element] = {}
        self._labels: dict[Node, Element] = {}
        self._notes = 0
        self.root = Element("Document", None)
        self._of[document] = self.root
        self._grow(document, self.root)

    def element(self, node: Node) -> Element:
        """The element of a node that has a structure role; of an item, its body."""
        return self._of[node]

    def label(self, item: Node) -> Element:
        """The label element of a list item."""
        return self._labels[item]

    def inline(self, node: Node, parent: Element) -> Element:
        """The element of an inline node, placed in `parent` when it is first drawn.

        Placed late, so that it stands behind the words before it.
        """
        found = self._of.get(node)
        if found is None:
            found = self._of[node] = Element(node.role or "Span", parent, placed=False)
            for key, name in (("E", "expansion"), ("Lang", "lang")):
                if value := node.attributes.get(name):
                    found.entries[key] = value
        return found

    def _grow(self, node: Node, parent: Element) -> None:
        for child in node.nodes():
            if child.tag == "artifact" or (node.holds_text() and node.tag != "item"):
                continue
            element = self._plant(child, parent) if child.role else parent
            if not child.holds_text():
                self._grow(child, element)

    def _plant(self, node: Node, parent: Element) -> Element:
        attributes = node.attributes
        texts = {"Alt": attributes.get("alt"), "Lang": attributes.get("lang")}
        element = parent.add(node.role or "", **texts)
        if node.tag == "list":
            numbering = {"number": "Decimal", "check": "None"}.get(
                attributes.get("marker", ""), "Disc"
            )
            element.entries["A"] = {"O": Name("List"), "ListNumbering": Name(numbering)}
        elif node.tag == "th":
            scope = attributes.get("scope", "Column")
            element.entries["A"] = {"O": Name("Table"), "Scope": Name(scope)}
        elif node.tag == "note":
            self._notes += 1
            element.entries["ID"] = f"note-{self._notes}"
        elif node.tag == "item":
            if attributes.get("label"):
                self._labels[node] = element.add("Lbl", Alt=attributes.get("label-alt"))
            element = element.add("LBody")
        self._of[node] = element
        return element

    # --- writing ---------------------------------------------------------------------

    def attach(self, document: PDFDocument, pages: list[PageMarks]) -> None:
        """Hang the tree, its parent tree and the marks of every page on the catalog."""
        root = Object(lambda _: self._root(pages))
        self._prune(self.root)
        document.Reference(root)
        for element in self.root.walk():
            element.object = Object(partial(_body, element, root))
            document.Reference(element.object)
        document.Catalog.StructTreeRoot = root

    def _prune(self, element: Element) -> None:
        element.kids = [
            kid for kid in element.kids if not isinstance(kid, Element) or kid.has_content()
        ]
        for kid in element.kids:
            if isinstance(kid, Element):
                self._prune(kid)

    def _root(self, pages: list[PageMarks]) -> Value:
        """The structure tree root; its parent tree counts on from the pages to annotations."""
        owners: list[Value] = [[element.object for element in page.elements] for page in pages]
        owners += [element.object for page in pages for element in page.annotations]
        return {
            "Type": Name("StructTreeRoot"),
            "K": self.root.object,
            "ParentTree": {"Nums": [one for pair in enumerate(owners) for one in pair]},
            "ParentTreeNextKey": len(owners),
        }


class PageMarks(NamedTuple):
    """What a page holds: the element of each mark, and those of its annotations."""

    elements: list[Element]
    annotations: list[Element]


def _body(element: Element, root: Object, document: PDFDocument) -> Written:
    """The dictionary of one structure element; put together here, since a page has hundreds."""
    parent = reference(document, element.parent.object if element.parent else root)
    first = next((kid.page for kid in element.kids if isinstance(kid, Marked)), None)
    page = "" if first is None else f"/Pg {_page(document, first)}"
    own = "".join([entry(key, value, document) for key, value in element.entries.items()])
    kids = [_kid(document, kid, first) for kid in element.kids]
    held = f" {kids[0]}" if len(kids) == 1 else f"[{' '.join(kids)}]"
    return Written(f"<</S/{element.role}/P {parent}{page}{own}/K{held}>>")


def _kid(document: PDFDocument, kid: Element | Marked | Annotation, first: int | None) -> str:
    """One kid of an element whose own page is `first`."""
    if isinstance(kid, Element):
        return reference(document, kid.object)
    if isinstance(kid, Annotation):
        page, key = _page(document, kid.page), reference(document, kid.object)
        return f"<</Type/OBJR/Pg {page}/Obj {key}>>"
    if kid.page == first:
        return str(kid.mcid)
    return f"<</Type/MCR/Pg {_page(document, kid.page)}/MCID {kid.mcid}>>"


def _page(document: PDFDocument, index: int) -> Written:
    """The page of an index from 0, by the name that ReportLab gives it."""
    return by_name(document, f"Page{index + 1}")


def bounding_box(left: float, bottom: float, right: float, top: float) -> Value:
    """The layout attribute of a figure (ISO 32000-1, 14.8.5.4.3)."""
    box = [left, bottom, right, top]
    return {"O": Name("Layout"), "Placement": Name("Block"), "BBox": box}
