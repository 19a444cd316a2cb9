"""Every page for every role, and what the desk shows in each state of a contest."""

import re

import pytest

from contest_app.contest import commands as c
from tests.web.hall import CONTEST, Hall

DESK = f"/organizer/contests/{CONTEST}"
ROLES = ("organizer", "director", "secretary", "head_judge", "announcer")
FOR_DESK = {"organizer", "director", "secretary", "head_judge"}
MAY_SEE = {
    "/organizer": {"organizer"},
    DESK: FOR_DESK,
    f"{DESK}/panels": FOR_DESK,
    f"{DESK}/announcer": FOR_DESK | {"announcer"},
    f"{DESK}/announcer/panels": FOR_DESK | {"announcer"},
    f"{DESK}/links": {"organizer"},
    "/organizer/password": {"organizer"},
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_own_pages_and_no_others(hall: Hall, role: str) -> None:
    hall.running().called()
    browser = hall.role(role)

    for path, allowed in MAY_SEE.items():
        status = browser.get(path).status_code
        if path == "/organizer" and role != "organizer":
            assert status == 302
        elif path == "/organizer/password" and role == "organizer":
            assert status == 302  # no password yet: it asks for the first one
        else:
            assert status == (200 if role in allowed else 403), path


def test_an_absent_entry_is_said_to_have_no_points_and_has_no_timer_and_no_tiles(hall: Hall) -> None:
    hall.running().does("secretary", c.RecordAbsence, round="greeting", entry="e1", reason="xe hỏng")
    page = hall.role("secretary").page(f"/organizer/contests/{CONTEST}?round=greeting&entry=e1")
    assert "không có điểm (không phải 0 điểm)" in page
    assert "Lý do: xe hỏng." in page
    assert 'data-testid="timer"' not in page
    assert "judge-tile-" not in page


def test_each_status_of_an_entry_has_a_button_that_says_what_it_does(hall: Hall) -> None:
    hall.running()
    browser = hall.role("secretary")
    address = f"/organizer/contests/{CONTEST}?round=greeting&entry=e2"
    page = browser.page(address)
    assert "Đội 2 – Xã Đào Xá rút khỏi hội thi" in page
    assert "Loại đội 2 – Xã Đào Xá vì vi phạm" in page
    assert "Cho đội 2 – Xã Đào Xá dự thi trở lại" not in page
    answer = browser.act("change_entry_status", entry="e2", status="disqualified", reason="mượn người")
    assert "Đội 2 – Xã Đào Xá: bị loại." in answer.text
    page = browser.page(address)
    assert "Đội bị loại: không được gọi nữa và không xếp hạng." in page
    assert "Cho đội 2 – Xã Đào Xá dự thi trở lại" in page
    assert "act-record_absence" not in page


def test_the_next_round_is_opened_from_the_middle_and_others_are_told_who_opens_it(hall: Hall) -> None:
    hall.with_contest().does("organizer", c.StartContest)
    next_box = r'data-testid="next-round".*?</div>'
    director = re.search(next_box, hall.role("director").page(DESK), re.DOTALL)
    secretary = re.search(next_box, hall.role("secretary").page(DESK), re.DOTALL)
    assert director
    assert secretary
    assert 'data-testid="act-open_round"' in director[0]
    assert "người điều hành mở" in secretary[0]
    page = hall.role("director").page(DESK)
    assert len(re.findall(r'act-open_round"\s+data-round="greeting"', page)) == 1  # and not folded away on the left
    hall.does("director", c.OpenRound, round="greeting")
    assert "next-round" not in hall.role("director").page(DESK)


def test_the_scene_of_a_result_says_plainly_that_none_is_published(hall: Hall) -> None:
    page = hall.running().role("director").page(DESK)
    assert "Chưa có điểm nào được công bố." in page
    assert "không có phần thi “”" not in page


def test_no_verdict_on_the_time_stands_while_the_clock_runs_again(hall: Hall) -> None:
    hall.with_contest().does("organizer", c.StartContest).does("director", c.OpenRound, round="skit")
    at = {"round": "skit", "entry": "e1"}
    for kind in (c.CallPerformance, c.StartTimer, c.StopTimer):
        hall.does("director", kind, **at)
    address = f"{DESK}?round=skit&entry=e1"
    assert 'data-testid="time-proposal"' in hall.role("director").page(address)
    hall.does("director", c.StartTimer, **at)
    assert 'data-testid="time-proposal"' not in hall.role("director").page(address)
