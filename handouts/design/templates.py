"""Templates: found in the layout folders, compiled once, filled in a sandbox."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, StrictUndefined, TemplateNotFound, compiler
from jinja2.bccache import Bucket
from markupsafe import Markup

from ..content.texts import Marked, dated
from ..kept import Kept
from ..problems import ContentError, relative
from ..project import LAYOUTS, is_leftover, shown
from ..reading import disk, meant
from ..reading.located import Text
from . import limits, tags
from .limits import BoundedEnvironment
from .tags import Source

TEMPLATE = "page.xml.j2"
# The template of the catalogue is no part of a layout.
_NO_LAYOUT = ".html.j2"


class TemplateLoader(BaseLoader):
    """Finds `page.xml.j2` in the layout's folders and parts in `layouts/parts`, nowhere else.

    `sources` holds every template that was read, by its name.
    """

    def __init__(self, root: Path, folders: list[str]) -> None:
        self.root = root
        self.folders = folders
        self.sources: dict[str, Source] = {}

    def source(self, name: str) -> Source:
        """The text of a template. Raises `TemplateNotFound`, and `ContentError` for no text."""
        found = self.sources.get(name)
        if found is None:
            found = self.sources[name] = self._read(name)
        return found

    def _read(self, name: str) -> Source:
        for folder in (*self.folders, "parts") if re.fullmatch(r"\w[\w.-]*", name) else ():
            file = f"{LAYOUTS}/{folder}/{name}"
            with suppress(disk.Missing):
                return Source(file, disk.text(self.root, file))
        raise TemplateNotFound(name)

    def alike(self, name: str) -> str:
        """The file of a template `name` that is missing, under another name; or ""."""
        for folder in (*self.folders[:1], "parts"):
            with suppress(OSError):
                if found := meant.alike(name, os.listdir(self.root / LAYOUTS / folder)):
                    return f"{LAYOUTS}/{folder}/{found}"
        return ""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        """What Jinja compiles."""
        source = self.source(template)
        return source.text, source.file, lambda: True


def sources(root: Path) -> Iterator[Source]:
    """All templates, also of layouts that no handout uses."""
    for path in sorted((root / LAYOUTS).glob("*/*.j2")):
        file = relative(path, root)
        if is_leftover(path.name) or path.name.endswith(_NO_LAYOUT):
            continue
        with suppress(ContentError):  # that is said where it is used
            yield Source(shown(file), disk.text(root, file))


class _Compiled(BytecodeCache):
    """Compiled templates are kept: a damaged one is made anew."""

    def __init__(self) -> None:
        self._kept = Kept("templates", __file__, limits.__file__, tags.__file__, compiler.__file__)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was kept."""
        bucket.bytecode_from_string(self._kept.find(bucket.key.encode()) or b"")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept.put(bucket.key.encode(), bucket.bytecode_to_string())


class _Environment(BoundedEnvironment):
    """Compiles templates with the place of each tag in them."""

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """The source that is compiled."""
        return Source(filename or "", source).placed()


def sandbox(loader: BaseLoader) -> BoundedEnvironment:
    """The environment in which templates are compiled and filled."""
    environment = _Environment(
        loader=loader,
        bytecode_cache=_Compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = _plain
    environment.filters["month"] = _month
    return environment


def _plain(text: Text) -> Markup | str:
    """What stands for the words of a text in an attribute."""
    return text.reference if isinstance(text, Marked) else str(text)


def _month(date: datetime.date, words: Any) -> Markup:
    """A date as its month and year, in the wording of the language."""
    return dated(words.month_format, date)
