"""What is in `output/`, checked file by file, each fault traced back to the words it is about."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .. import project
from ..build.records import history
from ..content.texts import words as plain
from ..design.layouts import Layouts
from ..problems import ContentError, Fault, Place, Problem, Problems, relative
from ..project import OUTPUT
from ..reading import closed, disk
from ..reading.files import Files
from ..reading.located import Text, walk
from . import DAMAGED, check_bytes

SMALLEST = 10.0  # where the edition is not known (TY-02)


def check_outputs(root: Path) -> Iterator[tuple[str, list[Problem]]]:
    """Every PDF in `output/` with what is wrong with it; nothing if it conforms.

    A fault names the line of content that its element says, where one is found.
    No text may be smaller than the small print of the file's edition (TY-02, TY-03).
    """
    told = history(root)
    least = _least(root, told)
    texts: list[tuple[str, Text]] | None = None
    there, shut = _files(root)
    for folder in shut:
        yield folder, [closed.problem(folder)]
    for path in there:
        name = relative(path, root)
        smallest = least.get(relative(path, root / OUTPUT), SMALLEST)
        try:
            problems = check_bytes(_data(path, name), name, smallest=smallest)
            problems = [_again(one, relative(path, root / OUTPUT) in told) for one in problems]
        except ContentError as fault:
            problems = fault.problems
        if problems and texts is None:
            texts = list(_texts(root))
        yield name, [_traced(problem, texts or []) for problem in problems]


def _files(root: Path) -> tuple[list[Path], list[str]]:
    """All that is called a PDF in `output/`, and the folders that may not be opened."""
    found: list[Path] = []
    shut: list[str] = []

    def missed(fault: OSError) -> None:
        if project.is_closed(fault.filename):
            shut.append(relative(Path(fault.filename), root))

    for folder, folders, names in os.walk(root / OUTPUT, onerror=missed):
        found += (Path(folder, name) for name in (*folders, *names) if name.endswith(".pdf"))
    return sorted(found), sorted(shut)


def _again(problem: Problem, is_known: bool) -> Problem:
    """The problem; that of a damaged file says how to make it again, if a build made it."""
    if problem.message != DAMAGED:
        return problem
    command = f"python generate.py {problem.place.path}"
    return problem._replace(hint=f"make it again with: {command}" if is_known else "delete it")


def _least(root: Path, told: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """The smallest size of text in each file of the manifest: points."""
    try:
        editions = Layouts(root).theme.editions
    except ContentError:  # the check of the content says what is wrong
        return {}
    made = {name: str(about.get("edition")) for name, about in told.items()}
    return {name: editions[one].small_print for name, one in made.items() if one in editions}


def _data(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise Fault("expected a file, found a folder", "rename the folder")
        return disk.data(str(path))
    except Fault as fault:
        raise ContentError([Problem(Place(name), str(fault), fault.hint)]) from None
    except PermissionError:
        raise ContentError([Problem(Place(name), *closed.FILE)]) from None
    except OSError as fault:
        said = f"cannot be read ({fault.strerror})"
        raise ContentError([Problem(Place(name), said, "make the file again")]) from None


def _texts(root: Path) -> Iterator[tuple[str, Text]]:
    """All texts of the content, as a reader sees them."""
    for path in sorted((root / "content").rglob("*.yaml")):
        name = relative(path, root)
        try:
            tree = Files(root).tree(name, Problems())
        except ContentError:  # the build says what is wrong with it
            continue
        for text in walk(tree) if tree is not None else ():
            try:
                words = plain(text)
            except Fault:
                words = str(text)
            yield " ".join(words.split()), text


def _traced(problem: Problem, texts: list[tuple[str, Text]]) -> Problem:
    """The problem with the place of the words it quotes."""
    quoted = re.search(r'near "([^"]+)"', problem.message)
    if not quoted:
        return problem
    words = quoted.group(1).rstrip("….").strip()
    for said, text in texts:
        if words and (words in said or (len(said) > 8 and said in words)):
            return problem._replace(hint=problem.hint or f"the words are in {text.place}")
    return problem
