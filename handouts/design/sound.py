"""Whether what the files of `layouts` name is there, and whether their pages can be laid out."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from .. import project
from ..problems import Place, Problems, did_you_mean
from ..reading import closed
from ..reading.located import Fields, Text
from .editions import Theme
from .spec import LayoutSpec, PageSpec
from .style import COLORS, FONTS, Style

# Panels are measured in inches and millimetres, and written in points.
_TOLERANCE = 0.5


def check_theme(root: Path, theme: Theme, said: Fields, problems: Problems) -> None:
    """Its fonts are there, and every color that it names is in the palette or among the roles."""
    for role in theme.roles.values():
        _check_name("color", role, theme.palette, problems)
    known = theme.colors()
    for name in _colors_named(theme):
        _check_name("color", name, known, problems)
    drawn = {color.upper() for color in theme.art}
    for edition in theme.editions.values():
        for color in edition.art:
            if color.upper() not in drawn:
                hint = did_you_mean(color, theme.art) or 'name one of those under "art"'
                problems.add(_place(color), f'no drawing has the color "{color}"', hint)
    _check_fonts(root, theme, said, problems)
    _check_styles(theme, theme.styles, said.get("styles"), problems)


def _colors_named(theme: Theme) -> Iterator[str]:
    for first, second, _ in theme.pairs:
        yield from (first, second)
    yield from theme.art.values()
    for edition in theme.editions.values():
        yield from edition.palette


def _check_fonts(root: Path, theme: Theme, said: Fields, problems: Problems) -> None:
    """Every file is there, and every font that a style has if it names none."""
    for file in theme.fonts.values():
        path = project.font_file(file)
        if folder := project.closed_above(root, path):
            problems.extend([closed.problem(folder)])
        elif not os.path.isfile(root / path) and not os.path.islink(root / path):
            there = [path.name for path in (root / project.LAYOUTS / "fonts").glob("*.ttf")]
            hint = did_you_mean(file, there) or "put the file into layouts/fonts"
            problems.add(file.place, f'there is no font file "{file}"', hint)
    for name in theme.typed:
        _check_name("font", name, theme.fonts, problems)
    for name in sorted({getattr(Style, one) for one in FONTS} - theme.fonts.keys()):
        place = said.key_place("fonts")
        problems.add(place, f'the font "{name}" is missing', f'add "{name}:", all layouts use it')


def check_spec(theme: Theme, spec: LayoutSpec, said: Fields, problems: Problems) -> None:
    """The colors and fonts that a layout names are those of the theme, also in its variants."""
    _check_styles(theme, spec.styles, said.get("styles"), problems)
    variants = said.get("variants")
    for edition, styles in spec.variants.items():
        fields = variants.get(edition) if isinstance(variants, Fields) else None
        _check_styles(theme, styles, fields, problems)


def check_editions(
    theme: Theme,
    spec: LayoutSpec,
    own: Collection[str],
    layouts: Collection[str],
    problems: Problems,
) -> None:
    """The editions of a layout are there, and made by layouts that are there.

    `own` are all its editions, also those of what it extends.
    """
    for edition, layout in spec.editions.items():
        _check_name("edition", edition, theme.editions, problems)
        _check_name("layout", layout, layouts, problems)
    for edition in spec.variants:
        if edition not in own:
            hint = did_you_mean(edition, own) or 'name it under "editions", or take it out'
            problems.add(_place(edition), f'the layout has no edition "{edition}"', hint)


def _check_styles(
    theme: Theme, styles: Mapping[str, Style], said: object, problems: Problems
) -> None:
    kinds = (("color", COLORS, theme.colors()), ("font", FONTS, theme.fonts))
    for name, style in styles.items():
        for what, properties, known in kinds:
            for one in properties:
                value = vars(style).get(one)
                if value is not None and value not in known:
                    fields = said.get(name) if isinstance(said, Fields) else None
                    place = fields[one].place if isinstance(fields, Fields) else style.place
                    _unknown(what, value, place, known, problems)


def _check_name(what: str, name: str, known: Collection[str], problems: Problems) -> None:
    if name not in known:
        _unknown(what, name, _place(name), known, problems)


def _unknown(
    what: str, name: str, place: Place, known: Collection[str], problems: Problems
) -> None:
    where = {
        "color": f'add it to "palette" in {project.THEME}',
        "font": f'add it to "fonts" in {project.THEME}',
        "edition": f"the editions are those in {project.THEME}",
        "layout": f"the layouts are the folders in {project.LAYOUTS}",
    }
    problems.add(place, f'unknown {what} "{name}"', did_you_mean(name, known) or where[what])


def _place(name: str) -> Place:
    assert isinstance(name, Text), "names in files know their place"
    return name.place


# --- pages ----------------------------------------------------------------------------


def check_pages(spec: LayoutSpec, file: Place, problems: Problems) -> None:
    """There are pages, no two panels have one name, and on each paper they fill the page."""
    if not spec.pages:
        problems.add(file, 'the field "pages" is missing', 'add "pages:" here')
    seen: set[str] = set()
    for page in spec.pages:
        for panel in page.panels:
            if panel.name in seen:
                said = f'there is a panel "{panel.name}" already'
                problems.add(_place(panel.name), said, "give each its own name")
            seen.add(panel.name)
        for paper in project.PAPERS:
            _check_widths(spec, page, paper, problems)
    if spec.flow and len(seen) > 1:
        problems.add(
            _place(spec.pages[-1].panels[-1].name), "a flow has one panel", "take the others out"
        )


def _check_widths(spec: LayoutSpec, page: PageSpec, paper: str, problems: Problems) -> None:
    width, height = spec.page_size(paper)
    widths = [panel.width[paper] if panel.width else width for panel in page.panels]
    if abs(sum(widths) - width) > _TOLERANCE:
        said = f'the panels of "{page.name}" are {sum(widths):g} pt wide together on {paper}'
        problems.add(_place(page.name), said, f"the page is {width:g} pt wide")
    for panel, own in zip(page.panels, widths, strict=True):
        top, right, bottom, left = panel.inset
        if left + right >= own or top + bottom >= height:
            said = f'the inset of the panel "{panel.name}" leaves no room on {paper}'
            problems.add(_place(panel.name), said, "make it smaller")
