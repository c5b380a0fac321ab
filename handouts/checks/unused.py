"""What stands in the content and reaches no reader: it may be misspelt, or forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from .. import project
from ..content import wordings
from ..content.library import Language
from ..problems import Place, Problem, nearest
from ..reading.located import Text


def problems(
    said: Language, every: Iterable[Language], editions: Collection[str], templates: Iterable[str]
) -> Iterator[Problem]:
    """A warning for each wording, section and source that nothing uses.

    `every` holds all languages, since they share the sources; `templates` are
    the texts of all templates.
    """
    yield from _wordings(said, editions, templates)
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


def _is_content(text: Text) -> bool:
    return text.place.path != project.SOURCES


def _place(name: str, path: str) -> Place:
    """Where the name of an entry stands."""
    return name.place if isinstance(name, Text) else Place(path)
