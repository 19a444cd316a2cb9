"""Makes the record that the standings score out of what a marks file says.

Responsible for: the elapsed times' penalties, the order of tied entries, what the rule book refuses or leaves out.
Must not know: how a line is checked.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from immutables import Map

from contest_app.contest.numbers import points_words
from contest_app.contest.record import EntryRecord, EntryStatus, PerformanceRecord, Record, Sheet
from contest_app.contest.record import Line as PointsLine
from contest_app.contest.rulebook import RuleBook
from contest_app.contest.scoring import propose_time_penalty, quorum_warning
from contest_app.contest.scoring.panel import WHY
from contest_app.contest.scoring.third_marking import NOT_NEEDED, SUPERSEDED
from contest_app.contest.standings import Standings, compute_standings
from contest_app.contest.words import Words, same
from contest_app.tabulate import problems as p
from contest_app.tabulate.lines import Key, Lines, Value
from contest_app.tabulate.problems import Problem

RECORDED_LINKS = ("decision", "lot")
# why a judge does not count where the rules or a line of the file say so in so many words
EXPECTED = (WHY["lowest"], WHY["highest"], WHY["absent"], WHY["recused"], SUPERSEDED, NOT_NEEDED)
NAMED = 5


@dataclass
class Scored:
    """The standings of a marks file and what is worth knowing about them."""

    record: Record
    standings: Standings
    notices: list[Problem] = field(default_factory=list)


def score(rulebook: RuleBook, lines: Lines, head_judge: str | None, lang: str) -> Scored | None:
    """The standings; None, with the file's problems added to, when the rule book refuses what the lines say."""
    notices: list[Problem] = []
    record = _Record(rulebook, lines, lang, notices).make(head_judge)
    if rulebook.missing.policy == "refuse":
        _refuse_missing(rulebook, lines, record)
    decisions = () if lines.file.problems else _decisions(rulebook, lines, record, notices)
    if lines.file.problems:
        return None
    record = replace(record, decisions=decisions)
    standings = compute_standings(rulebook, record)
    _notice_unused_marks(lines, notices)
    _notice_gaps(rulebook, lines, standings, notices)
    _notice_judges_left_out(rulebook, standings, notices)
    if head_judge is None and any(link.kind == "head_judge_mark" for link in rulebook.ties):
        notices.append(Problem(p.NO_HEAD_JUDGE))
    return Scored(record, standings, notices)


class _Record:
    """The record being made."""

    def __init__(self, rulebook: RuleBook, lines: Lines, lang: str, notices: list[Problem]) -> None:
        self.rulebook = rulebook
        self.lines = lines
        self.lang = lang
        self.notices = notices

    def make(self, head_judge: str | None) -> Record:
        performances = {key: self._performance(key) for key in self._keys()}
        whole = [entry for entry in self.lines.entries if ("", entry) in self.lines.bonus.keys() | self.lines.penalty]
        return Record(
            entries=tuple(EntryRecord(entry, self._status(entry)) for entry in self.lines.entries),
            performances=Map(performances),
            lines=Map({e: (self._added(self.lines.bonus, e), self._added(self.lines.penalty, e)) for e in whole}),
            running_order=Map(
                {
                    round_id or None: tuple(entry for _, (entry, _) in sorted(positions.items()))
                    for round_id, positions in self.lines.order.items()
                }
            ),
            head_judge=head_judge,
        )

    def _keys(self) -> list[Key]:
        """The performances that the file says anything about, in the rule book's order of rounds."""
        lines = self.lines
        given = set().union(
            lines.marks, lines.placements, lines.counts, lines.bonus, lines.penalty,
            lines.times, lines.multipliers, lines.absent_judges, lines.absent,
        )  # fmt: skip
        return [(r.id, entry) for r in self.rulebook.rounds for entry in lines.entries if (r.id, entry) in given]

    def _status(self, entry: str) -> EntryStatus:
        if entry in self.lines.fates:
            return "withdrawn" if self.lines.fates[entry][0] == "withdrawn" else "disqualified"
        return "absent" if ("", entry) in self.lines.absent else "competing"

    def _added(self, given: dict[Key, list[Value]], entry: str) -> tuple[PointsLine, ...]:
        return tuple(PointsLine(points, id=str(number)) for points, number in given.get(("", entry), ()))

    def _performance(self, key: Key) -> PerformanceRecord:
        lines, entry = self.lines, key[1]
        time = lines.times.get(key)
        absent_judges = lines.absent_judges.get(key, {}) | lines.absent_judges.get(("", entry), {})
        is_absent = key in lines.absent or ("", entry) in lines.absent
        sheets = {
            judge: Sheet(judge, {criterion: value for criterion, (value, _) in marks.items()})
            for judge, marks in lines.marks.get(key, {}).items()
        }
        self._notice_ignored(key, absent_judges, is_absent)
        return PerformanceRecord(
            sheets=Map(sheets),
            counted=Map({part: value for part, (value, _) in lines.counts.get(key, {}).items()}),
            bonus=tuple(PointsLine(points, id=str(number)) for points, number in lines.bonus.get(key, ())),
            penalty=self._penalties(key),
            elapsed_s=time[0] if time is not None else None,
            multiplier=lines.multipliers[key][0] if key in lines.multipliers else Fraction(1),
            absent=is_absent,
            absent_judges=frozenset(absent_judges),
            placements=Map({who: value for who, (value, _) in lines.placements.get(key, {}).items()}),
        )

    def _penalties(self, key: Key) -> tuple[PointsLine, ...]:
        """The lines given, and before them what the rule book takes for the time (a file has nobody to confirm it)."""
        given = self.lines.penalty.get(key, ())
        penalties = tuple(PointsLine(points, id=str(number)) for points, number in given)
        rule = self.rulebook.round(key[0]).time
        if rule is None or key not in self.lines.times or key in self.lines.absent:
            return penalties
        seconds, number = self.lines.times[key]
        proposal = propose_time_penalty(rule, seconds)
        if not proposal.points:
            return penalties
        if penalties:
            words = p.CLOCK_AND_LINE.format(entry=key[1], round=key[0], points=points_words(proposal.points))
            self.notices.append(self.lines.file.at(words, number, "value"))
        words = proposal.words
        return (PointsLine(proposal.points, words.vi if self.lang == "vi" else words.en, str(number)), *penalties)

    def _notice_ignored(self, key: Key, absent_judges: dict[str, int], is_absent: bool) -> None:
        lines, (round_id, entry) = self.lines, key
        marked = lines.marks.get(key, {})
        for judge, number in absent_judges.items():
            if judge in marked:
                words = p.IGNORED_MARKS.format(judge=judge, entry=entry, round=round_id)
                self.notices.append(lines.file.at(words, number, "judge"))
        if is_absent and (marked or key in lines.counts or key in lines.placements):
            number = lines.absent.get(key) or lines.absent["", entry]
            words = p.IGNORED_SCORE.format(entry=entry, round=round_id)
            self.notices.append(lines.file.at(words, number, "entry"))


def _refuse_missing(rulebook: RuleBook, lines: Lines, record: Record) -> None:
    """`missing: refuse`: whatever mark is missing, of a sheet begun or of a judge recorded absent, refuses the file."""
    for (round_id, entry), performance in record.performances.items():
        round_ = rulebook.round(round_id)
        if performance.absent or round_.kind != "judged":
            continue
        for judge in sorted(performance.absent_judges):
            where = lines.absent_judges.get((round_id, entry), {}).get(judge) or lines.absent_judges["", entry][judge]
            words = p.REFUSED_ABSENT.format(judge=judge, entry=entry, round=round_id)
            lines.file.problems.append(lines.file.at(words, where, "judge"))
        for judge, marks in lines.marks.get((round_id, entry), {}).items():
            missing = [criterion.id for criterion in round_.criteria if criterion.id not in marks]
            if missing and judge not in performance.absent_judges:
                last = max(number for _, number in marks.values())
                words = p.REFUSED_INCOMPLETE.format(
                    judge=judge, entry=entry, round=round_id, criteria=", ".join(missing)
                )
                lines.file.problems.append(lines.file.at(words, last, "criterion"))


def _decisions(rulebook: RuleBook, lines: Lines, record: Record, notices: list[Problem]) -> tuple[tuple[str, ...], ...]:
    """The recorded orders. All decision lines are one order where their numbers differ; else one order a tied total."""
    given = lines.decisions
    if not given:
        return ()
    if not any(link.kind in RECORDED_LINKS for link in rulebook.ties):
        notices.append(Problem(p.DECISION_UNUSED, min(number for _, number in given.values())))
    if len({rank for rank, _ in given.values()}) == len(given):
        return (_by_rank(lines, list(given)),)
    level: dict[Fraction | None, list[str]] = {}
    for row in compute_standings(rulebook, record).rows:
        if row.entry in given:
            level.setdefault(row.total, []).append(row.entry)
    for total, entries in level.items():
        if total is not None:
            _check_ranks(lines, entries)
    return tuple(_by_rank(lines, entries) for entries in level.values())


def _by_rank(lines: Lines, entries: list[str]) -> tuple[str, ...]:
    return tuple(sorted(entries, key=lambda entry: lines.decisions[entry][0]))


def _check_ranks(lines: Lines, entries: list[str]) -> None:
    taken: dict[Fraction, str] = {}
    for entry in sorted(entries, key=lambda entry: lines.decisions[entry][1]):
        rank, number = lines.decisions[entry]
        other = taken.setdefault(rank, entry)
        if other != entry:
            words = p.RANK_TAKEN.format(entry=other, line=lines.decisions[other][1], value=int(rank))
            lines.file.problems.append(lines.file.at(words, number, "value"))


def _notice_gaps(rulebook: RuleBook, lines: Lines, standings: Standings, notices: list[Problem]) -> None:
    """Performances without a figure, and panels below the quorum."""
    for row in standings.rows:
        if row.status != "competing":
            continue
        for round_ in rulebook.rounds:
            figure = row.figures.get(round_.id)
            if figure is None or ("", row.entry) in lines.absent or (round_.id, row.entry) in lines.absent:
                continue
            if figure.problem is not None:
                words = p.NO_FIGURE.format(entry=row.entry, round=round_.id, why=figure.problem)
                notices.append(Problem(words))
            elif (quorum := quorum_warning(rulebook, figure)) is not None:
                notices.append(Problem(p.BELOW_QUORUM.format(entry=row.entry, round=round_.id, words=quorum)))


def _notice_unused_marks(lines: Lines, notices: list[Problem]) -> None:
    """A round judged by written ordinals takes no marks."""
    for round_id in dict.fromkeys(round_id for round_id, _ in lines.placements):
        marks = [judges for key, judges in lines.marks.items() if key[0] == round_id]
        if marks:
            first = min(number for judges in marks for given in judges.values() for _, number in given.values())
            notices.append(lines.file.at(p.MARKS_UNUSED.format(round=round_id), first, "kind"))


def _notice_judges_left_out(rulebook: RuleBook, standings: Standings, notices: list[Problem]) -> None:
    """Judges whose marks do not count for a reason that no line of the file states: an unfinished sheet, mostly."""
    left_out: dict[tuple[str, str, Words], list[str]] = {}
    for row in standings.rows:
        for round_ in rulebook.rounds:
            figure = row.figures.get(round_.id)
            for judge in figure.judges if figure is not None and row.status == "competing" else ():
                if judge.why_dropped is not None and judge.why_dropped not in EXPECTED:
                    left_out.setdefault((round_.id, judge.judge, judge.why_dropped), []).append(row.entry)
    for (round_id, name, why), entries in left_out.items():
        words: Words = same(", ".join(f"“{entry}”" for entry in entries[:NAMED]))
        if len(entries) > NAMED:
            words = p.AND_MORE.format(some=words, n=len(entries) - NAMED)
        notices.append(Problem(p.NOT_COUNTED.format(judge=name, round=round_id, entries=words, why=why)))
