"""The closed vocabulary: what a layout may say, and what is refused in words for a designer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.markup import INLINES, VOCABULARY, Node, parse
from handouts.problems import ContentError, Place

TEMPLATE = "layouts/x/page.xml.j2"


def read(body: str) -> Node:
    return parse(f"<document><panel name='a'>{body}</panel></document>", TEMPLATE)


def said(body: str) -> str:
    with pytest.raises(ContentError) as refused:
        read(body)
    assert all(problem.place.path == TEMPLATE for problem in refused.value.problems)
    return str(refused.value)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<boxx/>", "unknown tag <boxx>"),
        ("<pp>text</pp>", "unknown tag <pp>"),
        ("<boxx>text</boxx>", "unknown tag <boxx>"),
        ("<boxx><p>text</p></boxx>", "unknown tag <boxx>"),
        ("<p wide='1'>x</p>", 'unknown attribute "wide"'),
        ("<figure art='a'/>", '<figure> needs "alt"'),
        ("<qr data='tel:1'/>", '<qr> needs "alt"'),
        ("<field name='a'/>", '<field> needs "label"'),
        ("<field name='a' label='A'/><field name='a' label='B'/>", 'two fields have the name "a"'),
        ("<field name='a.b' label='A'/>", 'expected a name such as "next_visit"'),
        ("<field name='a' label='A' lines='two'/>", 'expected lines such as "3", or "1-2"'),
        ("<field name='a' label='A' lines='0'/>", 'found "0"'),
        ("<field name='a' label='A' lines='3-2'/>", 'found "3-2"'),
        ("<link href='https://a.b'>x</link>", "found <link> straight in <panel>; put it in a <p>"),
        ("<p><link>x</link></p>", '<link> needs "href"'),
        ("<item>x</item>", "<item> must be in <list>"),
        ("<p><p>x</p></p>", "<p> cannot hold <p>"),
        ("<p><figure art='a' alt='b'/></p>", "<p> cannot hold <figure>"),
        ("words", 'found text straight in <panel>: "words"; put it in a <p>'),
        ("<panel name='b'/>", "<panel> must be in <document>"),
        ("<p>x", "does not give well-formed markup"),
        ("<p>&nbsp;</p>", "does not give well-formed markup"),
        ("<p>a & b</p>", "does not give well-formed markup"),
    ],
)
def test_what_is_refused_is_named(body: str, message: str) -> None:
    assert message in said(body)


def test_every_fault_comes_at_once() -> None:
    message = said("<boxx/><p wide='1'>x</p><figure art='a'/>")
    assert all(word in message for word in ("boxx", "wide", "alt"))


def test_a_doctype_is_refused() -> None:
    bomb = "<!DOCTYPE d [<!ENTITY a 'b'>]><document/>"
    with pytest.raises(ContentError, match="DOCTYPE"):
        parse(bomb, TEMPLATE)


def test_a_block_knows_the_content_it_came_from() -> None:
    tree = read(
        "<p><t at='content/en/x.yaml:3:7'>Words</t> <t at='content/en/y.yaml:1:1'>more</t></p>"
    )
    paragraph = next(node for node in tree.walk() if node.tag == "p")
    assert paragraph.place == Place("content/en/x.yaml", 3, 7)


def test_white_space_is_folded_as_the_page_shows_it() -> None:
    tree = read("<p>\n   one <strong>  two\n</strong>   three\u00a0four  </p>")
    paragraph = next(node for node in tree.walk() if node.tag == "p")
    assert paragraph.text() == "one two three\u00a0four"


def test_a_picture_always_has_words_or_is_decoration() -> None:
    for name in ("figure", "qr"):
        assert "alt" in VOCABULARY[name].required
    assert VOCABULARY["artifact"].role is None


def test_the_vocabulary_agrees_with_itself() -> None:
    for name, tag in VOCABULARY.items():
        assert tag.required <= tag.attributes, name
        assert (name not in INLINES) or tag.holds == "inline", name


_TAG = st.sampled_from([*VOCABULARY, "boxx"])


@given(st.recursive(st.text("ab \n", max_size=5), lambda inner: st.builds(
    lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", _TAG, st.lists(inner, max_size=3)
), max_leaves=8))  # fmt: skip
def test_any_markup_is_read_or_refused_in_words(body: str) -> None:
    problems = [""]
    try:
        read(body)
    except ContentError as refused:
        problems = list(map(str, refused.problems))
    assert problems, "refused without a word"
