"""The journal as a page: everything that happened, in words, for whoever sits at a desk and for nobody else."""

from __future__ import annotations

import re

from contest_app.contest import commands as c
from contest_app.contest.events import event_kinds
from contest_app.contest.permissions import DESK_ROLES
from contest_app.web.journal.kinds import GROUPS
from tests.web.hall import CONTEST, Hall

DESK = f"/organizer/contests/{CONTEST}"
JOURNAL = f"{DESK}/journal"
AT = {"round": "greeting", "entry": "e1"}


def _lines(page: str) -> list[tuple[int, str]]:
    """The lines of a page: number and what was done."""
    found = re.findall(r'data-testid="line-(\d+)".*?<span class="what">(.*?)</span>', page, re.DOTALL)
    return [(int(seq), what) for seq, what in found]


def _told(hall: Hall) -> Hall:
    hall.running().judged("7", "11").called("e2").marked("j1", "6", "10", entry="e2")
    return hall.does("secretary", c.GivePenalty, **AT, points="1.5", reason="Quá giờ 1 phút")


def test_every_kind_of_event_belongs_to_exactly_one_kind_of_act() -> None:
    kinds = [kind for group in GROUPS.values() for kind in group.kinds]
    assert sorted(kind.__name__ for kind in kinds) == sorted(event_kinds())


def test_the_newest_line_stands_first_with_who_when_what_and_why(hall: Hall) -> None:
    page = _told(hall).role("secretary").page(JOURNAL)

    lines = _lines(page)
    assert [seq for seq, _ in lines] == list(range(hall.seq, 0, -1))
    assert lines[0][1] == "Trừ 1,5 điểm của đội số 1 – Xã Hương Sơn, phần thi “Màn chào hỏi”. Lý do: Quá giờ 1 phút"
    row = page[page.index(f'data-testid="line-{hall.seq}"') :]
    row = row[: row.index("</tr>")]
    assert "Thư ký (Lan)" in row
    assert re.search(r"\d\d:\d\d:\d\d <small>\d\d/\d\d/\d{4}", row)
    assert f'href="{DESK}?round=greeting&amp;entry=e1"' in row


def test_a_sheet_unfolds_into_its_marks_by_criterion(hall: Hall) -> None:
    page = _told(hall).role("director").page(f"{JOURNAL}?judge=j1&entry=e2")

    assert [what for _, what in _lines(page)] == [
        "GK 1 (Nguyễn Thị Hoa) nộp phiếu lần 1 cho đội số 2 – Xã Đào Xá, phần thi “Màn chào hỏi”."
    ]
    assert re.search(r"<dt>Nội dung</dt><dd>6</dd>.*<dt>Hình thức</dt><dd>10</dd>", page, re.DOTALL)


def test_every_desk_role_reads_the_journal_and_finds_the_way_to_it_and_nobody_else_does(hall: Hall) -> None:
    _told(hall)
    for role in sorted(DESK_ROLES):
        browser = hall.role(role)
        assert f'href="{JOURNAL}"' in browser.page(), role
        assert _lines(browser.page(JOURNAL)), role
        assert f'href="{JOURNAL}?round=greeting&amp;entry=e1"' in browser.page(f"{DESK}?round=greeting&entry=e1")
        assert f'href="{JOURNAL}?round=greeting&amp;entry=e1"' in browser.page(f"{DESK}/figures/greeting/e1")
    assert hall.role("announcer").get(JOURNAL).status_code == 403
    stranger = hall.browser().get(JOURNAL)
    assert (stranger.status_code, stranger.location.split("?")[0]) == (302, "/organizer/sign-in")


FOUND = [
    ("kind=points", "Trừ 1,5 điểm", 1),
    ("kind=sheets", "GK 1 (Nguyễn Thị Hoa) nộp phiếu lần 1 cho đội số 2", 4),
    ("person=director:Lan", "Gọi đội số 2", 4),
    ("judge=j3", "GK 3 (Lê Thị Thu) nộp phiếu", 2),
    ("round=greeting&entry=e2", "GK 1 (Nguyễn Thị Hoa) nộp phiếu", 3),
    ("round=skit", "", 0),
    ("text=huong son qua gio", "Trừ 1,5 điểm", 1),
    ("text=QUÁ GIỜ", "Trừ 1,5 điểm", 1),
    ("text=thu ky", "Trừ 1,5 điểm", 1),
    ("text=penalty", "Trừ 1,5 điểm", 1),
    ("text=không có đâu", "", 0),
    ("kind=nonsense&round=", "Trừ 1,5 điểm", 17),
]


def test_lines_are_found_by_what_they_are_about(hall: Hall) -> None:
    browser = _told(hall).organizer()
    for query, first, count in FOUND:
        lines = _lines(browser.page(f"{JOURNAL}?{query}"))
        assert (len(lines), lines[0][1][: len(first)] if lines else "") == (count, first), query


def test_a_page_says_what_it_leaves_out(hall: Hall) -> None:
    browser = _told(hall).organizer()
    assert 'data-testid="asked"' not in browser.page(JOURNAL)
    page = browser.page(f"{JOURNAL}?entry=e2&kind=sheets&text=phieu")
    found = re.search(r'data-testid="asked">(.*?)</p>', page)
    assert found
    assert "đội số 2 – Xã Đào Xá · Phiếu chấm điểm · “phieu”" in found[1]


def test_what_concerns_an_entry_as_a_whole_belongs_to_each_of_its_performances(hall: Hall) -> None:
    _told(hall).does("secretary", c.GivePenalty, entry="e1", points="2", reason="vi phạm")
    assert "vi phạm" in hall.organizer().page(f"{JOURNAL}?round=greeting&entry=e1")
    assert "vi phạm" not in hall.organizer().page(f"{JOURNAL}?round=greeting&entry=e2")


def test_a_declined_late_sheet_is_found_by_the_sheet_it_declines(hall: Hall) -> None:
    hall.running().judged("7", "11").marked("j1", "8", "12")
    hall.does("head_judge", c.DeclineLateSheet, late=hall.seq, reason="nộp quá muộn")
    for query in ("entry=e1&round=greeting", "judge=j1", "entry=e1&judge=j1"):
        assert _lines(hall.organizer().page(f"{JOURNAL}?{query}"))[0][1].startswith("Không nhận phiếu"), query


def test_a_hundred_lines_a_page_and_the_way_to_older_ones_keeps_the_filter(hall: Hall) -> None:
    hall.running()
    for turn in range(130):
        hall.does("director", c.ChooseScene, scene="board" if turn % 2 else "waiting")
    browser = hall.organizer()

    def walk(query: str) -> list[list[int]]:
        pages, address = [], f"{JOURNAL}?{query}"
        while address:
            page = browser.page(address)
            pages.append([seq for seq, _ in _lines(page)])
            older = re.search(r'href="([^"]+)" data-testid="older"', page)
            address = older[1].replace("&amp;", "&") if older else ""
        return pages

    assert [len(page) for page in walk("")] == [100, hall.seq - 100]
    scenes = walk("kind=public")
    assert [len(page) for page in scenes] == [100, 30]
    assert [seq for page in scenes for seq in page] == list(range(hall.seq, hall.seq - 130, -1))
    assert [len(page) for page in walk("text=bang diem")] == [65]
