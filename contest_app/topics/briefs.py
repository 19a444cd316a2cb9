"""The small pieces that several topics share: contest, entry, round, figures as text."""

from __future__ import annotations

from collections.abc import Container, Mapping
from fractions import Fraction

from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.record import Record
from contest_app.contest.rulebook import Round, RuleBook
from contest_app.contest.standings import Row
from contest_app.contest.state import Key, State
from contest_app.topics import shapes as s
from contest_app.topics.kept import Kept

Statuses = Mapping[str, s.EntryStatus]


def contest_brief(state: State) -> s.ContestBrief:
    return {
        "id": state.contest,
        "title": state.title,
        "place": state.place,
        "held_on": state.held_on,
        "phase": state.phase,
        "rehearsal": bool(state.rehearsal_of),
    }


def statuses(record: Record) -> Statuses:
    """Who is no longer competing, as `record` knows it (the public one knows only what was published)."""
    return {entry.id: entry.status for entry in record.entries if entry.status != "competing"}


def entry_brief(state: State, entry: str, statuses: Statuses) -> s.EntryBrief:
    """The entry in words."""
    known = state.entries[entry]
    status = statuses.get(entry, "competing")
    return {"id": entry, "number": known.number, "name": known.name, "unit": known.unit, "status": status}


def round_brief(state: State, round_: Round, rulebook: RuleBook | None = None) -> s.RoundBrief:
    rounds = (rulebook or state.rulebook).rounds
    return {
        "id": round_.id,
        "title": round_.title,
        "number": rounds.index(round_) + 1,
        "of": len(rounds),
        "kind": round_.kind,
        "max": text(round_.max),
        "factor": to_decimal_text(round_.factor),
        "status": state.round_status(round_.id),
    }


def text(value: Fraction | None, places: int = 6) -> str | None:
    """A figure as decimal text; null stays null."""
    return None if value is None else to_decimal_text(value, places)


def decimals(state: State) -> int:
    """How many decimals the jury's totals are shown with."""
    return decimals_of(state.rulebook)


def decimals_of(rulebook: RuleBook) -> int:
    """How many decimals totals are shown with: what the rule book rounds them to, else two."""
    places = [rounding.places for rounding in rulebook.rounding_at("total") if rounding.places is not None]
    return places[-1] if places else 2


def board_row(
    state: State,
    row: Row,
    statuses: Statuses,
    with_prize: bool,
    rulebook: RuleBook | None = None,
    corrected: Container[str] = (),
) -> s.BoardRow:
    """One line of a board, by the rule book that made its figures; rounds are shown with the decimals of the total."""
    rulebook = rulebook or state.rulebook
    places = decimals_of(rulebook)
    return {
        "entry": entry_brief(state, row.entry, statuses),
        "place": row.place,
        "place_to": row.place_to,
        "total": text(row.total, places),
        "rounds": {round_.id: text(row.rounds.get(round_.id), places) for round_ in rulebook.rounds},
        "prize": row.prize if with_prize else None,
        "corrected": row.entry in corrected,
    }


def corrected_entries(state: State) -> frozenset[str]:
    """The entries of which the public sees a figure that was another when it was published before."""
    shown, public = state.shown.corrected, state.public.performances
    return frozenset(key[1] for key in shown if not key[0] or key in public)


def on_stage(state: State, statuses: Statuses) -> s.OnStage | None:
    """The performance on stage: what anybody may know at once."""
    key = state.on_stage
    if key is None:
        return None
    round_ = state.rulebook.round(key[0])
    performance = state.performance(key)
    order = state.order_of(key[0])
    judged = round_.kind == "judged"
    return {
        "round": round_brief(state, round_),
        "entry": entry_brief(state, key[1], statuses),
        "status": performance.status,
        "turn": order.index(key[1]) + 1 if key[1] in order else 0,
        "turns": len(order),
        "timer": timer_value(state, round_, key),
        "handed_in": len(performance.handed) if judged else 0,
        "expected": len(state.panel_of(key)) if judged else 0,
    }


def timer_value(state: State, round_: Round, key: Key) -> s.TimerValue:
    timer = state.performance(key).timer
    rule = round_.time
    return {
        "limit_s": str(rule.limit_s) if rule and rule.limit_s is not None else None,
        "hard_stop_s": str(rule.hard_stop_s) if rule and rule.hard_stop_s is not None else None,
        "started_ms": timer.started_ms,
        "elapsed_ms": timer.elapsed_ms,
    }


def next_entry(state: State, out: Container[str] | None = None, kept: Kept | None = None) -> str | None:
    """Who is called next: the first in the open round's order that still waits and is not `out` of the contest."""
    known = statuses(state.record) if out is None else out
    round_id = state.on_stage[0] if state.on_stage else None
    if round_id is None or state.round_status(round_id) != "open":
        round_id = next((r.id for r in state.rulebook.rounds if state.round_status(r.id) == "open"), "")

    def waits(state: State, key: Key) -> bool:
        life = state.performances.plain.get(key)
        return (life is None or life.status == "waiting") and key[1] not in known

    def row() -> list[Key]:
        return [(round_id, entry) for entry in state.order_of(round_id)] if round_id else []

    record = state.record
    inputs = (state.on_stage, state.rounds, state.rulebook, state.entries, record.entries, record.running_order)
    found = (kept or Kept()).first(state, inputs, row, waits)
    return found[1] if found else None
