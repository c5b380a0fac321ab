"""Markup of a layout's template as the checked node tree; nothing else can reach the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol
from xml.parsers import expat

from ..problems import ContentError, Place, Problem, Problems, did_you_mean
from .node import Node
from .vocabulary import BLOCK, EITHER, INLINE, INLINES, PARENTS, VOCABULARY

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
    def __init__(self, template: Place, texts: Texts | None) -> None:
        self.template = template
        self.texts = texts
        self.problems = Problems()
        self.root: Node | None = None
        self.stack: list[Node] = []

    def doctype(self, *_: object) -> None:
        raise ContentError([Problem(self.template, "found a DOCTYPE", "delete it")])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self.stack[-1] if self.stack else None
        node = self._text(attributes) if tag == "t" else Node(tag, attributes, self.template)
        self._fill_attributes(node)
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

    def _text(self, attributes: dict[str, str]) -> Node:
        """The node of a text of the content."""
        try:
            if self.texts is None:
                raise KeyError
            node = self.texts.node(attributes.get("n", ""), attributes.get("date", ""))
        except (KeyError, ValueError, IndexError):
            self.problems.add(self.template, "<t> is written by the program only", "delete it")
            return Node("t", attributes, self.template)
        for outer in reversed(self.stack):  # the block is where its first words are
            if outer.place.line:
                break
            outer.place = node.place
        return node

    def _fill_attributes(self, node: Node) -> None:
        """Put the words of texts where attributes refer to them."""
        for name, value in node.attributes.items():
            if _REFERENCE.fullmatch(value) and self.texts is not None:
                with suppress(KeyError):  # then it only looks like one
                    node.attributes[name], place = self.texts.words(value)
                    if node.tag == "figure":
                        node.place = place

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

    def _check_parent(self, node: Node, parent: Node) -> None:
        tag = node.tag
        if parent.tag not in VOCABULARY:
            return
        holds = VOCABULARY[parent.tag].holds
        wanted = PARENTS.get(tag)
        if wanted and parent.tag not in wanted:
            self.problems.add(
                self.template, f"<{tag}> must be in <{'> or <'.join(sorted(wanted))}>"
            )
        elif tag in INLINES and holds == BLOCK and parent.tag not in EITHER:
            self.problems.add(
                self.template, f"found <{tag}> straight in <{parent.tag}>", "put it in a <p>"
            )
        elif tag not in INLINES and holds != BLOCK:
            self.problems.add(self.template, f"<{parent.tag}> cannot hold <{tag}>")

    def text(self, data: str) -> None:
        parent = self.stack[-1]
        if parent.tag not in VOCABULARY:
            return
        if parent.tag == "t":
            self.problems.add(self.template, "<t> is written by the program only", "delete it")
            return
        if VOCABULARY[parent.tag].holds == INLINE or parent.tag in EITHER:
            parent.children.append(data)
        elif data.strip():
            self.problems.add(
                self.template,
                f'found text straight in <{parent.tag}>: "{data.strip()[:40]}"',
                "put it in a <p>",
            )

    def end(self, tag: str) -> None:
        node = self.stack.pop()
        if tag in EITHER and any(child.tag not in INLINES for child in node.nodes()):
            node.children = list(node.nodes())
        elif tag in VOCABULARY and tag not in INLINES and node.holds_text():
            _trim(node)
            # A block is where its longest words are: those are the ones to shorten.
            texts = [inner for inner in node.walk() if inner.tag == "t"]
            if texts:
                node.place = max(texts, key=lambda inner: len(inner.text())).place


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
