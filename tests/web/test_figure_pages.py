"""Every figure on the desk opens its explanation, for the desk alone."""

import re

import pytest

from contest_app.contest import commands as c
from tests.web.hall import CONTEST, Hall

DESK = f"/organizer/contests/{CONTEST}"


def _marked(hall: Hall) -> Hall:
    """Two judges' sheets and a penalty: 18 and 16.5 are 17.25, less 1."""
    hall.running(judges=2, panel={"judges": 2, "quorum": 2}).called().marked("j1", "8", "10").marked("j2", "7.5", "9")
    return hall.does(
        "secretary", c.GivePenalty, round="greeting", entry="e1", points="1", reason="Quá giờ", source="hand"
    )


def _sentences(page: str, section: str) -> list[str]:
    found = re.search(rf'data-testid="explain-{section}">(.*?)</section>', page, re.DOTALL)
    assert found, page
    return [re.sub(r"<[^>]+>", "", item) for item in re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL)]


def test_a_figure_is_explained_with_the_names_of_judges(hall: Hall) -> None:
    page = _marked(hall).organizer().page(f"{DESK}/figures/greeting/e1")
    assert _sentences(page, "greeting") == [
        "Phiếu của giám khảo 1 (Nguyễn Thị Hoa): 8 + 10 = 18",
        "Phiếu của giám khảo 2 (Trần Văn Bình): 7,5 + 9 = 16,5",
        "Trung bình cộng: (18 + 16,5) / 2 = 17,25",
        "Điểm trừ: Quá giờ: 17,25 - 1 = 16,25",
    ]


def test_a_total_is_explained_with_all_its_rounds_in_both_languages(hall: Hall) -> None:
    page = _marked(hall).organizer().page(f"{DESK}/total/e1?lang=en")
    assert _sentences(page, "total")[0].startswith("Rounds added up: 16.25")
    assert _sentences(page, "greeting")[2] == "Mean: (18 + 16.5) / 2 = 17.25"
    assert _sentences(page, "knowledge") == []


def test_every_figure_on_the_desk_is_a_way_to_its_explanation(hall: Hall) -> None:
    browser = _marked(hall).organizer()
    desk = browser.page()
    ways = set(re.findall(rf'class="why" href="({DESK}/[^"]+)"', desk))
    assert ways == {f"{DESK}/figures/greeting/e1", f"{DESK}/total/e1"}
    for way in ways:
        assert browser.get(way).status_code == 200


@pytest.mark.parametrize("path", [f"{DESK}/figures/greeting/e1", f"{DESK}/total/e1"])
def test_only_the_desk_reads_explanations(hall: Hall, path: str) -> None:
    _marked(hall)
    for role in ("organizer", "director", "secretary", "head_judge"):
        assert hall.role(role).get(path).status_code == 200, role
    assert hall.role("announcer").get(path).status_code == 403
    stranger = hall.browser().get(path)
    assert (stranger.status_code, stranger.location.split("?")[0]) == (302, "/organizer/sign-in")


def test_what_is_not_there_is_not_explained(hall: Hall) -> None:
    browser = _marked(hall).organizer()
    for path in (f"{DESK}/figures/greeting/nobody", f"{DESK}/figures/none/e1", f"{DESK}/total/nobody"):
        assert browser.get(path).status_code == 404
    assert "Chưa có gì để tính" in browser.page(f"{DESK}/figures/greeting/e2")
