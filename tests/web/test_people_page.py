"""Who is connected with what, and changes of the panel, on one page that says what each change will do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.live.door import Guest
from contest_app.live.lines import Line, Lines
from contest_app.live.messages import PresenceMessage
from contest_app.topics.devices import device_of
from tests.web.hall import CONTEST, Browser, Hall, toast

PEOPLE = f"/organizer/contests/{CONTEST}/people"
TABLET = "(Linux; Android 10; K) Chrome/129.0.0.0 Safari/537.36"
IPHONE = "(iPhone; CPU iPhone OS 17_6 like Mac OS X) Version/17.6 Mobile/15E148 Safari/604.1"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "data")
    yield hall
    hall.stop()


def comes(hall: Hall, role: str, judge: str = "", device: str = "", browser: str = "", name: str = "") -> Line:
    """Somebody connects; the page knows them from the presence that sockets leave."""
    sid = f"{role}-{judge}-{device}-{browser}-{name}"
    line = Lines(lambda: 0.0).open(sid, Guest(CONTEST, Actor(role, name, judge, device)), device_of(browser))
    hall.parts.presence.joined(line)
    return line


def row(page: str, judge: str) -> str:
    found = re.search(rf'<tr data-testid="person-{judge}".*?</tr>', page, re.DOTALL)
    assert found, judge
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def form_of(browser: Browser, kind: str, judge: str) -> dict[str, str]:
    """The hidden fields of an act's form."""
    page = browser.page(PEOPLE)
    form = re.search(rf'<form id="form-{kind}-{judge}[^"]*".*?</form>', page, re.DOTALL)
    assert form, (kind, judge)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def test_a_judge_is_shown_with_device_seat_draft_and_what_was_not_sent(hall: Hall) -> None:
    hall.running().called("e2")
    hall.does("j1@tablet-1", c.TakeSeat, device="tablet-1")
    line = comes(hall, "judge", "j1", "tablet-1", TABLET)
    comes(hall, "judge", "j1", "phone-1", IPHONE)
    hall.parts.presence.told(line, PresenceMessage("greeting", "e2", marked=1, of=2, unsent=3))
    page = hall.organizer().page(PEOPLE)
    told = row(page, "j1")
    assert "Máy tính bảng Android · Chrome giữ ghế" in told
    assert "iPhone · Safari không giữ ghế" in told
    assert "2 – Xã Đào Xá · Màn chào hỏi ✎ 1/2" in told
    assert told.endswith(" 3")
    assert "Chưa nối lần nào" in row(page, "j2")
    assert "1/3" in page


def test_a_judge_who_is_gone_is_shown_with_the_last_sign(hall: Hall) -> None:
    hall.running()
    hall.parts.presence.left(comes(hall, "judge", "j2", "tablet-2", TABLET))
    assert re.search(
        r"Mất kết nối tín hiệu cuối \d\d:\d\d:\d\d Máy tính bảng Android", row(hall.organizer().page(PEOPLE), "j2")
    )


def test_every_role_is_shown_and_pages_on_one_device_are_one_line(hall: Hall) -> None:
    hall.running()
    comes(hall, "secretary", browser=TABLET)
    for number in "12":
        comes(hall, "organizer", device=number, browser="(Windows NT 10.0) Edg/128", name="Lan")
    comes(hall, "audience", browser=IPHONE)
    comes(hall, "audience", browser="(X11; Linux) Chrome/1")
    page = hall.role("director").page(PEOPLE)
    lines = [
        " ".join(re.sub(r"<[^>]+>", " ", line).split())
        for line in re.findall(r'<tr data-testid="other">.*?</tr>', page)
    ]
    assert [re.sub(r" \d\d:\d\d:\d\d$", "", line) for line in lines] == [
        "Ban Tổ chức – Lan Máy tính Windows · Edge 2",
        "Thư ký Máy tính bảng Android · Chrome 1",
    ]
    assert "<strong>1</strong> màn hình hoặc máy tính, <strong>1</strong> điện thoại" in page


def test_a_judge_is_replaced_on_the_page_once_however_often_the_form_is_sent(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    form = form_of(browser, "replace_judge", "j3") | {
        "name": "Ngô Thị Sáu",
        "number": "4",
        "unit": "MTTQ",
        "reason": "ốm",
    }
    answer = browser.post(f"{PEOPLE}/acts/replace_judge", form, htmx=True)
    assert toast(answer) == (
        "done",
        "✓ Đã làm: GK 3 – Lê Thị Thu đã thôi chấm và có người thay. Hãy in thẻ của người thay.",
    )
    assert "Ngô Thị Sáu" in answer.text
    seq = hall.seq
    assert toast(browser.post(f"{PEOPLE}/acts/replace_judge", form, htmx=True))[0] == "done"
    assert hall.seq == seq
    assert hall.state.seated == ("j1", "j2", "j4")
    assert hall.state.judges["j4"].unit == "MTTQ"
    page = browser.page(PEOPLE)
    assert "ghế chuyển cho GK 4 – Ngô Thị Sáu" in row(page, "j3")
    assert f"{CONTEST}/links?card=judge-j4" in page
    assert f"{CONTEST}/links?card=judge-j3" not in page


@pytest.mark.parametrize("number", ["0", "-1", "10000"])
def test_a_successor_gets_no_number_below_one_at_the_field_and_by_the_rules(hall: Hall, number: str) -> None:
    hall.running()
    browser = hall.organizer()
    assert re.search(r'name="number"[^>]* pattern="\[1-9\]\[0-9\]\{0,3\}"', browser.page(PEOPLE))
    form = form_of(browser, "replace_judge", "j3") | {"name": "Ngô Thị Sáu", "number": number, "reason": "ốm"}
    assert toast(browser.post(f"{PEOPLE}/acts/replace_judge", form, htmx=True))[0] == "refused"
    assert hall.state.seated == ("j1", "j2", "j3")


def test_without_script_an_act_leads_back_to_the_page(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    form = form_of(browser, "let_judge_go", "j3") | {"reason": "về sớm"}
    answer = browser.post(f"{PEOPLE}/acts/let_judge_go", form)
    assert (answer.status_code, answer.location) == (303, PEOPLE)
    assert "đã thôi chấm" in toast(browser.get(PEOPLE))[1]


def test_the_head_judge_leaves_only_with_a_new_one_chosen(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    form = form_of(browser, "let_judge_go", "j1") | {"reason": "ốm"}
    assert toast(browser.post(f"{PEOPLE}/acts/let_judge_go", form | {"head": ""}, htmx=True))[0] == "refused"
    assert toast(browser.post(f"{PEOPLE}/acts/let_judge_go", form | {"head": "j2"}, htmx=True))[0] == "done"
    assert hall.state.record.head_judge == "j2"
    back = form_of(browser, "call_judge_back", "j1") | {"reason": "đã khỏe"}
    assert toast(browser.post(f"{PEOPLE}/acts/call_judge_back", back, htmx=True))[0] == "done"
    assert hall.state.seated == ("j1", "j2", "j3")


def test_what_the_change_will_do_stands_before_the_button(hall: Hall) -> None:
    hall.running(missing={"policy": "drop_judge_for_round"}).judged("7", "11", entry="e1")
    page = hall.organizer().page(PEOPLE)
    assert "điểm của cả hai KHÔNG được tính cho đội nào trong phần thi này" in page
    assert "điểm của GK 3 – Lê Thị Thu KHÔNG được tính" in page


def test_a_rule_book_that_fixes_the_panel_blocks_the_acts_in_words(hall: Hall) -> None:
    hall.running(missing={"policy": "refuse"}).called("e1")
    page = hall.organizer().page(PEOPLE)
    assert "thể lệ không tính điểm khi thiếu phiếu" in page
    assert 'id="form-replace_judge' not in page


def test_only_organizers_change_the_panel_and_everybody_at_the_desk_may_look(hall: Hall) -> None:
    hall.running()
    form = form_of(hall.organizer(), "let_judge_go", "j3") | {"reason": "ốm"}
    for role in ("director", "secretary", "head_judge"):
        browser = hall.role(role)
        page = browser.page(PEOPLE)
        assert "Lê Thị Thu" in page
        assert "act-let_judge_go" not in page
        assert toast(browser.post(f"{PEOPLE}/acts/let_judge_go", form, htmx=True))[0] == "refused"
    assert hall.browser().get(PEOPLE).location.startswith("/organizer/sign-in")
    assert hall.organizer().post(f"{PEOPLE}/acts/announce_results", {}).status_code == 404
