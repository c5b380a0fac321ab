"""The closed vocabulary of blocks and inlines, and the checked node tree.

A layout's template yields this markup; nothing else can reach the page. The
same tree is drawn and written as the PDF's structure tree, so the vocabulary
says for every tag which structure role it has (PDF 32000-1, 14.8.4), or that
it has none and only arranges its children.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from .problems import ContentError, Place, Problem, Problems, did_you_mean

BLOCK, INLINE, NOTHING = "block", "inline", "nothing"


class Tag(NamedTuple):
    """What a tag may hold, its structure role, its attributes (those ending in ! are required)."""

    role: str | None
    holds: str
    attributes: frozenset[str]
    required: frozenset[str]


def _tag(role: str | None, holds: str, attributes: str = "") -> Tag:
    names = attributes.split()
    return Tag(
        role,
        holds,
        frozenset(name.rstrip("!") for name in names) | {"style", "at", "lang"},
        frozenset(name.rstrip("!") for name in names if name.endswith("!")),
    )


VOCABULARY: dict[str, Tag] = {
    "document": _tag("Document", BLOCK),
    "panel": _tag("Sect", BLOCK, "name!"),
    "section": _tag("Sect", BLOCK),
    # Blocks that only arrange.
    "band": _tag(None, BLOCK),
    "card": _tag(None, BLOCK),
    "columns": _tag(None, BLOCK),
    "column": _tag(None, BLOCK),
    "spacer": _tag(None, NOTHING),
    # Blocks a reader hears.
    "h1": _tag("H1", INLINE),
    "h2": _tag("H2", INLINE),
    "h3": _tag("H3", INLINE),
    "p": _tag("P", INLINE),
    "note": _tag("Note", INLINE),
    "list": _tag("L", BLOCK, "marker"),
    "item": _tag("LI", BLOCK, "label label-alt"),
    "table": _tag("Table", BLOCK),
    "row": _tag("TR", BLOCK),
    "th": _tag("TH", INLINE, "scope"),
    "td": _tag("TD", INLINE),
    "figure": _tag("Figure", NOTHING, "art! alt!"),
    "qr": _tag("Figure", NOTHING, "data! alt!"),
    # "lines" is "2", or "1-3" for as many as find room; on more than one, what is typed wraps.
    "field": _tag("Form", NOTHING, "name! label! lines"),
    # Seen, never heard: decoration and repeated page furniture.
    "artifact": _tag(None, BLOCK, "art draw count current kind"),
    # Inlines.
    "strong": _tag(None, INLINE),
    "link": _tag("Link", INLINE, "href!"),
    "span": _tag("Span", INLINE, "expansion"),
    "t": _tag(None, INLINE),
}
# Blanks that fold; a non-breaking space is not among them.
_BLANKS = re.compile(r"[ \t\r\n]+")
INLINES = frozenset({"strong", "link", "span", "t"})
_PARENTS = {
    "item": {"list"},
    "row": {"table"},
    "th": {"row"},
    "td": {"row"},
    "panel": {"document"},
}
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")  # ISO 32000-1, 12.7.3.2: no period
_LINES = re.compile(r"([1-9][0-9]?)(?:-([1-9][0-9]?))?")
# An item, or page furniture, may hold its text directly.
_EITHER = frozenset({"item", "artifact"})


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """One piece of a handout. `place` is the content it came from, or the template."""

    tag: str
    attributes: dict[str, str]
    place: Place
    children: list[Node | str] = field(default_factory=list)

    @property
    def role(self) -> str | None:
        return VOCABULARY[self.tag].role

    @property
    def style(self) -> str:
        return self.attributes.get("style", "")

    def nodes(self) -> Iterator[Node]:
        """The children that are nodes."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> Iterator[Node]:
        """This node and every node below it, in reading order."""
        yield self
        for child in self.nodes():
            yield from child.walk()

    def holds_text(self) -> bool:
        """Whether its children are inline: text, links, bold."""
        if VOCABULARY[self.tag].holds == INLINE:
            return True
        return self.tag in _EITHER and any(
            isinstance(child, str) or child.tag in INLINES for child in self.children
        )

    def text(self) -> str:
        """All words below, without marks."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse(xml: str, template: str) -> Node:
    """The checked tree in `xml`; `template` is the layout file a designer would open.

    Raises `ContentError` with every problem found.
    """
    reader = _Reader(Place(template))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as fault:
        lines = xml.splitlines()
        near = lines[fault.lineno - 1].strip()[:80] if fault.lineno <= len(lines) else ""
        raise ContentError(
            [
                Problem(
                    Place(template),
                    f"does not give well-formed markup: {expat.ErrorString(fault.code)}",
                    f"near: {near}",
                )
            ]
        ) from None
    reader.problems.stop_if_any()
    assert reader.root is not None
    return reader.root


class _Reader:
    def __init__(self, template: Place) -> None:
        self.template = template
        self.problems = Problems()
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.fields: set[str] = set()

    def doctype(self, *_: object) -> None:
        raise ContentError([Problem(self.template, "found a DOCTYPE", "delete it")])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self.stack[-1] if self.stack else None
        node = Node(tag, attributes, self._place(attributes, parent))
        self.stack.append(node)
        if parent is None:
            self.root = node
            if tag != "document":
                self.problems.add(self.template, f"expected <document> first, found <{tag}>")
        if tag not in VOCABULARY:
            hint = did_you_mean(tag, VOCABULARY) or f"the tags are {', '.join(sorted(VOCABULARY))}"
            self.problems.add(self.template, f"unknown tag <{tag}>", hint)
            return
        self._check_attributes(node)
        if parent is not None:
            parent.children.append(node)
            self._check_parent(node, parent)

    def _place(self, attributes: dict[str, str], parent: Node | None) -> Place:
        at = attributes.pop("at", "")
        if at:
            path, line, column = at.rsplit(":", 2)
            place = Place(path, int(line), int(column))
            for node in reversed(self.stack):  # the block is where its first words are
                if node.place.line:
                    break
                node.place = place
            return place
        return self.template

    def _check_attributes(self, node: Node) -> None:
        known = VOCABULARY[node.tag]
        for name in node.attributes.keys() - known.attributes:
            self.problems.add(
                self.template,
                f'<{node.tag}> has an unknown attribute "{name}"',
                did_you_mean(name, known.attributes),
            )
        for name in sorted(known.required - node.attributes.keys()):
            self.problems.add(node.place, f'<{node.tag}> needs "{name}"', "add it in the layout")
        if node.tag == "field":
            self._check_field(node)

    def _check_field(self, node: Node) -> None:
        name, lines = node.attributes.get("name", "a"), node.attributes.get("lines", "1")
        if not _FIELD_NAME.fullmatch(name):
            said = f'expected a name such as "next_visit" for a field, found "{name}"'
            self.problems.add(node.place, said, "use letters, digits and _")
        if name in self.fields and "name" in node.attributes:
            said = f'two fields have the name "{name}": what is typed in one shows in both'
            self.problems.add(node.place, said, "give each field a name of its own")
        self.fields.add(name)
        if not (found := _LINES.fullmatch(lines)) or int(found[2] or 99) < int(found[1]):
            said = f'expected lines such as "3", or "1-2" for as many as fit, found "{lines}"'
            self.problems.add(node.place, said)

    def _check_parent(self, node: Node, parent: Node) -> None:
        tag = node.tag
        if parent.tag not in VOCABULARY:
            return
        holds = VOCABULARY[parent.tag].holds
        wanted = _PARENTS.get(tag)
        if wanted and parent.tag not in wanted:
            self.problems.add(
                self.template, f"<{tag}> must be in <{'> or <'.join(sorted(wanted))}>"
            )
        elif tag in INLINES and holds == BLOCK and parent.tag not in _EITHER:
            self.problems.add(
                self.template, f"found <{tag}> straight in <{parent.tag}>", "put it in a <p>"
            )
        elif tag not in INLINES and holds != BLOCK:
            self.problems.add(self.template, f"<{parent.tag}> cannot hold <{tag}>")

    def text(self, data: str) -> None:
        parent = self.stack[-1]
        if parent.tag not in VOCABULARY:
            return
        if VOCABULARY[parent.tag].holds == INLINE or parent.tag in _EITHER:
            parent.children.append(data)
        elif data.strip():
            self.problems.add(
                self.template,
                f'found text straight in <{parent.tag}>: "{data.strip()[:40]}"',
                "put it in a <p>",
            )

    def end(self, tag: str) -> None:
        node = self.stack.pop()
        if tag in _EITHER and any(child.tag not in INLINES for child in node.nodes()):
            node.children = list(node.nodes())
        elif tag in VOCABULARY and tag not in INLINES and node.holds_text():
            _trim(node)
            # A block is where its longest words are: those are the ones to shorten.
            texts = [inner for inner in node.walk() if inner.tag == "t"]
            if texts:
                node.place = max(texts, key=lambda inner: len(inner.text())).place


def line_range(lines: str) -> tuple[int, int]:
    """The least and the most lines of a field: "2" is 2 and 2, "1-3" is 1 and 3."""
    least, _, most = lines.partition("-")
    return int(least), int(most or least)


def _trim(node: Node) -> None:
    """Fold white space in a block of text, as the page shows it."""
    runs: list[tuple[Node, int]] = []

    def collect(inner: Node) -> None:
        for index, child in enumerate(inner.children):
            if isinstance(child, str):
                runs.append((inner, index))
            else:
                collect(child)

    collect(node)
    after_space = True
    for inner, index in runs:
        text = _BLANKS.sub(" ", str(inner.children[index]))
        if after_space:
            text = text.lstrip(" ")
        if text:
            after_space = text.endswith(" ")
        inner.children[index] = text
    for inner, index in reversed(runs):
        inner.children[index] = text = str(inner.children[index]).rstrip(" ")
        if text:
            break
