"""YAML as a tree of texts: nothing is turned into something else, nothing is lost in silence."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.problems import Place, Problems
from handouts.reading import yaml_file as yamltree
from handouts.reading.located import Located, Mapping, Sequence, Text, at, walk
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


@pytest.mark.parametrize(
    "written",
    ["9:30", "0617", "no", "yes", "null", "~", "1e3", "2026-11-22", "0x1F", "true", "1_000"],
)
def test_a_text_stays_as_it_was_written(written: str) -> None:
    """YAML itself would make 570, 399, False and a date of these."""
    assert good(f"a: {written}") == {"a": written}


def test_everything_knows_its_place() -> None:
    tree = good("title: Hello\nitems:\n  - one\n  - name: two\n")
    assert isinstance(tree, Mapping)
    assert tree.key_place("items") == Place("x.yaml", 2, 1)
    assert tree.key_place("nothing") == tree.place
    assert at(tree, ("title",)) == Place("x.yaml", 1, 8)
    assert at(tree, ("items", 0)) == Place("x.yaml", 3, 5)
    assert at(tree, ("items", 1, "name")) == Place("x.yaml", 4, 11)
    assert at(tree, ("items", 7)) == at(tree, ("items",)), "what is missing stands at its parent"


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


@pytest.mark.parametrize(
    "fault", ["a: 'open", "a: b: c", "a: *b", "a: &b c", "\ta: b", "a: [1", "a: {{ b }}", "%x"]
)
def test_the_slow_reader_is_as_kind(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltree, "_Loader", yaml.SafeLoader)
    _, problems = read(fault)
    assert problems, f"{fault!r} is read as good"


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


@given(st.binary(max_size=80))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    tree, problems = read(data)
    assert tree is not None or problems


_PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]))


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), _PLAIN, min_size=1))
def test_what_is_quoted_comes_back(fields: dict[str, str]) -> None:
    lines = [f"{name}: '{value.replace(chr(39), chr(39) * 2)}'" for name, value in fields.items()]
    tree, problems = read("\n".join(lines))
    assert not problems
    assert isinstance(tree, Mapping)
    assert {name: " ".join(str(value).split(" ")) for name, value in tree.items()} == fields


def test_a_list_and_a_mapping_know_where_they_begin() -> None:
    tree = good("a:\n  - b\n")
    assert isinstance(tree, Mapping)
    items = tree["a"]
    assert isinstance(items, Sequence)
    assert items.place == Place("x.yaml", 2, 3)
