"""One layout in one edition: its pages, its styles and its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from ..markup.node import Node
from ..problems import Place, Problem
from ..reading.located import Fields
from .editions import EditionSpec, Theme
from .page_template import PageTemplate
from .spec import LayoutSpec
from .style import GROWING, Style


class Layer(NamedTuple):
    """The styles of one file, or of one of its variants, and the fields they were read from."""

    styles: Mapping[str, Style]
    said: Fields


class Layout:
    """One layout in one edition. `layers` are its styles from the theme up to its own variant.

    `warnings` are what is odd about it and stops nothing.
    """

    def __init__(
        self,
        name: str,
        edition_name: str,
        spec: LayoutSpec,
        edition: EditionSpec,
        theme: Theme,
        template: PageTemplate,
        layers: Sequence[Layer],
        files: frozenset[str],
    ) -> None:
        self.name = name
        self.edition_name = edition_name
        self.spec = spec
        self.edition = edition
        self.theme = theme
        self.template = template
        self.layers = layers
        self.files = files
        self.warnings: list[Problem] = []
        self._made: dict[tuple[str, ...], Style] = {}

    # --- styles -----------------------------------------------------------------------

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all its styles."""
        return frozenset(name for layer in self.layers for name in layer.styles)

    def style(self, *names: str) -> Style:
        """The style of the given names, later ones overriding earlier ones.

        A name without a style, such as that of a tag, adds nothing.
        """
        found = self._made.get(names)
        if found is None:
            found = self._made[names] = self._style(names)
        return found

    def _style(self, names: tuple[str, ...]) -> Style:
        fields: dict[str, Any] = {}
        for name in names:
            for layer in self.layers:
                if name in layer.styles:
                    fields.update(vars(layer.styles[name]))
        style = Style(**fields)
        return style if self.edition.scale == 1 else _scaled(style, self.edition.scale)

    def place(self, node: Node, *properties: str) -> Place:
        """Where the first of the properties that is said of a node's style is said.

        The node's tag in its template where nothing is said of its style.
        """
        layers = [
            layer.said[name]
            for name in reversed(node.styles)
            for layer in reversed(self.layers)
            if name in layer.said
        ]
        for one in properties:
            for said in layers:
                if isinstance(said, Fields) and one in said:
                    return said[one].place
        return layers[0].place if layers else node.source


def _scaled(style: Style, scale: float) -> Style:
    """A style with its type and spaces enlarged; widths and places stay."""
    if not style.enlarge:
        return style
    lengths = {name: getattr(style, name) for name in GROWING}
    return style.changed(
        **{name: length * scale for name, length in lengths.items() if length is not None}
    )
