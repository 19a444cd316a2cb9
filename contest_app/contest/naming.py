"""What people call the things of a contest: entries, judges, rounds, roles, statuses, scenes, in both languages.

Responsible for: turning ids and codes of events into the names that sentences use. Must not know: any sentence.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

from contest_app.contest.state import State
from contest_app.contest.words import Words, same

MOST_NUMBER = 9999  # of an entry or a judge: it is called out, and stands on papers

VIETNAM: Final = timezone(timedelta(hours=7))  # one zone, without daylight saving

ROLE_NAMES: Final[dict[str, Words]] = {
    "organizer": Words(vi="Ban Tổ chức", en="Organizer"),
    "director": Words(vi="Điều hành", en="Director"),
    "secretary": Words(vi="Thư ký", en="Secretary"),
    "head_judge": Words(vi="Trưởng Ban Giám khảo", en="Head judge"),
    "judge": Words(vi="Giám khảo", en="Judge"),
    "announcer": Words(vi="Người dẫn chương trình", en="Announcer"),
    "screen": Words(vi="Màn hình lớn", en="Wall"),
}
SCENES: Final[dict[str, Words]] = {
    "waiting": Words(vi="Màn chờ", en="Waiting"),
    "on_stage": Words(vi="Sân khấu", en="On stage"),
    "result": Words(vi="Điểm của đội", en="Result"),
    "board": Words(vi="Bảng điểm", en="Board"),
    "draw": Words(vi="Bốc thăm", en="Drawing lots"),
}
ENTRY_STATUSES: Final[dict[str, Words]] = {
    "competing": Words(vi="dự thi", en="competing"),
    "withdrawn": Words(vi="rút khỏi hội thi", en="withdrawn from the contest"),
    "disqualified": Words(vi="bị loại", en="disqualified"),
}
TIE_SETTLED_BY: Final[dict[str, Words]] = {
    "decision": Words(vi="quyết định của Trưởng Ban Giám khảo", en="the head judge's decision"),
    "lot": Words(vi="bốc thăm", en="drawing lots"),
}
ORDER_FROM: Final[dict[str, Words]] = {
    "paper": Words(vi=", bốc thăm trên giấy", en=", lots drawn on paper"),
    "drawn": Words(vi=", bốc thăm trên máy", en=", lots drawn by the program"),
}
# The codes of `decisions.sheets`, for a person.
LATE_WHY: Final[dict[str, Words]] = {
    "performance_closed": Words(
        vi="Phiếu tới khi phần thi của đội đã đóng.", en="It came after the performance closed."
    ),
    "round_closed": Words(vi="Phiếu tới khi cả phần thi đã đóng.", en="It came after the round closed."),
    "judge_left": Words(vi="Giám khảo này đã thôi chấm.", en="The judge has left the panel."),
    "seat_taken": Words(vi="Gửi từ máy không còn giữ ghế này.", en="Sent by a device that no longer holds the seat."),
}


def round_title(state: State, round_id: str) -> str:
    """The round's title; its id where the rule book has no such round (any more)."""
    return next((one.title for one in state.rulebook.rounds if one.id == round_id), round_id)


def entry_words(state: State, entry: str) -> Words:
    """'đội số 3 – Xã Đào Xá'."""
    known = state.entries.get(entry)
    if known is None:
        return same(entry)
    return Words(vi=f"đội số {known.number} – {known.name}", en=f"entry {known.number} – {known.name}")


def judge_words(state: State, judge: str) -> Words:
    """'GK 3 (Lê Thị Thu)'."""
    known = state.judges.get(judge)
    if known is None:
        return same(judge)
    return Words(vi=f"GK {known.number} ({known.name})", en=f"J{known.number} ({known.name})")


def actor_words(state: State, label: str) -> Words:
    """Who acted, from the journal's label: 'Thư ký (Lan)', 'GK 3 (Lê Thị Thu)'."""
    role, _, name = label.partition(":")
    if role == "judge" and name in state.judges:
        return judge_words(state, name)
    known = ROLE_NAMES.get(role, same(role))
    return Words(vi=f"{known.vi} ({name})", en=f"{known.en} ({name})") if name else known


def time_of_day(at_ms: int) -> str:
    """'19:42:07', on Vietnam's clocks."""
    return datetime.fromtimestamp(at_ms // 1000, VIETNAM).strftime("%H:%M:%S")


def duration(elapsed_ms: int) -> str:
    """'5:07'."""
    return f"{elapsed_ms // 60_000}:{elapsed_ms // 1000 % 60:02d}"
