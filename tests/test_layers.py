"""The program is in layers: a module imports only from strictly lower ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from helpers import ROOT

PROGRAM = ROOT / "handouts"
LONGEST = 350

# Rank and one job of every module, from the bottom up. A new module is added here.
LAYERS = {
    "problems": (0, "what is wrong, where, and what to do about it"),
    "shapes": (0, "simple shapes as PDF path operators"),
    "letters": (0, "the letters that can be typed into a field"),
    "yamltree": (1, "YAML text as a tree of texts that know their place"),
    "inlines": (2, "names in braces and inline marks of a content text"),
    "markup": (2, "the closed vocabulary and the checked node tree"),
    "checking": (2, "trees read as models, faults in plain words"),
    "models": (3, "what may stand in the content files"),
    "library": (4, "what one brand says in one language, as plain data"),
    "looks": (4, "what may stand in the layout files"),
    "contrast": (5, "colors that must stay apart"),
    "readability": (5, "how hard a text is to read"),
    "content": (5, "everything one brand says, found, read and filled"),
    "layouts": (5, "layouts found, merged, and given their templates"),
    "fonts": (5, "font files: what they draw, how wide, how they kern"),
    "art": (5, "drawings as PDF operators"),
    "tagged": (6, "the canvas that draws only in tagged content or artifacts"),
    "box": (7, "what every flowable is: measured at a width, drawn at a place"),
    "text": (8, "paragraphs and headings, and where their lines break"),
    "drawn": (8, "pictures, codes, ornaments"),
    "field": (8, "lines to write on, and the fields over them"),
    "flowables": (9, "nodes as boxes: stacks, columns, lists"),
    "fit": (10, "whether it fits its panel or its pages"),
    "render": (11, "one handout as the bytes of a PDF"),
    "plan": (11, "what can be made, what is asked for, under which name"),
    "state": (11, "what the output was made from; safe writing"),
    "make": (12, "one file of a build, in any process"),
    "pool": (13, "many files, in many processes"),
    "survey": (13, "what is asked for, beside what there is"),
    "preflight": (14, "every rule a careful person would check in a file"),
    "catalogue": (14, "the page where staff find what was made"),
    "build": (14, "the files that are stale made anew, the others left alone"),
    "progress": (15, "how far a build is, for a person"),
    "watch": (15, "make again whenever a file is saved"),
    "cli": (16, "arguments, words and exit codes"),
    "__main__": (17, "python -m handouts"),
    "__init__": (17, "nothing"),
}


def module(path: Path) -> str:
    """The name a module has in the table; a package counts as one."""
    return path.relative_to(PROGRAM).with_suffix("").parts[0]


@lru_cache(maxsize=1)
def sources() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text("utf-8"))) for path in sorted(PROGRAM.rglob("*.py"))]


def imports(path: Path, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The modules of the program that a file imports, and in which line."""
    depth = len(path.relative_to(PROGRAM).parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from ((name.split(".")[0], node.lineno) for name in names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("handouts"):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("handouts."):
                    yield alias.name.split(".")[1], node.lineno


def test_every_module_has_its_place_and_its_job() -> None:
    there = {module(path) for path, _ in sources()}
    assert not there - set(LAYERS), f"add to the table with rank and job: {there - set(LAYERS)}"
    assert not set(LAYERS) - there - {"__init__"}, f"gone from handouts: {set(LAYERS) - there}"


@pytest.mark.parametrize("name", sorted(LAYERS))
def test_a_module_imports_only_from_below(name: str) -> None:
    rank = LAYERS[name][0]
    for path, tree in sources():
        if module(path) != name:
            continue
        for other, line in imports(path, tree):
            if other == name:
                continue
            assert other in LAYERS, f"{path}:{line}: imports {other}, which is not in the table"
            where = f"{path.relative_to(ROOT)}:{line}"
            assert LAYERS[other][0] < rank, f"{where}: {name} may not import {other}"


def test_reportlab_is_touched_in_two_places_only() -> None:
    for path, tree in sources():
        if module(path) in ("tagged", "fonts"):
            continue
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found = [name for name in names if name.split(".")[0] == "reportlab"]
            assert not found, f"{path.relative_to(ROOT)} imports {found}; only tagged and fonts may"


def test_no_module_is_too_long_to_read() -> None:
    for path, _ in sources():
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= LONGEST, f"{path.relative_to(ROOT)} has {lines} lines, {LONGEST} are enough"


def test_every_module_says_its_job_first() -> None:
    for path, tree in sources():
        if tree.body:
            assert ast.get_docstring(tree) or len(tree.body) < 4, f"{path.relative_to(ROOT)}"
