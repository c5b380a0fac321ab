"""Everything one brand says in one language: found, read, and its references resolved.

A language is read once for all brands; what differs from brand to brand is
filled in when a file is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import project
from ..problems import NOWHERE, ContentError, Problems, did_you_mean, relative
from ..reading import disk, letters, schema
from ..reading.located import Mapping as Fields
from ..reading.located import Text
from . import languages, references, wordings
from .library import UNSAID, Known, Language, Library, PreparedHandout, brand_values, parts_of
from .marks import slots
from .models import Brand, DystoniaType, Handout, Section, Source, Term
from .reader import Reader
from .texts import Expansions, Marked, words

# What a text may ask to be filled in. A brand need not have all that it may have.
BRAND_NAMES = frozenset(f"brand.{name}" for name in Brand.schema if name not in UNSAID)
WORDING_NAMES = frozenset({"number", "count", "page", "pages", "month", "year", "title"})
TYPE_NAMES = frozenset({"type.id", "type.title"})
# The texts of a brand are numbered from here, apart from those of a language.
_BRAND_FIRST = 1_000_000


class Clinic(NamedTuple):
    """A brand as its file says it, with its texts by number."""

    name: str
    brand: Brand
    texts: Mapping[int, Marked]


def chosen(root: Path, brand: str, language: str, problems: Problems) -> bool:
    """Whether the brand and the language exist."""
    wanted = (
        ("brand", brand, project.brands(root)),
        ("language", language, project.languages(root)),
    )
    for what, name, there in wanted:
        if name not in there:
            problems.add(NOWHERE, f'unknown {what} "{name}"', did_you_mean(name, there))
    return not problems.fatal


def load_brand(root: Path, name: str, known: Known, problems: Problems) -> Clinic | None:
    """A brand, or None. Every sign in its texts stands for itself."""
    reader = Reader(root, problems, _BRAND_FIRST)
    brand = reader.read(Brand, reader.fields(root / project.brand_file(name)), None)
    if brand is None or not references.check_art(brand.logo, known.art, problems):
        return None
    return Clinic(name, brand, reader.texts)


def load_language(root: Path, language: str, known: Known, problems: Problems) -> Language | None:
    """What is said in a language, or None where its fixed words cannot be read."""
    return _Loader(root, language, known, problems).load()


def joined(clinic: Clinic, said: Language, problems: Problems) -> Library:
    """The library of a brand, without handouts that ask for what the brand does not have."""
    there = brand_values(clinic.brand)
    faulty = set()
    for text in said.texts.values():
        for name in slots(text.parts):
            if name in BRAND_NAMES and name not in there:
                field = name.removeprefix("brand.")
                problems.add(
                    text.place,
                    f'the clinic "{clinic.name}" has no "{field}"',
                    f'add a line "{field}:" to {project.brand_file(clinic.name)}',
                )
                faulty.add(text.place.path)
    fields = said._asdict()
    fields["texts"] = {**said.texts, **clinic.texts}
    fields["handouts"] = [one for one in said.handouts if not one.inputs & faulty]
    return Library(clinic.name, clinic.brand, **fields)


class _Loader:
    def __init__(self, root: Path, language: str, known: Known, problems: Problems) -> None:
        self.root = root
        self.language = language
        self.known = known
        self.problems = problems
        self.reader = Reader(root, problems)
        self.source_names: set[str] | None = None
        self.lacking = languages.lacking(root, language)

    def _shared(self, name: str) -> Fields | None:
        """The fields of a file that all handouts share."""
        if name in self.lacking:
            return None
        return self.reader.fields(self.root / project.content_file(self.language, name))

    def load(self) -> Language | None:
        reader = self.reader
        before = len(self.problems.fatal)
        fixed = self._shared("words")
        reader.quotes = self._quotes(fixed)
        sound = len(self.problems.fatal) == before
        self.terms = reader.group(Term, self._shared("terms"), BRAND_NAMES)
        sources = reader.fields(self.root / project.SOURCES)
        if sources is not None:
            self.source_names = set(sources)  # faulty ones too
        self.sources = reader.group(Source, sources, BRAND_NAMES)
        unspoken = len(reader.texts)
        words = self._words(fixed)
        self.sections = self._folder(Section, "sections")
        types = self._folder(DystoniaType, "types")
        self.types = dict(sorted(types.items(), key=lambda pair: str(pair[1].document.number)))
        self.series = self._series(types)
        handouts = [
            prepared
            for path in project.files(self.root, self.language, "handouts")
            for prepared in self._handouts(path)
        ]
        if self.lacking:
            self.problems.extend([languages.problem(self.language, self.lacking)])
        for number, text in reader.texts.items():
            text.spoken = number >= unspoken
        if words is None or not sound:
            return None
        expansions = Expansions(
            {name: str(term.expansion) for name, term in self.terms.items() if term.expansion}
        )
        return Language(
            self.language, words, self.terms, self.sources, self.sections, self.types,
            handouts, self.series, reader.texts, expansions,
        )  # fmt: skip

    def _folder(self, model: type[schema.M], folder: str) -> dict[str, schema.M]:
        out = {}
        for path in project.files(self.root, self.language, folder):
            before = len(self.problems.fatal)
            tree = self.reader.fields(path)
            entry = self.reader.read(model, tree, BRAND_NAMES)
            self._check_references(tree)
            if entry is not None and len(self.problems.fatal) == before:
                out[path.stem] = entry
        return out

    def _check_references(self, tree: Fields | None) -> None:
        references.check(tree, self.known.art, self.source_names, self.problems)

    def _quotes(self, words: Fields | None) -> Sequence[str]:
        """How the language sets typed quotes: the pairs in its field `quotes`."""
        said = words.get("quotes") if words else None
        if not isinstance(said, Text):
            return letters.AS_TYPED
        signs = said.split(" ")  # a blank that keeps words together belongs to its quote
        if len(signs) != len(letters.AS_TYPED):
            message = f'expected four quotes with a blank between them, found "{said}"'
            self.problems.add(said.place, message, "such as “ ” ‘ ’")
            return letters.AS_TYPED
        return signs

    def _words(self, tree: Fields | None) -> dict[str, Marked] | None:
        before = len(self.problems.fatal)
        if tree is None:
            return None
        out: dict[str, Marked] = {}
        for key, value in tree.items():
            if key == "quotes":
                continue
            said = self.reader.marked(value, BRAND_NAMES | WORDING_NAMES)
            if isinstance(said, Marked):
                out[key] = said
            else:
                message = f'expected a text in "{key}"'
                self.problems.add(value.place, message, "write it behind the colon")
        self.problems.extend(wordings.problems(out))
        return out if len(self.problems.fatal) == before else None

    # --- handouts --------------------------------------------------------------------

    def _handouts(self, path: Path) -> Iterator[PreparedHandout]:
        """The handouts of one file: one, or one for each type."""
        before = len(self.problems.fatal)
        tree = self.reader.fields(path)
        each = tree is not None and tree.get("for_each") == "types"
        handout = self.reader.read(Handout, tree, BRAND_NAMES | (TYPE_NAMES if each else set()))
        self._check_references(tree)
        if handout is None or not self._resolved(handout):
            return
        if handout.file and set(slots(parts_of(handout.file))) - {"type.id"}:
            message = "only {{ type.id }} is filled in here"
            self.problems.add(handout.file.place, message, "write the name of the file")
        if len(self.problems.fatal) != before:
            return
        shared = {
            relative(path, self.root),
            project.SOURCES,
            project.content_file(self.language, "terms"),
            project.content_file(self.language, "words"),
        }
        kinds: list[tuple[str, DystoniaType | None]] = [(path.stem, None)]
        if each:
            kinds = list(self.types.items())
        for name, kind in kinds:
            if not set(kind.cite if kind else handout.cite) <= set(self.sources):
                continue
            used = [f"sections/{section}" for section in handout.sections]
            used += [f"types/{name}"] if kind else [f"types/{entry}" for entry in handout.types]
            inputs = {project.content_file(self.language, item) for item in used}
            number = self.series[name] if kind else 1
            file = self._file(handout, name)
            yield PreparedHandout(name, file, handout, kind, number, frozenset(shared | inputs))

    @staticmethod
    def _file(handout: Handout, name: str) -> str:
        """The file's name without its ending."""
        if not handout.file:
            return name
        return words(handout.file, lambda slot: name if slot == "type.id" else "")

    def _resolved(self, handout: Handout) -> bool:
        """Whether all that the handout names is there; adds a problem for what is not."""
        own = f"{project.CONTENT}/{self.language}"
        good = [
            references.check_names(what, names, there, folder, self.problems)
            for what, names, there, folder in (
                ("layout", [handout.layout], self.known.layouts, project.LAYOUTS),
                ("edition", handout.editions, self.known.editions, project.THEME),
                (
                    "section",
                    handout.sections,
                    self._names("sections", handout.sections),
                    f"{own}/sections",
                ),
                ("type", handout.types, self._names("types", handout.types), f"{own}/types"),
            )
        ]
        sound = set(handout.sections) <= set(self.sections)
        return all(good) and sound and set(handout.types) <= set(self.types)

    def _names(self, folder: str, wanted: Collection[str]) -> set[str]:
        """The names there are; those wanted that are only there in English are to be translated."""
        paths = [f"{folder}/{name}" for name in wanted]
        self.lacking += languages.to_translate(self.root, self.language, paths)
        there = {path.stem for path in project.files(self.root, self.language, folder)}
        return there | {path.removeprefix(f"{folder}/") for path in self.lacking}

    def _series(self, types: Mapping[str, DystoniaType]) -> dict[str, int]:
        """The place of every type by its document number; a faulty file keeps its place."""

        def number(path: Path) -> tuple[str, str]:
            if path.stem in types:
                return str(types[path.stem].document.number), path.stem
            try:
                data = disk.read(self.root, relative(path, self.root))
            except ContentError:  # it has been said
                return "", path.stem
            found = re.search(rb"^ +number: *['\"]?([\w-]+)", data, re.M)
            return found[1].decode("ascii") if found else "", path.stem

        files = sorted(project.files(self.root, self.language, "types"), key=number)
        return {path.stem: place for place, path in enumerate(files, 1)}
