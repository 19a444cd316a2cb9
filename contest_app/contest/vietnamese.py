"""Vietnamese text: tidying what was typed, telling two spellings of one name apart from two names, and sorting.

Responsible for: the letters, tones and names of the language. Must not know: what a text stands for.

The order is CLDR's for `vi`: a ă â … d đ e ê … o ô ơ … u ư are letters of their own (primary); the tones ngang, huyền,
hỏi, ngã, sắc, nặng come second, over the whole text; lower case goes before upper case last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: place for place, letter in enumerate(_LETTERS)}
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES: Final = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn: part of the letter
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f\u007f]")
_BLANKS: Final = re.compile(r"\s+")  # the no-break space is one of them
_WORD: Final = re.compile(r"[^\W_]+")

_PLACE_WORDS: Final = (
    "tổ dân phố", "khu dân cư", "thành phố", "thị trấn", "khu phố", "chi bộ", "thị xã", "phường", "huyện", "quận",
    "tỉnh", "thôn", "xóm", "bản", "đội", "cụm", "khối", "xã", "ấp", "tt", "tp",
)  # fmt: skip

Key = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...]]


def tidy(text: str) -> str:
    """The text in NFC, without invisible signs, with single blanks inside and none around."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def plain_letters(text: str) -> str:
    """The text without accents, đ as d: for searching, headings and addresses."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return bare.replace("đ", "d").replace("Đ", "D")


def sounding(text: str) -> str:
    """The same for every spelling of one name: case, blanks, signs and the place of the tone mark (hòa, hoà) aside."""
    return " ".join(_syllable(word) for word in _WORD.findall(tidy(text).casefold()))


def _syllable(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in letters if sign in _TONES)
    return unicodedata.normalize("NFC", "".join(sign for sign in letters if sign not in _TONES)) + tones


def address_of(text: str, taken: Collection[str] = (), longest: int = 40) -> str:
    """An id made of a title: plain letters, digits and hyphens, unlike all that are taken."""
    words = re.findall(r"[a-z0-9]+", plain_letters(text).casefold())
    base = "-".join(words)[:longest].strip("-") or "x"
    if base not in taken:
        return base
    return next(name for n in range(2, len(taken) + 3) if (name := f"{base[: longest - 4]}-{n}") not in taken)


def collation_key(text: str) -> Key:
    """Sorts texts as a Vietnamese dictionary does."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    cases: list[bool] = []
    for cluster in re.findall(r"[^\u0300-\u036f][\u0300-\u036f]*", unicodedata.normalize("NFD", tidy(text))):
        shapes = "".join(sign for sign in cluster[1:] if sign in _SHAPES)
        letter = unicodedata.normalize("NFC", cluster[0].casefold() + shapes)
        letters.append(_place_of(letter))
        tones.append(next((_TONES[sign] for sign in cluster[1:] if sign in _TONES), 0))
        cases.append(cluster[0].isupper())
    return tuple(letters), tuple(tones), tuple(cases)


def _place_of(letter: str) -> tuple[int, int]:
    """Blanks and signs before digits before letters, and letters of other alphabets last."""
    if letter in _RANK:
        return 2, _RANK[letter]
    if letter.isdigit():
        return 1, ord(letter)
    return (3 if letter.isalpha() else 0), ord(letter[0])


def person_key(name: str) -> tuple[Key, Key, Key]:
    """Sorts people by name (tên), then by family name (họ), then by what stands between (tên đệm)."""
    words = tidy(name).split(" ")
    return collation_key(words[-1]), collation_key(words[0]), collation_key(" ".join(words[1:-1]))


def place_key(name: str) -> Key:
    """Sorts places by their own name: xã, phường, thị trấn … do not count."""
    text = tidy(name)
    folded = text.casefold()
    for word in _PLACE_WORDS:
        if folded.startswith((f"{word} ", f"{word}.")):
            return collation_key(text[len(word) :].lstrip(". ") or text)
    return collation_key(text)
