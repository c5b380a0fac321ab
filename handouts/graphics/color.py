"""Colors: as the PDF operators that choose them, and how light they are."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .shapes import number

# A printer and a viewer do not agree on gray; both ways must hold.
_CODED = (0.299, 0.587, 0.114)
_LIGHT = (0.2126, 0.7152, 0.0722)


class Color(NamedTuple):
    """A color as the operators that choose it for filling and for stroking."""

    fill: str
    stroke: str


@lru_cache(maxsize=512)
def rgb(color: str) -> Color:
    """A hex color as DeviceRGB; black and grays as DeviceGray, which prints as pure black."""
    values = [part / 255 for part in parts(color)]
    if len(set(values)) == 1:
        one = number(values[0], 3)
        return Color(f"{one} g", f"{one} G")
    three = " ".join(number(value, 3) for value in values)
    return Color(f"{three} rg", f"{three} RG")


@lru_cache(maxsize=512)
def cmyk(*percent: float) -> Color:
    """Ink percentages as DeviceCMYK."""
    four = " ".join(number(part / 100, 3) for part in percent)
    return Color(f"{four} k", f"{four} K")


def separated(color: str) -> Color:
    """A hex color as inks, all of its gray in black (ISO 32000-1, 10.3.5).

    One of the other inks is then always 0, so that all together stay within 300 percent.
    """
    values = [part / 255 for part in parts(color)]
    light = max(values)
    inks = [100 * (light - value) / light if light else 0.0 for value in values]
    return cmyk(*inks, 100 * (1 - light))


def parts(color: str) -> list[int]:
    """Red, green and blue of a hex color, 0 to 255."""
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


@lru_cache(maxsize=256)
def luminance(color: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in parts(color))
    ]
    return sum(weight * part for weight, part in zip(_LIGHT, linear, strict=True))


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two hex colors, 1 to 21.

    >>> round(contrast("#000000", "#FFFFFF"))
    21
    """
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=256)
def coded_gray(color: str) -> str:
    """The gray of a printer that weighs the coded values."""
    value = round(sum(weight * part for weight, part in zip(_CODED, parts(color), strict=True)))
    return f"#{value:02X}{value:02X}{value:02X}"


@lru_cache(maxsize=256)
def light_gray(color: str) -> str:
    """The gray of the same luminance, as a hex color."""
    light = luminance(color)
    coded = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    value = round(coded * 255)
    return f"#{value:02X}{value:02X}{value:02X}"
