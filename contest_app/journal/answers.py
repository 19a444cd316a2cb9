"""Answers: what became of a command, other than being refused by the rules.

Responsible for: the receipt, and the words of every `Later`. Must not know: how an answer travels.
"""

from __future__ import annotations

from dataclasses import dataclass

from contest_app.contest.refusals import Refused
from contest_app.contest.words import Words
from contest_app.journal.problems import StoreProblem


@dataclass(frozen=True, slots=True)
class Receipt:
    """The command is durable up to `seq` of the journal; `outcome`: done or late."""

    command_id: str
    journal: str
    seq: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was stored; the same command may be sent again after `retry_ms`."""

    code: str
    words: Words
    retry_ms: int


Answer = Receipt | Refused | Later

STORE_RETRY_MS = 1000

BUSY = Later(
    "busy",
    Words(vi="Máy chủ đang bận. Máy sẽ tự gửi lại.", en="The server is busy. The device sends again by itself."),
    retry_ms=500,
)
STOPPING = Later(
    "stopping",
    Words(
        vi="Máy chủ đang dừng. Máy sẽ tự gửi lại khi máy chủ chạy lại.",
        en="The server is stopping. The device sends again when it is back.",
    ),
    retry_ms=1000,
)
UNREAD = Later(
    "journal_unread",
    Words(
        vi="Máy chủ đang đọc lại nhật ký. Máy sẽ tự gửi lại.",
        en="The server is reading its journal again. The device sends again by itself.",
    ),
    STORE_RETRY_MS,
)
INTERNAL = Later(
    "internal",
    Words(
        vi="Máy chủ gặp lỗi khi xử lý việc này, chưa có gì được lưu. Hãy báo người phụ trách máy.",
        en="The server failed on this, nothing was stored. Tell the person who looks after the machine.",
    ),
    retry_ms=5000,
)


def later_for(problem: StoreProblem) -> Later:
    """The store could not; it may be able to in a moment."""
    return Later(problem.code, problem.words, STORE_RETRY_MS)
