"""The wire: JSON that is encoded once and sent many times.

Responsible for: texts that go into messages as they are, and the JSON that Socket.IO's library is given so that it
takes them (`SocketIO(json=wire)`). Must not know: what a message says, who gets it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
loads = json.loads


class Encoded(str):
    """The JSON text of a value; inside a message it stands as it is and is never looked through again."""

    @cached_property
    def utf8(self) -> bytes:
        """Its bytes, made once."""
        return self.encode()


def encoded(value: Any) -> Encoded:
    """The JSON text of a value."""
    return Encoded(_text(value))


def an_object(parts: Mapping[str, str]) -> Encoded:
    """The JSON text of an object whose values are JSON texts already."""
    return Encoded("{" + ",".join(f"{_text(name)}:{part}" for name, part in parts.items()) + "}")


def dumps(value: Any, **options: Any) -> str:
    """What the library asks for; a message is a list of an event's name and its payload, or of the payload alone."""
    if isinstance(value, list) and any(isinstance(part, Encoded) for part in value):
        return "[" + ",".join(part if isinstance(part, Encoded) else _text(part) for part in value) + "]"
    return _text(value)
