"""What may stand in `layouts/theme.yaml`: editions, fonts and what all layouts share."""

# Annotations are read when the class is made, so they are no texts here.
from typing import Annotated

from ..content.models import Hex, Name
from ..problems import NOWHERE
from ..reading.located import Text
from ..reading.notes import Entries, Form, Range
from ..reading.schema import Model
from .style import HexField, NameField, Style


class EditionSpec(Model):
    """How an edition differs from the standard one, for every layout.

    No text is set smaller than `smallest` points, no small print smaller than
    `small_print` (TY-01, TY-02); a larger edition asks for more (TY-03, TY-04).
    """

    description: Text
    suffix: Annotated[str, Form("[A-Za-z0-9-]{1,8}", 'a short ending such as "-LP"')] = ""
    scale: Annotated[float, Range(1, 4)] = 1
    palette: dict[NameField, Hex] = {}
    art: dict[HexField, Hex] = {}
    press: bool = False
    gray: bool = False
    fields: bool = True
    smallest: Annotated[float, Range(12, 100)] = 12
    small_print: Annotated[float, Range(10, 100)] = 10


class Theme(Model):
    """`layouts/theme.yaml`: what all layouts share.

    `palette` names the roles that every brand gives a color. `roles` are further
    names for them, `pairs` are colors that meet with the contrast they need,
    `art` says which role each hex color of the drawings plays. `typed` names the
    fonts of what is typed into fields: a letter comes from the first that has it.
    """

    palette: list[Name]
    roles: dict[NameField, Name]
    pairs: list[tuple[Name, Name, Annotated[float, Range(1, 21)]]]
    fonts: dict[NameField, Annotated[Text, Form(r"[\w.-]+\.ttf", "the name of a TTF file")]]
    typed: Annotated[list[Name], Entries(1)] = [Text("text", NOWHERE)]
    styles: dict[NameField, Style]
    editions: dict[NameField, EditionSpec]
    art: dict[HexField, Name]

    def colors(self) -> set[str]:
        """Every name that a color may have in a style."""
        return {*self.palette, *self.roles}
