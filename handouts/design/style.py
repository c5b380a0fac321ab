"""How one kind of block looks."""

# Annotations are read when the class is made, so they are no texts here.
from typing import Annotated, Literal

from ..content.models import HEX, NAME
from ..reading.notes import Empty, Entries, Range
from ..reading.schema import Model

# The names of fields that a person chooses.
NameField = Annotated[str, NAME]
HexField = Annotated[str, HEX]

_NONE = Empty("none")
# Lengths in points. Nothing on a page is longer than the longest side of a large sheet.
Length = Annotated[float, Range(0, 2000)]
Extent = Annotated[float, Range(0.1, 2000)]  # of what must be seen
Distance = Annotated[float, Range(-2000, 2000)]  # may lead to the left, or up
Size = Annotated[float, Range(1, 400), "the size of type"]
MaybeExtent = Annotated[Extent | None, _NONE]
MaybeDistance = Annotated[Distance | None, _NONE]
Color = Annotated[str, 'a role of the palette, or a further name under "roles" in the theme']
MaybeColor = Annotated[Color | None, _NONE]
FontName = Annotated[str, 'a name under "fonts" in the theme']


def _four(sides: list[float]) -> list[float]:
    return sides * 4 if len(sides) == 1 else sides


# Top, right, bottom, left; or one length for all four.
Sides = Annotated[list[Length], Entries(4, 4, alone=True), _four]


class Style(Model):
    """How one kind of block looks: lengths in points, colors by role, fonts by name.

    A box reads the properties of its kind and of every box. `none` takes back
    what a style below has set.
    """

    # Text.
    font: FontName = "text"
    strong: FontName = "text-bold"
    size: Size = 12
    leading: Extent = 17
    color: Color = "text"
    tracking: Annotated[float, Range(-20, 100)] = 0
    align: Literal["left", "center", "right"] = "left"
    balance: bool = False
    fit: Annotated[Size | None, _NONE, "the least size of a title that is made to fit"] = None
    max_lines: Annotated[Annotated[int, Range(1, 100)] | None, _NONE] = None
    measure: MaybeExtent = None
    enlarge: Annotated[bool, "whether it grows with the scale of an edition"] = True
    small: Annotated[bool, "small print, which is not counted among the words"] = False
    # Every box.
    fill: MaybeColor = None
    stroke: MaybeColor = None
    stroke_width: Annotated[float, Range(0, 100)] = 1
    radius: Length = 0
    corners: Literal["all", "top", "bottom"] = "all"
    padding: Sides = [0, 0, 0, 0]
    width: Literal["auto", "*", "page"] | Extent = "*"
    height: MaybeExtent = None
    min_height: MaybeExtent = None
    before: Distance = 0
    gap: Annotated[Length, "between the boxes in it; in a list of columns, between these"] = 0
    flex: Annotated[float, Range(0, 1000), "its share of free height"] = 0
    valign: Literal["top", "middle", "bottom", "baseline"] = "top"
    # A box that hangs at a place of the one it is in.
    x: MaybeDistance = None
    y: MaybeDistance = None
    from_right: MaybeDistance = None
    from_bottom: MaybeDistance = None
    behind: bool = False
    # Lists and their items.
    marker: Literal["none", "dot", "check", "number", "bar"] = "none"
    marker_size: Extent = 6
    marker_color: Color = "accent"
    marker_width: Annotated[float, Range(0.1, 100), "the line of a tick box"] = 1.25
    marker_down: Distance = 0
    numeral: FontName = "heading-black"
    numeral_color: Color = "on-accent"
    numeral_size: Size = 14.5
    indent: Length = 0
    columns: Annotated[int, Range(1, 12)] = 1
    row_gap: Annotated[Length, "between the items in a column, where there are columns"] = 26
    # Pictures.
    ground: Literal["white", "mist", "dark"] = "white"
    ring: MaybeColor = None
    ring_width: Annotated[float, Range(0.1, 100)] = 1
    # Rules, and the lines of fields.
    line: Color = "line"
    line_width: Annotated[float, Range(0.1, 100)] = 0.9
    upright: Annotated[bool, "whether a rule stands"] = False
    # The bars that count a series.
    bar_width: Extent = 6
    bar_pitch: Annotated[Extent, "from bar to bar"] = 26
    # The strands: their first wave, how many there are, each so many times as long as the last,
    # and how high the first and the last one are.
    wave_length: Extent = 26
    wave_count: Annotated[int, Range(1, 100)] = 1
    wave_growth: Annotated[float, Range(0.5, 2)] = 1
    wave_height: Extent = 6
    wave_end_height: Extent = 1.25
    # In a flow.
    pinned: Annotated[bool, "stands at the foot of the last page"] = False


COLORS = tuple(
    field.attribute for field in Style.schema.values() if field.kind in (Color, MaybeColor)
)
FONTS = tuple(field.attribute for field in Style.schema.values() if field.kind == FontName)
# The lengths that grow with the type where an edition has a scale; widths and places stay.
GROWING = (
    *("size", "leading", "fit", "gap", "before", "indent", "min_height", "row_gap"),
    *("marker_size", "marker_down", "numeral_size"),
)
