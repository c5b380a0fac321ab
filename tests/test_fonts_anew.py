"""A font file that is replaced while the program runs is measured and embedded anew."""

from __future__ import annotations

from pathlib import Path

from helpers import ROOT, copy_project

from handouts.problems import Problems
from handouts.workshop import Workshop

FONT = "AtkinsonHyperlegibleNext-Regular.ttf"


def made(root: Path) -> bytes:
    workshop = Workshop(root)
    library, _ = workshop.library("astr", "en")
    assert library is not None
    problems = Problems()
    done = workshop.render(
        library, library.handout("cervical-dystonia"), "large-print", "letter", problems
    )
    assert done is not None, list(problems)
    return done.pdf


def test_a_replaced_font_gives_the_bytes_of_a_new_process(tmp_path: Path) -> None:
    copy_project(tmp_path)
    fonts = tmp_path / "layouts" / "fonts"
    before = made(tmp_path)
    other = (fonts / "AtkinsonHyperlegibleNext-Medium.ttf").read_bytes()
    (fonts / FONT).write_bytes(other)
    after = made(tmp_path)
    assert after != before
    assert b"AtkinsonHyperlegibleNext-Regular" not in after, "the old font is still embedded"
    (fonts / FONT).write_bytes((ROOT / "layouts" / "fonts" / FONT).read_bytes())
    assert made(tmp_path) == before
