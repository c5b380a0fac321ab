"""Every case of tests/cases: what is wrong is said beside the faulty line, all of it, in one run.

See tests/cases/README.md for how a case is written; no Python is needed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import aloud
import pytest
from helpers import ROOT, copy_project, give_consent

from handouts.build.plan import Entry, Job
from handouts.build.worker import catalog, make
from handouts.problems import Problem

CASES = Path(__file__).parent / "cases"
TODAY = datetime.date(2026, 11, 23)
_DIRECTIVE = re.compile(
    r"# (file|change|bytes|drop|delete|error|warning|says|brand|edition): ?(.*)"
)
_MARK = re.compile(r"\s*# (error|warning): (\d+) (.*)")


@dataclass
class Case:
    """One case: what it changes in the project, and what must be said and printed."""

    path: Path
    brand: str = "astr"
    edition: str = "standard"
    whole: list[tuple[str, str]] = field(default_factory=list)
    says: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str, list[str]]] = field(default_factory=list)

    @staticmethod
    def read(path: Path) -> Case:
        case = Case(path)
        for line in path.read_text("utf-8").splitlines():
            found = _DIRECTIVE.fullmatch(line)
            kind, value = found.groups() if found else ("", "")
            if kind in ("file", "change", "bytes", "delete"):
                case.files.append((kind, value, []))
            elif kind in ("brand", "edition"):
                setattr(case, kind, value)
            elif kind == "says":
                name, _, text = value.partition(": ")
                case.says.append((name, text))
            elif case.files:
                case.files[-1][2].append(line)
            elif kind in ("error", "warning"):
                case.whole.append((kind, value))
            else:
                assert line.startswith("#") or not line, (
                    f"{path.name}: before the first file: {line}"
                )
        return case

    def lay_over(self, root: Path) -> Iterator[str]:
        """Change the project in `root`; yields each problem that must be found."""
        for kind, text in self.whole:
            place, _, said = text.partition(": ")
            yield f"{place}: warning: {said}" if kind == "warning" else text
        for kind, name, lines in self.files:
            path = root / name
            if kind == "delete":
                path.unlink()
                continue
            if kind == "change":
                new = changed(path.read_text("utf-8").splitlines(), lines)
            else:
                new = lines
            data = ("\n".join(new) + "\n").encode() if new else b""
            if kind == "bytes":
                data = data.decode("utf-8").encode().decode("unicode_escape").encode("latin-1")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            yield from expected(name, new)


def changed(old: list[str], new: list[str]) -> list[str]:
    """The old lines with each top field of the new ones put in place of the old one."""
    out, fields = list(old), _fields(new)
    for name, written in fields.items():
        there = _fields(out)
        drop = _DIRECTIVE.fullmatch(written[-1])
        block = [] if drop and drop.group(1) == "drop" else written
        if name not in there:
            assert block, f"there is no field {name} to drop"
            out += block
            continue
        out = [line for key, lines in there.items() for line in (block if key == name else lines)]
    return out


def _fields(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each top field, with the remarks above it; a `# drop:` is a field too."""
    out: dict[str, list[str]] = {}
    above: list[str] = []
    name = ""
    for line in lines:
        above.append(line)
        drop = _DIRECTIVE.fullmatch(line)
        key = re.match(r"([^\s#'\"-][^:]*):", line)
        if drop and drop.group(1) == "drop":
            name = drop.group(2)
        elif key:
            name = key.group(1)
        elif line.startswith("#") or not line:
            continue
        out.setdefault(name, []).extend(above)
        above = []
    if name:
        out[name].extend(above)
    return out


def expected(name: str, lines: list[str]) -> Iterator[str]:
    """Each problem marked in a file: `# error: 3 words` stands above line it is about."""
    for number, line in enumerate(lines):
        mark = _MARK.fullmatch(line)
        if not mark:
            continue
        kind, column, words = mark.groups()
        target = next(
            (at for at in range(number, len(lines)) if not _MARK.fullmatch(lines[at])), number
        )
        place = f"{name}:{target + 1}:{column}: " if int(column) else f"{name}: "
        yield place + ("warning: " if kind == "warning" else "") + words


def alike(wanted: str, found: str) -> bool:
    """Whether what was said is what was wanted; `[...]` stands for any words."""
    return re.fullmatch(".*".join(map(re.escape, wanted.split("[...]"))), found) is not None


# --- the run --------------------------------------------------------------------------


@dataclass
class Run:
    """All that one run says, and the files it makes by the handout's name."""

    problems: list[Problem]
    made: dict[str, bytes]
    entries: list[Entry]
    read: list[Problem]


def run(root: Path, brand: str, edition: str) -> Run:
    """Read everything and make every handout, as `python generate.py` does."""
    library, problems = catalog(root, f"{root}", brand, "en", TODAY)
    made = {}
    found = dict.fromkeys(problems)
    for entry in library.entries if library else ():
        if edition in entry.editions and not entry.overdue:
            job = Job(brand, "en", entry.name, edition, "letter", "case.pdf", entry.family)
            out = make(str(root), f"{root}", job)
            found.update(dict.fromkeys(out.problems))
            if out.pdf:
                made[entry.name] = out.pdf
    return Run(sorted(found), made, library.entries if library else [], problems)


@lru_cache(maxsize=4)
def good(edition: str) -> dict[str, frozenset[str]]:
    """The handouts of the untouched project that come in an edition, with what they are made of."""
    library, problems = catalog(ROOT, "good", "astr", "en", TODAY)
    assert library is not None, problems
    assert not problems, "the untouched content must be good:\n" + "\n".join(map(str, problems))
    fonts = "layouts/fonts/"
    out = {}
    for entry in library.entries:
        if edition in entry.editions:
            job = Job("astr", "en", entry.name, edition, "letter", "good.pdf", entry.family)
            inputs = make(str(ROOT), "good", job).inputs
            out[entry.name] = frozenset(path for path in inputs if not path.startswith(fonts))
    return out


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    case = Case.read(path)
    untouched = good(case.edition)
    copy_project(tmp_path)
    give_consent(tmp_path)
    wanted = list(case.lay_over(tmp_path))
    got = run(tmp_path, case.brand, case.edition)
    found = [str(problem) for problem in got.problems]
    if any(kind == "file" and name.endswith(".j2") for kind, name, _ in case.files):
        # A page that is replaced by a short one uses little; that is not the case's matter.
        used = "no layout prints the wording|no template includes"
        found = [text for text in found if not re.search(used, text) or text in wanted]

    unsaid = [text for text in wanted if not any(alike(text, one) for one in found)]
    unwanted = [one for one in found if not any(alike(text, one) for text in wanted)]
    assert unsaid + unwanted == [], (
        f"{path.name} is answered wrongly\n"
        + "".join(f"  must be said: {text}\n" for text in unsaid)
        + "".join(f"  must not be:  {text}\n" for text in unwanted)
    )
    faulty = {problem.place.path for problem in got.problems if problem.fatal}
    changed = {name for _, name, _ in case.files}
    for name, inputs in untouched.items():
        if not inputs & (faulty | changed) and not case.whole:
            assert name in got.made, f"{name} has no fault and must still be made"
    # A faulty source is left out; a type's review and number are matters of its own sheet.
    unread = {
        problem.place.path
        for problem in got.read
        if problem.fatal and not re.search("review date|document number", problem.message)
    } - {"content/sources.yaml", "content/en/terms.yaml"}
    for entry in got.entries:
        own = unread & set(entry.inputs)
        assert entry.overdue or not own, f"{entry.name} must not be made, a fault is in {own}"
    for name, text in case.says:
        assert name in got.made, f"{name} must be made"
        words = " ".join(aloud.words(got.made[name]))
        assert text in words, f'{name} must say "{text}"; it says: {words}'


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_a_case_says_helps_a_person(path: Path) -> None:
    """No word of programmers, and something to do: a second half, or what was expected."""
    case = Case.read(path)
    for line in path.read_text("utf-8").splitlines():
        mark = _MARK.fullmatch(line) or re.match(r"# (error|warning): (.*): (.*)", line)
        if mark is None:
            continue
        said = mark.group(3)
        assert not re.search(
            r"\b(str|dict|int|None|null|type=|pydantic|jinja|token|scalar|mapping|exception|"
            r"attribute error|traceback|validation)\b",
            said.split(";")[0],
            re.IGNORECASE,
        ), f"{case.path.name}: words of programmers: {said}"
        assert len(said) < 420, f"{case.path.name}: too long to read: {said}"


def test_every_case_is_known_by_its_ending() -> None:
    others = [path.name for path in CASES.iterdir() if path.suffix not in (".yaml", ".md")]
    assert not others, f"tests/cases holds files that no test reads: {others}"


def test_all_problems_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    """Several cases at once say all that each of them says alone."""
    names = ["misspelt-field", "unknown-source", "bad-phone", "missing-alt", "unknown-icon"]
    copy_project(tmp_path)
    give_consent(tmp_path)
    wanted = [
        text for name in names for text in Case.read(CASES / f"{name}.yaml").lay_over(tmp_path)
    ]
    found = [str(problem) for problem in run(tmp_path, "astr", "standard").problems]
    lost = [text for text in wanted if not any(alike(text, one) for one in found)]
    assert not lost, "said alone, but not in one run:\n" + "\n".join(lost)
