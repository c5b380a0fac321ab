"""What is wrong in a file that is no YAML: the first line that breaks a rule, in plain words.

A library says where it gave up and what its grammar waited for, often lines
below the mistake. Here the lines are read once more as a person means them:
by their indents, dashes, field names and quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, NoReturn

from . import yaml_values
from .yaml_values import BULLET, IN_QUOTES, LONG_TEXT, NOT_LINED_UP, Amiss, Fault, Stop, no_bullet

_KEY = r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'\[\]{}&*#|>!%@`,:](?:(?! #).)*?)\s*:(?= |$)"""


def find(lines: Sequence[str]) -> Fault | None:
    """The first fault in the lines of a file, or None if each of them looks right."""
    try:
        _Lines(lines).read()
    except Stop as stop:
        return stop.fault
    return None


class _Level(NamedTuple):
    """A list or a group of fields that is open: the column where its lines begin."""

    column: int
    is_list: bool


class _Lines:
    """A walk down the lines. Columns count from 0.

    `empty` is the column of the field or dash above with nothing behind it yet,
    `text` that of the one with a text that may go on, `cut` where a remark ended it.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = 0
        self.levels: list[_Level] = []
        self.empty: int | None = None
        self.text: int | None = None
        self.cut: tuple[int, int] | None = None

    def fail(self, column: int, message: str, hint: str, line: int | None = None) -> NoReturn:
        raise Stop(Fault(self.at if line is None else line, column, message, hint))

    def read(self) -> None:
        """Raises `Stop` at the first fault."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            column, body = _indent(line), line.strip(" ")
            mark = re.match(r"(---|\.\.\.)(?= |$)", line)
            if mark and self.levels:
                self.fail(0, f"found {mark[1]} in the file", "delete that line")
            elif mark:
                pass
            elif body.startswith("#"):
                self.cut = (self.at, column) if self.text is not None else self.cut
                self.text = None
            elif body and self.text is not None and column > self.text:
                self._goes_on(column, body)
            elif body:
                self._begins(column, body)
                self.cut = None
            self.at += 1

    # --- lines -----------------------------------------------------------------------

    def _goes_on(self, column: int, body: str) -> None:
        """A line that goes on with the text above."""
        colon = re.search(":(?= |$)", re.split(" #", body)[0])
        if re.match("[a-z][a-z0-9_-]*:(?= |$)", body):
            self._not_lined_up(column, None, in_text=True)
        elif colon:
            self.fail(column + colon.start(), "found a colon inside a text", IN_QUOTES)

    def _begins(self, column: int, body: str) -> None:
        """A line that begins a list entry, a field, or the words of an empty field."""
        self.text = None
        dash, key = _is_dash(body), re.match(_KEY, body)
        if not dash and not key and self._is_value(column, body):
            above, self.empty = self.empty, None
            self._value(-1 if above is None else above, column, body)
            return
        self._line_up(column, body, dash)
        inside = column
        while dash:
            rest = body[1:].lstrip(" ")
            inside, column, body = column, column + len(body) - len(rest), rest
            if not rest or rest.startswith("#"):
                self.empty = inside
                return
            dash = _is_dash(body)
            key = re.match(_KEY, body)
            if dash or key:
                self.levels.append(_Level(column, dash))
                inside = column
        if key is None:
            if not self.levels[-1].is_list:
                self._no_field(column, body)
            self._value(inside, column, body)
        else:
            words = body[key.end() :].lstrip(" ")
            self._value(column, column + len(body) - len(words), words)

    def _is_value(self, column: int, body: str) -> bool:
        if self.empty is not None:
            return column > self.empty
        return not self.levels and body[0] in "[{\"'|>"

    def _line_up(self, column: int, body: str, dash: bool) -> None:
        """Find the open list or group that the line belongs to, or open one."""
        above, self.empty = self.empty, None
        levels = self.levels
        if not levels or (
            above is not None
            and (column > above or (column == above and dash and not levels[-1].is_list))
        ):
            levels.append(_Level(column, dash))
            return
        closed = None
        while levels and (levels[-1].column > column or self._list_ends(column, dash)):
            closed = levels.pop()
        if not levels or levels[-1].column != column:
            self._not_lined_up(column, closed)
        if levels[-1].is_list and not dash:
            self._no_dash(column, body)
        if dash and not levels[-1].is_list:
            hint = "put spaces in front of it, below the field it belongs to"
            self.fail(column, "found a dash where a field name is expected", hint)

    def _list_ends(self, column: int, dash: bool) -> bool:
        """Whether a field ends a list whose dashes stand in the column of the fields."""
        return not dash and self.levels[-1].is_list and _Level(column, False) in self.levels

    # --- what lines lack -------------------------------------------------------------

    def _not_lined_up(self, column: int, closed: _Level | None, in_text: bool = False) -> NoReturn:
        if self.cut:
            line, at = self.cut
            self.fail(at, "found a remark inside a text", "put it on a line above the text", line)
        less = column - self.levels[-1].column if self.levels else None
        more = closed.column - column if closed else None
        if less is None or (more is not None and more < less):
            self.fail(column, NOT_LINED_UP, f"put {_spaces(more or 0)} more at its start")
        hint = f"take out {_spaces(less)} at its start"
        if in_text and less > 1:  # one is a slip of the hand
            hint += f", or {IN_QUOTES}"
        self.fail(column, NOT_LINED_UP, hint)

    def _no_dash(self, column: int, body: str) -> NoReturn:
        self._no_bullet(column, body)
        message = "expected a dash at the start of this line, as in the ones above"
        self.fail(column, message, 'write "- text"')

    def _no_field(self, column: int, body: str) -> NoReturn:
        self._no_bullet(column, body)
        if body[0] == ":":
            self.fail(column, "expected a field name before the colon", 'write "field: text"')
        if name := re.match(r"([\w-]+):(?! |$)", body):
            hint = f'write "{name[1]}: text"'
            self.fail(column + name.end(1), "expected a space behind the colon", hint)
        hint = 'write "field: text", and indent the lines that go on'
        self.fail(column, "expected a colon after the field name", hint)

    def _no_bullet(self, column: int, body: str) -> None:
        if body[0] == "-" or re.match(BULLET, body):
            self.fail(column, *no_bullet(body))

    # --- values ----------------------------------------------------------------------

    def _value(self, above: int, column: int, body: str) -> None:
        """What stands behind a field name or a dash in the column `above`."""
        first = body[:1]
        if first in ("", "#"):
            self.empty = above
        elif first in "|>":
            self._long_text(above, column, body)
        elif first in "\"'":
            self._quoted(above, column)
        elif first in "[{":
            self._brackets(above, column)
        elif first in "&*":
            self.fail(column, "found & or * at the start of a text", IN_QUOTES)
        elif first == "!":
            self.fail(column, yaml_values.TAG_FIRST, IN_QUOTES)
        elif first in "@`%]},":
            self.fail(column, f"found {first} at the start of a text", IN_QUOTES)
        elif _is_dash(body):
            self.fail(column, "found a dash behind a colon", "start a new line for each dash")
        else:
            words, *remark = re.split(" #", body, maxsplit=1)
            if colon := re.search(":(?= |$)", words):
                message = "found a second colon in this line"
                self.fail(column + colon.start(), message, IN_QUOTES)
            self.text = None if remark else above

    def _long_text(self, above: int, column: int, body: str) -> None:
        if not re.fullmatch(LONG_TEXT, body):
            message = "found words behind the | or > that opens a text"
            self.fail(column, message, "start them on the next line, indented")
        start: int | None = None
        for line in self._reach(above)[1:]:
            self.at += 1
            if line.strip(" "):
                start = start or _indent(line)
                if _indent(line) < start:
                    hint = f"put {_spaces(start - _indent(line))} more at its start"
                    self.fail(_indent(line), NOT_LINED_UP, hint)

    def _quoted(self, above: int, column: int) -> None:
        text = "\n".join(self._reach(above))
        with self._within(text):
            end = yaml_values.end_of_quoted(text, column)
        after = text[end:].split("\n", 1)[0].strip(" ")
        quote, line = text[column], text.count("\n", 0, end)
        if after and not after.startswith("#"):
            if line:
                self.fail(column, yaml_values.NEVER_CLOSED, f"close it with {quote}")
            if after.startswith(":"):
                self.fail(text.index(":", end), "found a second colon in this line", IN_QUOTES)
            mend = yaml_values.mend_of_quotes(quote, text)
            self.fail(end - 1, yaml_values.WORDS_FOLLOW, mend)
        self.at += line

    def _brackets(self, above: int, column: int) -> None:
        text = "\n".join(self._reach(above, brackets=True))
        with self._within(text):
            end = yaml_values.end_of_brackets(text, column, len(self.levels))
        after = text[end:].split("\n", 1)[0].strip(" ")
        if after and not after.startswith("#"):
            self.fail(column, yaml_values.BRACKET_FIRST, IN_QUOTES)
        self.at += text.count("\n", 0, end)

    @contextmanager
    def _within(self, text: str) -> Iterator[None]:
        """Faults in a text of several lines that begins with this line."""
        try:
            yield
        except Amiss as amiss:
            column = amiss.at - (text.rfind("\n", 0, amiss.at) + 1)
            line = self.at + text.count("\n", 0, amiss.at)
            self.fail(column, amiss.message, amiss.hint, line)

    def _reach(self, above: int, brackets: bool = False) -> list[str]:
        """This line and those below that can belong to its value: the ones that are indented."""
        end = self.at + 1
        while end < len(self.lines):
            line = self.lines[end].strip(" ")
            closes = brackets and line[:1] in ("]", "}")
            if line and _indent(self.lines[end]) <= above and not closes:
                break
            end += 1
        return list(self.lines[self.at : end])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_dash(body: str) -> bool:
    return body == "-" or body.startswith("- ")


def _spaces(count: int) -> str:
    return f"{count} space{'s' if count > 1 else ''}"
