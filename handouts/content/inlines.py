"""The two things a content text may hold besides words: `{{ names }}` and inline marks.

Names are filled first, then `**bold**` and `[text](https://…)` are read by a
CommonMark parser with HTML off, then everything is escaped. Jinja2 parses the
names; they are looked up here, so that no expression is ever evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from markupsafe import escape

from ..problems import Place, Problems, did_you_mean
from ..reading.located import Text

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment
    from markdown_it import MarkdownIt

NBSP = "\u00a0"
# Stand-ins for values known only when a page is laid out.
LATE = {
    name: chr(0xE000 + index)
    for index, name in enumerate(("number", "count", "page", "pages", "month", "year", "title"))
}
_MARKS = re.compile(r"[\\*_\[\]`<>&!]")
_SCHEMES = ("https://", "http://", "tel:", "mailto:")


class Marked(Text):
    """A filled content text. In a template it prints as markup that knows its place."""

    __slots__ = ("inliner",)
    inliner: Inliner

    def __new__(cls, text: str, place: Place, inliner: Inliner) -> Self:
        self = super().__new__(cls, text, place)
        self.inliner = inliner
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return (Marked, (str(self), self.place, self.inliner))

    def __html__(self) -> str:
        return f'<t at="{escape(_at(self.place))}">{self.inliner.markup(self)}</t>'


class Inliner:
    """Turns marked text into markup. `expansions` are abbreviations read out in full."""

    def __init__(self, expansions: Mapping[str, str]) -> None:
        self.expansions = dict(expansions)
        names = sorted(self.expansions, key=len, reverse=True)
        self._find = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b") if names else None
        self._done: dict[str, str] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return (Inliner, (self.expansions,))

    def markup(self, text: str) -> str:
        """`text` as inline markup, everything in it escaped."""
        found = self._done.get(text)
        if found is None:
            if len(self._done) > 20_000:
                self._done.clear()
            found = self._done[text] = self._markup(text)
        return found

    def _markup(self, text: str) -> str:
        if not _MARKS.search(text):
            return self._words(text)
        out = []
        for kind, value in _tokens(text):
            if kind == "text":
                out.append(self._words(value))
            elif kind == "link":
                out.append(f'<link href="{escape(value)}">')
            else:
                out.append({"bold": "<strong>", "/bold": "</strong>", "/link": "</link>"}[kind])
        return "".join(out)

    def _words(self, text: str) -> str:
        xml = str(escape(_tie(text)))
        if self._find is None:
            return xml
        return self._find.sub(
            lambda hit: f'<span expansion="{escape(self.expansions[hit[1]])}">{hit[1]}</span>',
            xml,
        )


def _tie(text: str) -> str:
    """Keep a number together with what it counts, and a phone number whole."""
    text = re.sub(r"(\(\d{3}\)) (\d{3}-\d{4})", rf"\1{NBSP}\2", text)
    text = re.sub(r"\+\d[\d ()-]+\d", lambda number: number[0].replace(" ", NBSP), text)
    return re.sub(r"(?<=\b\d) (?=[^\W\d])|(?<=\b\d\d) (?=[^\W\d])", NBSP, text)


def _at(place: Place) -> str:
    return f"{place.path}:{place.line}:{place.column}"


def plain(text: str) -> str:
    """`text` without marks."""
    if not _MARKS.search(text):
        return str(text)
    return "".join(value for kind, value in _tokens(text) if kind == "text")


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    """The text's words and marks; raises `ValueError(message)` for any other mark."""
    found = _simple_tokens(text)
    return _commonmark_tokens(text) if found is None else found


# Words, marked characters, **bold words** and [words](address) as nobody can misread them.
_ALNUM = "[A-Za-z0-9]"
_WORDS = rf"(?:[^\\*_\[\]`<>&!\s]|[ ]|(?<={_ALNUM})_(?={_ALNUM})|\\[!-/:-@\[-`{{-~])"
_SIMPLE = re.compile(
    rf"(?P<text>{_WORDS}+)"
    rf"|\*\*(?P<bold>(?={_ALNUM}){_WORDS}*[A-Za-z0-9.,:?])\*\*"
    rf"(?:(?<={_ALNUM}\*\*)(?!\*)|(?= |$))"
    rf"|\[(?P<label>{_WORDS}+)\]\((?P<href>(?:https?://|tel:|mailto:)[a-z0-9./+@-]+)\)"
)
_ESCAPED = re.compile(r"\\(.)")


def _simple_tokens(text: str) -> tuple[tuple[str, str], ...] | None:
    """The tokens of a text that CommonMark can read in one way only; None for any other.

    Most texts are such, and the reader of the rest takes long to load.
    """
    out: list[tuple[str, str]] = []
    at, text = 0, text.strip()
    while at < len(text):
        found = _SIMPLE.match(text, at)
        if found is None:
            return None
        kind = found.lastgroup or ""
        words = ("text", _ESCAPED.sub(r"\1", found["text"] or found["bold"] or found["label"]))
        if kind == "text":
            out.append(words)
        elif kind == "bold":
            out += [("bold", ""), words, ("/bold", "")]
        else:
            out += [("link", found["href"]), words, ("/link", "")]
        at = found.end()
    return tuple(out)


def _commonmark_tokens(text: str) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for token in _commonmark().parseInline(text.strip())[0].children or []:
        if token.type in ("text", "text_special"):
            out += [("text", token.content)] * (token.content != "")
        elif token.type == "softbreak":
            out.append(("text", " "))
        elif token.type == "strong_open":
            out.append(("bold", ""))
        elif token.type == "strong_close":
            out.append(("/bold", ""))
        elif token.type == "link_open":
            href = str(token.attrs["href"])
            if not href.startswith(_SCHEMES):
                raise ValueError(f'the link "{href}" must start with https://')
            out.append(("link", href))
        elif token.type == "link_close":
            out.append(("/link", ""))
        elif token.type == "em_open":
            raise ValueError("found *one star*; only **bold** and [text](https://…) are read")
        elif token.type != "em_close":
            raise ValueError("found a mark; only **bold** and [text](https://…) are read")
    return tuple(out)


@lru_cache(maxsize=1)
def _commonmark() -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable(["emphasis", "link"])
    # A link that is refused would stay on the page as it was typed; `_tokens` reports it instead.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    return reader


def check_marks(text: Text, problems: Problems) -> None:
    """Report marks that are not read."""
    if _MARKS.search(text):
        try:
            _tokens(str(text))
        except ValueError as fault:
            problems.add(text.place, str(fault))


def escape_marks(value: str) -> str:
    """`value` so that no character in it is taken for a mark."""
    return re.sub(r"([\\*_\[\]`<>&!])", r"\\\1", value)


def fill(text: Text, names: Mapping[str, str], problems: Problems) -> str:
    """`text` with each `{{ name }}` filled from `names` (keys such as `brand.phone`).

    An unknown name, anything but a name between the braces, and a stray brace
    are problems.
    """
    if "{" not in text and "}" not in text:
        return text
    if "{#" in text or "{%" in text:
        problems.add(
            text.place,
            "found a brace with # or %",
            'only names stand in braces, such as "{{ brand.phone }}"',
        )
        return text
    faults = len(problems)
    out = []
    for kind, value in _named(text, problems):
        if kind == "words":
            out.append(value)
        elif value not in names:
            near = did_you_mean(value, names) or 'the clinic\'s are "brand.phone", "brand.name"'
            problems.add(text.place, f'unknown name "{value}"', near)
        else:
            out.append(names[value])
    return "".join(out) if len(problems) == faults else text


_NAME = re.compile(r"\{\{ *([a-z_]+(?:\.[a-z_]+)*) *\}\}")


def _named(text: Text, problems: Problems) -> Iterator[tuple[str, str]]:
    """The text's ("words", …) and ("name", …), in order; Jinja2 is asked where braces are odd."""
    parts = _NAME.split(text)
    if not any("{" in words or "}" in words for words in parts[::2]):
        for index, part in enumerate(parts):
            yield ("name" if index % 2 else "words", part)
        return
    from jinja2 import TemplateSyntaxError, nodes

    hint = 'write it as "{{ brand.phone }}"'
    try:
        tree = _environment().parse(str(text))
    except TemplateSyntaxError:
        problems.add(text.place, "found braces that do not pair", hint)
        return
    for output in tree.body:
        for part in output.nodes if isinstance(output, nodes.Output) else [output]:
            if isinstance(part, nodes.TemplateData):
                if re.search(r"[{}]", part.data):
                    problems.add(text.place, "found a stray brace", hint)
                yield "words", part.data
            elif (name := _dotted(part)) is None:
                problems.add(text.place, "found more than a name between the braces", hint)
            else:
                yield "name", name


def _dotted(node: object) -> str | None:
    """`brand.phone` for a name or a chain of names, None for anything else."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = _dotted(node.node)
        return f"{before}.{node.attr}" if before else None
    return None


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(keep_trailing_newline=True)
