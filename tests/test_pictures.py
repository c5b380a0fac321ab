"""How pages look: contrast and ink of what is painted, and small pictures of a few pages.

`UPDATE_GOLDEN=1 python -m pytest tests/test_pictures.py` takes new pictures after a change of
design; look at them before they are kept.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import ROOT, Project
from PIL import Image, ImageChops
from sheet import Color, contrast, from_hex, gray, hexed

from handouts.design.layouts import Layouts

GOLDEN = Path(__file__).parent / "golden" / "pictures"
DPI = 36
# How much a page may differ: the mean step of a color channel (of 255), and the share of
# pixels that differ plainly. Machines smooth letters a little differently.
MEAN, PLAIN = 1.5, 0.01

# What must be told apart, and the ratio it needs in color and in gray (AX-12, PP-08; brief, 2).
PAIRS = [
    ("text", "white", 7), ("text", "mist", 7), ("text", "blush", 7), ("ink", "white", 4.5),
    ("ink", "mist", 4.5), ("ink", "blush", 4.5), ("on-band", "band", 4.5),
    ("on-band", "cover-band", 4.5), ("on-accent", "accent", 4.5), ("kicker", "white", 4.5),
    ("kicker", "mist", 4.5), ("accent", "soft", 3), ("line", "white", 3),
]  # fmt: skip


def roles(project: Project, edition: str) -> dict[str, Color]:
    """The color of every role in an edition."""
    theme = Layouts(project.root).theme
    own = theme.editions[edition].palette
    hexes = {**project.library.brand.palette, **own}
    hexes.update({name: hexes[of] for name, of in theme.roles.items() if name not in own})
    return {name: from_hex(value) for name, value in hexes.items()}


@pytest.mark.parametrize("edition", ["standard", "black-and-white"])
@pytest.mark.parametrize("who", ["clinic", "harbor"])
def test_roles_can_be_told_apart(request: pytest.FixtureRequest, who: str, edition: str) -> None:
    """Every pair of section 2 of the brief, in color and after gray conversion, for both brands."""
    project: Project = request.getfixturevalue(who)
    colors = roles(project, edition)
    for one, two, least in PAIRS:
        for how, a, b in (
            ("color", colors[one], colors[two]),
            ("gray", gray(colors[one]), gray(colors[two])),
        ):
            ratio = contrast(a, b)
            pair = f"{one} {hexed(colors[one])} on {two} {hexed(colors[two])}"
            assert ratio >= least, f"{project.brand}, {edition}: {pair} in {how}: {ratio:.2f}:1"


def test_the_lit_part_of_the_brain_can_be_told_apart(clinic: Project, harbor: Project) -> None:
    """Accent on rule in color; in black and white the drawing's own grays."""
    for project in (clinic, harbor):
        colors = roles(project, "standard")
        ratio = contrast(gray(colors["accent"]), gray(colors["rule"]))
        assert ratio >= 3, f"{project.brand}: {ratio:.2f}:1 in gray"


@pytest.mark.parametrize("who", ["clinic", "harbor"])
def test_every_painted_text_can_be_read(request: pytest.FixtureRequest, who: str) -> None:
    """Each text against what is painted under it: black text 7:1, other text 4.5:1."""
    project: Project = request.getfixturevalue(who)
    for sheet in project.possible(papers=("letter",)):
        for number, page in enumerate(sheet.pages, 1):
            for run in page.runs:
                if not run.text.strip():
                    continue
                ground = run.ground or (1.0,)
                least = 7 if hexed(run.color) == "#000000" else 4.5
                ratio = min(contrast(run.color, ground), contrast(gray(run.color), gray(ground)))
                said = f'"{run.text.strip()}" {hexed(run.color)} on {hexed(ground)}'
                assert ratio >= least, f"{sheet}, page {number}: {said}: {ratio:.2f}:1"


# --- ink ------------------------------------------------------------------------------


def darkness(picture: Image.Image) -> float:
    """How much of the page is ink: the mean of 1 - gray, as in the brief's section 8."""
    marks = ImageChops.invert(picture.convert("L")).histogram()
    return sum(value * count for value, count in enumerate(marks)) / 255 / sum(marks)


def test_color_pages_are_light_on_ink(clinic: Project) -> None:
    """At most 14 % of a page, measured at 110 dpi."""
    for sheet in clinic.every("standard", "large-print", "giant", "flat", "bi-fold"):
        for number, picture in enumerate(sheet.pictures(110), 1):
            assert darkness(picture) <= 0.14, f"{sheet}, page {number}: {darkness(picture):.1%} ink"


def test_black_and_white_sheets_save_ink(clinic: Project) -> None:
    """At most 9.5 % of a page, measured at 110 dpi."""
    for sheet in clinic.every("black-and-white"):
        for number, picture in enumerate(sheet.pictures(110), 1):
            assert darkness(picture) <= 0.095, (
                f"{sheet}, page {number}: {darkness(picture):.2%} ink"
            )


def test_no_dark_solid_takes_a_tenth_of_a_page(clinic: Project) -> None:
    """Dark: a fill of more than half black."""
    for sheet in clinic.every():
        for number, page in enumerate(sheet.pages, 1):
            for shape in page.shapes:
                if shape.fill and gray(shape.fill)[0] < 0.5:
                    left, bottom, right, top = shape.box
                    share = (right - left) * (top - bottom) / (page.width * page.height)
                    assert share <= 0.1, f"{sheet}, page {number}: {hexed(shape.fill)} {share:.1%}"


# --- pictures -------------------------------------------------------------------------


def pages() -> Iterator[tuple[str, str, str, int]]:
    """The pages whose pictures are kept: name, handout, edition, page."""
    yield "sheet", "cervical-dystonia", "standard", 0
    yield "sheet-long-title", "oromandibular-dystonia", "standard", 0
    yield "sheet-black-and-white", "cervical-dystonia", "black-and-white", 0
    yield "large-print", "cervical-dystonia", "large-print", 0
    yield "brochure-outside", "understanding-dystonia-brochure", "standard", 0
    yield "brochure-inside", "understanding-dystonia-brochure", "standard", 1
    yield (
        "brochure-outside-black-and-white",
        "understanding-dystonia-brochure",
        "black-and-white",
        0,
    )
    yield "flat", "understanding-dystonia-brochure", "flat", 0


def test_pages_look_as_they_did(clinic: Project, tmp_path: Path) -> None:
    report = tmp_path / "differences.html"
    rows, wrong = [], []
    for name, handout, edition, page in pages():
        now = clinic.make(handout, edition).pictures(DPI)[page]
        kept = GOLDEN / f"{name}.png"
        if os.environ.get("UPDATE_GOLDEN"):
            GOLDEN.mkdir(parents=True, exist_ok=True)
            now.quantize(64).save(kept, optimize=True)
        assert kept.is_file(), f"there is no picture {kept}; take it with UPDATE_GOLDEN=1"
        before = Image.open(kept).convert("RGB")
        if before.size != now.size:
            wrong.append(f"{name}: {now.size} pixels instead of {before.size}")
            rows.append(_row(name, wrong[-1], before, now, now))
            continue
        apart = ImageChops.difference(before, now).convert("L")
        counts = apart.histogram()
        mean = sum(value * count for value, count in enumerate(counts)) / sum(counts)
        plain = sum(counts[64:]) / sum(counts)
        if mean > MEAN or plain > PLAIN:
            wrong.append(f"{name}: {plain:.2%} of it differs plainly, {mean:.1f} steps on average")
            rows.append(_row(name, wrong[-1], before, now, ImageChops.invert(apart)))
    report.write_text("<!doctype html><title>Pages that differ</title>" + "".join(rows), "utf-8")
    assert not wrong, (
        f"{'; '.join(wrong)}. See {report}. If the new pages are meant: UPDATE_GOLDEN=1"
    )


def _row(name: str, what: str, *pictures: Image.Image) -> str:
    shown = "".join(
        f"<figure style='display:inline-block'><img src='{_inline(picture)}'>"
        f"<figcaption>{title}</figcaption></figure>"
        for title, picture in zip(("before", "now", "difference"), pictures, strict=True)
    )
    return f"<h2>{name}</h2><p>{what}</p>{shown}"


def _inline(picture: Image.Image) -> str:
    data = io.BytesIO()
    picture.save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def test_every_picture_kept_is_looked_at() -> None:
    known = {f"{name}.png" for name, *_ in pages()}
    there = {path.name for path in GOLDEN.iterdir()}
    assert there <= known, f"{ROOT.name} keeps pictures of no page: {there - known}"
