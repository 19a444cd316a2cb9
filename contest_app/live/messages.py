"""Messages: what comes in over a socket, read once and strictly into frozen values; what goes out, as plain values.

Responsible for: refusing whatever is not exactly a message of docs/protocol.md. Must not know: the state, who sent it.
"""

from __future__ import annotations

import re
import types
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Final, get_type_hints

from contest_app.contest.commands import Command, CreateContest, TakeSeat, command_kinds
from contest_app.contest.refusals import Malformed, Refused
from contest_app.scorekeeper import Answer, Later, Receipt

MAX_ID = 64
MAX_TEXT = 2000
MAX_CRITERIA = 64
MAX_LIST = 1000
MAX_DEPTH = 12
MAX_TOPICS = 32
MAX_WHOLE = 2**53 - 1

_COMMAND_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)
_IDS: Final = frozenset(
    {
        "round",
        "entry",
        "judge",
        "successor",
        "head",
        "device",
        "from_device",
        "part",
        "scene",
        "how",
        "source",
        "status",
    }
)
# The only field whose wire name is no name in Python.
_WIRE_NAMES: Final[dict[tuple[type[Command], str], str]] = {(TakeSeat, "from_device"): "from"}

# Problems in both languages at once: they stand inside the sentence of `Malformed`.
NOT_AN_OBJECT = "phải là một đối tượng / must be an object"
MISSING_FIELD = "thiếu / missing"
UNKNOWN_FIELD = "không có mục này / no such field"
UNKNOWN_KIND = "không có việc này / no such act"
NOT_TEXT = "phải là chữ / must be text"
NOT_WHOLE = "phải là số nguyên không âm / must be a whole number, not negative"
NOT_A_LIST = "phải là danh sách / must be a list"
TOO_LONG = "quá dài / too long"
TOO_DEEP = "quá nhiều tầng / nested too deeply"
BAD_ID = "mã không đúng dạng / not a usable id"
BAD_TEXT = "có ký tự không dùng được / holds characters that cannot be used"


class _Wrong(Exception):
    """Carries a field and its problem out of a reader; it never leaves this module."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.malformed = Malformed(field=_shown(field), problem=problem)


def _shown(field: str) -> str:
    """A field's name as it may be sent back: it came from outside."""
    return field[:MAX_ID].encode("utf-8", "replace").decode("utf-8")


# --- readers: (field, value) -> value or _Wrong -----------------------------------------------------------------------

Reader = Callable[[str, Any], Any]


def _text(limit: int) -> Reader:
    def read(field: str, value: Any) -> str:
        if not isinstance(value, str):
            raise _Wrong(field, NOT_TEXT)
        if len(value) > limit:
            raise _Wrong(field, TOO_LONG)
        # A null or half of a surrogate pair can be stored by no database.
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise _Wrong(field, BAD_TEXT)
        return unicodedata.normalize("NFC", value)

    return read


_id_text = _text(MAX_ID)
_free_text = _text(MAX_TEXT)


def _command_id(field: str, value: Any) -> str:
    if not isinstance(value, str) or not _COMMAND_ID.fullmatch(value):
        raise _Wrong(field, BAD_ID)
    return value


def _whole(field: str, value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MAX_WHOLE:
        raise _Wrong(field, NOT_WHOLE)
    return value


def _flag(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(field, "true / false")
    return value


def _texts(field: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Wrong(field, NOT_A_LIST)
    if len(value) > MAX_LIST:
        raise _Wrong(field, TOO_LONG)
    return tuple(_text(200)(field, part) for part in value)


def _marks(field: str, value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise _Wrong(field, NOT_AN_OBJECT)
    if len(value) > MAX_CRITERIA:
        raise _Wrong(field, TOO_LONG)
    read = {_id_text(field, criterion): _text(32)(f"{field}.{criterion}", mark) for criterion, mark in value.items()}
    return types.MappingProxyType(read)


def _nested(field: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong(field, NOT_AN_OBJECT)
    _check_depth(field, value, MAX_DEPTH)
    return value


def _check_depth(field: str, value: Any, left: int) -> None:
    if isinstance(value, str):
        _text(MAX_TEXT)(field, value)
    if not isinstance(value, dict | list):
        return
    if left == 0:
        raise _Wrong(field, TOO_DEEP)
    for key in value if isinstance(value, dict) else ():
        _id_text(field, key)
    for part in value.values() if isinstance(value, dict) else value:
        _check_depth(field, part, left - 1)


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a command: its name on the wire and in Python, how it is read, whether it may be left out."""

    wire: str
    name: str
    read: Reader
    is_required: bool


_BY_TYPE: Final[dict[str, Reader]] = {
    "<class 'int'>": _whole,
    "int | None": _whole,
    "<class 'bool'>": _flag,
    "tuple[str, ...]": _texts,
    "collections.abc.Mapping[str, str]": _marks,
    "collections.abc.Mapping[str, typing.Any]": _nested,
}


def _reader(name: str, hint: Any) -> Reader:
    if name == "command_id":
        return _command_id
    if hint is str:
        return _id_text if name in _IDS else _free_text
    return _BY_TYPE[str(hint)]


def _fields_of(kind: type[Command]) -> dict[str, _Field]:
    """The fields of a command by their wire names."""
    hints = get_type_hints(kind)
    found = (
        _Field(
            wire=_WIRE_NAMES.get((kind, f.name), f.name),
            name=f.name,
            read=_reader(f.name, hints[f.name]),
            is_required=(f.default is MISSING and f.default_factory is MISSING) or f.name == "marks",
        )
        for f in fields(kind)
    )
    return {field.wire: field for field in found}


# A contest is made on the desk: a socket belongs to one that is there.
_KINDS: Final = {name: kind for name, kind in command_kinds().items() if kind is not CreateContest}
_FIELDS: Final = {name: _fields_of(kind) for name, kind in _KINDS.items()}


def parse_command(payload: Any) -> Command | Malformed:
    """The command that a message is, or what is wrong with it."""
    try:
        return _command(payload)
    except _Wrong as wrong:
        return wrong.malformed


def _command(payload: Any) -> Command:
    given = _object(payload)
    if "kind" not in given:
        raise _Wrong("kind", MISSING_FIELD)
    kind_name = given["kind"]
    if not isinstance(kind_name, str) or kind_name not in _KINDS:
        raise _Wrong("kind", UNKNOWN_KIND)
    known = _FIELDS[kind_name]
    for name in given:
        if name != "kind" and name not in known:
            raise _Wrong(name, UNKNOWN_FIELD)
    for field in known.values():
        if field.is_required and field.wire not in given:
            raise _Wrong(field.wire, MISSING_FIELD)
    values = {field.name: field.read(field.wire, given[field.wire]) for field in known.values() if field.wire in given}
    return _KINDS[kind_name](**values)


def _object(payload: Any) -> dict[str, Any]:
    if not isinstance(payload, dict):
        raise _Wrong("message", NOT_AN_OBJECT)
    return payload


# --- the other messages -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Auth:
    """Who a connection says it is: a contest, a token where it has one, the device's own id, whether it only shows."""

    contest: str
    token: str = ""
    device: str = ""
    screen: bool = False


@dataclass(frozen=True, slots=True)
class PresenceMessage:
    """What a judge is at: the sheet in hand, how much of it is marked, what the outbox holds."""

    round: str = ""
    entry: str = ""
    marked: int = 0
    of: int = 0
    unsent: int = 0


def parse_auth(payload: Any) -> Auth | Malformed:
    """The `auth` of a connection; other keys are none of ours."""
    try:
        given = _object(payload)
        read = _text(200)
        return Auth(
            contest=read("contest", given.get("contest", "")),
            token=read("token", given.get("token") or ""),
            device=_id_text("device", given.get("device") or ""),
            screen=_flag("screen", given.get("screen", False)),
        )
    except _Wrong as wrong:
        return wrong.malformed


def parse_watch(payload: Any) -> tuple[str, ...] | Malformed:
    """The names of the topics somebody wants."""
    try:
        names = _object(payload).get("topics")
        if not isinstance(names, list):
            raise _Wrong("topics", NOT_A_LIST)
        if len(names) > MAX_TOPICS:
            raise _Wrong("topics", TOO_LONG)
        return tuple(dict.fromkeys(_id_text("topics", name) for name in names))
    except _Wrong as wrong:
        return wrong.malformed


def parse_presence(payload: Any) -> PresenceMessage | Malformed:
    """What a judge is at, or what is wrong with saying so."""
    try:
        given = _object(payload)
        readers: dict[str, Reader] = {
            "round": _id_text, "entry": _id_text, "marked": _whole, "of": _whole, "unsent": _whole,
        }  # fmt: skip
        for name in given:
            if name not in readers:
                raise _Wrong(name, UNKNOWN_FIELD)
        told = {name: read(name, given[name]) for name, read in readers.items() if given.get(name) is not None}
        return PresenceMessage(**told)
    except _Wrong as wrong:
        return wrong.malformed


# --- answers ----------------------------------------------------------------------------------------------------------


def answer_message(answer: Answer) -> dict[str, Any]:
    """The acknowledgement of a command: receipt, refused or later."""
    match answer:
        case Receipt():
            return {
                "receipt": {
                    "command_id": answer.command_id,
                    "journal": answer.journal,
                    "seq": answer.seq,
                    "outcome": answer.outcome,
                }
            }
        case Refused():
            return {"refused": refused_message(answer)}
        case Later():
            return {"later": later_message(answer)}


def refused_message(refused: Refused) -> dict[str, Any]:
    """A refusal as it goes out."""
    return {"code": refused.code, "words": refused.words.as_dict(), "details": refused.details}


def later_message(later: Later) -> dict[str, Any]:
    """A `later` as it goes out."""
    return {"code": later.code, "words": later.words.as_dict(), "retry_ms": later.retry_ms}
