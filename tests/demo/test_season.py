"""The sample season: the same at every filling, its clock ends just before now, at whatever pace."""

from __future__ import annotations

import pytest

from contest_app.demo.sample import demo_rulebook
from contest_app.demo.season import evening_so_far
from contest_app.journal.journal import Batch
from contest_app.journal.replay import go_on, nothing_yet

NOW_MS = 1_800_000_000_000


def filled(pace_s: float | None = None, journal: str = "5eed") -> Batch:
    return evening_so_far(NOW_MS, journal, pace_s)


def test_a_season_is_the_same_at_every_filling() -> None:
    assert filled() == filled()
    assert [event.data for event in filled(journal="0ther").events] == [event.data for event in filled().events]


@pytest.mark.parametrize("pace_s", [None, 0.5, 60.0])
def test_a_season_ends_with_a_team_on_stage_shortly_before_now(pace_s: float | None) -> None:
    batch = filled(pace_s)
    state = go_on(nothing_yet("phu-binh-2024", "5eed"), batch.events).state

    assert state is not None
    assert (state.on_stage, state.scene.kind) == (("situation", "tan-khanh"), "on_stage")
    assert sorted(state.performance(("situation", "tan-khanh")).handed) == ["j2", "j4"]
    assert 0 < NOW_MS - batch.events[-1].at_ms < 180_000 * ((pace_s or 600) / 600 + 0.01)


def test_a_plays_clock_allows_half_a_performance_and_still_takes_points_off() -> None:
    time = demo_rulebook(60).rounds[0].time
    assert time is not None
    assert time.penalty is not None
    assert (time.limit_s, time.penalty.unit_s, time.penalty.grace_s) == (30, 6, 2)
    given = [event for event in filled(60).events if event.kind == "PenaltyGiven"]
    assert len(given) == 2
    assert all("cho phép 0:30" in event.data for event in given)
