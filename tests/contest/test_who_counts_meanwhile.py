"""Who counts while a performance is still being marked, and who stands aside (drop_judge_for_round)."""

from __future__ import annotations

from contest_app.contest import commands as c
from tests.building import Story, a_running_contest

DROPS = {"missing": {"policy": "drop_judge_for_round"}}


def used(story: Story, entry: str) -> list[str]:
    """The judges who count in the greeting of an entry."""
    figure = story.snapshot.standings.row(entry).figures["greeting"]
    return [total.judge for total in figure.judges if total.used]


def test_a_judge_who_is_still_marking_is_dropped_nowhere() -> None:
    story = a_running_contest(judges=3, entries=2, **DROPS).judged("7", "8", entry="e1")
    story.called("e2").marked("j1", "6", "6", entry="e2")
    assert used(story, "e1") == ["j1", "j2", "j3"]


def test_once_it_is_closed_a_judge_without_a_sheet_counts_for_nobody() -> None:
    story = a_running_contest(judges=3, entries=2, **DROPS).judged("7", "8", entry="e1")
    story.called("e2").marked("j1", "6", "6", entry="e2").marked("j2", "6", "6", entry="e2").closed(
        "e2", reason="GK 3 về sớm"
    )
    assert used(story, "e1") == ["j1", "j2"]


def test_a_judge_who_stands_aside_for_one_entry_counts_for_the_others() -> None:
    story = a_running_contest(judges=3, entries=2, **DROPS).judged("7", "8", entry="e1")
    story.does("j3", c.RecuseJudge, entry="e2")
    story.called("e2").marked("j1", "6", "6", entry="e2").marked("j2", "6", "6", entry="e2").closed("e2")
    assert used(story, "e1") == ["j1", "j2", "j3"]
    assert used(story, "e2") == ["j1", "j2"]
