"""Everything that is said in one language: found, read, and its references resolved.

It is read once for all brands; what differs from brand to brand is filled in
when a file is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from .. import project
from ..problems import ContentError, Problems
from ..reading import disk, letters, schema
from ..reading.files import Files
from ..reading.located import Fields, Text, entry_at
from . import kinds, languages, references, wordings
from .clinic import BRAND_NAMES
from .kinds import Kind
from .library import Known, Language, PreparedHandout, Shelf
from .marks import slots
from .models import Entry, Handout, Section, Source, Term
from .reader import Reader
from .texts import Expansions, Marked, parts_of, words

# What the fixed words may ask for besides.
WORDING_NAMES = frozenset({"number", "count", "page", "pages", "month", "year", "title"})


def load_language(files: Files, language: str, known: Known, problems: Problems) -> Language | None:
    """What is said in a language, or None where its fixed words cannot be read."""
    return _Loader(files, language, known, problems).load()


class _Loader:
    def __init__(self, files: Files, language: str, known: Known, problems: Problems) -> None:
        self.root = root = files.root
        self.language = language
        self.known = known
        self.problems = problems
        self.reader = Reader(files, problems)
        self.references = references.References(known.art, problems)
        self.lacking = languages.lacking(root, language)
        folders = project.kinds(root)
        self.handout_model = kinds.handout_model(folders)
        # What is wrong with these has been told.
        self.faulty_kinds = set(folders) - set(known.kinds)

    def _shared(self, name: str) -> Fields | None:
        """The fields of a file that all handouts share."""
        if name in self.lacking:
            return None
        return self.reader.fields(project.content_file(self.language, name))

    def _catalogue(self) -> None:
        """Tell what is wrong with the words of the catalogue page, which no handout uses."""
        file = project.content_file(self.language, "catalogue")
        if (self.root / file).is_file():
            self.reader.tree(file)

    def load(self) -> Language | None:
        reader = self.reader
        before = len(self.problems.fatal)
        fixed = self._shared("words")
        reader.quotes = self._quotes(fixed)
        sound = len(self.problems.fatal) == before
        if fixed is not None:
            self._catalogue()
        self.terms = reader.group(Term, self._shared("terms"), BRAND_NAMES)
        self.sources = self._sources()
        unspoken = len(reader.texts)
        words = self._words(fixed)
        self.sections = self._folder(Section, "sections")
        self.shelves = {folder: self._shelf(kind) for folder, kind in self.known.kinds.items()}
        handouts = [
            prepared
            for name in project.files(self.root, self.language, "handouts")
            for prepared in self._handouts(name)
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
            self.language, words, self.terms, self.sources, self.sections, self.shelves,
            handouts, reader.texts, expansions,
        )  # fmt: skip

    def _sources(self) -> dict[str, Source]:
        """The sound entries of the bibliography."""
        tree = self.reader.fields(project.SOURCES)
        if tree is None:
            return {}
        self.references.sources = set(tree)  # faulty ones too
        faulty = {
            entry_at(tree, problem.place.line)
            for problem in self.problems.fatal
            if problem.place.path == project.SOURCES
        }
        found = self.reader.group(Source, tree, BRAND_NAMES)
        return {name: source for name, source in found.items() if name not in faulty}

    def _cites_faulty(self, inputs: Collection[str]) -> bool:
        """Whether one of the files names a source that is not sound."""
        cited = self.references.cited
        return any(not cited.get(path, set()) <= self.sources.keys() for path in inputs)

    def _folder(self, model: type[schema.M], folder: str) -> dict[str, schema.M]:
        out = {}
        for name in project.files(self.root, self.language, folder):
            before = len(self.problems.fatal)
            tree = self.reader.fields(project.content_file(self.language, f"{folder}/{name}"))
            entry = self.reader.read(model, tree, BRAND_NAMES)
            self.references.check(model, tree)
            if entry is not None and len(self.problems.fatal) == before:
                out[name] = entry
        return out

    def _shelf(self, kind: Kind) -> Shelf:
        found = self._folder(kind.model, kind.folder)
        entries = dict(sorted(found.items(), key=lambda pair: str(pair[1].document.number)))
        return Shelf(kind, entries, self._series(kind.folder, entries))

    def _quotes(self, words: Fields | None) -> Sequence[str]:
        """How the language sets typed quotes: the pairs in its field `quotes`."""
        said = words.get("quotes") if words else None
        if said is None:
            return letters.AS_TYPED
        # A blank that keeps words together belongs to its quote.
        signs = said.split(" ") if isinstance(said, Text) else []
        if len(signs) != len(letters.AS_TYPED):
            found = f'"{said}"' if isinstance(said, Text) else "no text"
            message = f"expected four quotes with a blank between them, found {found}"
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
            if isinstance(said, Marked) and not said.strip():
                hint = "fill it in, or delete the line"
                self.problems.add(said.place, f'the text is empty in "{key}"', hint)
            elif isinstance(said, Marked):
                out[key] = said
            else:
                message = f'expected a text in "{key}"'
                behind = value.place.line == tree.key_place(key).line
                hint = "take the brackets out" if behind else "write it behind the colon"
                self.problems.add(value.place, message, hint)
        if tree.keys() <= {*out, "quotes"}:
            self.problems.extend(wordings.problems(out))
        return out if len(self.problems.fatal) == before else None

    # --- handouts --------------------------------------------------------------------

    def _handouts(self, family: str) -> Iterator[PreparedHandout]:
        """The handouts of one file: one, or one for each entry of a kind."""
        before = len(self.problems.fatal)
        tree = self.reader.fields(project.content_file(self.language, f"handouts/{family}"))
        each = tree.get("for_each") if tree else None
        kind = self.known.kinds.get(each) if isinstance(each, Text) else None
        if isinstance(each, Text) and kind is None:
            there = {*self.known.kinds, *self.faulty_kinds}
            references.check_names("kind", [each], there, project.KINDS, self.problems)
            return
        names = BRAND_NAMES | (kind.names if kind else set())
        handout = self.reader.read(self.handout_model, tree, names)
        self.references.check(self.handout_model, tree)
        if handout is None or not self._resolved(handout):
            return
        own = f"{kind.name}.id" if kind else ""
        if handout.file and set(slots(parts_of(handout.file))) - {own}:
            message = (
                f"only {{{{ {own} }}}} is filled in here" if kind else "nothing is filled in here"
            )
            self.problems.add(handout.file.place, message, "write the name of the file")
        if len(self.problems.fatal) == before:
            yield from self._each(handout, family, kind)

    def _each(self, handout: Handout, family: str, kind: Kind | None) -> Iterator[PreparedHandout]:
        shared = {project.SOURCES}
        used = [f"handouts/{family}", "terms", "words"]
        used += [f"sections/{section}" for section in handout.sections]
        for other in self.known.kinds.values():
            names = kinds.listed(handout, other.folder)
            used += [f"{other.folder}/{name}" for name in names]
            if names or other is kind:
                shared.add(other.file)
        shared |= {project.content_file(self.language, item) for item in used}
        entries: list[tuple[str, Entry | None, int, int]] = [(family, None, 1, 1)]
        if kind:
            shelf = self.shelves[kind.folder]
            among = len(shelf.series)
            entries = [
                (name, one, shelf.series[name], among) for name, one in shelf.entries.items()
            ]
        for name, entry, number, among in entries:
            own = [project.content_file(self.language, f"{kind.folder}/{name}")] if kind else []
            inputs = frozenset({*shared, *own})
            if not self._cites_faulty(inputs):
                yield PreparedHandout(
                    name, self._file(handout, name), handout, kind, entry, number, among, inputs
                )

    @staticmethod
    def _file(handout: Handout, name: str) -> str:
        """The file's name without its ending."""
        if not handout.file:
            return name
        return words(handout.file, lambda slot: name if slot.endswith(".id") else "")

    def _resolved(self, handout: Handout) -> bool:
        """Whether all that the handout names is there; adds a problem for what is not."""
        own = f"{project.CONTENT}/{self.language}"
        known = self.known
        good = [
            references.check_names(what, names, there, folder, self.problems)
            for what, names, there, folder in (
                ("layout", [handout.layout], known.layouts, project.LAYOUTS),
                ("edition", handout.editions, known.editions, project.THEME),
            )
        ]
        sound = [not kinds.listed(handout, folder) for folder in self.faulty_kinds]
        listed: list[tuple[str, str, list[Text], Collection[str]]] = [
            ("section", "sections", handout.sections, self.sections),
            *(
                (shelf.kind.name, folder, kinds.listed(handout, folder), shelf.entries)
                for folder, shelf in self.shelves.items()
            ),
        ]
        for what, folder, names, entries in listed:
            there = self._names(folder, names)
            good.append(
                references.check_names(what, names, there, f"{own}/{folder}", self.problems)
            )
            sound.append(set(names) <= set(entries))
        return all(good) and all(sound)

    def _names(self, folder: str, wanted: Collection[str]) -> set[str]:
        """The names there are; those wanted that are only there in English are to be translated.

        In a folder that may not be opened, any of them may be.
        """
        if project.is_closed(self.root / project.CONTENT / self.language / folder):
            return set(wanted)
        paths = [f"{folder}/{name}" for name in wanted]
        self.lacking += [
            path for path in paths if languages.only_at_home(self.root, self.language, path)
        ]
        there = project.files(self.root, self.language, folder)
        return {*there} | {path.removeprefix(f"{folder}/") for path in self.lacking}

    def _series(self, folder: str, entries: Mapping[str, Entry]) -> dict[str, int]:
        """The place of every entry by its document number; a faulty file keeps its place."""

        def number(name: str) -> tuple[str, str]:
            if name in entries:
                return str(entries[name].document.number), name
            file = project.content_file(self.language, f"{folder}/{name}")
            try:
                data = disk.read(self.root, file)
            except ContentError:  # it has been said
                return "", name
            found = re.search(rb"^ +number: *['\"]?([\w-]+)", data, re.M)
            return found[1].decode("ascii") if found else "", name

        names = sorted(project.files(self.root, self.language, folder), key=number)
        return {name: place for place, name in enumerate(names, 1)}
