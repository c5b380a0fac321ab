"""YAML text as a tree of texts that know their place.

PyYAML's own loader turns `9:30` into 570 and `no` into False, keeps the last of
two equal keys, and drops what follows ` #`. So only its parser is used here:
every scalar stays text, and everything that would be lost is a Problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from ..problems import ContentError, Place, Problems
from . import disk, letters, yaml_values
from .located import Fields, Items, Located, Text
from .yaml_values import BULLET, LONG_TEXT, Fault, Stop, no_bullet, numbered

MAX_BYTES = 512 * 1024

# libyaml's parser where PyYAML was built with it; both yield the same events.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(data: bytes, path: str, problems: Problems) -> Located | None:
    """The tree in `data`, or None after adding what is wrong to `problems`.

    `path` is what a person calls the file. An empty file is a problem.
    """
    whole = Place(path)
    if len(data) > MAX_BYTES:
        problems.add(whole, f"the file is larger than {MAX_BYTES // 1024} kB", "split it")
        return None
    try:
        text = disk.decoded(data, path)
    except ContentError as fault:
        problems.extend(fault.problems)
        return None
    reader = _Reader(path, text, problems)
    if not letters.are_plain(text) and not reader.cleans_letters():
        return None
    try:
        tree = reader.document()
    except Stop as stop:
        reader.add(stop.fault)
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as wrong:  # the last: a code of no letter
        reader.add(reader.diagnosis(wrong))
        return None
    if tree is None:
        problems.add(whole, "the file is empty", "fill it in, or delete it")
    return tree


class _Reader:
    """The lines of one file, and the events of its parser as a tree."""

    def __init__(self, path: str, text: str, problems: Problems) -> None:
        self.path = path
        self.problems = problems
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        # The columns, from 0, of the signs that were taken out of a line.
        self.taken: dict[int, list[int]] = {}
        self.brackets = 0  # how many [ and { are open

    def add(self, fault: Fault) -> None:
        self.problems.add(self.place(fault), fault.message, fault.hint)

    def place(self, mark: Any) -> Place:
        """Where a person sees a line and a column, from 0, of the cleaned text."""
        column = mark.column
        if self.taken:
            for taken in self.taken.get(mark.line, ()):
                column += taken <= column
        return Place(self.path, mark.line + 1, column + 1)

    # --- letters ---------------------------------------------------------------------

    def cleans_letters(self) -> bool:
        """Take out what nobody sees; False after reporting tabs that indent and hidden letters."""
        tabs: list[Fault] = []
        sound = True
        for number, line in enumerate(self.lines):
            if taken := letters.taken_out(line):
                self.taken[number] = taken
            cleaned = letters.seen(line)
            if refused := letters.refused(cleaned):
                self.add(Fault(number, *refused))
                sound = False
            if tab := re.match(r"[^\S\t]*\t(?=\s*\S)", cleaned):
                hint = "indent with two spaces"
                tabs.append(Fault(number, tab.end() - 1, "found a tab, expected spaces", hint))
            # Blanks that keep words together indent as well as others do.
            cleaned = letters.blanks(cleaned)
            start = len(cleaned) - len(cleaned.lstrip(f" -{letters.NBSP}"))
            self.lines[number] = cleaned[:start].replace(letters.NBSP, " ") + cleaned[start:]
        if tabs:
            count = f" in {len(tabs)} lines" if len(tabs) > 1 else ""
            self.add(tabs[0]._replace(message=tabs[0].message + count))
        return sound and not tabs

    # --- syntax ----------------------------------------------------------------------

    def diagnosis(self, fault: Exception) -> Fault:
        """Why the parser gave up, told by the lines and not by its words."""
        mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
        line = min(mark.line if mark else len(self.lines), len(self.lines) - 1)
        from . import yaml_faults  # most files have none

        found = yaml_faults.find(self.lines)
        if found and found.line <= line + 1:
            return found
        while line and not self.lines[line].strip():
            line -= 1
        column = len(self.lines[line]) - len(self.lines[line].lstrip())
        hint = "check the quotes, colons and spaces in it and in the line above"
        return Fault(line, column, "this line cannot be read", hint)

    def document(self) -> Located | None:
        """The tree of the file's one document, or None if it holds nothing."""
        for number, line in enumerate(self.lines):
            if line.startswith("%"):
                raise Stop(Fault(number, 0, "found % at the start of a line", "delete the line"))
        tree: Located | None = None
        # What yaml.parse does, without asking the loader twice for every event.
        loader = _Loader("\n".join(self.lines) + "\n")
        self.events: Iterator[Any] = iter(loader.get_event, None)
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
                self.stop(event.start_mark, "found --- in the file", "delete that line")
            if isinstance(event, yaml.NodeEvent):
                tree = self.node(event, 0, -1)
        return tree

    def stop(self, mark: Any, message: str, hint: str) -> NoReturn:
        raise Stop(Fault(mark.line, mark.column, message, hint))

    def node(self, event: Any, depth: int, above: int) -> Located:
        """The tree of an event; `above` is the column of the field or dash it stands behind."""
        mark = event.start_mark
        if event.anchor:  # an alias has one too
            said = f'found & or * in front of "{event.anchor}"'
            self.stop(mark, said, yaml_values.IN_QUOTES)
        if (self.brackets or getattr(event, "style", None)) and self._is_doubtful(event):
            raise yaml.MarkedYAMLError(problem_mark=event.end_mark)
        if depth > yaml_values.MAX_DEPTH:
            hint = yaml_values.NO_BRACKETS if self.brackets else "use fewer levels"
            self.stop(mark, yaml_values.TOO_DEEP, hint)
        if event.tag:
            self.stop(mark, yaml_values.TAG_FIRST, yaml_values.IN_QUOTES)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, above)
        brackets = bool(event.flow_style)
        self.brackets += brackets
        read = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
        tree = read(self.place(mark), depth, above if brackets else mark.column)
        self.brackets -= brackets
        return tree

    def _sequence(self, place: Place, depth: int, above: int) -> Items:
        items = Items(place)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1, above))
        return items

    def _mapping(self, place: Place, depth: int, above: int) -> Fields:
        fields = Fields(place)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1, above)
            if not isinstance(key, Text):
                self.stop(event.start_mark, yaml_values.BRACKET_FIRST, yaml_values.IN_QUOTES)
            value = self.node(next(self.events), depth + 1, above)
            if key in fields:
                fields.twice.append(key)
                self.problems.add(
                    key.place,
                    f'field "{key}" stands here a second time',
                    f"the first is in line {fields.key_place(key).line}",
                )
            else:
                fields[key] = value
        return fields

    def _text(self, event: Any, above: int) -> Text:
        place = self.place(event.start_mark)
        if not event.style and (tail := self._lost_tail(event)):
            return Text(tail, place)
        if event.end_mark.line > event.start_mark.line:
            self._inner_lines(event, above)
        value = event.value
        if event.style == '"' and not letters.are_plain(value):  # by codes behind a backslash
            if refused := letters.refused(value):
                self.problems.add(place, *refused[1:])
            value = letters.blanks(letters.seen(value))
        return Text(letters.composed(value), place)

    def _is_doubtful(self, event: Any) -> bool:
        """Whether only one of PyYAML's two parsers takes it; the lines say what is wrong."""
        mark, scalar = event.start_mark, isinstance(event, yaml.ScalarEvent)
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        if scalar and event.style in ("|", ">"):
            return not re.fullmatch(LONG_TEXT, line[mark.column :])
        if scalar and event.style:
            return not event.value.isascii() and any(
                "\ud800" <= one <= "\udfff" for one in event.value
            )
        return line.startswith(":," if scalar else ":", mark.column - 1) or (
            scalar and "?" in event.value
        )

    def _inner_lines(self, event: Any, above: int) -> None:
        """Report a field or a list that a text of several lines would swallow."""
        start, end, style = event.start_mark, event.end_mark, event.style or ""
        inner = range(start.line + 1, end.line + (end.column > 0))
        for number in inner:
            line = self.lines[number]
            indent = len(line) - len(line.lstrip())
            if style in ("'", '"') and line.strip() and indent <= above:
                self.stop(start, yaml_values.NEVER_CLOSED, f"close it with {style}")
            bullet = re.match(BULLET, line[indent:])
            if bullet and style != "|":
                if not style and re.match(BULLET, event.value):
                    self.add(Fault(start.line, start.column, *no_bullet(event.value)))
                else:
                    said = f"found {bullet[1]} at the start of a line inside a text"
                    hint = "a text holds no list; move the line to the left, or up into the text"
                    self.add(Fault(number, indent, said, hint))
                return
        if style != "|":
            first = "" if style == ">" else self.lines[start.line][start.column + len(style) :]
            self._inner_numbers(start.line, [first, *(self.lines[number] for number in inner)])

    def _inner_numbers(self, start: int, bodies: list[str]) -> None:
        """Report a numbered list in a text that begins in the line `start`."""
        if found := numbered([body.lstrip() for body in bodies]):
            line = start + found[0]
            said = f"found {found[1]} at the start of a line inside a text"
            hint = 'a text holds no list; write "- text" further left, or move it up into the text'
            self.add(Fault(line, self.lines[line].index(found[1]), said, hint))

    def _lost_tail(self, event: Any) -> str:
        """YAML ends an unquoted text at ` #`; the writer may not have meant that.

        Gives the tail of a text that it leaves nothing of.
        """
        end = event.end_mark
        if end.line >= len(self.lines):
            return ""
        line = self.lines[end.line]
        rest = line[end.column :].strip() if "#" in line else ""
        if not rest.startswith("#") or not (event.value or rest[1:].strip()):
            return ""
        hint = "put the text in quotes, or the remark on a line of its own"
        if color := re.match(r"#[0-9A-Fa-f]{3,8}\b", rest):
            rest = color[0]
            hint = f'a color needs quotes: write "{rest}"'
        column = line.index("#", end.column)
        self.add(Fault(end.line, column, yaml_values.LEFT_OUT, hint))
        return "" if event.value else rest
