"""What all tests share: one way of making random content, the same on every machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Test files import their helpers by bare name, whether or not tests is a package.
sys.path.insert(0, str(Path(__file__).parent))
from helpers import Project, copy_project
from small import Run, small_project

from handouts.cli import main as cli

# Same examples in every run, so that a red test is red for everyone. HYPOTHESIS_EXAMPLES=500
# looks harder; HYPOTHESIS_PROFILE=random looks elsewhere.
_EXAMPLES = int(os.environ.get("HYPOTHESIS_EXAMPLES", "25"))
_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "same",
    max_examples=_EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=_SLOW,
)
settings.register_profile("random", settings.get_profile("same"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

BRANDS = Path(__file__).parent / "brands"


@pytest.fixture(scope="session")
def clinic() -> Project:
    """The project as it is, with its own brand."""
    return Project.real()


@pytest.fixture(scope="session")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with the second brand of tests/brands laid over it.

    Where the content itself names the first clinic's method it names another
    one here, as long, so that the first clinic's name can come from nowhere.
    """
    root = tmp_path_factory.mktemp("harbor")
    copy_project(root, BRANDS / "harbor")
    (root / "content" / "brands" / "astr.yaml").unlink()
    for path in (root / "content").rglob("*.yaml"):
        text = path.read_text("utf-8")
        text = text.replace("ASTR", "XMPL").replace("Advanced Soft Tissue", "Exemplary Calm Hands")
        path.write_text(text, "utf-8")
    return Project(root, "harbor")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project, on a day that stays, as the folder in which commands are run."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
    monkeypatch.chdir(small_project(tmp_path))
    return tmp_path


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command in the small project: its exit code, what it shows, its errors."""

    def command(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        return cli.main(words), *capsys.readouterr()

    return command
