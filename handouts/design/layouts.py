"""Every layout of a project: read once, merged with what it extends, and found sound."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from .. import kept, project
from ..digest import digest_of
from ..graphics import drawings
from ..kept import Kept, KeptTogether
from ..markup import vocabulary
from ..problems import ContentError, Place, Problem, Problems, did_you_mean, once
from ..reading import schema
from ..reading.files import Files
from ..reading.located import Fields, Text
from ..reading.schema import M
from . import sound
from .editions import Theme
from .layout import Layer, Layout
from .page_template import PageTemplate
from .spec import LayoutSpec


class _Link(NamedTuple):
    """One layout of a chain: its name, what it says, and the fields it was read from."""

    name: str
    spec: LayoutSpec
    said: Fields


def kept_layouts() -> KeptTogether:
    """The states in which earlier runs of this program found layouts sound."""
    makers = [
        *kept.beside(__file__),
        *kept.beside(schema.__file__),
        *(one.__file__ for one in (vocabulary, project, drawings)),
    ]
    return KeptTogether(Kept("layouts", *makers))


class Layouts:
    """The theme and the layouts of the project in `root`, each file read once.

    All that is asked for may raise `ContentError` with every problem of the
    files it is made from.
    """

    def __init__(
        self, root: Path, files: Files | None = None, kept: KeptTogether | None = None
    ) -> None:
        self.root = root
        self._files = files or Files(root)
        self._kept = kept
        self._specs: dict[str, tuple[LayoutSpec, Fields] | ContentError] = {}
        self._chains: dict[str, list[_Link] | ContentError] = {}
        self._layouts: dict[tuple[str, str], Layout | ContentError] = {}

    @property
    def theme(self) -> Theme:
        """What all layouts share."""
        return self._read_theme[0]

    @cached_property
    def _there(self) -> list[str]:
        """The layouts there are."""
        return project.layouts(self.root)

    @cached_property
    def _read_theme(self) -> tuple[Theme, Fields]:
        return self._read(Theme, project.THEME, partial(sound.check_theme, self.root))

    def layout(self, name: str, edition: str) -> Layout:
        """The layout that gives `name` in `edition`; where these are `Text`, they are blamed."""
        target = self._target(name, edition)
        return once(self._layouts, (name, edition), lambda: self._made(name, target, edition))

    def are_sound(self) -> bool:
        """Whether every layout can be read, with its templates, in each of its editions."""
        try:
            for name in self._there:
                for edition in _merged(self._chain(name)).editions:
                    self.layout(name, edition)
        except ContentError:
            return False
        return True

    def _made(self, name: str, target: str, edition: str) -> Layout:
        chain = self._chain(target)
        problems = Problems()
        template = self._template(chain, problems)
        links = {link.name for one in (name, target) for link in self._chain(one)}
        files = frozenset({project.THEME, *map(project.layout_file, links)})
        state = self._state((name, target, edition), files, template) if template else ""
        is_sound = bool(self._kept and self._kept.find(state))
        spec = _merged(chain)
        if not is_sound:
            for one in {name, target}:
                self._check(self._chain(one), problems)
            sound.check_pages(spec, Place(project.layout_file(target)), problems)
            problems.stop_if_any()
        assert template is not None
        layout = Layout(
            str(target),
            str(edition),
            spec,
            self.theme.editions[edition],
            self.theme,
            template,
            self._layers(chain, edition),
            files,
        )
        if not is_sound:
            self._check_template(layout, problems)
            if self._kept and not len(problems):
                self._kept.put(state, True)
        return layout

    def _template(self, chain: list[_Link], problems: Problems) -> PageTemplate | None:
        try:
            return PageTemplate(self.root, [link.name for link in chain])
        except ContentError as fault:
            problems.extend(fault.problems)
            return None

    def _check_template(self, layout: Layout, problems: Problems) -> None:
        from . import template_check  # not needed for a layout that was sound before

        template_check.check(self.root, layout, problems)
        problems.stop_if_any()
        layout.warnings += problems

    def _state(self, names: tuple[str, ...], files: Collection[str], template: PageTemplate) -> str:
        """One name for all that tells whether a layout is sound."""
        read = {file: self._files.digests[file] for file in files}
        written = {source.file: source.text for source in template.sources}
        return digest_of([*names, read, written, self._there, project.drawings(self.root)])

    def _check(self, chain: list[_Link], problems: Problems) -> None:
        """What the layouts of a chain name is there."""
        for index, link in enumerate(chain):
            sound.check_spec(self.theme, link.spec, link.said, problems)
            own = _merged(chain[index:]).editions
            sound.check_editions(self.theme, link.spec, own, self._there, problems)

    def _layers(self, chain: list[_Link], edition: str) -> list[Layer]:
        """The styles of the theme, then of each layout and of its variant for the edition."""
        theme, said = self._read_theme
        layers = [Layer(theme.styles, _group(said, "styles"))]
        for _, spec, said in reversed(chain):
            layers.append(Layer(spec.styles, _group(said, "styles")))
            variant = _group(said, "variants", edition)
            layers.append(Layer(spec.variants.get(edition, {}), variant))
        return layers

    # --- which layout -----------------------------------------------------------------

    def _target(self, name: str, edition: str) -> Text:
        """The layout that makes an edition of the layout `name`."""
        theme = self.theme
        if edition not in theme.editions:
            hint = did_you_mean(edition, theme.editions)
            raise _refused(_place(edition, project.THEME), f'unknown edition "{edition}"', hint)
        chain = self._chain(name)
        found = _merged(chain).editions
        if edition not in found:
            there = ", ".join(found) or "none"
            said = f'the layout "{name}" has no edition "{edition}"'
            file = project.layout_file(name)
            raise _refused(_place(edition, file), said, f"it has: {there}")
        if found[edition] not in self._there:
            problems = Problems()
            self._check(chain, problems)
            raise ContentError(problems)
        return found[edition]

    def _chain(self, name: str) -> list[_Link]:
        """The layout and those it extends, nearest first."""
        return once(self._chains, name, lambda: list(self._links(name)))

    def _links(self, name: str) -> Iterator[_Link]:
        current: str | None = name
        seen: list[str] = []
        while current:
            if current in seen:
                place = _place(current, project.layout_file(seen[-1]))
                raise _refused(place, f'"{current}" extends itself', 'take "extends" out')
            seen.append(current)
            spec, said = self._spec(current)
            yield _Link(current, spec, said)
            current = spec.extends

    # --- files ------------------------------------------------------------------------

    def _spec(self, name: str) -> tuple[LayoutSpec, Fields]:
        """The layout's own file, which must be there."""
        file = project.layout_file(name)
        if name not in self._there:
            hint = did_you_mean(name, self._there) or "the layouts are the folders in layouts"
            raise _refused(_place(name, file), f'unknown layout "{name}"', hint)
        return once(self._specs, name, lambda: self._read(LayoutSpec, file))

    def _read(
        self, model: type[M], file: str, check: Callable[[M, Fields, Problems], None] | None = None
    ) -> tuple[M, Fields]:
        """The model in a file that passes a check, and the fields it was read from."""
        problems = Problems()
        tree = self._files.tree(file, problems)
        if tree is not None and not isinstance(tree, Fields):
            problems.add(tree.place, 'expected lines such as "name: value"')
            tree = None
        found = schema.read(model, tree, problems) if tree is not None else None
        if check and found is not None and tree is not None:
            check(found, tree, problems)
        problems.stop_if_any()
        assert found is not None
        assert tree is not None
        return found, tree


def _place(name: str, file: str) -> Place:
    """Where a name was written, or the file as a whole."""
    return name.place if isinstance(name, Text) else Place(file)


def _refused(place: Place, said: str, hint: str) -> ContentError:
    return ContentError([Problem(place, said, hint)])


def _group(fields: Fields, *names: str) -> Fields:
    """The group of fields below these names, or an empty one."""
    for name in names:
        inner = fields.get(name)
        if not isinstance(inner, Fields):
            return Fields(fields.place)
        fields = inner
    return fields


def _merged(chain: list[_Link]) -> LayoutSpec:
    """The nearest layout's own fields over those it extends."""
    fields: dict[str, Any] = {}
    for link in reversed(chain):
        fields.update(vars(link.spec))
    return LayoutSpec(**fields)
