"""Absent, withdrawn, disqualified: what each means, in words, and the buttons that change it.

Responsible for: those words and acts. Must not know: the performance that is looked at.
"""

from __future__ import annotations

from dataclasses import replace

from contest_app.contest.words import Words
from contest_app.web.desk.acts import REASON, SURE, Act, Desk

# What an entry may become: the button, and what it will do.
CHANGES = {
    "withdrawn": (
        Words(vi="Đội {entry} rút khỏi hội thi", en="{entry} withdraws"),
        Words(
            vi="Đội không được gọi nữa và không xếp hạng ở cả hội thi; điểm đã có vẫn còn trong nhật ký.",
            en="The entry is called no more and has no place in the contest; what it has stays in the journal.",
        ),
    ),
    "disqualified": (
        Words(vi="Loại đội {entry} vì vi phạm", en="Disqualify {entry}"),
        Words(
            vi="Đội không được gọi nữa và không xếp hạng ở cả hội thi. Khán giả chỉ biết khi công bố lần tới.",
            en="The entry is called no more and has no place in the contest. The hall learns it with the next "
            "publication.",
        ),
    ),
    "competing": (
        Words(vi="Cho đội {entry} dự thi trở lại", en="Let {entry} compete again"),
        Words(vi="Đội lại được gọi và xếp hạng.", en="The entry is called and ranked again."),
    ),
}
OUT = {
    "absent": Words(
        vi="Đội vắng mặt ở phần thi này nên không có điểm (không phải 0 điểm). Các phần thi khác vẫn thi.",
        en="The entry is absent in this round and has no points (which is not 0). It takes part in the other rounds.",
    ),
    "withdrawn": Words(
        vi="Đội đã rút khỏi hội thi: không được gọi nữa và không xếp hạng.",
        en="The entry has withdrawn: it is called no more and has no place.",
    ),
    "disqualified": Words(
        vi="Đội bị loại: không được gọi nữa và không xếp hạng. Màn hình công khai đổi khi công bố lần tới.",
        en="The entry is disqualified: it is called no more and has no place. Public screens change with the next "
        "publication.",
    ),
}


def change_status(desk: Desk, entry: str) -> list[Act | None]:
    """One button for each status the entry may get."""
    now = desk.state.entry_status(entry)
    return [_status_act(desk, entry, status) for status in CHANGES if status != now]


def _status_act(desk: Desk, entry: str, status: str) -> Act | None:
    label, will = CHANGES[status]
    hidden = {"entry": entry, "status": status}
    act = desk.act("change_entry_status", hidden, inputs=(REASON,), asks=SURE, tone="grave", label=label)
    return None if act is None else replace(act, will=will)
