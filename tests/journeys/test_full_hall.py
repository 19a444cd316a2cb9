"""A hall with more screens than the machine serves live: the last ones ask for their picture, and say so."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import WALL
from tests.live.line import connected
from tests.serving import DEMO_CONTEST, running_server


def test_a_screen_too_many_still_follows_the_contest(chromium: Browser, tmp_path: Path) -> None:
    with running_server(tmp_path / "demo", module="tests.journeys.small_hall_server") as server:
        first, late = (chromium.new_page(viewport=WALL, reduced_motion="reduce") for _ in range(2))
        first.goto(f"{server.base}/display/{DEMO_CONTEST}")
        expect(first.get_by_test_id("connection")).to_have_attribute("data-state", "online")
        late.goto(f"{server.base}/display/{DEMO_CONTEST}")
        expect(late.get_by_test_id("scene")).to_have_attribute("data-scene", "on_stage")
        expect(late.get_by_test_id("polled-badge")).to_contain_text("Đông người xem")

        with connected(server, token=server.token("director")) as desk:
            answer = desk.command(kind="choose_scene", scene="board")
            assert "receipt" in answer, answer
        expect(late.get_by_test_id("scene")).to_have_attribute("data-scene", "board", timeout=15_000)
        assert late.get_by_test_id("stale-badge").count() == 0

        first.close()  # now there is room; a page that is looked at again knocks at once
        late.evaluate("dispatchEvent(new Event('online'))")
        expect(late.get_by_test_id("connection")).to_have_attribute("data-state", "online")
        expect(late.get_by_test_id("polled-badge")).to_have_count(0)
        late.close()
