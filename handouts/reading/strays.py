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

# The files of a language beside those in folders.
LANGUAGE_FILES = ("catalogue", "terms", "words")

_PICTURE = r"(?i).*\.(png|jpe?g|gif|webp|tiff?|bmp|heic|pdf|ai|eps|svgz)"
_ENDING = r"(?i)\.(ya?ml|svg|j2)(?=\.|$)"
_ENDINGS = r"(?i)(\.(ya?ml|svgz?|j2|txt|docx?|rtf|png|jpe?g|gif|webp|tiff?|bmp|heic|pdf|ai|eps))+$"


_NO_NAME = "expected a file name of small letters, digits and -"


class Entry(NamedTuple):
    """What lies in a folder: its path in the project, its name, and what it is."""

    path: str
    name: str
    is_folder: bool
    is_astray: bool


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
    folders = (*project.LANGUAGE_FOLDERS, *project.kinds(root))
    yield from _unread(root, CONTENT, ["sources"], ["brands", *languages])
    yield from _unread(root, f"{CONTENT}/brands")
    for language in languages:
        own = f"{CONTENT}/{language}"
        yield from _unread(root, own, LANGUAGE_FILES, folders)
        for folder in folders:
            yield from _unread(root, f"{own}/{folder}")


def _layouts(root: Path) -> Iterator[Stray]:
    for one in _entries(root, LAYOUTS):
        if one.is_folder:
            yield from _closed(root, one.path)
        for inner in _entries(root, one.path) if one.is_folder else [one]:
            yield from _layout_file(inner)


def _layout_file(file: Entry) -> Iterator[Stray]:
    """A file of a layout or a drawing that nobody can find."""
    name = file.name
    if file.is_astray:
        yield _stray(file, project.ASTRAY, project.NO_LINK)
    elif file.path.startswith(f"{LAYOUTS}/art/") and re.fullmatch(_PICTURE, name):
        hint = f"save it as a drawing in SVG, {_meant(name) or 'such as my-picture'}.svg"
        yield _stray(file, "only drawings in SVG are used, this file is not", hint)
    elif name.endswith(".svg"):
        if not project.is_name(name.removesuffix(".svg")):
            yield _stray(file, _NO_NAME, _rename(_meant(name), ".svg"))
    elif name.endswith(".yaml"):
        yield from _layout_yaml(file)
    elif not name.endswith(".j2") and (ending := re.search(_ENDING, name)):
        right = {"yml": ".yaml", "yaml": ".yaml", "j2": ".xml.j2"}.get(ending[1].lower(), ".svg")
        said = f"this file is not read, its name does not end in {right}"
        yield _stray(file, said, _rename(_meant(name).removesuffix("-xml"), right))


def _layout_yaml(file: Entry) -> Iterator[Stray]:
    folder, _, name = file.path.rpartition("/")
    if folder == project.KINDS:
        if not project.is_name(name.removesuffix(".yaml")):
            yield _stray(file, _NO_NAME, _rename(_meant(name), ".yaml"))
    elif file.path != project.THEME and (folder == LAYOUTS or name != "layout.yaml"):
        hint = "name it layout.yaml in the folder of a layout, or delete it"
        yield _stray(file, "this file is not read", hint)


def _unread(
    root: Path, folder: str, files: Collection[str] | None = None, folders: Collection[str] = ()
) -> Iterator[Stray]:
    """What is not read in a folder of content, where `files` (None: all good names) are."""
    there = list(_entries(root, folder))
    names = {one.name for one in there}
    for one in there:
        bare, yaml = one.name.removesuffix(".yaml"), one.name.endswith(".yaml")
        if yaml and (project.is_name(bare) if files is None else bare in files):
            continue  # its reader tells what is wrong with it
        if one.is_astray:
            yield _stray(one, project.ASTRAY, project.NO_LINK)
        elif one.is_folder:
            yield from _closed(root, one.path)
            if one.name not in folders and any(_entries(root, one.path)):
                yield _stray(one, *_folder_fault(folder, one.name, folders))
        elif yaml and project.is_name(bare):
            hint = did_you_mean(bare, files or ()) or "move it to the folder it belongs to"
            yield _stray(one, "this file is not read here", hint)
        else:
            yield _misnamed(one, names)


def _misnamed(file: Entry, names: Collection[str]) -> Stray:
    """A file of content whose name is not good; `names` are those that are taken."""
    name = f"{_meant(file.name)}.yaml"
    hint = _rename(_meant(file.name), ".yaml")
    if name in names:
        hint = f"there is a {name} already: delete this one, or give it another name"
    if file.name.endswith(".yaml"):
        return _stray(file, _NO_NAME, hint, fatal=True)
    return _stray(file, "this file is not read, its name does not end in .yaml", hint)


def _folder_fault(folder: str, name: str, folders: Collection[str]) -> tuple[str, str]:
    near = did_you_mean(name, folders)
    near = near if near.startswith("did you mean") else ""
    if folder == CONTENT:
        said = 'this folder is not read, it has no folder "handouts"'
        return said, near or "copy that folder from another language"
    return "this folder is not read", near or "move its files to the folder they belong to"


def _stray(file: Entry, said: str, hint: str, fatal: bool = False) -> Stray:
    return Stray(_meant(file.name), Problem(Place(file.path), said, hint, fatal))


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


def _entries(root: Path, folder: str) -> Iterator[Entry]:
    """What a person sees in a folder; nothing if it cannot be opened."""
    try:
        with os.scandir(f"{root}/{folder}") as found:
            there = sorted(found, key=lambda one: one.name)
    except OSError:
        return
    for one in there:
        name = one.name
        if not project.is_leftover(name) and not name.endswith(".md"):
            shown = name if name.isascii() and name.isprintable() else project.shown(name)
            astray = one.is_symlink() and project.is_astray(root, one.path)
            yield Entry(f"{folder}/{shown}", shown, one.is_dir(), astray)
