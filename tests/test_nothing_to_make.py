"""A project that gives nothing says what is missing and what to do, however it is asked."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from helpers import ROOT
from small import Run

NO_BRAND = "content/brands: expected the file of a clinic here, found none"
NO_BRAND += "; put it here, such as astr.yaml"


@pytest.mark.parametrize("words", [[], ["cervical-dystonia"], ["--brand", "astr"], ["list"]])
@pytest.mark.parametrize("name", ["astr.yml", "astr.yaml.txt"])
def test_the_only_brand_under_another_name(
    root: Path, run: Run, name: str, words: list[str]
) -> None:
    brands = root / "content/brands"
    (brands / "astr.yaml").rename(brands / name)
    said = "this file is not read, its name does not end in .yaml; rename it to astr.yaml"
    assert run(*words)[::2] == (
        1,
        f"{NO_BRAND}\ncontent/brands/{name}: warning: {said}\n1 error and 1 warning.\n",
    )


def test_a_brand_asked_for_under_another_name(root: Path, run: Run) -> None:
    shutil.copy(root / "content/brands/astr.yaml", root / "content/brands/harbor.yml")
    said = "this file is not read, its name does not end in .yaml; rename it to harbor.yaml"
    assert run("--brand", "harbor")[::2] == (2, f"content/brands/harbor.yml: {said}\n")


def test_a_catalogue_without_a_brand_is_no_traceback(root: Path, run: Run) -> None:
    shutil.rmtree(root / "content/brands")
    assert run("catalogue")[::2] == (1, "content/brands: the folder is missing; put it back\n")


@pytest.mark.parametrize("words", [[], ["cervical-dystonia"]])
@pytest.mark.parametrize("folder", ["content/brands", "content/en/handouts", "layouts/kinds"])
def test_a_folder_that_is_missing_is_named(
    root: Path, run: Run, folder: str, words: list[str]
) -> None:
    """And its sections, which no handout lists now, are not to be deleted."""
    shutil.rmtree(root / folder)
    code, _, errors = run(*words)
    told = [line for line in errors.splitlines() if "could not be made" not in line]
    assert (code, told) == (1, [f"{folder}: the folder is missing; put it back", "1 error."])


def test_a_project_without_a_language(root: Path, run: Run) -> None:
    (root / "content/en").rename(root / "content/english")
    code, _, errors = run()
    first, second, _ = errors.splitlines()
    assert code == 1
    assert first == (
        "content: expected the folder of a language here, found none; put content/en back"
    )
    assert second.startswith("content/english: warning: this folder is not read, its name is not")


@pytest.mark.parametrize("folder", ["content", "layouts"])
def test_half_a_project_says_which_half_is_missing(root: Path, run: Run, folder: str) -> None:
    shutil.rmtree(root / folder)
    assert run()[::2] == (2, f'The folder "{folder}" is missing in {root}. Put it back.\n')


def test_from_elsewhere_the_way_to_the_project_is_told(
    run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    monkeypatch.setattr(sys, "argv", [f"{ROOT}/generate.py"])
    code, _, errors = run()
    assert code == 2
    assert errors.endswith(f"Go to the folder that has both, and run this there: cd {ROOT}\n")
