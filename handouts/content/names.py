"""Lists of names as people type them: with or without brackets and commas, and each name once."""

from __future__ import annotations

import re

from ..problems import Fault
from ..reading.located import Text


def no_list(value: Text) -> Text:
    """A single name. Raises `Fault` for several in one text."""
    if names := _several(value):
        raise Fault("expected a list of names", f"write [{', '.join(names)}]")
    return value


def one_name(value: Text) -> Text:
    """An entry of a list of names. Raises `Fault` for several in one entry."""
    names = _several(value)
    if names and "," in value:  # no brackets are around it
        hint = f"put each on a line of its own, behind a dash: {', '.join(names)}"
        raise Fault("expected one name", hint)
    if names:
        hint = f"put a comma between them, as in [{', '.join(names)}]"
        raise Fault("expected one name between two commas", hint)
    return value


def each_once(names: list[Text]) -> list[Text]:
    """The names. Raises `Fault` where one stands a second time."""
    seen = set()
    for name in names:
        if name in seen:
            raise Fault(f'"{name}" stands here a second time', "take it out", name.place)
        seen.add(name)
    return names


def _several(value: str) -> list[str]:
    """The names in a text that is meant as a list of them."""
    names = re.findall(r"[a-z0-9-]+", value.lower())
    written = re.sub(r"(?<![\w-])(?:and|or)(?![\w-])|[][(){}\s,;&/+|]", "", value.lower())
    meant = [name for name in names if name not in ("and", "or")]
    return meant if value not in meant and "".join(meant) == written else []
