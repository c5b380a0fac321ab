"""What may stand in a layout's `layout.yaml`: pages, panels, styles and editions."""

# Annotations are read when the class is made, so they are no texts here.
from typing import Annotated, Literal

from ..content.models import Name
from ..reading.located import Text
from ..reading.schema import Entries, Model
from .style import Length


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
