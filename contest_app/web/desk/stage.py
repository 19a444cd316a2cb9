"""The middle of the desk: one performance, its timer, the judges' tiles, its penalties, and what can be done with it.

Responsible for: everything about the performance that is looked at. Must not know: the other performances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.record import Line, PerformanceRecord
from contest_app.contest.refusals import SheetsMissing
from contest_app.contest.rulebook import Round
from contest_app.contest.scoring.time_penalty import Proposal, propose_time_penalty
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Entry, Handed, Judge, Key, Performance
from contest_app.contest.words import Words
from contest_app.topics.desk import published_status
from contest_app.web.desk.acts import REASON, SURE, Act, Desk, Field
from contest_app.web.desk.entry_status import OUT, change_status
from contest_app.web.desk.order import status_of

Tone = Literal["plain", "main", "grave"]
# What the rules would say to an absence after the call is worth offering only before anything was handed in.
POINTS = Words(vi="Số điểm", en="Points")
CORRECTING = Words(
    vi="Đang sửa kết quả đã công bố. Giám khảo mở “Phiếu của tôi” trên máy rồi bấm “Sửa phiếu”, hoặc thư ký nhập phiếu "
    "giấy. Xong thì đóng lại, rồi công bố lại: đó là đính chính.",
    en="A published result is being corrected. The judge corrects under “My sheets” on the tablet, or the secretary "
    "types a paper sheet. Then close it and publish again: that is the correction.",
)
ROUND_TOO = Words(
    vi="Cả phần thi cũng mở lại; sửa xong phải đóng lại, và ký lại nếu đã ký. Ghi lý do rồi bấm lần nữa.",
    en="The round opens with it; close it afterwards, and sign it again if it was. Give the reason, then press again.",
)


@dataclass(frozen=True)
class Tile:
    """One judge and how far the sheet is; `state`: recused, handed_in, drafting, connected or absent.

    `of` beside a sheet that is in: the judge has begun to correct it.
    """

    judge: Judge
    state: str
    marked: int = 0
    of: int = 0
    handed: Handed | None = None
    unsent: int = 0
    release: Act | None = None


@dataclass(frozen=True)
class PointsLine:
    line: Line
    withdraw: Act | None


@dataclass(frozen=True)
class Stage:
    round: Round
    entry: Entry
    status: str
    turn: int
    turns: int
    performance: Performance
    figures: PerformanceRecord
    figure: Fraction | None
    published: str
    tiles: tuple[Tile, ...]
    missing: tuple[Judge, ...]
    proposal: Proposal | None
    penalty_by_clock: Act | None
    penalties: tuple[PointsLine, ...]
    bonuses: tuple[PointsLine, ...]
    acts: tuple[Act, ...]
    more: tuple[Act, ...]
    out: Words | None  # why the entry does not perform here
    correcting: Words | None  # what to do with a published result that was opened again


def stage(snapshot: Snapshot, desk: Desk, key: Key, presence: Mapping[str, Any]) -> Stage:
    """The performance `key` as the desk shows it."""
    state, (round_id, entry) = snapshot.state, key
    round_ = state.rulebook.round(round_id)
    figures, performance, order = state.figures(key), state.performance(key), state.order_of(round_id)
    row = next((row for row in snapshot.standings.rows if row.entry == entry), None)
    proposal = _proposal(round_, figures)
    tiles = tuple(_tile(desk, key, judge, presence) for judge in state.members_of(key))
    return Stage(
        round=round_,
        entry=state.entries[entry],
        status=status_of(state, round_id, entry),
        turn=order.index(entry) + 1 if entry in order else 0,
        turns=len(order),
        performance=performance,
        figures=figures,
        figure=row.rounds.get(round_id) if row else None,
        published=published_status(state, key),
        tiles=tiles,
        missing=tuple(state.judges[judge] for judge in state.missing_judges(key)),
        proposal=proposal,
        penalty_by_clock=_penalty_by_clock(desk, key, proposal) if proposal and proposal.points else None,
        penalties=_lines(desk, key, figures.penalty, "penalty"),
        bonuses=_lines(desk, key, figures.bonus, "bonus"),
        acts=_acts(desk, key, performance.status, [tile.judge for tile in tiles if tile.handed and tile.of], proposal),
        more=_more(desk, key, performance),
        out=OUT.get("absent" if figures.absent else state.entry_status(entry)),
        correcting=CORRECTING if key in state.public.performances and performance.status == "marking" else None,
    )


# --- judges -----------------------------------------------------------------------------------------------------------


def _tile(desk: Desk, key: Key, judge_id: str, presence: Mapping[str, Any]) -> Tile:
    state = desk.state
    judge, handed = state.judges[judge_id], state.performance(key).handed.get(judge_id)
    seen = presence.get(judge_id, {})
    connected, unsent = bool(seen.get("connected")), int(seen.get("unsent", 0))
    release = None
    if judge_id in state.seats:
        release = desk.act("release_seat", {"judge": judge_id}, inputs=(REASON,), asks=SURE)
    if (judge_id, key[1]) in state.recused:
        return Tile(judge, "recused", release=release)
    drafting = seen.get("drafting")
    is_here = connected and drafting and (drafting["round"], drafting["entry"]) == key and drafting["marked"]
    marked, of = (drafting["marked"], drafting["of"]) if is_here else (0, 0)
    if handed:
        return Tile(judge, "handed_in", marked, of, handed, unsent, release)
    if is_here:
        return Tile(judge, "drafting", marked, of, unsent=unsent, release=release)
    return Tile(judge, "connected" if connected else "absent", unsent=unsent, release=release)


# --- penalties and bonuses --------------------------------------------------------------------------------------------


def _proposal(round_: Round, figures: PerformanceRecord) -> Proposal | None:
    if round_.time is None or figures.elapsed_s is None:
        return None
    # Whole seconds, as everybody in the hall read them off the clock.
    return propose_time_penalty(round_.time, Fraction(int(figures.elapsed_s)))


def _penalty_by_clock(desk: Desk, key: Key, proposal: Proposal) -> Act | None:
    """The clock's proposal as a form that is filled in already; none once it was taken, asked about beside another."""
    stands = desk.state.figures(key).penalty
    if any(line.reason in (proposal.words.vi, proposal.words.en) for line in stands):
        return None
    asks = Words(
        vi="Đội này đã có điểm trừ ghi bên dưới. Chỉ trừ thêm nếu khoản đó không phải vì thời gian.",
        en="This entry has a penalty below. Add this one only if that was not for time.",
    )
    return desk.act(
        "give_penalty",
        {"round": key[0], "entry": key[1], "source": "time"},
        tone="plain" if stands else "main",
        asks=asks if stands else None,
        label=Words(vi="Xác nhận trừ điểm thời gian", en="Confirm the time penalty"),
        inputs=(
            Field("points", POINTS, "points", to_decimal_text(proposal.points)),
            Field("reason", REASON.label, "text", proposal.words.vi),
        ),
    )


def _lines(desk: Desk, key: Key, lines: tuple[Line, ...], kind: Literal["penalty", "bonus"]) -> tuple[PointsLine, ...]:
    return tuple(
        PointsLine(
            line, desk.act(f"withdraw_{kind}", {kind: line.id}, inputs=(REASON,), asks=SURE, names=_entry(desk, key))
        )
        for line in lines
    )


def _entry(desk: Desk, key: Key) -> dict[str, Words]:
    entry = desk.state.entries[key[1]]
    return {"entry": Words(vi=f"{entry.number} – {entry.name}", en=f"{entry.number} – {entry.name}")}


# --- acts -------------------------------------------------------------------------------------------------------------


def _acts(desk: Desk, key: Key, status: str, correcting: Sequence[Judge], proposal: Proposal | None) -> tuple[Act, ...]:
    """What is done in the ordinary course, the next step first."""
    round_id, entry = key
    judged = desk.state.rulebook.round(round_id).kind == "judged"
    is_running = desk.state.performance(key).timer.is_running
    acts: list[Act | None] = []
    if status == "waiting" and judged and not desk.state.figures(key).absent:
        acts = [desk.act("call_performance", {"round": round_id, "entry": entry}, tone="main")]
    elif status in ("on_stage", "marking"):
        if is_running:
            acts.append(desk.act("stop_timer", {"round": round_id, "entry": entry}, tone="main"))
        elif desk.state.on_stage == key and not desk.state.performance(key).timer.stopped:
            acts.append(desk.act("start_timer", {"round": round_id, "entry": entry}, tone="main"))
        if status == "on_stage" and not is_running:
            acts.append(desk.act("end_performance", {"round": round_id, "entry": entry}))
        acts.append(_close(desk, key, correcting, proposal))
    elif status == "closed":
        acts.append(_publish(desk, key))
        acts.append(_withdraw_publication(desk, key))
    return tuple(act for act in acts if act)


def _close(desk: Desk, key: Key, correcting: Sequence[Judge], proposal: Proposal | None) -> Act | None:
    """Closing: plain when every sheet is in; else it names who is missing, and below the quorum wants a reason.

    Whoever is just correcting a sheet is named as well, for the correction would come late, and so is what the clock
    proposed and nobody decided on: a penalty that is forgotten is a wrong result.
    """
    fields = {"round": key[0], "entry": key[1]}
    missing = [desk.state.judges[judge] for judge in desk.state.missing_judges(key)]
    asks: list[Words] = []
    if missing:
        asks.append(NOT_IN.format(who=_named(missing)))
        below = isinstance(desk.would_refuse("close_performance", fields), SheetsMissing)
        asks += [BELOW_QUORUM] if below else []
    elif correcting:
        asks.append(WOULD_BE_LATE.format(who=_named(correcting)))
    if proposal is not None and proposal.points and not desk.state.figures(key).penalty:
        asks.append(NOT_DECIDED.format(what=proposal.words))
    sure = Words(vi=" ".join(each.vi for each in asks), en=" ".join(each.en for each in asks)) if asks else None
    if not missing:
        return desk.act("close_performance", fields, asks=sure, tone="plain" if sure else "main")
    reason = Field("reason", REASON.label, is_required=below)
    return desk.act("close_performance", fields, inputs=(reason,), asks=sure, tone="grave")


def _named(judges: Sequence[Judge]) -> str:
    return ", ".join(f"GK {judge.number} – {judge.name}" for judge in judges)


NOT_IN = Words(vi="Chưa nộp phiếu: {who}.", en="No sheet yet from: {who}.")
BELOW_QUORUM = Words(
    vi="Chưa đủ số phiếu tối thiểu theo thể lệ, nên phải ghi lý do.",
    en="This is below the rule book's quorum, so a reason is needed.",
)
WOULD_BE_LATE = Words(
    vi="Đang sửa phiếu: {who}. Đóng bây giờ thì bản sửa thành phiếu đến muộn.",
    en="Correcting a sheet just now: {who}. Closed now, the correction comes late.",
)
NOT_DECIDED = Words(
    vi="Chưa ai xác nhận điểm trừ thời gian. {what}. Đóng bây giờ thì chưa trừ.",
    en="Nobody has confirmed the time penalty. {what}. Closed now, nothing is taken off.",
)


def _publish(desk: Desk, key: Key) -> Act | None:
    if desk.state.rulebook.publish.board != "after_performance" or published_status(desk.state, key) == "yes":
        return None
    again = Words(vi="Công bố lại điểm đội {entry} (đính chính)", en="Publish {entry} again (corrected)")
    label = again if key in desk.state.public.performances else None
    return desk.act("publish_performance", {"round": key[0], "entry": key[1]}, tone="main", label=label)


def _withdraw_publication(desk: Desk, key: Key) -> Act | None:
    if desk.state.rulebook.publish.board != "after_performance" or published_status(desk.state, key) == "no":
        return None
    return desk.act(
        "withdraw_publication", {"round": key[0], "entry": key[1]}, inputs=(REASON,), asks=SURE, tone="grave"
    )


def _more(desk: Desk, key: Key, performance: Performance) -> tuple[Act, ...]:
    """What is needed now and then."""
    round_id, entry = key
    at = {"round": round_id, "entry": entry}
    absent = desk.state.figures(key).absent
    points = (Field("points", POINTS, "points"), REASON)
    acts: list[Act | None] = []
    if performance.timer.stopped:
        acts.append(desk.act("clear_timer", at, inputs=(REASON,), asks=SURE))
        if desk.state.on_stage == key and performance.status != "closed":
            label = Words(vi="Bấm giờ chạy tiếp", en="Let the timer run on")
            acts.append(desk.act("start_timer", at, label=label))
    if performance.status == "on_stage":
        acts.append(desk.act("withdraw_call", at))
    if performance.status != "waiting" and not absent and desk.state.round_status(round_id) == "open":
        acts.append(desk.act("give_penalty", at, inputs=points, asks=SAYS_PENALTY))
        acts.append(desk.act("give_bonus", at, inputs=points, asks=SAYS_BONUS))
    if absent:
        acts.append(desk.act("withdraw_absence", at, inputs=(REASON,), asks=SURE))
    elif performance.status != "closed" and not performance.handed and desk.state.entry_status(entry) == "competing":
        acts.append(desk.act("record_absence", at, inputs=(REASON,), asks=SURE, tone="grave"))
    if performance.status == "closed" and not absent:
        asks = ROUND_TOO if desk.state.round_status(round_id) != "open" else SURE
        acts.append(desk.act("reopen_performance", at, inputs=(REASON,), asks=asks, tone="grave"))
    acts += change_status(desk, entry)
    return tuple(act for act in acts if act)


SAYS_PENALTY = Words(vi="Trừ vào điểm của phần thi này.", en="Comes off the figure of this round.")
SAYS_BONUS = Words(vi="Cộng vào điểm của phần thi này.", en="Is added to the figure of this round.")
