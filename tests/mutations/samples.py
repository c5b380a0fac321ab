"""What is put into the files of a project: plain lists in `samples/*.txt`, one sample a line.

`=== name` begins a list. `␣` stands for a blank, `⟨U+E003⟩` for a sign by its
number, `⟨300×(⟩` for a text many times, `⟨nothing⟩` for an empty sample.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "samples"


@cache
def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        name = ""
        for line in path.read_text("utf-8").split("\n"):
            if line.startswith("=== "):
                name = line[4:]
                assert name not in found, f"{path.name}: a second list {name!r}"
                found[name] = []
            elif name and line:
                found[name].append(line)
    return found


def _read(text: str) -> str:
    text = text.replace("␣", " ").replace("⟨nothing⟩", "")
    text = re.sub("⟨U\\+([0-9A-F]+)⟩", lambda hit: chr(int(hit[1], 16)), text)
    return re.sub("⟨([0-9]+)×([^⟩]*)⟩", lambda hit: hit[2] * int(hit[1]), text)


def samples(name: str) -> list[str]:
    """The samples of a list."""
    return [_read(line) for line in _lists()[name]]


def pairs(name: str) -> list[tuple[str, str]]:
    """Samples with what follows ` ⇒`: a text, `same` for the sample itself, or nothing."""
    out = []
    for line in _lists()[name]:
        text, _, other = line.partition(" ⇒")
        out.append((_read(text), _read(text if other == " same" else other.removeprefix(" "))))
    return out


def fields(name: str) -> dict[str, list[str]]:
    """Samples that begin with a key and a colon: the values by their key."""
    found: dict[str, list[str]] = {}
    for line in _lists()[name]:
        key, _, value = line.partition(": ")
        found.setdefault(key, []).append(_read(value))
    return found
