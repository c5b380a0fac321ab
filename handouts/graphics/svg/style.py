"""How an element of an SVG file is to look: attributes and style, what is inherited, colors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, TypeVar

from ...problems import Place, Problem, did_you_mean
from ..drawing import Paint
from .names import INHERITED, OWN, PLAIN, is_unseen
from .tree import Element
from .values import BLANKS, Unread, declarations, length, numbers, share, shown
from .values import color as read_color

T = TypeVar("T")

MOST = 100  # things wrong with one file
_UNSET = {"fill": "#000000", "stroke": None}  # SVG 2, 13.2
_MITER_LIMIT = 4.0  # where none is set (SVG 2, 13.5.6)


class Declared(NamedTuple):
    """The value of a property, and the attribute of an element it is written in."""

    name: str
    value: str
    element: Element
    attribute: str

    @property
    def place(self) -> Place:
        return self.element.attribute_place(self.attribute)


Style = Mapping[str, Declared]


class TooMany(Exception):
    """So much is wrong with a file that nobody reads on."""


class Findings:
    """What is wrong with a file: each thing once, wherever it stands.

    Whatever adds to it raises `TooMany` where it is full.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[Place, None]] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, place: Place, said: str, hint: str) -> None:
        if len(self._found) == MOST:
            raise TooMany
        self._found.setdefault((said, hint), {})[place] = None

    def read(self, declared: Declared, read: Callable[[str], T]) -> T | None:
        """What `read` makes of a value, or None after saying what is wrong with it."""
        try:
            return read(declared.value)
        except Unread as fault:
            hint = fault.hint or "correct it, or take it away"
            self.add(declared.place, f'{fault} in "{declared.name}"', hint)
            return None

    def problems(self) -> list[Problem]:
        """A problem for each thing, at the first place where it stands."""
        out = []
        for (said, hint), places in self._found.items():
            first, *others = sorted(places)
            lines = sorted({place.line for place in others} - {first.line})
            also = f"line {', '.join(map(str, lines))}" if len(lines) < 4 else f"{len(lines)} lines"
            out.append(Problem(first, f"{said} (also in {also})" if lines else said, hint))
        return out


def declared(element: Element, findings: Findings) -> dict[str, Declared]:
    """What is written in an element: its attributes, and its style over them."""
    own = {
        name: Declared(name, value.strip(BLANKS), element, name)
        for name, value in element.attributes.items()
    }
    if "style" not in own:
        return own
    style = own["style"]
    for name, value in findings.read(style, lambda text: list(declarations(text))) or ():
        plain, _, mark = value.rpartition("!")
        if mark.strip().lower() != "important":
            plain = value
        else:
            said = f'"!important" is not read, found it in "{name}"'
            findings.add(style.place, said, "take it away")
        own[name] = Declared(name, plain.strip(BLANKS), element, "style")
    return own


def inherit(style: Style, own: Style) -> Style:
    """The style of an element in a group of that style."""
    new = {
        name: one
        for name, one in own.items()
        if name in INHERITED and one.value.lower() != "inherit"
    }
    return {**style, **new} if new else style


def check(own: Style, attributes: Collection[str], findings: Findings) -> None:
    """Name all that would change what is seen and is not read.

    `attributes` are those the element may have besides properties.
    """
    for name, one in own.items():
        written = one.attribute == name
        if name in INHERITED or name in OWN or (written and name in attributes):
            continue
        if name in PLAIN:
            values, (what, hint) = PLAIN[name]
            if " ".join(one.value.lower().split()) not in values:
                said = f'{what} is not drawn, found "{shown(one.value)}" in "{name}"'
                findings.add(one.place, said, hint)
        elif not is_unseen(name):
            known = INHERITED | OWN | set(attributes if written else ())
            where = "" if written else "the style of "
            hint = did_you_mean(name, known) or "take it away, or draw it otherwise"
            said = f'"{shown(name)}" is not read in {where}<{one.element.tag}>'
            findings.add(one.place, said, hint)


# --- what is seen ---------------------------------------------------------------------


def hidden(own: Style, findings: Findings) -> bool:
    """Whether an element and all that it holds are never seen."""
    if "display" in own and own["display"].value.lower() == "none":
        return True
    return "opacity" in own and not _opaque(own["opacity"], findings)


def visible(style: Style, findings: Findings) -> bool:
    """Whether a shape itself is seen; `visibility` may be set anew inside a hidden group."""
    return _value("visibility", style, _visibility, True, findings)


def _opaque(one: Declared, findings: Findings) -> bool:
    """False where nothing is seen; a finding where something shines through."""
    value = 1.0 if one.value.lower() == "inherit" else findings.read(one, share)
    if value and value < 1:
        said = f'half-transparent shapes are not drawn, found "{shown(one.value)}" in "{one.name}"'
        findings.add(one.place, said, "use the color that it looks like on white")
    return value != 0


def paint(which: str, style: Style, element: Element, findings: Findings) -> Paint | None:
    """The color of `fill` or `stroke`, or None where nothing is painted."""
    opacity = style.get(f"{which}-opacity")
    one = style.get(which)
    if one and one.value.lower() == "currentcolor":
        if "color" not in style or style["color"].value.lower() == "none":
            said = f'found "currentColor" in "{which}", and no color is set'
            findings.add(one.place, said, "write the color itself")
            return None
        one = style["color"]
    color = findings.read(one, _color) if one else _UNSET[which]
    if color is None or (opacity and not _opaque(opacity, findings)):
        return None
    return Paint(color, one.value, one.place) if one else Paint(color, "", element.place)


def _color(text: str) -> str | None:
    """The color of a fill or a stroke, or what stands in for one: a gradient is refused."""
    if "url(" in text.lower():
        said = f'a gradient or a pattern is not drawn, found "{shown(text)}"'
        raise Unread(said, "use one color")
    return read_color(text)


# --- lines ----------------------------------------------------------------------------


class Line(NamedTuple):
    """How a line is drawn: its width, and caps and joins as PDF numbers them.

    `miter_limit` is None where corners are not pointed.
    """

    width: float
    cap: int
    join: int
    miter_limit: float | None


def line(style: Style, findings: Findings) -> Line:
    """The line of a shape that has a color for it."""
    _value("stroke-dasharray", style, _undashed, None, findings)
    join = _value("stroke-linejoin", style, _join, 0, findings)
    return Line(
        _value("stroke-width", style, _width, 1.0, findings),
        _value("stroke-linecap", style, _cap, 0, findings),
        join,
        None if join else _value("stroke-miterlimit", style, _limit, _MITER_LIMIT, findings),
    )


def even_odd(style: Style, findings: Findings) -> bool:
    """Whether what lies twice inside an outline is a hole (SVG 2, 13.4.2)."""
    return _value("fill-rule", style, _rule, False, findings)


def _value(name: str, style: Style, read: Callable[[str], T], default: T, findings: Findings) -> T:
    found = findings.read(style[name], read) if name in style else None
    return default if found is None else found


def _choice(choices: Mapping[str, T]) -> Callable[[str], T]:
    def choose(text: str) -> T:
        if text.lower() not in choices:
            raise Unread(f'expected {" or ".join(choices)}, found "{shown(text)}"')
        return choices[text.lower()]

    return choose


_cap = _choice({"butt": 0, "round": 1, "square": 2})
_join = _choice({"miter": 0, "round": 1, "bevel": 2})
_visibility = _choice({"visible": True, "hidden": False, "collapse": False})
_rule = _choice({"nonzero": False, "evenodd": True})


def _width(text: str) -> float:
    width = length(text)
    if width < 0:
        raise Unread(f'expected a width from 0, found "{shown(text)}"')
    return width


def _limit(text: str) -> float:
    found = numbers(text)
    if len(found) != 1 or found[0] < 1:
        raise Unread(f'expected a number from 1, found "{shown(text)}"')
    return found[0]


def _undashed(text: str) -> None:
    """Raises `Unread` for dashes; all of length 0 they are a line (SVG 2, 13.5.7)."""
    if text.lower() != "none" and any(length(part) for part in text.replace(",", " ").split()):
        hint = "draw each dash as a line of its own, or use a full line"
        raise Unread(f'dashes are not drawn, found "{shown(text)}"', hint)
