"""Layouts: found, merged with what they extend, and given their template environment."""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2.compiler
from jinja2 import (
    BaseLoader,
    FileSystemBytecodeCache,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from . import checking
from .inlines import LATE, plain
from .looks import EditionSpec, LayoutSpec, Style, Theme
from .problems import ContentError, Place, Problem, Problems, did_you_mean
from .yamltree import Mapping as Fields
from .yamltree import Sequence, Text, parse

TEMPLATE = "page.xml.j2"
# Trimmed page sizes in points, portrait.
PAPERS = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}


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
        place = Place(f"layouts/{self.name}/layout.yaml")
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
        width, height = PAPERS[paper]
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


def names(root: Path) -> list[str]:
    """The layouts there are: folders of `layouts` with a `layout.yaml`."""
    return sorted(path.parent.name for path in (root / "layouts").glob("*/layout.yaml"))


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
        raise ContentError(
            [Problem(Place("layouts/theme.yaml"), f'unknown edition "{edition}"', hint)]
        )
    if edition not in base.editions:
        there = ", ".join(base.editions) or "none"
        raise ContentError(
            [
                Problem(
                    Place(f"layouts/{name}/layout.yaml"),
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
    loader = _Loader(root, folders)
    environment = _environment(loader)
    template_name = f"layouts/{target}/{TEMPLATE}"
    try:
        template = environment.get_template(TEMPLATE)
    except TemplateNotFound:
        raise ContentError([Problem(Place(template_name), "the template is missing")]) from None
    except TemplateSyntaxError as fault:
        place = Place(fault.filename or template_name, fault.lineno, 1)
        raise ContentError([Problem(place, fault.message or "is not a template")]) from None
    files = {f"layouts/{key}/layout.yaml" for key in (*folders, name)}
    return Layout(
        target,
        edition,
        spec,
        theme.editions[edition],
        theme,
        template,
        template_name,
        styles,
        frozenset({*files, "layouts/theme.yaml"}),
        loader.used,
    )


@lru_cache(maxsize=8)
def load_theme(root: Path) -> Theme:
    """The shared theme."""
    problems = Problems()
    tree = _yaml(root, "layouts/theme.yaml", problems)
    theme = checking.read(Theme, tree, problems) if tree is not None else None
    problems.stop_if_any()
    assert theme is not None
    return theme


@lru_cache(maxsize=64)
def _read(root: Path, name: str) -> LayoutSpec:
    file = f"layouts/{name}/layout.yaml"
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
                [Problem(Place(f"layouts/{name}/layout.yaml"), f'"{current}" extends itself')]
            )
        if current not in names(root):
            place = Place(f"layouts/{chain[-1][0] if chain else name}/layout.yaml")
            hint = did_you_mean(current, names(root))
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
    try:
        data = (root / file).read_bytes()
    except OSError:
        problems.add(Place(file), "the file is missing")
        return None
    tree = parse(data, file, problems)
    if tree is not None and not isinstance(tree, Fields):
        problems.add(tree.place, 'expected lines such as "name: value"')
        return None
    return tree


class _Loader(BaseLoader):
    """Finds `page.xml.j2` in the layout's folders and parts in `layouts/parts`, nowhere else."""

    def __init__(self, root: Path, folders: list[str]) -> None:
        self.root = root
        self.folders = folders
        self.used: set[str] = set()

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        if "/" in template or "\\" in template or template.startswith("."):
            raise TemplateNotFound(template)
        for folder in (*self.folders, "parts"):
            path = self.root / "layouts" / folder / template
            if path.is_file():
                name = f"layouts/{folder}/{template}"
                self.used.add(name)
                return path.read_text("utf-8"), name, lambda: True
        raise TemplateNotFound(template)


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept where Python keeps this compiled module, and if it keeps it.

    Whoever can write there can change the program itself.
    """

    def __init__(self) -> None:
        compiler = os.stat(jinja2.compiler.__file__)
        made = [Path(__file__).read_bytes(), f"{compiler.st_size} {compiler.st_mtime_ns}".encode()]
        digest = hashlib.blake2b(b" ".join(made), digest_size=8).hexdigest()
        folder = os.path.dirname(importlib.util.cache_from_source(__file__))
        super().__init__(folder, f"layouts-{digest}-%s.jinja")

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder nobody may write to
                super().dump_bytecode(bucket)


def _environment(loader: BaseLoader) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=loader,
        bytecode_cache=_Compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = lambda text: plain(str(text))
    environment.filters["late"] = _late
    environment.filters["month"] = _month
    return environment


def _late(text: Text, **values: object) -> Markup:
    """Fill the stand-ins of a wording, such as `{{ number }}` in "sheet 2 of 4"."""
    html = getattr(text, "__html__", None)
    markup = str(html() if html else text)
    for name, value in values.items():
        markup = markup.replace(LATE[name], str(value))
    return Markup(markup)  # noqa: S704  # only numbers, names of months and escaped markup


def _month(date: datetime.date, words: Any) -> Markup:
    """A date as its month and year, in the wording of the language."""
    months = [month.strip() for month in str(words.months).split(",")]
    return _late(words.month_format, month=months[date.month - 1], year=date.year)
