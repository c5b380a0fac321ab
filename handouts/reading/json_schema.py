"""Models as JSON Schema, so that an editor can complete and check the files they describe.

JSON Schema 2020-12, for YAML 1.2: a text may be written without quotes, and is
then a number or a yes where it looks like one.
"""

from __future__ import annotations

import datetime
import inspect
import types
from collections.abc import Callable
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from .located import Text
from .notes import Empty, Entries, Form, Range
from .schema import Field, Model

Schema = dict[str, Any]
Parts = tuple[Any, ...]

_SCALAR = ["string", "number", "boolean"]
_YES = {"true": True, "false": False}
_PLAIN: dict[Any, Schema] = {
    Any: {},
    Text: {"type": _SCALAR, "minLength": 1},
    str: {"type": _SCALAR, "minLength": 1},
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"enum": [True, False, "yes", "no", "true", "false"]},
    datetime.date: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def json_schema(model: type[Model]) -> Schema:
    """The schema of a file that holds one `model`."""
    groups: dict[str, Schema] = {}
    reference = _group(model, groups)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **reference, "$defs": groups}


def _group(model: type[Model], groups: dict[str, Schema]) -> Schema:
    """A reference to the schema of a model, which is added to `groups`."""
    name = model.__name__
    if name not in groups:
        groups[name] = {}  # a model may hold itself
        fields = {key: _field(model, field, groups) for key, field in model.schema.items()}
        groups[name].update(
            title=name,
            description=inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0],
            type="object",
            properties=fields,
            required=[key for key, field in model.schema.items() if field.required],
            additionalProperties=False,
        )
    whole = {"$ref": f"#/$defs/{name}"}
    if not model.one_text:
        return whole
    return {"anyOf": [_of(model.schema[model.one_text].kind, groups), whole]}


def _field(model: type[Model], field: Field, groups: dict[str, Schema]) -> Schema:
    found = _of(field.kind, groups)
    default = getattr(model, field.attribute, None)
    if isinstance(default, (str, int, float)):
        found = {**found, "default": default}
    return found


def _of(kind: Any, groups: dict[str, Schema]) -> Schema:
    """The schema of an annotation."""
    composed = _COMPOSED.get(get_origin(kind))
    if composed:
        return composed(get_args(kind), groups)
    return _group(kind, groups) if issubclass(kind, Model) else dict(_PLAIN[kind])


def _union(parts: Parts, groups: dict[str, Schema]) -> Schema:
    return _either([_of(part, groups) for part in parts if part is not type(None)])


def _choice(parts: Parts, groups: dict[str, Schema]) -> Schema:
    return {"enum": [*parts, *(_YES[part] for part in parts if part in _YES)]}


def _list(parts: Parts, groups: dict[str, Schema]) -> Schema:
    return {"type": "array", "items": _of(parts[0], groups)}


def _tuple(parts: Parts, groups: dict[str, Schema]) -> Schema:
    items = [_of(part, groups) for part in parts]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


def _dictionary(parts: Parts, groups: dict[str, Schema]) -> Schema:
    names, values = (_of(part, groups) for part in parts)
    found: Schema = {"type": "object", "additionalProperties": values}
    if "pattern" in names:
        found["propertyNames"] = {"pattern": names["pattern"]}
    return found


def _annotated(parts: Parts, groups: dict[str, Schema]) -> Schema:
    kind, *notes = parts
    found = _of(kind, groups)
    for note in notes:
        if isinstance(note, Range):
            found.update(minimum=note.least, maximum=note.most)
        elif isinstance(note, Form):
            found.update(type="string", pattern=f"^(?:{note.pattern})$")
        elif isinstance(note, Entries):
            found = _entries(found, note)
        elif isinstance(note, Empty):
            found = _either([found, {"const": note.word}])
        elif isinstance(note, str):
            found["description"] = note
    return found


def _entries(found: Schema, entries: Entries) -> Schema:
    one = found["items"]
    found["minItems"] = entries.least
    if entries.most is not None:
        found["maxItems"] = entries.most
    return _either([one, found]) if entries.alone else found


def _either(kinds: list[Schema]) -> Schema:
    return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}


_COMPOSED: dict[Any, Callable[[Parts, dict[str, Schema]], Schema]] = {
    Annotated: _annotated,
    Union: _union,
    types.UnionType: _union,
    Literal: _choice,
    list: _list,
    tuple: _tuple,
    dict: _dictionary,
}
