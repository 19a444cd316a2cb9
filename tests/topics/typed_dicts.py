"""Does a value have the shape that a TypedDict promises? Then shapes.py cannot lie to the front ends."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict


def problems(value: Any, hint: Any, path: str = "value") -> Iterator[str]:
    """Every place where the value is not what the hint says."""
    origin, parts = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        yield from _of_typed_dict(value, hint, path)
    elif origin in (Union, types.UnionType):
        if all(list(problems(value, part, path)) for part in parts):
            yield f"{path}: {value!r} is none of {hint}"
    elif origin is Literal:
        if value not in parts:
            yield f"{path}: {value!r} is not one of {parts}"
    elif origin is list:
        if type(value) is not list:
            yield f"{path}: {value!r} is not a list"
        else:
            for index, part in enumerate(value):
                yield from problems(part, parts[0], f"{path}[{index}]")
    elif origin is dict:
        if type(value) is not dict:
            yield f"{path}: {value!r} is not a dict"
        else:
            for key, part in value.items():
                yield from problems(key, parts[0], f"{path} key {key!r}")
                yield from problems(part, parts[1], f"{path}.{key}")
    elif type(value) is not hint:  # exactly: True is no int, a str subclass is no str
        yield f"{path}: {value!r} is not {hint}"


def _of_typed_dict(value: Any, hint: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):  # or a piece that is kept
        yield f"{path}: {value!r} is not a {hint.__name__}"
        return
    hints = get_type_hints(hint)
    if set(value) != set(hints):
        yield f"{path}: keys differ from {hint.__name__} by {sorted(set(value) ^ set(hints))}"
    for key in set(value) & set(hints):
        yield from problems(value[key], hints[key], f"{path}.{key}")
