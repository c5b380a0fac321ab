"""The folders of a project, what there is in them, and what its files are called.

A project is a folder with `content` (what the handouts say), `layouts` (how
they look) and `output` (what was made). Paths in problems and records are
relative to it, with forward slashes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

CONTENT, LAYOUTS, OUTPUT = "content", "layouts", "output"
# The brand whose files stand in `output/en`; the others have a folder of their own.
HOME_BRAND = "astr"
SOURCES = f"{CONTENT}/sources.yaml"
THEME = f"{LAYOUTS}/theme.yaml"
# The edition that goes without saying.
STANDARD = "standard"


class Paper(NamedTuple):
    """A sheet of paper, upright, and its bleed: points."""

    width: float
    height: float
    bleed: float


PAPERS = {"letter": Paper(612.0, 792.0, 9.0), "a4": Paper(595.276, 841.89, 8.504)}


def find(start: Path) -> Path | None:
    """The project that `start` is in: the nearest folder with content and layouts, or None."""
    for folder in (start, *start.parents):
        if (folder / CONTENT).is_dir() and (folder / LAYOUTS).is_dir():
            return folder
    return None


def brands(root: Path) -> list[str]:
    """The brands there are, by file name, the home brand first."""
    names = sorted(path.stem for path in (root / CONTENT / "brands").glob("*.yaml"))
    return sorted(names, key=lambda name: (name != HOME_BRAND, name))


def languages(root: Path) -> list[str]:
    """The languages there are: folders of `content` that hold handouts."""
    return sorted(path.parent.name for path in (root / CONTENT).glob("*/handouts"))


def files(root: Path, language: str, folder: str) -> list[Path]:
    """The content files in a folder of a language, such as `types` or `sections`."""
    return sorted((root / CONTENT / language / folder).glob("*.yaml"))


def layouts(root: Path) -> list[str]:
    """The layouts there are: folders of `layouts` with a `layout.yaml`."""
    return sorted(path.parent.name for path in (root / LAYOUTS).glob("*/layout.yaml"))


def drawings(root: Path) -> list[str]:
    """The drawings there are."""
    return sorted(path.stem for path in (root / LAYOUTS / "art").glob("*.svg"))


def brand_file(brand: str) -> str:
    """The file of a brand, as a person in the project folder would type it."""
    return f"{CONTENT}/brands/{brand}.yaml"


def content_file(language: str, name: str) -> str:
    """A file of a language, such as `words` or `types/cervical-dystonia`."""
    return f"{CONTENT}/{language}/{name}.yaml"


def layout_file(layout: str) -> str:
    """The file that describes a layout."""
    return f"{LAYOUTS}/{layout}/layout.yaml"


def drawing_file(name: str) -> str:
    """The file of a drawing."""
    return f"{LAYOUTS}/art/{name}.svg"


def font_file(file: str) -> str:
    """A font file named in the theme."""
    return f"{LAYOUTS}/fonts/{file}"


def is_name(text: str) -> bool:
    """Whether a file or folder may be called so: small letters, digits and hyphens."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", text) is not None


def output_folder(root: Path, brand: str, language: str) -> str:
    """The folder below `output` in which the files of a brand and language lie."""
    return language if [brand] == brands(root)[:1] else f"{brand}/{language}"


def output_name(file: str, edition: str, paper: str, own_paper: str) -> str:
    """The name of a finished file; the standard edition and the brand's own paper are left out.

    >>> output_name("neck-sheet", "giant", "a4", "letter")
    'neck-sheet-giant-a4.pdf'
    """
    parts = [file]
    if edition != STANDARD:
        parts.append(edition)
    if paper != own_paper:
        parts.append(paper)
    return "-".join(parts) + ".pdf"
