"""Colors that must stay apart, in color and after gray printing (AX-12, PP-08).

Ratios are WCAG 2 contrast ratios. The pairs that matter are named in
`layouts/theme.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..design.editions import EditionSpec, Theme
from ..graphics.color import coded_gray, contrast, light_gray, luminance, parts
from ..problems import Place, Problem


def problems(
    palette: Mapping[str, str], theme: Theme, edition: EditionSpec, place: Place
) -> Iterator[Problem]:
    """A Problem for each pair that is too close, with the nearest shade that is not."""
    for first, second, least in theme.pairs:
        front = hex_of(first, palette, theme, edition)
        ground = hex_of(second, palette, theme, edition)
        if front is None or ground is None:
            continue
        for kind, shade in (("", str), (" in gray", coded_gray), (" in gray", light_gray)):
            ratio = contrast(shade(front), shade(ground))
            if ratio < float(least):
                one, two = (_own(name, palette, theme) for name in (first, second))
                changed = two if one == "white" else one
                yield Problem(
                    getattr(palette.get(changed), "place", place),
                    f'"{one}" {front} on "{two}" {ground} has a contrast of {ratio:.1f}{kind},'
                    f" {least} is needed",
                    _mend(one, front, two, ground, float(least)),
                )
                break


def _own(role: str, palette: Mapping[str, str], theme: Theme) -> str:
    """The role as it is called in the brand's file."""
    return role if role in palette else theme.roles.get(role, role)


def _mend(one: str, front: str, two: str, ground: str, least: float) -> str:
    """Which color to change to what; paper and letters stay white."""
    name, better = (
        (two, nearest(ground, front, least))
        if one == "white"
        else (one, nearest(front, ground, least))
    )
    return f'use "{better}" for "{name}"' if better else f'change "{two}"'


def hex_of(role: str, palette: Mapping[str, str], theme: Theme, edition: EditionSpec) -> str | None:
    """The color of a role in an edition, or None for one that nobody gives."""
    if role in edition.palette:
        return str(edition.palette[role])
    name = theme.roles.get(role, role)
    return str(edition.palette.get(name) or palette.get(name) or "") or None


def nearest(front: str, ground: str, least: float) -> str | None:
    """The shade of `front` nearest to it that passes on `ground`, or None."""
    target = 0 if luminance(ground) > 0.18 else 255
    for step in range(101):
        mixed = [round(part + (target - part) * step / 100) for part in parts(front)]
        shade = "#" + "".join(f"{part:02X}" for part in mixed)
        pairs = [(shade, ground)] + [
            (gray(shade), gray(ground)) for gray in (coded_gray, light_gray)
        ]
        if all(contrast(*pair) >= least for pair in pairs):
            return shade
    return None
