"""Publishing as the rule book allows, freezing, announcing, taking back, and what the wall may show."""

from __future__ import annotations

from typing import Any

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.topics import TOPICS
from contest_app.topics.desk import published_status
from tests.building import Story, a_judged_contest, a_running_contest

G = {"round": "greeting", "entry": "e1"}
KEY = ("greeting", "e1")
WHY = {"reason": "có lý do"}


def board(story: Story) -> dict[str, Any]:
    return dict(TOPICS["board"].produce(story.snapshot, ""))


def totals(story: Story) -> dict[str, str | None]:
    return {row["entry"]["id"]: row["total"] for row in board(story)["rows"]}


def stage(story: Story) -> dict[str, Any]:
    return dict(TOPICS["stage"].produce(story.snapshot, ""))


def test_after_performance_each_is_published_once_closed() -> None:
    story = a_running_contest().called()
    assert story.refused("director", c.PublishPerformance, **G).code == "not_closed"
    story.all_marked("7", "11").closed().published()
    assert totals(story) == {"e1": "18", "e2": None}
    assert board(story)["status"] == "provisional"


def test_after_round_the_whole_round_is_published_once_closed() -> None:
    story = a_running_contest(publish={"board": "after_round"}).judged("7", "11").judged("6", "10", entry="e2")
    assert story.refused("director", c.PublishPerformance, **G).code == "publish_by_round"
    assert story.refused("director", c.PublishRound, round="greeting").code == "rounds_open"
    story.round_closed().does("director", c.PublishRound, round="greeting")
    assert totals(story) == {"e1": "18", "e2": "16"}
    assert story.refused("director", c.PublishRound, round="greeting").code == "already_published"


def test_held_publishes_nothing_before_the_announcement() -> None:
    story = a_judged_contest(publish={"board": "held"})
    assert story.refused("director", c.PublishRound, round="greeting").code == "publish_held"
    assert totals(story.decided()) == {"e1": None, "e2": None}
    assert totals(story.announced()) == {"e1": "18", "e2": "16"}


def test_announcing_makes_everything_public_and_final_and_shows_the_board() -> None:
    story = a_judged_contest(("7", "11"), ("8", "12"))
    assert story.refused("director", c.AnnounceResults).code == "wrong_phase"
    story.decided().announced()
    shown = board(story)
    assert (shown["status"], story.state.scene.kind) == ("final", "board")
    assert [(row["entry"]["id"], row["place"], row["prize"]) for row in shown["rows"]] == [
        ("e2", 1, "Nhất"),
        ("e1", 2, "Nhì"),
    ]
    assert story.refused("director", c.PublishRound, round="greeting").code == "wrong_phase"


def test_what_is_published_may_be_published_again_only_when_something_is_new() -> None:
    story = a_running_contest(correct_until="round_closed").judged("7", "11").published()
    assert story.refused("director", c.PublishPerformance, **G).code == "already_published"
    story.marked("j1", "8", "11").marked("j1", "7", "11")
    assert story.refused("director", c.PublishPerformance, **G).code == "already_published"
    story.does("secretary", c.GivePenalty, entry="e1", points="1", **WHY).published()
    assert totals(story)["e1"] == "17"


def test_the_desk_says_when_a_publication_is_out_of_date() -> None:
    story = a_running_contest(correct_until="round_closed").judged("7", "11")
    told = [published_status(story.state, KEY), published_status(story.published().state, KEY)]
    told.append(published_status(story.marked("j1", "8", "11").state, KEY))
    assert told == ["no", "yes", "outdated"]


def test_a_withdrawn_publication_takes_its_scene_off_the_wall() -> None:
    story = a_running_contest().judged("7", "11").published().does("director", c.ChooseScene, scene="result", **G)
    assert stage(story)["result"]["value"] == "18"
    assert story.refused("director", c.WithdrawPublication, round="greeting", reason="").code == "reason_missing"
    story.does("director", c.WithdrawPublication, round="greeting", **WHY)
    assert (stage(story)["scene"]["kind"], stage(story)["result"]) == ("waiting", None)
    assert story.refused("director", c.WithdrawPublication, round="greeting", **WHY).code == "not_published"


def test_a_freeze_before_a_round_comes_with_its_opening_and_only_once() -> None:
    story = a_running_contest(publish={"board": "after_performance", "freeze_before": "skit"}).round_open("skit")
    assert story.state.is_frozen
    assert story.refused("director", c.WithdrawPublication, round="greeting", **WHY).code == "board_is_frozen"
    assert not story.does("director", c.ThawBoard, **WHY).state.is_frozen


def test_thawing_shows_nothing_by_itself() -> None:
    story = (
        a_running_contest().judged("7", "11").published().judged("6", "10", entry="e2").does("director", c.FreezeBoard)
    )
    before = totals(story)
    assert totals(story.does("director", c.ThawBoard, **WHY)) == before


def test_a_scene_shows_a_result_only_once_it_is_published() -> None:
    story = a_running_contest().judged("7", "11")
    assert story.refused("director", c.ChooseScene, scene="result", **G).code == "not_published"
    story.published().does("director", c.ChooseScene, scene="result", **G)
    assert stage(story)["scene"] == {"kind": "result", "round": "greeting", "entry": "e1"}


@pytest.mark.parametrize("scene", ["waiting", "board", "on_stage"])
def test_the_other_scenes_may_be_chosen_at_any_time(scene: str) -> None:
    assert stage(a_running_contest().does("director", c.ChooseScene, scene=scene))["scene"]["kind"] == scene


def test_the_stage_says_at_once_who_performs_and_how_many_handed_in() -> None:
    story = a_running_contest().called().marked("j1", "7", "11").marked("j2", "7", "11")
    on_stage = stage(story)["on_stage"]
    assert (on_stage["entry"]["name"], on_stage["handed_in"], on_stage["expected"]) == ("Hương Sơn", 2, 3)
    assert (on_stage["turn"], on_stage["turns"], stage(story)["next"]["id"]) == (1, 2, "e2")


def test_who_withdrew_is_not_next_and_who_was_disqualified_stays_next_until_it_is_published() -> None:
    story = a_running_contest(entries=3).called("e1")
    story.does("secretary", c.ChangeEntryStatus, entry="e2", status="disqualified", **WHY)
    assert stage(story)["next"]["id"] == "e2"
    assert TOPICS["sheet"].produce(story.snapshot, "j1")["next"]["id"] == "e3"
    story.does("secretary", c.ChangeEntryStatus, entry="e2", status="withdrawn", **WHY)
    assert stage(story)["next"]["id"] == "e3"


def test_a_judges_topic_holds_no_mark_of_another_judge_and_no_standing() -> None:
    story = a_running_contest().called().marked("j1", "7.5", "11").marked("j2", "6.5", "9")
    told = str(TOPICS["sheet"].produce(story.snapshot, "j1"))
    assert "7.5" in told
    assert "6.5" not in told
    assert "place" not in TOPICS["sheet"].produce(story.snapshot, "j1")
    assert "rows" not in TOPICS["sheet"].produce(story.snapshot, "j1")


def test_the_signature_under_the_whole_result_signs_the_rounds_that_are_not_signed_yet() -> None:
    story = a_judged_contest()
    decided = story.asks("head_judge", c.DecideContest)
    assert decided == (e.RoundSigned("greeting"), e.ContestDecided())
    story.does("head_judge", c.SignRound, round="greeting")
    assert story.asks("head_judge", c.DecideContest) == (e.ContestDecided(),)
