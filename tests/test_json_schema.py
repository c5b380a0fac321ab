"""The models as JSON Schema, against a validator that knows nothing of the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers import ROOT
from jsonschema import Draft202012Validator

from handouts.content import kinds
from handouts.content.models import Brand, Section, Source, Term
from handouts.design.editions import Theme
from handouts.design.spec import LayoutSpec
from handouts.problems import Problems
from handouts.reading import schema
from handouts.reading.files import Files
from handouts.reading.json_schema import json_schema
from handouts.reading.schema import Model
from handouts.reading.yaml_file import parse


class _Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers, true, false and null; all else is text."""


_Loader.yaml_implicit_resolvers = {}
for tag, form, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?\d+", "-0123456789"),
    ("float", r"-?(?:\d+\.\d*|\.\d+)", "-.0123456789"),
    ("null", r"|~|null", ["", "~", "n"]),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{form})\Z"), list(first)
    )

_KINDS = kinds.load(Files(ROOT), Problems())
_FOLDERS: dict[str, type[Model]] = {
    "content/brands/*.yaml": Brand,
    "content/en/handouts/*.yaml": kinds.handout_model(_KINDS),
    "content/en/sections/*.yaml": Section,
    "content/en/types/*.yaml": _KINDS["types"].model,
    "layouts/kinds/*.yaml": kinds.Declaration,
    "layouts/theme.yaml": Theme,
    "layouts/*/layout.yaml": LayoutSpec,
}
_GROUPS: dict[str, type[Model]] = {
    "content/en/terms.yaml": Term,
    "content/sources.yaml": Source,
}


def validator(model: type[Model]) -> Draft202012Validator:
    found = json_schema(model)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


_SHIPPED = [(model, path) for form, model in _FOLDERS.items() for path in sorted(ROOT.glob(form))]


def said(model: type[Model], text: str) -> list[str]:
    # The loader makes plain data only.
    return [
        f"{list(fault.path)}: {fault.message}"
        for fault in validator(model).iter_errors(yaml.load(text, _Loader))  # noqa: S506
    ]


@pytest.mark.parametrize(("model", "path"), _SHIPPED, ids=lambda one: getattr(one, "stem", ""))
def test_what_is_shipped_is_valid(model: type[Model], path: Path) -> None:
    assert not said(model, path.read_text("utf-8"))


@pytest.mark.parametrize("name", _GROUPS)
def test_every_entry_of_a_group_is_valid(name: str) -> None:
    entries: dict[str, Any] = yaml.load((ROOT / name).read_text("utf-8"), _Loader)  # noqa: S506
    assert entries
    for key, entry in entries.items():
        assert not list(validator(_GROUPS[name]).iter_errors(entry)), key


_LAYOUT = "description: A layout\n"
_WRONG = {
    "a field that there is not": "orientaton: portrait",
    "a choice that there is not": "orientation: upright",
    "a text for a number": "words: many",
    "a number out of its range": "words: 0",
    "half a number": "words: 1.5",
    "a text for yes or no": "flow: perhaps",
    "a list that is empty": "pages: []",
    "a group for a list": "pages: {name: front}",
    "a field missing inside": "pages: [{name: front}]",
    "a name in capitals": "extends: Tri-Fold",
    "a field's name in capitals": "styles: {Title: {size: 20}}",
    "a property that there is not": "styles: {title: {colour: ink}}",
    "a size of nothing": "styles: {title: {size: 0}}",
    "a padding of two": "styles: {title: {padding: [1, 2]}}",
    "a padding of words": "styles: {title: {padding: wide}}",
    "a width of a word": "styles: {title: {width: wide}}",
    "a size of none": "styles: {title: {size: none}}",
    "no text at all": "description:",
    "a variant that is no group": "variants: {press: {title: big}}",
}
_RIGHT = {
    "one length for four": "styles: {title: {padding: 3}}",
    "a text without quotes": "description: 2026",
    "none for a length": "styles: {title: {height: none}}",
    "a width in a word": "styles: {title: {width: auto}}",
    "yes": "flow: yes",
    "true": "flow: true",
}


def whole(text: str) -> str:
    return text if text.startswith("description") else _LAYOUT + text


def read(text: str) -> list[str]:
    problems = Problems()
    tree = parse(text.encode(), "layout.yaml", problems)
    assert tree is not None
    schema.read(LayoutSpec, tree, problems)
    return list(map(str, problems))


@pytest.mark.parametrize("what", _WRONG)
def test_what_the_program_refuses_is_not_valid(what: str) -> None:
    assert read(whole(_WRONG[what])), "the program takes it"
    assert said(LayoutSpec, whole(_WRONG[what])), "the schema takes it"


@pytest.mark.parametrize("what", _RIGHT)
def test_what_the_program_takes_is_valid(what: str) -> None:
    assert not read(whole(_RIGHT[what]))
    assert not said(LayoutSpec, whole(_RIGHT[what]))


def test_fields_tell_what_they_are() -> None:
    style = json_schema(LayoutSpec)["$defs"]["Style"]
    assert style["description"].startswith("How one kind of block looks")
    assert style["properties"]["size"] == {
        "type": "number", "minimum": 1, "maximum": 400, "default": 12,
        "description": "the size of type",
    }  # fmt: skip
    assert style["properties"]["align"]["enum"] == ["left", "center", "right"]
    assert json_schema(Section)["$defs"]["Item"]["required"] == ["text"]
