"""A finding about the machine, and the list of everything that is looked at.

Responsible for: their order, and that one look that fails spoils no other. Must not know: how findings are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from contest_app.contest.words import Words

Level = Literal["ok", "warn", "bad"]
NO_CURE = Words(vi="", en="")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, and what to do about it (empty where nothing is to be done)."""

    level: Level
    about: Words
    words: Words
    cure: Words = NO_CURE

    def as_dict(self) -> dict[str, Any]:
        return {
            "level": self.level,
            "about": self.about.as_dict(),
            "words": self.words.as_dict(),
            "cure": self.cure.as_dict(),
        }


def ok(about: Words, vi: str, en: str) -> Finding:
    return Finding("ok", about, Words(vi=vi, en=en))


def warn(about: Words, words: Words, cure: Words) -> Finding:
    return Finding("warn", about, words, cure)


def bad(about: Words, words: Words, cure: Words) -> Finding:
    return Finding("bad", about, words, cure)


def look(checks: Iterable[tuple[Words, Callable[[], Iterable[Finding]]]]) -> list[Finding]:
    """The findings of every check; one that fails is a finding itself."""
    found: list[Finding] = []
    for about, check in checks:
        try:
            found += list(check())
        except Exception as error:
            why = type(error).__name__
            words = Words(
                vi=f"Không xem được trên máy này ({why}).", en=f"Cannot be looked at on this machine ({why})."
            )
            found.append(warn(about, words, Words(vi="Hãy tự kiểm tra mục này.", en="Check this by yourself.")))
    return found
