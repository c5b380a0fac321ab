"""Changes of a text at one place, as regular expressions with what takes the place of a hit."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from .damage import Damage
from .project import Project, Unfit
from .samples import pairs

# What becomes of a whole file, by what is said of it.
Wholes = dict[str, Callable[[bytes], bytes]]


def edited(rng: Random, text: str, name: str) -> str:
    """The text after one of the edits of a list, where it fits. Raises `Unfit`."""
    edits = pairs(name)
    rng.shuffle(edits)
    for pattern, new in edits:
        if hits := list(re.finditer(pattern, text)):
            hit = rng.choice(hits)
            return text[: hit.start()] + hit.expand(new) + text[hit.end() :]
    raise Unfit


def some_line(rng: Random, project: Project, *patterns: str) -> tuple[str, list[str], int]:
    """A file, its lines, and the index of a line that is not empty and no remark."""
    path = rng.choice(project.files(*patterns))
    lines = project.lines(path)
    places = [at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    if not places:
        raise Unfit
    return path, lines, rng.choice(places)


def edit_a_line(rng: Random, project: Project, name: str, *patterns: str) -> Damage:
    """Damage: one of the edits of a list in one line of a file."""
    path, lines, at = some_line(rng, project, *patterns)
    old = lines[at].rstrip("\r\n")
    new = edited(rng, old, name)
    lines[at] = f"{new}\n"
    project.write_lines(path, lines)
    said = f"{old.strip()[:60]!r} became {new.strip()[:60]!r}"
    return Damage(said, path, at + 1, renames=True)


def move_lines(rng: Random, project: Project, *patterns: str) -> Damage:
    """Damage: lines are gone, double, elsewhere, cut, split or joined."""
    path, lines, at = some_line(rng, project, *patterns)
    way = rng.choice(sorted(_MOVES))
    _MOVES[way](rng, lines, at)
    project.write_lines(path, lines)
    return Damage(way, path, at + 1, renames=True)


def _swap(rng: Random, lines: list[str], at: int) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _split(rng: Random, lines: list[str], at: int) -> None:
    cut = rng.randrange(len(lines[at]))
    end = rng.choice(["\n", "\n", "\n\n", "\r", "\u2028", "\x85", "\x0b", "\x0c"])
    lines[at] = lines[at][:cut] + end + lines[at][cut:]


def _put(lines: list[str], at: int, new: list[str], old: int = 1) -> None:
    lines[at : at + old] = new


_MOVES: dict[str, Callable[[Random, list[str], int], None]] = {
    "a line is gone": lambda rng, lines, at: _put(lines, at, []),
    "some lines are gone": lambda rng, lines, at: _put(lines, at, [], rng.randint(2, 8)),
    "the rest is gone": lambda rng, lines, at: _put(lines, at, [], len(lines)),
    "a line stands twice": lambda rng, lines, at: _put(lines, at, [lines[at]] * 2),
    "a line stands 200 times": lambda rng, lines, at: _put(lines, at, [lines[at]] * 200),
    "a line stands elsewhere too": lambda rng, lines, at: lines.insert(
        rng.randrange(len(lines) + 1), lines[at]
    ),
    "two lines have changed places": _swap,
    "a line end in a line": _split,
    "two lines in one": lambda rng, lines, at: _put(lines, at, [lines[at].rstrip("\r\n")]),
    "half a line": lambda rng, lines, at: _put(
        lines, at, [lines[at][: rng.randrange(len(lines[at]))] + "\n"]
    ),
}


def another_file(rng: Random, project: Project, path: str, wholes: Wholes) -> Damage:
    """Damage: the whole file is something else."""
    way = rng.choice(sorted(wholes))
    project.write(path, wholes[way](project.data(path)))
    return Damage(f"the file {way}", path, placed=False, renames=True)


def wrong_bytes(rng: Random, project: Project, path: str) -> Damage:
    """Damage: the file is cut short, or has a wrong byte."""
    data = bytearray(project.data(path))
    if not data:
        raise Unfit
    at = rng.randrange(len(data))
    line = data[:at].count(b"\n") + 1
    way = rng.choice(["cut", "byte", "byte", "insert", "insert"])
    if way == "cut":
        del data[at:]
    elif way == "byte":
        known = [0, 7, 9, 13, 0x1B, 0x7F, 0x80, 0xA0, 0xC3, 0xFF]
        data[at] = rng.choice([*known, rng.randrange(256)])
    else:
        data[at:at] = rng.choice(_BYTES)
    project.write(path, bytes(data))
    return Damage(f"wrong bytes ({way} at {at})", path, line, renames=True)


# NUL, half a UTF-16 mark, a surrogate, line ends of Unicode, no letter, terminal codes, too large.
_BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b"\xef\xbf\xbe",
    b"\x1b[31m",
    b"\xf4\x90\x80\x80",
    b"\x08",
)
