"""From a wrong mark to a correction that everybody can see: the desk shows the way at each step."""

from __future__ import annotations

import re

from contest_app.contest import commands as c
from contest_app.web.desk.acts import Desk
from contest_app.web.desk.stage import stage
from tests.building import a_running_contest, actor
from tests.web.hall import CONTEST, Hall, toast

DESK = f"/organizer/contests/{CONTEST}"
AT = {"round": "greeting", "entry": "e1"}
HERE = f"{DESK}?round=greeting&entry=e1"
ONE_ROUND = [
    {"id": "greeting", "title": "Màn chào hỏi", "criteria": [{"id": "content", "title": "Nội dung", "max": 20}]}
]


def test_a_wrong_mark_in_a_published_round_is_corrected_and_published_again_as_a_correction(hall: Hall) -> None:
    hall.running(rounds=ONE_ROUND, entries=2, publish={"board": "after_round"}).judged("12").judged("15", entry="e2")
    hall.does("director", c.CloseRound, round="greeting").does("director", c.PublishRound, round="greeting")
    head, director = hall.role("head_judge"), hall.role("director")
    ask = re.search(r'data-testid="ask-reopen_performance".*?</details>', head.page(HERE), re.DOTALL)
    assert ask
    assert "Cả phần thi cũng mở lại" in ask[0]

    assert toast(head.act("reopen_performance", **AT, reason="GK 2 ghi 12 thành 11"))[0] == "done"
    assert hall.state.round_status("greeting") == "open"
    for browser in (head, director, hall.role("secretary")):
        assert 'data-testid="correcting"' in browser.page(HERE)
    hall.marked("j2", "11")
    assert toast(director.act("close_performance", **AT))[0] == "done"
    assert toast(director.act("close_round", round="greeting"))[0] == "done"
    page = director.page(HERE)
    assert "đã đổi sau khi công bố" in page
    assert "Công bố lại “Màn chào hỏi” (đính chính)" in page
    assert toast(director.act("publish_round", round="greeting"))[0] == "done"

    journal = hall.role("secretary").page(f"{DESK}/journal?text=dinh chinh")
    assert "Công bố lại, có đính chính, điểm phần thi “Màn chào hỏi”." in journal
    paper = hall.role("secretary").page(f"{DESK}/papers/round/greeting")
    assert "Đính chính sau khi công bố hoặc ký" in paper
    assert "GK 2 ghi 12 thành 11" in paper


def test_the_secretary_is_told_why_a_counted_sheet_is_not_replaced_and_who_reopens(hall: Hall) -> None:
    hall.running().judged("7", "11")
    browser, address = hall.role("secretary"), f"{DESK}/typing/greeting/e1/j1"
    found = re.search(r"<form[^>]*data-typing.*?</form>", browser.page(address), re.DOTALL)
    assert found
    form = dict(re.findall(r'name="([^"]+)"[^>]*?value="([^"]*)"', found[0]))
    answer = browser.client.post(
        address, data=form | {"mark-content": "6", "mark-form": "11", "typist": "Lan", "reason": "ghi nhầm"}
    )
    assert "Trưởng Ban Giám khảo mở lại phần thi, có lý do" in answer.text


def test_a_judge_who_is_just_correcting_is_named_before_the_performance_is_closed() -> None:
    story = a_running_contest().called().all_marked("7", "11")
    drafting = {"connected": 1, "drafting": {**AT, "marked": 2, "of": 2}, "unsent": 0}
    desk = Desk(story.state, actor("director"), story.now_ms)

    shown = stage(story.snapshot, desk, ("greeting", "e1"), {"j3": drafting})

    (close,) = (act for act in shown.acts if act.kind == "close_performance")
    assert close.asks is not None
    assert "Đang sửa phiếu: GK 3 – Lê Thị Thu" in close.asks.vi
    (calm,) = (a for a in stage(story.snapshot, desk, ("greeting", "e1"), {}).acts if a.kind == "close_performance")
    assert calm.asks is None
