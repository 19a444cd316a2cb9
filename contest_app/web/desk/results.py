"""The right of the desk: the wall and its scene, publication, standings, ties, late sheets, and the end of the contest.

Responsible for: what goes out to the public and what the jury alone knows beside it. Must not know: the stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from contest_app.contest.naming import LATE_WHY, SCENES
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import LateSheet, State
from contest_app.contest.words import Words, same
from contest_app.topics import briefs
from contest_app.topics.shapes import BoardRow
from contest_app.web.desk.acts import REASON, SURE, Act, Desk, Field, names_of

PLACE = Words(vi="Thứ {n}", en="Place {n}")
NOTHING_PUBLISHED = Words(vi="Chưa có điểm nào được công bố.", en="No result is published yet.")


@dataclass(frozen=True)
class Late:
    """A late sheet that waits for a decision; `why` says in words what held it up."""

    late: LateSheet
    names: Mapping[str, Words]
    why: Words
    marks: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class OnPaper:
    """A paper sheet that was typed once and waits for its second reading; its marks are not in here."""

    round: str
    entry: str
    judge: str
    names: Mapping[str, Words]
    typist: str
    at_ms: int
    discard: Act | None


@dataclass(frozen=True)
class Tie:
    """Entries that share a place; `act` records their order, or takes the recorded order back."""

    names: tuple[str, ...]
    act: Act | None


@dataclass(frozen=True)
class Results:
    """`is_complete`: every round is closed, so that a tie that is left has to be settled."""

    scene: str
    scene_of: str
    screens: int
    scenes: tuple[Act, ...]
    publishing: tuple[Act, ...]
    is_frozen: bool
    rounds: tuple[Any, ...]
    rows: tuple[BoardRow, ...]
    is_complete: bool
    unsettled: tuple[Tie, ...]
    decided: tuple[Tie, ...]
    late: tuple[Late, ...]
    on_paper: tuple[OnPaper, ...]
    ending: tuple[Act, ...]


def results(snapshot: Snapshot, desk: Desk, screens: int) -> Results:
    """Everything the right side shows."""
    state = snapshot.state
    statuses = briefs.statuses(state.record)
    late = sorted((late for late in state.late.values() if late.status == "waiting"), key=lambda late: late.late)
    return Results(
        scene=state.scene.kind,
        scene_of=names_of(state, {"entry": state.scene.entry})["entry"].vi,
        screens=screens,
        scenes=_scenes(desk),
        publishing=_publishing(desk),
        is_frozen=state.is_frozen,
        rounds=state.rulebook.rounds,
        rows=tuple(briefs.board_row(state, row, statuses, True) for row in snapshot.standings.rows),
        is_complete=all(state.round_status(round_.id) in ("closed", "signed") for round_ in state.rulebook.rounds),
        unsettled=tuple(_tie(desk, group) for group in snapshot.standings.unsettled),
        decided=tuple(_decided(desk, order) for order in state.record.decisions),
        late=tuple(_late(desk, each) for each in late),
        on_paper=tuple(_on_paper(desk, *at) for at in sorted(state.paper)),
        ending=_ending(desk),
    )


def _some(*acts: Act | None) -> tuple[Act, ...]:
    return tuple(act for act in acts if act)


# --- the wall and publication -----------------------------------------------------------------------------------------


def _scenes(desk: Desk) -> tuple[Act, ...]:
    draw = desk.state.last_draw
    drawn = ("draw",) if draw is not None and draw.status != "cancelled" else ()
    scenes = ("waiting", *drawn, "on_stage", "board")
    plain = [desk.act("choose_scene", {"scene": scene}, label=SCENES[scene]) for scene in scenes]
    public = sorted(desk.state.public.performances, key=lambda key: _turn(desk.state, key))
    choices = tuple(
        (f"{r}/{e}", same(f"{_name(desk.state, e)} · {_title(desk.state, r)}")) for r, e in reversed(public)
    )
    which = Field("performance", Words(vi="Điểm của", en="Result of"), "choice", choices=choices)
    result = desk.act("choose_scene", {"scene": "result"}, label=SCENES["result"], inputs=(which,) if choices else ())
    if result is not None and not choices:
        result = replace(result, blocked=NOTHING_PUBLISHED)
    return _some(*plain, result)


def _turn(state: State, key: tuple[str, str]) -> tuple[int, int]:
    rounds = [round_.id for round_ in state.rulebook.rounds]
    order = state.order_of(key[0])
    return rounds.index(key[0]), order.index(key[1]) if key[1] in order else 0


def _name(state: State, entry: str) -> str:
    return names_of(state, {"entry": entry})["entry"].vi


def _title(state: State, round_id: str) -> str:
    return state.rulebook.round(round_id).title


def _publishing(desk: Desk) -> tuple[Act, ...]:
    """One act a round that has something to publish or to withdraw, and the freeze."""
    state = desk.state
    acts: list[Act | None] = []
    for round_ in state.rulebook.rounds:
        status = state.round_status(round_.id)
        public = [key for key in state.public.performances if key[0] == round_.id]
        mine = [key for key in state.record.performances if key[0] == round_.id]
        is_fresh = bool(public) and all(state.public.performances.get(key) is state.figures(key) for key in mine)
        if status != "pending" and not is_fresh:
            tone: Literal["main", "plain"] = "main" if status != "open" else "plain"
            again = Words(vi="Công bố lại “{round}” (đính chính)", en="Publish “{round}” again (corrected)")
            acts.append(desk.act("publish_round", {"round": round_.id}, tone=tone, label=again if public else None))
        if public:
            label = Words(vi=f"Rút công bố “{round_.title}”", en=f"Withdraw “{round_.title}”")
            at = {"round": round_.id}
            acts.append(desk.act("withdraw_publication", at, inputs=(REASON,), asks=SURE, label=label))
    if state.phase in ("running", "decided"):
        if state.is_frozen:
            acts.append(desk.act("thaw_board", inputs=(REASON,), asks=SURE))
        elif state.rulebook.publish.freeze_before:
            acts.append(desk.act("freeze_board"))
    return _some(*acts)


# --- ties and late sheets ---------------------------------------------------------------------------------------------


def _tie(desk: Desk, group: tuple[str, ...]) -> Tie:
    names = tuple(_name(desk.state, entry) for entry in group)
    choices = tuple((entry, same(_name(desk.state, entry))) for entry in group)
    places = tuple(
        Field("entries", PLACE.format(n=n), "choice", value=entry, choices=choices)
        for n, entry in enumerate(group, start=1)
    )
    how = Field(
        "how",
        Words(vi="Bằng cách", en="By"),
        "choice",
        choices=(
            ("decision", Words(vi="Quyết định của Trưởng BGK", en="Head judge's decision")),
            ("lot", Words(vi="Bốc thăm", en="Drawing lots")),
        ),
    )
    return Tie(names, desk.act("decide_tie", inputs=(*places, how, REASON)))


def _decided(desk: Desk, order: tuple[str, ...]) -> Tie:
    act = None
    if desk.state.phase == "running":
        act = desk.act("withdraw_tie_decision", {"entries": order}, inputs=(REASON,), asks=SURE)
    return Tie(tuple(_name(desk.state, entry) for entry in order), act)


def _late(desk: Desk, late: LateSheet) -> Late:
    names = names_of(desk.state, {"entry": late.entry, "round": late.round, "judge": late.judge})
    titles = {criterion.id: criterion.title for criterion in desk.state.rulebook.round(late.round).criteria}
    at = {"late": str(late.late)}
    return Late(
        late,
        names,
        LATE_WHY.get(late.why, same(late.why)),
        tuple((titles.get(criterion, criterion), mark) for criterion, mark in late.marks.items()),
        _some(
            desk.act("accept_late_sheet", at, inputs=(REASON,), asks=SURE, names={"judge": names["judge"]}),
            desk.act("decline_late_sheet", at, inputs=(REASON,), asks=SURE, names={"judge": names["judge"]}),
        ),
    )


def _on_paper(desk: Desk, round_id: str, entry: str, judge: str) -> OnPaper:
    at = {"round": round_id, "entry": entry, "judge": judge}
    reading = desk.state.paper[round_id, entry, judge]
    discard = desk.act("discard_paper_reading", at, inputs=(REASON,), asks=SURE)
    return OnPaper(**at, names=names_of(desk.state, at), typist=reading.typist, at_ms=reading.at_ms, discard=discard)


# --- the end ----------------------------------------------------------------------------------------------------------


def _ending(desk: Desk) -> tuple[Act, ...]:
    phase = desk.state.phase
    if phase == "setup":
        return _some(desk.act("start_contest", tone="main"))
    if phase == "running":
        asks = Words(
            vi="Hãy xem lại bảng xếp hạng. Chốt rồi thì muốn sửa phải bỏ chốt, có lý do.",
            en="Look through the standings once more. After this, changing anything needs a reason.",
        )
        return _some(desk.act("decide_contest", asks=asks))
    if phase == "decided":
        asks = Words(
            vi="Cả hội trường sẽ thấy ngay điểm, thứ hạng và giải.",
            en="The whole hall will see all points, places and prizes at once.",
        )
        return _some(
            desk.act("announce_results", asks=asks, tone="main"),
            desk.act("reopen_decision", inputs=(REASON,), asks=SURE, tone="grave"),
        )
    return _some(desk.act("withdraw_announcement", inputs=(REASON,), asks=SURE, tone="grave"))
