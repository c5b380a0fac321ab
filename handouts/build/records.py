"""What the files of `output` were made from, kept in `output/.state.json`, and the manifest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..digest import digest
from ..project import OUTPUT
from .files import write
from .inputs import Snapshot

FORMAT = 1


@dataclass
class Record:
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
    warnings: list[list[Any]] = field(default_factory=list)

    def changes(self, facts: dict[str, Any], now: Snapshot) -> list[str]:
        """Why the file is out of date, in words; empty if it is not."""
        why = []
        for path, old in sorted(self.inputs.items()):
            new = now.files.get(path)
            if new != old:
                why.append(f"{path} {'changed' if new else 'is gone'}")
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
            return hashlib.sha256(path.read_bytes()).hexdigest() == self.sha256
        except OSError:
            return False


@dataclass
class State:
    """All that is remembered from one build to the next.

    `catalogs` is what could be made by brand and language, `stamp` and `day`
    say for which inputs and which day that holds.
    """

    stamp: str = ""
    day: str = ""
    catalogs: dict[str, dict[str, Any]] = field(default_factory=dict)
    outputs: dict[str, Record] = field(default_factory=dict)


def load(root: Path) -> State:
    """The state of the last build; an empty one if there is none or it is damaged."""
    try:
        seal, _, text = (root / OUTPUT / ".state.json").read_bytes().partition(b"\n")
        if seal.decode() != f"{FORMAT} {digest(text)}":
            return State()
        data = json.loads(text)
    except (OSError, ValueError):
        return State()
    data["outputs"] = {name: Record(**record) for name, record in data["outputs"].items()}
    return State(**data)


def save(root: Path, state: State) -> None:
    """Write the state, sealed with its own digest, and the manifest for people and tools."""
    plain = {**vars(state), "outputs": {name: vars(one) for name, one in state.outputs.items()}}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()
    sealed = f"{FORMAT} {digest(text)}\n".encode() + text
    folder = root / OUTPUT
    write(folder / ".state.json", sealed, name=f"{OUTPUT}/.state.json")
    told = {
        name: {**record.about, "sha256": record.sha256, "inputs": sorted(record.inputs)}
        for name, record in sorted(state.outputs.items())
    }
    manifest = json.dumps({"format": FORMAT, "handouts": told}, indent=1, ensure_ascii=False)
    write(folder / "manifest.json", (manifest + "\n").encode(), name=f"{OUTPUT}/manifest.json")


def history(root: Path) -> dict[str, dict[str, Any]]:
    """What the manifest tells of each file; the memory that outlives a damaged state."""
    try:
        told = json.loads((root / OUTPUT / "manifest.json").read_bytes())["handouts"]
        return {str(name): dict(about) for name, about in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
