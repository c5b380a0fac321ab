"""The template of a layout with all its parts: read, found sound, and filled."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from ..problems import ContentError, Place, Problem, Problems, did_you_mean
from ..project import LAYOUTS
from .limits import MAX_MARKUP, Refused
from .tags import Source
from .templates import TEMPLATE, TemplateLoader, sandbox


class PageTemplate:
    """`page.xml.j2` in the first of the folders that has it, and the parts it names.

    Raises `ContentError` with every problem of all of these files.
    """

    def __init__(self, root: Path, folders: list[str]) -> None:
        self.file = f"{LAYOUTS}/{folders[0]}/{TEMPLATE}"
        self._loader = TemplateLoader(root, folders)
        self._environment = sandbox(self._loader)
        problems = Problems()
        self._read(TEMPLATE, Place(self.file), [], problems)
        self._compiled = {name: self._compile(name, problems) for name in self._loader.sources}
        problems.stop_if_any()

    @property
    def files(self) -> frozenset[str]:
        """Every template file that was read."""
        return frozenset(source.file for source in self.sources)

    @property
    def sources(self) -> list[Source]:
        """The template and its parts as they are written."""
        return list(self._loader.sources.values())

    def _read(self, name: str, place: Place, within: list[str], problems: Problems) -> None:
        """Read a template, named at `place`, and the parts it names; it is a part of `within`."""
        if name in within:
            problems.add(place, f'"{name}" is a part of itself', "take it out here")
        elif name not in self._loader.sources:
            try:
                source = self._loader.source(name)
            except TemplateNotFound:
                problems.add(place, *self._missing(name))
            except ContentError as fault:
                problems.extend(fault.problems)
            else:
                for part, named in source.parts():
                    self._read(part, named, [*within, name], problems)

    def _compile(self, name: str, problems: Problems) -> Template | None:
        try:
            return self._environment.get_template(name)
        except TemplateSyntaxError as fault:
            source = self._loader.source(name)
            problems.add(self._line(source.file, fault.lineno), *self._unreadable(fault))
        except (SyntaxError, RecursionError, MemoryError):
            # Python compiles what Jinja writes, and takes no more than 20 loops in each other.
            place = self._loader.source(name).densest()
            problems.add(place, "blocks or brackets stand in each other too deep", "split them")
        return None

    def _unreadable(self, fault: TemplateSyntaxError) -> tuple[str, str]:
        named = re.fullmatch(r"No (filter|test) named '(.*)'\.", fault.message or "")
        if not named:
            hint = "check the braces and names in it, and that each block has its end"
            return "cannot be read as a template", hint
        kind, name = named.groups()
        known = self._environment.filters if kind == "filter" else self._environment.tests
        return f'unknown {kind} "{name}"', did_you_mean(name, known) or "take it out"

    def fill(self, values: Mapping[str, Any]) -> str:
        """The markup. Raises `ContentError` for whatever goes wrong, at its file and line."""
        template = self._compiled[TEMPLATE]
        assert template is not None
        self._environment.start()
        pieces, length = [], 0
        filling = cast("Generator[str]", template.generate(values))
        try:
            for piece in filling:
                pieces.append(piece)
                length += len(piece)
                if length > MAX_MARKUP:  # said where the template is, so that its line is known
                    said = f"makes more than {MAX_MARKUP} letters of markup"
                    filling.throw(Refused(said, "write loops that end sooner"))
        except ContentError:
            raise
        except TemplateSyntaxError as fault:  # of a part whose name was filled in
            place = self._where(fault.__traceback__)
            raise ContentError([Problem(place, *self._unreadable(fault))]) from None
        except Exception as fault:  # a template may raise whatever its expressions raise
            place = self._where(fault.__traceback__)
            raise ContentError([Problem(place, *self._explained(fault))]) from None
        return "".join(pieces)

    def _where(self, traceback: TracebackType | None) -> Place:
        """The innermost line of a template in a traceback; Jinja puts them there."""
        files, found = self.files, Place(self.file)
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if file in files:
                found = self._line(file, traceback.tb_lineno)
            traceback = traceback.tb_next
        return found

    def _line(self, file: str, line: int) -> Place:
        """A line of a template, where Jinja is first asked for something in it."""
        text = next(source.text for source in self.sources if source.file == file)
        lines = text.split("\n")
        column = lines[line - 1].find("{") if 0 < line <= len(lines) else 0
        return Place(file, line, max(column, 0) + 1)

    def _missing(self, name: str) -> tuple[str, str]:
        alike = self._loader.alike(name)
        rename = f"rename {alike} to {name}" if alike else ""
        if name == TEMPLATE:
            return "the template is missing", rename or 'write one, or name a layout in "extends"'
        return f'there is no part "{name}"', rename or "parts are in layouts/parts"

    def _explained(self, fault: Exception) -> tuple[str, str]:
        """What an exception means for the person who wrote the template, and the mend."""
        if isinstance(fault, TemplateNotFound):
            return self._missing(str(fault.name))
        if isinstance(fault, Refused):
            return str(fault), fault.hint
        if isinstance(fault, UndefinedError):
            name = re.search(r"'(\w+)'(?: is undefined)?$", fault.message or "")
            said = f'there is no "{name[1]}"' if name else "found something that is not there"
            return said, "check the name, or add it to the content"
        return next(
            (said for kind, said in _MEANINGS if isinstance(fault, kind)),
            ("cannot be filled in", "check the names and the values in this line"),
        )


_MEANINGS: tuple[tuple[type[Exception], tuple[str, str]], ...] = (
    (
        SecurityError,
        ("reaches for what a template must not use", "a template may only read values"),
    ),
    (ZeroDivisionError, ("divides by 0", "check the value first")),
    (RecursionError, ("calls itself without an end", "end it, or take it out")),
    (OverflowError, ("counts further than any page needs", "use a smaller number")),
    (
        TypeError,
        ("puts together values that do not go together", "check what each of them is"),
    ),
)
