"""Everything one brand says in one language: found, read, filled, and its references resolved."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from . import checking
from .inlines import LATE, Inliner, Marked, check_marks, escape_marks, fill
from .library import Known, Library, Ready
from .models import Brand, DystoniaType, Handout, Section, Source, Term
from .problems import NOWHERE, Place, Problem, Problems, did_you_mean, relative
from .yamltree import Located, Sequence, Text, parse
from .yamltree import Mapping as Fields

__all__ = ["Known", "Library", "Ready", "brands", "languages", "load", "review_problems"]

M = TypeVar("M", bound=checking.Model)


def brands(root: Path) -> list[str]:
    """The brands there are, by file name."""
    return sorted(path.stem for path in (root / "content" / "brands").glob("*.yaml"))


def languages(root: Path) -> list[str]:
    """The languages there are: folders of `content` that hold handouts."""
    return sorted(path.parent.name for path in (root / "content").glob("*/handouts"))


def load(root: Path, brand: str, language: str, known: Known, problems: Problems) -> Library | None:
    """The library of `brand` in `language`, or None where nothing can be built from it.

    Every problem of every file is added to `problems`; a handout whose own
    files are faulty is left out, the others are there.
    """
    return _Loader(root, brand, language, known, problems).load()


class _Loader:
    def __init__(
        self, root: Path, brand: str, language: str, known: Known, problems: Problems
    ) -> None:
        self.root = root
        self.brand_name = brand
        self.language = language
        self.known = known
        self.problems = problems
        self.folder = root / "content" / language
        self.names: dict[str, str] = {}
        self.inliner = Inliner({})
        self.source_names: set[str] | None = None
        self.sections: dict[str, Section] = {}
        self.types: dict[str, DystoniaType] = {}
        self.sources: dict[str, Source] = {}
        self.series: dict[str, int] = {}

    def load(self) -> Library | None:
        if not self._chosen():
            return None
        brand = self._read(Brand, self.root / "content" / "brands" / f"{self.brand_name}.yaml")
        terms = self._group(Term, self.folder / "terms.yaml")
        self.sources = self._group(Source, self.root / "content" / "sources.yaml")
        # A faulty brand stops every handout, but not the search for other faults.
        self.names = (
            _brand_names(brand) if brand else {f"brand.{name}": name for name in Brand.schema}
        )
        self.inliner = Inliner(
            {name: str(term.expansion) for name, term in terms.items() if term.expansion}
        )
        words = self._words(self.folder / "words.yaml")
        self.sections = self._folder(Section, "sections")
        types = self._folder(DystoniaType, "types")
        self.types = dict(sorted(types.items(), key=lambda pair: str(pair[1].document.number)))
        self.series = self._series(types)
        handouts = [
            ready
            for path in sorted((self.folder / "handouts").glob("*.yaml"))
            for ready in self._handouts(path)
        ]
        if brand is None or words is None or not self._check_art(brand.logo):
            return None
        return Library(
            self.brand_name,
            self.language,
            brand,
            words,
            terms,
            self.sources,
            self.sections,
            self.types,
            handouts,
            self.series,
        )

    def _chosen(self) -> bool:
        """Whether the brand and the language exist."""
        wanted = (
            ("brand", self.brand_name, brands(self.root)),
            ("language", self.language, languages(self.root)),
        )
        for what, name, there in wanted:
            if name not in there:
                self.problems.add(NOWHERE, f'unknown {what} "{name}"', did_you_mean(name, there))
        return not self.problems.fatal

    # --- reading ---------------------------------------------------------------------

    def _tree(self, path: Path) -> Located | None:
        name = relative(path, self.root)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            self.problems.add(Place(name), "the file is missing", "put it back")
            return None
        except OSError as fault:
            self.problems.add(Place(name), f"cannot be read: {fault.strerror}")
            return None
        return parse(data, name, self.problems)

    def _read(self, model: type[M], path: Path) -> M | None:
        """The filled and checked file, or None."""
        before = len(self.problems.fatal)
        tree = self._tree(path)
        found = None if tree is None else self._checked(model, tree, {})
        return found if len(self.problems.fatal) == before else None

    def _checked(self, model: type[M], tree: Located, names: Mapping[str, str]) -> M | None:
        before = len(self.problems.fatal)
        if not isinstance(tree, Fields):
            self.problems.add(
                tree.place, 'expected lines such as "title: text"', "look at another file here"
            )
            return None
        filled = self._fill(tree, {**self.names, **names})
        found = checking.read(model, filled, self.problems)
        self._check_references(filled)
        return found if len(self.problems.fatal) == before else None

    def _fill(self, tree: Located, names: Mapping[str, str]) -> Located:
        if isinstance(tree, Text):
            filled = Marked(fill(tree, names, self.problems).strip(), tree.place, self.inliner)
            check_marks(filled, self.problems)
            return filled
        if isinstance(tree, Sequence):
            items = Sequence(tree.place)
            items.extend(self._fill(item, names) for item in tree)
            return items
        fields = Fields(tree.place)
        for key, value in tree.items():
            fields[key] = self._fill(value, names)
        return fields

    def _group(self, model: type[M], path: Path) -> dict[str, M]:
        """A file whose every field is one `model`."""
        tree = self._tree(path)
        out: dict[str, M] = {}
        if isinstance(tree, Fields):
            if model is Source:
                self.source_names = set(tree)  # faulty ones too
            for key, value in tree.items():
                entry = checking.read(model, self._fill(value, self.names), self.problems)
                if entry is not None:
                    out[str(key)] = entry
        elif tree is not None:
            self.problems.add(tree.place, "expected fields, one for each entry")
        return out

    def _folder(self, model: type[M], folder: str) -> dict[str, M]:
        out = {}
        for path in sorted((self.folder / folder).glob("*.yaml")):
            entry = self._read(model, path)
            if entry is not None:
                out[path.stem] = entry
        return out

    def _words(self, path: Path) -> dict[str, Text] | None:
        before = len(self.problems.fatal)
        tree = self._tree(path)
        if not isinstance(tree, Fields):
            return None
        filled = self._fill(tree, {**self.names, **LATE})
        assert isinstance(filled, Fields)
        out: dict[str, Text] = {}
        for key, value in filled.items():
            if isinstance(value, Text):
                out[str(key)] = value
            else:
                self.problems.add(
                    value.place, f'expected a text in "{key}"', "write it behind the colon"
                )
        return out if len(self.problems.fatal) == before else None

    # --- handouts --------------------------------------------------------------------

    def _handouts(self, path: Path) -> Iterator[Ready]:
        shared = {
            relative(path, self.root),
            relative(self.root / "content" / "sources.yaml", self.root),
            relative(self.folder / "terms.yaml", self.root),
            relative(self.folder / "words.yaml", self.root),
            f"content/brands/{self.brand_name}.yaml",
        }
        before = len(self.problems.fatal)
        tree = self._tree(path)
        if tree is None:
            return
        sound = len(self.problems.fatal) == before
        kinds: list[tuple[str, DystoniaType | None]] = [(path.stem, None)]
        if isinstance(tree, Fields) and tree.get("for_each") == "types":
            kinds = list(self.types.items())
        for name, kind in kinds:
            names = {"type.id": name, "type.title": escape_marks(kind.title)} if kind else {}
            handout = self._checked(Handout, tree, names)
            if handout is None or not self._resolved(handout, kind) or not sound:
                continue
            used = {f"sections/{section}" for section in handout.sections}
            used |= {f"types/{name}"} if kind else {f"types/{entry}" for entry in handout.types}
            inputs = {relative(self.folder / f"{item}.yaml", self.root) for item in used}
            file = str(handout.file) if handout.file else name
            number = self.series[name] if kind else 1
            yield Ready(name, file, handout, kind, number, frozenset(shared | inputs))

    def _resolved(self, handout: Handout, kind: DystoniaType | None) -> bool:
        """Whether all that the handout names is there; adds a problem for what is not."""
        own = f"content/{self.language}"
        pairs = [
            ("layout", [handout.layout], self.known.layouts, "layouts"),
            ("edition", handout.editions, self.known.editions, "layouts/theme.yaml"),
            ("section", handout.sections, self._stems("sections"), f"{own}/sections"),
            ("type", handout.types, self._stems("types"), f"{own}/types"),
        ]
        good = True
        for what, names, there, folder in pairs:
            for name in names:
                if name not in there:
                    hint = did_you_mean(name, there) or f"the names are those in {folder}"
                    self.problems.add(name.place, f'unknown {what} "{name}"', hint)
                    good = False
        whole = set(handout.sections) <= set(self.sections) and set(handout.types) <= set(
            self.types
        )
        return good and whole and set(kind.cite if kind else handout.cite) <= set(self.sources)

    @cache  # noqa: B019 (a loader lives for one load)
    def _stems(self, folder: str) -> set[str]:
        return {path.stem for path in (self.folder / folder).glob("*.yaml")}

    def _series(self, types: Mapping[str, DystoniaType]) -> dict[str, int]:
        """The place of every type by its document number, be the rest of the file faulty."""

        def number(path: Path) -> tuple[str, str]:
            if path.stem in types:
                return str(types[path.stem].document.number), path.stem
            found = re.search(rb"^ +number: *['\"]?([\w-]+)", path.read_bytes(), re.M)
            return found[1].decode("ascii") if found else "", path.stem

        files = sorted((self.folder / "types").glob("*.yaml"), key=number)
        return {path.stem: place for place, path in enumerate(files, 1)}

    # --- references ------------------------------------------------------------------

    def _check_references(self, tree: Located) -> None:
        if isinstance(tree, Sequence):
            for item in tree:
                self._check_references(item)
        elif isinstance(tree, Fields):
            for key, value in tree.items():
                if key in ("source", "cite"):
                    self._check_sources(value)
                elif key == "icon" and isinstance(value, Text):
                    self._check_art(value)
                elif key == "picture" and isinstance(value, Fields):
                    name = value.get("name")
                    if isinstance(name, Text):
                        self._check_art(name)
                self._check_references(value)

    def _check_sources(self, value: Located) -> None:
        for name in [value] if isinstance(value, Text) else list(value):
            # Without the file of sources, that it is missing has been said.
            if not isinstance(name, Text) or self.source_names is None or not _is_name(name):
                continue
            if name not in self.source_names:
                hint = did_you_mean(name, self.source_names) or "add it to content/sources.yaml"
                self.problems.add(name.place, f'unknown source "{name}"', hint)

    def _check_art(self, name: Text) -> bool:
        if name in self.known.art.names:
            return True
        if _is_name(name):
            self.problems.extend([self.known.art.missing(name, name.place)])
        return False


def _is_name(text: str) -> bool:
    """Whether it could be a name; what cannot has been reported by the model."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", text) is not None


def _brand_names(brand: Brand) -> dict[str, str]:
    """What `{{ brand.… }}` stands for; the phone number and the web address are links."""
    names = {
        f"brand.{name}": escape_marks(value)
        for name, value in vars(brand).items()
        if isinstance(value, Text) and name not in ("logo", "paper", "language")
    }
    names["brand.phone"] = f"[{names['brand.phone']}]({brand.tel})"
    if brand.web:
        shown = str(brand.web).removeprefix("https://").removeprefix("http://").rstrip("/")
        names["brand.web"] = f"[{escape_marks(shown)}]({brand.web})"
    return names


def review_problems(ready: Ready, today: datetime.date) -> Iterator[Problem]:
    """A warning from 90 days before the review date, an error after it (TR-02)."""
    document = ready.kind.document if ready.kind else ready.handout.document
    assert document is not None
    left = (document.review_by - today).days
    place = document.place
    if left < 0:
        yield Problem(place, f"the review date {document.review_by} has passed",
                      "have it reviewed, then move the date")  # fmt: skip
    elif left <= 90:
        yield Problem(place, f"must be reviewed by {document.review_by}, in {left} days",
                      fatal=False)  # fmt: skip
