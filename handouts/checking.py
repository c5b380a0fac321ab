"""Trees read as models, and what pydantic finds wrong said in plain words at its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from .models import Model
from .problems import Place, Problems, did_you_mean
from .yamltree import Located, Mapping, Sequence, at

M = TypeVar("M", bound=Model)


def read(model: type[M], tree: Located, problems: Problems) -> M | None:
    """`tree` as a `model`, or None after adding each fault at its place to `problems`."""
    try:
        return model.model_validate(tree)
    except ValidationError as fault:
        for error in fault.errors(include_url=False):
            _explain(error, model, tree, problems)
        return None


def _explain(error: Any, model: type[Model], tree: Located, problems: Problems) -> None:
    path = tuple(error["loc"])
    place = at(tree, path)
    last = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        names = _field_names(model, path[:-1])
        place = _key_place(tree, path)
        hint = did_you_mean(last, names) or "delete it, or check its name"
        problems.add(place, f'unknown field "{last}"', hint)
        return
    said = {
        "missing": (f'the field "{last}" is missing', f'add "{last}:" here'),
        "unsourced": (
            error["msg"],
            'add "source: [id]", or "practical: true" if nothing medical is said',
        ),
        "disclosure": (error["msg"], 'add "disclosure:" with a sentence that says what they are'),
        "empty": (f'the text is empty in "{last}"', "fill it in, or delete the line"),
        "text": (
            f'{error["msg"]} in "{last}"',
            'write one text behind the colon; one with a colon in it needs "double quotes"',
        ),
        "model_type": (f'expected a group of fields in "{last}"', "indent them below it"),
        "dict_type": (f'expected a group of fields in "{last}"', "indent them below it"),
        "list_type": (f'expected a list in "{last}"', "start each line with a dash"),
        "too_short": (f'"{last}" needs at least {context.get("min_length")} entry', "add one"),
        "too_long": (
            f'"{last}" has more than {context.get("max_length")} entries',
            "shorten the list",
        ),
        "literal_error": (f'"{last}" must be {context.get("expected")}', ""),
    }
    message, hint = said.get(kind, (f'{error["msg"]} in "{last}"' if last else error["msg"], ""))
    if kind.endswith("_parsing"):
        message = f'expected a number in "{last}", found "{error["input"]}"'
    problems.add(place, message, hint)


def _key_place(tree: Located, path: tuple[str | int, ...]) -> Place:
    """Where the field's name stands that `path` leads to."""
    parent = tree
    for step in path[:-1]:
        if isinstance(parent, Mapping) and step in parent:
            parent = parent[str(step)]
        elif isinstance(parent, Sequence) and isinstance(step, int):
            parent = parent[step]
    return parent.key_place(str(path[-1])) if isinstance(parent, Mapping) else parent.place


def _field_names(model: type[Model], path: tuple[str | int, ...]) -> list[str]:
    """The names allowed where `path` leads in `model`."""
    current: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        fields = {(info.alias or name): info for name, info in current.model_fields.items()}
        if step not in fields:
            return []
        current = _model_in(fields[str(step)].annotation)
        if current is None:
            return []
    return [info.alias or name for name, info in current.model_fields.items()]


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
