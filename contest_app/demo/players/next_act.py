"""What the simulated desk does next: a pure function of what the desk's and the announcer's topics say.

Responsible for: the order of acts on an evening, who does each, and how long after the situation arose. The play can
be picked up at any point: by a person who acted in between, or by a fresh process. Must not know: clocks, sockets.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from contest_app.contest.numbers import parse_decimal, to_decimal_text
from contest_app.contest.scoring.time_penalty import propose_time_penalty
from contest_app.demo.players.draws import draw_before
from contest_app.demo.players.script import Script
from contest_app.demo.players.view import (
    A_BREAK,
    A_LOOK,
    A_WHILE,
    AT_ONCE,
    DIRECTOR,
    HEAD_JUDGE,
    SECRETARY,
    SOON,
    Next,
    Topic,
    View,
)

MISSING_WITH_QUORUM, MISSING, PERSONS_TURN = 0.25, 1.5, 2.5
CEREMONY = 3.0
QUORUM_REASON = "Máy của giám khảo mất mạng; đủ số phiếu tối thiểu, phiếu còn lại xét sau"
PATIENCE_REASON = "Quá thời gian chờ phiếu, Ban Tổ chức quyết định đóng"
LATE_REASON = "Máy mất mạng lúc đóng phần thi; Trưởng BGK đã đối chiếu thời điểm chấm"
TIE_REASON = "Ban Giám khảo hội ý, biểu quyết thống nhất"


def next_act(view: View) -> Next:
    """The next thing to do at the desk."""
    return next(_wishes(view))


def _wishes(view: View) -> Iterator[Next]:
    """What there is to do, the most pressing first; the last one is always there."""
    phase = view.desk["contest"]["phase"]
    if phase == "announced":
        yield from _shows(view, "announced", view.desk["rows"])
        yield Next(("over",), CEREMONY, is_over=True)
    if phase == "decided":
        yield Next(("decided",), A_BREAK, DIRECTOR, "announce_results")
    if phase == "setup":
        yield Next(("setup",))  # a person's business
    yield from _late(view)
    for round_ in (round_ for round_ in view.rounds if round_["status"] == "open"):
        yield from _judged(view, round_) if round_["kind"] == "judged" else _counted(view, round_)
        yield Next(("all closed", round_["id"]), A_WHILE, DIRECTOR, "close_round", {"round": round_["id"]})
    for round_ in (round_ for round_ in view.rounds if round_["status"] in ("closed", "signed")):
        yield from _after(view, round_)
    yield from _pending(view)
    yield from _ties(view)
    yield Next(("settled",), A_BREAK, HEAD_JUDGE, "decide_contest")


def _late(view: View) -> Iterator[Next]:
    for late in view.desk["late"]:
        fields = {"late": late["late"], "reason": LATE_REASON}
        yield Next(("late", str(late["late"])), 2 * A_WHILE, HEAD_JUDGE, "accept_late_sheet", fields)


# --- a judged round ---------------------------------------------------------------------------------------------------


def _judged(view: View, round_: Topic) -> Iterator[Next]:
    on_stage = view.desk["on_stage"]
    here = on_stage["entry"]["id"] if on_stage and on_stage["round"]["id"] == round_["id"] else ""
    unclosed = [
        (performance, view.script(round_["id"], performance["entry"], turn))
        for turn, performance in enumerate(_of(view, round_["id"]), 1)
        if performance["status"] in ("on_stage", "marking")
    ]
    for performance, script in unclosed:
        if performance["entry"] == here:
            yield from _on_stage(view, on_stage, script)
    for performance, script in unclosed:
        yield _close(view, performance, script)
    for performance in _of(view, round_["id"]):
        if performance["status"] == "waiting" and _is_wanted(view, performance):
            key = _key(performance)
            yield Next(("next", *key.values()), A_WHILE, DIRECTOR, "call_performance", key)


def _is_wanted(view: View, performance: Topic) -> bool:
    """Whether the entry still takes part and was not recorded absent."""
    status = next(row["entry"]["status"] for row in view.desk["rows"] if row["entry"]["id"] == performance["entry"])
    return status == "competing" and not performance["absent"]


def _on_stage(view: View, on_stage: Topic, script: Script) -> Iterator[Next]:
    """The wall, the clock, the points that the clock and the secretary take."""
    key = {"round": on_stage["round"]["id"], "entry": on_stage["entry"]["id"]}
    scene, timer = view.desk["scene"], on_stage["timer"]
    if (scene["kind"], scene["entry"]) != ("on_stage", key["entry"]):
        yield Next(("unseen", *key.values()), AT_ONCE, DIRECTOR, "choose_scene", {"scene": "on_stage"})
    if timer["started_ms"] is not None:
        yield Next(("performs", *key.values()), script.takes, DIRECTOR, "stop_timer", key)
    if timer["elapsed_ms"] == 0:
        yield Next(("ready", *key.values()), SOON, DIRECTOR, "start_timer", key)
    for source, points, reason in _penalties(view, key["round"], timer, script):
        situation = ("penalty", source, *key.values())
        if situation not in view.done:
            fields = {**key, "points": points, "reason": reason, "source": source}
            yield Next(situation, SOON, SECRETARY, "give_penalty", fields)


def _penalties(view: View, round_id: str, timer: Topic, script: Script) -> Iterator[tuple[str, str, str]]:
    time = view.rulebook.round(round_id).time
    if time is not None and timer["limit_s"] == str(time.limit_s):
        proposal = propose_time_penalty(time, Fraction(timer["elapsed_ms"], 1000))
        if proposal.points:
            yield "time", to_decimal_text(proposal.points), proposal.words.vi
    if script.slip is not None:
        yield "hand", *script.slip


def _close(view: View, performance: Topic, script: Script) -> Next:
    """Closes what is complete; what is not, after patience and with a reason."""
    key, missing = _key(performance), performance["missing"]
    situation = ("sheets", *key.values(), *missing)
    if not missing:
        return Next(situation, SOON, DIRECTOR, "close_performance", key)
    has_quorum = len(performance["handed_in"]) >= (view.rulebook.panel.quorum or 0)
    people = set(missing) & set(view.desk["held_seats"])
    if people - _absent_minded(view, performance):
        after, reason = PERSONS_TURN, PATIENCE_REASON
    elif has_quorum and (script.is_late or people):
        after, reason = MISSING_WITH_QUORUM, QUORUM_REASON
    else:
        after, reason = MISSING, PATIENCE_REASON
    return Next(situation, after, DIRECTOR, "close_performance", {**key, "reason": reason})


def _absent_minded(view: View, performance: Topic) -> set[str]:
    """Who was waited for in vain the last time: a tablet that somebody left lying there."""
    closed = [each for each in _of(view, performance["round"]) if each["status"] == "closed"]
    return set(closed[-1]["missing"]) if closed else set()


def _of(view: View, round_id: str) -> list[Any]:
    return [each for each in view.desk["performances"] if each["round"] == round_id]


def _key(performance: Topic) -> dict[str, str]:
    return {"round": performance["round"], "entry": performance["entry"]}


# --- other rounds, and between rounds ---------------------------------------------------------------------------------


def _counted(view: View, round_: Topic) -> Iterator[Next]:
    """The secretary's points, entry by entry."""
    if view.desk["scene"]["kind"] != "waiting":
        yield Next(("counting", round_["id"]), SOON, DIRECTOR, "choose_scene", {"scene": "waiting"})
    for performance in _of(view, round_["id"]):
        if performance["figure"] is None and _is_wanted(view, performance):
            fields = {**_key(performance), "points": view.points(round_["id"], performance["entry"]), "base": 0}
            yield Next(("points", *_key(performance).values()), A_WHILE, SECRETARY, "enter_counted_points", fields)


def _after(view: View, round_: Topic) -> Iterator[Next]:
    """A closed round is signed, published unless the board is frozen, and shown."""
    key = {"round": round_["id"]}
    if round_["status"] == "closed":
        yield Next(("closed", round_["id"]), SOON, HEAD_JUDGE, "sign_round", key)
    closed = [each for each in _of(view, round_["id"]) if each["status"] == "closed"]
    unpublished = [each for each in closed if each["published"] != "yes"]
    if unpublished and not view.desk["frozen"]:
        yield Next(("unpublished", round_["id"]), SOON, DIRECTOR, "publish_round", key)
    is_last_closed = [each["id"] for each in view.rounds if each["status"] != "pending"][-1:]
    if not unpublished and is_last_closed == [round_["id"]]:
        rows = sorted(view.desk["rows"], key=lambda row: -(parse_decimal(row["rounds"].get(round_["id"]) or "0") or 0))
        yield from _shows(view, round_["id"], rows)


def _shows(view: View, round_id: str, rows: list[Any]) -> Iterator[Next]:
    """The board, the best one's result, the board again; "announced" shows the last round's."""
    of = view.rounds[-1]["id"] if round_id == "announced" else round_id
    scenes = [{"scene": "board"}, {"scene": "result", "round": of, "entry": rows[0]["entry"]["id"]}, {"scene": "board"}]
    for number, fields in enumerate(scenes):
        situation = ("show", str(number), round_id)
        if situation not in view.done:
            yield Next(situation, A_LOOK if number else SOON, DIRECTOR, "choose_scene", fields)


def _pending(view: View) -> Iterator[Next]:
    for round_ in view.rounds:
        if round_["status"] == "pending":
            yield from draw_before(view, round_)
            yield Next(("pending", round_["id"]), A_LOOK, DIRECTOR, "open_round", {"round": round_["id"]})


def _ties(view: View) -> Iterator[Next]:
    for group in view.desk["unsettled"]:
        fields = {"entries": list(group), "reason": TIE_REASON, "how": "decision"}
        yield Next(("tied", *group), A_LOOK, HEAD_JUDGE, "decide_tie", fields)
