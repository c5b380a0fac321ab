"""Handouts that faulty content hides: known by the names of their files and their first lines.

What is asked for and cannot be made must be told by name, also where the
reader of the content could make nothing of its file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from .. import project
from ..problems import ContentError, Place, Problem
from ..reading import disk
from .plan import STANDARD, Catalog, Entry

TopFields = dict[str, list[str]]
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FIELD = r"(\w+):(?:\s+(.*))?"
_ITEM = r"\s*-\s+(.*)"


def shared_files(brand: str, language: str) -> set[str]:
    """The files that every handout of a brand and language is made from."""
    own = (project.content_file(language, name) for name in ("terms", "words"))
    return {project.brand_file(brand), project.SOURCES, project.THEME, *own}


def brand_fault(root: Path, brand: str) -> Problem | None:
    """Why a brand's name cannot be that of a folder, or None."""
    place = Place(project.brand_file(brand))
    if not project.is_name(brand):
        message = f'expected a file name of small letters, digits and -, found "{brand}"'
        return Problem(place, message, "rename the file")
    if brand in project.languages(root) and brand != project.brands(root)[0]:
        message = f'the brand "{brand}" and the language "{brand}" would share a folder of output'
        return Problem(place, message, "rename the file of the brand")
    return None


def catalog(root: Path, pair: tuple[str, str]) -> Catalog:
    """What a brand would have in a language if its content could be read: all of it blocked.

    The paper is the one that the brand's file seems to name, or letter.
    """
    paper = _one(_fields(root, project.brand_file(pair[0])), "paper")
    known = paper if paper in project.PAPERS else next(iter(project.PAPERS))
    return Catalog(*pair, known, [], [], hidden(root, *pair, ()))


def hidden(
    root: Path, brand: str, language: str, known: Collection[tuple[str, str]]
) -> list[Entry]:
    """The handouts of a brand and language besides the `known` ones (family and name).

    Their editions and file names are what their lines seem to say.
    """
    entries = {folder: project.files(root, language, folder) for folder in project.kinds(root)}
    families = {
        name: _fields(root, project.content_file(language, f"handouts/{name}"))
        for name in project.files(root, language, "handouts")
    }
    found = []
    for family, fields in families.items():
        each = _one(fields, "for_each")
        found += [(family, name, each) for name in (entries.get(each, []) if each else [family])]
    named = {name for _, name, _ in found} | {name for _, name in known}
    for family, fields in families.items():
        each = _one(fields, "for_each")
        if not fields or (each and each not in entries):  # it may be what makes the sheets
            found += [
                (family, name, folder)
                for folder, names in entries.items()
                for name in names
                if name not in named
            ]
    kinds = {project.kind_file(folder) for folder in entries}
    shared = shared_files(brand, language) | kinds
    return [
        _entry(language, family, name, families[family], each, [*entries], shared)
        for family, name, each in found
        if (family, name) not in known
    ]


def misnamed(root: Path, names: Collection[str]) -> list[Entry]:
    """Files that are not read because of what they are called, and seem to be meant by `names`."""
    from ..reading import strays

    return [
        Entry(stray.meant, "", "", [STANDARD], [place.path], {}, {}, [*place])
        for stray in strays.misnamed(root)
        for place in [stray.problem.place]
        if stray.meant in names
    ]


def _entry(
    language: str,
    family: str,
    name: str,
    fields: TopFields,
    each: str,
    folders: Collection[str],
    shared: Collection[str],
) -> Entry:
    pattern = _one(fields, "file") or ("" if each else name)
    file = re.sub(r"\{\{\s*\w+\.id\s*\}\}", lambda _: name, pattern)
    used = [f"{each}/{name}"] if each else []
    used += [f"{kind}/{one}" for kind in ("sections", *folders) for one in fields.get(kind, [])]
    inputs = {project.content_file(language, one) for one in (f"handouts/{family}", *used)}
    return Entry(
        name=name,
        file=file if project.is_name(file) else "",
        family=family,
        editions=fields.get("editions") or [STANDARD],
        inputs=sorted(inputs.union(shared)),
        facts={},
        about={},
        place=[project.content_file(language, f"handouts/{family}"), 0, 0],
    )


def _fields(root: Path, file: str) -> TopFields:
    """The top fields of a file with their values, as far as its lines can be told apart."""
    data = b""
    with suppress(OSError, ContentError):  # what is no ordinary file says nothing
        data = disk.read(root, file)
    lines = data.decode("utf-16" if data[:2] in _UTF_16 else "utf-8-sig", "replace").splitlines()
    out: TopFields = {}
    name = ""
    for line in lines:
        if field := re.fullmatch(_FIELD, line):
            name = field[1]
            out[name] = _values(field[2] or "")
        elif name and (item := re.fullmatch(_ITEM, line)):
            out[name] += _values(item[1])
    return out


def _values(text: str) -> list[str]:
    """The values in what stands behind a colon or a dash: one, or those of a list in brackets.

    >>> _values("[standard, giant]  # both")
    ['standard', 'giant']
    """
    bare = re.sub(r"(^|\s)#.*", "", text).strip()
    parts = bare.strip("[]").split(",") if bare.startswith("[") else [bare]
    return [part.strip(" \"'") for part in parts if part.strip(" \"'")]


def _one(fields: TopFields, name: str) -> str:
    return next(iter(fields.get(name, [])), "")
