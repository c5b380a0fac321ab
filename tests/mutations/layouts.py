"""Damage to `layout.yaml` and `theme.yaml`: lengths, names, properties, pages, editions."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

from .damage import Damage, mutation
from .edits import edited
from .project import Project, Unfit
from .samples import fields, samples

THEME = "layouts/theme.yaml"
LAYOUTS = ("layouts/*/layout.yaml", "layouts/kinds/*.yaml", THEME)
_PROPERTY = re.compile(r"[a-z_]+: (-?[\d.]+|[a-z*][\w-]*|\"[^\"]*\")")
_LIST = re.compile(r"\[[^\[\]]*\]")


class _Place(NamedTuple):
    """A piece of a line in a file."""

    path: str
    at: int
    start: int
    end: int
    text: str


def _some(rng: Random, project: Project, pattern: re.Pattern[str]) -> _Place:
    path = rng.choice(project.files(*LAYOUTS))
    places = [
        _Place(path, at, found.start(), found.end(), found[0])
        for at, line in enumerate(project.lines(path))
        if not line.startswith("#")
        for found in pattern.finditer(line.split(" #")[0])
    ]
    if not places:
        raise Unfit
    return rng.choice(places)


def _put(project: Project, place: _Place, new: str) -> Damage:
    lines = project.lines(place.path)
    line = lines[place.at]
    lines[place.at] = line[: place.start] + new + line[place.end :]
    project.write_lines(place.path, lines)
    return Damage(f"{place.text[:40]} became {new[:60]}", place.path, place.at + 1)


def _value(rng: Random, number: bool) -> str:
    if number or rng.random() < 0.1:
        return rng.choice(samples("layout numbers"))
    return rng.choice(samples("layout names") + samples("other kinds of value"))


@mutation("layouts", 10)
def a_value(rng: Random, project: Project) -> Damage:
    """A length, a name or a switch of a style, a page or an edition."""
    place = _some(rng, project, _PROPERTY)
    key, _, value = place.text.partition(": ")
    number = bool(re.fullmatch(r"-?[\d.]+", value))
    new = _value(rng, number)
    if number and rng.random() < 0.3:
        new = f"{float(value) * rng.choice([-1, 0.1, 0.5, 2, 10, 100]):g}"
    return _put(project, place, f"{key}: {new}")


@mutation("layouts", 3)
def a_property(rng: Random, project: Project) -> Damage:
    """A property is misspelt, double, or not written as it should be."""
    place = _some(rng, project, _PROPERTY)
    return _put(project, place, edited(rng, place.text, "property edits"))


@mutation("layouts", 3)
def a_property_more(rng: Random, project: Project) -> Damage:
    """A property that belongs elsewhere, or with a wrong value."""
    place = _some(rng, project, _PROPERTY)
    new = f"{rng.choice(samples('properties'))}: {_value(rng, rng.random() < 0.6)}"
    return _put(project, place, rng.choice([new, f"{place.text}, {new}"]))


@mutation("layouts", 4)
def a_style(rng: Random, project: Project) -> Damage:
    """A whole style or field is gone, renamed, a list, a text, empty."""
    path = rng.choice(project.files(*LAYOUTS))
    lines = project.lines(path)
    at = rng.choice([at for at, line in enumerate(lines) if re.match(r"\s*[\w-]+:", line)])
    indent, name, value = re.findall(r"^(\s*)([\w-]+):\s*(.*)", lines[at])[0]
    new = rng.choice(
        [
            "",
            f"{indent}{name}x: {value}\n",
            f"{indent}{name.upper()}: {value}\n",
            f"{indent}{name}: [{value}]\n",
            f"{indent}{name}: {{{name}: {value}}}\n",
            f"{indent}1: {value}\n",
            f"{indent}'': {value}\n",
            f"{indent}{name}: {rng.choice(samples('other kinds of value'))}\n",
            lines[at] * 2,
        ]
    )
    lines[at] = new
    project.write_lines(path, lines)
    return Damage(f"{name} became {new.strip()[:50]!r}", path, at + 1, renames=True)


def _top_field(rng: Random, project: Project, path: str, choices: dict[str, list[str]]) -> Damage:
    """A field with all below it has another value; one that is not there is added."""
    key = rng.choice(sorted(choices))
    new = f"{key}: {rng.choice(choices[key])}\n"
    out: list[str] = []
    inside = False
    for line in project.lines(path):
        if not line.startswith((" ", "#", "\n")):
            inside = line.startswith(f"{key}:")
            if inside:
                out.append(new)
        if not inside:
            out.append(line)
    if new not in out:
        out.append(new)
    project.write_lines(path, out)
    return Damage(new.strip()[:70], path, out.index(new) + 1, renames=True)


@mutation("layouts", 5)
def a_field(rng: Random, project: Project) -> Damage:
    """A field of a layout with another value."""
    path = rng.choice(project.files("layouts/*/layout.yaml"))
    return _top_field(rng, project, path, fields("layout fields"))


@mutation("layouts", 4)
def the_theme(rng: Random, project: Project) -> Damage:
    """A field of the theme with another value."""
    return _top_field(rng, project, THEME, fields("theme fields"))


@mutation("layouts", 2)
def a_list(rng: Random, project: Project) -> Damage:
    """A list of lengths: padding, inset, pairs."""
    return _put(project, _some(rng, project, _LIST), rng.choice(samples("layout lists")))
