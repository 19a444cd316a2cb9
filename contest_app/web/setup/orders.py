"""The page of running orders: what each round's order is and where it comes from, and lots brought from paper.

Responsible for: reading an order as people write it down. Must not know: drawing lots on the wall (`web/draw`).
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.state import State
from contest_app.contest.vietnamese import tidy
from contest_app.contest.words import Words, same
from contest_app.web.parts import snapshot_or_404, whole_number
from contest_app.web.setup.pages import LONG, MOST_TEXT, ROLES, SAVED
from contest_app.web.setup.sending import CHANGED_MEANWHILE, command_id, fingerprint, send, was_sent
from contest_app.web.signed_in import role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("orders", __name__, url_prefix="/organizer/contests/<contest>/setup/order")

NOT_AN_ORDER = Words(
    vi="Ghi số thứ tự của mọi đội, mỗi đội một lần, cách nhau bằng dấu phẩy hoặc khoảng trắng. Sai ở: {what}.",
    en="Give every team's number once, separated by commas or blanks. Wrong: {what}.",
)
NOT_TURNS = Words(
    vi="Mỗi đội ghi một lượt khác nhau (1, 2, 3…); chỉ đội đã rút được để trống. Sai ở: {what}.",
    en="Give every team a turn of its own (1, 2, 3…); only one that withdrew may be left empty. Wrong: {what}.",
)
WHICH_WAY = Words(
    vi="Chưa ghi gì. Ghi kết quả theo một cách, Cách 1 hoặc Cách 2, rồi bấm nút lưu của cách ấy.",
    en="Nothing was stored. Write the result down in one way, 1 or 2, and press that way's button.",
)
BY_HAND = ("typed", "turns")  # both are lots drawn on paper, written down in two ways


@pages.get("")
@role_required(*ROLES)
def index(contest: str, actor: Actor) -> str:
    """The running order of each round."""
    return _page(snapshot_or_404(contest).state)


@pages.post("")
@role_required(*ROLES)
def save(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Sets a round's order: as listed, by the turn each team drew, or by the teams' numbers."""
    state = snapshot_or_404(contest).state
    round_id = request.form.get("round", "")
    round_ = next((known for known in state.rulebook.rounds if known.id == round_id), None)
    if round_ is None:
        abort(404)
    if request.form.get("seen") != fingerprint(state.order_of(round_id)) and not was_sent(contest):
        now = same(", ".join(str(state.entries[entry].number) for entry in state.order_of(round_id)))
        return _page(state, round_id, CHANGED_MEANWHILE.format(now=now)), 422
    way = request.form.get("do", "")
    if way == "enter":
        way = _filled_in(state, round_id)
    entries = _read(state, way) if way else WHICH_WAY
    if isinstance(entries, Words):
        return _page(state, round_id, entries), 422
    drawn_by, reason = (tidy(request.form.get(name, "")) for name in ("drawn_by", "reason"))
    if max(len(drawn_by), len(reason)) > MOST_TEXT:
        return _page(state, round_id, LONG), 422
    how = "paper" if way in BY_HAND else "listed"
    command = c.SetRunningOrder(command_id(), round_id, entries, how, drawn_by if how == "paper" else "", reason)
    problem = send(contest, command, actor)
    if problem is not None:
        return _page(state, round_id, problem), 422
    keep(Toast("done", SAVED.format(what=same(round_.title))))
    return redirect(url_for("orders.index", contest=contest) + f"#round-{round_id}", 303)


def _filled_in(state: State, round_id: str) -> str:
    """The one way that something was written in, for whoever presses Enter and no button; "" for none and for both."""
    is_listed = _read_list(state, request.form.get("order", "")) != state.order_of(round_id)
    has_turns = any(request.form.get(f"turn-{entry}", "").strip() for entry in state.entry_order)
    if is_listed == has_turns:
        return ""
    return "turns" if has_turns else "typed"


def _read(state: State, way: str) -> tuple[str, ...] | Words:
    if way == "by_number":
        return state.entry_order
    return _read_turns(state) if way == "turns" else _read_list(state, request.form.get("order", ""))


def _read_list(state: State, typed: str) -> tuple[str, ...] | Words:
    """The entries by the numbers that were typed."""
    by_number = {str(entry.number): entry.id for entry in state.entries.values()}
    numbers = [word.lstrip("0") for word in typed.replace(",", " ").replace(";", " ").replace("-", " ").split()]
    unknown = [word or "0" for word in numbers if word not in by_number]
    twice = [word for place, word in enumerate(numbers) if word in numbers[:place]]
    missing = [number for entry in state.entry_order if (number := str(state.entries[entry].number)) not in numbers]
    wrong = [*(f"{word}?" for word in unknown), *(f"{word} × 2" for word in twice), *(f"– {word}" for word in missing)]
    if wrong:
        return NOT_AN_ORDER.format(what=same(", ".join(wrong)))
    return tuple(by_number[number] for number in numbers)


def _read_turns(state: State) -> tuple[str, ...] | Words:
    """The entries by the turn that each drew; those who withdrew and drew none come last, by number."""
    turns: dict[str, int] = {}
    wrong: list[str] = []
    for entry in state.entry_order:
        typed = request.form.get(f"turn-{entry}", "").strip()
        if not typed and state.entry_status(entry) == "withdrawn":
            continue
        turn = whole_number(typed) or 0
        if not 1 <= turn <= 9999 or turn in turns.values():
            wrong.append(f"{state.entries[entry].number} – {state.entries[entry].name} ({typed or '…'})")
        else:
            turns[entry] = turn
    if wrong:
        return NOT_TURNS.format(what=same(", ".join(wrong)))
    return (*sorted(turns, key=turns.__getitem__), *(entry for entry in state.entry_order if entry not in turns))


def _page(state: State, wrong_round: str = "", problem: Words | None = None) -> str:
    draw = state.last_draw
    return render_template(
        "setup/order.html",
        contest=state.contest,
        state=state,
        orders={r.id: [state.entries[entry] for entry in state.order_of(r.id)] for r in state.rulebook.rounds},
        begun={key[0] for key, performance in state.performances.items() if performance.status != "waiting"},
        under_way=draw if draw is not None and draw.is_under_way else None,
        wrong_round=wrong_round,
        typed=request.form if problem is not None else {},
        problem=problem,
        may_edit=state.phase in ("setup", "running"),
    )
