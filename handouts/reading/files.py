"""The YAML files of a project as trees.

A file that was sound in an earlier run is not parsed again: its tree is kept
under the digest of its bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..digest import digest
from ..kept import Kept, KeptTogether, beside
from ..problems import Place, Problems
from . import disk
from .located import Fields, Items, Located, Text


class Files:
    """Reads the files of the project in `root`; sound trees are put to those `kept`."""

    def __init__(self, root: Path, kept: KeptTogether | None = None) -> None:
        self.root = root
        self.digests: dict[str, str] = {}  # of each file that was read
        self._kept = kept

    def tree(self, file: str, problems: Problems) -> Located | None:
        """What stands in a file, or None after adding what is wrong with it.

        Raises `ContentError` where there is nothing to read.
        """
        data = disk.read(self.root, file)
        key = self.digests[file] = digest(data)
        packed = self._kept.find(key) if self._kept else None
        if packed is not None:
            return _unpacked(packed, file)
        from .yaml_file import parse  # the parser takes a while to load

        faults = Problems()
        tree = parse(data, file, faults)
        problems.extend(faults)
        if self._kept and tree is not None and not len(faults):
            self._kept.put(key, _packed(tree))
        return tree


def kept_trees() -> KeptTogether:
    """Trees of earlier runs of this program."""
    from importlib.util import find_spec

    parser = find_spec("yaml")
    return KeptTogether(Kept("trees", *beside(__file__), parser.origin if parser else None))


# A text is packed as (line, column, its words); a list with a tuple in place of the words, and
# a group with the number of its fields before a tuple of keys and values in turn.


def _packed(tree: Located) -> tuple[Any, ...]:
    _, line, column = tree.place
    if isinstance(tree, Text):
        return line, column, str(tree)
    if isinstance(tree, Items):
        return line, column, tuple(map(_packed, tree))
    pairs = [(key if isinstance(key, Text) else Text(key, tree.place), tree[key]) for key in tree]
    return line, column, len(pairs), tuple(_packed(one) for pair in pairs for one in pair)


def _unpacked(packed: Any, file: str) -> Located:
    line, column, *_, inner = packed
    if isinstance(inner, str):
        return _text(inner, Place(file, line, column))
    place = Place(file, line, column)
    if len(packed) == 3:
        return Items(place, [_unpacked(one, file) for one in inner])
    fields = Fields(place)
    parts = iter(inner)
    for (line, column, words), value in zip(parts, parts, strict=True):
        key = _text(words, Place(file, line, column))
        if len(value) == 3 and isinstance(value[2], str):  # most values are texts
            fields[key] = _text(value[2], Place(file, value[0], value[1]))
        else:
            fields[key] = _unpacked(value, file)
    return fields


def _text(words: str, place: Place) -> Text:
    """What `Text(words, place)` gives, without the steps in between."""
    text = str.__new__(Text, words)
    text.place = place
    return text
