"""What a page's content stream says: its marked sequences, their text, and what is wrong in it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
# Operators that put something on the page (ISO 32000-1, tables 60, 74, 87, 92, 107, 109).
_FILLS = frozenset({
    "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE", "EI",
})  # fmt: skip
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))


@dataclass(slots=True)
class Run:
    """One shown string: its text, its size on paper and its baseline, in points."""

    text: str
    size: float
    y: float
    visible: bool = True


@dataclass(slots=True)
class Mark:
    """One marked-content sequence. `mcid` is None for an artifact."""

    tag: str
    mcid: int | None
    kind: str = ""
    runs: list[Run] = field(default_factory=list)

    @property
    def artifact(self) -> bool:
        return self.tag == "Artifact"

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Page:
    """A page's marks in the order of drawing, and faults found while reading: (rule, what)."""

    number: int
    marks: list[Mark] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)


def read(page: pikepdf.Page, number: int) -> Page:
    """Walk the content stream of `page`."""
    reader = _Reader(page, number)
    for instruction in pikepdf.parse_content_stream(page):
        reader.step(str(instruction.operator), list(instruction.operands))
    reader.end()
    return reader.page


class _Reader:
    def __init__(self, page: pikepdf.Page, number: int) -> None:
        self.page = Page(number)
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        self.fonts = {name: Font(font) for name, font in dict(resources.get("/Font", {})).items()}
        self.xobjects = resources.get("/XObject", pikepdf.Dictionary())
        self.properties = resources.get("/Properties", pikepdf.Dictionary())
        self.stack: list[Mark | None] = []
        self.state: tuple[Matrix, Font | None, float, float, int] = (_IDENTITY, None, 0, 0, 0)
        self.saved: list[tuple[Matrix, Font | None, float, float, int]] = []
        self.line = self.at = _IDENTITY
        self.in_text = False
        self.depth_at_text = 0

    @property
    def mark(self) -> Mark | None:
        return next((mark for mark in reversed(self.stack) if mark), None)

    def fault(self, rule: str, what: str) -> None:
        if (rule, what) not in self.page.faults:
            self.page.faults.append((rule, what))

    def step(self, operator: str, operands: list[Any]) -> None:
        if operator in ("BDC", "BMC"):
            self._open(operands)
        elif operator == "EMC":
            self._close()
        elif operator in _SHOWS:
            self._show(operator, operands)
        elif operator in _FILLS:
            self._painted(operator, operands)
        else:
            self._set(operator, operands)

    # --- marks -----------------------------------------------------------------------

    def _open(self, operands: list[Any]) -> None:
        tag = str(operands[0])[1:]
        entries = operands[1] if len(operands) > 1 else None
        if isinstance(entries, pikepdf.Name):
            entries = self.properties.get(str(entries))
        entries = entries if isinstance(entries, pikepdf.Dictionary) else pikepdf.Dictionary()
        mcid: Any = entries.get("/MCID")
        if mcid is None and tag != "Artifact":
            self.stack.append(None)  # a mark without a number says nothing about structure
            return
        outer = self.mark
        number = None if tag == "Artifact" else int(mcid)
        mark = Mark(tag, number, str(entries.get("/Type", ""))[1:])
        if outer is not None:
            what = "an artifact" if mark.artifact else f"{tag} content"
            inside = "an artifact" if outer.artifact else f"{outer.tag} content"
            self.fault("PDF/UA 7.1", f"{what} inside {inside}{near(outer.text)}")
        self.stack.append(mark)
        self.page.marks.append(mark)

    def _close(self) -> None:
        if not self.stack:
            self.fault("ISO 32000-1 14.6", "a mark is closed that was never opened")
            return
        if self.in_text and len(self.stack) <= self.depth_at_text:
            self.fault(
                "ISO 32000-1 14.6", "a mark is opened outside a text object and closed in it"
            )
        self.stack.pop()

    def end(self) -> None:
        if any(self.stack):
            self.fault("ISO 32000-1 14.6", "the page ends inside a mark")

    # --- paint -----------------------------------------------------------------------

    def _painted(self, operator: str, operands: list[Any]) -> None:
        what = {"Do": "a picture or form", "sh": "a shading", "INLINE IMAGE": "a picture"}
        if operator == "Do":
            form = self.xobjects.get(str(operands[0]))
            if (
                form is not None
                and form.get("/Subtype") == "/Form"
                and b"/MCID" in form.read_bytes()
            ):
                self.fault("ISO 32000-1 14.7.4", "marks inside a form XObject are not followed")
        self._note(f"{what.get(operator, 'a line or a filled shape')} is painted")

    def _note(self, what: str) -> None:
        if self.mark is None:
            before = self.page.marks[-1].text if self.page.marks else ""
            after = f", after{near(before)}" if before.strip() else ""
            self.fault("PDF/UA 7.1", f"{what} outside every tag and artifact{after}")

    # --- text ------------------------------------------------------------------------

    def _show(self, operator: str, operands: list[Any]) -> None:
        matrix, font, size, leading, mode = self.state
        if operator in ("'", '"'):
            self.line = self.at = _times((1, 0, 0, 1, 0, -leading), self.line)
        strings = operands[-1] if operator == "TJ" else [operands[-1]]
        codes = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
        if font is None:
            self.fault("ISO 32000-1 9.3", "text is shown without a font")
            return
        text = font.text(codes)
        onto = _times(self.at, matrix)
        self._note(f'the text "{text[:40]}" is painted')
        mark = self.mark
        lost = font.unreadable(codes)
        if lost:
            self.fault("PDF/UA 7.21.7", f"{lost} of {font.name} has no Unicode value{near(text)}")
        if font.missing(codes):
            self.fault("PDF/UA 7.21.8", f"a character {font.name} cannot draw is shown{near(text)}")
        if mark is not None:
            height = size * (onto[2] ** 2 + onto[3] ** 2) ** 0.5
            mark.runs.append(Run(text, height, onto[5], mode != 3))

    def _set(self, operator: str, operands: list[Any]) -> None:
        matrix, font, size, leading, mode = self.state
        if operator == "q":
            self.saved.append(self.state)
        elif operator == "Q" and self.saved:
            self.state = self.saved.pop()
        elif operator == "cm":
            self.state = (_times(_matrix(operands), matrix), font, size, leading, mode)
        elif operator == "Tf":
            found = self.fonts.get(str(operands[0]))
            self.state = (matrix, found, float(operands[1]), leading, mode)
        elif operator == "TL":
            self.state = (matrix, font, size, float(operands[0]), mode)
        elif operator == "Tr":
            self.state = (matrix, font, size, leading, int(operands[0]))
        elif operator in ("BT", "ET"):
            self._text_object(operator == "BT")
        else:
            self._move(operator, operands)

    def _text_object(self, begins: bool) -> None:
        self.line = self.at = _IDENTITY
        if begins:
            self.depth_at_text = len(self.stack)
        elif len(self.stack) > self.depth_at_text:
            self.fault("ISO 32000-1 14.6", "a mark is opened in a text object and not closed")
        self.in_text = begins

    def _move(self, operator: str, operands: list[Any]) -> None:
        matrix, font, size, leading, mode = self.state
        if operator in ("Td", "TD"):
            x, y = map(float, operands)
            self.line = self.at = _times((1, 0, 0, 1, x, y), self.line)
            if operator == "TD":
                self.state = (matrix, font, size, -y, mode)
        elif operator == "T*":
            self.line = self.at = _times((1, 0, 0, 1, 0, -leading), self.line)
        elif operator == "Tm":
            self.line = self.at = _matrix(operands)


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return (a, b, c, d, e, f)


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def near(text: str) -> str:
    """` near "the words"`, or nothing where there are none."""
    text = " ".join(text.split())
    return f' near "{text[:40]}"' if text else ""


# --- fonts ----------------------------------------------------------------------------


class Font:
    """A font of a page: how its codes read, and which of them it cannot draw."""

    def __init__(self, font: Any) -> None:
        self.name = str(font.get("/BaseFont", "/a font"))[1:]
        self.wide = font.get("/Subtype") == "/Type0"
        unicode = font.get("/ToUnicode")
        self.mapped = unicode is not None
        self._texts = to_unicode(unicode.read_bytes()) if self.mapped else {}
        descriptor = font.get("/FontDescriptor", {})
        program = descriptor.get("/FontFile2")
        self._glyphs = None if program is None or self.wide else _glyphs(program.read_bytes())

    def _codes(self, data: bytes) -> Iterator[int]:
        if self.wide:
            return (high << 8 | low for high, low in zip(data[::2], data[1::2], strict=False))
        return iter(data)

    def text(self, data: bytes) -> str:
        """The characters of shown codes; ASCII where the font does not say."""
        if not self.mapped and not self.wide:
            return data.decode("latin-1")
        return "".join(self._texts.get(code, "\ufffd") for code in self._codes(data))

    def unreadable(self, data: bytes) -> str:
        """A code without a usable Unicode value (0, U+FEFF and U+FFFE are not), or nothing."""
        for code in self._codes(data) if self.mapped else ():
            text = self._texts.get(code)
            if not text or set(text) & {"\0", "\ufeff", "\ufffe", "\ufffd"}:
                return f"code {code}"
        return ""

    def missing(self, data: bytes) -> bool:
        """Whether a code shows the glyph .notdef."""
        if self.wide:
            return 0 in self._codes(data)
        return self._glyphs is not None and any(not self._glyphs.get(code) for code in data)


_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[|\])")


@lru_cache(maxsize=256)
def to_unicode(data: bytes) -> dict[int, str]:
    """A ToUnicode map (ISO 32000-1, 9.10.3)."""
    out: dict[int, str] = {}
    for kind, body in _BLOCK.findall(data):
        tokens = [hexed or mark for hexed, mark in _TOKEN.findall(body)]
        at = 0
        while at < len(tokens) - 1:
            first = int(tokens[at], 16)
            if kind == b"bfchar":
                out[first] = _utf16(tokens[at + 1])
                at += 2
                continue
            last, target = int(tokens[at + 1], 16), tokens[at + 2]
            at += 3
            if target == b"[":
                for code in range(first, last + 1):
                    out[code] = _utf16(tokens[at])
                    at += 1
                at += 1
            else:
                start = _utf16(target)
                for code in range(first, last + 1):
                    out[code] = start[:-1] + chr(ord(start[-1]) + code - first)
    return out


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


@lru_cache(maxsize=64)
def _glyphs(program: bytes) -> dict[int, int] | None:
    """Code to glyph of a symbolic TrueType subset with a byte map (cmap formats 0 and 6)."""
    count = struct.unpack_from(">H", program, 4)[0]
    tables = (struct.unpack_from(">4sLLL", program, 12 + 16 * index) for index in range(count))
    start = next((offset for tag, _, offset, _ in tables if tag == b"cmap"), None)
    if start is None:
        return None
    for index in range(struct.unpack_from(">H", program, start + 2)[0]):
        at = start + struct.unpack_from(">HHL", program, start + 4 + 8 * index)[2]
        form = struct.unpack_from(">H", program, at)[0]
        if form == 0:
            return dict(enumerate(program[at + 6 : at + 262]))
        if form == 6:
            first, length = struct.unpack_from(">HH", program, at + 6)
            return dict(enumerate(struct.unpack_from(f">{length}H", program, at + 10), first))
    return None
