"""All that has been read of a project in one state of its inputs, and files made from it.

A workshop is thrown away when an input changes; nothing that was read outlives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from . import project
from .checks import editorial, unused, wording
from .checks.syllables import Syllables
from .content import clinic, kinds, load
from .content.clinic import Clinic
from .content.library import Known, Language, Library, PreparedHandout
from .design import templates
from .design.layout import Layout
from .design.layouts import Layouts, kept_layouts
from .graphics.drawings import Drawings, kept_drawings
from .graphics.font import Fonts, kept_words
from .markup.node import Node
from .problems import ContentError, Problem, Problems
from .reading import closed, strays
from .reading.files import Files, kept_trees
from .render import Rendered, render, tree


class Workshop:
    """One project as it is now; each language and each brand is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._kept = [kept_trees(), kept_layouts(), kept_drawings(), kept_words()]
        trees, layouts, drawings, words = self._kept
        self._files = Files(root, trees)
        self.layouts = Layouts(root, self._files, layouts)
        self.drawings = Drawings(root, drawings)
        self.fonts = Fonts(root, words)
        self._syllables = Syllables(kept=True)
        self._of_kinds = Problems()
        self._said: dict[tuple[str, ...], list[Problem]] = {}
        self._clinics: dict[str, tuple[Clinic | None, Problems]] = {}
        self._languages: dict[str, tuple[Language | None, Problems]] = {}
        self._remarks: dict[tuple[str, str], list[Problem]] = {}
        self._libraries: dict[tuple[str, str], tuple[Library | None, Problems]] = {}

    def keep(self) -> None:
        """Keep what was read, for the next run."""
        self.fonts.keep()
        self._syllables.keep()
        for kept in self._kept:
            kept.save()

    def library(self, brand: str, language: str) -> tuple[Library | None, Problems]:
        """What a brand says in a language, or None, and everything that is wrong with it."""
        found = self._libraries.get((brand, language))
        if found is None:
            problems = Problems()
            try:
                library = self._joined(brand, language, problems)
            except ContentError as fault:  # a fault of the theme
                library = None
                problems.extend(fault.problems)
            found = self._libraries[brand, language] = (library, problems)
        return found

    def _joined(self, brand: str, language: str, problems: Problems) -> Library | None:
        known = self._names
        if not clinic.chosen(self.root, brand, language, problems):
            return None
        if brand not in self._clinics:
            faults = Problems()
            self._clinics[brand] = (clinic.load_brand(self._files, brand, known, faults), faults)
        own, wrong = self._clinics[brand]
        said, more = self._language(language)
        problems.extend(wrong)
        problems.extend(more)
        problems.extend(self._of_kinds)
        problems.extend(self._misnamed)
        if own is None or said is None:
            return None
        problems.extend(wording.of_brand(own))
        return clinic.joined(own, said, problems)

    def _language(self, language: str) -> tuple[Language | None, Problems]:
        if language not in self._languages:
            faults = Problems()
            said = load.load_language(self._files, language, self._names, faults)
            self._languages[language] = (said, faults)
        return self._languages[language]

    def remarks(self, language: str, country: str) -> list[Problem]:
        """What an editor says of the texts of a language; `country` is that of the phone number."""
        found = self._remarks.get((language, country))
        if found is None:
            found = self._remarks[language, country] = list(self._remarked(language, country))
        return found

    def _remarked(self, language: str, country: str) -> Iterator[Problem]:
        said, _ = self._language(language)
        if said is None:
            return
        yield from wording.problems(said, country)
        if language != project.HOME_LANGUAGE:
            from .checks import translation

            home, _ = self._language(project.HOME_LANGUAGE)
            yield from translation.problems(said, home) if home else ()
        every = [self._language(one) for one in project.languages(self.root)]
        faults = [self._of_kinds, *(wrong for _, wrong in every)]
        if any(one.fatal for one in faults) or any(map(closed.is_told, self._misnamed)):
            return  # what is faulty, or nobody can see, may use more
        if not said.handouts:  # that is what is wrong
            return
        asked = list(templates.sources(self.root))
        spoken = [one for one, _ in every if one]
        found = list(unused.problems(said, spoken, self._names.editions, asked))
        if found and self.layouts.are_sound():
            yield from found

    @cached_property
    def _names(self) -> Known:
        editions = self.layouts.theme.editions
        declared = kinds.load(self._files, self._of_kinds)
        return Known(project.layouts(self.root), editions, self.drawings, declared)

    @cached_property
    def _misnamed(self) -> list[Problem]:
        """What lies in the project and is not read."""
        return [stray.problem for stray in strays.misnamed(self.root)]

    def suffixes(self) -> Mapping[str, str]:
        """What each edition adds to a document number."""
        editions = self.layouts.theme.editions
        return {str(name): str(edition.suffix) for name, edition in editions.items()}

    def said(
        self, library: Library, prepared: PreparedHandout, edition: str, document: Node
    ) -> list[Problem]:
        """What a careful editor says of a handout, from its first edition: all say the same.

        `document` is its tree in `edition`.
        """
        key = (library.brand_name, library.language, prepared.family, prepared.name)
        if key not in self._said:
            first = str(prepared.handout.editions[0])
            if first != edition:
                try:
                    document = self.tree(library, prepared, first)
                except ContentError:  # a fault of that edition alone; this one can be made
                    return list(editorial.problems(library, prepared, document, self._syllables))
            self._said[key] = list(editorial.problems(library, prepared, document, self._syllables))
        return self._said[key]

    def layout(self, prepared: PreparedHandout, edition: str) -> Layout:
        """The layout of a handout in an edition. Raises `ContentError`."""
        handout = prepared.handout
        named = next((one for one in handout.editions if one == edition), edition)
        return self.layouts.layout(handout.layout, named)

    def tree(self, library: Library, prepared: PreparedHandout, edition: str) -> Node:
        """The node tree of a handout in an edition. Raises `ContentError`."""
        layout = self.layout(prepared, edition)
        return tree(library, prepared, layout, library.filler(prepared))

    def render(
        self,
        library: Library,
        prepared: PreparedHandout,
        edition: str,
        paper: str,
        problems: Problems,
    ) -> Rendered | None:
        """One file in memory, or None after adding what is wrong. Raises `ContentError`."""
        layout = self.layout(prepared, edition)
        return render(self.fonts, self.drawings, library, prepared, layout, paper, problems)
