"""Damage to font files."""

from __future__ import annotations

from random import Random

from .damage import Damage, mutation
from .edits import Wholes
from .project import Project

FONTS = "layouts/fonts/*.ttf"
_WHOLES: Wholes = {
    "is a text": lambda data: b"words",
    "is empty": lambda data: b"",
    "is NUL bytes": lambda data: bytes(5000),
    "has no tables": lambda data: data[:12],
    "is said to be OpenType": lambda data: b"OTTO" + data[4:],
    "is said to be a collection": lambda data: b"ttcf" + data[4:],
    "holds all twice": lambda data: data * 2,
}


@mutation("files", 2)
def another_file(rng: Random, project: Project) -> Damage:
    """A font is another file, or another font."""
    path = rng.choice(project.files(FONTS))
    other = project.data(rng.choice(project.files(FONTS)))
    wholes: Wholes = {**_WHOLES, "is another font": lambda data: other}
    way = rng.choice(sorted(wholes))
    project.write(path, wholes[way](project.data(path)))
    return _damage(way, path)


@mutation("files", 2)
def bytes_of_a_font(rng: Random, project: Project) -> Damage:
    """A font is cut short, or has wrong bytes."""
    path = rng.choice(project.files(FONTS))
    data = bytearray(project.data(path))
    way = rng.choice(["is cut short", "ends in its head", "has a wrong byte", "has wrong bytes"])
    if way == "is cut short":
        del data[rng.randrange(len(data)) :]
    elif way == "ends in its head":
        del data[rng.randrange(300) :]
    for _ in range({"has a wrong byte": 1, "has wrong bytes": 40}.get(way, 0)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    project.write(path, bytes(data))
    return _damage(way, path)


@mutation("files", 2)
def a_table_of_a_font(rng: Random, project: Project) -> Damage:
    """A table of a font is gone: OpenType lists them from byte 12, 16 bytes each."""
    path = rng.choice(project.files(FONTS))
    data = bytearray(project.data(path))
    at = 12 + 16 * rng.randrange(int.from_bytes(data[4:6], "big"))
    name = data[at : at + 4].decode("latin-1")
    data[at : at + 4] = b"xxxx"
    project.write(path, bytes(data))
    return _damage(f"has no table {name}", path)


def _damage(what: str, path: str) -> Damage:
    return Damage(f"the font {what}", path, placed=False, wide=True)
