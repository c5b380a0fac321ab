"""What may stand in `layouts/`: styles, pages and panels, editions and the shared theme."""

# Annotations are read when the class is made, so they are no texts here.
from typing import Annotated, Literal

from .checking import Entries, Model
from .models import Hex, Name
from .yamltree import Text

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


class PanelSpec(Model):
    """One panel of a page: its width per paper (none: the whole page) and its insets t r b l."""

    name: Name
    width: dict[str, Length] | None = None
    inset: Annotated[list[Length], Entries(4, 4)] = [36, 36, 36, 36]
    words: int | None = None


class PageSpec(Model):
    name: Name
    panels: Annotated[list[PanelSpec], Entries(1)]


class LayoutSpec(Model):
    """One layout folder's `layout.yaml`."""

    description: Text
    extends: Name | None = None
    template: Name | None = None
    orientation: Literal["portrait", "landscape"] = "portrait"
    duplex: Literal["none", "long-edge", "short-edge"] = "none"
    flow: bool = False
    folds: bool = False
    pages: list[PageSpec] = []
    editions: dict[str, Name] = {}
    words: int | None = None
    styles: dict[str, dict[str, object]] = {}
    variants: dict[str, dict[str, dict[str, object]]] = {}


class EditionSpec(Model):
    """How an edition differs from the standard one, for every layout."""

    description: Text
    suffix: str = ""
    scale: float = 1
    palette: dict[str, Hex] = {}
    art: dict[str, Hex] = {}
    press: bool = False
    fields: bool = True
    smallest: Length = 10


class Theme(Model):
    """`layouts/theme.yaml`: what all layouts share.

    `roles` are further names for palette roles, `pairs` are colors that meet with
    the contrast they need, `art` says which role each hex color of the drawings
    plays. `typed` names the fonts of what is typed into fields: a letter comes from
    the first of them that has it.
    """

    roles: dict[str, str]
    pairs: list[tuple[str, str, float]]
    fonts: dict[str, str]
    typed: Annotated[list[str], Entries(1)] = ["text"]
    styles: dict[str, dict[str, object]]
    editions: dict[str, EditionSpec]
    art: dict[str, str]
