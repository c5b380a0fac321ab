"""Damage to the templates of layouts: Jinja2, tags, attributes, structure."""

from __future__ import annotations

import re
from random import Random

from .damage import Damage, mutation
from .edits import Wholes, another_file, edit_a_line, move_lines, some_line, wrong_bytes
from .project import Project
from .samples import samples

TEMPLATES = ("layouts/*/*.j2",)


def _inserted(rng: Random, project: Project, name: str) -> Damage:
    """A sample in a line of its own, or straight behind a tag."""
    path, lines, at = some_line(rng, project, *TEMPLATES)
    sample = rng.choice(samples(name))
    if rng.random() < 0.6:
        lines.insert(at + rng.choice([0, 1]), sample + "\n")
    else:
        cut = rng.choice([hit.end() for hit in re.finditer(r"<[a-z0-9]+[^>]*>|^", lines[at])])
        lines[at] = lines[at][:cut] + sample + lines[at][cut:]
    project.write_lines(path, lines)
    return Damage(f"{name}: {sample[:70]}", path, at + 1)


@mutation("layouts", 12)
def jinja(rng: Random, project: Project) -> Damage:
    """A statement or expression that is wrong, endless, or an attack."""
    return _inserted(rng, project, "jinja")


@mutation("layouts", 12)
def markup(rng: Random, project: Project) -> Damage:
    """Markup that is unknown, misplaced, not closed, or far too much."""
    return _inserted(rng, project, "markup")


@mutation("layouts", 8)
def a_tag(rng: Random, project: Project) -> Damage:
    """A tag or an attribute that is there is damaged."""
    return edit_a_line(rng, project, "tag edits", *TEMPLATES)


@mutation("layouts", 5)
def lines_of_a_template(rng: Random, project: Project) -> Damage:
    """Lines are gone, double or elsewhere."""
    return move_lines(rng, project, *TEMPLATES)


_WHOLES: Wholes = {
    "is empty": lambda data: b"",
    "is blank": lambda data: b"\n\n",
    "is a text": lambda data: b"words\n",
    "is UTF-16": lambda data: data.decode().encode("utf-16"),
    "has a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "is not UTF-8": lambda data: data.replace(b">", b">\xe9", 1),
    "has Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "holds all twice": lambda data: data * 2,
    "is an empty document": lambda data: b"<document></document>",
    "has two roots": lambda data: b"<p>a</p><p>b</p>",
    "is YAML": lambda data: b"title: x\n",
    "is NUL bytes": lambda data: bytes(100),
    "is binary": lambda data: bytes(range(256)),
    "includes a page": lambda data: data + b'{% include "page.xml.j2" %}',
    "has a panel nobody knows": lambda data: (
        b"<document><panel name='x'><p>x</p></panel></document>"
    ),
    "has one panel": lambda data: b"<document><panel name='sheet'><h1>x</h1></panel></document>",
    "has no panel": lambda data: b"<document><p>x</p></document>",
    "is long": lambda data: data + b"<!-- " + b"x" * 3_000_000 + b" -->",
}


@mutation("layouts", 2)
def a_whole_template(rng: Random, project: Project) -> Damage:
    """A template is empty, of another encoding, or something else."""
    return another_file(rng, project, rng.choice(project.files(*TEMPLATES)), _WHOLES)


@mutation("layouts", 2)
def bytes_of_a_template(rng: Random, project: Project) -> Damage:
    """A template is cut short, or has a wrong byte."""
    return wrong_bytes(rng, project, rng.choice(project.files(*TEMPLATES)))


@mutation("layouts", 1)
def a_part_in_the_way(rng: Random, project: Project) -> Damage:
    """A new file of a layout takes the place of a part."""
    part = rng.choice(project.files("layouts/parts/*.j2")).rpartition("/")[2]
    path = f"layouts/{rng.choice(['type-sheet', 'tri-fold', 'large-print'])}/{part}"
    own = f'{{% include "{part}" %}}'
    text = rng.choice(["", "<p>x</p>", "{{ nothing }}", "{% if %}", "<p>", "words", own])
    project.write(path, text)
    return Damage(f"a part of its own: {text}", path, 1, wide=True)
