"""What the head judge signed is fixed: no act moves a figure of a signed round but reopening it, with a reason.

Responsible for: the acts that touch figures without opening the round they stand in. Must not know: what they decide.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from contest_app.contest import commands as c
from contest_app.contest import refusals as r
from contest_app.contest.commands import Command
from contest_app.contest.decisions.rules import Decision
from contest_app.contest.events import Stamp
from contest_app.contest.evolve import evolve
from contest_app.contest.standings import compute_standings
from contest_app.contest.state import State
from contest_app.contest.tracked import changed_keys

# Everything else is decided in an open round, or leaves all rounds alone; random contests try whether that is so.
REACH_SIGNED: Final[frozenset[type[Command]]] = frozenset(
    {
        c.AmendRulebook, c.ChangeEntryStatus, c.RegisterEntry, c.RegisterEntries, c.AppointJudge, c.ReplaceJudge,
        c.LetJudgeGo, c.CallJudgeBack, c.RecuseJudge, c.WithdrawRecusal, c.SetRunningOrder, c.RevealLots,
    }
)  # fmt: skip


def keeps_what_is_signed(state: State, command: Command, decision: Decision, now_ms: int) -> Decision:
    """The decision, or its refusal where a figure of a signed round would become another."""
    signed = [round_.id for round_ in state.rulebook.rounds if state.round_status(round_.id) == "signed"]
    if isinstance(decision, r.Refused) or not signed or type(command) not in REACH_SIGNED:
        return decision
    after = state
    for event in decision:
        after = evolve(after, event, Stamp(0, now_ms, ""))
    if not _may_reach(state, after, signed):
        return decision
    before, now = _figures(state), _figures(after)
    moved = tuple(state.rulebook.round(one).title for one in signed if _of(before, one) != _of(now, one))
    return r.RoundIsSigned(moved) if moved else decision


def _may_reach(state: State, after: State, signed: list[str]) -> bool:
    """Whether a signed figure could be another at all; the desk asks it of every act it shows: it must be cheap."""
    if after.rulebook is not state.rulebook:
        return True
    if any(key[0] in signed for key in changed_keys(after.record.performances, state.record.performances)):
        return True
    book = state.rulebook  # a status, an order or a panel moves another entry's figure only where entries are compared
    compares = book.missing.policy == "drop_judge_for_round" or any(book.is_ranked(book.round(one)) for one in signed)
    return compares and replace(after.record, performances=state.record.performances) != state.record


Figures = dict[tuple[str, str], Fraction | None]


def _figures(state: State) -> Figures:
    figures = compute_standings(state.rulebook, state.record).figures
    return {key: figure.value for key, figure in figures.items() if figure is not None}


def _of(figures: Figures, round_id: str) -> Figures:
    return {key: value for key, value in figures.items() if key[0] == round_id and value is not None}
