"""The words of the page, and other small YAML files as plain fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from ..content.texts import words
from ..content.wordings import names_of_months
from ..problems import NOWHERE, ContentError, Fault, Place, Problem, Problems, did_you_mean
from ..reading import disk
from ..reading.files import Files
from ..reading.located import Text


class YamlFields:
    """The project's YAML files as fields, each read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._read: dict[str, Mapping[str, Any]] = {}

    def __call__(self, path: str) -> Mapping[str, Any]:
        """The fields of a file; none if there is no such file. Raises `ContentError`."""
        if path not in self._read:
            problems, tree = Problems(), None
            with suppress(disk.Missing):
                tree = Files(self.root).tree(path, problems)
            problems.stop_if_any()
            self._read[path] = tree if isinstance(tree, Mapping) else {}
        return self._read[path]


def text(fields: Mapping[str, Any], name: str) -> Text:
    """A text among the fields, or an empty one."""
    value = fields.get(name)
    return value if isinstance(value, Text) else Text("", NOWHERE)


def group(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The fields below a field, or none."""
    value = fields.get(name)
    return value if isinstance(value, Mapping) else {}


class Words:
    """The words of the page in one language. In a template: `words.title`."""

    def __init__(self, files: YamlFields, language: str) -> None:
        self.path = f"content/{language}/catalogue.yaml"
        self._texts = files(self.path)

    def __getattr__(self, name: str) -> str:
        return self.say(name)

    def names(self) -> list[str]:
        """What the words are called, in the order of the file."""
        return list(self._texts)

    def get(self, name: str) -> str:
        """The words of that name, or none."""
        return text(self._texts, name.replace("-", "_"))

    def say(self, name: str, **values: object) -> str:
        """The words of that name, filled with `values`. Raises `ContentError` for missing ones."""
        said = text(self._texts, name.replace("-", "_"))
        if not said:
            near = did_you_mean(name, self._texts) or f'add a line "{name}: …"'
            message = f'the wording "{name}" is missing'
            raise ContentError([Problem(Place(self.path), message, near)])

        def fill(slot: str) -> str:
            if slot not in values:
                raise Fault(f'unknown name "{slot}"', did_you_mean(slot, values))
            return str(values[slot])

        try:
            return words(said, fill)
        except Fault as fault:
            place = getattr(self._texts[name.replace("-", "_")], "place", Place(self.path))
            raise ContentError([Problem(place, str(fault), fault.hint)]) from None

    def name_of(self, what: str, value: str) -> str:
        """What people call an edition, a paper or a language; the bare name if nobody said."""
        return self.get(f"{what}_{value}") or value.replace("-", " ").capitalize()

    def for_script(self, *names: str) -> dict[str, str]:
        """The words that the script says, by name; a name that ends in _ stands for all such."""
        chosen = (key for key in self._texts for name in names if _means(name, key))
        return {key: self.get(key) for key in chosen}

    @cached_property
    def _months(self) -> list[str]:
        return names_of_months(self._texts)

    def date(self, day: str) -> str:
        """A date such as 2026-11-22 as people write it; any other text as it is."""
        found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day)
        if not found or not 1 <= int(found[2]) <= len(self._months):
            return day
        year, month, number = int(found[1]), self._months[int(found[2]) - 1], int(found[3])
        return self.say("date", year=year, month=month, day=number)


def _means(name: str, key: str) -> bool:
    return key.startswith(name) if name.endswith("_") else key == name
