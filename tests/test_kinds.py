"""A new kind of content needs files and no Python: declared, checked, printed, told to editors."""

from __future__ import annotations

from pathlib import Path

import aloud
import pytest
from helpers import copy_project, give_consent
from jsonschema import Draft202012Validator
from small import write

from handouts.cli import main as cli
from handouts.content import kinds
from handouts.problems import Problems
from handouts.reading.files import Files
from handouts.reading.json_schema import json_schema

KIND = """\
name: exercise
help: One exercise for home.
fields:
  how:
    is: list
    most: 3
    of:
      is: group
      fields:
        move: {is: text, words: 4}
        hold: {is: number, least: 1, most: 60}
  side: {is: choice, values: [left, right]}
  place: {is: text, optional: "yes"}
"""
ENTRY = """\
title: Turn your head
how:
  - move: Sit up straight
    hold: 5
  - move: Look over your shoulder
    hold: 10
side: left
place: At the kitchen table
cite: [clinic]
document: {number: EX-01, version: 1, published: 2026-11-22, review_by: 2028-11-22}
about: {audience: People who were shown it., objective: They do it., main_message: Go slowly.}
"""
HANDOUT = """\
layout: exercise-card
for_each: exercises
file: "{{ exercise.id }}-card"
title: "{{ exercise.title }}"
subject: "How to do {{ exercise.title }}"
editions: [standard]
"""
LAYOUT = """\
description: A card for one exercise
pages: [{name: front, panels: [{name: sheet}]}]
editions: {standard: exercise-card}
"""
PAGE = """\
<document><panel name="sheet">
<h1>{{ exercise.title }}</h1>
{% if exercise.place %}<p>{{ exercise.place }}</p>{% endif %}
{% for one in exercise.how %}<p>{{ one.move }}: {{ one.hold }}</p>{% endfor %}
{% if exercise.side == "left" %}<p>{{ exercise.title }}</p>{% endif %}
</panel></document>
"""
FILES = {
    "layouts/kinds/exercises.yaml": KIND,
    "layouts/exercise-card/layout.yaml": LAYOUT,
    "layouts/exercise-card/page.xml.j2": PAGE,
    "content/en/exercises/turn.yaml": ENTRY,
    "content/en/handouts/exercise-card.yaml": HANDOUT,
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_project(tmp_path)
    give_consent(tmp_path)
    for name, text in FILES.items():
        write(tmp_path, name, text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_kind_is_printed_without_python(root: Path) -> None:
    assert cli.main(["turn"]) == 0
    said = " ".join(aloud.words((root / "output/en/turn-card.pdf").read_bytes()))
    assert "Turn your head At the kitchen table Sit up straight: 5" in said
    assert "Look over your shoulder: 10" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("side: left", "side: up", "7:7: \"side\" must be 'left' or 'right'"),
        ("hold: 10", "hold: 90", '6:11: expected a whole number from 1 to 60 in "hold"'),
        (
            "Sit up straight",
            "Sit up straight on a chair",
            '3:11: expected at most 4 words, found 6 in "move"; shorten the text',
        ),
        ("side: left\n", "", '1:1: the field "side" is missing; add "side:" here'),
        ("place:", "plase:", '8:1: unknown field "plase"; did you mean "place"?'),
        ("cite: [clinic]", "cite: [clinik]", '9:8: unknown source "clinik"'),
    ],
)
def test_what_is_wrong_in_a_new_kind_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    write(root, "content/en/exercises/turn.yaml", ENTRY.replace(old, new))
    assert cli.main([]) == 1
    out = "".join(capsys.readouterr())
    assert f"content/en/exercises/turn.yaml:{said}" in out
    assert "output/en/turn-card.pdf could not be made" in out
    assert "5 built" in out


def test_a_fault_in_a_declaration_stops_only_what_it_declares(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, "layouts/kinds/exercises.yaml", KIND.replace("is: choice", "is: chioce"))
    assert cli.main([]) == 1
    out = "".join(capsys.readouterr())
    assert (
        'layouts/kinds/exercises.yaml:12:14: "is" cannot be "chioce"; did you mean "choice"?' in out
    )
    assert "output/en/turn-card.pdf could not be made" in out
    assert "5 built" in out
    assert "unknown name" not in out


def test_a_narrower_declaration_judges_what_was_made_before(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([]) == 0
    write(root, "layouts/kinds/exercises.yaml", KIND.replace("words: 4", "words: 3"))
    capsys.readouterr()
    assert cli.main([]) == 1
    out = "".join(capsys.readouterr())
    assert "content/en/exercises/turn.yaml:5:11: expected at most 3 words, found 4" in out
    assert "output/en/turn-card.pdf could not be made again" in out
    assert "5 unchanged" in out


def test_editors_are_told_of_a_new_kind(root: Path) -> None:
    """Its JSON Schema comes from the declaration too."""
    problems = Problems()
    found = json_schema(kinds.load(Files(root), problems)["exercises"].model)
    assert not list(problems)
    judge = Draft202012Validator(found)
    entry = {
        **dict.fromkeys(("title", "place"), "x"),
        "how": [{"move": "x", "hold": 5}],
        "side": "left",
        "cite": ["clinic"],
        "document": {
            **{"number": "EX-01", "version": 1},
            **{"published": "2026-11-22", "review_by": "2028-11-22"},
        },
        "about": dict.fromkeys(("audience", "objective", "main_message"), "x"),
    }
    assert judge.is_valid(entry)
    assert not judge.is_valid({**entry, "side": "up"})
    assert not judge.is_valid({**entry, "how": [{"move": "x", "hold": 90}]})
    assert not judge.is_valid({**entry, "how": [{"move": "x", "hold": 5}] * 4})


def test_a_deleted_entry_leaves_its_file_over_whatever_its_kind(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also while another entry is faulty, so that it is not sure what there is."""
    entry = root / "content/en/exercises/turn.yaml"
    other = ENTRY.replace("EX-01", "EX-02").replace("Turn your head", "Nod your head")
    write(root, "content/en/exercises/nod.yaml", other)
    assert cli.main([]) == 0
    entry.unlink()
    write(root, "content/en/exercises/nod.yaml", other.replace("side: left", "side: up"))
    capsys.readouterr()
    assert cli.main([]) == 1
    said = "".join(capsys.readouterr())
    assert "output/en/turn-card.pdf could not be made" not in said
    assert "turn-card.pdf" in said
