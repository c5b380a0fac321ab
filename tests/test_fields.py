"""Fields: whatever is typed shows, in the sheet's own type, and none of it is cut.

The files are the real ones. PDFium (Chrome, Edge) is typed into; poppler and
MuPDF, where they are installed, draw the values by their own rules.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest
import viewers
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from helpers import PAPERS, ROOT, Project
from PIL import Image, ImageChops
from sheet import Sheet
from validators import samples
from viewers import Filled, desk, fields

from handouts.graphics import font as fonts
from handouts.graphics.keyboard import TWINS, TYPED
from handouts.markup import parse as markup
from handouts.pdf import Tree, field_font
from handouts.pdf.writer import Sheet as Paper
from handouts.pdf.writer import write
from handouts.placed import Page
from handouts.typeset.boxes import box_for

CERVICAL, BROCHURE = "cervical-dystonia", "understanding-dystonia-brochure"
FOLDER = "layouts/fonts"
FONTS = [
    ROOT / FOLDER / name
    for name in ("AtkinsonHyperlegibleNext-Regular.ttf", "NotoSans-Regular.ttf")
]
NAME = "José Muñoz-O’Brien, Łukasz Žižek"
VIETNAMESE = "Nguyễn Thị Hà ạếữđ"
# What staff typed when it was lost.
NOTES = "½ tablet – 2× daily “after food” ≥ 5 mg"
VISIT = "Thursday, 24 December 2026 at 10:45 a.m., bring list"
# Whole words in capitals, the widest that a note is likely to be.
CAPITALS = "TAKE HALF A TABLET AFTER FOOD, CALL US IF THE NECK HURTS MORE THAN BEFORE; BRING " * 4

with_poppler = pytest.mark.skipif(not viewers.POPPLER, reason="poppler is not installed")
with_mupdf = pytest.mark.skipif(not viewers.MUPDF, reason="MuPDF is not installed")


def sheet(name: str = CERVICAL, edition: str = "standard", paper: str = "letter") -> Sheet:
    return Project.real().make(name, edition, paper)


def with_fields() -> list[Sheet]:
    """Every file that has fields."""
    return [made for made in Project.real().possible() if fields(made.pdf)]


def differ(one: Image.Image, two: Image.Image) -> int:
    """How many pixels are plainly another gray."""
    return sum(ImageChops.difference(one, two).histogram()[64:])


# --- letters --------------------------------------------------------------------------


def test_every_letter_shows_when_typed() -> None:
    """Each is drawn, and is not the box that stands for a letter the font lacks."""
    lost = []
    with desk(sheet().pdf) as opened:

        def shows(text: str) -> Image.Image:
            opened.type("patient_name", text)
            return opened.shows("patient_name")

        empty, box, bare = shows(""), shows("\ue000"), shows("o")
        assert differ(empty, box), "PDFium must draw a box for a letter of no font"
        for letter in sorted(TYPED):
            if unicodedata.category(letter) == "Mn":  # a mark stands over the letter before it
                drawn = differ(shows(f"o{letter}"), bare)
            else:
                picture = shows(letter)
                drawn = min(differ(picture, empty), differ(picture, box))
            if not drawn and not letter.isspace():
                lost.append(f"{letter} U+{ord(letter):04X}")
    assert not lost


@lru_cache(maxsize=2)
def own_fonts() -> tuple[fonts.Font, ...]:
    return (
        fonts.Fonts(ROOT).load("text", f"{FOLDER}/{FONTS[0].name}"),
        fonts.Fonts(ROOT).load("more", f"{FOLDER}/{FONTS[1].name}"),
    )


def face(number: int) -> TTFont:
    """The font file of one of them, to change."""
    return TTFont(FONTS[number])


def test_every_letter_is_the_sheets_own_where_its_font_has_it() -> None:
    """Glyph by glyph, the file's font is the text font; only what that lacks is another's.

    Marks are another's too: the text font would set them beside their letter.
    """
    parts = field_font._parts(own_fonts())
    made = TTFont(io.BytesIO(zlib.decompress(parts.program)))
    glyphs = zlib.decompress(parts.glyphs)
    sources = list(map(TTFont, FONTS))
    widths = dict(_widths(parts.widths))
    wrong = []
    for letter in sorted(TYPED):
        code = ord(TWINS.get(letter, letter))
        mark = unicodedata.category(letter) == "Mn"
        source = next(
            one for one in sources[mark:] if {ord(letter), code} & one.getBestCmap().keys()
        )
        name = source.getBestCmap().get(ord(letter)) or source.getBestCmap()[code]
        at = 2 * ord(letter)
        glyph = made.getGlyphName(int.from_bytes(glyphs[at : at + 2], "big"))
        same = _outline(source, name) == _outline(made, glyph)
        if not same or widths[ord(letter)] != source["hmtx"][name][0]:
            wrong.append(f"{letter} U+{ord(letter):04X}")
    assert not wrong
    own = {letter for letter in TYPED if own_fonts()[0].drawn(letter) == letter}
    assert set("éñüßçłžőşĄęŚćąż¿¡«»“”’–—½¼¾²ºª€£×÷≥≤°…•") <= own


def _outline(font: TTFont, glyph: str) -> object:
    points, ends, flags = font["glyf"][glyph].getCoordinates(font["glyf"])
    return list(points), list(ends), [flag & 1 for flag in flags], font["hmtx"][glyph]


def _widths(text: str) -> list[tuple[int, int]]:
    out = []
    for first, run in re.findall(r"(\d+)\[([\d ]+)\]", text):
        out += [(int(first) + at, int(width)) for at, width in enumerate(run.split())]
    return out


def test_hints_of_a_face_are_left_out(tmp_path: Path) -> None:
    """They would run without the programs of their own face, or with another's."""
    path = tmp_path / "Hinted.ttf"
    font = face(0)
    for name in ("a", "aacute"):
        glyph = font["glyf"][name]
        glyph.expand(font["glyf"])
        program = type(font["prep"].program)()
        program.fromBytecode(b"\x4f")
        glyph.program = program
    font.save(path)
    hinted = fonts.Fonts(tmp_path).load("hinted", path.name)
    made, plain = (
        TTFont(io.BytesIO(zlib.decompress(field_font._parts(given).program)))
        for given in ((hinted,), own_fonts()[:1])
    )
    assert made.reader["glyf"] == plain.reader["glyf"]
    assert not {"fpgm", "prep", "cvt "} & set(made.reader.keys())


def test_fonts_drawn_on_different_grids_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "Finer.ttf"
    font = face(1)
    scale_upem(font, 2048)
    font.save(path)
    document = samples.node()
    tree = Tree(document)
    context, pages = samples.render_context(), []
    named = {"text": own_fonts()[0], "more": fonts.Fonts(tmp_path).load("more", path.name)}
    ordinary = context.font
    context = context._replace(font=lambda name: named.get(name) or ordinary(name))
    for panel in document.nodes():
        page = Page()
        box_for(context, panel).draw(page, 54, 738, 504, 600)
        pages.append(page)
    assert [str(problem) for problem in context.problems] == [
        'layouts/theme.yaml: in "typed", expected fonts of 1000 units per em like "text", found'
        ' "more" with 2048; leave it out'
    ]
    assert write(pages, Paper(*samples.SIZE), samples.METADATA, tree)


def test_what_is_typed_is_drawn_with_the_fields_own_font() -> None:
    """PDFium asks no other font, which would set gaps round quotes and mix faces."""
    typed = {"patient_name": NAME, "next_visit": VIETNAMESE, "notes": NOTES}
    filled = viewers.pdfium(sheet().pdf, typed)
    assert filled.values == typed
    for name in typed:
        used = set(re.findall(r"/(\w+) [\d.]+ Tf", filled.appearance(name)))
        assert len(used) == 1, f"{name}: {used}"


@with_poppler
def test_poppler_shows_every_letter(tmp_path: Path) -> None:
    """It says of none that a font lacks it, and reads back what was typed."""
    letters = [
        letter for letter in sorted(TYPED)
        if not letter.isspace() and unicodedata.category(letter) != "Mn"
    ]  # fmt: skip
    read = ""
    for at in range(0, len(letters), 220):
        texts = {"notes": "".join(letters[at : at + 220])}
        filled = viewers.poppler(sheet().pdf, texts, tmp_path)
        assert filled.said == ""
        read += viewers.poppler_text(filled, tmp_path)
    lost = [letter for letter in letters if letter not in read and letter not in "ﬁﬂ"]
    assert not lost


@with_poppler
def test_poppler_shows_what_was_typed(tmp_path: Path) -> None:
    typed = {"patient_name": NAME, "next_visit": VIETNAMESE, "notes": NOTES}
    filled = viewers.poppler(sheet().pdf, typed, tmp_path)
    text = unicodedata.normalize("NFC", viewers.poppler_text(filled, tmp_path))
    assert filled.said == ""
    assert all(value in text for value in typed.values()), text


@with_mupdf
def test_mupdf_shows_what_was_typed(tmp_path: Path) -> None:
    """Filled in with its own font, it knows Western letters; it shows whatever another typed."""
    western = {
        "patient_name": "José Muñoz-O’Brien",
        "next_visit": VISIT,
        "notes": "½ – 2× “a” € • …",
    }
    filled = viewers.mupdf(sheet().pdf, western, tmp_path)
    text = viewers.mupdf_text(filled.pdf, tmp_path)
    assert all(value in text for value in western.values()), text
    typed = {"patient_name": NAME, "next_visit": VIETNAMESE, "notes": NOTES}
    text = viewers.mupdf_text(viewers.pdfium(sheet().pdf, typed).pdf, tmp_path)
    assert all(value in unicodedata.normalize("NFC", text) for value in typed.values()), text


# --- length ---------------------------------------------------------------------------


def size(filled: Filled, name: str) -> float:
    """The type that PDFium set a value in."""
    found = re.search(r"/\w+ ([\d.]+) Tf", filled.appearance(name))
    assert found
    return float(found[1])


@pytest.mark.parametrize("paper", PAPERS)
def test_a_long_date_shows_in_full(paper: str) -> None:
    """The whole of it is accepted and set in at least 8 points, within the field."""
    filled = viewers.pdfium(sheet(paper=paper).pdf, {"next_visit": VISIT})
    assert filled.values["next_visit"] == VISIT
    assert size(filled, "next_visit") >= 8


def test_a_short_text_has_the_fields_own_size() -> None:
    for made, name, own in (
        (sheet(), "patient_name", 12),
        (sheet(), "notes", 12),
        (sheet(edition="large-print"), "patient_name", 18),
        (sheet(edition="large-print"), "notes", 18),
        (sheet(BROCHURE), "visit_date", 12),
        (sheet(BROCHURE, "flat"), "visit_date", 14),  # of 13, which PDFium does not choose
    ):
        filled = viewers.pdfium(made.pdf, {name: "24 Dec"})
        assert size(filled, name) == own, f"{made}: {name}"


def filled_in(viewer: str, pdf: bytes, texts: dict[str, str], folder: Path) -> Filled:
    if viewer == "poppler":
        return viewers.poppler(pdf, texts, folder)
    if viewer == "mupdf":
        return viewers.mupdf(pdf, texts, folder)
    return viewers.pdfium(pdf, texts)


VIEWERS = [
    pytest.param("pdfium"),
    pytest.param("poppler", marks=with_poppler),
    pytest.param("mupdf", marks=with_mupdf),
]


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("edition", ["standard", "large-print", "giant"])
@pytest.mark.parametrize("text", [CAPITALS, (VISIT + ". ") * 6], ids=["capitals", "plain"])
def test_as_much_as_a_field_takes_shows_to_the_last_letter(
    viewer: str, edition: str, text: str, tmp_path: Path
) -> None:
    """A note all in capitals too: without its last letter it looks otherwise."""
    pdf = sheet(edition=edition).pdf
    texts = {name: text[: field.limit - 1] + "x" for name, field in fields(pdf).items()}
    full = filled_in(viewer, pdf, texts, tmp_path)
    less = filled_in(viewer, pdf, {name: one[:-1] for name, one in texts.items()}, tmp_path)
    assert full.values == texts
    for name, field in fields(pdf).items():
        assert differ(full.shows(field), less.shows(field)), f"the last letter of {name} is lost"


@pytest.mark.parametrize("handout", [CERVICAL, BROCHURE])
def test_no_more_is_accepted_than_a_field_says(handout: str) -> None:
    made = sheet(handout)
    limits = {name: field.limit for name, field in fields(made.pdf).items()}
    filled = viewers.pdfium(made.pdf, dict.fromkeys(limits, "a" * 400))
    assert {name: len(value) for name, value in filled.values.items()} == limits


def test_lines_that_end_early_do_not_run_out_of_the_field() -> None:
    """What would be a line too many is not accepted."""
    filled = viewers.pdfium(sheet().pdf, {"notes": "\r".join("abcdefgh")})
    assert filled.values["notes"].replace("\n", "").replace("\r", "") == "abc"


# --- what the fields are --------------------------------------------------------------


def test_which_fields_there_are() -> None:
    for made in with_fields():
        expected = (
            ["visit_date", "visit_time"]
            if made.name == BROCHURE
            else ["patient_name", "next_visit", "notes"]
        )
        assert list(fields(made.pdf)) == expected, made
    interactive = {(made.name, made.edition) for made in with_fields()}
    for made in Project.real().possible(papers=("letter",)):
        assert ((made.name, made.edition) in interactive) is (made.edition != "press"), made


def test_notes_wrap_and_other_fields_shrink() -> None:
    """No field scrolls: what is accepted can be seen."""
    for made in with_fields():
        with pikepdf.open(io.BytesIO(made.pdf)) as file:
            for one in file.Root.AcroForm.Fields:
                multiline, still = bool(int(one.Ff) & 1 << 12), bool(int(one.Ff) & 1 << 23)
                assert still, f"{made}: {one.T}"
                assert multiline is (one.T == "notes"), f"{made}: {one.T}"
                assert (" 0 Tf" in str(one.DA)) is not multiline, f"{made}: {one.T}"


def test_a_file_carries_the_letters_once_and_only_for_fields() -> None:
    for made in Project.real().possible(papers=("letter",)):
        with pikepdf.open(io.BytesIO(made.pdf)) as file:
            names = [
                str(item.FontName)
                for item in file.objects
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
            ]
        carried = sum(name.startswith("/FIELDS+") for name in names)
        assert carried == bool(fields(made.pdf)), f"{made}: {names}"


@pytest.mark.parametrize("paper", PAPERS)
def test_standard_sheets_have_two_lines_for_notes(paper: str) -> None:
    """26 points apart, on every sheet and each paper, under the one field."""
    for made in Project.real().every("standard", papers=(paper,)):
        if made.name == BROCHURE:
            continue
        left, bottom, right, top = fields(made.pdf)["notes"].box
        lines = {
            y
            for shape in made.pages[0].shapes
            for x, y in shape.points
            if shape.stroke and bottom < y < top and x == pytest.approx(left, abs=0.1)
        }
        low, high = sorted(lines)
        assert high - low == pytest.approx(26, abs=0.1), made
        assert right - left > 360, made


@pytest.mark.parametrize(("room", "lines"), [(0, 1), (25, 1), (27, 2), (60, 3), (500, 3)])
def test_a_field_takes_as_many_lines_as_find_room(room: float, lines: int) -> None:
    tree = markup.parse(
        '<document><panel name="a"><p>Name</p><columns><p>Notes</p>'
        '<field name="notes" label="Notes" lines="1-3"/></columns></panel></document>',
        "test",
    )
    panel = next(tree.nodes())
    stack = box_for(samples.render_context(), panel)
    before = stack.height(400)
    taken = stack.grow(400, room)
    assert taken == pytest.approx(26 * (lines - 1), abs=0.1)
    assert stack.height(400) == pytest.approx(before + taken)
