"""Rights: who may do what (design: role x act; every cell is tested). Whoever is not named for an act may not do it."""

from __future__ import annotations

from typing import Final

from contest_app.contest import commands as c

ORGANIZER: Final = "organizer"
DIRECTOR: Final = "director"
SECRETARY: Final = "secretary"
HEAD_JUDGE: Final = "head_judge"
JUDGE: Final = "judge"
ANNOUNCER: Final = "announcer"
SCREEN: Final = "screen"
AUDIENCE: Final = "audience"

ROLES: Final = (ORGANIZER, DIRECTOR, SECRETARY, HEAD_JUDGE, JUDGE, ANNOUNCER, SCREEN, AUDIENCE)
DESK_ROLES: Final = frozenset({ORGANIZER, DIRECTOR, SECRETARY, HEAD_JUDGE})

_ORGANIZER: Final = frozenset({ORGANIZER})
_DIRECTOR: Final = frozenset({ORGANIZER, DIRECTOR})
_SECRETARY: Final = frozenset({ORGANIZER, SECRETARY})
_DRAWS: Final = frozenset({ORGANIZER, DIRECTOR, SECRETARY})
_HEAD_JUDGE: Final = frozenset({ORGANIZER, HEAD_JUDGE})
_JUDGE: Final = frozenset({JUDGE})

MAY_DO: Final[dict[type[c.Command], frozenset[str]]] = {
    c.CreateContest: _ORGANIZER,
    c.DescribeContest: _SECRETARY,
    c.SetRulebook: _ORGANIZER,
    c.AmendRulebook: _ORGANIZER,
    c.RegisterEntry: _SECRETARY,
    c.RegisterEntries: _SECRETARY,
    c.RemoveEntry: _SECRETARY,
    c.AppointJudge: _ORGANIZER,
    c.AppointPanel: _ORGANIZER,
    c.RemoveJudge: _ORGANIZER,
    c.ReplaceJudge: _ORGANIZER,
    c.LetJudgeGo: _ORGANIZER,
    c.CallJudgeBack: _ORGANIZER,
    c.SetRunningOrder: _SECRETARY,
    c.BeginDraw: _DRAWS,
    c.DrawLots: _DRAWS,
    c.RevealLots: _DRAWS,
    c.CancelDraw: _DRAWS,
    c.StartContest: _ORGANIZER,
    c.OpenRound: _DIRECTOR,
    c.CloseRound: _DIRECTOR,
    c.ReopenRound: _HEAD_JUDGE,
    c.SignRound: _HEAD_JUDGE,
    c.CallPerformance: _DIRECTOR,
    c.WithdrawCall: _DIRECTOR,
    c.StartTimer: _DIRECTOR,
    c.StopTimer: _DIRECTOR,
    c.ClearTimer: _DIRECTOR,
    c.EndPerformance: _DIRECTOR,
    c.ClosePerformance: _DIRECTOR,
    c.ReopenPerformance: _HEAD_JUDGE,
    c.TakeSeat: _JUDGE,
    c.ReleaseSeat: _ORGANIZER,
    c.SubmitSheet: _JUDGE,
    c.RecuseJudge: _HEAD_JUDGE | _JUDGE,
    c.WithdrawRecusal: _HEAD_JUDGE,
    c.AcceptLateSheet: _HEAD_JUDGE,
    c.DeclineLateSheet: _HEAD_JUDGE,
    c.TypePaperSheet: _SECRETARY,
    c.DiscardPaperReading: _SECRETARY,
    c.EnterCountedPoints: _SECRETARY,
    c.GivePenalty: _SECRETARY,
    c.WithdrawPenalty: _SECRETARY,
    c.GiveBonus: _SECRETARY,
    c.WithdrawBonus: _SECRETARY,
    c.RecordAbsence: _SECRETARY,
    c.WithdrawAbsence: _SECRETARY,
    c.ChangeEntryStatus: _SECRETARY,
    c.DecideTie: _HEAD_JUDGE,
    c.WithdrawTieDecision: _HEAD_JUDGE,
    c.PublishPerformance: _DIRECTOR,
    c.PublishRound: _DIRECTOR,
    c.WithdrawPublication: _DIRECTOR,
    c.FreezeBoard: _DIRECTOR,
    c.ThawBoard: _DIRECTOR,
    c.DecideContest: _HEAD_JUDGE,
    c.ReopenDecision: _HEAD_JUDGE,
    c.AnnounceResults: _DIRECTOR,
    c.WithdrawAnnouncement: _DIRECTOR,
    c.ChooseScene: _DIRECTOR,
}

PUBLIC_TOPICS: Final = frozenset({"stage", "board"})
_DESK_TOPICS: Final = PUBLIC_TOPICS | {"desk", "presence", "announcer", "changes"}
MAY_WATCH: Final[dict[str, frozenset[str]]] = {
    ORGANIZER: _DESK_TOPICS,
    DIRECTOR: _DESK_TOPICS,
    SECRETARY: _DESK_TOPICS,
    HEAD_JUDGE: _DESK_TOPICS,
    JUDGE: PUBLIC_TOPICS | {"sheet"},
    ANNOUNCER: PUBLIC_TOPICS | {"announcer", "changes"},
    SCREEN: PUBLIC_TOPICS,
    AUDIENCE: PUBLIC_TOPICS,
}


def may(role: str, command: c.Command | type[c.Command]) -> bool:
    """Whether a role may do an act (an unknown role may do nothing)."""
    kind = command if isinstance(command, type) else type(command)
    return role in MAY_DO.get(kind, frozenset())


def may_watch(role: str, topic: str) -> bool:
    """Whether a role may see a topic."""
    return topic in MAY_WATCH.get(role, frozenset())
