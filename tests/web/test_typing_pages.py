"""Typing paper sheets at the desk: twice, the second time blind; what was typed stays when it is refused."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator

from contest_app.contest import commands as c
from contest_app.topics import TOPICS
from tests.web.hall import CONTEST, Browser, Hall, toast

DESK = f"/organizer/contests/{CONTEST}"
PERFORMANCE = f"{DESK}/typing/greeting/e1"
SHEET = f"{PERFORMANCE}/j1"
AT = {"round": "greeting", "entry": "e1"}


def _fields(page: str) -> dict[str, str]:
    """What the form holds, hidden fields and all."""
    form = re.search(r"<form[^>]*data-typing.*?</form>", page, re.DOTALL)
    assert form
    found = re.findall(r'<input [^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form[0])
    return dict(found)


def _type(browser: Browser, *marks: str, **changes: str):  # type: ignore[no-untyped-def]
    """Fills in the form as it is given and sends it."""
    filled = {**_fields(browser.page(SHEET)), **dict(zip(("mark-content", "mark-form"), marks, strict=True)), **changes}
    return browser.client.post(SHEET, data=filled)


def _problem(text: str) -> str:
    found = re.search(r'data-testid="problem">(.*?)</p>', text, re.DOTALL)
    return found[1] if found else ""


def test_two_people_type_a_sheet_and_it_counts(hall: Hall) -> None:
    hall.running().called()
    first, second = hall.role("secretary"), hall.role("secretary")

    answer = _type(first, "7,5", "11", typist="Lan", total="18,5")
    assert (answer.status_code, answer.location) == (303, PERFORMANCE)
    page = first.page(PERFORMANCE)
    assert "Đã ghi lần nhập thứ nhất phiếu của GK 1 (Nguyễn Thị Hoa)" in page
    assert not hall.state.performance(("greeting", "e1")).handed

    answer = _type(second, "7.5", "11,0", typist="Bình")
    assert "Hai lần nhập giống nhau" in second.page(answer.location)
    handed = hall.state.performance(("greeting", "e1")).handed["j1"]
    assert (handed.revision, handed.on_paper) == (1, True)
    assert "nhập từ phiếu giấy" in second.page()


def test_the_second_typist_sees_nowhere_what_the_first_one_typed(hall: Hall) -> None:
    hall.running().called()
    _type(hall.role("secretary"), "7.5", "3.5", typist="Lan")
    second = hall.role("secretary")

    places = (SHEET, PERFORMANCE, DESK, f"{DESK}/panels", f"{DESK}/journal", f"{DESK}/journal?text=3.5",
              f"{DESK}/figures/greeting/e1", f"{DESK}/papers/filled/greeting", f"{DESK}/papers/minutes")  # fmt: skip
    for path in places:
        page = re.sub(r"<small>.*?</small>|max=\S+|0–\S+", "", second.page(path))
        assert not re.search(r"7[.,]5|>3[.,]5<", page), path
    differs = _type(second, "7", "3.5", typist="Bình")
    assert differs.status_code == 422
    assert "Hai lần nhập khác nhau ở: Nội dung" in _problem(differs.text)
    assert not re.search(r"7[.,]5", differs.text)


FINE = [
    {"id": "greeting", "title": "Màn chào hỏi", "criteria": [
        {"id": "content", "title": "Nội dung", "max": 8, "step": "0.001"},
        {"id": "form", "title": "Hình thức", "max": 12, "step": "0.001"},
    ]},
]  # fmt: skip
SEEN = re.compile(r"7[.,]391|11[.,]846|19[.,]237")  # a mark, or their sum
NAMES = {"contest": CONTEST, "round_id": "greeting", "entry": "e1", "judge": "j1", "kind": "xlsx", "key": "judge"}
GUESSES = ("text=lan", "text=7.391", "text=11,846", "text=19.237", "judge=7.391", "text=9.999")
SEARCHES = ("entry=e1&judge=j1", "person=Lan", "text=lan")


def _everything(hall: Hall) -> Iterator[tuple[str, str]]:
    """Every page by everybody who may open it, the journal as it is searched, and every topic: where, and its text."""
    urls = hall.application.flask.url_map
    rules = [rule for rule in urls.iter_rules() if "GET" in (rule.methods or ()) and rule.arguments <= set(NAMES)]
    paths = [urls.bind("localhost").build(rule.endpoint, {one: NAMES[one] for one in rule.arguments}) for rule in rules]
    paths += [f"{DESK}/journal?{query}" for query in SEARCHES]
    for who in ("organizer", "director", "secretary", "head_judge", "announcer", ""):
        browser = hall.organizer() if who == "organizer" else hall.role(who) if who else hall.browser()
        for path in paths:
            yield f"{who}: {path}", _text_of(browser.get(path).data)
    snapshot = hall.parts.scorekeeper.snapshot(CONTEST)
    assert snapshot is not None
    for name, topic in TOPICS.items():
        for subject in hall.state.judge_order if topic.per_judge else ("",):
            yield (
                f"topic {name} {subject}",
                json.dumps(topic.produce(snapshot, subject), ensure_ascii=False, default=str),
            )


def _text_of(data: bytes) -> str:
    """What an answer says; a workbook is unpacked."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "".join(book.read(part).decode("utf-8", "replace") for part in book.namelist())
    return data.decode("utf-8", "replace")


def test_no_page_no_search_no_workbook_and_no_topic_holds_a_mark_of_a_first_reading(hall: Hall) -> None:
    hall.running(rounds=FINE).called()
    _type(hall.role("secretary"), "7.391", "11.846", typist="Lan", total="19.237")
    assert hall.state.paper
    assert [where for where, text in _everything(hall) if SEEN.search(text)] == []
    browser = hall.role("secretary")
    lines = [re.findall(r'data-testid="line-\d+', browser.page(f"{DESK}/journal?{q}")) for q in GUESSES]
    assert lines[0]
    assert lines[1:] == [[]] * 5  # a search that finds the line would tell as well

    _type(hall.role("secretary"), "7.391", "11.846", typist="Bình")
    found = [where for where, text in _everything(hall) if SEEN.search(text)]  # compared, it may be seen by the desk
    assert {f"secretary: {DESK}", f"secretary: {DESK}/journal", "topic desk ", "topic sheet j1"} <= set(found)
    assert not [where for where in found if where.startswith(":")]


def test_a_page_of_the_desk_does_not_stay_in_the_browser_with_what_was_typed_in_it(hall: Hall) -> None:
    """Two typists at one machine: "back" would bring the first one's form, filled in."""
    hall.running().called()
    browser = hall.role("secretary")
    for answer in (browser.get(SHEET), _type(browser, "99", "1", typist="Lan")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert not re.search(r'<input type="text"(?![^>]*autocomplete="off")', answer.text)


def test_what_was_typed_stays_when_it_is_refused_and_the_wrong_mark_is_pointed_at(hall: Hall) -> None:
    hall.running().called()
    answer = _type(hall.role("secretary"), "7.3", "11", typist="Lan", total="18.3", reason="Mất điện")
    assert answer.status_code == 422
    assert "phải theo bước 0,5" in _problem(answer.text)
    assert {name: text for name, text in _fields(answer.text).items() if name not in ("csrf_token", "command_id")} == {
        "drawn_at": str(hall.seq), "base": "0", "mark-content": "7.3", "mark-form": "11", "total": "18.3",
        "typist": "Lan", "reason": "Mất điện",
    }  # fmt: skip
    assert re.search(r'id="mark-content"[^>]*aria-invalid="true"', answer.text)


def test_one_person_alone_is_asked_why_and_the_first_name_is_not_filled_in_again(hall: Hall) -> None:
    hall.running().called()
    browser = hall.role("secretary")
    _type(browser, "7", "11", typist="Lan")
    assert _fields(browser.page(SHEET))["typist"] == ""
    answer = _type(browser, "7", "11", typist="lan")
    assert "Lan đã nhập lần thứ nhất" in _problem(answer.text)
    assert '<details class="alone" open>' in answer.text
    assert _type(browser, "7", "11", typist="Lan", alone="chỉ có một thư ký").status_code == 303
    assert hall.state.performance(("greeting", "e1")).handed["j1"].on_paper


def test_a_sheet_from_the_tablet_is_named_and_its_replacement_wants_a_reason_of_its_own(hall: Hall) -> None:
    hall.running().called().marked("j1", "5", "5")
    browser = hall.role("secretary")
    page = browser.page(SHEET)
    assert "Giám khảo đã nộp phiếu từ máy tính bảng" in page
    assert (_fields(page)["reason"], _fields(page)["base"]) == ("", "1")
    assert "Việc này cần ghi rõ lý do" in _problem(_type(browser, "7", "11", typist="Lan").text)


def test_a_form_from_before_the_tablets_sheet_overwrites_nothing(hall: Hall) -> None:
    hall.running().called()
    browser = hall.role("secretary")
    old = _fields(browser.page(SHEET))
    hall.marked("j1", "5", "5")
    answer = browser.client.post(SHEET, data={**old, "mark-content": "7", "mark-form": "11", "typist": "Lan"})
    assert "GK 1 (Nguyễn Thị Hoa) nộp phiếu lần 1" in _problem(answer.text)
    assert (_fields(answer.text)["base"], _fields(answer.text)["mark-content"]) == ("1", "7")


def test_the_same_form_sent_twice_is_one_reading(hall: Hall) -> None:
    hall.running().called()
    browser = hall.role("secretary")
    form = {**_fields(browser.page(SHEET)), "mark-content": "7", "mark-form": "11", "typist": "Lan"}
    answers = [browser.client.post(SHEET, data=form).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert len(hall.state.paper) == 1


def test_the_desk_shows_what_waits_and_a_first_reading_can_be_discarded(hall: Hall) -> None:
    hall.running().called()
    browser = hall.role("secretary")
    _type(browser, "7", "11", typist="Lan")
    page = browser.page()
    assert 'data-testid="on-paper-greeting-e1-j1"' in page
    assert f'href="{SHEET}"' in page
    said, words = toast(browser.act("discard_paper_reading", **AT, judge="j1", reason="nhập nhầm"))
    assert (said, "GK 1 – Nguyễn Thị Hoa" in words) == ("done", True)
    assert not hall.state.paper
    assert 'data-testid="on-paper"' not in browser.page()


def test_only_secretary_and_organizer_type_paper_sheets(hall: Hall) -> None:
    hall.running().called()
    for role in ("director", "head_judge", "announcer"):
        assert hall.role(role).get(SHEET).status_code == 403, role
        assert hall.role(role).get(PERFORMANCE).status_code == 403, role
    for role in ("director", "head_judge"):
        assert "/typing/" not in hall.role(role).page()
    assert f'href="{PERFORMANCE}"' in hall.role("secretary").page()
    assert hall.organizer().get(SHEET).status_code == 200
    for path in (f"{DESK}/typing/knowledge/e1", f"{DESK}/typing/greeting/e9", f"{PERFORMANCE}/j9"):
        assert hall.organizer().get(path).status_code == 404
    assert hall.organizer().post(f"{PERFORMANCE}/j9", {"typist": "Lan"}).status_code == 404


def test_sheets_and_minutes_say_what_came_from_paper(hall: Hall) -> None:
    hall.running().called().marked("j2", "7", "11").marked("j3", "7", "11")
    _type(hall.role("secretary"), "6", "10", typist="Lan")
    _type(hall.role("secretary"), "6", "10", typist="Bình")
    hall.does("director", c.ClosePerformance, **AT)
    browser = hall.organizer()
    assert browser.page(f"{DESK}/papers/filled/greeting").count("nhập từ phiếu giấy") == 1
    minutes = browser.page(f"{DESK}/papers/minutes")
    assert "1 phiếu nhập từ phiếu giấy" in minutes
    assert "Nhập phiếu giấy của GK 1 (Nguyễn Thị Hoa)" in minutes
    assert "(người nhập: Lan, Bình). Lý do: Máy tính bảng hỏng" in minutes
