"""YAML text as a tree of texts that know their place.

PyYAML's own loader turns `9:30` into 570 and `no` into False, keeps the last of
two equal keys, and drops what follows ` #`. So only its parser is used here:
every scalar stays text, and everything that would be lost is a Problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ..problems import Place, Problems
from .located import Located, Mapping, Sequence, Text

MAX_BYTES = 512 * 1024


MAX_DEPTH = 12


# Control characters, and line ends no editor shows as such.
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


_TAB = re.compile(r"^[^\S\n]*\t", re.MULTILINE)


def parse(data: bytes, path: str, problems: Problems) -> Located | None:
    """The tree in `data`, or None after adding what is wrong to `problems`.

    `path` is what a person calls the file. An empty file is a problem.
    """
    whole = Place(path)
    if len(data) > MAX_BYTES:
        problems.add(whole, f"the file is larger than {MAX_BYTES // 1024} kB", "split it")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        column = fault.start - (data.rfind(b"\n", 0, fault.start) + 1) + 1
        problems.add(
            Place(path, line, column),
            "expected UTF-8 text, found another encoding",
            "in the editor choose Save with encoding: UTF-8",
        )
        return None
    reader = _Reader(path, text, problems)
    if reader.refuses_characters():
        return None
    try:
        tree = reader.document()
    except yaml.MarkedYAMLError as fault:
        reader.add_syntax_problem(fault)
        return None
    except yaml.YAMLError as fault:
        problems.add(whole, f"cannot be read as YAML: {fault}")
        return None
    if tree is None:
        problems.add(whole, "the file is empty", "fill it in, or delete it")
    return tree


# libyaml's parser where PyYAML was built with it; both yield the same events.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Reader:
    def __init__(self, path: str, text: str, problems: Problems) -> None:
        self.path = path
        self.text = re.sub(r"\r\n?", "\n", text)
        self.lines = self.text.split("\n")
        self.problems = problems

    def refuses_characters(self) -> bool:
        """Report tabs that indent and characters no editor shows."""
        found = False
        if not _HIDDEN.search(self.text) and not _TAB.search(self.text):
            return found
        for number, line in enumerate(self.lines, 1):
            indent = line[: len(line) - len(line.lstrip())]
            if "\t" in indent:
                self.problems.add(
                    Place(self.path, number, indent.index("\t") + 1),
                    "found a tab, expected spaces",
                    "indent with two spaces",
                )
                found = True
            hidden = _HIDDEN.search(line)
            if hidden:
                self.problems.add(
                    Place(self.path, number, hidden.start() + 1),
                    f"found a hidden control character (U+{ord(hidden.group()):04X})",
                    "delete it and type the text again",
                )
                found = True
        return found

    def add_syntax_problem(self, fault: yaml.MarkedYAMLError) -> None:
        mark = fault.problem_mark or fault.context_mark
        # Where a text begins says more than where the reader gave up.
        if fault.context_mark and (fault.context or "").startswith("while scanning"):
            mark = fault.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = fault.problem or fault.context or "not readable as YAML"
        # Whatever the library's own limit is and however it words it, this is why.
        before = (
            self.lines[mark.line][: mark.column] if mark and mark.line < len(self.lines) else ""
        )
        if len(re.findall(r"[\[{]", before)) > MAX_DEPTH:
            said = f"nested more than {MAX_DEPTH} deep"
        message, hint = _plain_words(said)
        self.problems.add(Place(self.path, line, column), message, hint)

    def place(self, mark: Any) -> Place:
        return Place(self.path, mark.line + 1, mark.column + 1)

    def document(self) -> Located | None:
        """The tree of the file's one document, or None if it holds nothing."""
        tree: Located | None = None
        # What yaml.parse does, without asking the loader twice for every event.
        loader = _Loader(self.text + "\n")
        self.events: Iterator[Any] = iter(loader.get_event, None)
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
                self.problems.add(
                    self.place(event.start_mark), "found --- in the file", "delete that line"
                )
                break
            if isinstance(event, yaml.NodeEvent):
                tree = self.node(event, 0)
        return tree

    def node(self, event: Any, depth: int) -> Located:
        place = self.place(event.start_mark)
        if event.anchor:  # an alias has one too
            raise yaml.MarkedYAMLError(
                problem=f'found & or * in front of "{event.anchor}"', problem_mark=event.start_mark
            )
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(
                problem=f"nested more than {MAX_DEPTH} deep", problem_mark=event.start_mark
            )
        if isinstance(event, yaml.ScalarEvent):
            self._lost_tail(event)
            if event.tag:
                self.problems.add(
                    place, "found ! in front of a text", 'put the text in "double quotes"'
                )
            return Text(event.value, place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place, depth)
        items = Sequence(place)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return items

    def _mapping(self, place: Place, depth: int) -> Mapping:
        fields = Mapping(place)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key, Text):
                raise yaml.MarkedYAMLError(
                    problem="found a brace or a bracket in front of a text",
                    problem_mark=event.start_mark,
                )
            value = self.node(next(self.events), depth + 1)
            if key in fields:
                self.problems.add(
                    key.place,
                    f'field "{key}" stands here a second time',
                    f"the first is in line {fields.key_place(key).line}",
                )
            else:
                fields[key] = value
        return fields

    def _lost_tail(self, node: Any) -> None:
        """YAML ends an unquoted text at ` #`; the writer may not have meant that."""
        end = node.end_mark
        if node.style or not node.value or end.line >= len(self.lines):
            return
        line = self.lines[end.line]
        rest = line[end.column :] if "#" in line else ""
        if rest.lstrip().startswith("#"):
            column = end.column + len(rest) - len(rest.lstrip()) + 1
            self.problems.add(
                Place(self.path, end.line + 1, column),
                "what follows # would be left out",
                "put the text in quotes, or the remark on a line of its own",
            )


def _plain_words(said: str) -> tuple[str, str]:
    """YAML's own message in words for an editor, with the usual mend."""
    table = (
        ("mapping values are not allowed", "found a second colon in this line",
         'put the text in "double quotes"'),
        ("could not find expected ':'", "expected a colon after the field name",
         'write "field: text", and indent the lines that go on'),
        ("found character '\\t'", "found a tab, expected spaces", "indent with two spaces"),
        ("did not find expected key", "this line does not line up with the ones above",
         "check the quotes and the spaces at the start of the line"),
        ("expected <block end>", "this line does not line up with the ones above",
         "check the quotes and the spaces at the start of the line"),
        ("found unexpected end of stream", "a quote is opened and never closed",
         'close it with "'),
        ("while scanning a quoted scalar", "a quote is opened and never closed", 'close it with "'),
        ("expected comment or line break", "found words behind the | or > that opens a text",
         "start them on the next line, indented"),
        ("that cannot start any token", "found a character that cannot start a text",
         'put the text in "double quotes"'),
        ("expected alphabetic or numeric character", "found & or * at the start of a text",
         'put the text in "double quotes"'),
        ("found & or *", said, 'put the text in "double quotes"'),
        ("found a brace or a bracket", said, 'put the text in "double quotes"'),
        ("nested more than", said, "write the text without the brackets around it"),
        ("expected a single document", "found --- in the middle of the file", "delete that line"),
        ("expected the node content", "found a character that cannot start a text",
         'put the text in "double quotes"'),
    )  # fmt: skip
    for sign, message, hint in table:
        if sign in said:
            return message, hint
    return said, ""
