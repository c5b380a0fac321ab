"""The program is in floors: what imports what is in `pyproject.toml`, and lint-imports holds it."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from helpers import ROOT

PROGRAM = ROOT / "handouts"
LONGEST = 350


@lru_cache(maxsize=1)
def sources() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text("utf-8"))) for path in sorted(PROGRAM.rglob("*.py"))]


def test_imports_go_downward_only() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_module_is_too_long_to_read() -> None:
    for path, _ in sources():
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= LONGEST, f"{path.relative_to(ROOT)} has {lines} lines, {LONGEST} are enough"


def test_every_module_says_its_job_first() -> None:
    for path, tree in sources():
        if tree.body:
            assert ast.get_docstring(tree), path.relative_to(ROOT)


def _with_examples() -> list[str]:
    paths = [path for path, _ in sources() if re.search("^ *>>> ", path.read_text("utf-8"), re.M)]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]


@pytest.mark.parametrize("module", _with_examples())
def test_the_examples_in_docstrings_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted
    assert not result.failed
