"""What happened that a paper must say: signatures, reasons of decided ties, and every change after a signature.

Responsible for: choosing among the events and putting them into Vietnamese sentences. Must not know: where events lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from contest_app.contest import events as e
from contest_app.contest.numbers import parse_decimal
from contest_app.contest.state import State
from contest_app.documents.official import moment_text, written

Happened = Sequence[tuple[e.Event, e.Stamp]]

# Each with its sentence; {entry}, {round}, {judge}, {entries} are names, {points} is written with a comma.
_SENTENCES: dict[type[e.Event], str] = {
    e.RuleBookAmended: "Sửa thể lệ. Lý do: {reason}",
    e.RoundReopened: "Mở lại phần thi “{round}”. Lý do: {reason}",
    e.PerformanceReopened: "Mở lại phần thi “{round}” của {entry}. Lý do: {reason}",
    e.DecisionReopened: "Mở lại kết quả đã chốt. Lý do: {reason}",
    e.AnnouncementWithdrawn: "Rút công bố kết quả. Lý do: {reason}",
    e.SheetSubmitted: "{judge} nộp phiếu lần {revision} cho {entry}, phần thi “{round}”.",
    e.LateSheetAccepted: "Nhận phiếu nộp muộn của {judge} cho {entry}, phần thi “{round}”. Lý do: {reason}",
    e.CountedPointsEntered: "Ghi {points} điểm cho {entry}, phần thi “{round}”. {reason}",
    e.PenaltyGiven: "Trừ {points} điểm của {entry}. Lý do: {reason}",
    e.PenaltyWithdrawn: "Bỏ một khoản điểm trừ của {entry}. Lý do: {reason}",
    e.BonusGiven: "Cộng {points} điểm cho {entry}. Lý do: {reason}",
    e.BonusWithdrawn: "Bỏ một khoản điểm cộng của {entry}. Lý do: {reason}",
    e.AbsenceRecorded: "Ghi {entry} vắng mặt ở phần thi “{round}”. {reason}",
    e.AbsenceWithdrawn: "Bỏ ghi vắng mặt của {entry} ở phần thi “{round}”. {reason}",
    e.EntryStatusChanged: "Đổi tư cách dự thi của {entry}: {status}. Lý do: {reason}",
    e.JudgeRecused: "{judge} không chấm {entry}. {reason}",
    e.RecusalWithdrawn: "{judge} chấm lại {entry}. {reason}",
    e.TieDecided: "Phân định đồng hạng ({how}): {entries}. Lý do: {reason}",
    e.TieDecisionWithdrawn: "Bỏ quyết định phân định đồng hạng: {entries}. Lý do: {reason}",
}
_STATUS = {"competing": "dự thi", "withdrawn": "rút khỏi hội thi", "disqualified": "bị loại"}
_HOW = {"decision": "quyết định của Trưởng Ban Giám khảo", "lot": "bốc thăm"}

KINDS = (*_SENTENCES, e.RoundSigned, e.ContestDecided, e.ResultsAnnounced, e.PerformanceClosed)
"""All kinds of events that any paper speaks of."""


@dataclass(frozen=True)
class Signature:
    """The head judge's signature under a round, given on the desk."""

    seq: int
    at_ms: int

    @property
    def words(self) -> str:
        return f"Trưởng Ban Giám khảo đã ký xác nhận trên bàn điều hành lúc {moment_text(self.at_ms)}"


def signature(state: State, happened: Happened, round_id: str) -> Signature | None:
    """The signature under a round that holds now; None while there is none, or after the round was reopened."""
    if state.round_status(round_id) != "signed":
        return None
    signed = [stamp for event, stamp in happened if isinstance(event, e.RoundSigned) and event.round == round_id]
    return Signature(signed[-1].seq, signed[-1].at_ms) if signed else None


def corrections(state: State, happened: Happened, round_id: str | None) -> tuple[str, ...]:
    """Every change since the first signature under the round (or any round), each with its line, time and reason."""
    return tuple(
        f"Dòng {stamp.seq}, {moment_text(stamp.at_ms)}: {sentence(state, event)}"
        for event, stamp in _since_signed(happened, round_id)
    )


def _since_signed(happened: Happened, round_id: str | None) -> Iterator[tuple[e.Event, e.Stamp]]:
    fixed: set[str] = set()  # rounds that were signed once
    for event, stamp in happened:
        if isinstance(event, e.RoundSigned):
            fixed.add(event.round)
        elif isinstance(event, e.ContestDecided):
            fixed.add("")
        elif type(event) in _SENTENCES and _concerns(event, fixed, round_id):
            yield event, stamp


def _concerns(event: e.Event, fixed: set[str], round_id: str | None) -> bool:
    """Whether it changed something that had been signed, and that this paper shows."""
    of_round: str = getattr(event, "round", "")
    if round_id is None:
        return of_round in fixed or (not of_round and bool(fixed))
    return round_id in fixed and of_round in ("", round_id) and not isinstance(event, e.TieDecided)


def sentence(state: State, event: e.Event) -> str:
    """What happened, in a sentence with the names people know."""
    names: dict[str, Any] = {field.name: getattr(event, field.name) for field in fields(event)}
    names["round"] = round_title(state, names.get("round", ""))
    names["entry"] = entry_name(state, names.get("entry", ""))
    names["judge"] = judge_name(state, names.get("judge", ""))
    names["entries"] = " > ".join(entry_name(state, entry) for entry in names.get("entries", ()))
    names["points"] = written(parse_decimal(names.get("points", "")))
    names["status"] = _STATUS.get(names.get("status", ""), names.get("status", ""))
    names["how"] = _HOW.get(names.get("how", ""), names.get("how", ""))
    return _SENTENCES[type(event)].format(**names).strip()


def decided_ties(state: State, happened: Happened) -> tuple[str, ...]:
    """The ties that a decision or a lot settled and that still stand, with the reasons."""
    said: dict[tuple[str, ...], str] = {}
    for event, _ in happened:
        if isinstance(event, e.TieDecided):
            said[event.entries] = sentence(state, event)
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


def round_title(state: State, round_id: str) -> str:
    return next((one.title for one in state.rulebook.rounds if one.id == round_id), round_id)


def entry_name(state: State, entry: str) -> str:
    """'đội số 3 – Xã Đào Xá'."""
    known = state.entries.get(entry)
    return f"đội số {known.number} – {known.name}" if known else entry


def judge_name(state: State, judge: str) -> str:
    known = state.judges.get(judge)
    return f"GK {known.number} ({known.name})" if known else judge
