"""SVG files as elements that know where they and their attributes stand.

What belongs to an editor (names of another namespace) and remarks are left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from ...problems import Place, Problems

MAX_BYTES = 512 * 1024
MAX_DEPTH = 64

_SVG = "http://www.w3.org/2000/svg"
_TAG = re.compile(rb"<[^\s/>]+")
_ATTRIBUTE = re.compile(rb"\s+([^\s=]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_REMARKS = r"(?s)/\*.*?(?:\*/|\Z)|<!--|-->"
_AGAIN = "open it in the drawing program and save it again as plain SVG"
_PRESENTATION = (
    "save the drawing with its colors written into the shapes "
    '(in the drawing program: "plain SVG" or "presentation attributes")'
)
# What expat's errors mean to a person, by their codes (expat.h).
_FAULTS = {
    2: "found text that is no drawing; a drawing starts with <svg",
    3: "the file ends too early, an element is not closed",
    4: "found a letter that cannot stand here, such as a bare & or <",
    5: "the file ends too early, in the middle of an element",
    7: "found the end of an element that is not the last one opened",
    8: "found an attribute twice in one element",
    9: "found something behind </svg>, where the drawing has ended",
    11: "found a name between & and ; that means nothing in a drawing",
    27: "found a name with a colon whose first part the file does not explain",
}


class Source(NamedTuple):
    """The bytes of a file (UTF-8) and its path as a person calls it."""

    path: str
    data: bytes


class Element:
    """One element: its name, its attributes, what it holds, and where it starts.

    `tag` is empty for an element that is not SVG. Attributes with a prefix are left out.
    """

    __slots__ = (
        *("attributes", "children", "column", "line", "offset", "source", "tag", "text"),
        "_places",
    )

    def __init__(
        self, source: Source, tag: str, attributes: dict[str, str], at: tuple[int, int, int]
    ) -> None:
        self.source = source
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""  # kept for style sheets only
        self.line, self.column, self.offset = at
        self._places: dict[str, Place] = {}

    @property
    def place(self) -> Place:
        return Place(self.source.path, self.line, self.column)

    def attribute_place(self, name: str) -> Place:
        """Where an attribute stands; the element's place if it is not written in it."""
        if name not in self._places:
            self._places[name] = self._find(name)
        return self._places[name]

    def _find(self, name: str) -> Place:
        data, start = self.source.data, self.offset
        tag = _TAG.match(data, start)
        at = tag.end() if tag else start
        while found := _ATTRIBUTE.match(data, at):
            if found[1] == name.encode():
                before = data[start : found.start(1)].decode()
                lines = before.count("\n")
                far = len(before) - before.rfind("\n") if lines else self.column + len(before)
                return Place(self.source.path, self.line + lines, far)
            at = found.end()
        return self.place


def parse(data: bytes, path: str, problems: Problems) -> Element | None:
    """The root element, or None; adds what is wrong to `problems`."""
    whole = Place(path)
    if len(data) > MAX_BYTES:
        hint = "draw it simpler, with fewer points"
        problems.add(whole, f"the drawing is larger than {MAX_BYTES // 1024} kB", hint)
        return None
    if not data.strip():
        problems.add(whole, "the file is empty", "save the drawing again, or delete the file")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        said = "expected UTF-8 text, found another encoding or no text"
        problems.add(Place(path, line, 1), said, _AGAIN)
        return None
    builder = _Builder(Source(path, text.encode()), problems)
    try:
        builder.parser.Parse(text, True)
    except expat.ExpatError as fault:
        said = _FAULTS.get(fault.code, "is not well-formed XML")
        problems.add(Place(path, fault.lineno, fault.offset + 1), said, _AGAIN)
    except _Stopped:
        pass
    else:
        return builder.root
    return None


class _Stopped(Exception):
    """Reading makes no sense any more; why is among the problems."""


class _Builder:
    """Makes elements of what expat reads. Nothing outside the file is ever fetched."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self.source, self.problems = source, problems
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.namespace = _SVG
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.ProcessingInstructionHandler = self.instruction
        parser.EntityDeclHandler = self.entity

    def _at(self) -> tuple[int, int, int]:
        parser = self.parser
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, parser.CurrentByteIndex

    def _add(self, said: str, hint: str) -> None:
        line, column, _ = self._at()
        self.problems.add(Place(self.source.path, line, column), said, hint)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        if self.root is None:
            if tag != "svg":
                self._add(f"expected a drawing that starts with <svg, found <{tag}>", _AGAIN)
                raise _Stopped
            if namespace not in ("", _SVG):
                self._add(f'expected xmlns="{_SVG}", found "{namespace}"', "correct it")
                raise _Stopped
            self.namespace = namespace
        if len(self.stack) >= MAX_DEPTH:
            hint = "take groups apart (Ungroup)"
            self._add(f"found groups in groups, more than {MAX_DEPTH} deep", hint)
            raise _Stopped
        own = {key: value for key, value in attributes.items() if " " not in key}
        element = Element(self.source, tag if namespace == self.namespace else "", own, self._at())
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def characters(self, text: str) -> None:
        if self.stack[-1].tag == "style":
            self.stack[-1].text += text

    def end(self, _: str) -> None:
        element = self.stack.pop()
        if element.tag == "style" and re.sub(_REMARKS, "", element.text).strip():
            # It counts wherever it stands, in <defs> too.
            said = "a style sheet is not read, found <style>"
            self.problems.add(element.place, said, _PRESENTATION)

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self._add("a style sheet is not read, found <?xml-stylesheet", "delete that line")

    def entity(self, *_: object) -> None:
        self._add("found a DOCTYPE that defines words of its own (ENTITY)", "delete the DOCTYPE")
        raise _Stopped
