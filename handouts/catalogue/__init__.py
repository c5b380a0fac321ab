"""The page `output/index.html`, where staff find and print what was made.

It is one file that works from a shared drive: previews, style and script are in
it, and nothing is fetched. What it tells comes from the manifest and from the
PDFs themselves; its words are in `content/…/catalogue.yaml`, its looks in
`layouts/catalogue`.
"""

from __future__ import annotations

from pathlib import Path

from ..build import files
from ..problems import Problems
from ..project import OUTPUT

PAGE = "index.html"


def write(root: Path, problems: Problems) -> Path:
    """Writes the page and gives its path.

    A file that cannot be shown is left out of it and added to `problems`. "new" and
    "changed" refer to what was there before the files last changed.
    Raises `ContentError` and `files.CannotWrite`.
    """
    from .page import Page

    files.write(root, f"{OUTPUT}/{PAGE}", Page(root, problems).html().encode())
    return root / OUTPUT / PAGE
