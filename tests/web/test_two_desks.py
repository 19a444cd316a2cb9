"""Two desks at once, in two real sessions: neither overwrites what the other did without having seen it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from werkzeug.test import TestResponse

from contest_app.contest import commands as c
from tests.web.hall import CONTEST, Browser, Hall, toast

DESK = f"/organizer/contests/{CONTEST}"
AT = {"round": "greeting", "entry": "e1"}


def _fields(form: str) -> dict[str, str]:
    return dict(re.findall(r'name="([^"]+)"[^>]*?value="([^"]*)"', form))


class Page:
    """A page of the desk as a browser has it open: its forms stay as they were drawn."""

    def __init__(self, browser: Browser, address: str = DESK) -> None:
        self.browser = browser
        self.take(browser.page(address))

    def take(self, html: str) -> None:
        forms = re.findall(r'<form[^>]*action="([^"]+)"(.*?)</form>', html, re.DOTALL)
        self.forms = [(action, _fields(body)) for action, body in forms]

    def presses(self, kind: str, htmx: bool = True, **typed: Any) -> TestResponse:
        """Sends the form of an act as it stands on the page; with script the answer brings fresh panels."""
        hidden = next(fields for action, fields in self.forms if action.endswith(f"/{kind}"))
        answer = self.browser.client.post(
            f"{DESK}/acts/{kind}", data={**hidden, **typed}, headers={"HX-Request": "true"} if htmx else {}
        )
        if htmx:
            self.take(answer.text)
        return answer


def test_the_second_of_two_penalties_for_one_slip_is_refused_and_a_second_press_is_a_decision(hall: Hall) -> None:
    hall.running().called()
    first, second = Page(hall.role("secretary")), Page(hall.organizer("Bình"))
    slip = {"points": "1", "reason": "quá giờ"}

    assert toast(first.presses("give_penalty", **slip))[0] == "done"
    said, words = toast(second.presses("give_penalty", **slip))

    assert said == "refused"
    assert "Trừ 1 điểm của đội số 1 – Xã Hương Sơn" in words
    assert re.search(r"\(Thư ký, \d\d:\d\d:\d\d\)", words)
    assert len(hall.state.figures(("greeting", "e1")).penalty) == 1
    assert toast(second.presses("give_penalty", **slip))[0] == "done"
    assert len(hall.state.figures(("greeting", "e1")).penalty) == 2


def test_two_directors_call_and_only_one_entry_comes_on_stage(hall: Hall) -> None:
    hall.running()
    one, other = Page(hall.role("director")), Page(hall.role("director"), f"{DESK}?round=greeting&entry=e2")
    assert toast(one.presses("call_performance"))[0] == "done"

    calls = [fields for action, fields in other.forms if action.endswith("/call_performance")]
    assert {call["entry"] for call in calls} == {"e1", "e2"}
    answer = other.browser.client.post(
        f"{DESK}/acts/call_performance", data=next(call for call in calls if call["entry"] == "e2"),
        headers={"HX-Request": "true"},
    )  # fmt: skip
    said, words = toast(answer)
    assert (said, "Gọi đội số 1 – Xã Hương Sơn lên sân khấu" in words) == ("refused", True)
    assert hall.state.on_stage == ("greeting", "e1")


def test_sheets_that_come_in_do_not_hold_up_the_director(hall: Hall) -> None:
    hall.running().called().marked("j1", "7", "11").marked("j2", "7", "11")
    page = Page(hall.role("director"))
    hall.marked("j3", "6", "10").marked("j1", "7.5", "11")

    assert toast(page.presses("close_performance"))[0] == "done"


def test_the_same_form_twice_is_one_act_even_though_the_first_one_changed_the_page(hall: Hall) -> None:
    hall.running().called()
    page = Page(hall.role("secretary"))
    hidden = next(fields for action, fields in page.forms if action.endswith("/give_penalty"))
    form = {**hidden, "points": "1", "reason": "quá giờ"}

    answers = [
        toast(page.browser.client.post(f"{DESK}/acts/give_penalty", data=form, headers={"HX-Request": "true"}))[0]
        for _ in range(2)
    ]

    assert answers == ["done", "done"]
    assert len(hall.state.figures(("greeting", "e1")).penalty) == 1


def test_a_page_without_script_is_told_as_well(hall: Hall) -> None:
    hall.running().called()
    old = Page(hall.role("director"))
    hall.does("director", c.ChooseScene, scene="waiting")

    answer = old.presses("choose_scene", htmx=False, scene="board")

    assert answer.status_code == 303
    assert "Màn hình lớn hiện “Màn chờ”" in old.browser.page()
    assert hall.state.scene.kind == "waiting"


def form_with(html: str, kind: str, **wanted: str) -> dict[str, str]:
    """The form of an act as a page without script shows it, with whatever stands in its fields."""
    found = re.findall(rf'<form[^>]*action="[^"]*/acts/{kind}".*?</form>', html, re.DOTALL)
    return next(form for form in map(_fields, found) if wanted.items() <= form.items())


def test_without_script_what_was_typed_in_a_stale_form_stands_in_the_form_that_comes_back(hall: Hall) -> None:
    hall.running().called()
    page = Page(hall.role("secretary"))
    slip = {"points": "1.5", "reason": "quá giờ “lần hai”"}
    hall.does("organizer", c.GivePenalty, **AT, points="1", reason="quá giờ")

    answer = page.presses("give_penalty", htmx=False, **slip)

    assert answer.status_code == 422
    said, words = toast(answer)
    assert (said, "Trừ 1 điểm của đội số 1 – Xã Hương Sơn" in words) == ("refused", True)
    again = {name: unescape(value) for name, value in form_with(answer.text, "give_penalty").items()}
    assert (again["points"], again["reason"], int(again["drawn_at"])) == ("1,5", slip["reason"], hall.seq)
    assert re.search(r'<details[^>]* id="ask-give_penalty-greeting-e1" open>', answer.text)
    assert re.findall(r'<input id="in-give_penalty-greeting-e1-(\w+)"[^>]* autofocus>', answer.text) == ["points"]
    assert 'data-testid="typed-left"' not in answer.text
    assert f'href="{DESK}' in re.search(r"<a[^>]*lang=\"?en[^>]*>", answer.text)[0]  # type: ignore[index]
    assert page.browser.client.post(f"{DESK}/acts/give_penalty", data=again).status_code == 303
    assert len(hall.state.figures(("greeting", "e1")).penalty) == 2


def test_without_script_a_reason_that_lacks_leaves_the_points_in_their_field(hall: Hall) -> None:
    hall.running().called()
    page = Page(hall.role("secretary"))
    answer = page.presses("give_bonus", htmx=False, points="2", reason=" ")
    assert toast(answer)[0] == "refused"
    assert form_with(answer.text, "give_bonus")["points"] == "2"
    assert form_with(answer.text, "give_penalty")["points"] == ""


def test_without_script_what_was_typed_for_an_act_that_is_gone_can_still_be_read(hall: Hall) -> None:
    hall.running().called().does("secretary", c.GivePenalty, **AT, points="1", reason="quá giờ")
    page = Page(hall.role("secretary"))
    hall.does("organizer", c.WithdrawPenalty, penalty=hall.seq, reason="nhầm")
    answer = page.presses("withdraw_penalty", htmx=False, reason="khán giả <vỗ tay>")
    left = re.search(r'data-testid="typed-left">(.*?)</section>', answer.text, re.DOTALL)
    assert left
    assert "<dt>Lý do</dt><dd>khán giả &lt;vỗ tay&gt;</dd>" in left[1]


def test_without_script_a_tie_keeps_the_order_and_the_way_that_were_chosen(hall: Hall) -> None:
    content = {"id": "content", "title": "Nội dung", "max": 20}
    hall.running(rounds=[{"id": "greeting", "title": "Màn chào hỏi", "criteria": [content]}], entries=2)
    hall.judged("12", entry="e1").judged("12", entry="e2").does("director", c.CloseRound, round="greeting")
    page = Page(hall.role("head_judge"))
    answer = page.presses("decide_tie", htmx=False, entries=["e2", "e1"], how="lot", reason=" ")
    assert toast(answer)[0] == "refused"
    form = re.search(r'<form[^>]*action="[^"]*/acts/decide_tie".*?</form>', answer.text, re.DOTALL)
    assert form
    assert re.findall(r'<option value="(\w+)" selected>', form[0]) == ["e2", "e1", "lot"]


def test_without_script_the_people_and_the_conflicts_keep_what_was_typed(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    people, conflicts = Page(browser, f"{DESK}/people"), Page(browser, f"{DESK}/conflicts?judge=j3&entry=e1")
    hall.does("organizer", c.AppointJudge, judge="j4", number=4, name="Phạm Hà")  # the fresh id of the form is hers now
    hidden = next(f for a, f in people.forms if a.endswith("/replace_judge") and f["judge"] == "j3")
    typed = {"name": "Ngô Thị Sáu", "number": "4", "unit": "MTTQ", "reason": "ốm"}
    answer = browser.client.post(f"{DESK}/people/acts/replace_judge", data={**hidden, **typed})
    again = form_with(answer.text, "replace_judge", judge="j3")
    assert (answer.status_code, toast(answer)[0], again["successor"]) == (422, "refused", "j5")
    assert {name: again[name] for name in typed} == typed

    hidden = next(f for a, f in conflicts.forms if a.endswith("/recuse_judge"))
    hall.called().marked("j3", "7", "11")
    answer = browser.client.post(f"{DESK}/conflicts/acts/recuse_judge", data={**hidden, "reason": "cùng xã"})
    assert (answer.status_code, "<dd>cùng xã</dd>" in answer.text) == (422, True)


def test_an_unchanged_panel_has_the_same_digest_whatever_line_it_was_drawn_from(hall: Hall) -> None:
    hall.running()
    browser = hall.role("director")

    def digests() -> list[str]:
        return re.findall(r'data-digest="(\w+)"', browser.page(f"{DESK}/panels"))

    before = digests()
    hall.does("j1", c.TakeSeat, device="tablet-j1").does("organizer", c.ReleaseSeat, judge="j1")
    assert digests()[:1] == before[:1]
    assert f'name="drawn_at" value="{hall.seq}"' in browser.page(f"{DESK}/panels")


def test_a_paper_sheet_typed_while_its_performance_was_closed_waits_for_a_second_press(hall: Hall) -> None:
    hall.running().called().marked("j1", "7", "11").marked("j2", "7", "11")
    browser, address = hall.role("secretary"), f"{DESK}/typing/greeting/e1/j3"

    def fields(html: str) -> dict[str, str]:
        form = re.search(r"<form[^>]*data-typing.*?</form>", html, re.DOTALL)
        assert form
        return _fields(form[0])

    form = {**fields(browser.page(address)), "mark-content": "6", "mark-form": "10", "typist": "Lan"}
    hall.does("director", c.ClosePerformance, **AT)
    answer = browser.client.post(address, data=form)
    assert (answer.status_code, "Đóng phần thi" in answer.text) == (422, True)
    again = fields(answer.text)
    assert (again["mark-content"], again["typist"]) == ("6", "Lan")
    assert browser.client.post(address, data=again).status_code == 303


def test_the_start_and_the_removal_of_a_team_rest_on_the_list_as_it_was_shown(hall: Hall) -> None:
    hall.with_contest()
    browser, setup = hall.organizer(), f"{DESK}/setup"

    def form_of(path: str, action: str, **wanted: str) -> dict[str, str]:
        found = re.findall(rf'<form[^>]*action="{action}".*?</form>', browser.page(path), re.DOTALL)
        forms = [_fields(one) for one in found]
        return next(form for form in forms if wanted.items() <= form.items())

    start, remove = form_of(setup, f"{setup}/start"), form_of(f"{setup}/teams", f"{setup}/teams/remove", entry="e3")
    hall.does("secretary", c.RegisterEntry, entry="e3", number=3, name="Xã Tân Hòa")

    browser.client.post(f"{setup}/start", data=start)
    assert hall.state.phase == "setup"
    assert "Ghi đội số 3 – Xã Tân Hòa vào danh sách" in browser.page(setup)
    browser.client.post(f"{setup}/teams/remove", data=remove)
    assert "e3" in hall.state.entries
    browser.client.post(f"{setup}/start", data=form_of(setup, f"{setup}/start"))
    assert hall.state.phase == "running"
