"""Names in braces and inline marks: what is read, what is refused, and that all is escaped."""

from __future__ import annotations

import pickle
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.content.inlines import (
    NBSP,
    Inliner,
    Marked,
    _commonmark_tokens,
    _simple_tokens,
    check_marks,
    escape_marks,
    fill,
    plain,
)
from handouts.problems import Place, Problems
from handouts.reading.located import Text

PLACE = Place("x.yaml", 1, 1)
NAMES = {"brand.phone": "[(888) 210-2787](tel:+18882102787)", "brand.name": "ASTR"}


def faults(text: str) -> list[str]:
    problems = Problems()
    check_marks(Text(text, PLACE), problems)
    return [problem.message for problem in problems]


def filled(text: str) -> tuple[str, list[str]]:
    problems = Problems()
    out = fill(Text(text, PLACE), NAMES, problems)
    return out, [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("plain words", "plain words"),
        ("**bold** words", "<strong>bold</strong> words"),
        (
            "a [link](https://x.org/?a=1&b=2).",
            'a <link href="https://x.org/?a=1&amp;b=2">link</link>.',
        ),
        ("5 < 6 & 7 > 2", f"5 &lt; 6 &amp; 7{NBSP}&gt; 2"),
        ("<b>not</b>", "&lt;b&gt;not&lt;/b&gt;"),
        (r"\*kept\*", "*kept*"),
        ("a_b_c", "a_b_c"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_marks_become_markup(text: str, markup: str) -> None:
    assert Inliner({}).markup(text).replace(NBSP, " ") == markup.replace(NBSP, " ")


@pytest.mark.parametrize(
    "text", ["*one*", "_one_", "`code`", "![a](https://b.c)", "[a](javascript:b)"]
)
def test_other_marks_are_refused(text: str) -> None:
    assert faults(text), f"{text} is read in silence"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///x", "/x", "x.org"]
)
def test_links_lead_only_to_the_web_the_phone_or_the_mail(url: str) -> None:
    assert faults(f"[here]({url})") == [f'the link "{url}" must start with https://']


@pytest.mark.parametrize(
    "text",
    [
        "{{ brand.phone",
        "brand }}",
        "{x}",
        "{% if a %}",
        "{# a #}",
        "{{ }}",
        "{{ 1 + 1 }}",
        "{{{a}}}",
    ],
)
def test_stray_braces_are_refused_and_left_as_they_are(text: str) -> None:
    out, said = filled(text)
    assert said, f"{text} is read in silence"
    assert out == text


def test_a_name_is_filled_in() -> None:
    assert filled("Call {{ brand.name }}, {{brand.phone}}") == (
        "Call ASTR, [(888) 210-2787](tel:+18882102787)", [],
    )  # fmt: skip


def test_nothing_between_braces_is_ever_worked_out() -> None:
    for text in (
        "{{ brand.name.upper() }}",
        "{{ brand['name'] }}",
        "{{ brand.name|e }}",
        "{{ [] }}",
    ):
        assert filled(text)[1] == ["found more than a name between the braces"], text


@pytest.mark.parametrize("number", ["(888) 210-2787", "+44 20 7946 0018", "+1 (888) 210-2787"])
def test_a_phone_number_is_never_broken_over_lines(number: str) -> None:
    assert Inliner({}).markup(f"Call {number} now") == f"Call {number.replace(' ', NBSP)} now"


def test_a_number_stays_with_what_it_counts() -> None:
    assert Inliner({}).markup("After 3 treatments") == f"After 3{NBSP}treatments"


def test_an_abbreviation_says_what_it_stands_for() -> None:
    inliner = Inliner({"ASTR": 'Advanced "Soft" <Tissue> Release'})
    tree = ElementTree.fromstring(f"<p>{inliner.markup('ASTR, not ASTRA')}</p>")
    spans = list(tree.iter("span"))
    assert [span.get("expansion") for span in spans] == ['Advanced "Soft" <Tissue> Release']
    assert "".join(tree.itertext()) == "ASTR, not ASTRA"


def test_a_filled_text_goes_to_another_process_whole() -> None:
    text = Marked("**a**", PLACE, Inliner({"a": "b"}))
    again = pickle.loads(pickle.dumps(text))  # noqa: S301  # our own data
    assert again.__html__() == text.__html__()


_SIGNS = [*"ab*_`[]()<>&!\\\"' \n{}#:/.1", "https://", "**", NBSP]
_ANY = st.lists(st.sampled_from(_SIGNS), max_size=40).map("".join)


@given(st.one_of(_ANY, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)))
@example("**a*b**")
@example("[a](https://b.c 'title\"<')")
@example("a\\\nb")
@example("&amp; &lt;b&gt; &#60;")
@example("<https://a.b>")
def test_everything_is_escaped(text: str) -> None:
    """What is not refused is well-formed, of the known tags only, and says the same words."""
    if faults(text):
        return
    tree = ElementTree.fromstring(f"<p>{Inliner({'ASTR': 'x'}).markup(text)}</p>")
    assert {item.tag for item in tree.iter()} <= {"p", "strong", "link", "span"}
    assert "".join(tree.itertext()).split() == plain(text).split()
    for link in tree.iter("link"):
        assert str(link.get("href")).startswith(("https://", "http://", "tel:", "mailto:"))


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}"), max_size=40)
)
@example("1. one")
@example("# a")
@example("www.x.org * a_b [c]")
def test_escaped_marks_come_back_as_text(text: str) -> None:
    """A clinic's name may hold any sign; none is taken for a mark."""
    assert plain(escape_marks(text)).split() == text.split()


@given(st.text(st.sampled_from(list("{}%#ab. |\n\"'")), max_size=30))
def test_no_braces_break_the_reader(text: str) -> None:
    out, said = filled(text)
    assert said or out == text or "{{" in text


# --- the short way is the long way ---------------------------------------------------------

_BITS = st.sampled_from(
    [*"ab .,:!?-*_[]()`<>&\\\n\t1\u00a0é", "**", "](", "https://", "tel:+1", "x.org/a", "&amp;"]
)


@given(st.lists(_BITS, max_size=24).map("".join))
@example("**Call** [(888) 210-2787](tel:+18882102787).")
@example("a**b c** d")
@example("[a](https://x.org/%41)")
def test_texts_read_without_commonmark_are_read_as_it_reads_them(text: str) -> None:
    short = _simple_tokens(text)
    if short is not None:
        assert short == _commonmark_tokens(text)


def test_the_common_marks_are_read_without_commonmark() -> None:
    for text in ("plain words", "**Bold.** Words", "[call us](https://x.org/a)", r"R\&D [x\](y)"):
        assert (_simple_tokens(text) is None) == (text[0] == "R"), text
