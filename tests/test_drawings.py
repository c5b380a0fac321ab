"""Drawings: what is never seen is passed over, what is read is drawn rightly, the rest refused.

Most cases are plain files: see tests/drawings/README.md.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from handouts.graphics import svg
from handouts.graphics.color import rgb
from handouts.graphics.drawing import Drawing
from handouts.problems import ContentError, Problem

FILE = "layouts/art/x.svg"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">'
DISC = '<circle cx="120" cy="120" r="100" fill="#AF4A26"/>'
WHITE, BLACK, INK, ACCENT = (255, 255, 255), (0, 0, 0), (0x12, 0x46, 0x4F), (0xAF, 0x4A, 0x26)
PATH = 'fill="#12464F" d="M20 20H220V220Z"'


def drawing(*lines: str, head: str = HEAD) -> Drawing:
    return svg.read("\n".join([head, *lines, "</svg>"]).encode(), FILE, "x")


def operators(*lines: str, head: str = HEAD) -> str:
    return drawing(*lines, head=head).operators(lambda color: (f"{color}f", f"{color}s"))


def refusals(data: bytes) -> list[Problem]:
    with pytest.raises(ContentError) as refused:
        svg.read(data, FILE, "x")
    return sorted(refused.value.problems)


def picture(found: Drawing, side: int = 240) -> Image.Image:
    """The drawing as PDFium shows it, a pixel for each unit of a usual drawing."""
    scale = side / found.size
    code = f"q {scale:.6f} 0 0 {-scale:.6f} 0 {side} cm {found.operators(rgb)} Q"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(side, side))
        page.Contents = pdf.make_stream(code.encode())
        out = io.BytesIO()
        pdf.save(out)
    shown: Image.Image = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=1).to_pil()
    return shown.convert("RGB")


def lines_of(name: str) -> list[str]:
    """The lines of a file of tests/drawings."""
    text = (Path(__file__).parent / "drawings" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


def pairs(name: str) -> list[tuple[str, str]]:
    lines = lines_of(name)
    return list(zip(lines[::2], lines[1::2], strict=True))


# --- read -----------------------------------------------------------------------------

ALIKE = pairs("alike")


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_ways_to_write_one_thing_are_drawn_alike(one: str, other: str) -> None:
    assert operators(one) == operators(other)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (f"<path {PATH}/>", "#12464Ff 20 20 m 220 20 l 220 220 l h f"),
        (
            f'<path fill-rule="evenodd" stroke="#AF4A26" stroke-width="12px" {PATH}/>',
            "12 w 0 J 0 j #12464Ff #AF4A26s 20 20 m 220 20 l 220 220 l h B*",
        ),
        (
            '<line x1="1" y1="2" x2="3" y2="4" stroke="#000" stroke-linecap="square"'
            ' stroke-linejoin="bevel"/>',
            "1 w 2 J 2 j #000000s 1 2 m 3 4 l S",
        ),
        (f'<g transform="scale(.5)"><path {PATH}/><path {PATH}/></g>',
         "q 0.5 0 0 0.5 0 0 cm #12464Ff 20 20 m 220 20 l 220 220 l h f"
         " #12464Ff 20 20 m 220 20 l 220 220 l h f Q"),
        ('<path fill="#000" d="M0 0A10 10 0 0 1 10 10Z"/>',
         "#000000f 0 0 m 5.52 0 10 4.48 10 10 c h f"),
        # A corner that a miter of 4 cuts and one of 10, which is PDF's own, does not.
        ('<path fill="none" stroke="#000" d="M9 9L69 14 9 19"/>',
         "q 4 M 1 w 0 J 0 j #000000s 9 9 m 69 14 l 9 19 l S Q"),
        ('<path fill="none" stroke="#000" d="M9 9L69 49 9 89"/>',
         "1 w 0 J 0 j #000000s 9 9 m 69 49 l 9 89 l S"),
        # A dot, which viewers draw differently, is a very short line.
        ('<path stroke="#000" stroke-linecap="round" fill="none" d="M5 5h0M7 7z"/>',
         "1 w 1 J 0 j #000000s 5 5 m 5.01 5 l 7 7 m 7.01 7 l S"),
    ],
)  # fmt: skip
def test_a_drawing_as_operators(lines: str, wanted: str) -> None:
    assert operators(lines) == wanted


@pytest.mark.parametrize(
    ("box", "size", "frame"),
    [
        ('viewBox="0,0,240,240"', 240, ""),
        ('viewBox="0 0 240 240" width="100%" height="7"', 240, ""),
        ('width="1in" height="96"', 96, ""),
        ('viewBox="-10 20 240 240"', 240, "1 0 0 1 10 -20 cm"),
        ('viewBox="0 0 1 1"', 100, "100 0 0 100 0 0 cm"),
        ('viewBox="0 0 1e5 1e5"', 100, "0.001 0 0 0.001 0 0 cm"),
    ],
)
def test_the_square_of_a_drawing(box: str, size: float, frame: str) -> None:
    speck = '<path d="M.5.5h.1v.1z"/><path d="M.5 30h.1v.1z"/>'
    found = drawing(speck, head=HEAD.replace('viewBox="0 0 240 240"', box))
    assert found.size == pytest.approx(size)
    assert re.sub(r" ?\S+ \S+ \S+ \S+ re W n", "", found.frame) == frame


def test_a_small_drawing_keeps_its_decimals() -> None:
    head = HEAD.replace("240 240", "1 1")
    assert "0.1235 0.4568 m" in operators('<path d="M.12346.45678h.5v.1z"/>', head=head)
    assert "0.1235 0.4568 m" in operators(
        '<g transform="scale(100)"><path d="M.12346.45678h.5v.1z"/></g>'
    )
    small = operators('<path transform="scale(.00123)" d="M9 9h90000v90000z"/>')
    assert small.startswith("q 0.00123 0 0 0.00123 0 0 cm")


def test_what_reaches_over_the_edge_is_cut_off() -> None:
    assert not drawing(DISC).frame
    inside = '<circle cx="120" cy="120" r="115" stroke="#000" stroke-width="10"/>'
    assert not drawing(inside).frame, "a line that just meets the edge"
    bow = '<path d="M20 120C20 -30 220 -30 220 120z"/>'
    assert not drawing(bow).frame, "control points outside draw nothing there"
    ends = '<path d="M0 120H240" stroke="#000" stroke-width="9"/>'
    assert not drawing(ends).frame, "a line from edge to edge"
    for over in (
        '<circle cx="0" cy="120" r="50"/>',
        '<circle cx="120" cy="120" r="115" stroke="#000" stroke-width="12"/>',
        '<path d="M0 120H240" stroke="#000" stroke-width="9" stroke-linecap="round"/>',
        '<path d="M100 40L120 3 140 40" stroke="#000" stroke-width="12"/>',
    ):
        assert drawing(over).frame == "0 0 240 240 re W n", over
    moved = HEAD.replace("0 0 240", "-40 0 240")
    shown = picture(drawing('<circle cx="0" cy="120" r="90"/>', head=moved))
    assert [shown.getpixel((x, 120)) for x in (5, 125, 135)] == [BLACK, BLACK, WHITE]


def test_what_lies_outside_is_left_out() -> None:
    assert operators(DISC, '<circle cx="-500" cy="9" r="20"/>') == operators(DISC)


# --- seen -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "spots"),
    [
        (f'<path {PATH[:14]} fill-rule="evenodd" d="M20 20H220V220H20Z M80 80H160V160H80Z"/>',
         {(120, 120): WHITE, (50, 50): INK}),
        (f'<path {PATH[:14]} d="M20 20H220V220H20Z M80 80H160V160H80Z"/>',
         {(120, 120): INK, (50, 50): INK}),
        ('<circle cx="120" cy="120" r="100" style="fill:#AF4A26;stroke:none"/>',
         {(120, 120): ACCENT, (5, 5): WHITE}),
        # The larger half of a ring, and the smaller.
        ('<path fill="#AF4A26" d="M120 20A100 100 0 1 1 20 120H120Z"/>',
         {(180, 60): ACCENT, (180, 180): ACCENT, (60, 180): ACCENT, (60, 60): WHITE}),
        ('<path fill="#AF4A26" d="M120 20A100 100 0 0 0 20 120H120Z"/>',
         {(80, 80): ACCENT, (180, 180): WHITE}),
        # An ellipse that leans to the right, its first half.
        ('<path fill="#12464F" d="M62.4 177.6A81.5 30 -45 0 1 177.6 62.4Z"/>',
         {(105, 105): INK, (135, 135): WHITE}),
    ],
)  # fmt: skip
def test_a_drawing_as_it_is_seen(lines: str, spots: dict[tuple[int, int], object]) -> None:
    shown = picture(drawing(lines))
    assert {spot: shown.getpixel(spot) for spot in spots} == spots


# --- never seen -----------------------------------------------------------------------


@pytest.mark.parametrize("line", lines_of("unseen"))
def test_what_is_never_seen_is_passed_over(line: str) -> None:
    assert operators(line, DISC, line) == operators(DISC)


@pytest.mark.parametrize(
    "words",
    [
        'opacity="1" fill-opacity="100%" stroke-opacity=".5" stroke-linejoin="arcs"',
        'stroke-dasharray="none" stroke-dashoffset="4" pathLength="9" paint-order="normal"',
        'class="a" clip-path="none" mask="none" filter="none" marker-end="none"',
    ],
)
def test_what_makes_no_difference_is_passed_over(words: str) -> None:
    assert operators(DISC.replace("<circle", f"<circle {words}")) == operators(DISC)


# --- refused --------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "said"), pairs("refused"))
def test_what_would_look_otherwise_is_refused_by_line(line: str, said: str) -> None:
    column = line.index("^") + 1
    data = "\n".join([HEAD, DISC, line.replace("^", "", 1), "</svg>"]).encode()
    (problem,) = refusals(data)
    assert problem.place == (FILE, 3, column)
    assert said.strip() in f"{problem.message}; {problem.hint}"
    assert problem.hint


WHOLE = [
    (b"", 0, "the file is empty"),
    (b"  \n", 0, "the file is empty"),
    (b"hello", 1, "found text that is no drawing"),
    (b"<html/>", 1, "expected a drawing that starts with <svg, found <html>"),
    (b'<svg xmlns="urn:x"/>', 1, 'found "urn:x"'),
    (b"<svg>\n<g>", 2, "the file ends too early"),
    (b"<svg>\n<g></svg>", 2, "found the end of an element that is not the last one opened"),
    (b"<svg>\n<g id='1' id='2'/></svg>", 2, "found an attribute twice"),
    (b"<svg>\n&nbsp;</svg>", 2, "found a name between & and ;"),
    (b"<svg>\n<i:g/></svg>", 2, "found a name with a colon"),
    (b"<svg/>\n<svg/>", 2, "found something behind </svg>"),
    (b"<svg>\n\xe9</svg>", 2, "expected UTF-8 text"),
    (b"\xff\xfe<\x00s\x00v\x00g\x00/\x00>\x00", 1, "expected UTF-8 text"),
    (b"\x89PNG\r\n\x1a\n", 1, "expected UTF-8 text"),
    (b'<!DOCTYPE svg [\n<!ENTITY a "bb">]><svg>&a;</svg>', 2, "found a DOCTYPE that defines words"),
    (b'<?xml-stylesheet href="a.css"?>\n<svg/>', 1, "a style sheet is not read"),
    (HEAD.encode() + b"<g>" * 70, 1, "found groups in groups, more than 64 deep"),
    (b"<svg>" + b" " * 600_000, 0, "the drawing is larger than 512 kB"),
    (HEAD.encode() + b'<path d="M0 0' + b"h1" * 30_000 + b'"/></svg>', 1, "more than 20000 lines"),
    (HEAD.encode() + b"</svg>", 1, "nothing is to be seen in the drawing"),
    (b"<svg/>", 1, "the drawing does not say how large it is"),
    (b'<svg viewBox="0 0 240"/>', 1, 'expected four numbers in "viewBox", found "0 0 240"'),
    (b'<svg viewBox="a b c d"/>', 1, 'expected numbers, found "a b c d"'),
    (b'<svg\nviewBox="0 0 240 120"/>', 2, "expected a square drawing, found 240 by 120"),
    (b'<svg viewBox="0 0 0 0"/>', 1, "expected a square drawing, found 0 by 0"),
    (b'<svg width="50%" height="50%"/>', 1, "expected a length"),
]


@pytest.mark.parametrize(("data", "line", "said"), WHOLE)
def test_a_file_that_is_no_drawing_is_refused(data: bytes, line: int, said: str) -> None:
    problem = refusals(data)[0]
    assert (problem.place.path, problem.place.line) == (FILE, line)
    assert said in problem.message
    assert problem.hint


def test_all_that_is_wrong_is_said_at_once_and_each_thing_once() -> None:
    found = refusals(
        "\n".join(
            [
                HEAD,
                "<style>a{}</style>",
                '<g stroke="url(#g)" stroke-width="2px"',
                '   opacity=".5">',
                f"<path {PATH}/><path {PATH}/>",
                "<text>a</text>",
                "<text>b</text><text>c</text>",
                '<path d="M"/>',
                "</g></svg>",
            ]
        ).encode()
    )
    assert [(one.place.line, one.place.column) for one in found] == [
        (2, 1), (3, 4), (4, 4), (6, 1), (8, 7),
    ]  # fmt: skip
    assert "text is not drawn, found <text> (also in line 7)" in found[3].message
