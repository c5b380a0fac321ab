"""The one grammar of a content text: words, `**bold**`, `[words](https://…)` and `{{ names }}`.

A backslash takes the meaning from the sign behind it. Every other sign stands
for itself; a mark that an editor may expect to work and that is not read is a
fault, so that it never reaches paper as it was typed.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from ..problems import Fault
from . import addresses

# All that may begin something; a text without these is just words.
_SIGNS = re.compile(r"[\\*_\[`{}]")
_TOKEN = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
      | \{\{\ *(?P<slot>[a-z_]+(?:\.[a-z_]+)*)\ *\}\}
      | (?P<brace>[{}])
      | (?P<bold>\*\*)
      | (?P<star>\*(?=[^\s*])[^*]*[^\s*]\*(?!\*))
      | (?P<line>(?<!\w)(?P<run>__?)(?=[^\s_])[^_]*[^\s_](?P=run)(?!\w))
      | (?P<code>`[^`]+`)
      | (?P<picture>!\[[^\]]*\]\()
      | (?P<link>\[)
    """,
    re.VERBOSE,
)
_UNCLOSED = re.compile(r"\[(?:\\.|[^\[\]\\])*\]\(")
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(((?:[^()\s]|\([^()\s]*\))*)\)")


class Bold(NamedTuple):
    """Words in heavy type."""

    parts: tuple[Part, ...]


class Link(NamedTuple):
    """Words that lead to an address."""

    href: str
    parts: tuple[Part, ...]


class Slot(NamedTuple):
    """A name that is filled in when a file is made, such as `brand.phone`."""

    name: str


Part: TypeAlias = "str | Bold | Link | Slot"


def parse(text: str) -> tuple[Part, ...]:
    """The parts of a content text. Raises `Fault`.

    >>> parse("Call **now**: {{ brand.phone }}")
    ('Call ', Bold(parts=('now',)), ': ', Slot(name='brand.phone'))
    """
    if not _SIGNS.search(text):
        return (text,) if text else ()
    reader = _Reader(text)
    parts = reader.parts(bold=False)
    return tuple(parts)


def slots(parts: tuple[Part, ...]) -> list[str]:
    """The names that the parts ask to be filled in."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, Slot):
            out.append(part.name)
        elif not isinstance(part, str):
            out += slots(part.parts)
    return out


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def parts(self, *, bold: bool) -> list[Part]:
        """What stands here up to the end, or to the two stars that close bold words."""
        out: list[Part] = []
        while found := _TOKEN.search(self.text, self.at):
            _add(out, self.text[self.at : found.start()])
            self.at = found.end()
            kind = found.lastgroup if found.lastgroup != "run" else "line"
            if kind == "escaped":
                _add(out, found["escaped"])
            elif kind == "slot":
                out.append(Slot(found["slot"]))
            elif kind == "bold":
                if bold and not self.text[found.start() - 1].isspace():
                    return out
                self._bold(out, bold)
            elif kind == "link":
                self._link(out, found.start())
            else:
                raise self._refusal(kind or "", found)
        if bold:
            raise Fault("found ** without a second **", "write **bold words**")
        _add(out, self.text[self.at :])
        self.at = len(self.text)
        return out

    def _bold(self, out: list[Part], inside: bool) -> None:
        """Bold words; two stars before a blank are just stars."""
        if self.text[self.at : self.at + 1].strip() and not inside:
            out.append(Bold(tuple(self.parts(bold=True))))
        else:
            _add(out, "**")

    def _link(self, out: list[Part], start: int) -> None:
        """A link, or a bracket that stands for itself."""
        found = _LABEL.match(self.text, start)
        if not found:
            if _UNCLOSED.match(self.text, start):
                said = "found a link whose address does not end, or has a blank in it"
                raise Fault(said, "write [words](https://…)")
            _add(out, "[")
            return
        if not found[1].strip():
            raise Fault("found a link without words", "write [words](https://…)")
        self.at = found.end()
        out.append(Link(_address(found[2]), parse(found[1])))

    def _refusal(self, kind: str, found: re.Match[str]) -> Fault:
        read = "only **bold** and [text](https://…) are read"
        if kind != "brace":
            said = {"star": "found *one star*", "line": "found _lines_ around words"}
            return Fault(f"{said.get(kind, 'found a mark')}; {read}")
        return self._stray(self.text[found.start() :])

    @staticmethod
    def _stray(rest: str) -> Fault:
        """What is wrong with a brace that begins `rest`."""
        if rest[1:2] in ("#", "%"):
            hint = 'only names stand in braces, such as "{{ brand.phone }}"'
            return Fault("found a brace with # or %", hint)
        hint = 'write it as "{{ brand.phone }}"'
        if not rest.startswith("{{"):
            return Fault("found a stray brace", hint)
        if re.match(r"\{\{[^{}]*[^{}\s][^{}]*\}\}", rest):
            return Fault("found more than a name between the braces", hint)
        return Fault("found braces that do not pair", hint)


def _add(out: list[Part], words: str) -> None:
    """Put words behind those that stand there already."""
    if not words:
        return
    last = out[-1] if out else None
    if isinstance(last, str):
        out[-1] = last + words
    else:
        out.append(words)


def _address(href: str) -> str:
    """An address as it stands in a file (RFC 3986). Raises `Fault`."""
    if not href.startswith(addresses.SCHEMES):
        raise Fault(f'the link "{href}" must start with https://')
    if fault := addresses.fault(href):
        raise Fault(f'the link "{href}" {fault[0]}', fault[1])
    return "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in href
    )
