"""What holds for any content: it is made or refused in words, and says what it was given."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aloud
import pytest
from helpers import copy_project
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handouts.content.library import PreparedHandout
from handouts.content.texts import words as plain
from handouts.graphics import font as fonts
from handouts.graphics.font import Word
from handouts.markup.node import Node
from handouts.preflight import check_bytes
from handouts.problems import ContentError, Problem, Problems
from handouts.reading import letters
from handouts.render import Rendered
from handouts.typeset.line_break import Chunk, break_lines
from handouts.workshop import Workshop

# --- content of any kind ------------------------------------------------------------------

CERVICAL = "content/en/types/cervical-dystonia.yaml"


@dataclass
class Changed:
    """What came of the sheet when one type file was changed."""

    out: Rendered | None
    problems: list[Problem]
    ready: PreparedHandout | None


class Bench:
    """A copy of the project with one type, whose file can be changed and made many times."""

    def __init__(self, root: Path) -> None:
        self.root = root
        copy_project(root)
        for path in (root / "content" / "en" / "types").glob("*.yaml"):
            if path.name != "cervical-dystonia.yaml":
                path.unlink()
        (root / "content/en/handouts/understanding-dystonia-brochure.yaml").unlink()
        self.start = (root / CERVICAL).read_text("utf-8")

    def made(self, edition: str, **fields: Any) -> Changed:
        """The sheet with top fields of the type replaced (None takes one out)."""
        text = self.start
        for name, value in fields.items():
            line = "" if value is None else f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
            block = re.compile(rf"^{name}:.*\n(?: .*\n|\n)*", re.MULTILINE)
            assert block.search(text), name
            before, after = block.split(text, maxsplit=1)
            text = before + line + after
        (self.root / CERVICAL).write_text(text, "utf-8")
        problems = Problems()
        workshop = Workshop(self.root)
        library, faults = workshop.library("astr", "en")
        problems.extend(faults)
        out = ready = None
        if library and library.handouts:
            ready = library.handouts[0]
            try:
                out = workshop.render(library, ready, edition, "letter", problems)
            except ContentError as fault:
                problems.extend(fault.problems)
        return Changed(out, list(problems), ready)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


_GOOD = (
    "neck muscles pull 3 days (888) 210-2787 ASTR, **bold** a&b <i> 50% #1 A. 12 é’s [x](tel:911)"
)
_FINE = "ab CD12,.;:!?()-–’“”%/&<>'\"#@=+éüñ\u00a0"
_ODD = st.text(st.sampled_from(_FINE + "*_[]`\\{}漢\u200b😀"), min_size=1, max_size=12)
_ANY = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x24FF), max_size=4)
_KIND = st.lists(
    st.one_of(
        st.sampled_from(_GOOD.split()), st.text(st.sampled_from(_FINE), min_size=1, max_size=9)
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
_WORDS = st.one_of(_KIND, _KIND, _KIND, _KIND, st.lists(_ODD, min_size=1).map(" ".join), _ANY)
_SHORT = st.one_of(_KIND, st.text("abc ", min_size=1, max_size=30))


# Why content may be refused, and what must then be true of one of its texts.
_REASONS: list[tuple[str, Callable[[str], object]]] = [
    ("found a stray brace|found braces that|found a brace with", re.compile("[{}]").search),
    (r"only \*\*bold\*\* and \[text\]|\*\* without", re.compile(r"[*_`\[]").search),
    ("unknown name", re.compile(r"\{\{").search),
    ("the address of|the link", re.compile(r"\]\(").search),
    ("the text is empty", lambda text: not letters.seen(letters.blanks(text)).strip()),
    ("hidden control character", lambda text: any(map(letters.refused, text))),
    ("the font cannot draw", lambda text: any(ord(one) > 0x7E for one in text)),
    ("lines, there is room|too long|wider than", lambda text: len(text) > 10),
]


def refused_rightly(problem: Problem, texts: list[str]) -> bool:
    """Whether a problem is one of the known reasons, and one of the texts gives that reason."""
    if not problem.fatal:
        return True
    if "more than 7 entries" in problem.message:
        return len(texts) > 4 + 7
    if "too long" in problem.message and len(texts) > 4 + 4:  # the sheet has four signs
        return True
    return any(
        re.search(reason, problem.message) and any(map(holds, texts)) for reason, holds in _REASONS
    )


@given(
    title=_SHORT,
    lead=_WORDS,
    items=st.lists(_WORDS, min_size=1, max_size=8),
    text=_WORDS,
    say=st.one_of(st.none(), _SHORT),
    picture=st.booleans(),
    edition=st.sampled_from(["standard", "black-and-white", "large-print", "giant", "press"]),
)
@example("T", "L", ["I"], "**b** [a](https://b.c) tail", None, True, "standard")
@example("T", "L", ["ASTR", "3 x"], "\u200b", None, False, "large-print")
@example("T", "L", ["\u00b5 \u017f"], "\u017f", None, False, "standard")
@settings(max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "60")))
def test_any_content_is_made_or_refused_in_words(
    bench: Bench, title: str, lead: str, items: list[str], text: str, say: str | None,
    picture: bool, edition: str,
) -> None:  # fmt: skip
    """No other exception; every word that was given comes back, in its order; nothing unmarked."""
    fields: dict[str, Any] = {
        "title": title,
        "lead": lead,
        "say": say,
        "signs": {"items": items, "source": ["clinic"]},
        "call": {"text": text, "source": ["clinic"]},
    }
    if not picture:
        fields["picture"] = None
    got = bench.made(edition, **fields)
    if got.out is None:
        assert got.problems, "nothing was made and nothing was said"
        texts = [title, lead, text, say or "T", *items]
        for problem in got.problems:
            assert problem.place.path == CERVICAL, f"no place in the content: {problem}"
            assert refused_rightly(problem, texts), f"refused for no reason: {problem}"
        return
    # A letter that the font has under another number is drawn, and read, as that one.
    said = as_drawn(aloud.words(got.out.pdf))
    wanted = as_drawn(words_of(got.out.document))
    assert said == wanted, "the words of the file are not those of the content"
    assert got.ready is not None
    entry = got.ready.entry
    assert entry is not None
    for given_text in (entry.lead, *entry.signs.items, entry.call.text):
        assert follows(as_drawn(plain(given_text).split()), said), (
            f"{given_text!r} is not read as it was written"
        )
    faults = check_bytes(got.out.pdf, "x.pdf")
    # What may be wrong with any words: no one can say what they mean.
    assert not [str(fault) for fault in faults if "7.1" in str(fault)], faults


def as_drawn(words: list[str]) -> list[str]:
    """Words with every letter as the one it stands for: the long s as s, the micro sign as mu."""
    twins = {one: min(one + others) for one, others in fonts._ALIKE.items()}
    drawn = str.maketrans(twins)
    return [unicodedata.normalize("NFKC", word.translate(drawn)) for word in words]


def words_of(node: Node) -> list[str]:
    """The words of every block in reading order; decoration and page furniture are not read."""
    if node.tag == "artifact":
        return []
    label = node.attributes.get("label", "")
    out = label.split() if node.tag == "item" and label.isdigit() else []
    if node.holds_text():
        return out + node.text().replace("\u00a0", " ").split()
    for child in node.nodes():
        out += words_of(child)
    return out


def follows(words: list[str], all_words: list[str]) -> bool:
    """Whether `words` stand one after the other somewhere; an edge word may have a neighbor."""
    return "".join(words) in "".join(all_words)


# --- long and short content in every slot -------------------------------------------------

ONE, TWO, SEVEN = (
    ["It hurts"],
    ["It hurts", "It pulls"],
    [f"It is sign number {n}" for n in range(7)],
)
SLOTS: dict[str, dict[str, Any]] = {
    "a title of one word": {"title": "Dystonia"},
    "a title of 3 words": {"title": "Task specific dystonia"},
    "a title of 14 words": {
        "title": "A very long name of a very rare kind of dystonia of the neck"
    },
    "a word of 40 letters in the title": {"title": "Electroencephalographicotelephonographer"},
    "a list of one item": {"signs": {"items": ONE, "source": ["clinic"]}},
    "a list of 2 items": {"signs": {"items": TWO, "source": ["clinic"]}},
    "a list of 7 items": {"signs": {"items": SEVEN, "source": ["clinic"]}},
    "2 things that help": {"may_help": {"items": TWO, "source": ["clinic"]}},
    "7 things that help": {"may_help": {"items": SEVEN, "source": ["clinic"]}},
    "no picture": {"picture": None},
    "nothing to say": {"say": None},
    "a long way to say it": {"say": "ee-LEK-tro-en-SEF-uh-lo-GRAF-ik-uh-TEL-uh-fon-OG-ruh-fur"},
    "a long kicker": {"kicker": "Dystonia of the neck, the shoulders and the upper part of th"},
    "a short lead": {"lead": "Your neck pulls."},
    "a long lead": {"lead": "Your neck muscles tighten on their own, again and again. " * 4},
    "a long place": {"where": "the muscles of the neck, both shoulders and the upper back"},
    "a long call": {"call": {"text": "or your doctor if it is worse. " * 9, "source": ["clinic"]}},
    "a long word in a step": {
        "steps": {
            "items": [{"title": "See someone", "text": "Electroencephalographicotelephonographer"}],
            "source": ["clinic"],
        }
    },
    "one step": {
        "steps": {"items": [{"title": "Call us", "text": "Book."}], "source": ["clinic"]}
    },
    "five steps": {
        "steps": {
            "items": [{"title": "Call us", "text": "Book a visit."}] * 5, "source": ["clinic"],
        }
    },
}  # fmt: skip


@pytest.mark.parametrize("edition", ["standard", "large-print", "giant"])
@pytest.mark.parametrize("slot", SLOTS)
def test_long_and_short_content_fits_or_is_refused_in_words(
    bench: Bench, slot: str, edition: str
) -> None:
    """What does not fit is named by its own line, says how much too long, and what to do."""
    got = bench.made(edition, **SLOTS[slot])
    if got.out is not None:
        assert not check_bytes(got.out.pdf, "x.pdf"), slot
        return
    assert got.problems, f"{slot}: nothing made and nothing said"
    own = [problem for problem in got.problems if problem.place.path == CERVICAL]
    assert own, f"{slot}: the line to mend is not named: {got.problems[0]}"
    for problem in got.problems:
        assert problem.place.line > 0, f"{slot}: {problem}"
        assert problem.hint, f"{slot}: nothing to do: {problem}"


@pytest.mark.parametrize(
    "slot",
    ["a title of 3 words", "a list of 2 items", "2 things that help", "no picture",
     "nothing to say", "a short lead", "one step", "a title of one word"],
)  # fmt: skip
@pytest.mark.parametrize("edition", ["standard", "large-print", "giant"])
def test_less_content_always_fits(bench: Bench, slot: str, edition: str) -> None:
    got = bench.made(edition, **SLOTS[slot])
    assert got.out is not None, "\n".join(map(str, got.problems))


@pytest.mark.parametrize("slot", SLOTS)
def test_large_print_takes_whatever_its_columns_can_hold(bench: Bench, slot: str) -> None:
    """It has as many pages as it needs: only a word wider than its column is refused."""
    got = bench.made("large-print", **SLOTS[slot])
    said = [str(problem) for problem in got.problems if "wider than its column" not in str(problem)]
    assert not said, "\n".join(said)


# --- lines --------------------------------------------------------------------------------


def chunk(width: float, space: float, name: int) -> Chunk:
    piece: Any = type("Piece", (), {"word": Word(str(name), width, ()), "width": width})()
    return Chunk([piece], width, space)


_CHUNKS = st.lists(st.tuples(st.floats(0.5, 120), st.floats(1, 5)), min_size=0, max_size=40).map(
    lambda sizes: [chunk(width, space, index) for index, (width, space) in enumerate(sizes)]
)


def greedy(chunks: list[Chunk], width: float) -> int:
    """The number of lines when each takes all it can: no fewer are possible."""
    lines, used = 0, 0.0
    for one in chunks:
        if lines and used + one.width <= width + 0.01:
            used += one.width + one.space
        else:
            lines, used = lines + 1, one.width + one.space
    return lines


@given(_CHUNKS, st.floats(20, 300), st.booleans())
@settings(max_examples=200)
def test_lines_are_as_few_as_can_be_and_none_is_too_wide(
    chunks: list[Chunk], width: float, balance: bool
) -> None:
    lines = break_lines(chunks, width, balance)
    assert [one for line in lines for one in line] == chunks, "words were lost or changed places"
    assert len(lines) == greedy(chunks, width), "more lines than needed"
    for line in lines:
        wide = sum(one.width + one.space for one in line) - (line[-1].space if line else 0)
        assert wide <= width + 0.02 or len(line) == 1, "a line is wider than its column"
        assert line, "an empty line"


def test_a_last_line_is_not_one_short_word() -> None:
    lines = break_lines([chunk(30, 5, n) for n in range(6)] + [chunk(10, 5, 6)], 210, balance=False)
    assert len(lines[-1]) > 1, "the last line is one short word"


def test_headings_are_balanced() -> None:
    lines = break_lines([chunk(40, 5, n) for n in range(4)], 140, balance=True)
    assert [len(line) for line in lines] == [2, 2]
