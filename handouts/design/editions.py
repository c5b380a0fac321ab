"""What may stand in `layouts/theme.yaml`: editions, fonts and what all layouts share."""

# Annotations are read when the class is made, so they are no texts here.
from ..content.models import Hex
from ..reading.located import Text
from ..reading.schema import Model
from .style import Length


class EditionSpec(Model):
    """How an edition differs from the standard one, for every layout."""

    description: Text
    suffix: str = ""
    scale: float = 1
    palette: dict[str, Hex] = {}
    art: dict[str, Hex] = {}
    press: bool = False
    gray: bool = False
    fields: bool = True
    smallest: Length = 10


class Theme(Model):
    """`layouts/theme.yaml`: what all layouts share.

    `roles` are further names for palette roles, `pairs` are colors that meet with
    the contrast they need, `art` says which role each hex color of the drawings
    plays.
    """

    roles: dict[str, str]
    pairs: list[tuple[str, str, float]]
    fonts: dict[str, str]
    styles: dict[str, dict[str, object]]
    editions: dict[str, EditionSpec]
    art: dict[str, str]
