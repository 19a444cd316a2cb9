"""What a line of the journal holds beside its sentence: the marks, the order, the members.

Responsible for: labels and values, unfolded on demand. Must not know: the page.
"""

from __future__ import annotations

from contest_app.contest import events as e
from contest_app.contest.naming import entry_words, round_title
from contest_app.contest.numbers import parse_decimal, points_words
from contest_app.contest.sentences import subject
from contest_app.contest.state import State
from contest_app.contest.words import Words, same

Detail = tuple[Words, Words]
NOTHING = same("–")


def details(state: State, event: e.Event) -> tuple[Detail, ...]:
    """Labels and values; empty where the sentence says all there is."""
    match event:
        # not of PaperSheetTyped: whoever types it the second time must not have seen the first
        case e.SheetSubmitted() | e.SheetArrivedLate() | e.PaperSheetEntered():
            return _marks(state, event, dict(event.marks))
        case e.LateSheetAccepted():
            late = state.late.get(event.late)
            return _marks(state, event, dict(late.marks)) if late else ()
        case e.RunningOrderSet():
            return _order(state, event)
        case e.EntryRegistered():
            told = (
                (Words(vi="Đơn vị", en="Unit"), event.unit),
                (Words(vi="Đội trưởng", en="Captain"), event.captain),
                (Words(vi="Thành viên", en="Members"), ", ".join(event.members)),
            )
            return tuple((label, same(text)) for label, text in told if text)
        case e.ContestCreated() | e.RuleBookSet() | e.RuleBookAmended():
            rounds = event.rulebook.get("rounds", ())
            titles = ", ".join(str(one.get("title", "")) for one in rounds if isinstance(one, dict))
            return ((Words(vi="Các phần thi", en="Rounds"), same(titles)),) if titles else ()
    return ()


def _order(state: State, event: e.RunningOrderSet) -> tuple[Detail, ...]:
    """Who follows whom, and what a drawn order can be checked with."""
    order = ((same(str(turn)), entry_words(state, entry)) for turn, entry in enumerate(event.order, 1))
    told = (
        (Words(vi="Mã bí mật | từ đã đọc", en="Secret | word"), event.seed),
        (Words(vi="Người bốc thăm", en="Drawn by"), event.drawn_by),
    )
    return (*order, *((label, same(text)) for label, text in told if text))


def _marks(state: State, event: e.Event, marks: dict[str, str]) -> tuple[Detail, ...]:
    """The marks by the criteria's titles, in the order of the sheet."""
    round_id = subject(state, event)[0]
    known = [criterion for round_ in state.rulebook.rounds if round_.id == round_id for criterion in round_.criteria]
    titles = {criterion.id: criterion.title for criterion in known}
    ordered = [*(one for one in titles if one in marks), *(one for one in marks if one not in titles)]
    of_round = ((Words(vi="Phần thi", en="Round"), same(round_title(state, round_id))),) if not known else ()
    return (*of_round, *((same(titles.get(one, one)), _points(marks[one])) for one in ordered))


def _points(text: str) -> Words:
    value = parse_decimal(text)
    return same(text) if value is None else points_words(value)
