"""The words of a finished handout, for the baseline to draw."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

from handouts.content import Library
from handouts.layouts import load
from handouts.markup import Node
from handouts.problems import Problems
from handouts.render import Rendered, render


def texts(root: Path, library: Library, name: str) -> list[str]:
    """Every block of text of a standard sheet or brochure, in reading order."""
    ready = next(one for one in library.handouts if one.name == name)
    layout = load(root, str(ready.handout.layout), "standard")
    problems = Problems()
    made = render(root, library, ready, layout, "letter", problems)
    problems.stop_if_any()
    return [escape(text) for text in _blocks(cast(Rendered, made).document)]


def _blocks(node: Node) -> list[str]:
    if node.holds_text():
        return [" ".join(node.text().split())]
    return [text for child in node.nodes() for text in _blocks(child)]


def for_sheet(blocks: list[str]) -> dict[str, list[str]]:
    """A sheet's blocks dealt out to the places of the plain sheet: all of them, none twice."""
    counts = {"intro": 2, "left": 2, "signs": 5, "right": 8, "steps": 3, "urgent": 1, "contact": 3}
    out: dict[str, list[str]] = {}
    at = 0
    for place, count in counts.items():
        out[place] = blocks[at : at + count]
        at += count
    out["foot"] = blocks[at:]
    return out


def for_brochure(blocks: list[str]) -> list[list[str]]:
    """A brochure's blocks in six panels."""
    step = -(-len(blocks) // 6)
    return [blocks[at : at + step] for at in range(0, len(blocks), step)]
