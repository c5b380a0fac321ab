"""Handouts as one of several makers of the same two documents, for a benchmark over products.

The benchmark imports this file, calls `render` with its content, and offers a
module `common` with the fonts that all products use. A document goes the way
that a handout goes: template, node tree, boxes, placed marks, tagged PDF. What
belongs to a project of handouts (its content files, brands and checks) is left
out, since the benchmark brings its own content.
"""

from __future__ import annotations

import datetime
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[2]
PROJECT = Path(__file__).with_name("peer_project")
sys.path.insert(0, str(HOME))

from common import FONTS, block  # noqa: E402  # the benchmark's; after the program's folder

from handouts.design.layout import Layout  # noqa: E402
from handouts.design.layouts import Layouts  # noqa: E402
from handouts.graphics.color import rgb  # noqa: E402
from handouts.graphics.font import Fonts  # noqa: E402
from handouts.markup.parse import parse  # noqa: E402
from handouts.pdf import Metadata, Tree  # noqa: E402
from handouts.pdf.writer import Sheet, write  # noqa: E402
from handouts.problems import ContentError, Problems  # noqa: E402
from handouts.project import font_file  # noqa: E402
from handouts.typeset.context import RenderContext  # noqa: E402
from handouts.typeset.page import compose  # noqa: E402
from handouts.typeset.panels import place_panels  # noqa: E402

NAME = "Handouts"
VARIANTS: dict[str, dict[str, Any]] = {"ua1": {}}
LIMITS = "also PDF/A-2a"
_ORDER = ["cover", "flap", "first", "second", "third", "back"]
_PAPER = "letter"


def version() -> str:
    """The state of the program that is measured."""
    import subprocess

    said = ["git", "-C", str(HOME), "rev-parse", "--short", "HEAD"]
    return subprocess.run(said, capture_output=True, text=True, check=False).stdout.strip()


def _fonts() -> None:
    """The benchmark's fonts among the project's, which reads no file of another folder."""
    folder = PROJECT / "layouts" / "fonts"
    folder.mkdir(exist_ok=True)
    for path in map(Path, FONTS.values()):
        if not (folder / path.name).exists():
            shutil.copy(path, folder)


_FONTS = Fonts(PROJECT)


@cache
def _layout(kind: str) -> Layout:
    _fonts()
    try:
        return Layouts(PROJECT).layout(f"bench-{kind}", "standard")
    except ContentError as fault:
        raise SystemExit("\n".join(map(str, fault.problems))) from None


def _values(content: dict[str, Any], kind: str) -> dict[str, Any]:
    """What the templates print."""
    if kind == "sheet":
        return {"brand": content["brand"], "sheet": content["sheet"]}
    panels = {
        name: {"style": panel["style"], "blocks": [block(one, content) for one in panel["blocks"]]}
        for name, panel in content["brochure"]["panels"].items()
    }
    return {"brand": content["brand"], "brochure": {"panels": panels}, "order": _ORDER}


def render(content: dict[str, Any], kind: str, out: str) -> None:
    """Write the document of a `kind` ("sheet" or "brochure") to the file `out`."""
    layout = _layout(kind)
    brand, size = content["brand"], layout.spec.page_size(_PAPER)
    document = parse(layout.template.fill(_values(content, kind)), layout.template.file)
    colors = brand["colors"]
    hexes = {**colors, "white": "#ffffff", "text": colors["ink"], "line": colors["muted"]}
    problems = Problems()
    context = RenderContext(
        layout=layout,
        color=lambda role: rgb(hexes[role]),
        font=lambda name: _FONTS.load(name, font_file(layout.theme.fonts[name])),
        drawing=_no_drawing,
        art_color=_no_drawing,
        problems=problems,
        late={},
        page_width=size[0],
    )
    pages = compose(place_panels(context, document, size, _PAPER), context.late, 0)
    if problems.fatal:
        raise SystemExit("\n".join(map(str, problems)))
    metadata = Metadata(
        title=content[kind]["title"],
        author=brand["name"],
        subject=content[kind]["title"],
        language=brand["lang"],
        number="B-1",
        date=datetime.date(2026, 3, 14),
        producer="handouts",
    )
    Path(out).write_bytes(write(pages, Sheet(*size), metadata, Tree(document)))


def _no_drawing(*_: str) -> Any:
    raise AssertionError("the benchmark has no drawings")
