"""How the command line says no: one sentence in both languages on stderr, and the exit status of a failure."""

from __future__ import annotations

import sys
import time

from contest_app.contest.words import Words

OK = 0
FAILED = 1


def say_no(words: Words) -> int:
    """One sentence in both languages on stderr; the exit status of a failure."""
    print(f"{words.vi}\n{words.en}", file=sys.stderr)
    return FAILED


def no_contest(contest: str) -> int:
    """Says that there is no such contest."""
    return say_no(Words(vi=f"Không có hội thi “{contest}”.", en=f"There is no contest “{contest}”."))


def day_and_time(at_ms: int) -> str:
    """A moment on this machine's clock, e.g. 12/10/2024 19:42:07."""
    return time.strftime("%d/%m/%Y %H:%M:%S", time.localtime(at_ms / 1000))
