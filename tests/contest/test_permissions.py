"""Every cell of the rights matrix, from the acts that each role is named for; whoever is not named may not do it."""

from __future__ import annotations

import pytest

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor, Command, command_kinds
from contest_app.contest.decisions import decide
from contest_app.contest.permissions import ROLES, may, may_watch
from contest_app.contest.refusals import NotAllowed

JUDGING = {c.TakeSeat, c.SubmitSheet}
DRAWING = {c.BeginDraw, c.DrawLots, c.RevealLots, c.CancelDraw}  # a list on the wall: secretary and director
# The paragraph on rights, one line a role. Opening goes with closing, thawing and freezing with publishing; the late
# sheet, conflicts of interest and the figures that stand are the head judge's reviews and decisions.
NAMED: dict[str, set[type[Command]]] = {
    "organizer": set(command_kinds().values()) - JUDGING,
    "director": DRAWING | {
        c.OpenRound, c.CloseRound, c.CallPerformance, c.WithdrawCall, c.EndPerformance, c.ClosePerformance,
        c.StartTimer, c.StopTimer, c.ClearTimer, c.ChooseScene, c.PublishPerformance, c.PublishRound,
        c.WithdrawPublication, c.FreezeBoard, c.ThawBoard, c.AnnounceResults, c.WithdrawAnnouncement,
    },
    "secretary": DRAWING | {
        c.DescribeContest, c.RegisterEntry, c.RegisterEntries, c.RemoveEntry,
        c.SetRunningOrder, c.TypePaperSheet, c.DiscardPaperReading,
        c.EnterCountedPoints, c.GivePenalty, c.WithdrawPenalty, c.GiveBonus,
        c.WithdrawBonus, c.RecordAbsence, c.WithdrawAbsence, c.ChangeEntryStatus,
    },
    "head_judge": {
        c.ReopenRound, c.ReopenPerformance, c.SignRound, c.AcceptLateSheet, c.DeclineLateSheet, c.DecideTie,
        c.WithdrawTieDecision, c.RecuseJudge, c.WithdrawRecusal, c.DecideContest, c.ReopenDecision,
    },
    "judge": JUDGING | {c.RecuseJudge},
    "announcer": set(),
    "screen": set(),
    "audience": set(),
}  # fmt: skip

PUBLIC = {"stage", "board"}
DESK = PUBLIC | {"desk", "presence", "announcer"}
SEES: dict[str, set[str]] = {
    "organizer": DESK,
    "director": DESK,
    "secretary": DESK,
    "head_judge": DESK,
    "judge": PUBLIC | {"sheet"},
    "announcer": PUBLIC | {"announcer"},
    "screen": PUBLIC,
    "audience": PUBLIC,
}
ANYBODY = [*ROLES, "", "nobody"]


def test_the_table_names_every_role() -> None:
    assert set(NAMED) == set(SEES) == set(ROLES)


@pytest.mark.parametrize("role", ANYBODY)
@pytest.mark.parametrize("kind", command_kinds().values(), ids=command_kinds())
def test_a_role_may_do_what_it_is_named_for_and_nothing_else(role: str, kind: type[Command]) -> None:
    assert may(role, kind) is (kind in NAMED.get(role, set()))


@pytest.mark.parametrize("role", ANYBODY)
@pytest.mark.parametrize("topic", ["stage", "board", "sheet", "desk", "presence", "announcer", "nothing"])
def test_a_role_sees_its_topics_and_no_other(role: str, topic: str) -> None:
    assert may_watch(role, topic) is (topic in SEES.get(role, set()))


@pytest.mark.parametrize("role", ANYBODY)
def test_who_may_not_is_refused_before_anything_else_is_looked_at(role: str) -> None:
    refused = decide(None, c.SubmitSheet("1", "nope", "nope", 0), Actor(role), 0)
    assert isinstance(refused, NotAllowed) is (role != "judge")


def test_a_judge_recuses_nobody_else() -> None:
    refused = decide_recusal("j1", "j2")
    assert isinstance(refused, NotAllowed)
    assert not isinstance(decide_recusal("j1", "j1"), NotAllowed)


def decide_recusal(judge: str, of: str) -> object:
    from tests.building import a_running_contest

    return a_running_contest().asks(judge, c.RecuseJudge, entry="e1", judge=of)
