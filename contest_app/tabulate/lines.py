"""Checks the lines of a marks file against the rule book and keeps what they say.

Responsible for: every reason why a line cannot be used, all of them in one go; which line said what.
Must not know: encodings, delimiters, and what becomes of the values (`record_of` makes the record).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from contest_app.contest.numbers import parse_decimal, points_words
from contest_app.contest.rulebook import Criterion, Round, RuleBook
from contest_app.contest.rulebook_fields import nearest
from contest_app.contest.rulebook_values import RANK_METHODS
from contest_app.contest.words import Words, same
from contest_app.tabulate import problems as p
from contest_app.tabulate.kinds import ADD_UP, KINDS
from contest_app.tabulate.marks_file import COLUMNS, MarksFile, Row

Key = tuple[str, str]  # (round, entry)
Value = tuple[Fraction, int]  # a value and the line that says so
_NOT_VALUES = ("", "1", "x")  # what people put beside a line that needs no value


class Line(NamedTuple):
    """One line, cleaned: nothing but text, each field without blanks around it and in NFC."""

    number: int
    kind: str
    round: str
    entry: str
    judge: str
    criterion: str
    value: str


class Lines:
    """What a marks file says. Each value carries the number of its line."""

    def __init__(self, rulebook: RuleBook, file: MarksFile) -> None:
        self.rulebook = rulebook
        self.file = file
        self.entries: dict[str, int] = {}  # in the order they are first named
        self.marks: dict[Key, dict[str, dict[str, Value]]] = {}  # by judge, by criterion
        self.placements: dict[Key, dict[tuple[str, str | None], Value]] = {}
        self.counts: dict[Key, dict[str, Value]] = {}
        self.bonus: dict[Key, list[Value]] = {}  # round "" for the whole contest
        self.penalty: dict[Key, list[Value]] = {}
        self.times: dict[Key, Value] = {}
        self.multipliers: dict[Key, Value] = {}
        self.absent_judges: dict[Key, dict[str, int]] = {}  # round "" for all rounds
        self.absent: dict[Key, int] = {}  # round "" for all rounds
        self.fates: dict[str, tuple[str, int]] = {}  # withdrawn or disqualified
        self.order: dict[str, dict[int, tuple[str, int]]] = {}  # round "": the whole contest
        self.decisions: dict[str, Value] = {}
        self._rounds = {round_.id: round_ for round_ in rulebook.rounds}
        self._is_placed = {r.id: rulebook.aggregate_of(r).method in RANK_METHODS for r in rulebook.rounds}
        # where a round has one criterion only, its marks need not name it
        self._only_criterion = {r.id: r.criteria[0].id for r in rulebook.rounds if len(r.criteria) == 1}
        self._clean: dict[str, str] = {}
        self._numbers: dict[str, Fraction | None] = {}
        self._marks: dict[tuple[str, str, str], Fraction] = {}  # marks known to be allowed
        self._seen: dict[tuple[str, ...], tuple[int, str]] = {}

    def read(self, rows: Iterable[Row]) -> Lines:
        """Takes in all rows; what is wrong is added to the file's problems."""
        for number, fields in rows:
            kind, round_id, entry, judge, criterion, value = map(self._text, fields)
            if kind not in KINDS:
                kind = kind.casefold()
            if kind == "mark" and not criterion:
                criterion = self._only_criterion.get(round_id, "")
            self._take(Line(number, kind, round_id, entry, judge, criterion, value))
        return self

    def _text(self, field: str) -> str:
        clean = self._clean.get(field)
        if clean is None:
            clean = self._clean[field] = unicodedata.normalize("NFC", field.strip())
        return clean

    def _take(self, line: Line) -> None:
        if line.entry:
            self.entries.setdefault(line.entry, line.number)
        known = self._marks.get((line.round, line.criterion, line.value)) if line.kind == "mark" else None
        if known is not None and line.entry and line.judge:
            if self._is_first(line):
                self._keep_mark(line, known)
        elif line.kind not in KINDS:
            self._wrong(line, "kind", _unknown_kind(line.kind))
        elif self._has_its_fields(line) and self._is_first(line):
            getattr(self, f"_take_{line.kind}")(line)

    # --- what every line must be --------------------------------------------------------------------------------------

    def _wrong(self, line: Line, column: str, words: Words) -> None:
        self.file.problems.append(self.file.at(words, line.number, column))

    def _has_its_fields(self, line: Line) -> bool:
        kind, is_fine = KINDS[line.kind], True
        for column in COLUMNS[1:]:
            value = getattr(line, column)
            if not value and column in kind.needs:
                words = p.NEEDED_VALUE if column == "value" else p.NEEDED
            elif column == "value" and not kind.has_value and not _says_nothing(value):
                words = p.NOT_EMPTY
            elif value and column != "value" and column not in kind.needs | kind.may:
                words = p.NOT_USED
            else:
                continue
            self._wrong(line, column, words.format(kind=line.kind, value=value))
            is_fine = False
        if line.round and line.round not in self._rounds:
            self._wrong(line, "round", _unknown_round(line.round, list(self._rounds)))
            is_fine = False
        return is_fine

    def _is_first(self, line: Line) -> bool:
        """Nothing is silently overwritten: a second line for the same thing is refused, whatever it says."""
        if line.kind in ADD_UP:
            return True
        key = (line.kind, line.round, line.entry, line.judge, line.criterion)
        before = self._seen.setdefault(key, (line.number, line.value))
        if before[0] == line.number:
            return True
        number, value = before
        words = p.TWICE if value == line.value else p.TWICE_DIFFERS
        column = "value" if KINDS[line.kind].has_value else "entry"
        self._wrong(line, column, words.format(line=number, other=value, value=line.value))
        return False

    def _number(self, line: Line) -> Fraction | None:
        text = line.value
        if text not in self._numbers:
            self._numbers[text] = parse_decimal(text)
        number = self._numbers[text]
        if number is None:
            self._wrong(line, "value", p.NOT_A_NUMBER.format(value=text))
        return number

    def _points(self, line: Line) -> Fraction | None:
        """A number that is not below zero."""
        number = self._number(line)
        if number is None or number >= 0:
            return number
        words = p.WITHOUT_SIGN if line.kind in ADD_UP else p.BELOW_ZERO
        self._wrong(line, "value", words.format(value=points_words(number), kind=line.kind))
        return None

    def _positive(self, line: Line) -> Fraction | None:
        number = self._number(line)
        if number is None or number > 0:
            return number
        self._wrong(line, "value", p.NOT_ABOVE_ZERO.format(value=points_words(number)))
        return None

    def _criterion(self, line: Line, round_: Round) -> Criterion | None:
        """The criterion a line names."""
        known = [criterion.id for criterion in round_.criteria]
        if line.criterion in known:
            return round_.criterion(line.criterion)
        if not known:
            words = p.NO_CRITERIA
        elif not line.criterion:
            words = p.WHICH_CRITERION
        else:
            words = p.UNKNOWN_CRITERION if nearest(line.criterion, known) is None else p.UNKNOWN_CRITERION_NEAR
        near = nearest(line.criterion, known)
        shown = words.format(round=round_.id, value=line.criterion, known=", ".join(known), near=near)
        self._wrong(line, "criterion", shown)
        return None

    def _check_in_range(self, line: Line, value: Fraction, limit: Fraction | None, step: Fraction | None) -> bool:
        shown = points_words(value)
        if value < 0 and limit is None:
            words = p.BELOW_ZERO.format(value=shown)
        elif value < 0 or (limit is not None and value > limit):
            words = p.OUT_OF_RANGE.format(value=shown, max=points_words(limit if limit is not None else Fraction(0)))
        elif step is not None and value % step:
            words = p.OFF_STEP.format(value=shown, step=points_words(step))
        else:
            return True
        self._wrong(line, "value", words)
        return False

    # --- one method a kind --------------------------------------------------------------------------------------------

    def _take_mark(self, line: Line) -> None:
        round_ = self._rounds[line.round]
        if round_.kind != "judged":
            self._wrong(line, "kind", p.NOT_JUDGED.format(round=round_.id))
            return
        if not round_.criteria:
            self._wrong(line, "kind", p.PLACED_ONLY.format(round=round_.id))
            return
        criterion, value = self._criterion(line, round_), self._number(line)
        if criterion is None or value is None or not self._check_in_range(line, value, criterion.max, criterion.step):
            return
        self._marks[line.round, line.criterion, line.value] = value
        self._keep_mark(line, value)

    def _keep_mark(self, line: Line, value: Fraction) -> None:
        judges = self.marks.setdefault((line.round, line.entry), {})
        judges.setdefault(line.judge, {})[line.criterion] = (value, line.number)

    def _take_placement(self, line: Line) -> None:
        round_ = self._rounds[line.round]
        if round_.kind != "judged":
            self._wrong(line, "kind", p.NOT_JUDGED.format(round=round_.id))
            return
        if not self._is_placed[line.round]:
            method = self.rulebook.aggregate_of(round_).method
            self._wrong(line, "kind", p.NOT_PLACED.format(round=round_.id, method=method))
            return
        value = self._positive(line)
        criterion = self._criterion(line, round_) if line.criterion else None
        if value is None or (line.criterion and criterion is None):
            return
        own = self.placements.setdefault((line.round, line.entry), {})
        own[line.judge, line.criterion or None] = (value, line.number)

    def _take_count(self, line: Line) -> None:
        round_ = self._rounds[line.round]
        value = self._number(line)
        part = self._criterion(line, round_) if line.criterion else None
        if value is None or (line.criterion and part is None):
            return
        limit, step = (part.max, part.step) if part is not None else (None, None)
        if part is None and round_.kind == "counted":
            limit = round_.max
        if self._check_in_range(line, value, limit, step):
            self.counts.setdefault((line.round, line.entry), {})[line.criterion] = (value, line.number)

    def _take_bonus(self, line: Line) -> None:
        if (points := self._points(line)) is not None:
            self.bonus.setdefault((line.round, line.entry), []).append((points, line.number))

    def _take_penalty(self, line: Line) -> None:
        if (points := self._points(line)) is not None:
            self.penalty.setdefault((line.round, line.entry), []).append((points, line.number))

    def _take_time(self, line: Line) -> None:
        if (seconds := self._points(line)) is not None:
            self.times[line.round, line.entry] = (seconds, line.number)

    def _take_multiplier(self, line: Line) -> None:
        if (factor := self._positive(line)) is not None:
            self.multipliers[line.round, line.entry] = (factor, line.number)

    def _take_absent(self, line: Line) -> None:
        if line.judge:
            self.absent_judges.setdefault((line.round, line.entry), {})[line.judge] = line.number
        else:
            self.absent[line.round, line.entry] = line.number

    def _take_withdrawn(self, line: Line) -> None:
        before = self.fates.setdefault(line.entry, (line.kind, line.number))
        if before[1] != line.number:
            self._wrong(line, "kind", p.TWO_FATES.format(line=before[1], other=before[0]))

    _take_disqualified = _take_withdrawn

    def _take_order(self, line: Line) -> None:
        position = self._number(line)
        if position is None:
            return
        if position.denominator != 1 or position < 1:
            self._wrong(line, "value", p.NOT_WHOLE.format(value=line.value))
            return
        entry, number = self.order.setdefault(line.round, {}).setdefault(int(position), (line.entry, line.number))
        if number != line.number:
            self._wrong(line, "value", p.POSITION_TAKEN.format(value=line.value, entry=entry, line=number))

    def _take_decision(self, line: Line) -> None:
        rank = self._number(line)
        if rank is None:
            return
        if rank.denominator != 1 or rank < 1:
            self._wrong(line, "value", p.NOT_WHOLE.format(value=line.value))
            return
        self.decisions[line.entry] = (rank, line.number)


def _says_nothing(value: str) -> bool:
    """Whether a field that needs no value holds none: empty, a tick, or a reason in words."""
    return value.casefold() in _NOT_VALUES or not any(character.isdigit() for character in value)


def _unknown_kind(kind: str) -> Words:
    known = ", ".join(KINDS)
    if not kind:
        return p.NO_KIND.format(known=known)
    near = nearest(kind, KINDS)
    return (p.UNKNOWN_KIND if near is None else p.UNKNOWN_KIND_NEAR).format(value=same(kind), known=known, near=near)


def _unknown_round(round_id: str, known: list[str]) -> Words:
    near = nearest(round_id, known)
    words = p.UNKNOWN_ROUND if near is None else p.UNKNOWN_ROUND_NEAR
    return words.format(value=same(round_id), known=", ".join(known), near=near)
