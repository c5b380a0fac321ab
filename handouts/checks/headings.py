"""Headings: one title, first, and no level skipped."""

from __future__ import annotations

from ..markup.node import Node
from ..problems import Problems


def check_headings(document: Node, problems: Problems) -> None:
    """One H1, first, and no level skipped (PDF/UA-1, 7.4.2)."""
    level = 0
    for node in document.walk():
        if node.tag in ("h1", "h2", "h3"):
            found = int(node.tag[1])
            if found > level + 1 or (found == 1 and level):
                said = f"found a heading of level {found} after level {level}"
                problems.add(node.source, said, f"use <h{max(2, min(found, level + 1))}>")
            level = found
    if not level:
        problems.add(document.source, "the layout has no title", "use <h1> once")
