"""Templates: found in the layout folders, compiled once, filled in a sandbox."""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2.compiler
from jinja2 import (
    BaseLoader,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from ..content.texts import Marked, dated
from ..problems import ContentError, relative
from ..project import LAYOUTS
from ..reading import disk
from ..reading.located import Text

TEMPLATE = "page.xml.j2"


class TemplateLoader(BaseLoader):
    """Finds `page.xml.j2` in the layout's folders and parts in `layouts/parts`, nowhere else."""

    def __init__(self, root: Path, folders: list[str]) -> None:
        self.root = root
        self.folders = folders
        self.used: set[str] = set()

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        if "/" in template or "\\" in template or template.startswith("."):
            raise TemplateNotFound(template)
        for folder in (*self.folders, "parts"):
            name = f"layouts/{folder}/{template}"
            with suppress(disk.Missing):
                source = disk.text(self.root, name)
                self.used.add(name)
                return source, name, lambda: True
        raise TemplateNotFound(template)


def sources(root: Path) -> Iterator[str]:
    """The texts of all templates, also of layouts that no handout uses."""
    for path in sorted((root / LAYOUTS).glob("*/*.xml.j2")):
        with suppress(ContentError):  # that is said where it is used
            yield disk.text(root, relative(path, root))


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept where Python keeps this compiled module, and if it keeps it.

    Whoever can write there can change the program itself.
    """

    def __init__(self) -> None:
        compiler = os.stat(jinja2.compiler.__file__)
        made = [Path(__file__).read_bytes(), f"{compiler.st_size} {compiler.st_mtime_ns}".encode()]
        digest = hashlib.blake2b(b" ".join(made), digest_size=8).hexdigest()
        folder = os.path.dirname(importlib.util.cache_from_source(__file__))
        super().__init__(folder, f"layouts-{digest}-%s.jinja")

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder nobody may write to
                super().dump_bytecode(bucket)


def sandbox(loader: BaseLoader) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
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
