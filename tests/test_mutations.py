"""Damaged projects are made or refused well: a short run of `cd tests; python -m mutations`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mutations.case import Case
from mutations.damage import KINDS, MUTATIONS
from mutations.many import folder, play_all
from mutations.report import Result

# Cases of each kind. The seed is fixed, so that a red test is red for everyone.
SHORT = {"content": 70, "layouts": 55, "drawings": 25, "files": 30}
SEED = 9
# Of the refusals, how many name a line, and how many the damaged file itself.
PLACED, NAMED = 0.99, 0.9


@pytest.fixture(scope="module")
def results() -> list[Result]:
    cases = [Case(SEED, number, kind) for kind, count in SHORT.items() for number in range(count)]
    with folder(None) as place:
        return play_all(cases, place, os.cpu_count() or 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_project_is_made_or_refused_well(results: list[Result], kind: str) -> None:
    faults = [
        f"{result.title}\n    {verdict.name}: {verdict.detail}\n"
        f"    cd tests; python -m mutations --seed {SEED} --kind {kind} --only {result.number}"
        for result in results
        if result.kind == kind
        for verdict in result.judgement.faults
    ]
    assert not faults, "\n".join(faults)


def test_refusals_name_a_line_and_the_damaged_file(results: list[Result]) -> None:
    refused = [result for result in results if result.judgement.outcome == "refused"]
    placeable = [result for result in refused if result.placeable]
    placed = [result for result in placeable if result.judgement.placed]
    named = [result for result in refused if "elsewhere" not in result.names]
    assert len(refused) > len(results) / 5
    assert len(placed) >= PLACED * len(placeable)
    assert len(named) >= NAMED * len(refused)


def test_a_case_is_the_same_every_time(tmp_path: Path) -> None:
    cases = [Case(SEED, number) for number in range(6)]
    titles = []
    for turn in ("one", "two"):
        place = tmp_path / turn
        place.mkdir()
        titles.append([result.title for result in play_all(cases, place, 1)])
    assert titles[0] == titles[1]


def test_every_kind_has_its_mutations() -> None:
    assert [kind for kind in KINDS if len(MUTATIONS[kind]) < 8] == []
