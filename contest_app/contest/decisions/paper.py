"""Paper sheets: typed twice, the second time without seeing the first, for the day a tablet fails (decision 0017).

Responsible for: when a paper sheet may be typed, and when two readings of it are one sheet. Must not know: the form.
"""

from __future__ import annotations

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.decisions.rules import (
    STATUSES,
    Ask,
    Decision,
    Refusal,
    decides,
    exact_text,
    in_phase,
    known_entry,
    reason_given,
    refuse_if,
    round_of,
)
from contest_app.contest.decisions.sheets import check_on_panel, checked_marks, has_begun, has_handed_in, revision_of
from contest_app.contest.numbers import parse_decimal
from contest_app.contest.record import Sheet
from contest_app.contest.rulebook import Round
from contest_app.contest.scoring.sheets import sheet_total
from contest_app.contest.state import Key, PaperReading, State
from contest_app.contest.vietnamese import sounding, tidy


@decides(c.TypePaperSheet)
def type_paper(ask: Ask[c.TypePaperSheet]) -> Decision:
    """The first reading waits; the second one makes the sheet count if it is the same, and is refused if it differs."""
    state, command = ask.state, ask.command
    round_, key = _typeable(state, command)
    revision = revision_of(state, key, command.judge)
    refuse_if(command.base != revision, r.StaleBase(command.base, revision))
    marks = checked_marks(round_, command.marks)
    _agrees_with_the_total(round_, marks, command.total)
    typist, reason = tidy(command.typist), reason_given(command.reason)
    refuse_if(not typist, r.TypistMissing())
    reading = state.paper.get((*key, command.judge))
    if reading is None:
        return (e.PaperSheetTyped(*key, command.judge, marks, typist, reason),)
    alone = _alone(reading, typist, command.alone)
    differing = tuple(one.title for one in round_.criteria if reading.marks.get(one.id) != marks[one.id])
    refuse_if(bool(differing), r.ReadingsDiffer(differing))
    both = (reading.typist, typist)
    return (e.PaperSheetEntered(reading.reading, *key, command.judge, revision + 1, marks, both, reason, alone),)


def _typeable(state: State, command: c.TypePaperSheet) -> tuple[Round, Key]:
    """The round and performance of a sheet that may be typed now.

    Until the round is signed, as a late sheet may be accepted. Where the performance is closed it adds a sheet that was
    missing; one that counted at the closing is replaced only where its judge may still correct it.
    """
    in_phase(state, "running")
    refuse_if(command.judge not in state.judges, r.UnknownJudge(command.judge))
    round_ = round_of(state, command.round)
    name, key = known_entry(state, command.entry), (command.round, command.entry)
    refuse_if(round_.kind != "judged", r.NotJudged(round_.title))
    refuse_if((command.judge, command.entry) in state.recused, r.JudgeIsRecused(name))
    check_on_panel(state, key, command.judge)
    refuse_if(state.figures(key).absent, r.AlreadyAbsent(name))
    performance, status = state.performance(key), state.round_status(round_.id)
    refuse_if(performance.status == "waiting", r.NotCalled(name))
    refuse_if(status == "signed", r.RoundStatusWrong(round_.title, STATUSES[status]))
    refuse_if(not has_begun(state, round_, key), r.PaperTooEarly(name, round_.title))
    is_closed = performance.status == "closed" or status != "open"
    corrects = state.rulebook.correct_until == "round_closed" and status == "open"
    replaces = is_closed and not corrects and has_handed_in(state, key, command.judge)
    refuse_if(replaces, r.PaperReplacesClosed(name))
    return round_, key


def _agrees_with_the_total(round_: Round, marks: dict[str, str], total: str) -> None:
    """The sum on the paper as a third check, where it was typed."""
    if not total.strip():
        return
    written = parse_decimal(total.strip())
    if written is None:
        raise Refusal(r.NotANumber("Tổng / Total", total.strip()))
    read = sheet_total(round_, Sheet("", {criterion: parse_decimal(mark) for criterion, mark in marks.items()}))
    if read is not None and read != written:
        raise Refusal(r.PaperTotalDiffers(r.Points(exact_text(written)), r.Points(exact_text(read))))


def _alone(reading: PaperReading, typist: str, why: str) -> str:
    """Why one person typed both readings; "" for two people."""
    if sounding(reading.typist) != sounding(typist):
        return ""
    refuse_if(not why.strip(), r.SameTypist(reading.typist))
    return why.strip()


@decides(c.DiscardPaperReading)
def discard(ask: Ask[c.DiscardPaperReading]) -> Decision:
    """Drops a first reading that was wrong; it stays in the journal, and the sheet is typed twice from the start."""
    command = ask.command
    reading = ask.state.paper.get((command.round, command.entry, command.judge))
    if reading is None:
        return r.NoReadingWaits()
    reason = reason_given(command.reason)
    return (e.PaperReadingDiscarded(reading.reading, command.round, command.entry, command.judge, reason),)
