"""What can be said of a layout's templates before they are filled.

Every tag in every branch is looked at, so that a mistake is found the first
time the layout is used, whatever this handout needs of it.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from .. import project
from ..graphics.drawings import Drawings
from ..markup.vocabulary import (
    FILLED_IN,
    VOCABULARY,
    WRITTEN_BY_PROGRAM,
    attribute_faults,
    unknown_tag,
    written_by_program,
)
from ..problems import Problems, did_you_mean
from ..reading import closed
from ..reading.located import Text
from .layout import Layout
from .tags import Tag


def check(root: Path, layout: Layout, problems: Problems) -> None:
    """Add what is wrong with the tags, their values, styles, drawings and panels."""
    styles = layout.names
    tags = [tag for source in layout.template.sources for tag in source.tags()]
    for tag in tags:
        if tag.name not in VOCABULARY:
            problems.add(tag.place, *unknown_tag(tag.name))
        elif tag.name in WRITTEN_BY_PROGRAM:
            problems.add(tag.place, *written_by_program(tag.name))
        else:
            _check_attributes(tag, problems)
            _check_names(root, tag, styles, problems)
    _check_panels(layout, tags, problems)
    if not problems.fatal:
        _check_unused(layout, tags, problems)


def _check_attributes(tag: Tag, problems: Problems) -> None:
    values = tuple((name, one.value) for name, one in tag.attributes.items())
    for name, said, hint in attribute_faults(tag.name, values):
        if tag.whole or name in tag.attributes:
            problems.add(tag.at(name), said, hint)


def _check_names(root: Path, tag: Tag, styles: Collection[str], problems: Problems) -> None:
    style, art = tag.attributes.get("style"), tag.attributes.get("art")
    for name in _words(style.value) if style else ():
        if name not in styles:
            hint = did_you_mean(name, styles) or "add it to the layout's styles"
            problems.add(tag.at("style"), f'unknown style "{name}"', hint)
    for name in _words(art.value) if art else ():
        file = project.drawing_file(name)
        if os.path.isfile(root / file) or os.path.islink(root / file):
            continue  # what is wrong with it is told when it is drawn
        if folder := project.closed_above(root, file):
            problems.extend([closed.problem(folder)])
        else:
            hint = did_you_mean(name, Drawings(root).names) or "the drawings are in layouts/art"
            problems.add(tag.at("art"), f'unknown picture "{name}"', hint)


def _words(value: str) -> list[str]:
    """The words of a value that stand in the template as they are."""
    return [word for word in value.split() if FILLED_IN not in word]


def _check_panels(layout: Layout, tags: list[Tag], problems: Problems) -> None:
    """The template has each panel of the layout, and no other: what it holds would be lost."""
    panels = [tag for tag in tags if tag.name == "panel" and "name" in tag.attributes]
    there = {tag.attributes["name"].value for tag in panels}
    if layout.spec.flow or any(FILLED_IN in name for name in there):
        return
    wanted = [panel.name for page in layout.spec.pages for panel in page.panels]
    for name in wanted:
        if name not in there:
            assert isinstance(name, Text)
            hint = did_you_mean(name, there - {*wanted}) or f'add <panel name="{name}">'
            said = f'the template {layout.template.file} has no panel "{name}"'
            problems.add(name.place, said, hint)
    for tag in panels:
        named = tag.attributes["name"].value
        if named not in wanted:
            hint = did_you_mean(named, wanted) or 'add it to "pages" of the layout'
            problems.add(tag.at("name"), f'the layout has no panel "{named}"', hint)


def _check_unused(layout: Layout, tags: list[Tag], problems: Problems) -> None:
    """Styles of the layout's own that nothing names are a warning: they may be misspelt."""
    named = {*VOCABULARY}
    for tag in tags:
        style = tag.attributes.get("style")
        named.update(_words(style.value) if style else ())
    for source in layout.template.sources:  # names that Jinja fills in
        named.update(word for text in source.strings() for word in text.split())
    file = project.layout_file(layout.name)
    own = [layer for layer in layout.layers if layer.said.place.path == file]
    for layer in layout.layers:
        named.update(layer.styles if layer not in own else ())
    unused = [name for layer in own for name in layer.said if name not in named]
    if unused:
        first, *more = unused
        said = f'no template names the style "{first}"' + (
            f" and {len(more)} others" if len(more) > 1 else f', nor "{more[0]}"' if more else ""
        )
        hint = did_you_mean(first, named) or "take what is not used out"
        place = next(layer.said.key_place(first) for layer in own if first in layer.said)
        problems.add(place, said, hint, fatal=False)
