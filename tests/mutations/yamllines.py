"""YAML files as lines: where the values stand, and values written as a person may write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .damage import Damage
from .project import Project, Unfit

_LINE = re.compile(r"(?P<head>\s*(?:- +)?(?:(?P<key>[\w][\w .-]*):[ ]+|(?<=- )))(?P<value>\S.*)")
_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9 .,&<>()/;’-]*[A-Za-z0-9.]")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of one line: its file, its line from 1, its key ("" in a list), what is before it."""

    path: str
    line: int
    key: str
    head: str
    text: str

    @property
    def prose(self) -> bool:
        """Whether a reader may meet it: words, and not a name, a number, a list or braces."""
        words = self.text.strip("\"'")
        return (
            bool(re.match(r"[A-Za-z]", words))
            and (words[0].isupper() or " " in words)
            and not re.search(r"[{}\[\]]", words)
            and self.key not in ("months", "number", "address", "layout")
        )


def values(project: Project, path: str) -> Iterator[Value]:
    """The values of the file that stand in one line with their key or dash."""
    block = 0
    for number, line in enumerate(project.lines(path), 1):
        indent = len(line) - len(line.lstrip())
        if block and (indent >= block or not line.strip()):
            continue
        block = 0
        found = _LINE.match(line.rstrip("\r\n"))
        if line.lstrip().startswith("#") or not found:
            continue
        text = found["value"]
        if re.fullmatch(r"[|>][-+0-9]*", text):
            block = indent + 1
        elif text[0] not in "#&*":
            value = re.sub(r"\s+#.*", "", text) if text[0] not in "\"'" else text
            yield Value(path, number, found["key"] or "", found["head"], value)


def put(project: Project, value: Value, new: str) -> None:
    """Write `new`, as it stands, where the value was."""
    lines = project.lines(value.path)
    lines[value.line - 1] = value.head + new + "\n"
    project.write_lines(value.path, lines)


def pick(rng: Random, project: Project, *patterns: str, key: str = "") -> Value:
    """One value of the files; with `key` a regular expression its key must match."""
    found = [
        value
        for path in project.files(*patterns)
        for value in values(project, path)
        if re.fullmatch(key, value.key) or not key
    ]
    if not found:
        raise Unfit
    return rng.choice(found)


def quoted(rng: Random, text: str) -> tuple[str, bool]:
    """The text as YAML, and whether YAML surely reads it back as it was."""
    ways = ["single", "double", "escaped"]
    if _SAFE.fullmatch(text):
        ways += ["plain", "plain", "plain"]
    way = rng.choice([*ways, "bare"])
    if way == "single" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'", True
    if way == "escaped":
        return json.dumps(text), not any(ord(sign) > 0xFFFF for sign in text)
    if way in ("plain", "bare"):
        return text.replace("\n", " "), way == "plain"
    return json.dumps(text, ensure_ascii=False), True


def set_value(
    rng: Random,
    project: Project,
    value: Value,
    choices: list[str],
    what: str,
    *,
    renames: bool = False,
    wide: bool = False,
) -> Damage:
    """Damage: one of the choices, written as it stands, where the value was."""
    new = rng.choice(choices)
    put(project, value, new)
    said = f"{what}: {value.key}: {new[:80]}"
    return Damage(said, value.path, value.line, renames=renames, wide=wide)
