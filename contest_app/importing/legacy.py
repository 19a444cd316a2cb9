"""Text in the fonts of before Unicode: TCVN3 (ABC, fonts .Vn…), VNI, and windows-1258.

Responsible for: telling them from each other and making Unicode of them. Must not know: files, tables.

The TCVN3 table is made from its law: after the seven capitals and seven small letters with a shape come the toned
letters in the order of the alphabet, each in the order huyền, hỏi, ngã, sắc, nặng, around the codes that DOS needed for
lines. VNI writes a letter and then a sign for shape and tone. A text belongs to the writing whose reading has the most
Vietnamese syllables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import product
from typing import Final

from contest_app.contest.words import Words

_HUYEN, _HOI, _NGA, _SAC, _NANG = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_TONES = (_HUYEN, _HOI, _NGA, _SAC, _NANG)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# --- TCVN3 ------------------------------------------------------------------------------------------------------------

_LINES_OF_DOS = {0xBA, *range(0xBF, 0xC6), 0xCD, *range(0xD9, 0xDC), 0xE0, 0xF0}
_TONED_CODES = [code for code in range(0xB5, 0xFF) if code not in _LINES_OF_DOS]


def _tcvn3_table() -> dict[int, str]:
    table = dict(zip(range(0xA1, 0xA8), "ĂÂÊÔƠƯĐ", strict=True)) | dict(zip(range(0xA8, 0xAF), "ăâêôơưđ", strict=True))
    toned = [_nfc(letter + tone) for letter, tone in product("aăâeêioôơuưy", _TONES)]
    return table | dict(zip(_TONED_CODES, toned, strict=True))


_TCVN3: Final = _tcvn3_table()


def from_tcvn3(text: str, is_capital_font: bool = False) -> str:
    """Unicode from TCVN3 that was read as Latin-1; fonts whose name ends in H draw small letters as capitals."""
    read = text.translate(_TCVN3)
    return read.upper() if is_capital_font else read


# --- VNI --------------------------------------------------------------------------------------------------------------

_VNI_TONES = dict(zip("øûõùï", _TONES, strict=True))
_VNI_ROOF = {"â": "", "à": _HUYEN, "å": _HOI, "ã": _NGA, "á": _SAC, "ä": _NANG}  # after a, e, o: â, ê, ô
_VNI_BREVE = {"ê": "", "è": _HUYEN, "ú": _HOI, "ü": _NGA, "é": _SAC, "ë": _NANG}  # after a: ă
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs = {letter + sign: letter + tone for letter, (sign, tone) in product("aeouy", _VNI_TONES.items())}
    pairs |= {letter + sign: letter + "\u0302" + tone for letter, (sign, tone) in product("aeo", _VNI_ROOF.items())}
    pairs |= {"a" + sign: "a\u0306" + tone for sign, tone in _VNI_BREVE.items()}
    pairs |= {"ô" + sign: "ơ" + tone for sign, tone in _VNI_TONES.items()}
    pairs |= {"ö" + sign: "ư" + tone for sign, tone in _VNI_TONES.items()}
    return {vni: _nfc(read) for vni, read in pairs.items()}


_VNI: Final = _vni_pairs() | _VNI_SINGLE
_VNI_SIGNS: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE)


def from_vni(text: str) -> str:
    """Unicode from VNI that was read as Latin-1."""

    def read(found: re.Match[str]) -> str:
        sign = found.group()
        letter = _VNI[sign.lower()]
        return letter.upper() if sign[0].isupper() else letter

    return _nfc(_VNI_SIGNS.sub(read, text))


# --- which is it ------------------------------------------------------------------------------------------------------

_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"(?:iê|yê|uô|ươ|uâ|uyê|uya|oa|oă|oe|oo|uê|uy|ia|ua|ưa|[aăâeêioôơuưy])"
    r"(?:ch|nh|ng|[cmnptoiuy])?"
)
_WORDS: Final = re.compile(r"[^\W\d_]+")
TCVN3 = Words(vi="chữ TCVN3 (ABC, phông .Vn…)", en="TCVN3 letters (ABC, fonts .Vn…)")
VNI = Words(vi="chữ VNI", en="VNI letters")
Reading = tuple[Words, Callable[[str], str]]


def syllables(text: str) -> int:
    """How many of the words with a letter beyond ASCII are Vietnamese syllables, less those that are not."""
    words = [word for word in _WORDS.findall(_nfc(text)) if not word.isascii()]
    return sum(1 if is_syllable(word) else -1 for word in words)


def is_syllable(word: str) -> bool:
    """Whether a word can be said in Vietnamese: one syllable with at most one tone."""
    letters = unicodedata.normalize("NFD", word.casefold())
    tones = sum(sign in _TONES for sign in letters)
    bare = _nfc("".join(sign for sign in letters if sign not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def reading_of(text: str) -> Reading | None:
    """How to read a text that is not Unicode Vietnamese; None when it is best left as it is."""
    if text.isascii():
        return None
    legacy: list[Reading] = [(TCVN3, from_tcvn3), (VNI, from_vni)]
    # A soft hyphen is TCVN3's ư: a word must not fall apart at it, nor at the other signs among its letters.
    best = max(legacy, key=lambda reading: syllables(reading[1](text)))
    return best if syllables(best[1](text)) > max(0, syllables(text)) else None


def reading_of_font(font: str) -> Reading | None:
    """How to read text that is set in this font."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        is_capital = name.endswith("h")
        return TCVN3, lambda text: from_tcvn3(text, is_capital)
    return (VNI, from_vni) if name.startswith("vni-") else None
