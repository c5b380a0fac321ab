"""YAML as a tree of texts: nothing is turned into something else, nothing is lost in silence.

What is wrong is told by the lines, so both of PyYAML's parsers and every release say the same.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from helpers import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handouts.problems import Place, Problems
from handouts.reading import yaml_faults
from handouts.reading import yaml_file as yamltree
from handouts.reading.located import Fields, Items, Located, Text, walk
from handouts.reading.yaml_file import parse


def read(text: str | bytes) -> tuple[Located | None, list[str]]:
    problems = Problems()
    data = text.encode() if isinstance(text, str) else text
    tree = parse(data, "x.yaml", problems)
    return tree, [str(problem) for problem in problems]


def good(text: str) -> Located:
    tree, problems = read(text)
    assert not problems, problems
    assert tree is not None
    return tree


def at(tree: Any, path: tuple[str | int, ...]) -> Place:
    for step in path:
        tree = tree[step]
    place: Place = tree.place
    return place


@pytest.mark.parametrize(
    "written",
    ["9:30", "0617", "no", "yes", "null", "~", "1e3", "2026-11-22", "0x1F", "true", "1_000"],
)
def test_a_text_stays_as_it_was_written(written: str) -> None:
    """YAML itself would make 570, 399, False and a date of these."""
    assert good(f"a: {written}") == {"a": written}


def test_everything_knows_its_place() -> None:
    tree = good("title: Hello\nitems:\n  - one\n  - name: two\n")
    assert isinstance(tree, Fields)
    assert tree.key_place("items") == Place("x.yaml", 2, 1)
    assert tree.key_place("nothing") == tree.place
    assert at(tree, ("title",)) == Place("x.yaml", 1, 8)
    assert at(tree, ("items", 0)) == Place("x.yaml", 3, 5)
    assert at(tree, ("items", 1, "name")) == Place("x.yaml", 4, 11)


def test_texts_come_in_file_order() -> None:
    assert list(walk(good("b: 1\na: [2, {c: 3}]\n"))) == ["1", "2", "3"]


def test_folded_and_quoted_texts_are_read_as_one() -> None:
    assert good('a: >-\n  one\n  two\nb: "x # y"\nc: \'it\'\'s\'\n') == {
        "a": "one two", "b": "x # y", "c": "it's",
    }  # fmt: skip


def test_a_remark_above_a_line_is_no_lost_tail() -> None:
    assert good("# remark\na: one\n# another\nb: two\n") == {"a": "one", "b": "two"}


@pytest.mark.parametrize("tail", ["a: one # two", "- one # two", "a: [one, two] \nb: c # d"])
def test_a_lost_tail_is_reported(tail: str) -> None:
    _, problems = read(tail)
    assert len(problems) == 1
    assert "would be left out" in problems[0]


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x80", "\u2028"])
def test_a_sign_that_no_editor_shows_is_reported(sign: str) -> None:
    """Some of them would end a line for one program and not for another."""
    _, problems = read(f"a: one{sign}two\nb: c")
    code = f"U+{ord(sign):04X}"
    assert problems == [
        f"x.yaml:1:7: found a hidden control character ({code}); delete it and type the text again"
    ]


def test_a_file_too_large_is_refused() -> None:
    _, problems = read("a: " + "x" * yamltree.MAX_BYTES)
    assert problems == ["x.yaml: the file is larger than 512 kB; split it"]


def test_nesting_is_bounded() -> None:
    deep = "[" * 5000 + "]" * 5000
    _, problems = read(f"a: {deep}")
    assert len(problems) == 1
    assert "deep" in problems[0]


def test_the_two_readers_of_pyyaml_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast reader is not built on every machine."""
    text = "a: one\nb:\n  - x: 'y'\n  - >-\n    folded\n    text\nc: {d: [e, f]}\n"
    fast = good(text)
    monkeypatch.setattr(yamltree, "_Loader", yaml.SafeLoader)
    slow = good(text)
    assert fast == slow
    assert [one.place for one in walk(fast)] == [one.place for one in walk(slow)]


def slowly(text: str) -> tuple[Located | None, list[str]]:
    """As it is read where the fast parser was not built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltree, "_Loader", yaml.SafeLoader)
        return read(text)


# Faults that no case of tests/cases shows: what stands in the file, the place, the words.
FAULTS = [
    ("a: [b, c", "1:4", "a [ is opened and never closed; close it with ]"),
    ("a: {b: c]", "1:9", "found ], expected }"),
    ("a: [b, c}\nd: e", "1:9", "found }, expected ]"),
    ('a: ["b" c, d]', "1:7", "the text ends at this quote, and words follow"),
    ("a: {b: 3 c: 4}", "1:11", "found a second colon without a comma before it"),
    ("a: [b [c], d]", "1:7", "found [ in a text between brackets"),
    ("a: {b: [c] d: e}", "1:10", "expected a comma behind ]"),
    ("a: [b, , c]", "1:8", "found a comma with nothing before it"),
    ("a: [b?, c]", "1:6", "found ? in a text between brackets"),
    ("a: {b: !c d}", "1:8", "found ! in front of a text"),
    ("a: [b] c", "1:4", "found a brace or a bracket in front of a text"),
    ("a: [words](https://x.org)", "1:4", "found a brace or a bracket in front of a text"),
    ("[a, b]: c", "1:1", "found a brace or a bracket in front of a text"),
    ("a: @b", "1:4", "found @ at the start of a text"),
    ("a: ]b", "1:4", "found ] at the start of a text"),
    ("a: - b", "1:4", "found a dash behind a colon; start a new line for each dash"),
    ("a: 'b': c", "1:7", "found a second colon in this line"),
    ("a: one\n  two: three\n", "2:3", "this line does not line up with the ones above;"),
    ("a:\n   - b\n  - c", "3:3", "this line does not line up with the ones above; put 1 space"),
    ("a:\n    b: c\n   d: e", "3:4", "this line does not line up with the ones above; put 1 space"),
    ("a: >-\n   one\n  two", "3:3", "this line does not line up with the ones above; put 1 space"),
    ("a: b\n- c", "2:1", "found a dash where a field name is expected"),
    ("a:\n  - b\n  c: d", "3:3", "expected a dash at the start of this line"),
    ("a: b\n: c", "2:1", "expected a field name before the colon"),
    ("a: b\n...\nc: d", "2:1", "found ... in the file; delete that line"),
    ('a: "x\\ud800"', "1:6", "found a \\ that means nothing"),
    ('a: "x\\U00110000"', "1:6", "found a \\ that means nothing"),
    ("a: >-# one\n  two", "1:4", "found words behind the | or > that opens a text"),
    ("a: 'b\nc: d'", "1:4", "a quote is opened and never closed"),
    ("a:\n\t- b\n\t- c", "2:1", "found a tab, expected spaces in 2 lines"),
    ("- " * 3000 + "a", "1:27", "nested more than 12 deep; use fewer levels"),
    ("a: " + "{b: " * 2000, "1:49", "nested more than 12 deep; write the text without"),
    ("%YAML 1.2\n---\na: b", "1:1", "found % at the start of a line"),
]


@pytest.mark.parametrize(("text", "place", "words"), FAULTS, ids=[one[0][:20] for one in FAULTS])
def test_a_fault_has_its_place_and_plain_words(text: str, place: str, words: str) -> None:
    _, problems = read(text)
    assert len(problems) == 1
    assert problems[0].startswith(f"x.yaml:{place}: {words}")
    assert slowly(text)[1] == problems


@pytest.mark.parametrize(
    "text",
    [
        "a:\n- b\n- c\nd: e",
        "a: [\n  b,\n  c\n]\nd: 'e\n  f'\n",
        "a:\n  - b: c\n    d: >-\n      e\n      f\n\n  - g\n",
        "# one\na:  # two\n  b\n\n# three\nc: d - e\n",
        "a: -5 to -2\nb: don't: no\n".replace(": no", ""),
        "---\na: b\n",
        "'a': \"b: c\"\n? d\n: e\n",
    ],
)
def test_what_is_right_has_no_fault(text: str) -> None:
    """The lines are only asked after the parser gave up; they must not see ghosts all the same."""
    assert good(text) == slowly(text)[0]
    if "?" not in text:
        assert yaml_faults.find(text.split("\n")) is None


def test_the_lines_of_the_project_are_right() -> None:
    for path in (*ROOT.glob("content/**/*.yaml"), *ROOT.glob("layouts/**/*.yaml")):
        assert yaml_faults.find(path.read_text("utf-8").split("\n")) is None, path


def test_unseen_signs_count_in_columns() -> None:
    """As an editor counts, although they are taken out."""
    tree, problems = read("\u200bti\u00adtle: \u2060x\nb: \u200b\u200b@y")
    assert tree is None
    assert problems[0].startswith("x.yaml:2:6: found @ at the start of a text")
    tree = good("\u200bti\u00adtle: \u2060x")
    assert isinstance(tree, Fields)
    assert tree == {"title": "x"}
    assert at(tree, ("title",)) == Place("x.yaml", 1, 11)


def test_a_blank_of_any_kind_may_indent() -> None:
    assert good("a:\n\u00a0\u2003-\u00a0b\u00a0c\n  - d\n") == {"a": ["b\u00a0c", "d"]}


_SIGNS = st.text(
    st.sampled_from(list("ab: \n-#'\"[]{}&*!|>%@`,?\t\\~\u00e9\u2028\ufeff\x85")), max_size=60
)


@given(st.one_of(_SIGNS, st.text(max_size=60)))
@example("? a\n: b")
@example("a: |\n\n\n")
@example("--- a\n...\n--- b")
@example("a: !!binary |\n x")
def test_no_text_breaks_the_reader(text: str) -> None:
    tree, problems = read(text.encode("utf-8", "surrogatepass"))
    assert tree is not None or problems, "nothing was read and nothing was said"
    if tree is not None:
        assert all(isinstance(one, Text) and one.place.line > 0 for one in walk(tree))


_FILES = [path.read_text("utf-8") for path in sorted(ROOT.glob("content/**/*.yaml"))]
_EDITS = st.sampled_from(
    [*"\"'[]{}:#->|&*!%@`,? \n\t\\•\u00a0\u200b", *(": ", "- ", "  ", "\n  ", "\n- ", "{{")]
)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """Some lines of a real file with a few slips of the hand."""
    lines = draw(st.sampled_from(_FILES)).split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    text = "\n".join(lines[first : first + draw(st.sampled_from([5, 12, 40]))])
    for _ in range(draw(st.integers(1, 3))):
        where = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 2))
        text = text[:where] + draw(st.one_of(st.just(""), _EDITS)) + text[where + cut :]
    return text


@given(edited())
@settings(max_examples=300)
def test_slips_of_the_hand_are_told_alike_by_both_parsers(text: str) -> None:
    tree, problems = read(text)
    assert slowly(text) == (tree, problems)
    assert all(re.match(r"x\.yaml(:\d+:\d+)?: [a-z]", one) for one in problems), problems
    assert tree is not None or problems


def test_few_slips_are_told_without_their_reason() -> None:
    """Each letter of a real file taken away once, and each sign put in: the mend is known."""
    text = _FILES[len(_FILES) // 2]
    told = vague = 0
    for where in range(len(text)):
        for changed in (text[:where] + text[where + 1 :], f"{text[:where]}'{text[where:]}"):
            tree, problems = read(changed)
            told += tree is None
            vague += any("this line cannot be read" in one for one in problems)
    assert told > 50
    assert vague <= told // 100


@given(st.binary(max_size=80))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    tree, problems = read(data)
    assert tree is not None or problems


_PLAIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc", "Cf"])
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), _PLAIN, min_size=1))
def test_what_is_quoted_comes_back(fields: dict[str, str]) -> None:
    lines = [f"{name}: '{value.replace(chr(39), chr(39) * 2)}'" for name, value in fields.items()]
    tree, problems = read("\n".join(lines))
    assert not problems
    assert isinstance(tree, Fields)
    assert {name: " ".join(str(value).split(" ")) for name, value in tree.items()} == fields


def test_a_list_and_a_mapping_know_where_they_begin() -> None:
    tree = good("a:\n  - b\n")
    assert isinstance(tree, Fields)
    items = tree["a"]
    assert isinstance(items, Items)
    assert items.place == Place("x.yaml", 2, 3)
