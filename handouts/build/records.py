"""What the files of `output` were made from, kept in `output/.state.json`, and the manifest.

Both files may be damaged, old, or written by someone else: what has another
shape than it should is as good as absent, and no name leads out of `output`.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..digest import digest
from ..project import OUTPUT
from . import plan
from .files import read, write
from .inputs import Snapshot

FORMAT = 2
# The faults of reading a file that somebody else wrote.
DAMAGED = (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError)
_FACTS = ("brand", "language", "handout", "file", "edition", "paper")


class Record(NamedTuple):
    """One finished file.

    `inputs` maps each file it was made from to its digest then, `facts` are the
    other things it depends on, `about` is what the manifest tells of it, and
    `warnings` is what was said about it.
    """

    inputs: dict[str, str]
    templates: dict[str, list[str]]
    program: str
    facts: dict[str, Any]
    sha256: str
    size: int
    time: int
    about: dict[str, Any]
    warnings: list[list[Any]]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Record:
        """A record from plain data. Raises one of `DAMAGED` for another shape."""
        record = cls(**data)
        groups = record.inputs, record.templates, record.facts, record.about
        if not all(isinstance(group, dict) for group in groups):
            raise TypeError("expected groups of fields")
        if not all(isinstance(record.facts[name], str) for name in _FACTS):
            raise TypeError("expected texts")
        plan.unpack(record.warnings)
        return record

    def changed(self, now: Snapshot) -> list[str]:
        """The files it was made from that are not as they were then."""
        return [path for path, old in sorted(self.inputs.items()) if now.files.get(path) != old]

    def changes(self, facts: dict[str, Any], now: Snapshot) -> list[str]:
        """Why the file is out of date, in words; empty if it is not."""
        why = [f"{path} {'changed' if now.has(path) else 'is gone'}" for path in self.changed(now)]
        if self.templates != now.templates(self.inputs):
            why.append("a template was added or removed in its layout")
        for name, value in facts.items():
            if self.facts.get(name) != value:
                why.append(f"{name}: {self.facts.get(name)} became {value}")
        if self.program != now.program:
            why.append("the program or a library it uses changed")
        return why

    def intact(self, path: Path) -> bool:
        """Whether the file is there as it was written."""
        try:
            found = path.stat()
            if (found.st_size, found.st_mtime_ns) == (self.size, self.time):
                return True
            if not stat.S_ISREG(found.st_mode):
                return False
            return hashlib.sha256(read(path)).hexdigest() == self.sha256
        except OSError:
            return False


class State(NamedTuple):
    """All that is remembered from one build to the next.

    `catalogs` is what could be made, by brand and language, each with the
    `stamp` of what it was read from.
    """

    catalogs: dict[str, dict[str, Any]]
    outputs: dict[str, Record]


def load(root: Path) -> State:
    """The state of the last build; an empty one if there is none or it is damaged."""
    try:
        seal, _, text = read(root / OUTPUT / ".state.json").partition(b"\n")
        if seal.decode() != f"{FORMAT} {digest(text)}":
            return State({}, {})
        data = json.loads(text)
        return State(
            {pair: dict(kept) for pair, kept in data["catalogs"].items()},
            {
                name: Record.read(record)
                for name, record in data["outputs"].items()
                if _is_inside(name)
            },
        )
    except DAMAGED:
        return State({}, {})


def save(root: Path, state: State) -> None:
    """Write the state, sealed with its own digest, and the manifest for people and tools."""
    outputs = {name: record._asdict() for name, record in state.outputs.items()}
    plain = {"catalogs": state.catalogs, "outputs": outputs}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()
    sealed = f"{FORMAT} {digest(text)}\n".encode() + text
    write(root, f"{OUTPUT}/.state.json", sealed)
    told = {
        name: {**record.about, "sha256": record.sha256, "inputs": sorted(record.inputs)}
        for name, record in sorted(state.outputs.items())
    }
    manifest = json.dumps({"format": FORMAT, "handouts": told}, indent=1, ensure_ascii=False)
    write(root, f"{OUTPUT}/manifest.json", (manifest + "\n").encode())


def _is_inside(name: str) -> bool:
    """Whether a name is that of a PDF in the output folder, and not of a hidden one."""
    parts = name.split("/")
    plain = all(part and not part.startswith(".") for part in parts)
    return plain and name.endswith(".pdf") and not {"\\", ":", "\0"} & {*name}


def history(root: Path) -> dict[str, dict[str, Any]]:
    """What the manifest tells of each file; the memory that outlives a damaged state."""
    try:
        told = json.loads(read(root / OUTPUT / "manifest.json"))["handouts"]
        return {name: _told(about) for name, about in told.items() if _is_inside(name)}
    except DAMAGED:
        return {}


def _told(about: Mapping[str, Any]) -> dict[str, Any]:
    """The texts and numbers of one file, and its list of inputs."""
    told: dict[str, Any] = {
        name: value for name, value in about.items() if isinstance(value, str | int)
    }
    inputs = about.get("inputs")
    listed = inputs if isinstance(inputs, list) else []
    return {**told, "inputs": [path for path in listed if isinstance(path, str)]}
