"""Style, script and logo of the page, and the policy that keeps everything else out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import project
from ..problems import ContentError, Place, Problem
from ..reading import disk
from .words import group

FOLDER = f"{project.LAYOUTS}/catalogue"

_ROLES = ("text", "ink", "accent", "soft", "mist", "blush", "rule", "line", "white")


def style(root: Path, brand: Mapping[str, Any], name: str) -> str:
    """The style in the brand's colors. Raises `ContentError` for one that is missing."""
    colors = group(brand, "palette")
    for role in _ROLES:
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(colors.get(role, ""))):
            place = Place(f"content/brands/{name}.yaml")
            message = f'"palette" lacks a color for the role "{role}"'
            raise ContentError([Problem(place, message, 'add one such as "#12464F"')])
    roles = "".join(f"--{role}:{colors[role]};" for role in _ROLES)
    return f":root{{{roles}}}\n" + disk.text(root, f"{FOLDER}/style.css")


def script(root: Path) -> str:
    """The script of the page. Raises `ContentError`."""
    return disk.text(root, f"{FOLDER}/script.js")


def logo(root: Path, name: str) -> str:
    """The brand's drawing as a `data:` address; none if there is no such drawing."""
    try:
        data = disk.read(root, project.drawing_file(name))
    except disk.Missing:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(data).decode()


def policy(style: str, script: str) -> str:
    """What the page may do: show itself, and PDFs from its own folder. No network."""

    def seal(content: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

    return "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"style-src {seal(style)}",
            f"script-src {seal(script)}",
            "object-src 'self' file:",
            "frame-src 'self' file:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
