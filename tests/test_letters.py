"""Letters: what nobody sees is taken out, what cannot be printed is named, quotes are set."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st

from handouts.graphics import font as fonts
from handouts.problems import ContentError
from handouts.reading import letters

ENGLISH = ["“", "”", "‘", "’"]
FRENCH = ["«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›"]


@pytest.mark.parametrize(
    "code", [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x202A, 0x2060, 0x2066, 0xFE0F, 0xFEFF, 0xE0041]
)
def test_what_nobody_sees_is_taken_out(code: int) -> None:
    assert letters.taken_out(f"ab{chr(code)}c") == [2]
    assert letters.seen(f"ab{chr(code)}c") == "abc"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष", "שלום\u200f!", "ab\u200fש"])
def test_what_a_script_needs_stays(text: str) -> None:
    assert letters.seen(text) == text


@pytest.mark.parametrize("code", [*range(0x2000, 0x200B), 0x85, 0x1680, 0x202F, 0x205F, 0x3000, 9])
def test_every_blank_is_one_of_two(code: int) -> None:
    keeps_words_together = code in (0x2007, 0x202F)
    assert letters.blanks(chr(code)) == ("\u00a0" if keeps_words_together else " ")


def test_every_letter_that_needs_care_is_noticed() -> None:
    """No text is taken for plain that has something to take out, to refuse or to change."""
    careless = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        for one in [chr(code)]
        if letters.are_plain(one)
        and (letters.taken_out(one) or letters.refused(one) or letters.blanks(one) != one)
    ]
    assert careless == []


def test_no_letter_of_a_language_is_lost() -> None:
    """What Unicode calls a letter, a number or a sign is neither taken out nor refused."""
    lost = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code))[0] in "LNPS"
        and chr(code) not in "\ufffc\ufffd"
        and (letters.taken_out(chr(code)) or letters.refused(chr(code)))
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\x07", "found a hidden control character (U+0007)"),
        ("a\x07b\x0bc\x07", "found hidden control characters (U+0007, U+000B)"),
        ("a\ue003", "found an unprintable character (U+E003)"),
        ("a\U000f0001b\x07", "found unprintable characters (U+F0001, U+0007)"),
        ("a\u202e", "found an unprintable character (U+202E)"),
        ("a\u2028", "found a hidden control character (U+2028)"),
        ("a\ud800", "found an unprintable character (U+D800)"),
        ("a\ufffd", "found an unprintable character (U+FFFD)"),
    ],
)
def test_what_cannot_be_printed_is_named_in_one_sentence(text: str, said: str) -> None:
    found = letters.refused(text)
    assert found is not None
    assert found[:2] == (1, said)


def test_letters_are_named_as_they_can_be_seen() -> None:
    assert letters.named("→") == '"→" (U+2192)'
    assert letters.named("→✓→\u2800") == '"→" (U+2192), "✓" (U+2713) and U+2800'
    assert letters.named("\u0301") == "U+0301"
    assert letters.named("abcdefghijk").endswith('"h" (U+0068) and 3 more')


# --- quotes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"Hi," she said', "“Hi,” she said"),
        ("'Pulling' of my neck", "‘Pulling’ of my neck"),
        ("I can't sleep", "I can’t sleep"),
        ("the patients' rooms", "the patients’ rooms"),
        ("in the '90s", "in the ’90s"),
        ("\"'Pull,' he said\"", "“‘Pull,’ he said”"),
        ('**"bold"** and ("this")', "**“bold”** and (“this”)"),
        ('"{{ brand.name }}\'s"', "“{{ brand.name }}’s”"),
        ('"hands"-on', "“hands”-on"),
        ('say "5" now', "say “5” now"),
        ('alt=""', "alt=“”"),
    ],
)
def test_typed_quotes_are_set(typed: str, printed: str) -> None:
    assert letters.typographic(typed, ENGLISH) == printed


@pytest.mark.parametrize(
    "text",
    [
        "5'10\" tall",
        'a 12" strap',
        "o'brien@clinic.example",
        "https://x.org/a'b\"",
        "[words](https://x.org/o'b)",
        r"a \" and a \'",
    ],
)
def test_what_is_no_quote_stays_as_typed(text: str) -> None:
    assert letters.typographic(text, ENGLISH).removesuffix("”") == text.removesuffix('"')


def test_a_language_has_its_own_quotes() -> None:
    assert letters.typographic('l\'eau "bue"', FRENCH) == "l’eau «\u00a0bue\u00a0»"
    assert letters.typographic("\"It's\" 'so'") == "\"It’s\" 'so'", "without a rule: apostrophes"


@given(st.text("ab 9'\"(*\\.-", max_size=30))
def test_only_quotes_change(text: str) -> None:
    """Nothing is lost, and a text that was set does not change again."""
    once = letters.typographic(text, ENGLISH)
    back = once.translate(str.maketrans("“”‘’", "\"\"''"))
    assert back == text
    assert len(once) == len(text)


# --- what a font draws ----------------------------------------------------------------


@pytest.fixture(scope="module", params=["AtkinsonHyperlegibleNext-Regular", "Figtree-Bold"])
def font(request: pytest.FixtureRequest) -> fonts.Font:
    return fonts.Fonts(ROOT).load(request.param, f"layouts/fonts/{request.param}.ttf")


@pytest.mark.parametrize(
    "pair",
    ["µμ", "‑-", "‐-", "−–", "′'", '″"', "Å\u00c5", "∕/", "●•", "ﬁfi", "㎎mg", "℃°C"],
)
def test_signs_that_look_alike_are_drawn_as_each_other(font: fonts.Font, pair: str) -> None:
    sign, other = pair[0], pair[1:].strip()
    assert font.drawn(sign) in (sign, other)
    assert font.word(f"a{sign}b").text == f"a{font.drawn(sign)}b"


@pytest.mark.parametrize("sign", ["⅓", "₂", "⁵", "①", "´"])
def test_a_sign_that_would_say_something_else_is_not_drawn_as_another(
    font: fonts.Font, sign: str
) -> None:
    """A small 2 is no 2: with 10² drawn as 102 a dose would be wrong."""
    assert font.drawn(sign) in (sign, "")


@pytest.mark.parametrize("sign", ["\u2003", "\u3000", "\u200b", "\u00ad", "漢", "\n"])
def test_no_sign_is_drawn_as_a_box(font: fonts.Font, sign: str) -> None:
    assert font.drawn(sign) == ""


def test_a_word_is_as_wide_as_the_signs_that_are_drawn(font: fonts.Font) -> None:
    assert font.word("ﬁne").width == font.word("fine").width
    assert font.width("1\u00a0mg", 10) == font.width("1 mg", 10)


def _font(root: Path, data: bytes) -> str:
    path = root / "layouts" / "fonts" / "x.ttf"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with pytest.raises(ContentError) as caught:
        fonts.Fonts(root).load("text", "layouts/fonts/x.ttf")
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize("damage", ["cut", "changed", "none", "text"])
def test_a_damaged_font_is_refused(tmp_path: Path, damage: str) -> None:
    """Also where the damage lies in letters that are drawn only later."""
    data = (ROOT / "layouts" / "fonts" / "Figtree-Bold.ttf").read_bytes()
    middle = len(data) // 2
    broken = {
        "cut": data[:middle],
        "changed": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "none": b"",
        "text": b"not a font",
    }[damage]
    said = "this is no sound font in TrueType format; download it anew, as a static TTF"
    assert _font(tmp_path, broken) == f"layouts/fonts/x.ttf: {said}"


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r'check "fonts" in layouts/theme\.yaml'):
        fonts.Fonts(tmp_path).load("text", "layouts/fonts/y.ttf")
