"""What was just done stands at the desk, and each act that has an inverse can be taken back by name."""

from __future__ import annotations

import re

from contest_app.contest import commands as c
from contest_app.contest.commands import command_kinds
from contest_app.contest.events import Stamp, event_kinds
from contest_app.contest.permissions import may
from contest_app.contest.state import Told
from contest_app.contest.undo import undo
from contest_app.contest.words import Words
from contest_app.web.desk.sayings import SAYINGS
from tests.contest.test_sentences import made
from tests.web.hall import CONTEST, Hall, toast

DESK = f"/organizer/contests/{CONTEST}"
AT = {"round": "greeting", "entry": "e1"}
SLIP = {**AT, "points": "1", "reason": "quá giờ"}


def _recent(page: str) -> dict[int, str]:
    """The acts that the desk lists, by their line."""
    listed = re.findall(r'data-testid="recent-(\d+)">(.*?)</li>', page, re.DOTALL)
    return {int(seq): body for seq, body in listed}


def test_every_inverse_is_an_act_that_the_desk_has_words_for() -> None:
    names = {kind: name for name, kind in command_kinds().items()}
    for kind in event_kinds().values():
        inverse = undo((Told(made(kind), Stamp(7, 0, "director:Lan")),), "undo-1", "x")
        if not isinstance(inverse, Words):
            assert names[type(inverse)] in SAYINGS


def test_the_last_acts_stand_there_in_words_with_who_and_when_but_no_judges_sheets(hall: Hall) -> None:
    hall.running().called().marked("j1", "7", "11").does("secretary", c.GivePenalty, **SLIP)
    listed = _recent(hall.role("secretary").page())
    newest = listed[max(listed)]
    assert "Trừ 1 điểm của đội số 1 – Xã Hương Sơn" in newest
    assert re.search(r"\d\d:\d\d:\d\d · Thư ký \(Lan\)", newest)
    assert not any("nộp phiếu" in body for body in listed.values())
    assert len(listed) == 8


def test_an_undo_names_its_act_and_is_itself_an_act_with_a_reason(hall: Hall) -> None:
    hall.running().called().does("secretary", c.GivePenalty, **SLIP)
    seq = hall.seq
    browser = hall.role("secretary")
    assert 'data-testid="ask-undo"' in _recent(browser.page())[seq]

    said, words = toast(browser.act("undo", seq=str(seq), reason="bấm nhầm"))

    assert (said, "Đã hoàn tác: Trừ 1 điểm của đội số 1" in words) == ("done", True)
    assert not hall.state.figures(("greeting", "e1")).penalty
    line = browser.page(f"{DESK}/journal")
    assert "Bỏ một khoản điểm trừ 1 điểm (quá giờ) của đội số 1" in line
    assert f"Lý do: Hoàn tác dòng {seq}: bấm nhầm" in line


def test_an_undo_is_refused_in_words_when_a_later_act_depends_on_it(hall: Hall) -> None:
    hall.running().judged("7", "11")
    seq = hall.seq
    hall.does("director", c.PublishPerformance, **AT)
    browser = hall.organizer()
    assert 'disabled class="plain" data-testid="act-undo"' in _recent(browser.page())[seq]

    said, words = toast(browser.act("undo", seq=str(seq), reason="bấm nhầm"))

    assert said == "refused"
    assert "đã có việc sau dựa vào đó: Công bố điểm của đội số 1 – Xã Hương Sơn" in words
    assert hall.state.performance(("greeting", "e1")).status == "closed"


def test_the_same_undo_sent_twice_is_one_act(hall: Hall) -> None:
    hall.running().called().does("secretary", c.GivePenalty, **SLIP)
    form = {"seq": str(hall.seq), "reason": "bấm nhầm", "command_id": "form-1"}
    browser = hall.role("secretary")
    answers = [toast(browser.act("undo", **form))[0] for _ in range(2)]
    assert answers == ["done", "done"]


def test_a_role_is_offered_only_what_it_may_take_back(hall: Hall) -> None:
    hall.running().called().does("secretary", c.GivePenalty, **SLIP)
    penalty = hall.seq
    hall.does("director", c.ChooseScene, scene="board")
    scene = hall.seq
    assert may("director", c.ChooseScene)
    for role, offered in (("director", {scene}), ("secretary", {penalty}), ("head_judge", set())):
        listed = _recent(hall.role(role).page())
        assert {seq for seq, body in listed.items() if 'data-testid="ask-undo"' in body} == offered, role
    said, _ = toast(hall.role("head_judge").act("undo", seq=str(penalty), reason="x"))
    assert said == "refused"
    assert hall.state.figures(("greeting", "e1")).penalty


def test_what_has_no_inverse_or_no_reason_or_is_long_gone_is_refused_in_words(hall: Hall) -> None:
    hall.running()
    browser, opened = hall.organizer(), hall.seq
    assert "không trở về “chưa mở”" in _recent(browser.page())[opened]
    for fields, words in (
        ({"seq": str(opened), "reason": "x"}, "không trở về “chưa mở”"),
        ({"seq": "999", "reason": "x"}, "không còn trong các việc vừa làm"),
        ({"seq": str(opened), "reason": " "}, "cần ghi rõ lý do"),
    ):
        said, sentence = toast(browser.act("undo", **fields))
        assert (said, words in sentence) == ("refused", True), sentence
    assert hall.seq == opened


def test_a_wrong_call_is_taken_back_and_the_right_entry_called(hall: Hall) -> None:
    """The slip of every evening: the wrong button while the hall applauds."""
    hall.running().called("e2")
    browser = hall.role("director")
    assert toast(browser.act("undo", seq=str(hall.seq), reason="gọi nhầm"))[0] == "done"
    assert hall.state.on_stage is None
    assert toast(browser.act("call_performance", **AT))[0] == "done"
