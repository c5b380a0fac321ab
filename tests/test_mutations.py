"""Damaged projects are made or refused well: a short run of `cd tests; python -m mutations`."""

from __future__ import annotations

import io
import os
from pathlib import Path
from random import Random

import pikepdf
import pytest
from helpers import Project as ProjectInMemory
from mutations.case import Case
from mutations.damage import KINDS, MUTATIONS, Mutation
from mutations.many import folder, play_all
from mutations.pages import undrawn
from mutations.project import Project, Unfit
from mutations.report import Result
from mutations.run import Run
from mutations.verdict import ended, raw_words

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


@pytest.mark.parametrize(
    "mutation",
    [mutation for kind in KINDS for mutation, _ in MUTATIONS[kind]],
    ids=lambda mutation: f"{mutation.__module__}.{mutation.__name__}",
)
def test_a_mutation_changes_a_project(mutation: Mutation, tmp_path: Path) -> None:
    for seed in range(20):
        project = Project.copy(tmp_path / str(seed))
        (project.root / "output").mkdir()
        before = _bytes(project.root)
        try:
            damage = mutation(Random(seed), project)  # noqa: S311  # a case must repeat
        except Unfit:
            continue
        assert damage.what
        if _bytes(project.root) != before:
            return
    if mutation.__name__ not in ("unreadable", "the_sealed_state"):  # for some users, some states
        pytest.fail("nothing changed in 20 trials")


def _bytes(root: Path) -> dict[str, bytes | str]:
    """What stands where: the bytes of files, the targets of links, the kinds of other things."""
    out: dict[str, bytes | str] = {}
    for path in root.rglob("*"):
        if path.is_symlink():
            out[str(path)] = str(path.readlink())
        else:
            out[str(path)] = path.read_bytes() if path.is_file() else str(path.stat().st_mode)
    return out


PLACED_PROBLEM = "content/brands/astr.yaml:7:8: expected a phone number"


@pytest.mark.parametrize(
    ("code", "err", "fault"),
    [
        (0, "", ""),
        (1, PLACED_PROBLEM, ""),
        (1, "content/en/words.yaml: the file is missing", ""),
        (3, "output could not be written: the disk is full", ""),
        (None, "", "hang"),
        (-11, "", "crash"),
        (9, "what", "crash"),
        (
            1,
            'Traceback (most recent call last):\n  File "x", line 1, in y\nKeyError: 1',
            "traceback",
        ),
        (1, "", "silent"),
        (3, "", "silent"),
        (1, "1 more error in other handouts", "silent"),
        (1, "content/en/words.yaml:3:1: warning: an unknown wording", "silent"),
    ],
)
def test_how_a_command_ended(code: int | None, err: str, fault: str) -> None:
    run = Run(("--jobs", "1"), code, 5.0, "", err)
    assert [one.name for one in ended(run)] == ([fault] if fault else [])


def test_words_of_libraries_are_known() -> None:
    assert raw_words("not well-formed (invalid token): line 3")
    assert raw_words("'NoneType' object has no attribute 'x'")
    assert not raw_words('expected a number, found "KeyError"')
    assert not raw_words("expected lines such as")


def test_signs_without_a_glyph_are_found(clinic: ProjectInMemory, tmp_path: Path) -> None:
    good = clinic.make("cervical-dystonia").pdf
    file = tmp_path / "a.pdf"
    file.write_bytes(good)
    assert undrawn(file) == 0
    with pikepdf.open(io.BytesIO(good)) as pdf:
        for font in dict(pdf.pages[0].obj.Resources.Font).values():
            map_ = font.ToUnicode.read_bytes()
            font.ToUnicode.write(map_.replace(b"<65> <0065>\n", b""))  # no letter e any more
        pdf.save(file)
    assert undrawn(file) > 50
