"""The fold: the next state after one event. It decides nothing and refuses nothing; what happened, happened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from immutables import Map

from contest_app.contest import events as e
from contest_app.contest import evolve_orders, evolve_panel, evolve_paper
from contest_app.contest.about import LISTS, TEXTS, About
from contest_app.contest.memory import remembered
from contest_app.contest.numbers import parse_decimal
from contest_app.contest.record import EntryRecord, EntryStatus, Line, Record, Sheet
from contest_app.contest.rulebook import parse_rulebook
from contest_app.contest.state import (
    Entry,
    Handed,
    Judge,
    Key,
    LateSheet,
    Published,
    Scene,
    SceneKind,
    State,
    Timer,
    Told,
)

Fold = Callable[[State, Any, e.Stamp], State]
_FOLDS: dict[type[e.Event], Fold] = {**evolve_orders.FOLDS, **evolve_panel.FOLDS, **evolve_paper.FOLDS}


def evolve(state: State | None, event: e.Event, stamp: e.Stamp) -> State:
    """The state after an event; the first event of a journal is ContestCreated, without a state before it."""
    if isinstance(event, e.ContestCreated):
        return _created(event)
    if state is None:
        raise ValueError(f"a journal cannot begin with {type(event).__name__}")
    return remembered(_FOLDS[type(event)](state, event, stamp), Told(event, stamp))


def handled_events() -> frozenset[type[e.Event]]:
    """Every event class that the fold knows (a test compares it with all there are)."""
    return frozenset(_FOLDS) | {e.ContestCreated}


def _on(kind: type[e.Event]) -> Callable[[Fold], Fold]:
    def register(fold: Fold) -> Fold:
        _FOLDS[kind] = fold
        return fold

    return register


def _created(event: e.ContestCreated) -> State:
    rulebook = parse_rulebook(event.rulebook)
    return State(
        contest=event.contest,
        title=event.title,
        rulebook=rulebook,
        record=Record(entries=()),
        public=Record(entries=()),
        public_rulebook=rulebook,
        place=event.place,
        held_on=event.held_on,
        rehearsal_of=event.rehearsal_of,
    )


# --- small steps that several events share ----------------------------------------------------------------------------


def _stage_empties(state: State) -> State:
    scene = Scene("waiting") if state.scene.kind == "on_stage" else state.scene
    return replace(state, on_stage=None, scene=scene)


def points(text: str) -> Fraction:
    """Points that a decision has already checked."""
    value = parse_decimal(text)
    if value is None:
        raise ValueError(f"not decimal points: {text!r}")
    return value


def _life(state: State, key: Key, **changes: Any) -> State:
    performance = replace(state.performance(key), **changes)
    is_open = performance.status in ("on_stage", "marking")
    if is_open != (key in state.record.still_open):
        state = _record(state, still_open=state.record.still_open ^ {key})
    return replace(state, performances=state.performances.set(key, performance))


def _figures(state: State, key: Key, **changes: Any) -> State:
    return replace(state, record=_record_with(state, key, **changes))


def _record_with(state: State, key: Key, **changes: Any) -> Record:
    recused = frozenset(judge for judge, entry in state.recused if entry == key[1])
    figures = replace(state.figures(key), recused=recused, **changes)
    return replace(state.record, performances=state.record.performances.set(key, figures))


def _record(state: State, **changes: Any) -> State:
    return replace(state, record=replace(state.record, **changes))


def _with_sheet(state: State, key: Key, judge: str, marks: Mapping[str, str], as_handed: Handed) -> State:
    """The commonest fold by far: the state is copied once."""
    sheet = Sheet(judge, {criterion: points(mark) for criterion, mark in marks.items()})
    before = state.performance(key)
    performance = replace(before, handed=before.handed.set(judge, as_handed))
    record = _record_with(state, key, sheets=state.figures(key).sheets.set(judge, sheet))
    return replace(state, record=record, performances=state.performances.set(key, performance))


# --- setting up -------------------------------------------------------------------------------------------------------


@_on(e.ContestDescribed)
def _described(state: State, event: e.ContestDescribed, stamp: e.Stamp) -> State:
    said: dict[str, Any] = {name: getattr(event, name) for name in TEXTS}
    said |= {name: tuple(getattr(event, name)) for name in LISTS}
    return replace(state, place=event.place, held_on=event.held_on, about=About(**said))


@_on(e.RuleBookSet)
@_on(e.RuleBookAmended)
def _rulebook(state: State, event: e.RuleBookSet | e.RuleBookAmended, stamp: e.Stamp) -> State:
    rulebook = parse_rulebook(event.rulebook)
    public = state.public_rulebook if state.public.performances else rulebook
    return replace(state, rulebook=rulebook, public_rulebook=public, title=rulebook.title)


@_on(e.EntryRegistered)
def _entry(state: State, event: e.EntryRegistered, stamp: e.Stamp) -> State:
    entry = Entry(event.entry, event.number, event.name, event.unit, event.captain, tuple(event.members))
    entries = state.entries.set(event.entry, entry)
    comes_last = all(held.number < event.number for held in state.entries.values())
    if (
        event.entry not in state.entries and comes_last
    ):  # the common case, which a long list goes through again and again
        records = (*state.record.entries, EntryRecord(event.entry))
        return _record(replace(state, entries=entries, entry_order=(*state.entry_order, event.entry)), entries=records)
    order = tuple(sorted(entries, key=lambda known: entries[known].number))
    known = {record.id: record for record in state.record.entries}
    records = tuple(known.get(each, EntryRecord(each)) for each in order)
    return _record(replace(state, entries=entries, entry_order=order), entries=records)


@_on(e.EntryRemoved)
def _entry_removed(state: State, event: e.EntryRemoved, stamp: e.Stamp) -> State:
    left = tuple(entry for entry in state.entry_order if entry != event.entry)
    orders = state.record.running_order
    for round_id, order in orders.items():
        orders = orders.set(round_id, tuple(entry for entry in order if entry != event.entry))
    recused = frozenset(pair for pair in state.recused if pair[1] != event.entry)
    state = replace(state, entries=state.entries.delete(event.entry), entry_order=left, recused=recused)
    records = tuple(record for record in state.record.entries if record.id != event.entry)
    lines = state.record.lines
    lines = lines.delete(event.entry) if event.entry in lines else lines
    return _record(state, entries=records, running_order=orders, lines=lines)


@_on(e.JudgeAppointed)
def _judge(state: State, event: e.JudgeAppointed, stamp: e.Stamp) -> State:
    head = state.record.head_judge
    judges = state.judges
    if event.is_head and head is not None and head != event.judge:
        judges = judges.set(head, replace(judges[head], is_head=False))
    if event.is_head or head == event.judge:
        head = event.judge if event.is_head else None
    known = judges.get(event.judge) or Judge(event.judge, event.number, event.name)
    judge = replace(known, number=event.number, name=event.name, is_head=event.is_head, unit=event.unit)
    return _record(evolve_panel.with_judge(state, judge, judges), head_judge=head)


@_on(e.JudgeRemoved)
def _judge_removed(state: State, event: e.JudgeRemoved, stamp: e.Stamp) -> State:
    head = state.record.head_judge
    left = tuple(judge for judge in state.judge_order if judge != event.judge)
    seats = state.seats.delete(event.judge) if event.judge in state.seats else state.seats
    recused = frozenset(pair for pair in state.recused if pair[0] != event.judge)
    state = replace(state, judges=state.judges.delete(event.judge), judge_order=left, seats=seats, recused=recused)
    return _record(state, head_judge=None if head == event.judge else head)


@_on(e.ContestStarted)
def _started(state: State, event: e.ContestStarted, stamp: e.Stamp) -> State:
    return replace(state, phase="running")


# --- rounds and performances ------------------------------------------------------------------------------------------


@_on(e.RoundOpened)
@_on(e.RoundReopened)
def _round_opened(state: State, event: e.RoundOpened | e.RoundReopened, stamp: e.Stamp) -> State:
    signers = state.signers.delete(event.round) if event.round in state.signers else state.signers
    return replace(state, rounds=state.rounds.set(event.round, "open"), signers=signers)


@_on(e.RoundClosed)
def _round_closed(state: State, event: e.RoundClosed, stamp: e.Stamp) -> State:
    if state.on_stage is not None and state.on_stage[0] == event.round:
        state = _stage_empties(state)
    closed_with = state.closed_with.set(event.round, tuple(event.entries))
    return replace(state, rounds=state.rounds.set(event.round, "closed"), closed_with=closed_with)


@_on(e.RoundSigned)
def _round_signed(state: State, event: e.RoundSigned, stamp: e.Stamp) -> State:
    signers = state.signers.set(event.round, state.record.head_judge) if state.record.head_judge else state.signers
    return replace(state, rounds=state.rounds.set(event.round, "signed"), signers=signers)


@_on(e.PerformanceCalled)
def _called(state: State, event: e.PerformanceCalled, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    scene = Scene("on_stage", event.round, event.entry)
    return replace(_life(state, key, status="on_stage"), on_stage=key, scene=scene)


@_on(e.CallWithdrawn)
def _call_withdrawn(state: State, event: e.CallWithdrawn, stamp: e.Stamp) -> State:
    return _stage_empties(_life(state, (event.round, event.entry), status="waiting", timer=Timer()))


@_on(e.TimerStarted)
def _timer_started(state: State, event: e.TimerStarted, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    return _life(state, key, timer=replace(state.performance(key).timer, started_ms=event.at_ms))


@_on(e.TimerStopped)
def _timer_stopped(state: State, event: e.TimerStopped, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    timer = Timer(started_ms=None, elapsed_ms=event.elapsed_ms, stopped=True)
    status = "marking" if state.performance(key).status == "on_stage" else state.performance(key).status
    return _figures(_life(state, key, timer=timer, status=status), key, elapsed_s=Fraction(event.elapsed_ms, 1000))


@_on(e.TimerCleared)
def _timer_cleared(state: State, event: e.TimerCleared, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    performance = state.performance(key)
    # the clock ran by mistake: the performance goes on, unless somebody marked it already
    goes_on = performance.status == "marking" and state.on_stage == key and not performance.handed
    status = "on_stage" if goes_on else performance.status
    return _figures(_life(state, key, timer=Timer(), status=status), key, elapsed_s=None)


@_on(e.PerformanceEnded)
def _ended(state: State, event: e.PerformanceEnded, stamp: e.Stamp) -> State:
    return _life(state, (event.round, event.entry), status="marking")


@_on(e.PerformanceClosed)
def _closed(state: State, event: e.PerformanceClosed, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    figures = {"absent_judges": frozenset(event.missing)} if event.missing else {}
    state = _figures(state, key, **figures) if figures else state
    panel = state.performance(key).panel
    panel = state.members_of(key) if panel is None else panel
    closed = {"status": "closed", "closing_reason": event.reason, "closed_from": event.was}
    return _life(state, key, **closed, missing=tuple(event.missing), panel=panel)


@_on(e.PerformanceReopened)
def _reopened(state: State, event: e.PerformanceReopened, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    if state.figures(key).absent_judges:
        state = _figures(state, key, absent_judges=frozenset())
    return _life(state, key, status=event.status, missing=(), closing_reason="", closed_from="")


# --- seats and sheets -------------------------------------------------------------------------------------------------


@_on(e.SeatTaken)
def _seat_taken(state: State, event: e.SeatTaken, stamp: e.Stamp) -> State:
    return replace(state, seats=state.seats.set(event.judge, event.device))


@_on(e.SeatReleased)
def _seat_released(state: State, event: e.SeatReleased, stamp: e.Stamp) -> State:
    return replace(state, seats=state.seats.delete(event.judge)) if event.judge in state.seats else state


@_on(e.SheetSubmitted)
def _submitted(state: State, event: e.SheetSubmitted, stamp: e.Stamp) -> State:
    return _with_sheet(state, (event.round, event.entry), event.judge, event.marks, Handed(event.revision, stamp.at_ms))


@_on(e.SheetArrivedLate)
def _arrived_late(state: State, event: e.SheetArrivedLate, stamp: e.Stamp) -> State:
    late = LateSheet(stamp.seq, event.round, event.entry, event.judge, event.marks, event.why, stamp.at_ms)
    return replace(state, late=state.late.set(stamp.seq, late))


@_on(e.LateSheetAccepted)
def _late_accepted(state: State, event: e.LateSheetAccepted, stamp: e.Stamp) -> State:
    late = state.late[event.late]
    state = replace(state, late=state.late.set(event.late, replace(late, status="accepted")))
    key = (event.round, event.entry)
    state = _with_sheet(state, key, event.judge, late.marks, Handed(event.revision, stamp.at_ms))
    return _no_longer_missing(state, key, event.judge)


def _no_longer_missing(state: State, key: Key, judge: str) -> State:
    """The state of a performance that was closed without a sheet of this judge's place, now that one is in."""
    place = state.judges[judge].place
    missing = tuple(one for one in state.performance(key).missing if state.judges[one].place != place)
    if len(missing) < len(state.performance(key).missing):
        state = _figures(state, key, absent_judges=frozenset(missing))
    return _life(state, key, missing=missing)


@_on(e.LateSheetDeclined)
def _late_declined(state: State, event: e.LateSheetDeclined, stamp: e.Stamp) -> State:
    return replace(state, late=state.late.set(event.late, replace(state.late[event.late], status="declined")))


@_on(e.PaperSheetEntered)
def _paper_entered(state: State, event: e.PaperSheetEntered, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    handed = Handed(event.revision, stamp.at_ms, on_paper=True)
    state = _with_sheet(evolve_paper.without_reading(state, event, stamp), key, event.judge, event.marks, handed)
    return _no_longer_missing(state, key, event.judge)


@_on(e.JudgeRecused)
def _recused(state: State, event: e.JudgeRecused, stamp: e.Stamp) -> State:
    pair = (event.judge, event.entry)
    reasons = state.recusal_reasons.set(pair, event.reason)
    return _stands_aside(replace(state, recused=state.recused | {pair}, recusal_reasons=reasons), event.entry)


@_on(e.RecusalWithdrawn)
def _recusal_withdrawn(state: State, event: e.RecusalWithdrawn, stamp: e.Stamp) -> State:
    return _stands_aside(replace(state, recused=state.recused - {(event.judge, event.entry)}), event.entry)


def _stands_aside(state: State, entry: str) -> State:
    """The state whose figures know who stands aside for an entry."""
    for key in [key for key in state.record.performances if key[1] == entry]:
        state = _figures(state, key)
    return state


# --- points and decisions ---------------------------------------------------------------------------------------------


@_on(e.CountedPointsEntered)
def _counted(state: State, event: e.CountedPointsEntered, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    revisions = state.performance(key).counted_revisions.set(event.part, event.revision)
    before = state.figures(key).counted
    # points for the whole round replace points by part, and the other way round: they never add up
    kept = before.delete("") if event.part and "" in before else before if event.part else Map()
    counted = kept.set(event.part, points(event.points))
    return _life(_figures(state, key, counted=counted), key, counted_revisions=revisions)


def _add_line(state: State, event: e.PenaltyGiven | e.BonusGiven, stamp: e.Stamp, which: int) -> State:
    line = Line(points(event.points), event.reason, str(stamp.seq))
    return _lines(state, event.round, event.entry, which, lambda lines: (*lines, line))


def _drop_line(state: State, round_id: str, entry: str, seq: int, which: int) -> State:
    return _lines(state, round_id, entry, which, lambda lines: tuple(line for line in lines if line.id != str(seq)))


def _lines(
    state: State, round_id: str, entry: str, which: int, change: Callable[[tuple[Line, ...]], tuple[Line, ...]]
) -> State:
    """Changes the bonus (which = 0) or penalty (1) lines of a round, or of the total when no round is named."""
    if round_id:
        figures = state.figures((round_id, entry))
        name = ("bonus", "penalty")[which]
        return _figures(state, (round_id, entry), **{name: change(getattr(figures, name))})
    both = list(state.record.lines.get(entry, ((), ())))
    both[which] = change(both[which])
    return _record(state, lines=state.record.lines.set(entry, (both[0], both[1])))


@_on(e.PenaltyGiven)
def _penalty(state: State, event: e.PenaltyGiven, stamp: e.Stamp) -> State:
    return _add_line(state, event, stamp, 1)


@_on(e.PenaltyWithdrawn)
def _penalty_withdrawn(state: State, event: e.PenaltyWithdrawn, stamp: e.Stamp) -> State:
    return _drop_line(state, event.round, event.entry, event.penalty, 1)


@_on(e.BonusGiven)
def _bonus(state: State, event: e.BonusGiven, stamp: e.Stamp) -> State:
    return _add_line(state, event, stamp, 0)


@_on(e.BonusWithdrawn)
def _bonus_withdrawn(state: State, event: e.BonusWithdrawn, stamp: e.Stamp) -> State:
    return _drop_line(state, event.round, event.entry, event.bonus, 0)


@_on(e.AbsenceRecorded)
def _absent(state: State, event: e.AbsenceRecorded, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    if state.on_stage == key:
        state = _stage_empties(state)
    return _life(_figures(state, key, absent=True), key, status="closed", closing_reason=event.reason)


@_on(e.AbsenceWithdrawn)
def _absence_withdrawn(state: State, event: e.AbsenceWithdrawn, stamp: e.Stamp) -> State:
    key = (event.round, event.entry)
    state = _figures(state, key, absent=False, absent_judges=frozenset(), elapsed_s=None)
    return _life(state, key, status="waiting", timer=Timer(), missing=(), closing_reason="", panel=None)


@_on(e.EntryStatusChanged)
def _entry_status(state: State, event: e.EntryStatusChanged, stamp: e.Stamp) -> State:
    records = tuple(
        replace(record, status=cast(EntryStatus, event.status)) if record.id == event.entry else record
        for record in state.record.entries
    )
    return _record(state, entries=records)


@_on(e.TieDecided)
def _tie_decided(state: State, event: e.TieDecided, stamp: e.Stamp) -> State:
    return _record(state, decisions=(*state.record.decisions, tuple(event.entries)))


@_on(e.TieDecisionWithdrawn)
def _tie_withdrawn(state: State, event: e.TieDecisionWithdrawn, stamp: e.Stamp) -> State:
    kept = tuple(decision for decision in state.record.decisions if decision != tuple(event.entries))
    return _record(state, decisions=kept)


# --- what the public sees ---------------------------------------------------------------------------------------------


def published(state: State, keys: Sequence[Key], entries: Collection[str]) -> State:
    """The state once these performances are public, and with them status, bonus and penalty lines of these entries.

    What concerns the other entries stays as the public knew it; decided ties go out with any publication.
    """
    before, record = state.public, state.record
    performances = before.performances.update({key: state.figures(key) for key in keys})
    known = {entry.id: entry for entry in before.entries}
    rows = tuple(e if e.id in entries else known.get(e.id, EntryRecord(e.id)) for e in record.entries)
    lines = {entry: both for entry, both in before.lines.items() if entry not in entries}
    lines |= {entry: both for entry, both in record.lines.items() if entry in entries}
    public = replace(
        record,
        performances=performances,
        entries=rows,
        lines=Map(lines),
        still_open=frozenset(),
        votes=Map(),
        choices=Map(),
    )
    shown = state.shown.after(record, keys, entries)
    return replace(state, public=public, public_rulebook=state.rulebook, shown=shown)


def published_with_round(state: State, round_id: str) -> State:
    """The state once a round is public: its closed performances, and all that concerns every entry's total."""
    in_round = (key for key in state.record.performances if key[0] == round_id)
    closed = [key for key in in_round if state.performance(key).status == "closed"]
    return published(state, closed, state.entries)


@_on(e.PerformancePublished)
def _performance_published(state: State, event: e.PerformancePublished, stamp: e.Stamp) -> State:
    return published(state, [(event.round, event.entry)], {event.entry})


@_on(e.RoundPublished)
def _round_published(state: State, event: e.RoundPublished, stamp: e.Stamp) -> State:
    return published_with_round(state, event.round)


@_on(e.PublicationWithdrawn)
def _publication_withdrawn(state: State, event: e.PublicationWithdrawn, stamp: e.Stamp) -> State:
    performances = state.public.performances
    for key in state.public.performances:
        if key[0] == event.round and event.entry in ("", key[1]):
            performances = performances.delete(key)
    return replace(state, public=replace(state.public, performances=performances))


@_on(e.BoardFrozen)
def _frozen(state: State, event: e.BoardFrozen, stamp: e.Stamp) -> State:
    return replace(state, is_frozen=True)


@_on(e.BoardThawed)
def _thawed(state: State, event: e.BoardThawed, stamp: e.Stamp) -> State:
    return replace(state, is_frozen=False)


@_on(e.ContestDecided)
def _decided(state: State, event: e.ContestDecided, stamp: e.Stamp) -> State:
    return replace(state, phase="decided")


@_on(e.DecisionReopened)
def _decision_reopened(state: State, event: e.DecisionReopened, stamp: e.Stamp) -> State:
    return replace(state, phase="running")


@_on(e.ResultsAnnounced)
def _announced(state: State, event: e.ResultsAnnounced, stamp: e.Stamp) -> State:
    return replace(
        state,
        phase="announced",
        is_frozen=False,
        public=state.record,
        public_rulebook=state.rulebook,
        shown=state.shown.after(state.record, list(state.record.performances), state.entries),
        before_announcement=Published(state.public, state.public_rulebook, state.is_frozen),
    )


@_on(e.AnnouncementWithdrawn)
def _announcement_withdrawn(state: State, event: e.AnnouncementWithdrawn, stamp: e.Stamp) -> State:
    before = state.before_announcement
    if before is None:
        raise ValueError("nothing was announced")
    return replace(
        state,
        phase="decided",
        public=before.record,
        public_rulebook=before.rulebook,
        is_frozen=before.is_frozen,
        before_announcement=None,
    )


@_on(e.SceneChosen)
def _scene(state: State, event: e.SceneChosen, stamp: e.Stamp) -> State:
    return replace(state, scene=Scene(cast(SceneKind, event.scene), event.round, event.entry))
