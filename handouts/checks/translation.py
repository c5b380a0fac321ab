"""Whether a language keeps up with the one it is translated from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import project
from ..content.library import Language
from ..content.texts import Marked
from ..problems import Problem
from .wording import printed

_SLOT = re.compile(r"\{\{.*?\}\}")
_WORD = re.compile(r"[^\W\d_]{2,}")


def problems(said: Language, home: Language) -> Iterator[Problem]:
    """A warning for each file with texts not yet translated, and for each older version."""
    yield from _same_texts(said, home)
    yield from _older(said, home)


def _same_texts(said: Language, home: Language) -> Iterator[Problem]:
    """Texts that are equal in both languages, but for names, numbers and single words."""
    names = {*said.terms, *home.terms}
    names |= {str(term.expansion) for term in home.terms.values()}
    there = {(_own_path(text, home), str(text)) for text in printed(home)}
    same: dict[str, list[Marked]] = {}
    for text in printed(said):
        path = _own_path(text, said)
        if _is_sentence(text) and text not in names and (path, str(text)) in there:
            same.setdefault(path, []).append(text)
    for texts in same.values():
        named = [f'"{_short(text)}"' for text in texts[:2]]
        named += [f"{len(texts) - 2} more"] if len(texts) > 2 else []
        quoted = " and ".join([", ".join(named[:-1]), named[-1]] if named[1:] else named)
        message = f"not translated yet, the same as in {home.language}: {quoted}"
        yield Problem(texts[0].place, message, "translate them", fatal=False)


def _own_path(text: Marked, said: Language) -> str:
    """The path of a text's file in the folder of its language."""
    return text.place.path.removeprefix(f"{project.CONTENT}/{said.language}/")


def _is_sentence(text: str) -> bool:
    """Whether a text has words with blanks between them; names of files have none."""
    words = _SLOT.sub("", text)
    return " " in words.strip() and len(_WORD.findall(words)) >= 2


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"


def _older(said: Language, home: Language) -> Iterator[Problem]:
    """Handouts of an older version than in the language they were translated from."""
    there = {one.name: one.document.version for one in home.handouts}
    for one in said.handouts:
        document = one.document
        version = there.get(one.name, document.version)
        if document.version < version:
            message = f"this is version {document.version}, in {home.language} it is {version}"
            hint = "translate what changed, then raise the version"
            yield Problem(document.at("version"), message, hint, fatal=False)
