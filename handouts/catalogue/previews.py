"""Small pictures of finished PDFs and what can be read off them, kept by digest.

They lie in `output/.previews`, so that only files that changed are drawn again.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..build import files, records
from ..project import OUTPUT

FOLDER = ".previews"
# Raise it when pictures shall look different: all are then drawn again.
_FORMAT = 1
_WIDTH, _COLORS = 544, 32
_LAST = "last-build.json"

# The digest of each file before the last build; nothing is known before the first one.
Before = dict[str, str]


@dataclass(frozen=True)
class Image:
    """A picture of one page, as a `data:` address, at twice the size it is shown."""

    source: str
    width: int
    height: int


@dataclass(frozen=True)
class Seen:
    """What a PDF shows: `duplex` is 2 to flip on the short edge, 3 on the long edge."""

    sha256: str
    pages: int
    duplex: int
    subject: str
    images: list[Image]

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Seen:
        """From plain data. Raises an exception of `records.DAMAGED` for another shape."""
        images = [
            Image(str(one["source"]), int(one["width"]), int(one["height"]))
            for one in kept["images"]
        ]
        pages, duplex = int(kept["pages"]), int(kept["duplex"])
        return cls(str(kept["sha256"]), pages, duplex, str(kept["subject"]), images)


class Unreadable(Exception):
    """A file that cannot be shown; the message says why."""


class Previews:
    """Looks at PDFs, and only once at each. Raises `files.CannotWrite`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / OUTPUT / FOLDER
        if self.folder.is_symlink():  # what lies behind it is not ours
            self.folder.unlink()
        self._used = {_LAST}

    def of(self, path: Path) -> Seen:
        """What the PDF at `path` shows. Raises `Unreadable`."""
        try:
            data = files.read(path)
        except OSError as fault:
            raise Unreadable(f"cannot be read: {fault.strerror}") from None
        sha256 = hashlib.sha256(data).hexdigest()
        kept = self.folder / f"{sha256[:40]}-{_FORMAT}.json"
        self._used.add(kept.name)
        try:
            return Seen.read(json.loads(files.read(kept)))
        except records.DAMAGED:
            seen = _look(data, sha256)
        text = json.dumps(asdict(seen), ensure_ascii=False)
        files.write(self.root, f"{OUTPUT}/{FOLDER}/{kept.name}", text.encode())
        return seen

    def sweep(self) -> None:
        """Remove what belongs to no file any more."""
        for path in self.folder.glob("*.json"):
            if path.name not in self._used:
                with suppress(OSError):
                    path.unlink()

    def before(self, now: dict[str, str]) -> Before:
        """The digests of the files as they were when they last changed.

        So making the page again changes nothing.
        """
        path = self.folder / _LAST
        try:
            kept = json.loads(files.read(path))
            before, last = dict(kept["before"]), dict(kept["now"])
        except records.DAMAGED:
            before, last = {}, {}
        if last == now:
            return before
        text = json.dumps({"before": last, "now": now}, indent=1)
        files.write(self.root, f"{OUTPUT}/{FOLDER}/{_LAST}", text.encode())
        return last


def change(before: Before, name: str, sha256: str) -> str:
    """What became of a file since the last build: new, changed or same; "" if none was."""
    if not before:
        return ""
    if name not in before:
        return "new"
    return "same" if before[name] == sha256 else "changed"


def _look(data: bytes, sha256: str) -> Seen:
    """Draw the first page, or both sides of a folded sheet. Raises `Unreadable`."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise Unreadable("cannot be shown: it is not a whole PDF, or it has a password") from None
    try:
        width, height = document[0].get_size()
        count = min(len(document), 2 if width > height else 1)
        return Seen(
            sha256=sha256,
            pages=len(document),
            duplex=raw.FPDF_VIEWERREF_GetDuplex(document),
            subject=document.get_metadata_value("Subject"),
            images=[_draw(document[index]) for index in range(count)],
        )
    except (pypdfium2.PdfiumError, IndexError):
        raise Unreadable("cannot be shown: it has a page that is damaged") from None
    finally:
        document.close()


def _draw(page: Any) -> Image:
    """A page in few colors: sharper and smaller than a photograph's format."""
    from PIL import Image as Pillow

    drawn = page.render(scale=_WIDTH / page.get_width()).to_pil().convert("RGB")
    few = drawn.quantize(_COLORS, dither=Pillow.Dither.NONE).convert("RGB")
    file = io.BytesIO()
    few.save(file, "WEBP", lossless=True, method=4)
    source = "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
    return Image(source, drawn.width // 2, drawn.height // 2)
