"""Nothing can be painted outside tagged content or an artifact, whichever way it is tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from aloud import words
from validators import samples

from handouts.graphics import font as fonts
from handouts.pdf import Element, TaggedCanvas, Untagged
from handouts.placed import Run
from handouts.preflight import check_bytes
from handouts.problems import ContentError


def _font(canvas: TaggedCanvas) -> fonts.Font:
    file = "layouts/fonts/AtkinsonHyperlegibleNext-Regular.ttf"
    return fonts.Fonts(samples.ROOT).load("text", file)


def _reportlab_path(canvas: TaggedCanvas) -> None:
    path = canvas.beginPath()
    path.moveTo(0, 0)
    path.lineTo(9, 9)
    canvas.drawPath(path)


def _reportlab_text(canvas: TaggedCanvas) -> None:
    text = canvas.beginText(10, 10)
    text.setFont("Helvetica", 12)
    text.textOut("stray")
    canvas.drawText(text)


def _reportlab_picture(canvas: TaggedCanvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (2, 2))), 0, 0)


PAINTS: dict[str, Callable[[TaggedCanvas], object]] = {
    "our own operators": lambda canvas: canvas.paint("0 0 m 9 9 l S"),
    "a fill": lambda canvas: canvas.paint("0 0 9 9 re f*"),
    "text operators": lambda canvas: canvas.paint("BT /F1 12 Tf [(x)]TJ ET"),
    "canvas.rect": lambda canvas: canvas.rect(0, 0, 9, 9),
    "canvas.line": lambda canvas: canvas.line(0, 0, 9, 9),
    "canvas.lines": lambda canvas: canvas.lines([(0, 0, 9, 9)]),
    "canvas.grid": lambda canvas: canvas.grid([0, 9], [0, 9]),
    "canvas.bezier": lambda canvas: canvas.bezier(0, 0, 1, 1, 2, 2, 3, 3),
    "canvas.arc": lambda canvas: canvas.arc(0, 0, 9, 9),
    "canvas.circle": lambda canvas: canvas.circle(9, 9, 9),
    "canvas.ellipse": lambda canvas: canvas.ellipse(0, 0, 9, 9),
    "canvas.wedge": lambda canvas: canvas.wedge(0, 0, 9, 9, 0, 90),
    "canvas.roundRect": lambda canvas: canvas.roundRect(0, 0, 9, 9, 1),
    "canvas.drawPath": _reportlab_path,
    "canvas.drawString": lambda canvas: canvas.drawString(0, 0, "stray"),
    "canvas.drawCentredString": lambda canvas: canvas.drawCentredString(0, 0, "stray"),
    "canvas.drawText": _reportlab_text,
    "canvas.drawImage": _reportlab_picture,
    "canvas.linearGradient": lambda canvas: canvas.linearGradient(0, 0, 9, 9, ("red", "blue")),
}


@pytest.mark.parametrize("way", PAINTS)
def test_paint_outside_a_mark_raises(way: str) -> None:
    canvas = samples.canvas()
    canvas._fontname, canvas._fontsize, canvas._leading = "Helvetica", 12, 14
    with pytest.raises(Untagged, match="painted outside tagged content"):
        PAINTS[way](canvas)


@pytest.mark.parametrize("way", PAINTS)
def test_paint_in_an_artifact_does_not_raise(way: str) -> None:
    """So the test above fails for no other reason."""
    canvas = samples.canvas()
    canvas._fontname, canvas._fontsize, canvas._leading = "Helvetica", 12, 14
    with canvas.artifact("Layout"):
        PAINTS[way](canvas)


def test_graphics_state_may_be_set_anywhere() -> None:
    canvas = samples.canvas()
    canvas.saveState()
    canvas.translate(9, 9)
    canvas.setLineWidth(2)
    canvas.restoreState()
    canvas.paint("0.5 g 0 0 9 9 re W n")


def _element() -> Element:
    return Element("P", None)


def test_a_mark_inside_a_mark_raises() -> None:
    for outer in ("content", "artifact"):
        for inner in ("content", "artifact"):
            canvas = samples.canvas()
            first = canvas.content(_element()) if outer == "content" else canvas.artifact()
            second = canvas.content(_element()) if inner == "content" else canvas.artifact()
            with pytest.raises(Untagged, match="inside another mark"), first, second:
                pass


def test_a_page_that_ends_inside_a_mark_raises() -> None:
    canvas = samples.canvas()
    with canvas.content(_element()):
        canvas.paint("0 0 m 9 9 l S")
        with pytest.raises(Untagged, match="a page ended inside tagged content"):
            canvas.showPage()


def test_pieces_are_marked_one_by_one() -> None:
    """`show` opens the marks itself; neighbours of one element share one."""
    canvas = samples.canvas()
    font = _font(canvas)
    one, two = _element(), _element()
    pieces = [
        (element, Run(10, 10 + 20 * row, 40, font, 12, "0 g", [font.word("word")]))
        for row, element in enumerate((one, one, two))
    ]
    canvas.show(pieces)
    assert (len(one.kids), len(two.kids)) == (1, 1)
    assert not canvas.marking


def test_forms_are_refused() -> None:
    """ReportLab's forms set the page's code aside, unguarded, and end as pages do."""
    with pytest.raises(Untagged, match="forms cannot be tagged"):
        samples.canvas().beginForm("form")


@pytest.mark.parametrize("name", ["title", "language", "author"])
def test_a_document_needs_title_language_and_author(name: str) -> None:
    blank: dict[str, Any] = {name: " "}
    with pytest.raises(ValueError, match=name):
        samples.canvas(samples.METADATA._replace(**blank))


def test_a_picture_without_alternative_text_is_refused() -> None:
    from handouts.markup import parse as markup

    with pytest.raises(ContentError, match='<figure> needs "alt"'):
        markup.parse('<document><figure art="brain"/></document>', "test")


def test_awkward_characters_come_back_as_they_are() -> None:
    """Brackets, backslash, quotes, accents, dashes; a no-break space reads as a space."""
    text = "(a) b\\c \u201cd\u201d caf\u00e9 \u2013 \u00bd 50\u00a0% it\u2019s fi ffl"
    canvas = samples.canvas()
    font = _font(canvas)
    element = canvas.tree.root.add("H1")
    parts = [font.word(part) for part in text.split(" ")]
    canvas.show([(element, Run(40, 700, 400, font, 12, "0 g", parts))])
    canvas.showPage()
    data = canvas.finish()
    assert words(data) == text.split()
    assert check_bytes(data, "awkward.pdf") == []


def test_same_bytes_twice() -> None:
    first = samples.good()
    samples.good.cache_clear()
    assert samples.good() == first


def test_links_and_spans_stand_in_their_sentence() -> None:
    """An inline element made before its sentence was drawn was once read first."""
    said = " ".join(words(samples.good()))
    assert "has a page about getting help in the middle" in said
    assert "the short name ASTR , and bold words near" in said.replace("ASTR,", "ASTR ,")


@pytest.mark.parametrize("last", [b"\r", b"\n", b"\r\n", b"x"])
def test_a_stream_is_as_long_as_it_says_whatever_its_last_byte(last: bytes) -> None:
    """Data that end in CR were once followed by a lone LF, so that both were one line end."""
    from handouts.pdf.objects import Stream

    written = Stream(b"data" + last).format(samples.canvas()._doc)
    head, _, rest = written.partition(b"stream\n")
    length = int(head.split(b"/Length ")[1].split(b">>")[0])
    assert rest[:length] == b"data" + last
    assert rest[length:] == b"\r\nendstream"


def test_a_title_with_signs_is_the_same_in_info_and_xmp() -> None:
    metadata = samples.METADATA._replace(
        title="Salt & water <b>: (caf\u00e9) \u2013 \\ \u201cnow\u201d",
        author="A & B",
    )
    plain = samples.canvas()
    canvas = TaggedCanvas(samples.SIZE, metadata, plain.tree)
    font = _font(canvas)
    run = Run(40, 700, 80, font, 12, "0 g", [font.word("Title")])
    canvas.show([(plain.tree.root.add("H1"), run)])
    canvas.showPage()
    assert check_bytes(canvas.finish(), "signs.pdf") == []
