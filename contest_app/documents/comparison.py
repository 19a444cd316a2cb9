"""Whether a paper still agrees with its journal, and which figures changed since it was made.

Responsible for: comparing two standings figure by figure, and the verdict in words. Must not know: where the
journal is.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contest_app.contest.snapshot import Snapshot
from contest_app.contest.standings import Row
from contest_app.contest.words import Words, same
from contest_app.documents.official import written
from contest_app.documents.source import Source

NO_SUCH_LINE = Words(
    vi="KHÔNG KHỚP: nhật ký của hội thi này không có dòng {seq}. "
    "Giấy thuộc hội thi khác, hoặc nhật ký đã mất phần cuối.",
    en="DOES NOT AGREE: this contest's journal has no line {seq}. The paper is another contest's, "
    "or the journal lost its end.",
)
OTHER_HASH = Words(
    vi="KHÔNG KHỚP: dòng {seq} của nhật ký có mã khác. Giấy thuộc hội thi khác, bị sửa, hoặc in từ nhật ký khác.",
    en="DOES NOT AGREE: line {seq} of the journal has another hash. The paper is another contest's, was altered, "
    "or comes from another journal.",
)
BROKEN = Words(
    vi="NHẬT KÝ HỎNG: chuỗi mã đứt ở dòng {seq}; không xác nhận được giấy nào in sau dòng đó.",
    en="THE JOURNAL IS DAMAGED: its chain breaks at line {seq}; no paper made after it can be confirmed.",
)
AGREES = Words(
    vi="KHỚP: giấy in từ dòng {seq} của nhật ký này, và từ đó đến nay không số liệu nào của kết quả thay đổi.",
    en="AGREES: the paper was made from line {seq} of this journal, and no figure of the result changed since.",
)
CHANGED = Words(
    vi="GIẤY ĐÚNG NHƯNG ĐÃ CŨ: in từ dòng {seq} của nhật ký này; từ đó {count} số liệu của kết quả đã thay đổi.",
    en="GENUINE BUT OUT OF DATE: made from line {seq} of this journal; {count} figures of the result changed since.",
)

TOTAL = Words(vi="tổng điểm", en="total")
PLACE = Words(vi="thứ hạng", en="place")
PRIZE = Words(vi="giải", en="prize")
STATUS = Words(vi="tư cách dự thi", en="status")
STATUSES = {
    "competing": Words(vi="dự thi", en="competing"),
    "withdrawn": Words(vi="đã rút", en="withdrawn"),
    "disqualified": Words(vi="bị loại", en="disqualified"),
    "absent": Words(vi="vắng mặt", en="absent"),
}
TURN = Words(vi="“{round}”, lượt thi", en="“{round}”, turn")
MARK = Words(vi="“{round}”, GK {judge}, {criterion}", en="“{round}”, judge {judge}, {criterion}")


@dataclass(frozen=True)
class Change:
    """One figure of the result: whose, what it was on the paper, what it is now."""

    entry: str
    what: Words
    before: Words
    now: Words


@dataclass(frozen=True)
class Verdict:
    """`agrees` is True only when the paper is genuine and nothing on it changed."""

    words: Words
    agrees: bool
    is_genuine: bool
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Past:
    """What the journal holds at a paper's line: its hash (None: no such line), the state then, and the first bad line
    of the chain up to there."""

    hash: str | None
    then: Snapshot | None
    bad_seq: int | None = None


def judge_paper(paper: Source, past: Past, now: Snapshot) -> Verdict:
    """Whether a paper with this mark still agrees."""
    if past.bad_seq is not None:
        return Verdict(BROKEN.format(seq=past.bad_seq), False, False)
    if past.hash is None or past.then is None:
        return Verdict(NO_SUCH_LINE.format(seq=paper.seq), False, False)
    if not past.hash.startswith(paper.hash):
        return Verdict(OTHER_HASH.format(seq=paper.seq), False, False)
    changes = compare(past.then, now)
    if changes:
        return Verdict(CHANGED.format(seq=paper.seq, count=len(changes)), False, True, changes)
    return Verdict(AGREES.format(seq=paper.seq), True, True)


def compare(then: Snapshot, now: Snapshot) -> tuple[Change, ...]:
    """Every figure of the result that is not what it was: places, totals, prizes, rounds, and the marks below them."""
    before = {row.entry: row for row in then.standings.rows}
    after = {row.entry: row for row in now.standings.rows}
    changes: list[Change] = []
    for entry in (*now.state.entry_order, *(one for one in then.state.entry_order if one not in after)):
        known = now.state.entries.get(entry) or then.state.entries[entry]
        name = f"{known.number} – {known.name}"
        changes += _of_row(then, now, name, before.get(entry), after.get(entry))
        changes += _of_marks(then, now, name, entry)
        changes += _of_turns(then, now, name, entry)
    return tuple(changes)


def _of_row(then: Snapshot, now: Snapshot, name: str, before: Row | None, after: Row | None) -> list[Change]:
    pairs: list[tuple[Words, Words, Words]] = [
        (STATUS, _status(before), _status(after)),
        (PLACE, _place(before), _place(after)),
        (TOTAL, _points(None if before is None else before.total), _points(None if after is None else after.total)),
        (PRIZE, _prize(before), _prize(after)),
    ]
    titles = {round_.id: round_.title for book in (then, now) for round_ in book.state.rulebook.rounds}
    for round_id, title in titles.items():
        figures = [row.rounds.get(round_id) if row is not None else None for row in (before, after)]
        pairs.append((same(f"“{title}”"), _points(figures[0]), _points(figures[1])))
        if figures[0] != figures[1] and pairs[-1][1] == pairs[-1][2]:
            pairs[-1] = (pairs[-1][0], same(str(figures[0])), same(str(figures[1])))
    return [Change(name, what, was, is_) for what, was, is_ in pairs if was != is_]


def _of_marks(then: Snapshot, now: Snapshot, name: str, entry: str) -> list[Change]:
    """A mark that changed may leave every total as it was (a dropped one), but the paper shows it."""
    changes = []
    for round_ in now.state.rulebook.rounds:
        if any(entry not in one.state.entries for one in (then, now)):
            continue
        sheets = [one.state.figures((round_.id, entry)).sheets for one in (then, now)]
        for judge in sorted({*sheets[0], *sheets[1]}):
            known = now.state.judges.get(judge)
            number = known.number if known else judge
            for criterion in round_.criteria:
                marks = [one[judge].marks.get(criterion.id) if judge in one else None for one in sheets]
                if marks[0] != marks[1]:
                    what = MARK.format(round=round_.title, judge=number, criterion=criterion.title)
                    changes.append(Change(name, what, _points(marks[0]), _points(marks[1])))
    return changes


def _of_turns(then: Snapshot, now: Snapshot, name: str, entry: str) -> list[Change]:
    """The turn in the running order, of rounds whose order had been set when the paper was made."""
    changes = []
    for round_ in now.state.rulebook.rounds:
        if round_.id not in then.state.orders:
            continue
        turns = [_turn(one, round_.id, entry) for one in (then, now)]
        if turns[0] != turns[1]:
            changes.append(Change(name, TURN.format(round=round_.title), same(turns[0]), same(turns[1])))
    return changes


def _turn(snapshot: Snapshot, round_id: str, entry: str) -> str:
    order = snapshot.state.order_of(round_id)
    return str(order.index(entry) + 1) if entry in order else "–"


def _points(value: Fraction | None) -> Words:
    text = written(value)
    return Words(vi=text, en=text.replace(",", "."))


def _place(row: Row | None) -> Words:
    if row is None or row.place is None:
        return same("–")
    return same(str(row.place) if row.place == row.place_to else f"{row.place}–{row.place_to}")


def _prize(row: Row | None) -> Words:
    return same((row.prize if row is not None else None) or "–")


def _status(row: Row | None) -> Words:
    return same("–") if row is None else STATUSES[row.status]
