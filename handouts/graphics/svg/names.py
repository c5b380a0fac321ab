"""What each element and property of SVG means to a flat drawing: drawn, never seen, or refused."""

from __future__ import annotations

# What a thing is, in words, and how to do without it.
Refusal = tuple[str, str]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- elements -------------------------------------------------------------------------

# Words about the drawing, and what shows only where something else refers to it.
UNSEEN_ELEMENTS = _names(
    "title desc metadata style defs symbol clipPath mask pattern linearGradient radialGradient "
    "meshgradient hatch solidcolor filter marker view cursor color-profile font font-face"
)
_MOVES = ("a movement", "take the animation away")
REFUSED_ELEMENTS: dict[str, Refusal] = {
    "text": ("text", "turn it into outlines (convert text to paths)"),
    "image": ("a photo", "trace it into shapes, or take it away"),
    "use": ("a copy of a shape", "turn copies into shapes (unlink clones, expand symbols)"),
    "svg": ("a drawing inside the drawing", "move its shapes out of it (Ungroup)"),
    "switch": ("a choice of pictures", "keep one of them, outside <switch>"),
    "foreignObject": ("a piece of a web page", "take it away"),
    "a": ("a link", "take the link off the shapes"),
    "script": ("a program", "take it away"),
    **dict.fromkeys(("animate", "animateMotion", "animateTransform", "set"), _MOVES),
}

# --- properties -----------------------------------------------------------------------

# What a shape takes over from the groups around it, and what counts for an element alone.
INHERITED = _names(
    "fill stroke fill-rule fill-opacity stroke-opacity stroke-width stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray color visibility"
)
OWN = frozenset({"display", "opacity"})
# Settings of the whole picture that do not change it in a square place.
ROOT_ATTRIBUTES = _names(
    "viewBox width height x y version baseProfile preserveAspectRatio zoomAndPan "
    "contentScriptType contentStyleType"
)
# Names, hints to a renderer, and what concerns only text, gradients, filters and dashes.
_UNSEEN = _names(
    "id class lang pathLength role tabindex style clip clip-rule overflow cursor pointer-events "
    "isolation "
    "shape-rendering image-rendering color-rendering buffered-rendering color-interpolation "
    "color-interpolation-filters color-profile enable-background stop-color stop-opacity "
    "flood-color flood-opacity lighting-color solid-color solid-opacity stroke-dashoffset "
    "transform-box letter-spacing word-spacing writing-mode direction unicode-bidi line-height "
    "white-space dominant-baseline alignment-baseline baseline-shift kerning inline-size "
    "shape-inside shape-padding shape-margin"
)
_UNSEEN_BEGINNINGS = ("-", "aria-", "data-", "font", "text-", "glyph-orientation-")


def is_unseen(name: str) -> bool:
    """Whether an attribute or property changes nothing that is seen, whatever its value."""
    return name in _UNSEEN or name.startswith(_UNSEEN_BEGINNINGS)


_NONE = frozenset({"none"})
_ARROW = (_NONE, ("an arrowhead or marker", "turn it into a shape (stroke to path)"))
_TURN = "give the shape itself its final place (in the drawing program: apply transforms)"
# Properties that are taken only with a value that changes nothing.
PLAIN: dict[str, tuple[frozenset[str], Refusal]] = {
    "clip-path": (
        _NONE,
        ("a shape cut out by another", "cut the shape itself (intersect), release the clip"),
    ),
    "mask": (_NONE, ("a mask", "release it, and cut the shape itself (intersect)")),
    "filter": (_NONE, ("an effect such as a blur or a shadow", "take the effect away")),
    "marker": _ARROW,
    "marker-start": _ARROW,
    "marker-mid": _ARROW,
    "marker-end": _ARROW,
    "mix-blend-mode": (
        frozenset(["normal"]),
        ("a mix of colors", "use the color that it looks like"),
    ),
    "paint-order": (
        frozenset(["normal", "fill", "fill stroke", "fill markers", "fill stroke markers"]),
        ("a line behind its own filling", "use two shapes, one behind the other"),
    ),
    "vector-effect": (_NONE, ("a line of another width", "give the line its final width")),
    "transform-origin": (
        frozenset(["0 0", "0px 0px", "0", "left top"]),
        ("a turn around a point", _TURN),
    ),
}
