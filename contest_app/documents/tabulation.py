"""Bảng tổng hợp điểm: of one round and of the whole contest, with how each figure came to be.

Responsible for: which figures stand where on these papers, all taken from the standings and their traces: nothing is
computed here. Must not know: paper, cells, or the web.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from contest_app.contest.explain import explain_figure, explain_step
from contest_app.contest.prizes import special_awards
from contest_app.contest.record import Line as Points
from contest_app.contest.rulebook import Round
from contest_app.contest.scoring.figure import Figure, JudgeTotal
from contest_app.contest.scoring.methods import METHOD_WORDS
from contest_app.contest.scoring.trace import Step
from contest_app.contest.standings import Row, Standings
from contest_app.contest.state import Entry, Judge, State
from contest_app.contest.tie_words import tie_words
from contest_app.documents.official import decimals, written
from contest_app.documents.panel import head_of_round, panel_of_round, part_panel_notes, term, was_head

STATUS = {"withdrawn": "đã rút", "disqualified": "bị loại", "absent": "vắng mặt"}


@dataclass(frozen=True)
class Cell:
    """One judge's total for one entry: what the paper shows, and whether it was dropped (struck through)."""

    value: Fraction | None
    text: str
    is_dropped: bool = False
    why: str = ""


@dataclass(frozen=True)
class RoundLine:
    """One entry in one round."""

    entry: Entry
    turn: int
    cells: tuple[Cell, ...]
    figure: Figure | None
    status: str
    how: tuple[str, ...]  # how the figure came to be, sentence by sentence

    @property
    def bonus(self) -> tuple[str, ...]:
        return () if self.figure is None else tuple(points_line("+", line) for line in self.figure.bonus)

    @property
    def penalty(self) -> tuple[str, ...]:
        return () if self.figure is None else tuple(points_line("-", line) for line in self.figure.penalty)

    @property
    def problem(self) -> str:
        """Why there is no figure, where the status does not say so."""
        if self.status:
            return "–"
        if self.figure is None:
            return "Chưa thi"
        return "" if self.figure.problem is None else self.figure.problem.vi


@dataclass(frozen=True)
class RoundTabulation:
    """One round: its judges across, its entries down in the running order."""

    round: Round
    method: str
    judges: tuple[Judge, ...]
    lines: tuple[RoundLine, ...]
    decimals: int
    people: tuple[str, ...] = ()  # each judge with name, office and term
    notes: tuple[str, ...] = ()  # what counts where the panel changed midway
    head: str = ""  # the head judge whose name stands under it

    def shown(self, value: Fraction | None) -> str:
        return written(value, self.decimals)

    @property
    def has_counted(self) -> bool:
        return any(line.figure is not None and line.figure.counted for line in self.lines)

    @property
    def has_multiplier(self) -> bool:
        return any(line.figure is not None and line.figure.multiplier != 1 for line in self.lines)

    @property
    def has_bonus(self) -> bool:
        return any(line.bonus for line in self.lines)


@dataclass(frozen=True)
class TotalLine:
    """One entry in the whole contest."""

    row: Row
    entry: Entry
    figures: tuple[Fraction | None, ...]  # by round, in the rule book's order
    status: str
    decided: str  # what told it from entries level with it
    how: tuple[str, ...]

    @property
    def place(self) -> str:
        if self.row.place is None:
            return "–"
        shared = self.row.place_to is not None and self.row.place_to != self.row.place
        return f"{self.row.place}–{self.row.place_to}" if shared else str(self.row.place)

    @property
    def lines(self) -> tuple[str, ...]:
        """Bonuses and penalties on the total."""
        bonus = tuple(points_line("+", line) for line in self.row.bonus)
        return bonus + tuple(points_line("-", line) for line in self.row.penalty)


@dataclass(frozen=True)
class Tabulation:
    """The whole contest: rounds across, entries down, the best first."""

    rounds: tuple[Round, ...]
    lines: tuple[TotalLine, ...]
    specials: tuple[tuple[str, str], ...]  # a special prize and who takes it
    unsettled: tuple[str, ...]
    decimals: int

    def shown(self, value: Fraction | None) -> str:
        return written(value, self.decimals)

    @property
    def has_lines(self) -> bool:
        return any(line.lines for line in self.lines)


def points_line(sign: str, line: Points) -> str:
    """'-1 (quá giờ)'."""
    return f"{sign}{written(line.points)}" + (f" ({line.reason})" if line.reason else "")


def tabulate_round(state: State, standings: Standings, round_: Round) -> RoundTabulation:
    """One round as the standings have it."""
    has_panel = round_.kind == "judged"
    judges = panel_of_round(state, round_)
    order = state.order_of(round_.id)
    lines = tuple(_round_line(state, standings, round_, judges, turn, entry) for turn, entry in enumerate(order, 1))
    method = METHOD_WORDS[state.rulebook.aggregate_of(round_).method].vi if has_panel else "Thư ký ghi điểm"
    people = tuple(_person(state, round_, judge) for judge in judges)
    notes = part_panel_notes(state, standings, round_)
    head = head_of_round(state, round_.id)
    return RoundTabulation(round_, method, judges, lines, decimals(state.rulebook), people, notes, head)


def _person(state: State, round_: Round, judge: Judge) -> str:
    """'GK 3: Lê Thị Thu (Trưởng Ban; đến 19:42:07 12/10/2024, GK 6 thay)'."""
    said = [part for part in ("Trưởng Ban" * was_head(state, round_, judge.id), term(state, judge)) if part]
    return f"GK {judge.number}: {judge.name}" + (f" ({'; '.join(said)})" if said else "")


def _round_line(
    state: State, standings: Standings, round_: Round, judges: Sequence[Judge], turn: int, entry: str
) -> RoundLine:
    figure = standings.figures.get((round_.id, entry))
    totals = {} if figure is None else {total.judge: total for total in figure.judges}
    cells = tuple(_cell(state, round_, totals.get(judge.id)) for judge in judges)
    status = STATUS.get("absent" if state.figures((round_.id, entry)).absent else state.entry_status(entry), "")
    how = () if figure is None else figure_sentences(state, round_, figure)
    return RoundLine(state.entries[entry], turn, cells, figure, status, how)


def _cell(state: State, round_: Round, total: JudgeTotal | None) -> Cell:
    if total is None:
        return Cell(None, "")
    text = written(total.total) if total.total is not None else "–"
    if total.ordinal is not None:
        text += f" (hạng {written(total.ordinal)})"
    why = total.why_dropped.vi if total.why_dropped is not None else ""
    if total.dropped_criteria:
        titles = {criterion.id: criterion.title for criterion in round_.criteria}
        dropped = ", ".join(titles.get(criterion, criterion) for criterion in total.dropped_criteria)
        text, why = f"{text}*", f"{why}; bỏ điểm: {dropped}".removeprefix("; ")
    return Cell(total.total, text, not total.used and total.total is not None, why)


def tabulate(state: State, standings: Standings) -> Tabulation:
    """The whole contest as the standings have it."""
    rounds = state.rulebook.rounds
    lines = tuple(_total_line(state, row) for row in standings.rows)
    specials = tuple(
        (award.title, ", ".join(name_of(state, entry) for entry in award.entries) or "chưa xét")
        for award in special_awards(state.rulebook, state.record, standings)
    )
    unsettled = tuple(" = ".join(name_of(state, entry) for entry in group) for group in standings.unsettled)
    return Tabulation(rounds, lines, specials, unsettled, decimals(state.rulebook))


def _total_line(state: State, row: Row) -> TotalLine:
    figures = tuple(row.rounds.get(round_.id) for round_ in state.rulebook.rounds)
    decided = "" if row.decided_by is None else tie_words(state.rulebook, row.decided_by).vi
    how = tuple(explain_step(step).vi for step in row.trace)
    return TotalLine(row, state.entries[row.entry], figures, STATUS.get(row.status, ""), decided, how)


def figure_sentences(state: State, round_: Round, figure: Figure) -> tuple[str, ...]:
    """How a figure came to be, with judges by their numbers and criteria by their titles."""
    titles = {criterion.id: criterion.title for criterion in round_.criteria}

    def named(step: Step) -> Step:
        judge = None if step.judge is None else _number(state, step.judge)
        return replace(step, judge=judge, criterion=titles.get(step.criterion or "", step.criterion))

    judges = tuple(replace(judge, judge=_number(state, judge.judge)) for judge in figure.judges)
    told = replace(figure, trace=tuple(named(step) for step in figure.trace), judges=judges)
    return tuple(words.vi for words in explain_figure(told))


def _number(state: State, judge: str) -> str:
    known = state.judges.get(judge)
    return judge if known is None else str(known.number)


def name_of(state: State, entry: str) -> str:
    known = state.entries.get(entry)
    return entry if known is None else known.name
