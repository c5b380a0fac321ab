"""Which color a palette role is, or a color of a drawing, in one edition of one brand."""

from __future__ import annotations

from collections.abc import Iterator

from .. import project
from ..content.library import Library
from ..graphics.color import Color, cmyk, light_gray, parts, rgb, separated
from ..graphics.drawing import Drawing, Paint
from ..problems import NOWHERE, ContentError, Place, Problem, did_you_mean
from .layout import Layout


class Palette:
    """The colors of a brand in an edition: RGB, grays, or inks for the press.

    The drawings of `layouts/art` are in the colors that the theme's `art` names,
    and take the brand's colors. The brand's own logo keeps what it is drawn in,
    but for colors that play a role.
    """

    def __init__(self, library: Library, layout: Layout) -> None:
        self.theme, self.edition = layout.theme, layout.edition
        self.brand = library.brand
        self.file = project.brand_file(library.brand_name)
        self.layout = Place(project.layout_file(layout.name))
        palette = self.brand.palette
        self._hexes = {**palette, **self.edition.palette}
        self._art = {color.upper(): role for color, role in self.theme.art.items()}
        self._own_art = {color.upper(): own for color, own in self.edition.art.items()}
        self._logo = {palette[role].upper(): role for role in reversed(palette)}

    def color(self, role: str) -> Color:
        """The color of a role. Raises `ContentError` for one that is unknown or missing."""
        name = role
        if name not in self.edition.palette:
            name = self.theme.roles.get(role, role)
        if self.edition.press:
            if name not in self.brand.inks:
                raise self._missing("inks", role, name)
            return cmyk(*self.brand.inks[name])
        if name not in self._hexes:
            raise self._missing("palette", role, name)
        return rgb(self._hexes[name])

    def _missing(self, what: str, role: str, name: str) -> ContentError:
        """The brand lacks a role that the theme knows; or a layout asks for one nobody knows."""
        theme = self.theme
        known = {*theme.roles, *theme.roles.values(), *theme.art.values(), *self.brand.palette}
        known.update(one for first, second, _ in theme.pairs for one in (first, second))
        if name in known:
            problem = Problem(self.brand.place, f'"{what}" lacks the role "{name}"', "add it")
        else:
            written: Place = getattr(role, "place", NOWHERE)
            said = f'unknown color "{role}"'
            hint = did_you_mean(role, known) or f'add it to "palette" in {self.file}'
            problem = Problem(written if written.path else self.layout, said, hint)
        return ContentError([problem])

    # --- drawings ---------------------------------------------------------------------

    def drawn(self, drawing: str, color: str, ground: str) -> Color:
        """What a color of a drawing is on a ground: white where it would be lost on it."""
        is_logo = drawing == self.brand.logo
        role = (self._logo.get(color) if is_logo else None) or self._art.get(color)
        if role is None:
            return self._as_written(color)
        if (ground == "mist" and role == "mist") or (ground == "dark" and role == "ink"):
            return self.color("white")
        if color in self._own_art and role == self._art.get(color):
            return rgb(self._own_art[color])
        return self.color(role)

    def _as_written(self, color: str) -> Color:
        if self.edition.press:
            return separated(color)
        return rgb(light_gray(color) if self.edition.gray else color)

    def problems(self, drawing: Drawing) -> Iterator[Problem]:
        """Each color of a drawing that plays no role, where it first stands."""
        unknown: dict[str, Paint] = {}
        if drawing.name != self.brand.logo:
            for paint in drawing.paints:
                if paint.color not in self._art:
                    unknown.setdefault(paint.color, paint)
        for color, paint in unknown.items():
            near = min(self._art, key=lambda known: _distance(known, color), default="")
            nearest = f'use "{near}" ({self._art[near]}), the nearest one, or ' if near else ""
            yield Problem(
                paint.place,
                f"expected one of the colors of the drawings, found {_written(paint)}",
                f'{nearest}give it a role under "art" in {project.THEME}',
            )


def _written(paint: Paint) -> str:
    if not paint.written:
        return f'no color, which means black ("{paint.color}")'
    same = paint.written.upper() == paint.color
    return f'"{paint.written}"' if same else f'"{paint.written}", which is "{paint.color}"'


def _distance(one: str, two: str) -> int:
    return sum((a - b) ** 2 for a, b in zip(parts(one), parts(two), strict=True))
