"""Each guide is one sheet of A4 from the printer, with nothing cut off, and the tablet leads to the judge's."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from contest_app.web.guides.pages import GUIDES
from tests.journeys.conftest import DESK, Hall
from tests.serving import Server, running_server

A4_PT = (595, 842)
PAGE = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
# How much of a sheet its steps leave free, and how much of what is drawn reaches beyond its own box.
FREE = """() => {
  const steps = [...document.querySelectorAll('.step')].reduce((sum, step) => sum + step.offsetHeight, 0)
  return document.querySelector('.sheet > ol').clientHeight - steps
}"""
BEYOND = """() => {
  const sheet = document.querySelector('.sheet').getBoundingClientRect()
  return [...document.querySelectorAll('.sheet, .sheet .figure > *')]
    .filter((each) => each.scrollWidth > each.clientWidth + 2 || each.getBoundingClientRect().right > sheet.right)
    .map((each) => each.className)
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("guides") / "data") as running:
        yield running


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_guide_is_one_sheet_of_a4(chromium: Browser, server: Server, lang: str) -> None:
    page = chromium.new_context(viewport=DESK).new_page()
    for key in GUIDES:
        page.goto(f"{server.base}/guide/{key}?lang={lang}")
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        page.emulate_media(media="print")
        found = (len(PAGE.findall(pdf)), page.evaluate(BEYOND), page.evaluate(FREE) > 8)
        page.emulate_media(media="null")
        assert (key, *found) == (key, 1, [], True)
        width, height = (float(number) for number in BOX.findall(pdf)[0])
        assert (round(width), round(height)) == A4_PT
    page.context.close()


def test_the_waiting_tablet_leads_to_the_judges_guide(hall: Hall) -> None:
    tablet = hall.judge("j1").page
    with tablet.expect_popup() as opened:
        tablet.get_by_test_id("guide").click()
    opened.value.get_by_test_id("guide").wait_for()
    assert opened.value.get_by_test_id("guide").get_attribute("data-guide") == "judge"
