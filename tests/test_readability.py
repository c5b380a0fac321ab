"""How hard a handout is to read, and the colors that must stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import project, render
from handouts.checks import readability
from handouts.checks.contrast import contrast, nearest, problems
from handouts.checks.syllables import syllables
from handouts.content import load as content
from handouts.design import layout as layouts
from handouts.markup.node import Node
from handouts.markup.parse import parse
from handouts.problems import Place, Problems

ROOT = Path(__file__).parent.parent


def page(*paragraphs: str) -> Node:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return parse(f'<document><panel name="a"><h1>Title</h1>{body}</panel></document>', "test")


@pytest.mark.parametrize(
    ("word", "count"),
    [("neck", 1), ("muscle", 2), ("dystonia", 4), ("physical", 3), ("tightened", 2), ("xyzzy", 2)],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_plain_words_pass_and_learned_words_do_not() -> None:
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


def test_a_long_sentence_is_named() -> None:
    (found,) = [
        problem
        for problem in readability.problems(page(" ".join(["you and"] * 14) + " I."), ())
        if "sentence of" in problem.message
    ]
    assert found.message == "has a sentence of 29 words, 25 are allowed"


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
    found = Problems()
    editions = layouts.load_theme(ROOT).editions
    known = content.Known(project.layouts(ROOT), editions, project.drawings(ROOT))
    library = content.load(ROOT, "astr", "en", known, found)
    assert library is not None
    for ready in library.handouts:
        layout = layouts.load(ROOT, str(ready.handout.layout), "standard")
        reading = readability.measure(render.tree(library, ready, layout))  # names not excused
        assert reading.grade <= 6, f"{ready.name} reads at grade {reading.grade:.1f}"
        assert reading.smog <= 8, f"{ready.name} has a SMOG of {reading.smog:.1f}"


def test_a_pale_color_is_named_with_its_ratio_and_a_better_shade() -> None:
    theme = layouts.load_theme(ROOT)
    palette = {"white": "#FFFFFF", "text": "#999999"}
    (found, *_) = problems(palette, theme, theme.editions["standard"], Place("brand.yaml"))
    assert found.message == (
        '"text" #999999 on "white" #FFFFFF has a contrast of 2.8, 7.0 is needed'
    )
    better = nearest("#999999", "#FFFFFF", 7)
    assert better is not None
    assert found.hint == f'use "{better}" for "text"'
    assert contrast(better, "#FFFFFF") >= 7
