"""The page's template, filled; a mistake in it is told at its own line."""

from __future__ import annotations

import traceback
from pathlib import Path

from ..problems import ContentError, Place, Problem
from ..reading import disk
from .assets import FOLDER

FILE = f"{FOLDER}/page.html.j2"


def filled(root: Path, **values: object) -> str:
    """The whole page. Raises `ContentError`."""
    from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = disk.text(root, FILE)
    try:
        template = environment.from_string(source)
        return template.render(**values)
    except ContentError:
        raise
    except TemplateSyntaxError as fault:
        line, said = fault.lineno, "cannot be read as a template"
    except UndefinedError as fault:
        line, said = _line(fault), "a name in this line stands for nothing"
    except Exception as fault:  # whatever the template does with what it is given
        line = _line(fault)
        if not line:
            raise
        said = "this line cannot be filled"
    hint = "check the braces and names in it, and that each block has its end"
    raise ContentError([Problem(Place(FILE, line, 1), said, hint)])


def _line(fault: BaseException) -> int:
    """The line of the template in which it happened; 0 if it was not in the template."""
    frames = traceback.extract_tb(fault.__traceback__)
    lines = [frame.lineno or 0 for frame in frames if frame.filename == "<template>"]
    return lines[-1] if lines else 0
