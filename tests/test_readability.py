"""How hard a handout is to read, and the colors that must stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import Project

from handouts.checks import readability
from handouts.checks.contrast import nearest, problems
from handouts.checks.syllables import Syllables
from handouts.design.layouts import Layouts
from handouts.graphics.color import contrast
from handouts.markup.node import Node
from handouts.markup.parse import parse
from handouts.problems import Place

ROOT = Path(__file__).parent.parent


def page(*paragraphs: str) -> Node:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return parse(f'<document><panel name="a"><h1>Title</h1>{body}</panel></document>', "test")


@pytest.mark.parametrize(
    ("word", "count"),
    [("neck", 1), ("muscle", 2), ("dystonia", 4), ("physical", 3), ("tightened", 2), ("xyzzy", 2)],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert Syllables()(word) == count


def test_plain_words_pass_and_learned_words_do_not() -> None:
    """HL-06."""
    plain = page("Your neck hurts. You can call us. We can help you.")
    learned = page(
        "Intramuscular chemodenervation ameliorates involuntary cervical musculature hyperactivity "
        "notwithstanding considerable interindividual variability."
    )
    assert not list(readability.problems(plain, ()))
    (found, *_) = readability.problems(learned, ())
    assert "reads at grade" in found.message
    assert readability.measure(plain).grade < 3
    assert readability.measure(learned).grade > 12


LEARNED = "Involuntary cervical musculature contractions precipitate abnormal cephalic posturing."


def placed(*paragraphs: str) -> Node:
    """A page whose paragraphs stand in lines 1, 2, 3 of a file."""
    document = page(*paragraphs)
    for number, node in enumerate((n for n in document.walk() if n.tag == "p"), 1):
        node.place = Place("a.yaml", number, 1)
    return document


def test_the_text_that_is_hardest_is_named_and_not_the_title() -> None:
    document = placed("Your neck hurts.", f"Call us. {LEARNED}", "We can help you.")
    found = readability.problems(document, ())
    (grade,) = (problem for problem in found if "expected 6" in problem.message)
    assert grade.place == Place("a.yaml", 2, 1)
    assert grade.hint == (
        'use easier words than in "Involuntary cervical musculature contractions precipitate…"'
    )


def test_a_hard_text_among_easy_ones_is_named() -> None:
    """An average hides it: the whole is easy, this text is not."""
    document = placed(*["You can call us and we can help you. Your neck hurts."] * 30, LEARNED)
    (found,) = readability.problems(document, ())
    assert (found.place, found.fatal) == (Place("a.yaml", 31, 1), False)
    assert "reads at grade" in found.message
    assert "expected 6" not in found.message


def test_a_few_words_are_not_judged() -> None:
    easy = ["You can call us and we can help you. Your neck hurts."] * 30
    assert not list(readability.problems(placed(*easy, "Botulinum toxin immunogenicity."), ()))


def test_a_long_sentence_is_named() -> None:
    """HL-08: 25 words at most."""
    (found,) = [
        problem
        for problem in readability.problems(page(" ".join(["you and"] * 14) + " I."), ())
        if "sentence of" in problem.message
    ]
    assert found.message == "has a sentence of 29 words, 25 are allowed"


def test_sentences_are_short_on_the_whole() -> None:
    """HL-08: 15 words on average at most."""

    def said(count: int) -> list[str]:
        found = readability.problems(page(" ".join(["you"] * count) + "."), ())
        return [problem.message for problem in found if "on average" in problem.message]

    assert said(15) == []
    assert said(16) == ["the handout has 16 words a sentence on average"]


def test_lists_and_headings_do_not_make_a_text_look_easy() -> None:
    hard = "Considerable interindividual variability characterizes pharmacological intervention."
    alone = readability.measure(page(hard)).grade
    document = parse(
        f'<document><panel name="a"><h1>A</h1><p>{hard}</p><list><item>Rest</item>'
        "<item>Heat</item></list></panel></document>",
        "test",
    )
    assert readability.measure(document).grade == alone


def test_every_handout_is_at_grade_six_or_lower() -> None:
    project = Project.real()
    for ready in project.library.handouts:
        document = project.workshop.tree(project.library, ready, "standard")
        reading = readability.measure(document)  # names not excused
        assert reading.grade <= 6, f"{ready.name} reads at grade {reading.grade:.1f}"
        assert reading.smog <= 8, f"{ready.name} has a SMOG of {reading.smog:.1f}"


def test_a_pale_color_is_named_with_its_ratio_and_a_better_shade() -> None:
    theme = Layouts(ROOT).theme
    palette = {"white": "#FFFFFF", "text": "#999999"}
    (found, *_) = problems(palette, theme, theme.editions["standard"], Place("brand.yaml"))
    assert found.message == (
        '"text" #999999 on "white" #FFFFFF has a contrast of 2.8, 7.0 is needed'
    )
    better = nearest("#999999", "#FFFFFF", 7)
    assert better is not None
    assert found.hint == f'use "{better}" for "text"'
    assert contrast(better, "#FFFFFF") >= 7
