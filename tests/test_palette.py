"""Colors of drawings play the brand's roles, a logo keeps its own, all others are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BRANDS
from helpers import Project, copy_project, draw
from small import edit

from handouts.graphics.color import light_gray, rgb, separated

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">'

BLUE = "#003366"
LOGO = f'{HEAD}<rect width="240" height="240" fill="{BLUE}"/><circle r="60" fill="#4A1F63"/></svg>'


@pytest.fixture(scope="module")
def blue(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The second brand, its logo in a blue that is no color of its palette, and in its ink."""
    root = tmp_path_factory.mktemp("blue")
    copy_project(root, BRANDS / "harbor")
    (root / "layouts" / "art" / "harbor-mark.svg").write_text(LOGO)
    return Project(root, "harbor")


def fills(project: Project, edition: str) -> set[tuple[float, ...]]:
    sheet = project.make("cervical-dystonia", edition)
    return {shape.fill for page in sheet.pages for shape in page.shapes if shape.fill}


def test_a_logo_keeps_its_own_color(blue: Project) -> None:
    """In pixels: the square of the logo is the blue it is drawn in."""
    (page,) = blue.make("cervical-dystonia").pictures(72)
    found = {color: count for count, color in page.getcolors(1 << 20) or []}
    assert found[0x00, 0x33, 0x66] > 300


def test_a_logo_takes_the_brands_inks_or_is_separated(blue: Project) -> None:
    assert separated(BLUE).fill == "1 0.5 0 0.6 k"
    assert {(1, 0.5, 0, 0.6), (0.75, 0.95, 0.1, 0.4)} <= fills(blue, "press")


def test_a_logo_is_gray_in_black_and_white(blue: Project) -> None:
    gray = float(rgb(light_gray(BLUE)).fill.split()[0])
    found = fills(blue, "black-and-white")
    assert (gray,) in found
    assert all(len(color) == 1 for color in found)


@pytest.mark.parametrize("level", range(0, 256, 51))
def test_no_color_is_more_ink_than_a_press_takes(level: int) -> None:
    for other in range(0, 256, 51):
        inks = [float(part) for part in separated(f"#{level:02X}{other:02X}00").fill.split()[:4]]
        assert sum(inks) <= 3
        assert min(inks) >= 0


def test_a_color_without_a_role_is_refused_beside_the_nearest(tmp_path: Path) -> None:
    copy_project(tmp_path)
    lines = [
        HEAD,
        '<g fill="red"><path d="M0 0h9v9z" style="fill:#12464E"/>',
        '<path d="M0 0h9v9z"/><path d="M0 0h9v9z" stroke="#12464f"/></g>',
        '<path d="M0 0h9v9z"/></svg>',
    ]
    (tmp_path / "layouts/art/region-neck.svg").write_text("\n".join(lines))
    project = Project(tmp_path, "astr")
    made, problems = draw(project, project.ready("cervical-dystonia"), "standard", "letter")
    assert made is None
    role = 'the nearest one, or give it a role under "art" in layouts/theme.yaml'
    assert [str(problem) for problem in problems] == [
        f"layouts/art/region-neck.svg:{place}: expected one of the colors of the drawings, "
        f"found {found}; use {near}, {role}"
        for place, found, near in (
            ("2:4", '"red", which is "#FF0000"', '"#AF4A26" (accent)'),
            ("2:35", '"#12464E"', '"#12464F" (ink)'),
            ("4:1", 'no color, which means black ("#000000")', '"#11454E" (cover)'),
        )
    ]


def test_a_color_that_the_brand_lacks_is_asked_of_the_brand(tmp_path: Path) -> None:
    copy_project(tmp_path)
    edit(tmp_path, "content/brands/astr.yaml", '  hair: "#1B525B"    # hair in the drawings\n', "")
    project = Project(tmp_path, "astr")
    _, problems = draw(project, project.ready("cervical-dystonia"), "standard", "letter")
    said = 'content/brands/astr.yaml:5:1: "palette" lacks the role "hair"; add it'
    assert list(map(str, problems)) == [said]
