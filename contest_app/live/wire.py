"""The wire: JSON that is encoded once and sent many times.

Responsible for: texts that go into messages as they are, and the JSON that Socket.IO's library is given so that it
takes them (`SocketIO(json=wire)`). Must not know: what a message says, who gets it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from contest_app.topics.kept import Piece

_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
loads = json.loads


class Encoded(str):
    """The JSON text of a value; inside a message it stands as it is and is never looked through again."""

    @cached_property
    def utf8(self) -> bytes:
        """Its bytes, made once."""
        return self.encode()


def encoded(value: Any) -> Encoded:
    """The JSON text of a value; pieces that are kept are written out once."""
    if isinstance(value, dict):
        return an_object(
            {name: _list_text(part) if isinstance(part, list) else _text(part) for name, part in value.items()}
        )
    return Encoded(_text(value))


def _list_text(parts: list[Any]) -> str:
    if not parts or not isinstance(parts[0], Piece):
        return _text(parts)
    return "[" + ",".join(_piece_text(part) for part in parts) + "]"


def _piece_text(piece: Piece) -> str:
    try:
        return piece.text
    except AttributeError:
        piece.text = _text(piece)
        return piece.text


def an_object(parts: Mapping[str, str]) -> Encoded:
    """The JSON text of an object whose values are JSON texts already."""
    return Encoded("{" + ",".join(f"{_text(name)}:{part}" for name, part in parts.items()) + "}")


def dumps(value: Any, **options: Any) -> str:
    """What the library asks for; a message is a list of an event's name and its payload, or of the payload alone."""
    if isinstance(value, list) and any(isinstance(part, Encoded) for part in value):
        return "[" + ",".join(part if isinstance(part, Encoded) else _text(part) for part in value) + "]"
    return _text(value)
