"""A contest ready to be judged in a data folder: six teams, five judges, two rounds of two criteria."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import Any

from contest_app.accounts.links import LINK_ROLES, Seat, store_links
from contest_app.concurrency import threads
from contest_app.contest import commands as c
from contest_app.contest.state import State
from contest_app.journal.journal import Journal
from contest_app.scorekeeper import Receipt, Scorekeeper
from tests.building import actor

CONTEST = "dan-van-kheo"
TEAMS = {
    "huong-son": "Thị trấn Hương Sơn",
    "ban-dat": "Xã Bàn Đạt",
    "tan-khanh": "Xã Tân Khánh",
    "dao-xa": "Xã Đào Xá",
    "uc-ky": "Xã Úc Kỳ",
    "nga-my": "Xã Nga My",
}
JUDGES = ("Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Thu", "Phạm Văn Dũng", "Hoàng Thị Lan")

RULEBOOK: dict[str, Any] = {
    "format": "rulebook/1",
    "title": 'Hội thi "Dân vận khéo" xã Hương Sơn',
    "panel": {"judges": 5, "quorum": 4},
    "rounds": [
        {
            "id": "greeting",
            "title": "Màn chào hỏi",
            "max": 20,
            "criteria": [
                {"id": "content", "title": "Nội dung", "max": 12, "step": "0.5"},
                {"id": "form", "title": "Hình thức", "max": 8, "step": "0.5"},
            ],
        },
        {
            "id": "skit",
            "title": "Tiểu phẩm",
            "max": 40,
            "criteria": [
                {"id": "story", "title": "Kịch bản", "max": 25, "step": "0.5"},
                {"id": "acting", "title": "Diễn xuất", "max": 15, "step": "0.5"},
            ],
        },
    ],
    "aggregate": {"method": "trimmed_mean", "drop_low": 1, "drop_high": 1, "fallback": {"below": 4, "method": "mean"}},
    "rounding": {"places": 2},
    "ties": ["round:skit", "decision", "shared"],
    "prizes": [{"title": "Nhất", "count": 1}, {"title": "Nhì", "count": 2}, {"title": "Ba", "count": "rest"}],
    "publish": {"board": "after_performance", "detail": "judge_totals", "judges": "numbers"},
}


def prepare(folder: Path, is_started: bool = True, contest: str = CONTEST) -> None:
    """Writes the contest into the folder, started unless asked otherwise, nothing judged."""
    journal = Journal.open(folder)
    keeper = Scorekeeper(journal, threads(), lambda: time.time_ns() // 1_000_000, lambda contest: None)
    keeper.start()
    try:
        _do(
            keeper,
            contest,
            c.CreateContest,
            contest=contest,
            rulebook=RULEBOOK,
            place="Nhà văn hóa xã",
            held_on="2026-11-24",
        )
        for number, (entry, name) in enumerate(TEAMS.items(), 1):
            _do(keeper, contest, c.RegisterEntry, entry=entry, number=number, name=name)
        for number, name in enumerate(JUDGES, 1):
            _do(keeper, contest, c.AppointJudge, judge=f"j{number}", number=number, name=name, is_head=number == 1)
        if is_started:
            _do(keeper, contest, c.StartContest)
        seats = [Seat(contest, role) for role in LINK_ROLES] + [Seat(contest, "judge", f"j{n}") for n in range(1, 6)]
        keeper.write(lambda connection: store_links(connection, contest, seats, 0))
    finally:
        keeper.stop()
        journal.close()


def read(folder: Path) -> State:
    """The state that the journal in the folder adds up to; the server must not be running."""
    journal = Journal.open(folder)
    keeper = Scorekeeper(journal, threads(), lambda: 0, lambda contest: None)
    keeper.start()
    try:
        assert journal.verify(CONTEST) is None, "the hash chain is broken"
        snapshot = keeper.snapshot(CONTEST)
        assert snapshot is not None
        return snapshot.state
    finally:
        keeper.stop()
        journal.close()


def _do(keeper: Scorekeeper, where: str, kind: type[c.Command], **fields: Any) -> None:
    answer = keeper.submit(where, kind(secrets.token_hex(8), **fields), actor("organizer"))
    assert isinstance(answer, Receipt), answer
