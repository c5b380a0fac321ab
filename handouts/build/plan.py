"""What can be made, what is asked for, and under which name: plain data, nothing heavy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import project
from ..problems import Place, Problem, did_you_mean

STANDARD = project.STANDARD
ALL = "all"


class Refused(Exception):
    """A request that cannot be met; the message is a sentence for the user.

    `problems` are faults of the content that may be the reason.
    """

    problems: Sequence[Problem] = ()


class Unknown(Refused):
    """A name on the command line that means nothing here; the message suggests another."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name = what, name
        there = sorted(set(known))
        hint = did_you_mean(name, there) or f"known: {', '.join(there)}"
        if what == "language" and project.is_language(name):
            home = f"{project.CONTENT}/{project.HOME_LANGUAGE}"
            begin = f"To begin it, copy {home} to {project.CONTENT}/{name} and translate the copy"
            hint += f"{'' if hint.endswith('?') else '.'} {begin}"
        super().__init__(f'unknown {what} "{name}"; {hint}')


# --- what is asked for ----------------------------------------------------------------


class Selection(NamedTuple):
    """What is asked for. Empty means: every handout, the brand's paper, every language."""

    names: tuple[str, ...] = ()
    editions: tuple[str, ...] = (STANDARD,)
    papers: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def tidy(self) -> Selection:
        """The same, spelled as file names are: "Large print" is large-print, A4 is a4."""
        named, *others = self
        return Selection(named, *(tuple(map(spelled, values)) for values in others))

    @property
    def asked(self) -> list[Asked]:
        return [Asked.read(name) for name in self.names]


def spelled(name: str) -> str:
    """A name as file names spell it: small letters, and - for a blank.

    >>> spelled("Large print")
    'large-print'
    """
    return "-".join(name.replace("_", " ").lower().split())


class Asked(NamedTuple):
    """A handout as somebody typed it; `folder` is the one below `output`, if it was typed too."""

    name: str
    folder: str = ""

    @classmethod
    def read(cls, text: str) -> Asked:
        """`output/en/x.pdf`, `x.pdf` and `X` all mean `x`.

        >>> Asked.read("output/en/x.pdf")
        Asked(name='x', folder='en')
        """
        *folders, name = text.lower().replace("\\", "/").split("/")
        below = folders[folders.index(project.OUTPUT) + 1 :] if project.OUTPUT in folders else []
        bare = name.removesuffix(".pdf").removesuffix(".yaml")
        return cls(spelled(bare), "/".join(below))


# --- what there is --------------------------------------------------------------------


class Job(NamedTuple):
    """One file to make; `output` is its path below the output folder, "" if it has no name.

    `family` is the file in `content/…/handouts` that asks for it.
    """

    brand: str
    language: str
    handout: str
    edition: str
    paper: str
    output: str
    family: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.brand, self.language


class Entry(NamedTuple):
    """One handout as far as planning needs to know it.

    `family` is its file in `content/…/handouts`, `inputs` its content files,
    `facts` what a layout sees besides them, `about` its colophon, and `place`
    where the colophon stands. An `overdue` one must be reviewed before it is made.
    `file` is empty where the handout has no file name that it may use.
    """

    name: str
    file: str
    family: str
    editions: list[str]
    inputs: list[str]
    facts: dict[str, Any]
    about: dict[str, Any]
    place: list[Any]
    overdue: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other handout of its brand and language."""
        return self.family, self.name

    @classmethod
    def read(cls, data: dict[str, Any]) -> Entry:
        """An entry from plain data. Raises `TypeError`, `KeyError` or `ValueError` for another."""
        entry = cls(**data)
        texts = [entry.name, entry.file, entry.family, *entry.editions, *entry.inputs]
        texts += [entry.about["number"], entry.about["title"], entry.place[0]]
        if not all(isinstance(text, str) for text in texts) or not isinstance(entry.facts, dict):
            raise TypeError("expected texts and groups of fields")
        if not all(map(project.is_name, (entry.file, *entry.editions))):
            raise ValueError("expected names that files may have")
        return entry._replace(place=[entry.place[0], int(entry.place[1]), int(entry.place[2])])

    def answers_to(self, name: str) -> bool:
        """Whether it may be asked for so; without a file name, by any that begins like its own."""
        if not self.file and name.startswith(f"{spelled(self.name)}-"):
            return True
        return name in (spelled(self.name), self.file, self.family)


class Catalog(NamedTuple):
    """Everything one brand can have in one language; `paper` is the brand's own.

    `blocked` are the handouts that cannot be made while the content is as it is.
    `phone` is the clinic's number with its country, checked; `folder` is where
    the files lie below `output`.
    """

    brand: str
    language: str
    paper: str
    entries: list[Entry]
    warnings: list[list[Any]]
    blocked: list[Entry]
    phone: str = ""
    folder: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        return self.brand, self.language

    @property
    def every(self) -> list[Entry]:
        return [*self.entries, *self.blocked]

    def to_json(self) -> dict[str, Any]:
        """As plain data; only what is sound is worth keeping."""
        return {
            "paper": self.paper,
            "entries": [entry._asdict() for entry in self.entries],
            "warnings": self.warnings,
            "phone": self.phone,
        }

    @classmethod
    def read(cls, pair: tuple[str, str], data: dict[str, Any]) -> Catalog:
        """A catalog from plain data. Raises an exception of `records.DAMAGED` for another shape."""
        entries = [Entry.read(entry) for entry in data["entries"]]
        unpack(data["warnings"])
        phone = str(data.get("phone", ""))
        return cls(*pair, str(data["paper"]), entries, data["warnings"], [], phone)


def pack(problems: Iterable[Problem]) -> list[list[Any]]:
    """Problems as plain data."""
    return [
        [[one.place.path, one.place.line, one.place.column], one.message, one.hint, one.fatal]
        for one in problems
    ]


def unpack(data: Iterable[Sequence[Any]]) -> list[Problem]:
    """Problems from plain data."""
    return [
        Problem(
            Place(str(path), int(line), int(column)), str(message), str(hint), fatal=bool(fatal)
        )
        for (path, line, column), message, hint, fatal in data
    ]


# --- brands and languages -------------------------------------------------------------


def pairs(root: Path, selection: Selection) -> list[tuple[str, str]]:
    """The brands and languages to look at. Raises `Unknown`."""
    there, spoken = project.brands(root), project.languages(root)
    wanted = _chosen("brand", selection.brands, there, there[:1])
    tongues = _chosen("language", selection.languages, spoken, spoken)
    _chosen("paper", selection.papers, list(project.PAPERS), ())
    chosen = [(brand, language) for brand in wanted for language in tongues]
    typed = {asked.folder for asked in selection.asked if asked.folder}
    if not typed:
        return chosen
    every = [(brand, language) for brand in there for language in spoken]
    folders = {project.output_folder(*pair, there[0]): pair for pair in every}
    for folder in typed:
        if folder not in folders:
            raise Unknown("folder", f"{project.OUTPUT}/{folder}", folders)
    named = [folders[folder] for folder in sorted(typed)]
    if all(asked.folder for asked in selection.asked):
        return named
    return list(dict.fromkeys([*chosen, *named]))


def _chosen(
    what: str, asked: Sequence[str], there: Sequence[str], default: Sequence[str]
) -> Sequence[str]:
    known = {spelled(name): name for name in there}
    for name in asked:
        if name != ALL and name not in known:
            raise Unknown(what, name, [*there, ALL])
    return there if ALL in asked else [known[name] for name in asked] or default
