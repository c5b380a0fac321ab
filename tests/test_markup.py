"""The closed vocabulary: what a layout may say, and what is refused in words for a designer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.markup.node import Node
from handouts.markup.parse import parse
from handouts.markup.vocabulary import INLINES, VOCABULARY
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
        ("<field name='a.b' label='A'/>", "expected a name of letters, digits, - and _"),
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
        ("<p>x", "expected </p>, found </panel>; <p> is opened in"),
        ("<p>&nbsp;</p>", "found an unknown &name; after this tag; write the sign"),
        ("<p>a & b</p>", "found a sign that cannot stand in markup after this tag; write &amp;"),
        ("<p lang='es' lang='es'>x</p>", "found an attribute twice after this tag"),
        ("</panel><panel name='b'>x", 'found text straight in <panel>: "x"'),
        ("<list><p>x</p></list>", "<list> cannot hold <p>; it holds <item>"),
        ("<table><p>x</p></table>", "<table> cannot hold <p>; it holds <row>"),
        ("<table><row><p>x</p></row></table>", "<row> cannot hold <p>; it holds <td> and <th>"),
        (
            "<list><item>x<p>y</p></item></list>",
            "found text beside blocks in <item>; put it in a <p>",
        ),
        ("<band>" * 50 + "</band>" * 50, "tags stand in each other more than 40 deep"),
        ("<artifact draw='star'/>", 'in "draw" of <artifact>, found "star"'),
        ("<artifact draw='edge'/>", 'expected "rule" or "swatch" or "disc" or "bars"'),
        ("<artifact draw='bars' count='4'/>", '<artifact> needs "current"'),
        ("<artifact draw='bars' count='four' current='1'/>", "expected a whole number from 1"),
        ("<artifact draw='bars' count='4' current='0'/>", 'in "current" of <artifact>, found "0"'),
        ("<artifact kind='Header'><p>x</p></artifact>", 'in "kind" of <artifact>, found "Header"'),
        ("<list marker='star'><item>x</item></list>", 'in "marker" of <list>, found "star"'),
        ("<table><row><th scope='Col'>x</th></row></table>", 'did you mean "Column"?'),
        ("<p lang='Spanish language'>x</p>", 'expected a language such as "es"'),
        ("<p><link href='javascript:x'>x</link></p>", "expected an address that starts with"),
        (f"<qr alt='a' data='{'x' * 1001}'/>", 'expected from 1 to 1000 letters in "data"'),
        ("<field name='a b' label='x'/>", "expected a name of letters, digits"),
        ("<p style='a,b'>x</p>", 'expected names of styles in "style" of <p>, found "a,b"'),
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


class _Texts:
    """Three texts as content would give them."""

    def node(self, number: str, date: str = "") -> Node:
        place = Place("content/en/x.yaml", int(number), 7)
        said = {"1": "Words <b> & more", "2": "x"}[number]
        return Node("t", {}, place, [said, Node("slot", {"name": "page"}, place)])

    def words(self, reference: str) -> tuple[str, Place]:
        return {"t:3": "A & B"}[reference], Place("content/en/x.yaml", 3, 7)


def test_texts_are_hung_in_by_reference_and_know_their_place() -> None:
    tree = parse(
        "<document><panel name='a'><p><t n='1'/> <t n='2'/></p>"
        "<figure art='a' alt='t:3'/><qr data='t:9' alt='b'/></panel></document>",
        TEMPLATE,
        _Texts(),
    )
    paragraph = next(node for node in tree.walk() if node.tag == "p")
    assert paragraph.text() == "Words <b> & more x"
    assert paragraph.place == Place("content/en/x.yaml", 1, 7)
    figure = next(node for node in tree.walk() if node.tag == "figure")
    assert figure.attributes == {"art": "a", "alt": "A & B"}
    assert figure.place == Place("content/en/x.yaml", 3, 7)
    code = next(node for node in tree.walk() if node.tag == "qr")
    assert code.attributes["data"] == "t:9"  # it only looks like one


@pytest.mark.parametrize("text", ["<t>words</t>", "<t n='9'/>", "<t n='x'/>", "<t/>"])
def test_a_template_cannot_write_a_text_itself(text: str) -> None:
    with pytest.raises(ContentError, match="<t> is written by the program only"):
        parse(f"<document><panel name='a'><p>{text}</p></panel></document>", TEMPLATE, _Texts())


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
        assert (name not in INLINES) or tag.holds != "block", name


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
