"""From the results to every printed page and the workbook, by the links that a secretary would press."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from contest_app.contest import commands as c
from contest_app.contest.rulebook import template
from tests.building import a_contest
from tests.documents.stored import CONTEST, store_story
from tests.documents.telling import an_evening, signed
from tests.journeys.conftest import DESK
from tests.serving import running_server

PAPERS = (
    "blank-greeting", "blank-greeting-entry", "filled-greeting", "filled-greeting-entry", "round-greeting",
    "round-knowledge", "overall", "minutes",
)  # fmt: skip
LONG_NAME = "Nguyễn Hoàng Phương Thảo Nguyên"
TALL_LETTERS = "Ệ Ỗ Ữ Ặ Ẫ ằ ợ"


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of the browser has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_every_paper_is_opened_from_the_list_printed_and_agrees_with_the_workbook(
    chromium: Browser, tmp_path: Path
) -> None:
    story = signed(an_evening(teams=4, judges=3, rounds=2))
    story.does("secretary", c.DescribeContest, body="Đảng ủy xã Hương Sơn", secretariat=("Vũ Thị Lan",))
    story.does("secretary", c.RegisterEntry, entry="e1", number=1, name=f"Thị trấn {TALL_LETTERS}")
    store_story(story.does("head_judge", c.DecideContest), tmp_path / "data")
    with running_server(tmp_path / "data", command="serve") as server:
        errors: list[str] = []
        page = chromium.new_context(viewport=DESK, accept_downloads=True).new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(server.sign_in_link())
        page.get_by_test_id("sign-in-button").click()
        page.goto(f"{server.base}/organizer/contests/{CONTEST}")
        page.get_by_test_id("to-papers").click()
        page.wait_for_url("**/papers")
        listed = page.url
        for paper in PAPERS:
            page.goto(listed)
            page.get_by_test_id(f"open-{paper}").click()
            expect(page.get_by_test_id("paper")).to_be_visible()
            assert pages_of(page.pdf(prefer_css_page_size=True)) >= 1, paper
        has_its_own_letters(page)
        totals = totals_on_paper(page, f"{listed}/overall")
        assert totals == totals_in_workbook(page, listed)
        assert len(totals) == 4
        assert errors == []
        page.context.close()


def has_its_own_letters(page: Page) -> None:
    """The font that comes with the papers can be had, and holds the letters with two marks."""
    loaded = page.evaluate(
        "letters => document.fonts.load('16px Tinos', letters).then(faces => faces.length)", TALL_LETTERS
    )
    assert loaded >= 1


def totals_on_paper(page: Page, address: str) -> dict[str, float]:
    """Each entry's total as the overall tabulation prints it."""
    page.goto(address)
    rows = page.locator("article.paper tr[data-entry]").all()
    cells = [(row.locator("th").inner_text(), row.locator("td.sum").last.inner_text()) for row in rows]
    return {name.split(" – ", 1)[1]: float(total.replace(",", ".")) for name, total in cells}


def totals_in_workbook(page: Page, listed: str) -> dict[str, float]:
    """The same in the spreadsheet, where they are numbers."""
    page.goto(listed)
    with page.expect_download() as download:
        page.get_by_test_id("open-workbook").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))["Tổng hợp"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "Tổng điểm" in row)
    name, total = head.index("Đội thi"), head.index("Tổng điểm")
    below = rows[rows.index(head) + 1 :]
    return {str(row[name]): round(float(row[total]), 2) for row in below if isinstance(row[total], int | float)}


def test_cards_and_the_panels_signatures_have_room_for_long_names(chromium: Browser, tmp_path: Path) -> None:
    """Nothing of a card is cut off with a long name and a long Wi-Fi, and a long name leaves room to sign beside it."""
    story = a_contest(template("district")).with_judges(5, head=1).with_entries("Xã Đào Xá")
    for judge in ("j2", "j3", "j4", "j5"):
        story.does("organizer", c.AppointJudge, judge=judge, number=int(judge[1]), name=LONG_NAME)
    store_story(story.started(), tmp_path / "data")
    with running_server(tmp_path / "data", command="serve") as server:
        page = chromium.new_context(viewport=DESK).new_page()
        page.goto(server.sign_in_link())
        page.get_by_test_id("sign-in-button").click()
        page.goto(f"{server.base}/organizer/contests/{CONTEST}/links")
        assert cut_off(page) == [0]
        page.locator("[name=wifi_name]").fill("UBND xã Phú Bình – Hội trường tầng 2")
        page.locator("[name=wifi_password]").fill("DanVanKheo@2026#PhuBinh")
        page.locator("[name=wifi_password]").press("Enter")
        expect(page.locator(".wifi-code").first).to_be_visible()
        assert cut_off(page) == [0]
        page.goto(f"{server.base}/organizer/contests/{CONTEST}/papers/minutes")
        rooms = page.evaluate(
            "[...document.querySelectorAll('.panel-signs li')].map(li => getComputedStyle(li).gridTemplateColumns)"
        )
        assert len(rooms) == 4
        assert all(float(room.split()[-1].removesuffix("px")) > 90 for room in rooms), rooms
        page.context.close()


def cut_off(page: Page) -> list[int]:
    """How many pixels of the cards do not fit on them."""
    page.emulate_media(media="print")
    cut = page.evaluate("[...document.querySelectorAll('.card')].map(card => card.scrollHeight - card.clientHeight)")
    page.emulate_media(media="screen")
    return sorted(set(cut))
