"""Whatever is tried, the rules answer; whatever happened can be told again from the journal and is the same contest."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.evolve import evolve
from contest_app.contest.refusals import Refused
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.standings import compute_standings
from contest_app.contest.state import State
from contest_app.journal.codec import decode, encode
from contest_app.topics import TOPICS
from tests.building import JOURNAL, Story, a_running_contest
from tests.playing import Play

SEEDS = st.integers(0, 2**32)


def through_json(event: e.Event) -> e.Event:
    """The event as the store would bring it back."""
    return decode(*encode(event))


def replayed(story: Story) -> Snapshot:
    state: State | None = None
    for event, stamp in story.events:
        state = evolve(state, through_json(event), stamp)
    assert state is not None
    return Snapshot(JOURNAL, story.seq, state)


def values(snapshot: Snapshot) -> dict[str, Any]:
    judges = snapshot.state.judge_order
    return {
        f"{name} {subject}": topic.produce(snapshot, subject)
        for name, topic in TOPICS.items()
        for subject in (judges if topic.per_judge else ("",))
    }


@settings(max_examples=20)
@given(seed=SEEDS)
def test_the_rules_answer_everything_and_the_journal_tells_it_again(seed: int) -> None:
    story = Play(seed).go(120, wild=0.35)
    again = replayed(story)
    assert again.state == story.state
    assert values(again) == values(story.snapshot)


@settings(max_examples=10)
@given(seed=SEEDS)
def test_standings_kept_from_step_to_step_are_those_computed_afresh(seed: int) -> None:
    for snapshot in Play(seed).go(80).snapshots:
        state = snapshot.state
        assert snapshot.standings == compute_standings(state.rulebook, state.record)
        assert snapshot.public_standings == compute_standings(state.public_rulebook, state.public)


def signed_figures(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """The figure of every entry in every signed round."""
    figures = compute_standings(snapshot.state.rulebook, snapshot.state.record).figures
    return {
        round_: {entry: figure.value for (of, entry), figure in figures.items() if of == round_}
        for round_, status in snapshot.state.rounds.items()
        if status == "signed"
    }


@settings(max_examples=30)
@given(seed=SEEDS)
def test_what_is_signed_stays_as_it_is_until_the_round_is_reopened(seed: int) -> None:
    play = Play(seed)
    play.go(60, wild=0.1)
    for round_ in play.rulebook["rounds"]:
        play.try_step("head_judge", c.SignRound, {"round": round_["id"]})
    for _ in range(80):
        play.try_step(*play.wild())
    before: dict[str, dict[str, Any]] = {}
    for snapshot, (event, _) in zip(play.story.snapshots, play.story.events, strict=True):
        now = signed_figures(snapshot)
        for round_ in before.keys() & now.keys():
            assert now[round_] == before[round_], event
        before = now


@settings(max_examples=10)
@given(seed=SEEDS)
def test_the_wild_plays_try_most_of_what_can_be_refused(seed: int) -> None:
    play = Play(seed)
    play.go(120, wild=0.9)
    assert len(play.refusals) >= 8


@settings(max_examples=10)
@given(seed=SEEDS)
def test_a_tablet_is_told_truly_whether_a_sheet_would_be_taken(seed: int) -> None:
    for snapshot in Play(seed).go(70).snapshots:
        story = Story()
        story.snapshots.append(snapshot)
        for judge in snapshot.state.judge_order:
            for sheet in TOPICS["sheet"].produce(snapshot, judge)["sheets"]:
                criteria = snapshot.state.rulebook.round(sheet["round"]).criteria
                device = snapshot.state.seats.get(judge, "any")
                answer = story.asks(
                    f"{judge}@{device}",
                    c.SubmitSheet,
                    round=sheet["round"],
                    entry=sheet["entry"]["id"],
                    base=sheet["revision"],
                    marks={criterion.id: "1" for criterion in criteria},
                )
                taken = not isinstance(answer, Refused) and isinstance(answer[0], e.SheetSubmitted)
                assert taken is sheet["can_submit"], (judge, sheet, answer)


def test_the_order_in_which_judges_hand_in_changes_no_standing() -> None:
    marks = {"j1": ("7", "11"), "j2": ("6.5", "9"), "j3": ("8", "12")}
    told = []
    for order in permutations(marks):
        story = a_running_contest(aggregate={"method": "trimmed_mean"}).called()
        for judge in order:
            story.marked(judge, *marks[judge])
        told.append(story.closed().snapshot.standings)
    assert all(standings == told[0] for standings in told)


def test_the_same_sheet_sent_twice_with_the_same_base_is_refused_as_stale() -> None:
    story = a_running_contest().called()
    sheet = story.sheet("j1", "7", "11")
    story.does("j1", c.SubmitSheet, **sheet)
    assert story.refused("j1", c.SubmitSheet, **sheet).code == "stale_base"
