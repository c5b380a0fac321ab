"""Damage to drawings: attributes, values, structure, and what other programs save."""

from __future__ import annotations

import gzip
import re
from random import Random

from .damage import Damage, mutation
from .edits import Wholes, another_file, edit_a_line, wrong_bytes
from .project import Project, Unfit
from .samples import samples

ART = "layouts/art/*.svg"
_SHAPE = r"<(path|circle|ellipse|rect|line|polygon|polyline)\b"


def _found(rng: Random, project: Project, pattern: str) -> tuple[str, str, re.Match[str]]:
    """A drawing, its text, and a place in it."""
    path = rng.choice(project.files(ART))
    text = project.text(path)
    hits = list(re.finditer(pattern, text))
    if not hits:
        raise Unfit
    return path, text, rng.choice(hits)


def _put(project: Project, path: str, text: str, hit: re.Match[str], new: str) -> Damage:
    project.write(path, text[: hit.start()] + new + text[hit.end() :])
    line = text[: hit.start()].count("\n") + 1
    return Damage(f"{hit[0].strip()[:40]} became {new.strip()[:70]}", path, line)


# The lists of samples for the values of attributes.
_VALUES = {
    "fill": "svg colors",
    "stroke": "svg colors",
    "viewBox": "boxes",
    "d": "paths",
    "transform": "transforms",
    "stroke-linecap": "line ends",
    "stroke-linejoin": "line ends",
    "xmlns": "namespaces",
}


@mutation("drawings", 8)
def a_value(rng: Random, project: Project) -> Damage:
    """The value of an attribute: a color, a length, a box, a path."""
    path, text, hit = _found(rng, project, r'([\w-]+)="([^"]*)"')
    new = rng.choice(samples(_VALUES.get(hit[1], "svg numbers")))
    return _put(project, path, text, hit, f'{hit[1]}="{new}"')


@mutation("drawings", 5)
def an_attribute(rng: Random, project: Project) -> Damage:
    """An attribute that other programs write, on a shape that is there."""
    path, text, hit = _found(rng, project, _SHAPE + r"|<g\b|<svg\b")
    new = rng.choice(samples("svg attributes"))
    return _put(project, path, text, hit, f"{hit[0]} {new}")


@mutation("drawings", 7)
def structure(rng: Random, project: Project) -> Damage:
    """An element more: unknown, empty, deep, or of another program."""
    path, text, hit = _found(rng, project, r">\n")
    new = rng.choice(samples("svg elements"))
    return _put(project, path, text, hit, f">{new}\n")


@mutation("drawings", 3)
def transform(rng: Random, project: Project) -> Damage:
    """A shape is moved, turned, scaled, in all the ways there are."""
    path, text, hit = _found(rng, project, _SHAPE)
    new = rng.choice(samples("transforms"))
    return _put(project, path, text, hit, f'{hit[0]} transform="{new}"')


@mutation("drawings", 5)
def path_data(rng: Random, project: Project) -> Damage:
    """One sign or number of a path's data is damaged."""
    path, text, hit = _found(rng, project, r' d="[^"]+"')
    data = hit[0]
    at = rng.randrange(4, len(data) - 1)
    new = data[:at] + rng.choice(samples("path signs")) + data[at + rng.choice([0, 1]) :]
    return _put(project, path, text, hit, new)


@mutation("drawings", 5)
def a_tag(rng: Random, project: Project) -> Damage:
    """A tag or an attribute is not closed, closed twice, misspelt, double or gone."""
    return edit_a_line(rng, project, "svg tag edits", ART)


def _entities(data: bytes) -> bytes:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    head = f'<!DOCTYPE svg [<!ENTITY a0 "lol">{"".join(lines)}]>'
    return head.encode() + data.replace(b">\n", b">&a11;\n", 1)


def _for_inkscape(data: bytes) -> bytes:
    own = (
        b"<svg xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' "
        b"xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' "
        b"inkscape:version='1.3' sodipodi:docname='x.svg' version='1.1' id='svg1' "
    )
    return data.replace(b"<svg ", own, 1)


_DOCTYPE = (
    b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)
_OUTSIDE = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LATIN = b'<?xml version="1.0" encoding="ISO-8859-1"?><!-- \xe9 -->'
_WHOLES: Wholes = {
    "is empty": lambda data: b"",
    "is blank": lambda data: b"\n",
    "is a text": lambda data: b"words",
    "is half": lambda data: data[: len(data) // 2],
    "is UTF-16": lambda data: data.decode().encode("utf-16"),
    "has a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "is said to be UTF-16": lambda data: b'<?xml version="1.0" encoding="UTF-16"?>' + data,
    "is Latin-1": lambda data: _LATIN + data,
    "has an unknown encoding": lambda data: b'<?xml version="1.0" encoding="x-no"?>' + data,
    "is not UTF-8": lambda data: data.replace(b"<path", b"<!-- \xe9 --><path", 1),
    "has Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "is zipped": lambda data: gzip.compress(data, mtime=0),
    "is a PNG": lambda data: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "is a page of HTML": lambda data: b"<html><body>404</body></html>",
    "holds all twice": lambda data: data * 2,
    "has no xmlns": lambda data: data.replace(b' xmlns="http://www.w3.org/2000/svg"', b""),
    "has a prefix": lambda data: data.replace(b"svg xmlns=", b"s:svg xmlns:s=").replace(
        b"</svg", b"</s:svg"
    ),
    "has a DOCTYPE": lambda data: _DOCTYPE + data,
    "is full of entities": _entities,
    "has an external entity": lambda data: _OUTSIDE + data.replace(b">\n", b">&x;\n", 1),
    "is an empty svg": lambda data: b"<svg viewBox='0 0 240 240'/>",
    "has no viewBox": lambda data: b"<svg><path d='M0 0L9 9'/></svg>",
    "is NUL bytes": lambda data: bytes(300),
    "has two roots": lambda data: data + b"<svg/>",
    "has words behind": lambda data: data + b"words",
    "is deep": lambda data: b"<svg viewBox='0 0 9 9'>" + b"<g>" * 100_000,
    "has a path for root": lambda data: b"<path d='M0 0L9 9' viewBox='0 0 9 9'/>",
    "is 5 MB": lambda data: data.replace(b"</svg>", b"<!--" + b"x" * 5_000_000 + b"--></svg>"),
    "has mm": lambda data: data.replace(b"viewBox", b"width='60mm' height='60mm' viewBox"),
    "comes from Inkscape": _for_inkscape,
}


@mutation("drawings", 4)
def a_whole_drawing(rng: Random, project: Project) -> Damage:
    """A drawing is empty, of another encoding, or no drawing at all."""
    return another_file(rng, project, rng.choice(project.files(ART)), _WHOLES)


@mutation("drawings", 2)
def bytes_of_a_drawing(rng: Random, project: Project) -> Damage:
    """A drawing is cut short, or has a wrong byte."""
    return wrong_bytes(rng, project, rng.choice(project.files(ART)))
