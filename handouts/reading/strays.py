"""What lies in a project beside the files that are read: nothing is passed over in silence.

What editors and systems put there for themselves is no news. Everything else
that a person may have meant to be read is named, with what to call it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from .. import project
from ..problems import Place, Problem, did_you_mean
from ..project import CONTENT, LAYOUTS
from . import closed, disk, meant

# The files of a language beside those in folders.
LANGUAGE_FILES = ("catalogue", "terms", "words")

_ENDING = r"(?i)\.(ya?ml|svg|xml|j2)(?=\.|$)"
_NO_NAME = "expected a file name of small letters, digits and -"
_NO_FOLDER_NAME = "expected a folder name of small letters, digits and -"


class Entry(NamedTuple):
    """What lies in a folder: its path in the project, its name as it can be shown, what it is.

    `real` is the path as the system has it, `fault` what is wrong with a link, and the mend.
    """

    path: str
    name: str
    real: str
    is_folder: bool
    fault: tuple[str, str] | None

    @property
    def is_spelled(self) -> bool:
        """Whether all of its name can be shown."""
        return self.path == self.real


class Stray(NamedTuple):
    """A file that is not read; `meant` is the name it seems to have, such as `writers-cramp`."""

    meant: str
    problem: Problem


def misnamed(root: Path) -> list[Stray]:
    """What lies in `content` and `layouts` and is not read, by path."""
    shut = closed.folders(root)
    found = [Stray("", closed.problem(folder)) for folder in shut]
    if not {CONTENT, LAYOUTS, project.KINDS} & {*shut}:  # else nobody can tell what is read
        found += [*_content(root), *_layouts(root)]
    return sorted(found, key=lambda stray: stray.problem)


# --- content --------------------------------------------------------------------------


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


def _unread(
    root: Path, folder: str, files: Collection[str] | None = None, folders: Collection[str] = ()
) -> Iterator[Stray]:
    """What is not read in a folder of content, where `files` (None: all good names) are."""
    there = list(_entries(root, folder))
    names = {one.name for one in there}
    for one in there:
        bare, yaml = one.name.removesuffix(".yaml"), one.name.endswith(".yaml")
        is_read = yaml and (project.is_name(bare) if files is None else bare in files)
        if one.fault and not (is_read and one.fault[0] == project.ASTRAY):
            yield _stray(one, *one.fault)
        elif is_read:
            continue  # its reader tells what is wrong with it
        elif one.is_folder:
            if not one.is_spelled:
                yield _stray(one, _NO_FOLDER_NAME, "rename it")
            elif one.name not in folders and any(_entries(root, one.real)):
                yield _stray(one, *_folder_fault(root, folder, one.name, folders))
        elif yaml and project.is_name(bare):
            yield _stray(one, "this file is not read here", _elsewhere(folder, bare, files or ()))
        else:
            yield _misnamed(one, names)


def _elsewhere(folder: str, bare: str, files: Collection[str]) -> str:
    """Where a file belongs that is not read where it lies."""
    if near := _near(bare, files):
        return near
    if folder == CONTENT and project.is_language(bare):
        home = f"{CONTENT}/{project.HOME_LANGUAGE}"
        return f"a language is a folder: copy {home} to {CONTENT}/{bare} and translate it"
    return "move it to the folder it belongs to"


def _misnamed(file: Entry, names: Collection[str]) -> Stray:
    """A file of content whose name is not good; `names` are those that are taken."""
    if fault := meant.no_text(file.name, names):
        return _stray(file, *fault)
    hint = meant.renaming(meant.stem(file.name), ".yaml", names)
    if file.name.endswith(".yaml"):
        return _stray(file, _NO_NAME, hint, fatal=True)
    return _stray(file, "this file is not read, its name does not end in .yaml", hint)


def _folder_fault(root: Path, folder: str, name: str, folders: Collection[str]) -> tuple[str, str]:
    near = _near(name, folders)
    is_language = project.is_language(name)
    if folder != CONTENT or not (is_language or project.is_begun(root, name)):
        return "this folder is not read", near or "move its files to the folder they belong to"
    if is_language:
        said = 'this folder is not read, it has no folder "handouts"'
        return said, near or "copy that folder from another language"
    code = name.replace("_", "-")
    to = code if project.is_language(code) else 'the code of its language, such as "es"'
    said = "this folder is not read, its name is not the code of a language"
    return said, f'rename it to {to}, or move it out of "{CONTENT}"'


# --- layouts --------------------------------------------------------------------------


def _layouts(root: Path) -> Iterator[Stray]:
    there = list(_entries(root, LAYOUTS))
    names = {one.name for one in there}
    for one in there:
        if one.is_folder and not one.fault:
            yield from _layout_folder(root, one, names)
        elif one.name.endswith(".j2") and not one.fault:
            hint = f"move it to {LAYOUTS}/parts, or to the folder of a layout"
            yield _stray(one, "this file is not read here", hint)
        else:
            yield from _layout_file(one, names)


def _layout_folder(root: Path, folder: Entry, taken: Collection[str]) -> Iterator[Stray]:
    inner = list(_entries(root, folder.real))
    if not project.is_name(folder.name) and (inner or not folder.is_spelled):
        hint = meant.renaming(meant.stem(folder.name), "", taken, "my-layout")
        yield _stray(folder, _NO_FOLDER_NAME, hint if folder.is_spelled else "rename it")
    names = {one.name for one in inner}
    for one in inner:
        yield from _layout_file(one, names)


def _layout_file(file: Entry, taken: Collection[str]) -> Iterator[Stray]:
    """A file of a layout or a drawing that nobody can find; `taken` are the names beside it."""
    name = file.name
    if file.fault:
        yield _stray(file, *file.fault)
    elif name.endswith(".svg"):
        if not project.is_name(name.removesuffix(".svg")):
            yield _stray(file, _NO_NAME, meant.renaming(meant.stem(name), ".svg", taken))
    elif file.path.startswith(f"{LAYOUTS}/art/") and meant.is_picture(name):
        hint = f"save it as a drawing in SVG, {meant.stem(name) or 'such as my-picture'}.svg"
        yield _stray(file, "only drawings in SVG are used, this file is not", hint)
    elif name.endswith(".yaml"):
        yield from _layout_yaml(file, taken)
    elif not name.endswith(".j2") and (ending := re.search(_ENDING, name)):
        right = _RIGHT[ending[1].lower()]
        said = f"this file is not read, its name does not end in {right}"
        yield _stray(file, said, meant.renaming(meant.stem(name), right, taken))


_RIGHT = {"yml": ".yaml", "yaml": ".yaml", "svg": ".svg", "xml": ".xml.j2", "j2": ".xml.j2"}


def _layout_yaml(file: Entry, taken: Collection[str]) -> Iterator[Stray]:
    folder, _, name = file.path.rpartition("/")
    if folder == project.KINDS:
        if not project.is_name(name.removesuffix(".yaml")):
            yield _stray(file, _NO_NAME, meant.renaming(meant.stem(name), ".yaml", taken))
    elif file.path != project.THEME and (folder == LAYOUTS or name != "layout.yaml"):
        hint = "name it layout.yaml in the folder of a layout, or delete it"
        yield _stray(file, "this file is not read", hint)


# --- what there is --------------------------------------------------------------------


def _near(name: str, known: Collection[str]) -> str:
    """The name that seems to be meant, not the whole list of those there are."""
    hint = did_you_mean(name, known)
    return hint if hint.startswith("did you mean") else ""


def _stray(file: Entry, said: str, hint: str, fatal: bool = False) -> Stray:
    return Stray(meant.stem(file.name), Problem(Place(file.path), said, hint, fatal))


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
            fault = _link_fault(root, one) if one.is_symlink() else None
            # A link in a circle is neither a file nor a folder, and must not be asked.
            is_folder = os.path.isdir(one.path)
            real = f"{folder}/{name}"
            yield Entry(project.shown(real), shown, real, is_folder, fault)


def _link_fault(root: Path, link: os.DirEntry[str]) -> tuple[str, str] | None:
    astray = (project.ASTRAY, project.NO_LINK) if project.is_astray(root, link.path) else None
    return disk.broken_link(link.path) or astray
