"""A small project for the tests of building: the real content, in layouts of a few lines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from helpers import ROOT, copy_project, give_consent

from handouts.content import wordings

SHEETS = [
    "en/blepharospasm-sheet.pdf",
    "en/cervical-dystonia-sheet.pdf",
    "en/cranial-dystonia-sheet.pdf",
    "en/oromandibular-dystonia-sheet.pdf",
]
BROCHURE = "en/understanding-dystonia-brochure.pdf"
ALL = [*SHEETS, BROCHURE]
CERVICAL = "content/en/types/cervical-dystonia.yaml"
REPORTS = "content/en/sections/reports.yaml"

Run = Callable[..., tuple[int, str, str]]

_LAYOUT = """\
description: A small layout
pages: [{name: front, panels: [{name: sheet}]}]
editions: {standard: NAME, black-and-white: NAME}
"""
_SHEET = """\
<document><panel name="sheet">
<h1>{{ type.title }}</h1><p>{{ type.lead }}</p>{% include "number.xml.j2" %}
</panel></document>
"""
_BROCHURE = """\
<document><panel name="sheet">
<h1>{{ handout.title }}</h1><p>{{ sections.signs.title }}</p><p>{{ sections.reports.title }}</p>
{% for item in sections.signs["items"] %}<p>{{ item.title }} {{ item.text }}</p>{% endfor %}
{% for item in sections.reports["items"] %}<p>{{ item.text }}</p>{% endfor %}
<p>{{ sections.reports.disclosure }}</p>
{% for type in types %}<p>{{ type.summary }}</p>{% endfor %}
</panel></document>
"""
_NUMBER = '<p style="counter">{{ words.sheet_counter }}</p>\n'


def small_project(to: Path) -> Path:
    """The project folder `to`: four sheets and a brochure that any layout change leaves alone."""
    copy_project(to)
    for layout in (to / "layouts").glob("*/layout.yaml"):
        shutil.rmtree(layout.parent)
    for name, template in (("type-sheet", _SHEET), ("tri-fold", _BROCHURE)):
        write(to, f"layouts/{name}/layout.yaml", _LAYOUT.replace("NAME", name))
        write(to, f"layouts/{name}/page.xml.j2", template)
    write(to, "layouts/parts/number.xml.j2", _NUMBER)
    give_consent(to)
    for path in (to / "content/en/handouts").glob("*.yaml"):
        if path.stem not in ("type-sheet", "understanding-dystonia-brochure"):
            path.unlink()
            continue
        text = re.sub(r"editions: .*", "editions: [standard, black-and-white]", path.read_text())
        text = re.sub(r"sections:\n(?:  - .*\n)+", "sections: [signs, reports]\n", text)
        path.write_text(re.sub(r"(?:cover_title|tagline): .*\n", "", text))
    for path in (to / "content/en/sections").glob("*.yaml"):
        if path.stem not in ("signs", "reports"):
            path.unlink()
    _keep_used(to)
    return to


def _keep_used(root: Path) -> None:
    """Take out the wordings that the small layouts do not print, and sources nobody cites."""
    templates = [path.read_text("utf-8") for path in (root / "layouts").rglob("*.xml.j2")]
    printed = wordings.own(["black-and-white"]).union(*map(wordings.used_in, templates))
    cited = "".join(path.read_text("utf-8") for path in (root / "content/en").rglob("*.yaml"))
    for name, used in (
        ("content/en/words.yaml", printed),
        ("content/sources.yaml", set(re.findall(r"[a-z0-9-]+", cited))),
    ):
        entries = re.split(r"^(?=[\w-]+:)", (root / name).read_text("utf-8"), flags=re.MULTILINE)
        kept = entries[:1] + [one for one in entries[1:] if one.partition(":")[0] in used]
        write(root, name, "".join(kept))


def write(root: Path, name: str, text: str) -> None:
    """A file of the project, new or replaced."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace `old`, which must stand in the file exactly once."""
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    write(root, name, text.replace(old, new))


def command(root: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    """`python -m handouts` in a process of its own, started in `root`."""
    return subprocess.Popen(
        [sys.executable, "-m", "handouts", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
