"""The brand's palette roles as colors."""

from __future__ import annotations

from .. import project
from ..content.library import Library
from ..graphics.color import cmyk, rgb
from ..graphics.drawing import Color
from ..problems import ContentError, Place, Problem
from .layout import Layout


class Palette:
    """Palette roles as color operators: RGB, or declared inks for the press."""

    def __init__(self, library: Library, layout: Layout) -> None:
        self.theme, self.edition = layout.theme, layout.edition
        self.brand = library.brand
        self.file = project.brand_file(library.brand_name)
        self.hexes = {**self.brand.palette, **self.edition.palette}

    def color(self, role: str) -> Color:
        """The color of a role. Raises `ContentError` for a role the brand does not have."""
        name = role
        if name not in self.edition.palette:
            name = self.theme.roles.get(role, role)
        if self.edition.press:
            if name not in self.brand.inks:
                raise self._missing("inks", name)
            return cmyk(*self.brand.inks[name])
        if name not in self.hexes:
            raise self._missing("palette", name)
        return rgb(self.hexes[name])

    def _missing(self, what: str, name: str) -> ContentError:
        return ContentError(
            [Problem(Place(self.file), f'"{what}" lacks the role "{name}"', "add it")]
        )

    def art_color(self, color: str, ground: str) -> Color:
        """The color of a drawing's hex: its role's, or the edition's own; white where it must."""
        role = self.theme.art.get(color, "text")
        if (ground == "mist" and role == "mist") or (ground == "dark" and role == "ink"):
            return self.color("white")
        if color in self.edition.art:
            return rgb(self.edition.art[color])
        return self.color(role)
