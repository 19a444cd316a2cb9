"""What is not a judge's sheet: counted points, penalties, bonuses, absences, an entry's status, decided ties."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.decisions.rules import (
    STATUSES,
    Ask,
    Decision,
    Refusal,
    check_points,
    competing_entry,
    decides,
    entry_name,
    exact_text,
    in_phase,
    known_entry,
    open_round,
    performance_in_open_round,
    positive_points,
    reason_given,
    refuse_if,
)
from contest_app.contest.numbers import parse_decimal
from contest_app.contest.record import Line
from contest_app.contest.rulebook import Round
from contest_app.contest.standings import compute_standings
from contest_app.contest.state import State


@decides(c.EnterCountedPoints)
def enter_counted(ask: Ask[c.EnterCountedPoints]) -> Decision:
    """The secretary's points for a round or, named by `part`, for one part (criterion) of it."""
    state, command = ask.state, ask.command
    round_ = open_round(state, command.round)
    name = competing_entry(state, command.entry)
    refuse_if(round_.kind != "counted", r.NotCounted(round_.title))
    key = (command.round, command.entry)
    refuse_if(state.performance(key).status == "closed", r.AlreadyClosed(name))
    text = _checked_points(round_, command.part, command.points.strip())
    revision = state.performance(key).counted_revisions.get(command.part, 0)
    refuse_if(command.base != revision, r.StaleBase(command.base, revision))
    before = _before(state.figures(key).counted, command.part)
    return (e.CountedPointsEntered(*key, text, revision + 1, command.part, command.reason.strip(), before),)


def _before(counted: Mapping[str, Fraction], part: str) -> str:
    """The points that new ones replace; "" for none, and where the whole replaces parts or a part the whole."""
    is_alike = set(counted) == {""} if not part else "" not in counted
    return exact_text(counted[part]) if is_alike and part in counted else ""


def _checked_points(round_: Round, part: str, text: str) -> str:
    title, limit, step = round_.title, round_.max, None
    if part:
        try:
            criterion = round_.criterion(part)
        except KeyError:
            raise Refusal(r.UnknownCriterion(part)) from None
        title, limit, step = criterion.title, criterion.max, criterion.step
    value = parse_decimal(text)
    if value is None:
        raise Refusal(r.NotANumber(title, text))
    check_points(title, value, limit, step)
    return exact_text(value)


@decides(c.GivePenalty)
def give_penalty(ask: Ask[c.GivePenalty]) -> Decision:
    command = ask.command
    points, reason = _line(ask.state, command.round, command.entry, command.points, command.reason)
    refuse_if(command.source not in ("time", "hand"), r.UnknownChoice(command.source))
    return (e.PenaltyGiven(command.round, command.entry, points, reason, command.source),)


@decides(c.GiveBonus)
def give_bonus(ask: Ask[c.GiveBonus]) -> Decision:
    command = ask.command
    points, reason = _line(ask.state, command.round, command.entry, command.points, command.reason)
    return (e.BonusGiven(command.round, command.entry, points, reason),)


def _line(state: State, round_id: str, entry: str, points: str, reason: str) -> tuple[str, str]:
    """Checks a bonus or penalty: of an open round that has begun for the entry, or of a running contest's total."""
    name = known_entry(state, entry)
    in_phase(state, "running")
    if round_id:
        open_round(state, round_id)
        refuse_if(state.performance((round_id, entry)).status == "waiting", r.NotCalled(name))
    return exact_text(positive_points(points)), reason_given(reason)


def _find_line(state: State, seq: int, which: int) -> tuple[str, str, Line]:
    """Where a bonus (which = 0) or penalty (1) stands, and it: (round or "", entry, the line)."""
    for key, figures in state.record.performances.items():
        for line in (figures.bonus, figures.penalty)[which]:
            if line.id == str(seq):
                return *key, line
    for entry, both in state.record.lines.items():
        for line in both[which]:
            if line.id == str(seq):
                return "", entry, line
    raise Refusal(r.UnknownLine(seq))


@decides(c.WithdrawPenalty)
def withdraw_penalty(ask: Ask[c.WithdrawPenalty]) -> Decision:
    round_id, entry, line = _withdrawable(ask.state, ask.command.penalty, 1)
    reason = reason_given(ask.command.reason)
    return (e.PenaltyWithdrawn(ask.command.penalty, round_id, entry, reason, exact_text(line.points), line.reason),)


@decides(c.WithdrawBonus)
def withdraw_bonus(ask: Ask[c.WithdrawBonus]) -> Decision:
    round_id, entry, line = _withdrawable(ask.state, ask.command.bonus, 0)
    reason = reason_given(ask.command.reason)
    return (e.BonusWithdrawn(ask.command.bonus, round_id, entry, reason, exact_text(line.points), line.reason),)


def _withdrawable(state: State, seq: int, which: int) -> tuple[str, str, Line]:
    round_id, entry, line = _find_line(state, seq, which)
    in_phase(state, "running")
    if round_id:
        open_round(state, round_id)
    return round_id, entry, line


@decides(c.RecordAbsence)
def record_absence(ask: Ask[c.RecordAbsence]) -> Decision:
    """The entry did not perform: no score, which is not a score of 0."""
    state, command = ask.state, ask.command
    key, _, performance, name = performance_in_open_round(state, command.round, command.entry)
    refuse_if(state.figures(key).absent, r.AlreadyAbsent(name))
    refuse_if(performance.timer.is_running, r.TimerRunning(name))
    depends = r.LaterActDepends("đã có phiếu hoặc điểm của đội", "the entry has sheets or points already")
    refuse_if(bool(performance.handed or state.figures(key).counted), depends)
    return (e.AbsenceRecorded(*key, reason_given(command.reason), performance.status),)


@decides(c.WithdrawAbsence)
def withdraw_absence(ask: Ask[c.WithdrawAbsence]) -> Decision:
    state, command = ask.state, ask.command
    key, _, _, name = performance_in_open_round(state, command.round, command.entry)
    refuse_if(not state.figures(key).absent, r.NotAbsent(name))
    return (e.AbsenceWithdrawn(*key, reason_given(command.reason)),)


@decides(c.ChangeEntryStatus)
def change_status(ask: Ask[c.ChangeEntryStatus]) -> Decision:
    state, command = ask.state, ask.command
    in_phase(state, "setup", "running")
    name = known_entry(state, command.entry)
    refuse_if(command.status not in ("competing", "withdrawn", "disqualified"), r.UnknownChoice(command.status))
    on_stage = state.on_stage
    running = on_stage is not None and on_stage[1] == command.entry and state.performance(on_stage).timer.is_running
    refuse_if(running, r.TimerRunning(name))
    before = state.entry_status(command.entry)
    refuse_if(before == command.status, r.StatusUnchanged(name, STATUSES[command.status]))
    return (e.EntryStatusChanged(command.entry, command.status, reason_given(command.reason), before),)


@decides(c.DecideTie)
def decide_tie(ask: Ask[c.DecideTie]) -> Decision:
    """Records the order among entries that the standings show as tied and unsettled."""
    state, entries = ask.state, tuple(ask.command.entries)
    in_phase(state, "running")
    for entry in entries:
        known_entry(state, entry)
    refuse_if(ask.command.how not in ("decision", "lot"), r.UnknownChoice(ask.command.how))
    unsettled = compute_standings(state.rulebook, state.record).unsettled
    tied = any(set(entries) == set(group) and len(entries) == len(group) for group in unsettled)
    refuse_if(not tied, r.NotTied(tuple(entry_name(state, entry) for entry in entries)))
    return (e.TieDecided(entries, reason_given(ask.command.reason), ask.command.how),)


@decides(c.WithdrawTieDecision)
def withdraw_tie(ask: Ask[c.WithdrawTieDecision]) -> Decision:
    state, entries = ask.state, tuple(ask.command.entries)
    in_phase(state, "running")
    names = tuple(entry_name(state, entry) for entry in entries)
    refuse_if(entries not in state.record.decisions, r.TieNotDecided(names))
    return (e.TieDecisionWithdrawn(entries, reason_given(ask.command.reason)),)
