"""Phiếu chấm điểm: one judge's sheet of a round, blank for the pen or filled with what was handed in.

Responsible for: every line of a sheet, in the running order. Must not know: how it is laid out on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contest_app.contest.rulebook import Criterion, Round
from contest_app.contest.scoring.sheets import sheet_total
from contest_app.contest.state import Entry, Judge, Key, State
from contest_app.documents.in_words import in_words
from contest_app.documents.official import moment_text, written
from contest_app.documents.panel import NOT_HERE, panel_of_round, term, was_head

RECUSED = "Không chấm đội này để tránh xung đột lợi ích"
ABSENT = "Đội vắng mặt"
NOT_HANDED_IN = "Chưa nộp phiếu"
OUT = {"withdrawn": "Đội đã rút", "disqualified": "Đội bị loại"}


@dataclass(frozen=True)
class Line:
    """One entry on a judge's sheet; `marks` in the order of the criteria, None is not given (or for the pen)."""

    turn: int
    entry: Entry
    marks: tuple[Fraction | None, ...]
    total: Fraction | None = None
    revision: int | None = None
    handed_at_ms: int | None = None
    is_on_paper: bool = False
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The marks as written; empty where there is none."""
        return tuple("" if mark is None else written(mark) for mark in self.marks)

    @property
    def has_leaf(self) -> bool:
        """Whether a leaf of its own is to be written or kept: not where the judge has no sheet to give."""
        return self.total is not None or self.note in ("", NOT_HANDED_IN)

    @property
    def total_text(self) -> str:
        return "" if self.total is None else written(self.total)

    @property
    def total_words(self) -> str:
        return "" if self.total is None else in_words(self.total)

    @property
    def handed_text(self) -> str:
        """'lần 2, 19:42:07 12/10/2024, nhập từ phiếu giấy'."""
        if self.handed_at_ms is None:
            return ""
        return (
            f"lần {self.revision}, {moment_text(self.handed_at_ms)}{', nhập từ phiếu giấy' if self.is_on_paper else ''}"
        )


@dataclass(frozen=True)
class ScoreSheet:
    """One judge's sheet of one round."""

    round: Round
    judge: Judge
    is_blank: bool
    lines: tuple[Line, ...]
    is_head: bool = False  # of this round, whoever is head today
    term: str = ""  # since when, until when the judge sat, where not throughout

    @property
    def heads(self) -> tuple[tuple[str, str], ...]:
        """Each criterion's title and what may be given for it."""
        return tuple((criterion.title, limits(criterion)) for criterion in self.round.criteria)

    @property
    def max_text(self) -> str:
        return "" if self.round.max is None else written(self.round.max)


def limits(criterion: Criterion) -> str:
    """'0–8, bước 0,5', with the factor where there is one."""
    parts = [] if criterion.max is None else [f"0–{written(criterion.max)}"]
    parts += [] if criterion.step is None else [f"bước {written(criterion.step)}"]
    parts += [] if criterion.is_plain else [f"hệ số {written(criterion.factor)}"]
    return ", ".join(parts)


def judged_rounds(state: State) -> tuple[Round, ...]:
    """The rounds that judges have sheets in."""
    return tuple(round_ for round_ in state.rulebook.rounds if round_.kind == "judged")


def blank_sheets(state: State, round_: Round, judge: str | None = None) -> tuple[ScoreSheet, ...]:
    """The sheets for the day that the tablets fail: of one judge or of all."""
    return tuple(
        ScoreSheet(round_, state.judges[one], True, tuple(_blank(state, round_, one)), state.judges[one].is_head)
        for one in ([judge] if judge else state.seated)
    )


def _blank(state: State, round_: Round, judge: str) -> list[Line]:
    lines = []
    nothing = (None,) * len(round_.criteria)
    for turn, entry in enumerate(state.order_of(round_.id), 1):
        note = RECUSED if (judge, entry) in state.recused else OUT.get(state.entry_status(entry), "")
        lines.append(Line(turn, state.entries[entry], nothing, note=note))
    return lines


def filled_sheets(state: State, round_: Round, judge: str | None = None) -> tuple[ScoreSheet, ...]:
    """Every judge's sheet of a round as it counts now, with its revision and when it was handed in."""
    return tuple(
        ScoreSheet(
            round_, one, False, tuple(_filled(state, round_, one.id)), was_head(state, round_, one.id), term(state, one)
        )
        for one in ([state.judges[judge]] if judge else panel_of_round(state, round_))
    )


def _filled(state: State, round_: Round, judge: str) -> list[Line]:
    lines = []
    for turn, entry in enumerate(state.order_of(round_.id), 1):
        key = (round_.id, entry)
        figures, handed = state.figures(key), state.performance(key).handed.get(judge)
        sheet = figures.sheets.get(judge)
        marks = tuple(None if sheet is None else sheet.marks.get(criterion.id) for criterion in round_.criteria)
        lines.append(
            Line(
                turn=turn,
                entry=state.entries[entry],
                marks=marks,
                total=None if sheet is None else sheet_total(round_, sheet),
                revision=handed.revision if handed else None,
                handed_at_ms=handed.at_ms if handed else None,
                is_on_paper=handed is not None and handed.on_paper,
                note=_note(state, key, judge),
            )
        )
    return lines


def _note(state: State, key: Key, judge: str) -> str:
    if (judge, key[1]) in state.recused:
        return RECUSED
    out = OUT.get(state.entry_status(key[1]), "")
    if out or state.figures(key).absent:
        return out or ABSENT
    if not state.sits_for(judge, key):
        return NOT_HERE
    return "" if judge in state.figures(key).sheets else NOT_HANDED_IN
