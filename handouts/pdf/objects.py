"""Values of PDF, written by their type; indirect objects, and streams whose end PDF/A accepts."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, cast

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from ..graphics.shapes import number


def string(text: str) -> str:
    """A PDF text string: ASCII as it is, all else as UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return "(" + escaped(text) + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def escaped(text: str) -> str:
    """`text` as it stands between the parentheses of a literal string."""
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


class Written(str):
    """A value that is written as it is."""


class Name(Written):
    """A PDF name (ISO 32000-1, 7.3.5), such as `Name("Font")`: letters, digits, + and -."""

    def __new__(cls, word: str) -> Name:
        return super().__new__(cls, f"/{word}")


# A text is a text string, an object is referred to, a mapping is a dictionary, a list an array.
Value: TypeAlias = "str | bool | float | PDFObject | Sequence[Value] | Mapping[str, Value]"


def written(value: Value, document: PDFDocument) -> str:
    """A value as it stands in a file; an object that is new is registered."""
    if simple := _SIMPLE.get(type(value)):
        return simple(value)
    if isinstance(value, PDFObject):
        return reference(document, value)
    if isinstance(value, Mapping):
        return f"<<{''.join([entry(key, one, document) for key, one in value.items()])}>>"
    if isinstance(value, str):
        return string(value)
    items = cast("Sequence[Value]", value)
    return f"[{' '.join([written(one, document) for one in items])}]"


def entry(key: str, value: Value, document: PDFDocument) -> str:
    """A key and its value as they stand in a dictionary."""
    said = written(value, document)
    return f"/{key}{said}" if said[0] in _BEGINS else f"/{key} {said}"


_SIMPLE: dict[type, Callable[[Any], str]] = {
    Written: str,
    Name: str,
    str: string,
    bool: lambda value: "true" if value else "false",
    int: str,
    float: number,
}
_BEGINS = "/[(<"  # these need no blank before them


class Object(PDFObject):
    """An indirect object. Its value may be made when the file is written.

    By then every page has its place, and all that it holds is known.
    """

    __RefOnly__ = 1

    def __init__(self, value: Value | Callable[[PDFDocument], Value]) -> None:
        self._value = value

    def format(self, document: PDFDocument) -> bytes:
        value = self._value(document) if callable(self._value) else self._value
        return written(value, document).encode("latin-1")


class Stream(PDFObject):
    """A stream with a line end before `endstream` that its length does not count.

    ISO 19005-2, 6.1.7.1. ReportLab's own PDFStream writes none. The line end is
    CR LF, since compressed data may end in a CR, which a lone LF would swallow.
    `data` is written as it is; `entries` tells what it is.
    """

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: Mapping[str, Value] | None = None) -> None:
        self._data = data
        self._entries = entries or {}

    def format(self, document: PDFDocument) -> bytes:
        head = written({**self._entries, "Length": len(self._data)}, document)
        return f"{head}\nstream\n".encode("latin-1") + self._data + b"\r\nendstream"


def deflated(data: bytes, entries: Mapping[str, Value] | None = None) -> Stream:
    """A stream of data that is compressed by `deflate`."""
    return Stream(data, {**(entries or {}), "Filter": Name("FlateDecode")})


@lru_cache(maxsize=64)
def deflate(data: bytes) -> bytes:
    """Compressed bytes (ISO 32000-1, 7.4.4); profiles and many pages are the same again."""
    return zlib.compress(data)


def reference(document: PDFDocument, item: PDFObject) -> Written:
    """`12 0 R` for an object, registering it if it is new."""
    return by_name(document, document.Reference(item).name)


def by_name(document: PDFDocument, name: str) -> Written:
    """`12 0 R` for an object by the name that ReportLab gave it."""
    return Written(f"{document.idToObjectNumberAndVersion[name][0]} 0 R")


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
