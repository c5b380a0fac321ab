"""What stands in the content and reaches no reader: it may be misspelt, or forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from .. import project
from ..content import wordings
from ..content.library import Language
from ..design.tags import Source
from ..design.templates import TEMPLATE
from ..problems import Place, Problem, nearest
from ..reading import meant
from ..reading.located import Text

_PARTS = f"{project.LAYOUTS}/parts/"


def problems(
    said: Language,
    every: Iterable[Language],
    editions: Collection[str],
    templates: Collection[Source],
) -> Iterator[Problem]:
    """A warning for each wording, section, source and template that nothing uses.

    `every` holds all languages, since they share the sources.
    """
    yield from _wordings(said, editions, [template.text for template in templates])
    yield from _templates(templates)
    listed = set(chain.from_iterable(one.handout.sections for one in said.handouts))
    for name, section in said.sections.items():
        if name not in listed:
            place = Place(section.place.path)
            hint = "list it in a handout, or delete the file"
            yield Problem(place, f'no handout lists the section "{name}"', hint, fatal=False)
    cited = {str(text) for one in every for text in one.texts.values() if _is_content(text)}
    for name in said.sources:
        if name not in cited:
            said_of_it = f'nobody cites the source "{name}"'
            hint = "cite it, or delete the entry"
            yield Problem(_place(name, project.SOURCES), said_of_it, hint, fatal=False)


def _wordings(
    said: Language, editions: Collection[str], templates: Iterable[str]
) -> Iterator[Problem]:
    used = wordings.own(editions).union(*map(wordings.used_in, templates))
    missing = used - set(said.words)
    for name, text in said.words.items():
        if name not in used:
            near = nearest(name, missing)
            hint = f'did you mean "{near}"?' if near else "delete the line, or check its name"
            message = f'no layout prints the wording "{name}"'
            yield Problem(_place(name, text.place.path), message, hint, fatal=False)


def _templates(templates: Collection[Source]) -> Iterator[Problem]:
    """Templates that are no layout's page and no template's part; parts wait for their layout."""
    used = {part for template in templates for part, _ in template.parts()} | {TEMPLATE}
    unused = [one for one in templates if not _may_wait(one.file, used)]
    if not unused or any(template.is_open for template in templates):
        return
    used.update(chain.from_iterable(template.strings() for template in templates))
    there = {template.file for template in templates}
    for one in unused:
        folder, _, name = one.file.rpartition("/")
        good = f"{meant.stem(name)}.xml.j2"
        if name not in used:
            hint = "include it in one, or delete it"
            if good != name and f"{folder}/{good}" not in there:
                hint = f"rename it to {good}"
            yield Problem(Place(one.file), "no template includes this file", hint, fatal=False)


def _may_wait(file: str, used: Collection[str]) -> bool:
    """Whether a template is used, or lies where layouts to come find their parts."""
    name = file.rpartition("/")[2]
    return name in used or (file.startswith(_PARTS) and name == f"{meant.stem(name)}.xml.j2")


def _is_content(text: Text) -> bool:
    return text.place.path != project.SOURCES


def _place(name: str, path: str) -> Place:
    """Where the name of an entry stands."""
    return name.place if isinstance(name, Text) else Place(path)
