"""Markup of a layout's template as the checked node tree; nothing else can reach the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol
from xml.parsers import expat

from ..problems import ContentError, Place, Problem, Problems
from .node import Node
from .vocabulary import (
    BLOCK,
    CHILDREN,
    EITHER,
    INLINE,
    INLINES,
    PARENTS,
    VOCABULARY,
    attribute_faults,
    unknown_tag,
    written_by_program,
)

# Says where a tag stands in its template; no template can write it.
SOURCE = "source"
# Deeper than any page is built, and far from what the program could not walk.
MAX_DEPTH = 40
# What stands in an attribute for the words of a text.
_REFERENCE = re.compile(r"t:\d+")
# Blanks that fold; a non-breaking space is not among them.
_BLANKS = re.compile(r"[ \t\r\n]+")


class Texts(Protocol):
    """The texts that markup refers to, by number; both raise `KeyError` for an unknown one."""

    def node(self, number: str, date: str = "") -> Node:
        """The node of a text, as it stands on the page."""
        ...

    def words(self, reference: str) -> tuple[str, Place]:
        """The words of a text for an attribute such as `alt`, and where they stand."""
        ...


def parse(xml: str, template: str, texts: Texts | None = None) -> Node:
    """The checked tree in `xml`; `template` is the layout file a designer would open.

    Where the markup refers to a text, the text's own nodes are put in its
    place; they are never written out as markup. Raises `ContentError` with
    every problem found.
    """
    reader = _Reader(Place(template), texts)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as fault:
        rest = xml.encode()[parser.ErrorByteIndex :].decode("utf-8", "replace")
        raise ContentError([*reader.problems, reader.broken(fault, rest)]) from None
    reader.problems.stop_if_any()
    assert reader.root is not None
    return reader.root


class _Reader:
    def __init__(self, template: Place, texts: Texts | None) -> None:
        self.template = template
        self.texts = texts
        self.latest = Node("", {}, template, stamp=f"{template.path}:1:1")  # last opened
        self.problems = Problems()
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.fields: set[str] = set()

    def doctype(self, *_: object) -> None:
        raise ContentError([Problem(self.latest.source, "found a DOCTYPE", "delete it")])

    def broken(self, fault: expat.ExpatError, rest: str) -> Problem:
        """What is wrong with markup that could not be read on; `rest` is what follows."""
        inner = self.stack[-1] if self.stack else None
        if inner and fault.code == _NO_END:
            return Problem(inner.source, f"<{inner.tag}> is not closed", f"add </{inner.tag}>")
        if inner and fault.code == _OTHER_END:
            said = f"expected </{inner.tag}>, found </{rest.partition('>')[0]}>"
            return Problem(self.latest.source, said, f"<{inner.tag}> is opened in {inner.source}")
        said, hint = _BROKEN.get(fault.code, _BAD_SIGN)
        return Problem(self.latest.source, f"{said} after this tag" if inner else said, hint)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self.stack[-1] if self.stack else None
        stamp = attributes.pop(SOURCE, None) or (parent.stamp if parent else self.template.path)
        node = self._text(attributes) if tag == "t" else Node(tag, attributes, self.template)
        node.stamp = stamp
        self._fill_attributes(node)
        self.latest = node
        self.stack.append(node)
        if len(self.stack) > MAX_DEPTH:
            said = f"tags stand in each other more than {MAX_DEPTH} deep"
            raise ContentError([*self.problems, Problem(node.source, said, "close some of them")])
        if parent is None:
            self.root = node
            if tag != "document":
                said = f"expected <document> first, found <{tag}>"
                self.problems.add(node.source, said, "write <document> around the page")
        if tag not in VOCABULARY:
            self.problems.add(node.source, *unknown_tag(tag))
            return
        self._check_attributes(node)
        if parent is not None:
            parent.children.append(node)
            self._check_parent(node, parent)

    def _text(self, attributes: dict[str, str]) -> Node:
        """The node of a text of the content."""
        try:
            if self.texts is None:
                raise KeyError
            node = self.texts.node(attributes.get("n", ""), attributes.get("date", ""))
        except (KeyError, ValueError, IndexError):
            self.problems.add(self.latest.source, *written_by_program("t"))
            return Node("t", attributes, self.template)
        for outer in reversed(self.stack):  # the block is where its first words are
            if outer.place.line:
                break
            outer.place = node.place
        return node

    def _fill_attributes(self, node: Node) -> None:
        """Put the words of texts where attributes refer to them."""
        for name, value in node.attributes.items():
            if value.startswith("t:") and self.texts and _REFERENCE.fullmatch(value):
                with suppress(KeyError):  # then it only looks like one
                    node.attributes[name], place = self.texts.words(value)
                    if node.tag == "figure":
                        node.place = place

    def _check_attributes(self, node: Node) -> None:
        for _, said, hint in attribute_faults(node.tag, tuple(node.attributes.items())):
            self.problems.add(node.source, said, hint)
        if node.tag == "field" and (name := node.attributes.get("name")):
            if name in self.fields:
                said = f'two fields have the name "{name}": what is typed in one shows in both'
                self.problems.add(node.source, said, "give each field a name of its own")
            self.fields.add(name)

    def _check_parent(self, node: Node, parent: Node) -> None:
        tag = node.tag
        if parent.tag not in VOCABULARY:
            return
        holds = VOCABULARY[parent.tag].holds
        wanted, only = PARENTS.get(tag), CHILDREN.get(parent.tag)
        if wanted and parent.tag != wanted:
            self.problems.add(node.source, f"<{tag}> must be in <{wanted}>", "move it")
        elif tag in INLINES and holds == BLOCK and parent.tag not in EITHER:
            what = "text" if tag == "t" else f"<{tag}>"
            said = f"found {what} straight in <{parent.tag}>"
            self.problems.add(node.source, said, "put it in a <p>")
        elif only and tag not in only:
            said = f"<{parent.tag}> cannot hold <{tag}>"
            self.problems.add(node.source, said, f"it holds <{'> and <'.join(sorted(only))}>")
        elif tag not in INLINES and holds != BLOCK:
            self.problems.add(node.source, f"<{parent.tag}> cannot hold <{tag}>", "move it")

    def text(self, data: str) -> None:
        parent = self.stack[-1]
        if parent.tag not in VOCABULARY:
            return
        if parent.tag == "t":
            self.problems.add(parent.source, *written_by_program("t"))
            return
        if VOCABULARY[parent.tag].holds == INLINE or parent.tag in EITHER:
            parent.children.append(data)
        elif data.strip():
            self.problems.add(
                self.latest.source,  # the tag before it, which may be in a part
                f'found text straight in <{parent.tag}>: "{data.strip()[:40]}"',
                "put it in a <p>",
            )

    def end(self, tag: str) -> None:
        node = self.stack.pop()
        if tag in EITHER and any(child.tag not in INLINES for child in node.nodes()):
            self._check_blocks(node)
            node.children = list(node.nodes())
        elif tag in EITHER and not node.text().strip():
            node.children = []
        elif tag in VOCABULARY and tag not in INLINES and node.holds_text():
            _trim(node)
            # A block is where its longest words are: those are the ones to shorten.
            texts = [inner for inner in node.walk() if inner.tag == "t"]
            if texts:
                node.place = max(texts, key=lambda inner: len(inner.text())).place

    def _check_blocks(self, node: Node) -> None:
        """Beside blocks no words may stand: they would have no place on the page."""
        for child in node.children:
            words = child if isinstance(child, str) else child.tag in INLINES and child.text()
            if words and words.strip():
                said = f"found text beside blocks in <{node.tag}>"
                self.problems.add(node.source, said, "put it in a <p>")


# What expat's errors mean to a person, by their codes (expat.h).
_NO_END, _OTHER_END = 3, 7
_BAD_SIGN = "found a sign that cannot stand in markup", "write &amp; for & and &lt; for <"
_BROKEN = {
    _NO_END: ("expected <document>, found nothing", "write one"),
    5: ("found a tag without its end", "add >"),
    8: ("found an attribute twice", "delete one"),
    9: ("found more after </document>", "move it"),
    11: ("found an unknown &name;", "write the sign"),
}


def _trim(node: Node) -> None:
    """Fold white space in a block of text, as the page shows it; a slot counts as a word."""
    runs = list(_runs(node))
    after_space = True
    for run in runs:
        if run is None:
            after_space = False
            continue
        inner, index = run
        text = _BLANKS.sub(" ", str(inner.children[index]))
        if after_space:
            text = text.lstrip(" ")
        if text:
            after_space = text.endswith(" ")
        inner.children[index] = text
    for run in reversed(runs):
        if run is None:
            break
        inner, index = run
        inner.children[index] = text = str(inner.children[index]).rstrip(" ")
        if text:
            break


def _runs(node: Node) -> Iterator[tuple[Node, int] | None]:
    """Where each text of a block stands: its node and its number in it; None for a slot."""
    for index, child in enumerate(node.children):
        if isinstance(child, str):
            yield node, index
        elif child.tag == "slot":
            yield None
        else:
            yield from _runs(child)
