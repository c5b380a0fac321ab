"""The structure tree as it stands in a file: elements, marked content, annotations, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from .page_stream import Mark, Page, near, read

# The standard structure types (ISO 32000-1, 14.8.4).
GROUPS = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct",
})  # fmt: skip
BLOCKS = frozenset({
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH",
    "TD", "THead", "TBody", "TFoot", "Figure", "Formula", "Form", "Note", "Caption",
})  # fmt: skip
INLINES = frozenset({
    "Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP",
    "Warichu",
})  # fmt: skip
ROLES = GROUPS | BLOCKS | INLINES | {"Private", "WT", "WP"}


# What breaks which rule: (rule, what is wrong, where).
Fault = tuple[str, str, str]


@dataclass(slots=True, eq=False)
class Content:
    """A claim on marked content: page number, MCID, and the sequence if the page has it."""

    page: int
    mcid: int
    mark: Mark | None


@dataclass(slots=True, eq=False)
class Annotated:
    """A reference to an annotation (OBJR)."""

    page: int
    object: Any


@dataclass(slots=True, eq=False)
class Element:
    """One structure element. `role` is the standard role, `name` the one written."""

    object: Any
    name: str
    role: str
    parent: Element | None
    kids: list[Element | Content | Annotated] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.elements():
            yield from kid.walk()

    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def contents(self) -> Iterator[Content]:
        """All marked content in it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.contents()
            elif isinstance(kid, Content):
                yield kid

    def annotations(self) -> list[Annotated]:
        return [kid for kid in self.kids if isinstance(kid, Annotated)]

    @property
    def text(self) -> str:
        """All words in it, as drawn."""
        return "".join(kid.mark.text for kid in self.contents() if kid.mark)

    @property
    def page(self) -> int:
        """The page of its first content, or 0."""
        for element in self.walk():
            for kid in element.kids:
                if not isinstance(kid, Element):
                    return kid.page
        return 0

    def entry(self, key: str) -> str:
        """A text entry such as Alt."""
        value = self.object.get(f"/{key}")
        return str(value).strip() if value is not None else ""

    def attribute(self, owner: str, key: str) -> Any:
        """An attribute of the element (ISO 32000-1, 14.7.5), or None."""
        for one in _list(self.object.get("/A")):
            own = isinstance(one, pikepdf.Dictionary) and one.get("/O") == f"/{owner}"
            if own and f"/{key}" in one:
                return one[f"/{key}"]
        return None

    def where(self) -> str:
        """`page 2, H2 near "the words"`, for a message."""
        text = near(self.text) or near(self.entry("Alt")) or near(self.entry("T"))
        return (f"page {self.page}, " if self.page else "") + self.name + text


Claims = dict[tuple[int, int], Element]


@dataclass(slots=True)
class Document:
    """A file's pages as read and its tree."""

    pdf: pikepdf.Pdf
    pages: list[Page]
    top: list[Element]
    faults: list[Fault]
    elements: Claims

    def walk(self) -> Iterator[Element]:
        """Every element, in reading order."""
        for element in self.top:
            yield from element.walk()


def open_document(pdf: pikepdf.Pdf) -> Document:
    """Read every page and the structure tree of `pdf`."""
    pages = [read(page, number) for number, page in enumerate(pdf.pages, 1)]
    document = Document(pdf, pages, [], [], {})
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        document.faults.append(("PDF/UA 7.1", "the file has no structure tree", ""))
    else:
        _Grower(document, tree)
    return document


class _Grower:
    def __init__(self, document: Document, tree: Any) -> None:
        self.document = document
        self.tree = tree
        pdf = document.pdf
        self.numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.marks: dict[tuple[int, int], Mark] = {}
        for page in document.pages:
            for mark in page.marks:
                if mark.mcid is not None:
                    self.marks.setdefault((page.number, mark.mcid), mark)
        self.role_map = tree.get("/RoleMap", pikepdf.Dictionary())
        for kid in _list(tree.get("/K")):
            grown = self._element(kid, None)
            if grown:
                document.top.append(grown)

    def _element(self, item: Any, parent: Element | None) -> Element | None:
        name = str(item.get("/S", "/none"))[1:]
        element = Element(item, name, self._role(name), parent)
        faults = self.document.faults
        if item.objgen in self.document.elements:
            faults.append(("ISO 32000-1 14.7.2", "an element stands in the tree twice", name))
            return None
        self.document.elements[item.objgen] = element
        expected = parent.object if parent else self.tree
        if item.get("/P") is None or item.P.objgen != expected.objgen:
            what = "the entry P does not point to the element it stands in"
            faults.append(("ISO 32000-1 14.7.2", what, name))
        own = item.get("/Pg")
        for kid in _list(item.get("/K")):
            self._kid(element, kid, own)
        return element

    def _role(self, name: str) -> str:
        for _ in range(10):
            if name in ROLES or f"/{name}" not in self.role_map:
                break
            name = str(self.role_map[f"/{name}"])[1:]
        return name

    def _kid(self, element: Element, kid: Any, own: Any) -> None:
        if isinstance(kid, int):
            element.kids.append(self._content(own, kid))
        elif kid.get("/Type") == "/MCR":
            element.kids.append(self._content(kid.get("/Pg", own), int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            element.kids.append(Annotated(self._number(kid.get("/Pg", own)), kid.get("/Obj")))
        else:
            grown = self._element(kid, element)
            if grown:
                element.kids.append(grown)

    def _content(self, page: Any, mcid: int) -> Content:
        number = self._number(page)
        return Content(number, mcid, self.marks.get((number, mcid)))

    def _number(self, page: Any) -> int:
        return self.numbers.get(page.objgen, 0) if page is not None else 0


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def parent_tree(tree: Any) -> dict[int, Any]:
    """The parent tree's numbers and what each stands for."""
    out: dict[int, Any] = {}
    nodes = [tree.get("/ParentTree")]
    seen: set[tuple[int, int]] = set()
    while nodes:
        node = nodes.pop()
        if node is None or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        numbers = list(node.get("/Nums", []))
        out.update(zip(map(int, numbers[::2]), numbers[1::2], strict=False))
        nodes.extend(node.get("/Kids", []))
    return out
