"""The codec: an event as a kind, a version and canonical JSON, and back.

Responsible for: every frozen dataclass of `contest/events.py`, whatever its fields, and for reading what older programs
wrote. Must not know: what any event means.

The law of evolution stands above the events. A field with a default may be added freely: old lines get the default. Any
other change raises the kind's number in VERSIONS and adds one upcaster from the version before it; a renamed kind needs
a line in RENAMED. Stored bytes are never rewritten.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from contest_app.contest.events import Event, event_kinds
from contest_app.journal.chain import canonical_json

Data = dict[str, Any]
Upcaster = Callable[[Data], Data]

VERSIONS: dict[str, int] = {}
"""The version in which a kind is written today, where that is not 1."""

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""(kind, version) -> what makes its data those of the next version."""

RENAMED: dict[str, str] = {}
"""The stored name of a kind -> its name today."""

_KINDS: dict[str, Any] = event_kinds()


class Unreadable(Exception):
    """Stored data that this program has no reading for; the text says what."""


def encode(event: Event) -> tuple[str, int, str]:
    """Kind, version and data of an event as they are stored."""
    kind = type(event).__name__
    data = {field.name: _plain(getattr(event, field.name)) for field in fields(event)}
    return kind, VERSIONS.get(kind, 1), canonical_json(data)


def decode(kind: str, version: int, text: str) -> Event:
    """The event that was stored; Unreadable for a kind, version or shape that is unknown here."""
    event_class = _KINDS.get(RENAMED.get(kind, kind))
    if event_class is None:
        raise Unreadable(f"unknown kind {kind}")
    data = _today(kind, version, json.loads(text), VERSIONS.get(event_class.__name__, 1))
    return _made(event_class, data)


def _today(kind: str, version: int, data: Data, current: int) -> Data:
    if not 1 <= version <= current:
        raise Unreadable(f"unknown version {version} of {kind}")
    for step in range(version, current):
        upcast = UPCASTERS.get((kind, step))
        if upcast is None:
            raise Unreadable(f"no way from version {step} of {kind}")
        data = upcast(data)
    return data


def _made(event_class: Any, data: Data) -> Event:
    readers = _readers(event_class)
    unknown = data.keys() - readers.keys()
    if unknown:
        raise Unreadable(f"unknown field {', '.join(sorted(unknown))} of {event_class.__name__}")
    values = {name: read(data[name]) for name, (read, _) in readers.items() if name in data}
    missing = [name for name, (_, is_needed) in readers.items() if is_needed and name not in data]
    if missing:
        raise Unreadable(f"missing field {', '.join(missing)} of {event_class.__name__}")
    event: Event = event_class(**values)
    return event


def _plain(value: Any) -> Any:
    """The value as JSON knows it."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    raise TypeError(f"an event cannot hold a {type(value).__name__}")


@cache
def _readers(event_class: Any) -> dict[str, tuple[Callable[[Any], Any], bool]]:
    """For each field: how its JSON becomes the value, and whether it must be there."""
    hints = typing.get_type_hints(event_class)
    return {
        field.name: (_reader(hints[field.name]), field.default is MISSING and field.default_factory is MISSING)
        for field in fields(event_class)
    }


def _reader(hint: Any) -> Callable[[Any], Any]:
    """JSON has no tuples; everything else that an event may hold comes back as it went in."""
    if typing.get_origin(hint) is tuple:
        item = _reader(typing.get_args(hint)[0])
        return lambda value: tuple(item(part) for part in value)
    if isinstance(hint, types.UnionType):
        (some,) = (part for part in typing.get_args(hint) if part is not type(None))
        read = _reader(some)
        return lambda value: None if value is None else read(value)
    return lambda value: value
