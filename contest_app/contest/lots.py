"""Drawing lots (bốc thăm): the order is a plain function of a sealed secret, a word from the hall and the numbers.

The machine first seals a secret: everybody sees its SHA-256 and nobody can guess it. Then somebody in the hall calls a
word, which the machine could not know. Both together settle the order, so that neither the machine nor the hall could
choose it; with the secret opened, anybody recomputes it (docs/drawing-lots.md has the pocket scripts).

Responsible for: this arithmetic. Must not know: where secrets come from, who may draw.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

MOST_WORD = 100
_SECRET = re.compile(r"[0-9a-f]{32,64}", re.ASCII)
_SEAL = re.compile(r"[0-9a-f]{64}", re.ASCII)


def is_secret(text: str) -> bool:
    """Whether it is long enough that nobody finds it by trying: 32 to 64 hexadecimal digits."""
    return _SECRET.fullmatch(text) is not None


def is_seal(text: str) -> bool:
    return _SEAL.fullmatch(text) is not None


def seal_of(secret: str) -> str:
    """Mã niêm phong: the SHA-256 of the secret, to be shown before the word is called."""
    return sha256(secret.encode()).hexdigest()


def tidy_word(text: str) -> str:
    """The word as it counts: composed letters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def ticket(secret: str, word: str, number: int) -> str:
    """The lot of one entry; the lowest goes first."""
    return sha256(f"{secret}|{word}|{number}".encode()).hexdigest()


def drawn_order(secret: str, word: str, numbers: Mapping[str, int]) -> tuple[str, ...]:
    """The entries in the order of their lots; `numbers` are theirs in the contest (số báo danh)."""
    return tuple(sorted(numbers, key=lambda entry: ticket(secret, word, numbers[entry])))
