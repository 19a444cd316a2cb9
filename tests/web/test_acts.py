"""Acts of the desk: what is offered, what is carried out, and what is said about it."""

from __future__ import annotations

import re

import pytest

from contest_app.contest import commands as c
from contest_app.contest.permissions import DESK_ROLES, may
from contest_app.contest.words import Words
from contest_app.scorekeeper import Later
from contest_app.web.desk.acts import KINDS
from tests.web.hall import CONTEST, Hall, toast

DESK = f"/organizer/contests/{CONTEST}"
AT = {"round": "greeting", "entry": "e1"}


def _offered(page: str) -> set[str]:
    """The kinds of acts on a page; an undo is whatever its inverse is (its own tests see to that)."""
    return set(re.findall(r'data-testid="act-(\w+)"', page)) - {"undo"}


# --- rights -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(DESK_ROLES))
def test_a_role_is_shown_only_the_acts_it_may_do(hall: Hall, role: str) -> None:
    hall.running().judged("7", "11").called("e2").marked("j1", "6", "10", entry="e2")

    pages = hall.role(role).page() + hall.role(role).page(f"{DESK}?round=greeting&entry=e2")

    assert _offered(pages)
    assert {kind for kind in _offered(pages) if not may(role, KINDS[kind])} == set()


@pytest.mark.parametrize("role", sorted(DESK_ROLES))
def test_the_server_refuses_what_the_role_may_not_do_even_when_it_is_sent(hall: Hall, role: str) -> None:
    hall.running()
    browser, seq = hall.role(role), hall.seq
    fields = {
        "points": "1",
        "reason": "thử",
        "status": "withdrawn",
        "judge": "j1",
        "late": "1",
        "penalty": "1",
        "bonus": "1",
        "number": "9",
        "name": "Ngô Thị Sáu",
        "successor": "j9",
    }
    for kind in KINDS:
        if not may(role, KINDS[kind]):
            said, words = toast(browser.act(kind, **AT, **fields, entries="e1", scene="board"))
            assert (said, "không được làm việc đó" in words) == ("refused", True), (kind, words)

    assert hall.seq == seq


def test_an_announcer_may_not_act_at_all(hall: Hall) -> None:
    hall.running()

    assert hall.role("announcer").act("call_performance", **AT).status_code == 403


@pytest.mark.parametrize("kind", ["create_contest", "submit_sheet", "take_seat", "nonsense"])
def test_what_is_no_act_of_the_desk_is_not_found(hall: Hall, kind: str) -> None:
    hall.running()

    assert hall.organizer().act(kind, **AT).status_code == 404


# --- doing ------------------------------------------------------------------------------------------------------------


def test_an_act_says_what_it_did_and_shows_it(hall: Hall) -> None:
    hall.running()

    response = hall.role("director").act("call_performance", **AT)

    assert toast(response) == ("done", "✓ Đã làm: Đã gọi đội 1 – Xã Hương Sơn lên sân khấu.")
    assert 'data-testid="stage" data-entry="e1" data-round="greeting" data-status="on_stage"' in response.text
    assert hall.state.on_stage == ("greeting", "e1")


def test_the_same_form_sent_twice_is_one_act(hall: Hall) -> None:
    hall.running().called()
    browser = hall.role("secretary")
    form = {**AT, "points": "1,5", "reason": "quá giờ", "command_id": "form-1"}

    answers = [toast(browser.act("give_penalty", **form))[0] for _ in range(2)]

    assert answers == ["done", "done"]
    assert len(hall.state.figures(("greeting", "e1")).penalty) == 1


def test_a_form_that_was_changed_and_sent_again_is_another_act(hall: Hall) -> None:
    """Back in the browser, something else typed: it must not be taken for what was stored before."""
    hall.running().called()
    browser = hall.role("secretary")
    form = {**AT, "reason": "quá giờ", "command_id": "form-1"}

    for points in ("1", "2"):
        assert toast(browser.act("give_penalty", points=points, **form))[0] == "done"

    assert len(hall.state.figures(("greeting", "e1")).penalty) == 2


def test_without_script_the_form_leads_back_to_the_desk_which_says_it_once(hall: Hall) -> None:
    hall.running()
    browser = hall.role("director")

    response = browser.act("call_performance", htmx=False, **AT)

    assert (response.status_code, response.location) == (303, DESK)
    assert toast(browser.get(DESK))[0] == "done"
    assert 'data-kind="done"' not in browser.page()


def test_what_was_not_stored_is_called_so(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.running()
    full = Later("disk_full", Words(vi="Đĩa đầy.", en="The disk is full."), 1000)
    monkeypatch.setattr(hall.parts.scorekeeper, "submit", lambda *_: full)

    said, words = toast(hall.role("director").act("call_performance", **AT))

    assert said == "later"
    assert "Chưa ghi được gì: Đĩa đầy. Hãy bấm lại" in words


def test_counted_points_take_a_comma_and_refuse_a_stale_base_in_words(hall: Hall) -> None:
    hall.running().does("director", c.OpenRound, round="knowledge")
    browser = hall.role("secretary")
    first = {"round": "knowledge", "entry": "e1", "base": "0"}

    assert toast(browser.act("enter_counted_points", points="14,5", **first))[0] == "done"
    said, words = toast(browser.act("enter_counted_points", points="15", **first))

    assert said == "refused"
    assert "Đã có bản mới hơn (lần 1)" in words
    assert str(hall.state.figures(("knowledge", "e1")).counted[""]) == "29/2"
    page = browser.page(f"{DESK}?round=knowledge")
    row = page[page.index('data-testid="counted-knowledge-e1"') :]
    assert 'name="base" value="1"' in row[: row.index("</tr>")]
    assert 'value="14,5"' in row[: row.index("</tr>")]


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("accept_late_sheet", {"late": "không", "reason": "x"}, "không phải là số"),
        ("give_penalty", {**AT, "points": "1", "reason": "x" * 600}, "quá dài"),
        ("give_penalty", {**AT, "reason": "thiếu điểm"}, "thiếu mục: points"),
        ("give_penalty", {**AT, "points": "một", "reason": "x"}, "phải là số lớn hơn 0"),
        ("decide_tie", {"entries": ["e1", "e1"], "reason": "x"}, "chọn hai lần"),
        ("call_performance", {"round": "greeting", "entry": "nobody"}, "không có đội"),
        ("close_performance", {**AT, "reason": ""}, "Còn thiếu phiếu của: GK 1 – Nguyễn Thị Hoa"),
    ],
)
def test_bad_input_is_refused_in_words_and_changes_nothing(
    hall: Hall, kind: str, fields: dict[str, str], words: str
) -> None:
    hall.running().called()
    browser, seq = hall.organizer(), hall.seq

    said, sentence = toast(browser.act(kind, **fields))

    assert said == "refused"
    assert words in sentence
    assert hall.seq == seq


# --- offering ---------------------------------------------------------------------------------------------------------


def test_what_cannot_be_done_now_is_blocked_with_the_reason(hall: Hall) -> None:
    hall.running().called().does("director", c.StartTimer, **AT)

    page = hall.role("director").page()

    blocked = re.search(r'disabled[^>]*data-testid="act-call_performance".*?class="why"[^>]*>([^<]+)', page, re.DOTALL)
    assert blocked
    assert "Đồng hồ của đội 1 – Xã Hương Sơn đang chạy" in blocked[1]


def test_closing_names_who_is_missing_and_wants_a_reason_below_the_quorum(hall: Hall) -> None:
    browser = hall.running().called().marked("j1", "7", "11").role("director")
    page = browser.page()
    assert "Chưa nộp phiếu: GK 2 – Trần Văn Bình, GK 3 – Lê Thị Thu" in page
    assert "nên phải ghi lý do" in page

    hall.marked("j2", "7", "11")
    page = browser.page()
    assert "Chưa nộp phiếu: GK 3 – Lê Thị Thu" in page
    assert "nên phải ghi lý do" not in page

    hall.marked("j3", "7", "11")
    assert 'data-testid="ask-close_performance"' not in browser.page()
    assert toast(browser.act("close_performance", **AT))[0] == "done"


def test_closing_asks_about_a_time_penalty_that_nobody_decided_on(hall: Hall) -> None:
    """A proposal of the clock is nothing until somebody confirms it, and one that is forgotten is a wrong result."""
    at = {"round": "skit", "entry": "e1"}
    hall.running().does("director", c.OpenRound, round="skit").called("e1", "skit").does("director", c.StartTimer, **at)
    hall.shift_ms += 675_000
    hall.does("director", c.StopTimer, **at)
    for judge in ("j1", "j2", "j3"):
        hall.marked(judge, "45", round="skit")
    page = hall.role("director").page(f"{DESK}?round=skit&entry=e1")
    asked = re.search(r'data-testid="ask-close_performance".*?<strong>([^<]+)</strong>', page, re.DOTALL)
    assert asked
    assert "Chưa ai xác nhận điểm trừ thời gian. Quá giờ 1:15" in asked[1]
    hall.does("director", c.StartTimer, **at)
    assert "Chưa ai xác nhận" not in hall.role("director").page(f"{DESK}?round=skit&entry=e1")  # the clock goes on
    hall.does("director", c.StopTimer, **at)

    hall.does("secretary", c.GivePenalty, **at, points="0.5", reason="quá giờ")
    assert 'data-testid="ask-close_performance"' not in hall.role("director").page(f"{DESK}?round=skit&entry=e1")


def test_the_timer_proposes_a_penalty_until_it_is_given(hall: Hall) -> None:
    at = {"round": "skit", "entry": "e1"}
    hall.running().does("director", c.OpenRound, round="skit").called("e1", "skit").does("director", c.StartTimer, **at)
    hall.shift_ms += 675_000
    hall.does("director", c.StopTimer, **at)
    browser = hall.role("secretary")
    page = browser.page(f"{DESK}?round=skit&entry=e1")
    assert "Quá giờ 1:15 (thời gian 11:15, cho phép 10:00): trừ 1 điểm" in page
    reason = re.search(r'name="reason" type="text"[^>]*value="(Quá giờ[^"]+)"', page)
    assert reason
    assert "Xác nhận trừ điểm thời gian" in page  # over time or short of it

    said, _ = toast(browser.act("give_penalty", **at, points="1", reason=reason[1], source="time"))

    assert said == "done"
    page = browser.page(f"{DESK}?round=skit&entry=e1")
    assert "Xác nhận trừ điểm thời gian" not in page
    assert re.search(r"− 1 · Quá giờ", page)


def test_a_late_sheet_is_shown_with_its_reason_and_can_be_accepted(hall: Hall) -> None:
    hall.running().called().marked("j1", "7", "11").marked("j2", "7", "11")
    hall.does("director", c.ClosePerformance, **AT).marked("j3", "5", "9")
    late = next(iter(hall.state.late))
    browser = hall.role("head_judge")
    page = browser.page()
    assert f'data-testid="late-{late}"' in page
    assert "Phiếu tới khi phần thi của đội đã đóng." in page

    said, words = toast(browser.act("accept_late_sheet", late=str(late), reason="mất mạng"))

    assert (said, "GK 3 – Lê Thị Thu" in words) == ("done", True)
    assert "j3" in hall.state.figures(("greeting", "e1")).sheets


def test_a_tie_is_settled_by_the_order_that_was_chosen(hall: Hall) -> None:
    rounds = [
        {"id": "greeting", "title": "Màn chào hỏi", "criteria": [{"id": "content", "title": "Nội dung", "max": 20}]}
    ]
    hall.running(rounds=rounds, entries=2).judged("12", entry="e1").judged("12", entry="e2")
    hall.does("director", c.CloseRound, round="greeting")
    browser = hall.role("head_judge")
    assert 'data-testid="tie"' in browser.page()

    said, _ = toast(browser.act("decide_tie", entries=["e2", "e1"], how="decision", reason="hội ý"))

    assert said == "done"
    assert hall.state.record.decisions == (("e2", "e1"),)
    page = browser.page()
    assert 'data-testid="tie"' not in page
    assert re.search(r'data-testid="standings-row-e2" data-place="1"', page)


def test_the_wall_shows_a_result_only_once_it_is_published(hall: Hall) -> None:
    hall.running().judged("7", "11")
    browser = hall.role("director")
    shown = {"scene": "result", "performance": "greeting/e1"}
    assert toast(browser.act("choose_scene", **shown))[0] == "refused"

    assert toast(browser.act("publish_performance", **AT))[0] == "done"
    assert toast(browser.act("choose_scene", **shown))[0] == "done"

    assert (hall.state.scene.kind, hall.state.scene.entry) == ("result", "e1")
    assert 'data-testid="wall-now" data-scene="result"' in browser.page()


def test_the_whole_contest_can_be_run_to_its_end_from_the_desk(hall: Hall) -> None:
    rounds = [
        {"id": "greeting", "title": "Màn chào hỏi", "criteria": [{"id": "content", "title": "Nội dung", "max": 20}]}
    ]
    hall.with_contest(judges=3, entries=2, rounds=rounds, publish={"board": "after_round"})
    browser = hall.organizer()

    def does(kind: str, **fields: str) -> None:
        assert toast(browser.act(kind, **fields))[0] == "done", kind

    does("start_contest")
    does("open_round", round="greeting")
    for entry, mark in (("e1", "12"), ("e2", "15")):
        at = {"round": "greeting", "entry": entry}
        does("call_performance", **at)
        for judge in ("j1", "j2", "j3"):
            hall.marked(judge, mark, entry=entry)
        does("close_performance", **at)
    does("close_round", round="greeting")
    does("publish_round", round="greeting")
    does("decide_contest")
    does("announce_results")

    assert hall.state.phase == "announced"


# --- panels -----------------------------------------------------------------------------------------------------------


def test_a_panel_where_nothing_happened_says_that_it_is_the_same(hall: Hall) -> None:
    """The page leaves such a panel alone; the ids and tokens of its forms do not count."""
    hall.running()
    browser = hall.role("director")

    def digests() -> list[str]:
        return re.findall(r'data-digest="(\w+)"', browser.page(f"{DESK}/panels"))

    before = digests()
    assert len(before) == 3
    assert digests() == before

    hall.called()
    assert digests() != before


def test_several_ties_keep_their_forms_apart(hall: Hall) -> None:
    rounds = [
        {"id": "greeting", "title": "Màn chào hỏi", "criteria": [{"id": "content", "title": "Nội dung", "max": 20}]}
    ]
    hall.running(rounds=rounds, entries=4)
    for entry, mark in (("e1", "12"), ("e2", "12"), ("e3", "15"), ("e4", "15")):
        hall.judged(mark, entry=entry)
    hall.does("director", c.CloseRound, round="greeting")

    page = hall.role("head_judge").page()

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert page.count('data-testid="tie"') == 2
    assert len(ids) == len(set(ids))
