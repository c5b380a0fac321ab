"""Damage to the folder `output` and to what the program keeps there for itself."""

from __future__ import annotations

import hashlib
import json
import os
from random import Random
from typing import Any

from .damage import Damage, mutation
from .odd import ODD
from .project import Project, Unfit
from .samples import samples

_BOOKS = (".state.json", "manifest.json", ".lock", "index.html", ".previews/last-build.json")


@mutation("files", 5)
def the_books(rng: Random, project: Project) -> Damage:
    """A file the program keeps for itself is damaged, of another shape, or no file."""
    name = rng.choice(_BOOKS)
    path = project.root / "output" / name
    old = path.read_bytes() if path.is_file() else b""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    way = rng.choice(["is something else", "is something else", "is cut short", "is gone", *ODD])
    if way in ODD:
        ODD[way](path)
    elif way == "is cut short":
        path.write_bytes(old[: rng.randrange(len(old) + 1)])
    elif way != "is gone":
        path.write_bytes(rng.choice(samples("books")).encode())
    return Damage(f"{name}: {way}", f"output/{name}", placed=False)


@mutation("files", 4)
def the_sealed_state(rng: Random, project: Project) -> Damage:
    """The state has another shape and a seal that fits, as another version may write it."""
    path = project.root / "output" / ".state.json"
    if not path.is_file():
        raise Unfit
    seal, _, text = path.read_bytes().partition(b"\n")
    data = json.loads(text)
    way = _reshape(rng, data)
    text = json.dumps(data, sort_keys=True, ensure_ascii=False).encode()
    digest = hashlib.blake2b(text, digest_size=16).hexdigest().encode()
    path.write_bytes(seal.split(b" ")[0] + b" " + digest + b"\n" + text)
    return Damage(f"the state: {way}", "output/.state.json", placed=False)


def _reshape(rng: Random, data: dict[str, Any]) -> str:
    """Change one thing in the state, and say what."""
    records = [one for one in data.values() if isinstance(one, dict) and one]
    outputs: dict[str, Any] = data.get("outputs") or (records or [data])[0]
    record = outputs[rng.choice(sorted(outputs))]
    fields = record if isinstance(record, dict) else data
    other: object = rng.choice([None, 5, [], {}, "x", [[]], {"a": 1}])
    way = rng.choice(["a new field", "a field gone", "a field changed", "an old file", "outside"])
    if way == "a new field":
        rng.choice([data, fields])["new"] = 1
    elif way == "a field gone":
        some = rng.choice([data, fields])
        some.pop(rng.choice(sorted(some)))
    elif way == "a field changed":
        some = rng.choice([data, fields])
        some[rng.choice(sorted(some))] = other
    else:
        name = "en/old.pdf" if way == "an old file" else "../../outside/keep.txt"
        outputs[name] = {**fields, "inputs": {"content/gone.yaml": "x"}}
    return way


@mutation("files", 3)
def the_folder(rng: Random, project: Project) -> Damage:
    """The folder `output`, or a file in it, is something else."""
    names = ["output", "output/en", "output/en/cervical-dystonia-sheet.pdf"]
    name = rng.choice([*names, "output/en/understanding-dystonia-brochure.pdf"])
    path = project.root / name
    if path.exists():
        project.remove(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    files = {"a text": b"words", "an empty file": b"", "half a PDF": b"%PDF-1.7\n1 0 obj"}
    way = rng.choice([*sorted(ODD), *files, "gone"])
    if way in ODD:
        ODD[way](path)
    elif way in files:
        path.write_bytes(files[way])
    return Damage(f"{name} is {way}", name, placed=False, wide=True)


@mutation("files", 2)
def left_there(rng: Random, project: Project) -> Damage:
    """Something of another time or program lies in `output`."""
    name = rng.choice(samples("left in output"))
    path = project.root / "output" / os.fsdecode(name.encode("utf-8", "surrogateescape"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"words")
    return Damage("left in output", f"output/{name}", placed=False)
