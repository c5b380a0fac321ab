"""Colors as the PDF operators that choose them: RGB, gray, or inks for the press."""

from __future__ import annotations

from functools import lru_cache

from . import shapes
from .drawing import Color


@lru_cache(maxsize=512)
def rgb(color: str) -> Color:
    """A hex color as DeviceRGB; black and grays as DeviceGray, which prints as pure black."""
    values = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    if len(set(values)) == 1:
        one = shapes.fine(values[0])
        return Color(f"{one} g", f"{one} G")
    three = " ".join(map(shapes.fine, values))
    return Color(f"{three} rg", f"{three} RG")


@lru_cache(maxsize=512)
def cmyk(*percent: float) -> Color:
    """Ink percentages as DeviceCMYK."""
    four = " ".join(shapes.fine(part / 100) for part in percent)
    return Color(f"{four} k", f"{four} K")
