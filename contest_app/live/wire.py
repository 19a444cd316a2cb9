"""The wire: JSON that is encoded once and sent many times.

Responsible for: texts that go into messages as they are, and the JSON that Socket.IO's library is given so that it
takes them (`SocketIO(json=wire)`). Must not know: what a message says, who gets it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contest_app.topics.kept import Piece

_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
loads = json.loads


@dataclass(frozen=True, slots=True)
class Encoded:
    """The JSON text of a value, in UTF-8; inside a message it stands as it is and is never looked through again.

    Whoever writes it puts its parts together: a large value would else be copied into a message, and that into a frame.
    """

    parts: tuple[bytes, ...]

    @property
    def utf8(self) -> bytes:
        return b"".join(self.parts)


def encoded(value: Any) -> Encoded:
    """The JSON text of a value; pieces that are kept are written out once."""
    if isinstance(value, dict):
        return an_object({name: _member(member) for name, member in value.items()})
    return _member(value)


def _member(value: Any) -> Encoded:
    if isinstance(value, list) and value and isinstance(value[0], Piece):
        return Encoded((b"[", b",".join([piece.utf8 or _written(piece) for piece in value]), b"]"))
    return Encoded((_text(value).encode(),))


def an_object(members: Mapping[str, Encoded]) -> Encoded:
    """The JSON text of an object whose values are JSON texts already."""
    parts = [b"{"]
    for name, member in members.items():
        separator = "," if len(parts) > 1 else ""
        parts += (f"{separator}{_text(name)}:".encode(), *member.parts)
    return Encoded((*parts, b"}"))


def _written(piece: Piece) -> bytes:
    piece.utf8 = _text(piece).encode()
    return piece.utf8


def dumps(value: Any, **options: Any) -> str:
    """What the library asks for; a message is a list of an event's name and its payload, or of the payload alone."""
    if isinstance(value, list) and any(isinstance(part, Encoded) for part in value):
        texts = [part.utf8.decode() if isinstance(part, Encoded) else _text(part) for part in value]
        return f"[{','.join(texts)}]"
    return _text(value)
