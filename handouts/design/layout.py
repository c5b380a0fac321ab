"""Layouts: found, merged with what they extend, and given their template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError

from .. import project
from ..problems import ContentError, Place, Problem, Problems, did_you_mean
from ..reading import disk
from ..reading import schema as checking
from ..reading.located import Mapping as Fields
from ..reading.located import Sequence, Text
from ..reading.yaml_file import parse
from .editions import EditionSpec, Theme
from .spec import LayoutSpec
from .style import Style
from .templates import TEMPLATE, TemplateLoader, sandbox


@dataclass(eq=False, repr=False)
class Layout:
    """One layout in one edition: its pages, its styles and its template."""

    name: str
    edition_name: str
    spec: LayoutSpec
    edition: EditionSpec
    theme: Theme
    template: Template
    template_name: str
    styles: Mapping[str, Mapping[str, Any]]
    _files: frozenset[str]
    _loaded: set[str]
    _made: dict[tuple[str, ...], Style] = field(default_factory=dict)

    @property
    def inputs(self) -> frozenset[str]:
        """The layout files used so far, relative to the project."""
        return self._files | self._loaded

    def style(self, *names: str) -> Style:
        """The style of the given names, later ones overriding earlier ones.

        Raises `ContentError` for a name or a property that does not exist.
        """
        found = self._made.get(names)
        if found is None:
            found = self._made[names] = self._style(names)
        return found

    def _style(self, names: tuple[str, ...]) -> Style:
        place = Place(project.layout_file(self.name))
        merged = Fields(place)
        for index, name in enumerate(names):
            if name in self.styles:
                merged.update(self.styles[name])
            elif index:
                hint = did_you_mean(name, self.styles)
                raise ContentError([Problem(place, f'unknown style "{name}"', hint)])
        for name in [name for name, value in merged.items() if value == "none"]:
            del merged[name]
        padding = merged.get("padding")
        if isinstance(padding, Text):
            merged["padding"] = Sequence(padding.place, [padding] * 4)
        problems = Problems()
        style = checking.read(Style, merged, problems)
        problems.stop_if_any()
        assert style is not None
        return style if self.edition.scale == 1 else _scaled(style, self.edition.scale)

    def page_size(self, paper: str) -> tuple[float, float]:
        """Trimmed width and height in points."""
        width, height, _ = project.PAPERS[paper]
        return (height, width) if self.spec.orientation == "landscape" else (width, height)

    def markup(self, values: Mapping[str, Any]) -> str:
        """The template filled with `values`. Raises `ContentError` for a missing name."""
        try:
            return self.template.render(values)
        except UndefinedError as fault:
            name = re.search(r"'(\w+)'(?: is undefined)?$", fault.message or "")
            message = f'there is no "{name[1]}"' if name else f"{fault.message}"
            hint = "check the name, or add it to the content"
        except SecurityError as fault:
            message, hint = f"{fault}", "a template may only read values"
        except TemplateNotFound as fault:
            message, hint = f'there is no part "{fault.name}"', "parts are in layouts/parts"
        raise ContentError([Problem(Place(self.template_name), message, hint)])


def _scaled(style: Style, scale: float) -> Style:
    """A style with its type and spaces enlarged; widths and places stay."""
    if not style.enlarge:
        return style
    lengths = (
        "size leading fit gap before indent marker_size marker_down numeral_size pitch min_height"
    )
    larger = {name: getattr(style, name) for name in lengths.split()}
    return style.changed(
        **{name: size * scale for name, size in larger.items() if size is not None}
    )


def load(root: Path, name: str, edition: str) -> Layout:
    """The layout that gives `name` in `edition`. Raises `ContentError` with all problems.

    Read once per process; `forget` drops what was read.
    """
    return _load(root, name, edition)


def forget() -> None:
    """Read every layout anew next time (a file was changed)."""
    _load.cache_clear()
    load_theme.cache_clear()
    _read.cache_clear()


@lru_cache(maxsize=256)
def _load(root: Path, name: str, edition: str) -> Layout:
    theme = load_theme(root)
    base = _read(root, name)
    if edition not in theme.editions:
        hint = did_you_mean(edition, theme.editions)
        raise ContentError([Problem(Place(project.THEME), f'unknown edition "{edition}"', hint)])
    if edition not in base.editions:
        there = ", ".join(base.editions) or "none"
        raise ContentError(
            [
                Problem(
                    Place(project.layout_file(name)),
                    f'the layout has no edition "{edition}"',
                    f"it has: {there}",
                )
            ]
        )
    target = str(base.editions[edition])
    chain = _chain(root, target)
    spec = _merged(chain)
    styles: dict[str, dict[str, Any]] = {}
    parts: list[Theme | LayoutSpec] = [theme, *(one for _, one in reversed(chain))]
    for part in parts:
        for source in (part.styles, getattr(part, "variants", {}).get(edition, {})):
            for key, value in source.items():
                styles[key] = {**styles.get(key, {}), **value}
    folders = [key for key, _ in chain]
    loader = TemplateLoader(root, folders)
    template_name = f"{project.LAYOUTS}/{target}/{TEMPLATE}"
    try:
        template = sandbox(loader).get_template(TEMPLATE)
    except TemplateNotFound:
        raise ContentError([Problem(Place(template_name), "the template is missing")]) from None
    except TemplateSyntaxError as fault:
        place = Place(fault.filename or template_name, fault.lineno, 1)
        raise ContentError([Problem(place, fault.message or "is not a template")]) from None
    files = {project.layout_file(key) for key in (*folders, name)}
    return Layout(
        target,
        edition,
        spec,
        theme.editions[edition],
        theme,
        template,
        template_name,
        styles,
        frozenset({*files, project.THEME}),
        loader.used,
    )


@lru_cache(maxsize=8)
def load_theme(root: Path) -> Theme:
    """The shared theme."""
    problems = Problems()
    tree = _yaml(root, project.THEME, problems)
    theme = checking.read(Theme, tree, problems) if tree is not None else None
    problems.stop_if_any()
    assert theme is not None
    return theme


@lru_cache(maxsize=64)
def _read(root: Path, name: str) -> LayoutSpec:
    file = project.layout_file(name)
    problems = Problems()
    tree = _yaml(root, file, problems)
    spec = checking.read(LayoutSpec, tree, problems) if tree is not None else None
    problems.stop_if_any()
    assert spec is not None
    return spec


def _chain(root: Path, name: str) -> list[tuple[str, LayoutSpec]]:
    """The layout and those it extends, nearest first."""
    chain: list[tuple[str, LayoutSpec]] = []
    current: str | None = name
    while current:
        if any(current == seen for seen, _ in chain):
            raise ContentError(
                [Problem(Place(project.layout_file(name)), f'"{current}" extends itself')]
            )
        if current not in project.layouts(root):
            place = Place(project.layout_file(chain[-1][0] if chain else name))
            hint = did_you_mean(current, project.layouts(root))
            raise ContentError([Problem(place, f'unknown layout "{current}"', hint)])
        spec = _read(root, current)
        chain.append((current, spec))
        current = str(spec.extends) if spec.extends else None
    return chain


def _merged(chain: list[tuple[str, LayoutSpec]]) -> LayoutSpec:
    """The nearest layout's own fields over those it extends."""
    fields: dict[str, Any] = {}
    for _, spec in reversed(chain):
        fields.update(vars(spec))
    return LayoutSpec(**fields)


def _yaml(root: Path, file: str, problems: Problems) -> Fields | None:
    tree = parse(disk.read(root, file), file, problems)
    if tree is not None and not isinstance(tree, Fields):
        problems.add(tree.place, 'expected lines such as "name: value"')
        return None
    return tree
