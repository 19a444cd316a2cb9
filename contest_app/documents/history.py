"""What happened that a paper must say: signatures, reasons of decided ties, and every change after a signature.

Responsible for: choosing among the events; their sentences are `contest/sentences.py`. Must not know: where events lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contest_app.contest import events as e
from contest_app.contest.naming import entry_words, judge_words, round_title
from contest_app.contest.sentences import sentence
from contest_app.contest.state import State
from contest_app.documents.official import moment_text

Happened = Sequence[tuple[e.Event, e.Stamp]]

CORRECTIONS: frozenset[type[e.Event]] = frozenset(
    {
        e.RuleBookAmended, e.RoundReopened, e.PerformanceReopened, e.DecisionReopened, e.AnnouncementWithdrawn,
        e.SheetSubmitted, e.LateSheetAccepted, e.PaperSheetEntered,
        e.CountedPointsEntered, e.PenaltyGiven, e.PenaltyWithdrawn, e.BonusGiven,
        e.BonusWithdrawn, e.AbsenceRecorded, e.AbsenceWithdrawn, e.EntryStatusChanged, e.JudgeRecused,
        e.RecusalWithdrawn, e.TieDecided, e.TieDecisionWithdrawn,
    }
)  # fmt: skip
"""The kinds of events that change a result, or the way to it: after a signature each is a correction."""

PANEL = (e.JudgeJoined, e.JudgeLeft, e.JudgeCameBack, e.HeadJudgeChosen)
KINDS = (
    *CORRECTIONS, *PANEL, e.RoundSigned, e.RoundPublished, e.PerformancePublished, e.ContestDecided,
    e.ResultsAnnounced, e.PerformanceClosed,
)  # fmt: skip
"""All kinds of events that any paper speaks of."""


@dataclass(frozen=True)
class Signature:
    """The head judge's signature under a round, given on the desk."""

    seq: int
    at_ms: int
    actor: str = "head_judge:"  # as the journal has it

    @property
    def words(self) -> str:
        """Who pressed it: only the head judge's own press is the head judge's signature."""
        when = f"trên bàn điều hành lúc {moment_text(self.at_ms)}"
        role, _, name = self.actor.partition(":")
        if role == "head_judge":
            return f"Trưởng Ban Giám khảo đã ký xác nhận {when}"
        return f"Ban Tổ chức{f' ({name})' if name else ''} ghi nhận Trưởng Ban Giám khảo đã xác nhận, {when}"


def signature(state: State, happened: Happened, round_id: str) -> Signature | None:
    """The signature under a round that holds now; None while there is none, or after the round was reopened."""
    if state.round_status(round_id) != "signed":
        return None
    signed = [stamp for event, stamp in happened if isinstance(event, e.RoundSigned) and event.round == round_id]
    return Signature(signed[-1].seq, signed[-1].at_ms, signed[-1].actor) if signed else None


def decision(state: State, happened: Happened) -> Signature | None:
    """The signature under the whole result that holds now."""
    if state.phase not in ("decided", "announced"):
        return None
    stamps = [stamp for event, stamp in happened if isinstance(event, e.ContestDecided)]
    return Signature(stamps[-1].seq, stamps[-1].at_ms, stamps[-1].actor) if stamps else None


def corrections(state: State, happened: Happened, round_id: str | None) -> tuple[str, ...]:
    """Every change of what had been published or signed once, each with its line, time and reason."""
    return tuple(
        f"Dòng {stamp.seq}, {moment_text(stamp.at_ms)}: {sentence(state, event).vi}"
        for event, stamp in _changes_of_what_stood(happened, round_id)
    )


def _changes_of_what_stood(happened: Happened, round_id: str | None) -> Iterator[tuple[e.Event, e.Stamp]]:
    signed: set[str] = set()  # rounds that were signed once
    public: set[tuple[str, str]] = set()  # performances that were published once; entry "" for a whole round
    for event, stamp in happened:
        if isinstance(event, e.RoundSigned):
            signed.add(event.round)
        elif isinstance(event, e.ContestDecided):
            signed.add("")
        elif isinstance(event, e.PerformancePublished | e.RoundPublished):
            public.add((event.round, getattr(event, "entry", "")))
        elif type(event) in CORRECTIONS and (
            _was_signed(event, signed, round_id) or _was_public(event, public, round_id)
        ):
            yield event, stamp


def _was_signed(event: e.Event, signed: set[str], round_id: str | None) -> bool:
    """Whether it changed something that had been signed, and that this paper shows."""
    of_round: str = getattr(event, "round", "")
    if round_id is None:
        return of_round in signed or (not of_round and bool(signed))
    return round_id in signed and of_round in ("", round_id) and not isinstance(event, e.TieDecided)


def _was_public(event: e.Event, public: set[tuple[str, str]], round_id: str | None) -> bool:
    """Whether it changed a performance that the hall had been told of, and that this paper shows."""
    of_round, entry = getattr(event, "round", ""), getattr(event, "entry", "")
    return round_id in (None, of_round) and bool({(of_round, entry), (of_round, "")} & public)


def decided_ties(state: State, happened: Happened) -> tuple[str, ...]:
    """The ties that a decision or a lot settled and that still stand, with the reasons."""
    said: dict[tuple[str, ...], str] = {}
    for event, _ in happened:
        if isinstance(event, e.TieDecided):
            said[event.entries] = sentence(state, event).vi
    return tuple(said[order] for order in state.record.decisions if order in said)


def closing_notes(state: State, happened: Happened) -> tuple[str, ...]:
    """Performances that were closed although sheets were missing, and why."""
    notes = []
    for (round_id, entry), performance in state.performances.items():
        if performance.status == "closed" and performance.missing:
            judges = ", ".join(judge_name(state, judge) for judge in performance.missing)
            reason = f". Lý do: {performance.closing_reason}" if performance.closing_reason else ""
            where = f"{entry_name(state, entry)}, phần thi “{round_title(state, round_id)}”"
            notes.append(f"{where}: thiếu phiếu của {judges}{reason}")
    return tuple(sorted(notes))


def paper_notes(state: State, happened: Happened) -> tuple[str, ...]:
    """Sheets that were typed in from paper and still stand: whose, by whom, and why."""
    return tuple(
        sentence(state, event).vi
        for event, stamp in happened
        if isinstance(event, e.PaperSheetEntered) and _still_stands(state, event)
    )


def _still_stands(state: State, event: e.PaperSheetEntered) -> bool:
    handed = state.performance((event.round, event.entry)).handed.get(event.judge)
    return handed is not None and handed.on_paper and handed.revision == event.revision


def entry_name(state: State, entry: str) -> str:
    """'đội số 3 – Xã Đào Xá'."""
    return entry_words(state, entry).vi


def judge_name(state: State, judge: str) -> str:
    """'GK 3 (Lê Thị Thu)'."""
    return judge_words(state, judge).vi
