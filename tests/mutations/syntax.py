"""Damage to YAML as text: what hands, other programs and half a save do to a file."""

from __future__ import annotations

import re
from random import Random

from .damage import Damage, mutation
from .edits import Wholes, another_file, edit_a_line, move_lines, some_line, wrong_bytes
from .project import Project, Unfit
from .samples import pairs, samples
from .yamllines import pick, put, set_value, values

CONTENT = ("content/**/*.yaml",)
LAYOUTS = ("layouts/**/*.yaml",)


@mutation("content", 7)
def a_line(rng: Random, project: Project) -> Damage:
    """Signs of one line are not as they should be: blanks, colons, dashes, quotes, keys."""
    return edit_a_line(rng, project, "line edits", *CONTENT)


@mutation("layouts", 4)
def a_line_of_a_layout(rng: Random, project: Project) -> Damage:
    """The same in a layout's or the theme's YAML."""
    return edit_a_line(rng, project, "line edits", *LAYOUTS)


@mutation("content", 3)
def lines(rng: Random, project: Project) -> Damage:
    """Lines are gone, double or elsewhere."""
    return move_lines(rng, project, *CONTENT)


@mutation("layouts", 2)
def lines_of_a_layout(rng: Random, project: Project) -> Damage:
    """The same in a layout's or the theme's YAML."""
    return move_lines(rng, project, *LAYOUTS)


@mutation("content", 3)
def a_line_more(rng: Random, project: Project) -> Damage:
    """A line that does not belong there."""
    path, there, at = some_line(rng, project, *CONTENT)
    new = rng.choice(samples("lines more"))
    there.insert(at, f"{new}\n")
    project.write_lines(path, there)
    return Damage(f"a line more: {new[:50]!r}", path, at + 1, renames=True)


@mutation("content", 3)
def a_misspelt_key(rng: Random, project: Project) -> Damage:
    """A key with a letter too much, too few, or in capitals."""
    value = pick(rng, project, *CONTENT, key=r"[a-z_]{3,}")
    key = value.key
    cut = rng.randrange(len(key) - 1)
    new = rng.choice(
        [
            key[:cut] + key[cut + 1] + key[cut] + key[cut + 2 :],
            key[:cut] + key[cut + 1 :],
            key[:cut] + key[cut] + key[cut:],
            key.upper(),
            key.title(),
        ]
    )
    there = project.lines(value.path)
    there[value.line - 1] = there[value.line - 1].replace(key, new, 1)
    project.write_lines(value.path, there)
    return Damage(f"{key} is written {new!r}", value.path, value.line, renames=True)


@mutation("content", 4)
def another_kind_of_value(rng: Random, project: Project) -> Damage:
    """A text where a list is wanted, a number, nothing at all."""
    value = pick(rng, project, *CONTENT)
    choices = samples("other kinds of value")
    return set_value(rng, project, value, choices, "another kind of value", renames=True)


@mutation("content", 2)
def a_field_and_all_below(rng: Random, project: Project) -> Damage:
    """A field with its lines is gone, emptied, moved to the end, or a text now."""
    path = rng.choice(project.files(*CONTENT))
    there = project.lines(path)
    fields = [at for at, line in enumerate(there) if re.match(r"[\w-]", line)]
    if len(fields) < 2:
        raise Unfit
    index = rng.randrange(len(fields))
    start, end = fields[index], [*fields, len(there)][index + 1]
    block, key = there[start:end], there[start].split(":")[0]
    ways = {
        "gone": [],
        "emptied": [f"{key}:\n"],
        "moved": [],
        "a text": [f"{key}: words\n"],
        "twice": [*block, *block],
        "a list": [f"{key}:\n", "  - a\n", "  - b\n"],
        "renamed": [f"{key}-2" + there[start][len(key) :], *block[1:]],
    }
    way = rng.choice(sorted(ways))
    there[start:end] = ways[way]
    project.write_lines(path, [*there, *(block if way == "moved" else [])])
    return Damage(f"{key} is {way}", path, start + 1, renames=True)


def _laughs(data: bytes) -> bytes:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines).encode()


_WHOLES: Wholes = {
    "is empty": lambda data: b"",
    "holds a line end only": lambda data: b"\n",
    "holds remarks only": lambda data: b"# nothing\n",
    "holds a text": lambda data: b"words\n",
    "holds a list": lambda data: b"- a\n- b\n",
    "holds a dash": lambda data: b"---\n",
    "holds all twice": lambda data: data + data,
    "is two documents": lambda data: data + b"---\n" + data,
    "has a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "has two byte order marks": lambda data: b"\xef\xbb\xbf" * 2 + data,
    "has Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "has old Mac line ends": lambda data: data.replace(b"\n", b"\r"),
    "is UTF-16": lambda data: data.decode().encode("utf-16"),
    "is UTF-16 without mark": lambda data: data.decode().encode("utf-16-le"),
    "is UTF-32": lambda data: data.decode().encode("utf-32"),
    "is Windows-1252": lambda data: data.replace(b"a", b"\xe4"),
    "is deep": lambda data: b"a: " + b"[" * 100_000,
    "has 20,000 fields more": lambda data: data + b"".join(b"k%d: v\n" % n for n in range(20_000)),
    "ends in NUL bytes": lambda data: data + bytes(512),
    "is NUL bytes": lambda data: bytes(len(data)),
    "is JSON": lambda data: b'{"title": "words"}',
    "is a Word file": lambda data: b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)),
    "has a huge remark": lambda data: b"#" + b"x" * 2_000_000 + b"\n" + data,
    "has a huge key": lambda data: b"k" * 100_000 + b": v\n" + data,
    "has steps of 80 keys": lambda data: b"".join(b" " * n + b"a:\n" for n in range(80)),
    "has aliases of aliases": _laughs,
    "is a page of HTML": lambda data: b"<!DOCTYPE html><html><body>404</body></html>",
}


@mutation("content", 3)
def a_whole_file(rng: Random, project: Project) -> Damage:
    """A file of content is something else altogether."""
    return another_file(rng, project, rng.choice(project.files(*CONTENT)), _WHOLES)


@mutation("layouts", 2)
def a_whole_layout_file(rng: Random, project: Project) -> Damage:
    """A layout's or the theme's YAML is something else altogether."""
    return another_file(rng, project, rng.choice(project.files(*LAYOUTS)), _WHOLES)


@mutation("content", 3)
def bytes_of_a_file(rng: Random, project: Project) -> Damage:
    """A file is cut short, or has a wrong byte."""
    return wrong_bytes(rng, project, rng.choice(project.files(*CONTENT)))


@mutation("layouts", 1)
def bytes_of_a_layout(rng: Random, project: Project) -> Damage:
    """The same in a layout's or the theme's YAML."""
    return wrong_bytes(rng, project, rng.choice(project.files(*LAYOUTS)))


@mutation("content", 2)
def a_value_over_lines(rng: Random, project: Project) -> Damage:
    """A text as a block or over several lines, well or badly made."""
    value = pick(rng, project, *CONTENT)
    before = len(value.head) - len(value.head.lstrip())
    indent = " " * (before + rng.choice([0, 1, 2, 2, 2, 4]))
    sign = rng.choice([">-", "|", ">", "|-", ">+", "|2", ">-5", "|x", "", "> words"])
    words = value.text.strip("\"'")
    put(project, value, f"{sign}\n{indent}{words}\n{indent}{rng.choice(['', ' ', '  '])}more")
    return Damage(f"over several lines with {sign!r}", value.path, value.line, renames=True)


@mutation("content", 1)
def every_value_of_a_file(rng: Random, project: Project) -> Damage:
    """Each text of a file is damaged alike, as by a wrong Replace All."""
    path = rng.choice(project.files(*CONTENT))
    old, new = rng.choice(pairs("replaced everywhere"))
    if not list(values(project, path)):
        raise Unfit
    project.write(path, project.text(path).replace(old, new))
    return Damage(f"every {old!r} became {new!r}", path, renames=True)
