"""The organizer's evening, from an empty machine to a signed result: once by mouse, once by the keyboard alone.

A list from a spreadsheet, drawn lots, two rounds, a wrong mark put right, a tie broken, results announced, signed and
on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from tests.faults.tokens import tokens_of
from tests.importing.lists import HEADING, by_openpyxl
from tests.journeys.conftest import DESK, HOST, WALL
from tests.journeys.evening import RULEBOOK
from tests.journeys.hands import Hands, Keyboard, Mouse
from tests.journeys.people import SOON_MS, Wall
from tests.live.line import connected
from tests.serving import Server, run_cli, running_server

TITLE = "Hội thi Dân vận khéo xã Kha Sơn năm 2026"
CONTEST = "hoi-thi-dan-van-kheo-xa-kha-son-nam-2026"
TEAMS = {"xom-soi": "Xóm Soi", "xom-trung-tam": "Xóm Trung Tâm"}
JUDGES = ("Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Thu")
Marks = dict[str, str]
# 17 + 34 and 17,5 + 33,5: level after both rounds, and the head judge decides.
MARKS: dict[str, dict[str, Marks]] = {
    "greeting": {
        "xom-soi": {"content": "10", "form": "7"},
        "xom-trung-tam": {"content": "11", "form": "6.5"},
    },
    "skit": {
        "xom-soi": {"story": "21", "acting": "13"},
        "xom-trung-tam": {"story": "20", "acting": "13.5"},
    },
}
SLIP = {"content": "1", "form": "7"}
RULES = {
    **RULEBOOK,
    "title": TITLE,
    "panel": {"judges": 3, "quorum": 3},
    "aggregate": {"method": "mean"},
    "ties": ["decision"],
    "publish": {"board": "after_round", "detail": "judge_totals", "judges": "numbers"},
}


@dataclass
class Evening:
    """The organizer before the desk, with either kind of hands."""

    server: Server
    hands: Hands
    order: list[str] = field(default_factory=list)  # as drawn

    @property
    def page(self) -> Page:
        return self.hands.page

    def sees(self, test_id: str, **data: str) -> Locator:
        attributes = "".join(f'[data-{name}="{value}"]' for name, value in data.items())
        return self.page.locator(f'[data-testid="{test_id}"]{attributes}').first

    def presses(self, test_id: str, **data: str) -> None:
        self.hands.press(self.sees(test_id, **data))

    def does(self, kind: str, reason: str = "", **target: str) -> None:
        """Does an act of the desk and waits until it is said to be done."""
        button = self.sees(f"act-{kind}", **target)
        expect(button).to_be_attached(timeout=SOON_MS)
        closed = self.page.locator("details:not([open])").filter(has=button)
        while closed.count():
            self.hands.press(closed.first.locator("> summary"))
        if reason:
            self.hands.write(button.locator("xpath=ancestor::form[1]").locator('[name="reason"]'), reason)
        told = self.page.locator("#toasts").inner_text()
        self.hands.press(button)
        expect(self.page.locator("#toasts")).not_to_have_text(told or "…", timeout=SOON_MS)
        expect(self.page.get_by_test_id("toast").last).to_have_attribute("data-kind", "done", timeout=SOON_MS)

    # --- setting up ---------------------------------------------------------------------------------------------------

    def signs_in_for_the_first_time(self) -> None:
        path = self.server.sign_in_link().split("/", 3)[3]
        self.page.goto(f"http://{HOST}:{self.server.port}/{path}")
        self.presses("sign-in-button")
        self.hands.write(self.page.get_by_label("Tên của bạn"), "Lan")
        for box in self.page.locator("input[type=password]").all():
            self.hands.write(box, "dan van kheo 2026")
        self.presses("save-password-button")

    def makes_a_contest(self) -> None:
        self.presses("new-contest")
        self.hands.pick(self.sees("start-template:commune"))
        self.hands.write(self.page.get_by_label("Tên hội thi"), TITLE)
        self.hands.write(self.page.get_by_label("Địa điểm"), "Nhà văn hóa xã")
        self.hands.write(self.page.get_by_label("Ngày thi"), "24/11/2026")
        self.presses("create-button")
        self.page.wait_for_url(f"**/{CONTEST}/setup")

    def writes_the_rule_book(self) -> None:
        self.presses("go-rules")
        self.presses("yaml-link")
        self.hands.write(self.page.locator("#yaml"), yaml.safe_dump(RULES, allow_unicode=True))
        self.presses("save-yaml")
        expect(self.page.get_by_test_id("toast").last).to_have_attribute("data-kind", "done")

    def imports_the_teams(self) -> None:
        self.presses("way-teams")
        self.presses("import-link")
        people = "Nguyễn Văn An; Trần Thị Bích; Lê Hữu Cường"
        lines = [(n, name, f"Chi bộ {name}", "Nguyễn Văn An", people) for n, name in enumerate(TEAMS.values(), 1)]
        content = by_openpyxl([("DANH SÁCH ĐỘI DỰ THI",), (), HEADING, *lines])
        self.hands.hand_over(self.sees("file"), {"name": "ds.xlsx", "mimeType": "", "buffer": content})
        self.presses("preview-button")
        self.presses("import-button")
        expect(self.sees("team-xom-soi")).to_be_visible()

    def appoints_the_judges(self) -> None:
        self.presses("way-judges")
        for name in JUDGES:
            self.hands.write(self.page.get_by_label("Họ và tên"), name)
            self.presses("save-judge")
            expect(self.page.get_by_test_id("judges")).to_contain_text(name)

    def draws_lots(self) -> None:
        """One draw for all rounds: sealed, a word from the hall, turn after turn."""
        self.presses("way-order")
        self.presses("go-draw")
        self.presses("begin-draw")
        expect(self.sees("seal")).to_be_visible()
        self.hands.write(self.page.locator("input[name=word]"), "hoa ban 27")
        self.presses("draw-lots")
        for _ in TEAMS:
            self.presses("open-next")
        expect(self.sees("draw-complete")).to_be_visible()
        self.order = [str(self.sees(f"drawn-{n}").get_attribute("data-entry")) for n in range(1, len(TEAMS) + 1)]
        assert sorted(self.order) == sorted(TEAMS)

    def starts(self) -> None:
        self.presses("way-index")
        self.presses("start-button")
        self.page.wait_for_url(f"**/contests/{CONTEST}")

    # --- judging ------------------------------------------------------------------------------------------------------

    def judges_a_round(self, round_id: str, slip: Marks | None = None) -> None:
        """Every team in its turn called, marked alike by all and closed; the first judge slips with one team."""
        self.does("open_round", round=round_id)
        for team in self.order:
            self.does("call_performance", round=round_id, entry=team)
            for number in range(1, len(JUDGES) + 1):
                marks = slip if slip and (number, team) == (1, "xom-soi") else MARKS[round_id][team]
                self._hands_in(f"j{number}", round_id, team, marks)
            expect(self.page.locator('.tile[data-state="handed_in"]')).to_have_count(len(JUDGES), timeout=SOON_MS)
            self.does("close_performance", round=round_id, entry=team)

    def _hands_in(self, judge: str, round_id: str, team: str, marks: Marks, base: int = 0) -> None:
        """A judge's tablet hands a sheet in; the tablets' pages have journeys of their own."""
        token = tokens_of(self.server.folder, CONTEST)[judge]
        with connected(self.server, {"contest": CONTEST, "token": token}) as line:
            answer = line.command("submit_sheet", round=round_id, entry=team, base=base, marks=marks)
        assert "receipt" in answer, answer

    def puts_a_wrong_mark_right(self, judge: str, round_id: str, team: str) -> None:
        """Reopened with a reason, corrected by the judge, closed again."""
        self.hands.press(self.sees(f"performance-{round_id}-{team}").locator("a"))
        self.does("reopen_performance", round=round_id, entry=team, reason="Giám khảo 1 ghi nhầm điểm nội dung")
        self._hands_in(judge, round_id, team, MARKS[round_id][team], base=1)
        self.does("close_performance", round=round_id, entry=team)

    def breaks_the_tie(self, first: str, second: str) -> None:
        tie = self.sees("tie")
        expect(tie).to_be_visible(timeout=SOON_MS)
        places = tie.locator("select[name=entries]")
        self.hands.choose(places.nth(0), first)
        self.hands.choose(places.nth(1), second)
        self.does("decide_tie", reason="Tiểu phẩm sát thực tế hơn")

    def prints_and_checks_the_minutes(self) -> None:
        """The minutes as they are signed; their mark, typed in later, says that they still agree."""
        self.presses("to-papers")
        self.presses("open-minutes")
        minutes = self.page.get_by_test_id("paper")
        for said in ("BIÊN BẢN", "51,00", "Nhất", "Tiểu phẩm sát thực tế hơn", "BẢN CHÍNH THỨC"):
            expect(minutes).to_contain_text(said)
        assert self.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
        mark = self.page.get_by_test_id("mark").locator(".code").inner_text()
        self.page.go_back()
        self.presses("papers-verify")
        self.hands.write(self.page.locator("input[name=paper]"), mark)
        self.presses("check-paper")
        expect(self.page.get_by_test_id("verdict")).to_contain_text("KHỚP")


@pytest.mark.parametrize("kind", [Mouse, Keyboard])
@pytest.mark.timeout(300)
def test_an_evening_from_an_empty_machine_to_a_signed_result(
    chromium: Browser, tmp_path: Path, kind: type[Mouse] | type[Keyboard]
) -> None:
    with running_server(tmp_path / "data", command="serve") as server:
        page = chromium.new_context(viewport=DESK, reduced_motion="reduce").new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        evening = Evening(server, kind(page))
        evening.signs_in_for_the_first_time()
        evening.makes_a_contest()
        evening.writes_the_rule_book()
        evening.imports_the_teams()
        evening.appoints_the_judges()
        evening.draws_lots()
        evening.starts()
        wall = Wall(chromium.new_context(viewport=WALL, reduced_motion="reduce").new_page())
        wall.page.goto(f"http://{HOST}:{server.port}/display/{CONTEST}")
        evening.judges_a_round("greeting", SLIP)
        evening.puts_a_wrong_mark_right("j1", "greeting", "xom-soi")
        evening.does("close_round", round="greeting")
        evening.does("publish_round", round="greeting")
        evening.does("choose_scene", scene="board")
        wall.places("xom-soi", "2", "17,00")
        evening.judges_a_round("skit")
        evening.does("close_round", round="skit")
        evening.breaks_the_tie("xom-trung-tam", "xom-soi")
        for round_id in MARKS:
            evening.does("sign_round", round=round_id)
        evening.does("decide_contest")
        evening.does("announce_results")
        wall.places("xom-trung-tam", "1", "51,00")
        wall.places("xom-soi", "2", "51,00")
        evening.prints_and_checks_the_minutes()
        assert errors == []
        for each in (page, wall.page):
            each.context.close()
    verified = run_cli("verify", "--data", str(tmp_path / "data"))
    assert verified.returncode == 0, verified.stdout + verified.stderr
