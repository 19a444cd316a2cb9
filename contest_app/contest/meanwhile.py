"""Two desks at once: whether an act still rests on what its page showed (decision 0018).

Responsible for: the pieces that each command rests on, and the last event that touched one of them after the page was
drawn. Must not know: what the command does. A sheet handed in is deliberately none of the pieces that calling, timing
and closing rest on: five tablets must not hold up the director.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from contest_app.contest import aspects as a
from contest_app.contest import commands as c
from contest_app.contest.naming import actor_words, time_of_day
from contest_app.contest.panel_changes import reading_of, rounds_under_way
from contest_app.contest.refusals import ChangedMeanwhile
from contest_app.contest.sentences import sentence
from contest_app.contest.state import Aspect, State, Told

Rests = Callable[[State, Any], tuple[Aspect, ...]]


def changed_meanwhile(state: State, command: c.Command) -> Told | None:
    """The latest event that touched what the command rests on since its page was drawn; None without one."""
    if command.drawn_at is None:
        return None
    told = (state.touched.get(aspect) for aspect in RESTS_ON[type(command)](state, command))
    later = [each for each in told if each is not None and each.stamp.seq > command.drawn_at]
    return max(later, key=lambda each: each.stamp.seq, default=None)


def as_refused(state: State, told: Told) -> ChangedMeanwhile:
    """What changed, who did it and when."""
    who, at = actor_words(state, told.stamp.actor), time_of_day(told.stamp.at_ms)
    return ChangedMeanwhile(sentence(state, told.event), who, at)


def _nothing(state: State, command: Any) -> tuple[Aspect, ...]:
    return ()


def _fixed(*aspects: Aspect) -> Rests:
    return lambda state, command: aspects


def _public(round_id: str, entry: str) -> tuple[Aspect, ...]:
    """Whether the public knows a performance, by itself or with its round."""
    return a.public(round_id, entry), a.public(round_id, "")


def _life(state: State, command: Any) -> tuple[Aspect, ...]:
    return a.life(command.round, command.entry), a.round_life(command.round)


def _clock(state: State, command: Any) -> tuple[Aspect, ...]:
    return a.clock(command.round, command.entry), a.life(command.round, command.entry)


def _call(state: State, command: Any) -> tuple[Aspect, ...]:
    return *_life(state, command), a.STAGE, a.entry(command.entry), a.order(command.round)


def _close(state: State, command: Any) -> tuple[Aspect, ...]:
    """Not the sheets: one that came in makes it only more complete. But who is missing is who sits."""
    return *_life(state, command), a.clock(command.round, command.entry), a.PANEL, a.recusals(command.entry)


def _reopen(state: State, command: Any) -> tuple[Aspect, ...]:
    return *_life(state, command), *_public(command.round, command.entry)


def _round(state: State, command: Any) -> tuple[Aspect, ...]:
    return (a.round_life(command.round),)


def _judge(state: State, command: Any) -> tuple[Aspect, ...]:
    return (a.judge(command.judge),)


def _change_panel(state: State, command: Any) -> tuple[Aspect, ...]:
    """Where a judge must have marked everybody, what was closed meanwhile decides whether they still count."""
    rounds = (one for one in rounds_under_way(state) if reading_of(state.rulebook, one) == "whole_round")
    lives = (a.life(round_.id, entry) for round_ in rounds for entry in state.entry_order)
    return a.judge(command.judge), a.PANEL, a.RULES, *lives


def _line(state: State, command: Any) -> tuple[Aspect, ...]:
    """A second penalty for the same slip is what this is about; and the time that the clock's penalty was for."""
    timed = (a.clock(command.round, command.entry),) if getattr(command, "source", "") == "time" else ()
    return a.lines(command.round, command.entry), *_public(command.round, command.entry), *timed


def _withdraw_line(state: State, command: Any) -> tuple[Aspect, ...]:
    """A line is known by its number alone; another line beside it does not matter."""
    number = command.penalty if isinstance(command, c.WithdrawPenalty) else command.bonus
    found = state.record.performances.items()
    keys = (key for key, of in found if any(line.id == str(number) for line in (*of.bonus, *of.penalty)))
    return a.line(number), *(aspect for key in keys for aspect in _public(*key))


def _late(state: State, command: Any) -> tuple[Aspect, ...]:
    """Accepting rests on the judge's sheet as well: it would be replaced."""
    sheet = state.late.get(command.late)
    if sheet is None or isinstance(command, c.DeclineLateSheet):
        return (a.late(command.late),)
    return a.late(command.late), a.sheet(sheet.round, sheet.entry, sheet.judge), *_public(sheet.round, sheet.entry)


def _paper(state: State, command: Any) -> tuple[Aspect, ...]:
    """Not a first reading that came in: this one is then the second, as blind as can be."""
    return *_life(state, command), a.sheet(command.round, command.entry, command.judge)


def _counted(state: State, command: Any) -> tuple[Aspect, ...]:
    return *_life(state, command), a.counted(command.round, command.entry), *_public(command.round, command.entry)


def _publish_performance(state: State, command: Any) -> tuple[Aspect, ...]:
    """What goes out is what was seen: the figure, the lines of the total, the rules."""
    at = (command.round, command.entry)
    return *_life(state, command), a.figures(*at), a.figures("", command.entry), a.RULES, *_public(*at)


def _publish_round(state: State, command: Any) -> tuple[Aspect, ...]:
    return *_sign(state, command), a.figures_of(""), a.public_of(command.round)


def _sign(state: State, command: Any) -> tuple[Aspect, ...]:
    return a.round_life(command.round), a.figures_of(command.round), a.RULES


def _withdraw_publication(state: State, command: Any) -> tuple[Aspect, ...]:
    return _public(command.round, command.entry) if command.entry else (a.public_of(command.round),)


RESTS_ON: Final[Mapping[type[c.Command], Rests]] = {
    c.CreateContest: _nothing,
    c.SetRulebook: _fixed(a.RULES, a.CONTEST),
    c.AmendRulebook: _fixed(a.RULES, a.CONTEST),
    c.DescribeContest: _fixed(a.ABOUT, a.RULES),
    c.RegisterEntry: lambda state, command: (a.entry(command.entry),),
    c.RegisterEntries: lambda state, command: tuple(a.entry(entry) for entry in command.lines),
    c.RemoveEntry: lambda state, command: (a.entry(command.entry),),
    c.AppointJudge: _judge,
    c.AppointPanel: lambda state, command: (*map(a.judge, command.lines), a.PANEL, a.ABOUT),
    c.RemoveJudge: _judge,
    c.ReplaceJudge: _change_panel,
    c.LetJudgeGo: _change_panel,
    c.CallJudgeBack: _change_panel,
    c.SetRunningOrder: lambda state, command: (a.order(command.round), a.ENTRIES, a.DRAW),
    c.BeginDraw: lambda state, command: (*(a.order(one) for one in command.rounds), a.ENTRIES, a.DRAW),
    c.DrawLots: _fixed(a.DRAW),
    c.RevealLots: _fixed(a.DRAW),
    c.CancelDraw: _fixed(a.DRAW),
    c.StartContest: _fixed(a.CONTEST, a.RULES, a.ENTRIES, a.PANEL),
    c.OpenRound: lambda state, command: (a.round_life(command.round), a.CONTEST),
    c.CloseRound: _round,
    c.ReopenRound: lambda state, command: (a.round_life(command.round), a.public_of(command.round)),
    c.SignRound: _sign,
    c.CallPerformance: _call,
    c.WithdrawCall: lambda state, command: (*_life(state, command), a.STAGE),
    c.StartTimer: _clock,
    c.StopTimer: _clock,
    c.ClearTimer: _clock,
    c.EndPerformance: _life,
    c.ClosePerformance: _close,
    c.ReopenPerformance: _reopen,
    c.TakeSeat: _nothing,
    c.ReleaseSeat: lambda state, command: (a.seat(command.judge),),
    c.SubmitSheet: _nothing,  # its base is the revision it edits
    c.RecuseJudge: lambda state, command: (a.recusal(command.judge, command.entry),),
    c.WithdrawRecusal: lambda state, command: (a.recusal(command.judge, command.entry),),
    c.AcceptLateSheet: _late,
    c.DeclineLateSheet: _late,
    c.TypePaperSheet: _paper,
    c.DiscardPaperReading: lambda state, command: (a.reading(command.round, command.entry, command.judge),),
    c.EnterCountedPoints: _counted,
    c.GivePenalty: _line,
    c.WithdrawPenalty: _withdraw_line,
    c.GiveBonus: _line,
    c.WithdrawBonus: _withdraw_line,
    c.RecordAbsence: _reopen,
    c.WithdrawAbsence: _reopen,
    c.ChangeEntryStatus: lambda state, command: (a.entry(command.entry), a.CLOSINGS),
    c.DecideTie: _fixed(a.TIES, a.FIGURES, a.RULES),
    c.WithdrawTieDecision: _fixed(a.TIES),
    c.PublishPerformance: _publish_performance,
    c.PublishRound: _publish_round,
    c.WithdrawPublication: _withdraw_publication,
    c.FreezeBoard: _fixed(a.BOARD),
    c.ThawBoard: _fixed(a.BOARD),
    c.DecideContest: _fixed(a.CONTEST, a.FIGURES, a.TIES, a.RULES),
    c.ReopenDecision: _fixed(a.CONTEST),
    c.AnnounceResults: _fixed(a.CONTEST, a.RULES),
    c.WithdrawAnnouncement: _fixed(a.CONTEST),
    c.ChooseScene: _fixed(a.WALL),
}
