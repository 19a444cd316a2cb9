"""From an empty data folder to the first closed performance, with the pages alone as guide."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.importing.lists import HEADING, by_openpyxl
from tests.journeys.conftest import DESK, HOST, TABLET
from tests.journeys.people import Desk, Judge
from tests.serving import Server, running_server

pytestmark = pytest.mark.both_modes

CONTEST = "hoi-thi-dan-van-kheo-huyen-phu-binh-nam-2026"
COMMUNES = ("Xã Đào Xá", "Xã Úc Kỳ", "Xã Nga My", "Xã Kha Sơn", "Xã Bàn Đạt", "Xã Tân Khánh")
JUDGES = ("Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Thu", "Phạm Văn Dũng", "Hoàng Thị Lan")


def a_list() -> bytes:
    """The secretary's own file: a title above the headings, members in one cell."""
    people = "Nguyễn Văn An; Trần Thị Bích; Lê Hữu Cường"
    teams = [(n, name, f"Khối Dân vận {name.lower()}", "Nguyễn Văn An", people) for n, name in enumerate(COMMUNES, 1)]
    return by_openpyxl([("DANH SÁCH ĐỘI DỰ THI",), (), HEADING, *teams])


def press(page: Page, test_id: str) -> None:
    page.get_by_test_id(test_id).click()


def at(server: Server, link: str) -> str:
    """A link on the address by which other devices come."""
    return f"http://{HOST}:{server.port}{urlsplit(link).path}"


def test_a_contest_is_set_up_from_a_list_and_its_first_performance_judged(chromium: Browser, tmp_path: Path) -> None:
    with running_server(tmp_path / "data", command="serve") as server:
        errors: list[str] = []
        desk = chromium.new_context(viewport=DESK).new_page()
        tablets = [chromium.new_context(viewport=TABLET, has_touch=True).new_page() for _ in range(1)]
        for page in (desk, *tablets):
            page.on("pageerror", lambda error: errors.append(str(error)))

        signs_in_for_the_first_time(desk, at(server, server.sign_in_link()))
        makes_a_contest(desk)
        imports_the_list(desk)
        appoints_judges(desk)
        changes_the_rule_book(desk)
        starts(desk)

        at_desk = Desk(desk)
        at_desk.does("open_round", round="greeting")
        at_desk.does("call_performance", entry="xa-dao-xa")
        links = server.links(CONTEST)
        tablets[0].goto(at(server, links["j1"]))
        Judge(tablets[0]).judges("Xã Đào Xá", content="7,5", form="5", creativity="3,5", costume="2")
        at_desk.judge_is("j1", "handed_in")
        at_desk.does("close_performance", reason="Chỉ có một giám khảo ở buổi thử", entry="xa-dao-xa")
        at_desk.performance_is("greeting", "xa-dao-xa", "closed")
        assert errors == []
        for page in (desk, *tablets):
            page.context.close()


def signs_in_for_the_first_time(page: Page, link: str) -> None:
    page.goto(link)
    press(page, "sign-in-button")
    page.get_by_label("Tên của bạn").fill("Lan")
    for field in page.locator("input[type=password]").all():
        field.fill("dan van kheo 2026")
    press(page, "save-password-button")
    expect(page.get_by_test_id("no-contests")).to_be_visible()


def makes_a_contest(page: Page) -> None:
    press(page, "new-contest")
    page.get_by_test_id("start-template:district").check()
    page.get_by_label("Tên hội thi").fill("Hội thi “Dân vận khéo” huyện Phú Bình năm 2026")
    page.get_by_label("Địa điểm").fill("Nhà văn hóa huyện")
    page.get_by_label("Ngày thi").fill("12/10/2026")
    press(page, "create-button")
    page.wait_for_url(f"**/{CONTEST}/setup")
    expect(page.get_by_test_id("check-teams")).to_have_attribute("data-state", "missing")
    expect(page.get_by_test_id("start-button")).to_be_disabled()


def imports_the_list(page: Page) -> None:
    press(page, "go-teams")
    press(page, "import-link")
    file = {"name": "ds doi.xlsx", "mimeType": "application/octet-stream", "buffer": a_list()}
    page.get_by_test_id("file").set_input_files([file])  # type: ignore[list-item]
    press(page, "preview-button")
    expect(page.get_by_test_id("import-sum")).to_have_attribute("data-problems", "0")
    press(page, "import-button")
    expect(page.get_by_test_id("toast")).to_have_attribute("data-kind", "done")
    for team in ("xa-dao-xa", "xa-tan-khanh"):
        expect(page.get_by_test_id(f"team-{team}")).to_be_visible()


def appoints_judges(page: Page) -> None:
    press(page, "way-judges")
    for name in JUDGES:
        page.get_by_label("Họ và tên").fill(name)
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("judges")).to_contain_text(name)
    expect(page.get_by_test_id("judge-j1")).to_contain_text("Trưởng Ban Giám khảo")


def changes_the_rule_book(page: Page) -> None:
    """Nonsense is refused at its field; mended, it is stored; the regulations say so."""
    press(page, "way-rules")
    step = page.locator('[name="rounds[0].criteria[0].step"]')
    step.fill("0,3")
    page.locator('[name="title"]').press("Enter")
    expect(page.locator('[data-testid="error"][data-path="rounds[0].criteria[0].step"]')).to_be_visible()
    expect(step).to_have_value("0,3")
    step.fill("0,25")
    press(page, "save-rules")
    expect(page.get_by_test_id("toast")).to_have_attribute("data-kind", "done")
    press(page, "print-link")
    expect(page.get_by_test_id("regulations")).to_contain_text("0,25")
    page.go_back()


def starts(page: Page) -> None:
    press(page, "way-index")
    press(page, "start-button")
    page.wait_for_url(f"**/contests/{CONTEST}")
