"""What a content text may hold: the marks that are read, what is refused, and late names."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.content.marks import Bold, Link, Part, Slot, parse, slots
from handouts.content.texts import Expansions, Filler, Marked, dated, words
from handouts.markup.node import Node
from handouts.problems import ContentError, Fault, Place
from handouts.reading.letters import NBSP
from handouts.reading.located import Text

PLACE = Place("x.yaml", 1, 1)
PHONE: tuple[Part, ...] = (Link("tel:+18882102787", ("(888) 210-2787",)),)
VALUES: dict[str, tuple[Part, ...]] = {"brand.phone": PHONE, "brand.name": ("A & <b>",)}
MONTHS = ["January", "February"]


def marked(text: str, *, spoken: bool = True) -> Marked:
    found = Marked(text, PLACE, parse(text), 0)
    found.spoken = spoken
    return found


def filler(text: Marked, **expansions: str) -> Filler:
    return Filler({0: text}, VALUES, Expansions(expansions), MONTHS, {})


def shown(text: str, **expansions: str) -> str:
    """The nodes of a text, written so that a person can compare them."""

    def tell(node: Node) -> str:
        inner = "".join(one if isinstance(one, str) else tell(one) for one in node.children)
        about = " ".join(node.attributes.values())
        return f"{node.tag}({about + ': ' if about else ''}{inner})"

    node = filler(marked(text), **expansions).node("0")
    return "".join(one if isinstance(one, str) else tell(one) for one in node.children)


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("plain words", "plain words"),
        ("**bold** words", "strong(bold) words"),
        ("a [link](https://x.org/?a=1&b=2).", "a link(https://x.org/?a=1&b=2: link)."),
        ("**a [b](tel:911) c**", "strong(a link(tel:911: b) c)"),
        ("[a **b**](tel:911)", "link(tel:911: a strong(b))"),
        ("[x](https://a.b/c_(d))", "link(https://a.b/c_(d): x)"),
        ("[x](https://a.b:80?c)", "link(https://a.b:80?c: x)"),
        ("[x](tel:911)", "link(tel:911: x)"),
        ("[x](tel:1-800-222-1222)", "link(tel:1-800-222-1222: x)"),
        ("[x](mailto:a@b.c?subject=d)", "link(mailto:a@b.c?subject=d: x)"),
        ("[x](https://a.b/é)", "link(https://a.b/%C3%A9: x)"),
        ("5 < 6 & 7 > 2", f"5 < 6 & 7{NBSP}> 2".replace(f"7{NBSP}", "7 ")),
        ("<b>not</b> &amp; &#60;", "<b>not</b> &amp; &#60;"),
        (r"\*kept\* \[a\](b) \{x\}", "*kept* [a](b) {x}"),
        ("a_b_c, [task] and snake_case", "a_b_c, [task] and snake_case"),
        ("2 * 3 * 4 ** 5", "2 * 3 * 4 ** 5"),
        ("Name: ____", "Name: ____"),
        ("Call {{ brand.phone }} or {{brand.name}}",
         f"Call link(tel:+18882102787: (888){NBSP}210-2787) or A & <b>"),
        ("**{{ brand.phone }}**", f"strong(link(tel:+18882102787: (888){NBSP}210-2787))"),
    ],
)  # fmt: skip
def test_marks_are_read_and_all_else_stands_for_itself(text: str, nodes: str) -> None:
    assert shown(text) == nodes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*one*", "found *one star*"),
        ("_one_", "found _lines_ around words"),
        ("__two__", "found _lines_ around words"),
        ("`code`", "found a mark"),
        ("![a](https://b.c)", "found a mark"),
        ("**open", "found ** without a second **"),
        ("a **b** c **d", "found ** without a second **"),
        ("[](https://a.b)", "found a link without words"),
        ("[a](b c)", "found a link whose address does not end, or has a blank in it"),
        ("[a](https://b.c", "found a link whose address does not end, or has a blank in it"),
        ("[a](https://user:pw@b.c)", "holds a name or a password"),
        ('[a](https://b.c/"x")', "is not an address"),
        ("[a](tel:)", "is not an address, it needs a phone number"),
        ("[a](tel:abc)", "is not an address, it needs a phone number"),
        ("[a](tel:+1888210)", "is not an address, it needs a phone number"),
        ("[a](mailto:)", "is not an address, it needs a mailbox"),
        ("[a](mailto:x)", "is not an address, it needs a mailbox"),
        ("[a](mailto:x@y)", "is not an address, it needs a mailbox"),
        ("[a](https://)", "is not an address"),
        ("[a](https:///x)", "is not an address"),
        ("[a](https://?x)", "is not an address"),
        ("[a](http://clinic)", "is not an address"),
    ],
)
def test_other_marks_are_refused(text: str, said: str) -> None:
    with pytest.raises(Fault) as refused:
        parse(text)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///x", "/x", "x.org", "//x.org"]
)
def test_links_lead_only_to_the_web_the_phone_or_the_mail(url: str) -> None:
    with pytest.raises(Fault, match="must start with https://"):
        parse(f"[here]({url})")


@pytest.mark.parametrize(
    "text",
    ["{{ brand.phone", "brand }}", "{x}", "{% if a %}", "{# a #}", "{{ }}", "{{ 1 + 1 }}",
     "{{{a}}}", "{{ brand.name.upper() }}", "{{ brand['name'] }}", "{{ brand.name|e }}",
     "{{ [] }}", "[x]({{ brand.web }})"],
)  # fmt: skip
def test_only_a_name_stands_in_braces(text: str) -> None:
    """Nothing between braces is ever worked out."""
    with pytest.raises(Fault):
        parse(text)


@pytest.mark.parametrize(
    "number",
    ["(888) 210-2787", "+44 20 7946 0018", "+1 (888) 210-2787", "020 7946 0018", "01 23 45 67 89"],
)
def test_a_phone_number_is_never_broken_over_lines(number: str) -> None:
    assert shown(f"Call {number}, or write") == f"Call {number.replace(' ', NBSP)}, or write"


def test_an_extension_may_stand_in_the_next_line_but_in_one_piece() -> None:
    assert shown("(888) 210-2787 ext. 5") == f"(888){NBSP}210-2787 ext.{NBSP}5"


def test_a_number_stays_with_what_it_counts() -> None:
    assert shown("After 3 treatments") == f"After 3{NBSP}treatments"


def test_an_abbreviation_says_what_it_stands_for() -> None:
    """Found in the words as typed: a term may hold any sign, and none is found inside a sign."""
    assert shown("ASTR, not ASTRA", ASTR="Advanced") == "span(Advanced: ASTR), not ASTRA"
    assert shown("A & amp R&D", **{"amp": "x", "R&D": "research"}) == (
        "A & span(x: amp) span(research: R&D)"
    )
    assert shown("{{ brand.name }}", A="first") == "span(first: A) & <b>"


def test_a_name_is_filled_late_and_a_page_number_later_still() -> None:
    text = marked("page {{ page }} of {{ brand.name }}")
    assert shown(str(text)) == "page slot(page: ) of A & <b>"
    assert slots(text.parts) == ["page", "brand.name"]
    assert text.__html__() == '<t n="0"/>', "a text goes through a template by reference only"
    assert filler(text).words("t:0") == ("page  of A & <b>", PLACE)


def test_a_date_is_told_in_the_words_of_the_language() -> None:
    text = marked("{{ month }} {{ year }}")
    assert dated(text, datetime.date(2026, 2, 1)) == '<t n="0" date="2026-02-01"/>'
    assert filler(text).node("0", "2026-02-01").text() == "February 2026"


def test_a_name_that_stands_for_nothing_here_is_a_problem_at_its_text() -> None:
    with pytest.raises(ContentError, match=r"x.yaml:1:1: nothing is known here of .{3} month"):
        filler(marked("{{ month }}")).node("0")


_SIGNS = [*"ab*_`[]()<>&!\\\"' \n{}#:/.1", "https://", "**", NBSP, "](", "{{ ", " }}", "brand.name"]
_ANY = st.lists(st.sampled_from(_SIGNS), max_size=40).map("".join)


def _plainly(parts: tuple[Part, ...]) -> str:
    return "".join(
        part if isinstance(part, str) else "" if isinstance(part, Slot) else _plainly(part.parts)
        for part in parts
    )


@given(st.one_of(_ANY, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)))
@example("**a*b**")
@example("[a](https://b.c 'title\"<')")
@example("&amp; &lt;b&gt; &#60;")
@example("<https://a.b>")
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    """What is read says the same words, and its links lead where links may lead."""
    try:
        parts = parse(text)
    except Fault:
        return
    assert words(Text(text, PLACE)) == _plainly(parts)
    letters = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in _plainly(parts) if sign.isalnum()] == letters or any(
        not isinstance(part, str) for part in parts
    )
    for part in parts:
        if isinstance(part, Link):
            assert part.href.startswith(("https://", "http://", "tel:", "mailto:"))
            assert part.parts
        if isinstance(part, Bold):
            assert part.parts


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_a_text_without_marks_comes_back_as_it_was_typed(text: str) -> None:
    escaped = "".join(f"\\{sign}" if sign in "\\*_`[]{}!" else sign for sign in text)
    assert "".join(map(str, parse(escaped))) == text
