"""The JSON Schema of a rule book, made by asking the readers of rulebook_parse what they ask for.

The readers are the one description: a key that they read is a property here, with its type, range, choices and default.
What the parts must be together (sums, references) no schema says; that is rulebook_checks.
Responsible for: what a document may look like. Must not know: any key by name, but `format`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

from contest_app.contest.rulebook_fields import Fields
from contest_app.contest.rulebook_parse import ID_PATTERN, read_rulebook
from contest_app.contest.rulebook_values import FORMAT

T = TypeVar("T")
Schema = dict[str, Any]

DECIMAL = "^-?[0-9]{1,18}([.,][0-9]{1,18})?$"


def rulebook_schema() -> Schema:
    """The schema, as JSON Schema 2020-12."""
    asked = _Asked()
    read_rulebook(asked, {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:contest-app:{FORMAT}",
        "title": FORMAT,
        "description": 'A contest\'s regulations. Decimals are exact: write 0.5 in YAML, "0.5" in JSON.',
        **asked.schema(),
    }


class _Asked(Fields):
    """Fields that stand nowhere: they note what they are asked for, and answer what keeps the reader going."""

    def __init__(self) -> None:
        super().__init__({}, "", [])
        self._properties: dict[str, Schema] = {}
        self._required: list[str] = []

    def schema(self) -> Schema:
        """The mapping that was asked for."""
        schema: Schema = {"type": "object", "properties": self._properties, "additionalProperties": False}
        return schema | ({"required": self._required} if self._required else {})

    def _note(self, key: str, schema: Schema) -> None:
        is_required = key in self._required
        # a key that may be left out may also be written with null
        self._properties[key] = schema if is_required else {"anyOf": [schema, {"type": "null"}]}

    def require(self, key: str) -> None:
        self._required.append(key)
        if key in self._properties:
            self._properties[key] = self._properties[key].get("anyOf", [self._properties[key]])[0]

    def require_unless(self, key: str, other: str) -> None:
        pass

    def raw(self, key: str) -> Any:
        raise NotImplementedError(f"say how {key} may look by a method of its own")

    def text(self, key: str) -> str | None:
        self._note(key, {"type": ["string", "integer"]} if key != "format" else {"const": FORMAT})
        return None

    def pattern(self, key: str, pattern: str) -> str | None:
        self._note(key, {"type": ["string", "integer"], "pattern": pattern})
        return None

    def choice(self, key: str, choices: tuple[str, ...], default: Any) -> Any:
        self._note(key, {"enum": list(choices), "default": default})
        return default

    def number(
        self, key: str, *, least: int | None = None, most: int | None = None, positive: bool = False
    ) -> Fraction | None:
        self._note(key, _number(least, most, positive))
        return None

    def whole(self, key: str, *, least: int = 0, most: int = 10**9) -> int | None:
        self._note(key, {"type": "integer", "minimum": least, "maximum": most})
        return None

    def whole_or(self, key: str, word: str, *, least: int = 0) -> int | str | None:
        self._note(key, {"anyOf": [{"type": "integer", "minimum": least}, {"const": word}]})
        return None

    def section(self, key: str, read: Callable[[Fields], T]) -> T | None:
        self._note(key, _asked_by(read))
        return None

    def sections(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        self._note(key, {"type": "array", "items": _asked_by(read)})
        return ()

    def one_or_more(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...] | None:
        one = _asked_by(read)
        self._note(key, {"anyOf": [one, {"type": "array", "items": one}]})
        return None

    def choice_or_section(self, key: str, choices: tuple[str, ...], read: Callable[[Fields], T]) -> str | T:
        self._note(key, {"anyOf": [{"enum": list(choices)}, _asked_by(read)], "default": choices[0]})
        return choices[0]

    def texts(self, key: str, forms: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        self._note(key, {"type": "array", "items": _formed(forms)})
        return []

    def formed(self, key: str, forms: tuple[str, ...]) -> str | None:
        self._note(key, _formed(forms))
        return None

    def numbers(self, key: str) -> tuple[Fraction, ...]:
        self._note(key, {"type": "array", "items": _number(None, None, False)})
        return ()


def _asked_by(read: Callable[[Fields], T]) -> Schema:
    asked = _Asked()
    read(asked)
    return asked.schema()


def _number(least: int | None, most: int | None, positive: bool) -> Schema:
    """A decimal: a number where the reader of the file keeps it exact, else text."""
    number: Schema = {"type": "number"}
    if positive:
        number["exclusiveMinimum"] = 0
    if least is not None:
        number["minimum"] = least
    if most is not None:
        number["maximum"] = most
    return {"anyOf": [number, {"type": "string", "pattern": DECIMAL}]}


def _formed(forms: tuple[str, ...]) -> Schema:
    """Text of certain forms: `round:<round>` stands for `round:` and the id of a round."""
    if not forms:
        return {"type": ["string", "integer"]}
    identifier = ID_PATTERN
    patterns = [form.replace(".", r"\.").replace("<round>", identifier).replace("<id>", identifier) for form in forms]
    return {"type": "string", "pattern": f"^({'|'.join(patterns)})$"}
