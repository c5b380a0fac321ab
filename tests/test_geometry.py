"""Where things stand, read from the PDF itself (print standard, sections 3 and 5)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest
from helpers import PAPERS, ROOT, Project
from PIL import ImageChops, ImageDraw
from sheet import Box, Page, Shape, Sheet

from handouts import project
from handouts.design.layouts import Layouts

OFFICE = ("standard", "black-and-white", "large-print", "giant", "flat", "bi-fold")
SIZES = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}
BROCHURE = "understanding-dystonia-brochure"
BLEED = {"letter": 9.0, "a4": 8.504}
# Table 3a and 3b: the widths of the panels from left to right, outside and inside.
PANELS = {
    ("tri-fold", "letter"): ((261.0, 265.5, 265.5), (265.5, 265.5, 261.0)),
    ("tri-fold", "a4"): ((274.961, 283.465, 283.465), (283.465, 283.465, 274.961)),
    ("bi-fold", "letter"): ((396.0, 396.0), (396.0, 396.0)),
    ("bi-fold", "a4"): ((420.945, 420.945), (420.945, 420.945)),
}


def office(clinic: Project) -> Iterator[Sheet]:
    """Every file that an office printer is given."""
    return clinic.every(*OFFICE)


def folded(clinic: Project) -> Iterator[tuple[str, Sheet]]:
    """Every folded file with its layout."""
    for sheet in clinic.every():
        layout = clinic.workshop.layout(clinic.ready(sheet.name), sheet.edition)
        if layout.spec.folds:
            yield layout.name, sheet


def folds(page: Page) -> list[float]:
    """The x of each fold, as its ticks or its marks outside the trim say."""
    found: set[float] = set()
    for shape in page.shapes:
        upright = shape.stroke and len({round(x, 2) for x, _ in shape.points}) <= page.width / 100
        if not (upright and shape.fill is None and shape.mcid is None):
            continue
        ends = zip(shape.points[::2], shape.points[1::2], strict=False)
        for (x, y), (x2, y2) in ends:
            edge = min(y, y2) < 21 or max(y, y2) > page.height - 21
            if x == x2 and abs(y - y2) in (4.0, 18.0) and edge and 30 < x < page.width - 30:
                found.add(round(x, 3))
    return sorted(found)


def test_panels_are_as_wide_as_the_table_says_and_sum_to_the_sheet(clinic: Project) -> None:
    """GE-01: the short panel is outside left and inside right."""
    checked = set()
    for layout, sheet in folded(clinic):
        wanted = PANELS[layout, sheet.paper]
        for side, page, widths in zip(("outside", "inside"), sheet.pages, wanted, strict=True):
            edges = [0.0, *folds(page), page.width]
            got = [right - left for left, right in pairwise(edges)]
            assert got == pytest.approx(widths, abs=0.02), f"{sheet}, {side}: panels are {got}"
            assert sum(widths) == pytest.approx(page.width, abs=0.01), f"{sheet}, {side}"
        checked.add((layout, sheet.edition, sheet.paper))
    assert ("tri-fold", "press", "a4") in checked, "no folded press file was looked at"


@pytest.mark.parametrize("paper", PAPERS)
def test_the_layouts_declare_the_widths_of_the_table(paper: str) -> None:
    for (name, size), sides in PANELS.items():
        if size == paper and name in project.layouts(ROOT):
            spec = Layouts(ROOT).layout(name, "standard").spec
            got = [
                tuple((panel.width or {})[paper] for panel in page.panels) for page in spec.pages
            ]
            assert got == list(sides), f"{name}, {paper}"


def test_every_page_has_the_size_of_its_paper(clinic: Project) -> None:
    for sheet in clinic.every():
        short, tall = SIZES[sheet.paper]
        for page in sheet.pages:
            size = sorted((page.width, page.height))
            assert size == pytest.approx([short, tall], abs=0.01), f"{sheet}: trimmed to {size}"


def test_press_files_have_trim_bleed_and_room_for_marks(clinic: Project) -> None:
    """GE-09 and PP-13: the trim lies 36 in from the media, the bleed grows it on all sides."""
    for sheet in clinic.every("press"):
        bleed = BLEED[sheet.paper]
        with pikepdf.open(io.BytesIO(sheet.pdf)) as file:
            for page in file.pages:
                left, bottom, right, top = (float(value) for value in page.trimbox)
                media = (left - 36, bottom - 36, right + 36, top + 36)
                grown = (left - bleed, bottom - bleed, right + bleed, top + bleed)
                assert "/TrimBox" in page.obj, f"{sheet} has no TrimBox"
                assert [float(v) for v in page.mediabox] == pytest.approx(media, abs=0.01), str(
                    sheet
                )
                assert [float(v) for v in page.bleedbox] == pytest.approx(grown, abs=0.01), str(
                    sheet
                )
                assert (left, bottom) == (36, 36), f"{sheet}: the trim begins at {left}, {bottom}"


def test_crop_and_fold_marks_stand_outside_the_trim(clinic: Project) -> None:
    """GE-10: from 9 pt outside the trim, 18 long, a quarter point thin; none inside."""
    for sheet in clinic.every("press"):
        for page in sheet.pages:
            marks = [shape for shape in page.shapes if shape.stroke and shape.width < 0.3]
            assert marks, f"{sheet} has no marks"
            for mark in marks:
                for x, y in mark.points:
                    inside = -8.99 < x < page.width + 8.99 and -8.99 < y < page.height + 8.99
                    assert not inside, f"{sheet}: a mark at {x:.1f}, {y:.1f} is in the bleed"


def test_office_files_have_ticks_at_the_folds(clinic: Project) -> None:
    """GE-11: 4 pt long, a quarter gray, where an office printer still reaches."""
    for _, sheet in folded(clinic):
        if sheet.edition == "press":
            continue
        for number, page in enumerate(sheet.pages, 1):
            found = [
                (round(x, 1), *sorted((round(y, 1), round(y2, 1))))
                for shape in page.shapes
                if shape.stroke == (0.75,) and shape.mcid is None
                for (x, y), (_, y2) in zip(shape.points[::2], shape.points[1::2], strict=True)
            ]
            high = round(page.height, 1)
            assert sorted(found) == sorted(
                (round(x, 1), *ends)
                for x in folds(page)
                for ends in ((20.0, 24.0), (round(high - 24, 1), round(high - 20, 1)))
            ), f"{sheet}, page {number}"
            assert found, f"{sheet}, page {number} has no ticks"


def test_only_press_files_have_marks_and_bleed(clinic: Project) -> None:
    for sheet in office(clinic):
        with pikepdf.open(io.BytesIO(sheet.pdf)) as file:
            for page in file.pages:
                assert page.trimbox == page.mediabox, f"{sheet} has a border"


def test_the_outer_frame_stays_white(clinic: Project) -> None:
    """PP-02: an office printer reaches no further than 20 pt from the edge (here 19: one pixel)."""
    for sheet in office(clinic):
        for number, picture in enumerate(sheet.pictures(110), 1):
            marks = ImageChops.invert(picture.convert("L"))
            inset = int(19 * 110 / 72)
            inner = (inset, inset, marks.width - inset - 1, marks.height - inset - 1)
            ImageDraw.Draw(marks).rectangle(inner, fill=0)
            assert marks.getbbox() is None, f"{sheet}, page {number}: ink at {marks.getbbox()} px"


def test_text_keeps_clear_of_the_edges(clinic: Project) -> None:
    """GE-04 and PP-02: 27 pt."""
    for sheet in clinic.every():
        for number, (page, boxes) in enumerate(zip(sheet.pages, sheet.text_boxes, strict=True), 1):
            for left, bottom, right, top in boxes:
                sides = left >= 27 and right <= page.width - 27
                clear = sides and bottom >= 27 and top <= page.height - 27
                where = f"{sheet}, page {number}: text at {left:.0f}, {bottom:.0f}"
                assert clear, f"{where} is too near the edge"


def test_nothing_readable_crosses_a_fold_or_comes_near_it(clinic: Project) -> None:
    """GE-04 and GE-06: text stays 18 pt from a fold; pictures and codes stay in their panel."""
    for _, sheet in folded(clinic):
        for number, (page, boxes) in enumerate(zip(sheet.pages, sheet.text_boxes, strict=True)):
            figures = [box for at, box in sheet.figures if at == number]
            for x in folds(page):
                for least, kind, found in ((18, "text", boxes), (9, "a figure", figures)):
                    for left, bottom, right, _ in found:
                        where = f"{sheet}, page {number + 1}: {kind} at {left:.0f}, {bottom:.0f}"
                        assert not left < x < right, f"{where} crosses the fold at {x}"
                        distance = min(abs(left - x), abs(right - x))
                        assert distance >= least, f"{where} is {distance:.1f} from the fold at {x}"


def test_every_card_stands_in_the_middle_of_its_panel(clinic: Project) -> None:
    """GE-05: the insets left and right of a panel are equal to half a point."""
    for _, sheet in folded(clinic):
        cards = 0
        for number, page in enumerate(sheet.pages, 1):
            edges = [0.0, *folds(page), page.width]
            for left, right in pairwise(edges):
                for x0, x1 in _wide(page.shapes, left, right):
                    cards += 1
                    where = f"{sheet}, page {number}, panel at {left:.0f}"
                    equal = abs((x0 - left) - (right - x1)) <= 0.5
                    assert equal, f"{where}: insets {x0 - left:.2f} and {right - x1:.2f}"
        assert cards, f"{sheet}: no card was looked at"


def _wide(shapes: list[Shape], left: float, right: float) -> Iterator[tuple[float, float]]:
    """The sides of the filled and outlined boxes that take most of a panel's width."""
    for shape in shapes:
        x0, _, x1, _ = shape.box
        inside = left <= x0 and x1 <= right and x1 - x0 > 0.75 * (right - left)
        if inside and shape.fill is not None and shape.mcid is None:
            yield x0, x1


def test_no_color_changes_on_a_fold(clinic: Project) -> None:
    """GE-07: a filled shape ends at least 9 pt from a fold, or runs across it."""
    for _, sheet in folded(clinic):
        for number, page in enumerate(sheet.pages, 1):
            for x in folds(page):
                for shape in page.shapes:
                    if shape.fill is None:
                        continue
                    near = min(abs(shape.box[0] - x), abs(shape.box[2] - x))
                    assert near >= 9, f"{sheet}, page {number}: a fill ends {near:.1f} from a fold"


def test_two_sided_files_tell_the_printer_how(clinic: Project) -> None:
    """PP-04: landscape turns on the short edge, portrait on the long one; never scaled."""
    for sheet in clinic.every():
        with pikepdf.open(io.BytesIO(sheet.pdf)) as file:
            wishes = file.Root.get("/ViewerPreferences", pikepdf.Dictionary())
            assert wishes.get("/PrintScaling") == "/None", f"{sheet} may be scaled by the printer"
            if len(sheet.pages) > 1:
                wide = sheet.pages[0].width > sheet.pages[0].height
                edge = "/DuplexFlipShortEdge" if wide else "/DuplexFlipLongEdge"
                assert wishes.get("/Duplex") == edge, f"{sheet} should say {edge}"


# --- the code and the phone number ----------------------------------------------------


def codes(sheet: Sheet) -> Iterator[tuple[int, float, Box]]:
    """Each QR code: its page, the size of its module, and its box with the quiet zone."""
    for number, page in enumerate(sheet.pages):
        for shape in page.shapes:
            if shape.parts > 60 and shape.first:
                module = shape.first[3] - shape.first[1]
                yield number, module, shape.box


def test_every_code_is_large_enough_to_scan(clinic: Project) -> None:
    """PP-12: module 1.13 pt or more; side 57 pt on a folded sheet, 71 on others; quiet zone 4."""
    folding = {id(sheet) for _, sheet in folded(clinic)}
    for sheet in clinic.every():
        found = list(codes(sheet))
        assert found, f"{sheet} has no code"
        for number, module, box in found:
            side = box[2] - box[0] + 8 * module
            least = 57 if id(sheet) in folding else 71
            where = f"{sheet}, page {number + 1}"
            assert module >= 1.13, f"{where}: a module is {module:.2f} pt"
            assert side >= least, f"{where}: the code is {side:.1f} pt wide, {least} are needed"
            zone = (
                box[0] - 4 * module,
                box[1] - 4 * module,
                box[2] + 4 * module,
                box[3] + 4 * module,
            )
            for text in sheet.text_boxes[number]:
                apart = (
                    text[2] <= zone[0]
                    or text[0] >= zone[2]
                    or text[3] <= zone[1]
                    or text[1] >= zone[3]
                )
                assert apart, f"{where}: text stands in the code's quiet zone"


def test_every_code_stands_in_four_white_modules(clinic: Project) -> None:
    """PP-12: the box of the code, which a reader hears of, is its quiet zone's."""
    for sheet in clinic.every():
        for number, module, (left, bottom, right, top) in codes(sheet):
            (zone,) = [
                box
                for at, box in sheet.figures
                if at == number and box[0] < left and right < box[2] and box[1] < bottom < box[3]
            ]
            sides = (left - zone[0], bottom - zone[1], zone[2] - right, zone[3] - top)
            for side in sides:
                assert side >= 4 * module - 0.05, f"{sheet}: {side / module:.2f} modules are left"


@pytest.mark.parametrize("edition", ["standard", "black-and-white", "large-print"])
def test_every_code_calls_the_clinic(clinic: Project, edition: str) -> None:
    """PP-12: read from a 200 dpi picture, as a phone would see a fair print; level Q."""
    reader = pytest.importorskip("zxingcpp", reason="the reader of codes is not installed")
    for sheet in clinic.every(edition, papers=("letter",)):
        number = next(codes(sheet))[0]
        found = reader.read_barcodes(sheet.pictures(200)[number])
        read = [(code.text, code.ec_level) for code in found]
        assert read == [(clinic.library.brand.tel, "Q")], f"{sheet}: the code says {read}"


def test_a_link_lies_over_its_words(clinic: Project) -> None:
    """From below the letters that hang to above those that rise, and as wide as the words."""
    seen = 0
    for sheet in office(clinic):
        with pikepdf.open(io.BytesIO(sheet.pdf)) as file:
            for page, read in zip(file.pages, sheet.pages, strict=True):
                for link in page.obj.get("/Annots", []):
                    if link.Subtype != "/Link":
                        continue
                    left, bottom, right, top = (float(value) for value in link.Rect)
                    inside = [
                        run
                        for run in read.runs
                        if left - 0.5 <= run.x < right and bottom < run.y < top
                    ]
                    words = "".join(run.text for run in inside).strip()
                    where = f'{sheet}: the link "{link.Contents}" lies over "{words}"'
                    assert words, where
                    assert words in str(link.Contents), where
                    for run in inside:
                        assert bottom <= run.y - 0.2 * run.size, f"{where}, too high"
                        assert top >= run.y + 0.7 * run.size, f"{where}, too low"
                    assert top - bottom <= 1.3 * max(run.size for run in inside), where
                    seen += 1
    assert seen


def test_the_phone_number_is_text_in_every_file(clinic: Project) -> None:
    for sheet in clinic.every():
        words = " ".join(" ".join(sheet.texts).split())
        assert clinic.phone in words, f"{sheet} does not hold {clinic.phone} as text"


# --- ink ------------------------------------------------------------------------------


def test_press_files_use_printing_inks_only(clinic: Project) -> None:
    """CMYK and gray; black text is black ink alone; no place takes more than 300 % ink."""
    for sheet in clinic.every("press"):
        for page in sheet.pages:
            screen = page.operators & {"rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "Do"}
            assert not screen, f"{sheet} paints with screen colors: {screen}"
            colors = {shape.fill for shape in page.shapes} | {shape.stroke for shape in page.shapes}
            for color in colors | {run.color for run in page.runs}:
                ink = sum(color) if color and len(color) == 4 else 0
                assert ink <= 3.0, f"{sheet}: {color} takes {ink:.0%} ink"
            black = [run for run in page.runs if run.text.strip() and sum(run.color[:3]) == 0]
            assert black, f"{sheet} has no black text"
            inks = {run.color for run in black if run.color != (0, 0, 0, 0)}
            assert inks <= {(0.0, 0.0, 0.0, 1.0)}, f"{sheet}: black text is printed as {inks}"


def test_black_text_is_pure_black_in_office_files(clinic: Project) -> None:
    """`0 g`: a printer sets it in black toner, not in a mix of four."""
    for sheet in office(clinic):
        for page in sheet.pages:
            for run in page.runs:
                mixed = len(run.color) == 3 and len(set(run.color)) == 1
                assert not mixed, f'{sheet}: "{run.text}" is gray made of red, green and blue'
