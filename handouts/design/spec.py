"""What may stand in a layout's `layout.yaml`: pages, panels, styles and editions."""

# Annotations are read when the class is made, so they are no texts here.
from typing import Annotated, Literal

from .. import project
from ..content.models import Name
from ..problems import Fault, did_you_mean
from ..reading.located import Text
from ..reading.notes import Entries, Range
from ..reading.schema import Model
from .style import Extent, NameField, Sides, Style


def _every_paper(widths: dict[str, float]) -> dict[str, float]:
    for name in widths:
        if name not in project.PAPERS:
            raise Fault(f'unknown paper "{name}"', did_you_mean(name, project.PAPERS))
    for name in project.PAPERS:
        if name not in widths:
            raise Fault(f'the width on "{name}" is missing', f'add "{name}:" here')
    return widths


class PanelSpec(Model):
    """One panel of a page: its width per paper (none: the whole page) and its insets t r b l."""

    name: Name
    width: Annotated[dict[str, Extent], _every_paper] | None = None
    inset: Sides = [36, 36, 36, 36]
    words: Annotated[int, Range(1, 10_000)] | None = None


class PageSpec(Model):
    """One page, or one side of a sheet: its panels from left to right."""

    name: Name
    panels: Annotated[list[PanelSpec], Entries(1)]


class LayoutSpec(Model):
    """One layout folder's `layout.yaml`.

    `editions` says for each edition which layout makes it. `variants` are styles
    that an edition changes.
    """

    description: Text
    extends: Name | None = None
    orientation: Literal["portrait", "landscape"] = "portrait"
    duplex: Literal["none", "long-edge", "short-edge"] = "none"
    flow: bool = False
    folds: bool = False
    pages: Annotated[list[PageSpec], Entries(1)] = []
    editions: dict[NameField, Name] = {}
    words: Annotated[int, Range(1, 100_000)] | None = None
    styles: dict[NameField, Style] = {}
    variants: dict[NameField, dict[NameField, Style]] = {}

    def page_size(self, paper: str) -> tuple[float, float]:
        """Trimmed width and height in points."""
        width, height, _ = project.PAPERS[paper]
        return (height, width) if self.orientation == "landscape" else (width, height)
