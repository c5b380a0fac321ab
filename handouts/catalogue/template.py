"""The page's template, filled; a mistake in it is told at its own line."""

from __future__ import annotations

import traceback
from pathlib import Path

from ..problems import ContentError, Place, Problem
from ..reading import disk
from .assets import FOLDER

FILE = f"{FOLDER}/page.html.j2"
# What the page may take for each handout: loops over its editions, papers and facts.
_STEPS = 5_000


def filled(root: Path, handouts: int, **values: object) -> str:
    """The whole page, which shows so many handouts. Raises `ContentError`."""
    from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
    from jinja2.filters import FILTERS

    from ..design.limits import BoundedEnvironment, Refused

    environment = BoundedEnvironment(
        most_steps=(handouts + 10) * _STEPS,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tojson"] = FILTERS["tojson"]
    source = disk.text(root, FILE)
    hint = "check the braces and names in it, and that each block has its end"
    try:
        return environment.from_string(source).render(**values)
    except ContentError:
        raise
    except Refused as fault:
        line, said, hint = _line(fault), str(fault), fault.hint
    except TemplateSyntaxError as fault:
        line, said = fault.lineno, "cannot be read as a template"
    except UndefinedError as fault:
        line, said = _line(fault), "a name in this line stands for nothing"
    except Exception as fault:  # whatever the template does with what it is given
        line, said = _line(fault), "this line cannot be filled"
        if not line:
            raise
    raise ContentError([Problem(Place(FILE, line, 1), said, hint)])


def _line(fault: BaseException) -> int:
    """The line of the template in which it happened; 0 if it was not in the template."""
    frames = traceback.extract_tb(fault.__traceback__)
    lines = [frame.lineno or 0 for frame in frames if frame.filename == "<template>"]
    return lines[-1] if lines else 0
