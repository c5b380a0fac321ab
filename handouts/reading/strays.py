"""What lies in a project beside the files that are read: nothing is passed over in silence.

What editors and systems put there for themselves is no news. Everything else
that a person may have meant to be read is named, with what to call it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from .. import project
from ..problems import Place, Problem, did_you_mean
from ..project import CONTENT, LAYOUTS

# The files of a language, and its folders.
LANGUAGE_FILES = ("catalogue", "terms", "words")
LANGUAGE_FOLDERS = ("handouts", "sections", "types")

_PICTURE = r"(?i).*\.(png|jpe?g|gif|webp|tiff?|bmp|heic|pdf|ai|eps|svgz)"
_ENDINGS = r"(?i)(\.(ya?ml|svgz?|j2|txt|docx?|rtf|png|jpe?g|gif|webp|tiff?|bmp|heic|pdf|ai|eps))+$"


class Stray(NamedTuple):
    """A file that is not read; `meant` is the name it seems to have, such as `writers-cramp`."""

    meant: str
    problem: Problem


def misnamed(root: Path) -> list[Stray]:
    """What lies in `content` and `layouts` and is not read, by path."""
    found = [*_closed(root, CONTENT), *_content(root), *_closed(root, LAYOUTS), *_layouts(root)]
    return sorted(found, key=lambda stray: stray.problem)


def _closed(root: Path, folder: str) -> Iterator[Stray]:
    """A folder that may not be looked into."""
    if not os.access(root / folder, os.R_OK | os.X_OK):
        said, hint = "this folder may not be opened", "allow everyone to read it"
        yield Stray("", Problem(Place(folder), said, hint))


def _content(root: Path) -> Iterator[Stray]:
    languages = project.languages(root)
    yield from _unread(root, CONTENT, ["sources"], ["brands", *languages])
    yield from _unread(root, f"{CONTENT}/brands")
    for language in languages:
        own = f"{CONTENT}/{language}"
        yield from _unread(root, own, LANGUAGE_FILES, LANGUAGE_FOLDERS)
        for folder in LANGUAGE_FOLDERS:
            yield from _unread(root, f"{own}/{folder}")


def _layouts(root: Path) -> Iterator[Stray]:
    for path, name, is_folder in _entries(root, LAYOUTS):
        if is_folder:
            yield from _closed(root, path)
            for inner, file, _ in _entries(root, path):
                yield from _layout_file(inner, file)
        else:
            yield from _layout_file(path, name)


def _layout_file(path: str, name: str) -> Iterator[Stray]:
    """A file of a layout or a drawing that nobody can find."""
    stem = _meant(name)
    if path.startswith(f"{LAYOUTS}/art/") and re.fullmatch(_PICTURE, name):
        hint = f"save it as a drawing in SVG, {stem or 'such as my-picture'}.svg"
        yield _stray(path, stem, "only drawings in SVG are used, this file is not", hint)
    elif name.endswith(".svg"):
        if not project.is_name(name.removesuffix(".svg")):
            yield _stray(path, stem, _NO_NAME, _rename(stem, ".svg"))
    elif (ending := re.search(r"(?i)\.(ya?ml|svg|j2)(?=\.|$)", name)) and not name.endswith(
        (".yaml", ".j2")
    ):
        right = {"yml": ".yaml", "yaml": ".yaml", "j2": ".xml.j2"}.get(ending[1].lower(), ".svg")
        said = f"this file is not read, its name does not end in {right}"
        yield _stray(path, stem, said, _rename(stem.removesuffix("-xml"), right))


_NO_NAME = "expected a file name of small letters, digits and -"


def _unread(
    root: Path, folder: str, files: Collection[str] | None = None, folders: Collection[str] = ()
) -> Iterator[Stray]:
    """What is not read in a folder of content, where `files` (None: all good names) are."""
    there = list(_entries(root, folder))
    names = {name for _, name, _ in there}
    for path, name, is_folder in there:
        stem = _meant(name)
        whole = name.removesuffix(".yaml")
        read = project.is_name(whole) if files is None else whole in files
        if name.endswith(".yaml") and read:
            continue
        if is_folder:
            yield from _closed(root, path)
            if name not in folders and any(_entries(root, path)):
                yield _stray(path, stem, *_folder_fault(folder, name, folders))
        elif files is not None and project.is_name(whole):
            hint = did_you_mean(whole, files) or "move it to the folder it belongs to"
            yield _stray(path, stem, "this file is not read here", hint)
        else:
            hint = _rename(stem, ".yaml")
            if f"{stem}.yaml" in names:
                hint = f"there is a {stem}.yaml already: delete this one, or give it another name"
            if name.endswith(".yaml"):
                yield Stray(stem, Problem(Place(path), _NO_NAME, hint))
            else:
                said = "this file is not read, its name does not end in .yaml"
                yield _stray(path, stem, said, hint)


def _folder_fault(folder: str, name: str, folders: Collection[str]) -> tuple[str, str]:
    near = did_you_mean(name, folders)
    near = near if near.startswith("did you mean") else ""
    if folder == CONTENT:
        said = 'this folder is not read, it has no folder "handouts"'
        return said, near or "copy that folder from another language"
    return "this folder is not read", near or "move its files to the folder they belong to"


def _stray(path: str, stem: str, said: str, hint: str) -> Stray:
    return Stray(stem, Problem(Place(path), said, hint, fatal=False))


def _rename(stem: str, ending: str) -> str:
    return f"rename it to {stem}{ending}" if stem else f"rename it, such as my-sheet{ending}"


def _meant(name: str) -> str:
    """The good name nearest to a file's; "" if nothing of it is left.

    >>> _meant("Writer’s Cramp.yaml.txt")
    'writers-cramp'
    """
    plain = unicodedata.normalize("NFKD", re.sub(_ENDINGS, "", name)).encode("ascii", "ignore")
    words = re.sub("['`]", "", plain.decode()).lower()
    return re.sub("[^a-z0-9]+", "-", words).strip("-")


def _entries(root: Path, folder: str) -> Iterator[tuple[str, str, bool]]:
    """What a person sees in a folder: its path, its name, and whether it is a folder."""
    try:
        names = sorted(os.listdir(root / folder))
    except OSError:
        return
    for name in names:
        if not project.is_leftover(name) and not name.endswith(".md"):
            shown = project.shown(name)
            yield f"{folder}/{shown}", shown, os.path.isdir(root / folder / name)
