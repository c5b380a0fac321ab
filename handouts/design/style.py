"""How one kind of block looks."""

# Annotations are read when the class is made, so they are no texts here.
from typing import Literal

from ..reading.schema import Model

Length = float


class Style(Model):
    """How one kind of block looks. Lengths in points; colors are palette roles."""

    # Text.
    font: str = "text"
    strong: str = "text-bold"
    size: Length = 12
    leading: Length = 17
    color: str = "text"
    tracking: Length = 0
    align: Literal["left", "center", "right"] = "left"
    balance: bool = False
    fit: Length | None = None
    max_lines: int | None = None
    measure: Length | None = None
    enlarge: bool = True
    # Box.
    fill: str | None = None
    stroke: str | None = None
    stroke_width: Length = 1
    radius: Length = 0
    corners: Literal["all", "top", "bottom"] = "all"
    padding: list[Length] = [0, 0, 0, 0]
    width: Literal["auto", "*", "page"] | Length = "*"
    height: Length | None = None
    min_height: Length | None = None
    before: Length = 0
    gap: Length = 0
    flex: Length = 0
    valign: Literal["top", "middle", "bottom", "baseline"] = "top"
    x: Length | None = None
    y: Length | None = None
    from_right: Length | None = None
    from_bottom: Length | None = None
    behind: bool = False
    # Lists.
    marker: Literal["none", "dot", "check", "number", "bar"] = "none"
    marker_size: Length = 6
    marker_color: str = "accent"
    marker_width: Length = 1.25
    marker_down: Length = 0
    numeral: str = "heading-black"
    numeral_color: str = "on-accent"
    numeral_size: Length = 14.5
    indent: Length = 0
    columns: int = 1
    # Pictures.
    ground: Literal["white", "mist", "dark"] = "white"
    ring: str | None = None
    ring_width: Length = 1
    # Fields.
    line: str = "line"
    line_width: Length = 0.9
    pitch: Length = 26
    # Flow.
    pinned: bool = False
