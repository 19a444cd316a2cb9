"""A correction of what was published is never silent: the public sees that a figure was another before."""

from __future__ import annotations

from typing import Any

from contest_app.contest import commands as c
from contest_app.topics import TOPICS
from tests.building import Story, a_judged_contest, a_running_contest


def corrected(story: Story) -> set[str]:
    """The entries that the public board marks as corrected."""
    value: Any = TOPICS["board"].produce(story.snapshot, "")
    return {row["entry"]["id"] for row in value["rows"] if row["corrected"]}


def put_right(story: Story) -> Story:
    """The signed round is reopened, a mark of the first entry mended, and the round closed again."""
    story.round_reopened()
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="GK 2 ghi nhầm")
    return story.marked("j2", "6", "10").closed("e1").round_closed()


def test_what_is_published_for_the_first_time_is_no_correction() -> None:
    story = put_right(a_judged_contest()).does("director", c.PublishRound, round="greeting")
    assert corrected(story) == set()


def test_a_figure_published_anew_with_another_value_is_marked_and_the_others_are_not() -> None:
    story = a_judged_contest().does("director", c.PublishRound, round="greeting")
    put_right(story)
    assert corrected(story) == set()  # not before it is public itself
    story.does("director", c.PublishRound, round="greeting")
    assert corrected(story) == {"e1"}
    story.does("director", c.ChooseScene, scene="result", round="greeting", entry="e1")
    stage: Any = TOPICS["stage"].produce(story.snapshot, "")
    assert stage["result"]["corrected"] is True


def test_taking_the_publication_back_in_between_hides_no_correction() -> None:
    story = a_judged_contest().does("director", c.PublishRound, round="greeting")
    story.does("director", c.WithdrawPublication, round="greeting", reason="Có nhầm lẫn")
    put_right(story).does("director", c.PublishRound, round="greeting")
    assert corrected(story) == {"e1"}


def test_announced_results_that_were_corrected_say_so_when_they_are_announced_again() -> None:
    story = a_judged_contest().decided().announced()
    story.does("director", c.WithdrawAnnouncement, reason="Khiếu nại")
    story.does("head_judge", c.ReopenDecision, reason="Khiếu nại được chấp nhận")
    put_right(story).decided().announced()
    assert corrected(story) == {"e1"}


def test_a_further_penalty_on_the_total_is_news_and_a_withdrawn_one_is_a_correction() -> None:
    story = a_running_contest().judged("7", "11", entry="e1").judged("6", "10", entry="e2").round_closed()
    story.does("director", c.PublishRound, round="greeting")
    story.does("secretary", c.GivePenalty, entry="e1", points="1", reason="Đến muộn")
    penalty = story.seq
    story.does("director", c.PublishRound, round="greeting")
    assert corrected(story) == set()
    story.does("secretary", c.WithdrawPenalty, penalty=penalty, reason="Nhầm đội")
    story.does("director", c.PublishRound, round="greeting")
    assert corrected(story) == {"e1"}
