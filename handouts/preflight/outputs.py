"""What is in `output/`, checked file by file, each fault traced back to the words it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..content.inlines import plain
from ..problems import Place, Problem, Problems, relative
from ..reading.located import Text, walk
from ..reading.yaml_file import parse


def check_outputs(root: Path) -> Iterator[tuple[str, list[Problem]]]:
    """Every PDF in `output/` with what is wrong with it; nothing if it conforms.

    A fault names the line of content that its element says, where one is found.
    """
    from . import check_bytes

    texts: list[tuple[str, Text]] | None = None
    for path in sorted((root / "output").rglob("*.pdf")):
        name = relative(path, root)
        if not path.is_file():
            yield name, [Problem(Place(name), "expected a file, found a folder", "rename it")]
            continue
        problems = check_bytes(path.read_bytes(), name)
        if problems and texts is None:
            texts = list(_texts(root))
        yield name, [_traced(problem, texts or []) for problem in problems]


def _texts(root: Path) -> Iterator[tuple[str, Text]]:
    """All texts of the content, as a reader sees them."""
    for path in sorted((root / "content").rglob("*.yaml")):
        tree = parse(path.read_bytes(), relative(path, root), Problems())
        for text in walk(tree) if tree is not None else ():
            try:
                words = plain(text)
            except ValueError:
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
