"""Reads one mapping of a rule book, key by key, and notes everything that is wrong instead of stopping at it.

Responsible for: types, ranges and unknown keys of a single mapping. Must not know: what the keys mean together.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from contest_app.contest.numbers import parse_decimal, to_decimal_text
from contest_app.contest.rulebook_errors import RuleBookError
from contest_app.contest.words import Words

WANTS_MAPPING = Words(
    vi="Ở đây cần một nhóm mục dạng «khóa: giá trị».", en="A group of `key: value` entries is needed here."
)
WANTS_LIST = Words(vi="Ở đây cần một danh sách.", en="A list is needed here.")
WANTS_TEXT = Words(vi="Ở đây cần chữ, không để trống.", en="Text is needed here; it may not be empty.")
WANTS_NUMBER = Words(
    vi="«{value}» không phải là số. Hãy viết như 8, 8.5 hoặc 8,5.",
    en="“{value}” is not a number. Write it like 8, 8.5 or 8,5.",
)
NO_FLOATS = Words(
    vi='Số {value} ở dạng dấu phẩy động nhị phân có thể sai lệch. Hãy đặt trong ngoặc kép, ví dụ "0.5".',
    en='{value} is a binary floating-point number and may be off. Put it in quotes, for example "0.5".',
)
WANTS_WHOLE = Words(vi="«{value}» không phải là số nguyên.", en="“{value}” is not a whole number.")
AT_LEAST = Words(vi="Số này phải từ {least} trở lên.", en="This number must be at least {least}.")
AT_MOST = Words(vi="Số này không được quá {most}.", en="This number must be at most {most}.")
ABOVE_ZERO = Words(vi="Số này phải lớn hơn 0.", en="This number must be greater than 0.")
MISSING_KEY = Words(vi="Chưa ghi mục bắt buộc này («{key}»).", en="This is required and missing (“{key}”).")
UNKNOWN_KEY = Words(
    vi="Không có mục nào tên là «{key}». Các mục dùng được: {known}.",
    en="There is no key “{key}”. Known keys: {known}.",
)
UNKNOWN_KEY_NEAR = Words(
    vi="Không có mục nào tên là «{key}». Có phải ý bạn là «{near}»?",
    en="There is no key “{key}”. Did you mean “{near}”?",
)
NOT_ONE_OF = Words(
    vi="«{value}» không dùng được ở đây. Hãy chọn một trong: {choices}.",
    en="“{value}” cannot be used here. Choose one of: {choices}.",
)
NOT_PLAIN = Words(
    vi="Giá trị kiểu {kind} không dùng được; hãy viết dưới dạng chữ.",
    en="A value of type {kind} cannot be used; write it as text.",
)
TOO_DEEP = Words(vi="Các mục lồng nhau quá sâu.", en="The entries are nested too deeply.")

MAX_DEPTH = 20

T = TypeVar("T")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one, if any does."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def plain(value: object, path: str, errors: list[RuleBookError], depth: int = 0) -> Any:
    """A copy made of dict, list, NFC text, int, bool and None only; whatever else stands there becomes an error."""
    if depth > MAX_DEPTH:
        errors.append(RuleBookError(path, None, TOO_DEEP))
        return None
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Fraction):
        return to_decimal_text(value, 18)
    if isinstance(value, Mapping):
        return {
            unicodedata.normalize("NFC", str(key)): plain(item, join(path, str(key)), errors, depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [plain(item, f"{path}[{index}]", errors, depth + 1) for index, item in enumerate(value)]
    words = NO_FLOATS.format(value=value) if isinstance(value, float) else NOT_PLAIN.format(kind=type(value).__name__)
    errors.append(RuleBookError(path, str(value), words))
    return None


def join(path: str, key: str) -> str:
    """The path of a key below a path."""
    return f"{path}.{key}" if path else key


def as_number(value: object) -> Fraction | None:
    """The exact number that a plain value is, written as a whole number or as decimal text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value) if abs(value) < 10**18 else None
    return parse_decimal(value) if isinstance(value, str) else None


class Fields:
    """One mapping being read. A key that is absent or null has its default; each key asked for becomes known."""

    def __init__(self, value: object, path: str, errors: list[RuleBookError]) -> None:
        self.path = path
        self.errors = errors
        self._known: list[str] = []
        self.is_mapping = isinstance(value, Mapping)
        self._values: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        if not self.is_mapping:
            errors.append(RuleBookError(path, value, WANTS_MAPPING))

    def at(self, key: str) -> str:
        """The path of one of this mapping's keys."""
        return join(self.path, key)

    def wrong(self, key: str, words: Words) -> None:
        """Notes an error at a key."""
        self.errors.append(RuleBookError(self.at(key), self._values.get(key), words))

    def raw(self, key: str) -> Any:
        """What stands at a key, unread; None when it is absent."""
        self._known.append(key)
        return self._values.get(key)

    def has(self, key: str) -> bool:
        """Whether something stands at a key."""
        return self._values.get(key) is not None

    def is_explicit_null(self, key: str) -> bool:
        """Whether the key is written with null, which switches some defaults off."""
        return key in self._values and self._values[key] is None

    def require(self, key: str) -> None:
        """Notes an error when a required key is absent or null."""
        if self.is_mapping and not self.has(key):
            self.errors.append(RuleBookError(self.at(key), None, MISSING_KEY.format(key=key)))

    def require_unless(self, key: str, other: str) -> None:
        """Notes an error when a key is absent or null, and the other is too."""
        if not self.has(other):
            self.require(key)

    def text(self, key: str) -> str | None:
        """Text at a key; a whole number is taken as text."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, WANTS_TEXT)
            return None
        return value.strip()

    def pattern(self, key: str, pattern: str) -> str | None:
        """Text at a key that has to match a pattern, which the reader sees to with words of its own."""
        return self.text(key)

    def choice(self, key: str, choices: tuple[str, ...], default: Any) -> Any:
        """One of the choices; the default when the key is absent or wrong."""
        value = self.text(key)
        if value is None:
            return default
        if value not in choices:
            self.wrong(key, NOT_ONE_OF.format(value=value, choices=", ".join(choices)))
            return default
        return value

    def number(
        self, key: str, *, least: int | None = None, most: int | None = None, positive: bool = False
    ) -> Fraction | None:
        """The exact number at a key."""
        value = self.raw(key)
        if value is None:
            return None
        number = as_number(value)
        if number is None:
            self.wrong(key, WANTS_NUMBER.format(value=value))
        elif positive and number <= 0:
            self.wrong(key, ABOVE_ZERO)
        elif least is not None and number < least:
            self.wrong(key, AT_LEAST.format(least=least))
        elif most is not None and number > most:
            self.wrong(key, AT_MOST.format(most=most))
        else:
            return number
        return None

    def whole(self, key: str, *, least: int = 0, most: int = 10**9) -> int | None:
        """The whole number at a key."""
        number = self.number(key, least=least, most=most)
        if number is None:
            return None
        if number.denominator != 1:
            self.wrong(key, WANTS_WHOLE.format(value=self._values[key]))
            return None
        return int(number)

    def section(self, key: str, read: Callable[[Fields], T]) -> T | None:
        """The mapping at a key, read by `read`; None when it is absent."""
        value = self.raw(key)
        return None if value is None else read_section(value, self.at(key), self.errors, read)

    def sections(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """The list of mappings at a key, each read by `read`."""
        return tuple(read_section(item, path, self.errors, read) for item, path in self.items(key))

    def items(self, key: str) -> list[tuple[Any, str]]:
        """The list at a key, each item with its path; empty when it is absent."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(key, WANTS_LIST)
            return []
        return [(item, f"{self.at(key)}[{index}]") for index, item in enumerate(value)]

    def one_or_more(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...] | None:
        """The mapping at a key, or the list of such mappings; None when it is absent."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, list):
            return self.sections(key, read)
        return (read_section(value, self.at(key), self.errors, read),)

    def choice_or_section(self, key: str, choices: tuple[str, ...], read: Callable[[Fields], T]) -> str | T:
        """One of the choices, the first when the key is absent; or the mapping at a key."""
        value = self.raw(key)
        if isinstance(value, Mapping):
            return read_section(value, self.at(key), self.errors, read)
        return str(self.choice(key, choices, choices[0]))

    def whole_or(self, key: str, word: str, *, least: int = 0) -> int | str | None:
        """The whole number at a key, or that word."""
        return word if self.raw(key) == word else self.whole(key, least=least)

    def texts(self, key: str, forms: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """The list of texts at a key, each with its path; `forms` say how such a text may look."""
        found: list[tuple[str, str]] = []
        for item, path in self.items(key):
            if isinstance(item, int) and not isinstance(item, bool):
                item = str(item)
            if isinstance(item, str) and item.strip():
                found.append((item.strip(), path))
            else:
                self.errors.append(RuleBookError(path, item, WANTS_TEXT))
        return found

    def formed(self, key: str, forms: tuple[str, ...]) -> str | None:
        """Text at a key; `forms` say how it may look."""
        return self.text(key)

    def numbers(self, key: str) -> tuple[Fraction, ...]:
        """The list of numbers at a key."""
        numbers: list[Fraction] = []
        for item, path in self.items(key):
            number = as_number(item)
            if number is None:
                self.errors.append(RuleBookError(path, item, WANTS_NUMBER.format(value=item)))
            else:
                numbers.append(number)
        return tuple(numbers)

    def finish(self) -> None:
        """Notes every key that nobody asked for."""
        for key, value in self._values.items():
            if key in self._known:
                continue
            near = nearest(key, self._known)
            if near is None:
                words = UNKNOWN_KEY.format(key=key, known=", ".join(dict.fromkeys(self._known)))
            else:
                words = UNKNOWN_KEY_NEAR.format(key=key, near=near)
            self.errors.append(RuleBookError(self.at(key), value, words))


def read_section(value: object, path: str, errors: list[RuleBookError], read: Callable[[Fields], T]) -> T:
    """One mapping read whole: its keys by `read`, then the unknown ones noted."""
    fields = Fields(value, path, errors)
    result = read(fields)
    fields.finish()
    return result
