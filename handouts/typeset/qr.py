"""QR codes."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import TypeAlias

from ..graphics import shapes
from ..kept import Kept
from ..placed import Page, Paint
from .box import Box

Rows: TypeAlias = tuple[tuple[tuple[int, int], ...], ...]


class Qr(Box):
    """A QR code with its quiet zone of four modules, level Q, in black (PP-12)."""

    _FINEST = 1.13  # points a module is wide at least

    def natural_height(self, width: float) -> float:
        if self._module(width) < self._FINEST:
            said = "the code holds too much to be scanned at this size"
            self.context.problems.add(self.node.source, said, "use a shorter address")
        return width

    def _rows(self) -> Rows:
        return _modules(self.node.attributes["data"])

    def _module(self, width: float) -> float:
        return (width - self.style.padding[3] - self.style.padding[1]) / (len(self._rows()) + 8)

    def draw(self, page: Page, x: float, top: float, width: float, height: float) -> None:
        super().draw(page, x, top, width, height)
        left, module = self.style.padding[3], self._module(width)
        out = [self.context.color("text").fill]
        for line, row in enumerate(self._rows()):
            y = top - self.style.padding[0] - (line + 5) * module
            for start, length in row:
                out.append(
                    shapes.rectangle_fine(
                        x + left + (start + 4) * module, y, length * module, module
                    )
                )
        out.append("f")
        box = None if page.decorating else (x, top - width, x + width, top)
        page.add(Paint(" ".join(out), self.node if box else None, box=box))


@lru_cache(maxsize=256)
def _modules(data: str) -> Rows:
    """The dark runs of each row: (first module, how many)."""
    library = find_spec("qrcodegen")
    kept = Kept("codes", __file__, library.origin if library else None)
    return kept.get(data.encode(), lambda: _encoded(data))


def _encoded(data: str) -> Rows:
    from qrcodegen import QrCode, QrSegment

    segments = QrSegment.make_segments(data)
    code = QrCode.encode_segments(segments, QrCode.Ecc.QUARTILE, boostecl=False)
    side = range(code.get_size())
    rows = []
    for y in side:
        runs, start = [], None
        for index, dark in enumerate((*(code.get_module(x, y) for x in side), False)):
            if dark and start is None:
                start = index
            elif not dark and start is not None:
                runs.append((start, index - start))
                start = None
        rows.append(tuple(runs))
    return tuple(rows)
