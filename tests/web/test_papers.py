"""The pages of papers: who sees which, what they show, how words are kept, whether a printed paper still agrees."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from contest_app.concurrency import Concurrency, threads
from contest_app.contest import commands as c
from contest_app.contest.lots import seal_of
from contest_app.documents.official import written
from tests.building import SECRET, one_round
from tests.web.hall import CONTEST, Browser, Hall

PAPERS = f"/organizer/contests/{CONTEST}/papers"
PAGES = [
    "",
    "/blank/greeting",
    "/blank/greeting?layout=entry",
    "/blank/greeting?judge=j2",
    "/filled/greeting",
    "/filled/greeting?layout=entry",
    "/round/greeting",
    "/overall",
    "/minutes",
    "/minutes?form=party",
    "/results.xlsx",
    "/running.css",
    "/words",
    "/verify",
]
RESULTS = ["/filled/greeting", "/round/greeting", "/overall", "/minutes"]


def _judged(hall: Hall) -> Hall:
    hall.running(rounds=one_round(), entries=2)
    hall.judged("7", "11", entry="e1").judged("6", "10", entry="e2")
    hall.does("secretary", c.GivePenalty, round="greeting", entry="e2", points="0.5", reason="Quá giờ", source="hand")
    return hall.does("director", c.CloseRound, round="greeting")


def _signed(hall: Hall) -> Hall:
    return _judged(hall).does("head_judge", c.SignRound, round="greeting")


def _mark(page: str) -> str:
    found = re.search(r'class="code">([^<]+)<', page)
    assert found, page[-2000:]
    return found[1]


def _verdict(browser: Browser, mark: str) -> str:
    page = browser.get(f"{PAPERS}/verify", query_string={"paper": mark}).text
    found = re.search(r'data-agrees="(\w+)"', page)
    assert found, page
    return found[1]


@pytest.mark.parametrize("path", PAGES)
def test_papers_are_for_the_organizer_the_secretary_and_the_head_judge(hall: Hall, path: str) -> None:
    _judged(hall)
    for role in ("organizer", "secretary", "head_judge"):
        assert hall.role(role).get(PAPERS + path).status_code == 200, role
    for role in ("director", "announcer"):
        assert hall.role(role).get(PAPERS + path).status_code == 403, role
    stranger = hall.browser().get(PAPERS + path)
    assert (stranger.status_code, stranger.location.split("?")[0]) == (302, "/organizer/sign-in")


@pytest.mark.parametrize("path", [*RESULTS, "/blank/greeting"])
def test_a_paper_stays_vietnamese_and_the_page_around_it_speaks_both(hall: Hall, path: str) -> None:
    page = _judged(hall).organizer().page(f"{PAPERS}{path}?lang=en")
    assert '<html lang="en">' in page
    assert "Print (or save as PDF)" in page
    paper = page.split("<article ")[1]
    assert paper.split(">")[0].endswith('lang="vi" data-testid="paper"')
    assert ("PHIẾU" in paper) or ("BẢNG" in paper) or ("BIÊN BẢN" in paper)
    assert "OFFICIAL" not in paper
    assert "PROVISIONAL" not in paper


def test_the_desk_leads_to_the_papers_for_whom_they_are(hall: Hall) -> None:
    _judged(hall)
    assert PAPERS in hall.role("secretary").page()
    assert PAPERS not in hall.role("director").page()


def test_what_is_not_there_yet_is_disabled_with_its_reason(hall: Hall) -> None:
    page = hall.running().organizer().page(PAPERS)
    assert "Chưa có phiếu nào của phần thi này." in page
    assert "Chưa đội nào có điểm." in page
    assert 'data-testid="open-overall"' not in page
    assert 'data-testid="open-blank-greeting"' in page


@pytest.mark.parametrize("path", ["/blank/none", "/blank/greeting?judge=j9", "/blank/greeting?layout=x", "/round/none"])
def test_what_there_is_not_is_not_found(hall: Hall, path: str) -> None:
    assert _judged(hall).organizer().get(PAPERS + path).status_code == 404


def test_a_counted_round_has_a_tabulation_and_no_sheets(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    assert browser.get(f"{PAPERS}/blank/knowledge").status_code == 404
    assert browser.get(f"{PAPERS}/round/knowledge").status_code == 200


# --- what they show ---------------------------------------------------------------------------------------------------


def test_a_blank_sheet_names_judge_criteria_and_limits_and_holds_no_mark(hall: Hall) -> None:
    page = _judged(hall).organizer().page(f"{PAPERS}/blank/greeting?judge=j2")
    assert "Trần Văn Bình" in page
    assert "0–8, bước 0,5" in page
    assert 'data-testid="mark"' not in page
    assert page.count('class="leaf"') == 1


def test_a_filled_sheet_tells_revision_and_time(hall: Hall) -> None:
    page = _judged(hall).organizer().page(f"{PAPERS}/filled/greeting")
    assert page.count('class="leaf"') == 3
    assert len(re.findall(r"lần 1, \d\d:\d\d:\d\d \d\d/\d\d/\d{4}", page)) == 6


def test_the_tabulation_shows_penalties_with_reasons_and_how_figures_came_to_be(hall: Hall) -> None:
    page = _judged(hall).organizer().page(f"{PAPERS}/round/greeting")
    assert "-0,5 (Quá giờ)" in page
    assert "Phiếu của giám khảo 1: 7 + 11 = 18" in page
    assert "BẢN TẠM THỜI" in page


def test_dropped_marks_are_struck_through(hall: Hall) -> None:
    trimmed = {"method": "trimmed_mean", "drop_low": 1, "drop_high": 1}
    hall.running(rounds=one_round(), aggregate=trimmed).called()
    for judge, mark in (("j1", "5"), ("j2", "6"), ("j3", "7")):
        hall.marked(judge, mark, "10")
    page = hall.organizer().page(f"{PAPERS}/round/greeting")
    assert re.findall(r"<s>([^<]+)</s>", page) == ["15", "17"]


@pytest.mark.parametrize("path", RESULTS)
def test_every_result_paper_carries_its_line_and_says_what_it_is_worth(hall: Hall, path: str) -> None:
    browser = _judged(hall).organizer()
    assert "BẢN TẠM THỜI" in browser.page(PAPERS + path)
    hall.does("head_judge", c.SignRound, round="greeting").does("head_judge", c.DecideContest)
    page = browser.page(PAPERS + path)
    assert "BẢN CHÍNH THỨC" in page
    assert "BẢN TẠM THỜI" not in page
    assert _mark(page).startswith(f"{hall.seq} · ")
    assert "<svg" in page


def test_figures_on_paper_are_those_of_the_standings(hall: Hall) -> None:
    snapshot = _judged(hall).parts.scorekeeper.snapshot(CONTEST)
    assert snapshot is not None
    for path in ("/overall", "/minutes"):
        page = hall.organizer().page(PAPERS + path)
        for row in snapshot.standings.rows:
            found = re.search(rf'data-entry="{row.entry}">(.*?)</tr>', page, re.DOTALL)
            assert found
            cells = [
                re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", found[1])
            ]
            assert str(row.place) in cells[0]
            assert written(row.total, 2) in cells


def test_minutes_take_the_state_form_or_the_party_form(hall: Hall) -> None:
    browser = _judged(hall).organizer()
    state, party = browser.page(f"{PAPERS}/minutes"), browser.page(f"{PAPERS}/minutes?form=party")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in state
    assert "Độc lập - Tự do - Hạnh phúc" in state
    assert "Số: ……/BB-BGK" in state
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "CỘNG HÒA" not in party
    assert "Số ……-BB-BGK" in party
    assert "T/M BAN GIÁM KHẢO" in party


def test_the_spreadsheet_comes_as_a_file(hall: Hall) -> None:
    response = _judged(hall).organizer().get(f"{PAPERS}/results.xlsx")
    assert response.mimetype.endswith("spreadsheetml.sheet")
    assert f"{CONTEST}-{hall.seq}.xlsx" in response.headers["Content-Disposition"]
    assert load_workbook(BytesIO(response.data)).worksheets[0].title == "Tổng hợp"


def test_a_paper_of_the_demo_says_on_every_page_that_it_is_not_valid(tmp_path: Path) -> None:
    hall = Hall(tmp_path, is_demo=True).with_contest()
    try:
        assert "BẢN DÙNG THỬ" in hall.organizer().get(f"{PAPERS}/running.css").text
    finally:
        hall.stop()


def test_no_text_of_a_contest_becomes_a_rule_of_the_page(hall: Hall) -> None:
    hall.with_contest(title='Hội thi"; } body { display: none } /*\n')
    css = hall.organizer().get(f"{PAPERS}/running.css").text
    assert "display" not in css.replace("\\", " ") or 'content: "Hội thi' in css
    assert css.count("{") == 3  # the page and its two boxes
    assert "/*" not in css


def test_papers_are_made_off_the_hub(tmp_path: Path) -> None:
    away: list[str] = []

    def run_native(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        away.append(getattr(function, "__qualname__", str(function)))
        return function(*args, **kwargs)

    real = threads()
    hall = Hall(tmp_path, Concurrency(real.spawn, real.event, real.sleep, run_native))
    try:
        browser = _judged(hall).organizer()
        for path in [*RESULTS, "/blank/greeting", "/results.xlsx", "/verify?paper=3:3f9a01bc77de9a10"]:
            away.clear()
            assert browser.get(PAPERS + path).status_code == 200
            assert len(away) >= 2, (path, away)  # the reading, and the making
    finally:
        hall.stop()


# --- corrections and verification -------------------------------------------------------------------------------------


def _correct(hall: Hall) -> None:
    hall.does("head_judge", c.ReopenRound, round="greeting", reason="GK 2 ghi nhầm")
    hall.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="GK 2 ghi nhầm")
    hall.marked("j2", "1", "11", entry="e1")
    hall.does("director", c.ClosePerformance, round="greeting", entry="e1")
    hall.does("director", c.CloseRound, round="greeting")


def test_a_change_after_the_signature_is_a_visible_correction(hall: Hall) -> None:
    browser = _signed(hall).organizer()
    for path in RESULTS:
        assert "Đính chính sau khi công bố hoặc ký" not in browser.page(PAPERS + path)
    _correct(hall)
    for path in RESULTS:
        page = browser.page(PAPERS + path)
        assert "Đính chính sau khi công bố hoặc ký" in page, path
        assert "GK 2 ghi nhầm" in page
        assert "BẢN TẠM THỜI" in page


def test_a_printed_paper_agrees_until_a_figure_changes(hall: Hall) -> None:
    browser = _signed(hall).organizer()
    mark = _mark(browser.page(f"{PAPERS}/round/greeting"))
    hall.does("director", c.PublishRound, round="greeting")
    assert _verdict(browser, mark) == "yes"
    _correct(hall)
    assert _verdict(browser, mark) == "old"
    page = browser.get(f"{PAPERS}/verify", query_string={"paper": mark, "lang": "en"}).text
    assert "GENUINE BUT OUT OF DATE" in page
    assert "“Màn chào hỏi”, judge 2, Nội dung" in page


@pytest.mark.parametrize("changed", ["0" * 16, "f" * 16])
def test_a_paper_that_was_altered_does_not_agree(hall: Hall, changed: str) -> None:
    browser = _signed(hall).organizer()
    seq = _mark(browser.page(f"{PAPERS}/overall")).split(" ")[0]
    assert _verdict(browser, f"{seq}:{changed}") == "no"
    assert _verdict(browser, f"99999:{changed}") == "no"
    assert _verdict(browser, "nonsense") == "no"


# --- the words --------------------------------------------------------------------------------------------------------


def _version(browser: Browser) -> str:
    found = re.search(r'name="version" value="(\w+)"', browser.page(f"{PAPERS}/words"))
    assert found
    return found[1]


def test_words_are_kept_and_stand_on_the_papers(hall: Hall) -> None:
    browser = _judged(hall).role("secretary")
    said = {"form": "party", "locality": "Hương Sơn", "secretariat": ("Vũ Thị Lan",)}
    hall.does("secretary", c.DescribeContest, grounds=("Kế hoạch số 79-KH/HU", "Thể lệ hội thi"), **said)
    typed = {"number": "7", "symbol": "BB/ĐU", "date": "3/2/2024", "version": _version(browser)}
    assert browser.post(f"{PAPERS}/words", typed).status_code == 303
    page = browser.page(f"{PAPERS}/minutes")
    for said in ("Số 07-BB/ĐU", "Hương Sơn, ngày 03 tháng 02 năm 2024", "Vũ Thị Lan", "Căn cứ Kế hoạch số 79-KH/HU;"):
        assert said in page
    assert 'value="3/2/2024"' not in (words := browser.page(f"{PAPERS}/words"))
    assert 'value="03/02/2024"' in words


def test_nonsense_is_refused_at_its_field_and_nothing_typed_is_lost(hall: Hall) -> None:
    browser = _judged(hall).organizer()
    typed = {"number": "bảy", "chair": "Nguyễn Thị Hoa", "version": _version(browser)}
    response = browser.post(f"{PAPERS}/words", typed)
    assert response.status_code == 422
    assert 'value="bảy" aria-invalid="true"' in response.text
    assert "Nguyễn Thị Hoa" in response.text


def test_two_desks_never_overwrite_each_other_unseen(hall: Hall) -> None:
    first, second = _judged(hall).organizer(), hall.role("secretary")
    version = _version(second)
    first.post(f"{PAPERS}/words", {"chair": "Người Thứ Nhất", "version": _version(first)})
    response = second.post(f"{PAPERS}/words", {"chair": "Người Thứ Hai", "version": version})
    assert response.status_code == 409
    assert "Người Thứ Nhất" in response.text
    assert "Người Thứ Hai" in response.text
    again = re.search(r'name="version" value="(\w+)"', response.text)
    assert again
    assert second.post(f"{PAPERS}/words", {"chair": "Người Thứ Hai", "version": again[1]}).status_code == 303
    assert "Người Thứ Hai" in first.page(f"{PAPERS}/words")


# --- the draw ---------------------------------------------------------------------------------------------------------


def test_the_minutes_of_the_draw_are_a_paper_like_the_others(hall: Hall) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()
    assert browser.get(f"{PAPERS}/lots").status_code == 404
    hall.does("secretary", c.BeginDraw, rounds=("greeting",), seal=seal_of(SECRET))
    draw = max(hall.state.draws)
    hall.does("secretary", c.DrawLots, draw=draw, word="hoa sen", secret=SECRET)
    hall.does("secretary", c.RevealLots, draw=draw, upto=3)
    assert 'data-testid="open-lots"' in browser.page(PAPERS)
    page = browser.page(f"{PAPERS}/lots")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "Bốc thăm thứ tự dự thi" in page
    rows = re.findall(r'<tr data-entry="(e\d)"><td class="num sum">(\d)</td>', page)
    assert rows == [(entry, str(turn)) for turn, entry in enumerate(hall.state.order_of("greeting"), 1)]
    assert _verdict(browser, _mark(page)) == "yes"
    party = browser.page(f"{PAPERS}/lots?form=party")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "T/M BAN TỔ CHỨC" in party
    assert browser.get(f"{PAPERS}/lots?form=none").status_code == 404
    assert hall.role("announcer").get(f"{PAPERS}/lots").status_code == 403
