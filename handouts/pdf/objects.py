"""PDF objects written as they are, and streams whose end PDF/A accepts."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject


class Raw(PDFObject):
    """An indirect object whose body is made when the file is written.

    By then every object that it may point to has a number.
    """

    __RefOnly__ = 1

    def __init__(self, body: Callable[[PDFDocument], str] | str) -> None:
        self._body = body

    def format(self, document: PDFDocument) -> bytes:
        body = self._body if isinstance(self._body, str) else self._body(document)
        return body.encode("latin-1")


class Stream(PDFObject):
    """A stream with a line end before `endstream` that its length does not count.

    ISO 19005-2, 6.1.7.1. ReportLab's own PDFStream writes none. The line end is
    CR LF, since compressed data may end in a CR, which a lone LF would swallow.
    `data` is written as it is; `entries` tells what it is.
    """

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: str = "") -> None:
        self._data = data
        self._entries = entries

    def format(self, document: PDFDocument) -> bytes:
        head = f"<<{self._entries}/Length {len(self._data)}>>\nstream\n"
        return head.encode("latin-1") + self._data + b"\r\nendstream"


def deflated(data: bytes, entries: str = "") -> Stream:
    """A stream of data that is compressed by `deflate`."""
    return Stream(data, f"{entries}/Filter/FlateDecode")


@lru_cache(maxsize=64)
def deflate(data: bytes) -> bytes:
    """Compressed bytes (ISO 32000-1, 7.4.4); profiles and many pages are the same again."""
    return zlib.compress(data)


def string(text: str) -> str:
    """A PDF text string: ASCII as it is, all else as UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return "(" + escaped(text) + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def escaped(text: str) -> str:
    """`text` as it stands between the parentheses of a literal string."""
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def reference(document: PDFDocument, item: PDFObject) -> str:
    """`12 0 R` for an object, registering it if it is new."""
    name = document.Reference(item).name
    return f"{document.idToObjectNumberAndVersion[name][0]} 0 R"


def unicode_map(name: str, kind: str, most: str, entries: Sequence[str]) -> bytes:
    """A ToUnicode map in blocks of at most 100 entries (ISO 32000-1, 9.10.3).

    `kind` is char for entries `<code> <letter>`, range for `<first> <last> <letter>`;
    `most` is the greatest code in hexadecimal.
    """
    blocks = [entries[at : at + 100] for at in range(0, len(entries), 100)]
    body = "\n".join(
        f"{len(block)} beginbf{kind}\n" + "\n".join(block) + f"\nendbf{kind}" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * len(most)}> <{most}>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
