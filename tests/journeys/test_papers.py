"""From the results to every printed page and the workbook, by the links that a secretary would press."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from contest_app.contest import commands as c
from tests.documents.stored import CONTEST, store_story
from tests.documents.telling import an_evening, signed
from tests.journeys.conftest import DESK
from tests.serving import running_server

PAPERS = (
    "blank-greeting", "blank-greeting-entry", "filled-greeting", "filled-greeting-entry", "round-greeting",
    "round-knowledge", "overall", "minutes",
)  # fmt: skip
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
