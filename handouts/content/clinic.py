"""One brand: its file, and all that it says in a language that was read for every brand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .. import project
from ..problems import NOWHERE, Problems, did_you_mean
from ..reading.files import Files
from . import references
from .library import UNSAID, Known, Language, Library, brand_values
from .marks import slots
from .models import Brand
from .reader import Reader
from .texts import Marked

# What a text may ask to be filled in. A brand need not have all that it may have.
BRAND_NAMES = frozenset(f"brand.{name}" for name in Brand.schema if name not in UNSAID)
# The texts of a brand are numbered from here, apart from those of a language.
_FIRST = 1_000_000


class Clinic(NamedTuple):
    """A brand as its file says it, with its texts by number."""

    name: str
    brand: Brand
    texts: Mapping[int, Marked]


def chosen(root: Path, brand: str, language: str, problems: Problems) -> bool:
    """Whether the brand and the language exist."""
    wanted = (
        ("brand", brand, project.brands(root)),
        ("language", language, project.languages(root)),
    )
    for what, name, there in wanted:
        if name not in there:
            problems.add(NOWHERE, f'unknown {what} "{name}"', did_you_mean(name, there))
    return not problems.fatal


def load_brand(files: Files, name: str, known: Known, problems: Problems) -> Clinic | None:
    """A brand, or None where anything is wrong. Every sign in its texts stands for itself."""
    before = len(problems.fatal)
    reader = Reader(files, problems, _FIRST)
    brand = reader.read(Brand, reader.fields(project.brand_file(name)), None)
    if brand is not None:
        references.check_art(brand.logo, known.art, problems)
    if brand is None or len(problems.fatal) > before:
        return None
    return Clinic(name, brand, reader.texts)


def joined(clinic: Clinic, said: Language, problems: Problems) -> Library:
    """The library of a brand, without handouts that ask for what the brand does not have."""
    there = brand_values(clinic.brand)
    faulty = set()
    for text in said.texts.values():
        for name in slots(text.parts):
            if name in BRAND_NAMES and name not in there:
                field = name.removeprefix("brand.")
                problems.add(
                    text.place,
                    f'the clinic "{clinic.name}" has no "{field}"',
                    f'add a line "{field}:" to {project.brand_file(clinic.name)}',
                )
                faulty.add(text.place.path)
    fields = said._asdict()
    fields["texts"] = {**said.texts, **clinic.texts}
    fields["handouts"] = [one for one in said.handouts if not one.inputs & faulty]
    return Library(clinic.name, clinic.brand, **fields)
