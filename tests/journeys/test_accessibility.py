"""No page has a serious accessibility finding, in either language; and no page can be forgotten here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from contest_app.app import create_app
from contest_app.concurrency import threads
from contest_app.config import Config
from tests.journeys.axe import findings
from tests.journeys.conftest import DESK, PHONE, TABLET, WALL
from tests.serving import DEMO_CONTEST, Server, running_server

C = f"/organizer/contests/{DEMO_CONTEST}"
OF_ORGANIZER = {
    "contests.index": "/organizer",
    "sign_in.password": "/organizer/password",
    "sign_in.welcome": "/organizer/welcome",
    "house.form": "/organizer/house",
    "desk.index": C,
    "announcer.index": f"{C}/announcer",
    "links.index": f"{C}/links",
    "people.index": f"{C}/people",
    "conflicts.index": f"{C}/conflicts?judge=j1&entry=dao-xa",
    "figures.figure": f"{C}/figures/greeting/dao-xa",
    "figures.total": f"{C}/total/dao-xa",
    "journal.index": f"{C}/journal?kind=sheets",
    "papers.index": f"{C}/papers",
    "papers.blank": f"{C}/papers/blank/greeting",
    "papers.filled": f"{C}/papers/filled/greeting?layout=entry",
    "papers.round_": f"{C}/papers/round/greeting",
    "papers.overall": f"{C}/papers/overall",
    "papers.minutes": f"{C}/papers/minutes",
    "papers.lots": f"{C}/papers/lots",
    "papers.words": f"{C}/papers/words",
    "papers.verify": f"{C}/papers/verify?paper=12:0123456789abcdef",
    "new_contest.form": "/organizer/new",
    "typing.performance": f"{C}/typing/greeting/dao-xa",
    "typing.sheet": f"{C}/typing/greeting/dao-xa/j1",
    "setup.index": f"{C}/setup",
    "general.form": f"{C}/setup/general",
    "setup.teams": f"{C}/setup/teams",
    "setup.judges": f"{C}/setup/judges",
    "orders.index": f"{C}/setup/order",
    "draw.index": f"{C}/draw",
    "imports.form": f"{C}/setup/teams/import",
    "panel_imports.form": f"{C}/setup/judges/import",
    "rules.editor": f"{C}/setup/rules",
    "rule_yaml.form": f"{C}/setup/rules/yaml",
    "regulations.printed": f"{C}/setup/rules/print",
    "safety.index": "/organizer/safety",
    "safety.doctor": "/organizer/safety/doctor",
}
OF_ANYBODY = {
    "screens.sign_post": "/",
    "guides.index": "/guide/",
    "guides.guide": "/guide/judge",
    "draws.index": f"/contests/{DEMO_CONTEST}/draws",
    "sign_in.by_password": "/organizer/sign-in",
}
ONE_LINE_PX = 56  # the bar with a title of two lines, whatever the title, the language and the role
# Visited below in a browser of its own, or no page at all: a part of one, a file, a redirect, numbers for programs.
ELSEWHERE = {"screens.display", "screens.judge", "sign_in.confirm"}
NO_PAGE = {
    "static", "screens.static", "screens.board", "screens.stage", "screens.displays",
    "health.healthz", "sign_in.by_link",
    "sign_in.by_role", "desk.panels", "people.panels", "announcer.panels", "draw.panels",
    "papers.spreadsheet", "papers.running",
    "imports.sample", "panel_imports.sample", "safety.status", "safety.alarm", "demo_notice.strip", "guides.static",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("demo") / "data") as server:
        yield server


def test_every_page_of_the_program_is_looked_at(tmp_path: Path) -> None:
    application = create_app(Config(data=tmp_path, async_mode="threading"), threads())
    try:
        rules = application.flask.url_map.iter_rules()
        pages = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    finally:
        application.stop()
    assert pages == {*OF_ORGANIZER, *OF_ANYBODY, *ELSEWHERE, *NO_PAGE}


def test_the_checker_finds_a_field_without_a_label_and_pale_letters(chromium: Browser) -> None:
    page = chromium.new_context().new_page()
    page.set_content('<html lang="vi"><title>x</title><input><p style="color:#bbb">nhạt quá</p></html>')
    assert {finding.split()[0] for finding in findings(page)} == {"label", "color-contrast"}
    page.context.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_organizers_pages_have_no_serious_finding(chromium: Browser, demo: Server, lang: str) -> None:
    page = chromium.new_context(viewport=DESK, reduced_motion="reduce").new_page()
    found = {}
    for address in OF_ANYBODY.values():
        found[address] = _findings_at(page, demo, address, lang)
    page.goto(demo.sign_in_link())
    found["the sign-in by link"] = findings(page)
    page.get_by_test_id("sign-in-button").click()
    for address in OF_ORGANIZER.values():
        found[address] = _findings_at(page, demo, address, lang)
    page.context.close()
    assert {address: said for address, said in found.items() if said} == {}


def _findings_at(page: Page, demo: Server, address: str, lang: str) -> list[str]:
    response = page.goto(f"{demo.base}{address}{'&' if '?' in address else '?'}lang={lang}")
    assert response is not None
    assert response.status == 200, address
    assert page.locator("html").get_attribute("lang") == lang or "papers/" in address or "/print" in address
    for fold in page.locator("details:not([open]) > summary").all():
        if fold.is_visible():
            fold.evaluate("element => element.parentElement.open = true")
    return findings(page) + _not_calm(page)


def _not_calm(page: Page) -> list[str]:
    """What a desk's screen (1366 wide) shows that it should not: a bar of two lines, a page that scrolls sideways."""
    bar, wide = page.evaluate(
        "() => [document.querySelector('.bar')?.offsetHeight ?? 0, document.documentElement.scrollWidth]"
    )
    too_high = [f"the bar is {bar} high"] if bar > ONE_LINE_PX else []
    return too_high + ([f"the page is {wide} wide"] if wide > DESK["width"] else [])


@pytest.mark.parametrize(("judge", "size"), [("j1", TABLET), ("j3", PHONE)], ids=["tablet", "phone"])
def test_the_judges_page_has_no_serious_finding(
    chromium: Browser, demo: Server, judge: str, size: dict[str, int]
) -> None:
    page = chromium.new_context(viewport=size, has_touch=True, reduced_motion="reduce").new_page()  # type: ignore[arg-type]
    found = {}
    for lang in ("vi", "en"):
        page.goto(f"{demo.links()[judge]}?lang={lang}")
        page.get_by_test_id("mark-lawful").wait_for()
        found[f"{lang}: marking"] = findings(page)
        for criterion in ("lawful", "skill", "feasible", "delivery"):
            page.get_by_test_id(f"mark-{criterion}").click()
            if criterion == "lawful":
                found[f"{lang}: the number pad"] = findings(page)
            page.get_by_test_id("pad-1").click()
            page.get_by_test_id("pad-ok").click()
        page.get_by_test_id("submit").click()
        page.get_by_test_id("confirm-submit").wait_for()
        found[f"{lang}: the question before handing in"] = findings(page)
    page.context.close()
    assert {where: said for where, said in found.items() if said} == {}


@pytest.mark.parametrize("size", [WALL, PHONE], ids=["wall", "phone"])
def test_the_public_screen_has_no_serious_finding_in_any_scene(
    chromium: Browser, demo: Server, size: dict[str, int]
) -> None:
    desk = chromium.new_context(viewport=DESK).new_page()
    desk.goto(demo.links()["director"])
    page = chromium.new_context(viewport=size, reduced_motion="reduce").new_page()  # type: ignore[arg-type]
    page.goto(f"{demo.base}/display/{DEMO_CONTEST}")
    found = {}
    for scene in ("waiting", "on_stage", "result", "board"):
        desk.locator(f'[data-testid="act-choose_scene"][data-scene="{scene}"]').click()
        page.locator(f'[data-testid="scene"][data-scene="{scene}"]').wait_for()
        found[scene] = findings(page)
    for each in (desk, page):
        each.context.close()
    assert {scene: said for scene, said in found.items() if said} == {}
