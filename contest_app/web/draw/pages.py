"""The page of whoever leads a draw: seal, write down the word, open turn after turn; or break it off.

Responsible for: making and keeping the secret until the word is there, forms in, the step at hand out. Must not know:
what the rules allow (they are asked). The secret stands on no page before the last turn is open.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.decisions.orders import taking_part
from contest_app.contest.lots import seal_of
from contest_app.contest.permissions import DIRECTOR, ORGANIZER, SECRETARY
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.topics.drawing import draw_value
from contest_app.web.desk.pages import FRESH
from contest_app.web.draw.check import check_url
from contest_app.web.parts import parts, snapshot_or_404, whole_number
from contest_app.web.setup.sending import command_id, send
from contest_app.web.signed_in import actor_for, role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("draw", __name__, url_prefix="/organizer/contests/<contest>/draw")
WHO_DRAWS = (ORGANIZER, SECRETARY, DIRECTOR)
SECRET_BYTES = 16

NO_ROUND = Words(vi="Hãy chọn ít nhất một phần thi.", en="Choose at least one round.")
SECRET_LOST = Words(
    vi="Máy này không giữ mã bí mật của lần niêm phong này (hội thi được chuyển từ máy khác sang). "
    "Hãy hủy lần này với lý do ấy, rồi niêm phong lại.",
    en="This machine does not hold the secret of this seal (the contest came from another machine). "
    "Cancel this draw for that reason, then seal again.",
)
DRAWN = Words(
    vi="Đã bốc thăm. Bây giờ mở từng lượt trên màn hình lớn.",
    en="The lots are drawn. Now open turn after turn on the wall.",
)
COMPLETE = Words(
    vi="Đã mở hết các lượt. Thứ tự này là thứ tự thi.", en="Every turn is open. This is the running order now."
)
CANCELLED = Words(vi="Đã hủy lần bốc thăm.", en="The draw is cancelled.")


@pages.app_template_global()
def leads_draws(contest: str) -> bool:
    """Whether whoever reads this page may draw lots."""
    actor = actor_for(contest)
    return actor is not None and actor.role in WHO_DRAWS


@pages.app_template_filter("grouped")
def grouped(code: str) -> str:
    """A code in groups that people can read to each other: "a1bf4dc2 c0cea821 …"."""
    return " ".join(code[start : start + 8] for start in range(0, len(code), 8))


@pages.get("")
@role_required(*WHO_DRAWS)
def index(contest: str, actor: Actor) -> str:
    """The step at hand."""
    return _page(snapshot_or_404(contest).state, actor)


@pages.get("/panels")
@role_required(*WHO_DRAWS)
def panels(contest: str, actor: Actor) -> str:
    """The step at hand as it is now, for the live refresh."""
    return _panel(snapshot_or_404(contest).state, actor, is_refused=False, oob=True)


@pages.post("/begin")
@role_required(*WHO_DRAWS)
def begin(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Seals a new secret for the chosen rounds; from here on the wall shows its seal."""
    rounds = tuple(request.form.getlist("rounds"))
    if not rounds:
        return _page(snapshot_or_404(contest).state, actor, NO_ROUND), 422
    sealed, secret = parts().accounts.sealed, secrets.token_hex(SECRET_BYTES)
    seal = seal_of(secret)
    sealed.keep(contest, seal, secret)
    problem = send(contest, c.BeginDraw(command_id(), rounds, seal, request.form.get("reason", "")), actor)
    state = snapshot_or_404(contest).state
    if not any(draw.seal == seal for draw in state.draws.values()):
        sealed.forget(contest, seal)  # refused, or the same form came twice and the first seal stands
    return _done(contest, actor, problem)


@pages.post("/word")
@role_required(*WHO_DRAWS)
def word(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """The word from the hall: the seal is opened with it, and the order stands."""
    state = snapshot_or_404(contest).state
    draw = state.draws.get(_number("draw"))
    if draw is not None and draw.status == "sealed":
        secret = parts().accounts.sealed.secret_of(contest, draw.seal)
        if secret is None:
            return _page(state, actor, SECRET_LOST), 422
        problem = send(contest, c.DrawLots(command_id(), draw.draw, request.form.get("word", ""), secret), actor)
        if problem is None:
            parts().accounts.sealed.forget(contest, draw.seal)
        return _done(contest, actor, problem, DRAWN)
    # the same form twice, or somebody else was quicker: a receipt or a refusal says which
    return _done(contest, actor, send(contest, c.DrawLots(command_id(), _number("draw"), "", ""), actor), DRAWN)


@pages.post("/open")
@role_required(*WHO_DRAWS)
def open_turns(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Opens the turns up to the one that the button named."""
    problem = send(contest, c.RevealLots(command_id(), _number("draw"), _number("upto")), actor)
    draw = snapshot_or_404(contest).state.draws.get(_number("draw"))
    return _done(contest, actor, problem, COMPLETE if draw is not None and draw.status == "complete" else None)


@pages.post("/show")
@role_required(ORGANIZER, DIRECTOR)
def show(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Brings the draw back to the wall, where something else was chosen meanwhile."""
    return _done(contest, actor, send(contest, c.ChooseScene(command_id(), "draw"), actor))


@pages.post("/cancel")
@role_required(*WHO_DRAWS)
def cancel(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Breaks the draw off, for a reason that anybody can read."""
    draw = snapshot_or_404(contest).state.draws.get(_number("draw"))
    problem = send(contest, c.CancelDraw(command_id(), _number("draw"), request.form.get("reason", "")), actor)
    if problem is None and draw is not None:
        parts().accounts.sealed.forget(contest, draw.seal)
    return _done(contest, actor, problem, CANCELLED)


def _number(name: str) -> int:
    return whole_number(request.form.get(name, "")) or 0


def _done(contest: str, actor: Actor, problem: Words | None, done: Words | None = None) -> Response | tuple[str, int]:
    if problem is not None:
        return _page(snapshot_or_404(contest).state, actor, problem), 422
    if done is not None:
        keep(Toast("done", done))
    return redirect(url_for("draw.index", contest=contest), 303)


def _page(state: State, actor: Actor, problem: Words | None = None) -> str:
    return render_template(
        "draw.html",
        contest=state.contest,
        state=state,
        role=actor.role,
        problem=problem,
        panel=_panel(state, actor, is_refused=problem is not None, oob=False),
        now_ms=parts().now_ms(),
    )


def _panel(state: State, actor: Actor, is_refused: bool, oob: bool) -> Markup:
    """The step at hand; after a refusal with what was typed, which no refresh takes away as long as nothing happens."""
    untouched = _step(state, actor, {}, _not_drawn_yet(state))
    inner = _step(state, actor, request.form, request.form.getlist("rounds")) if is_refused else untouched
    digest = hashlib.sha256(FRESH.sub("", untouched).encode()).hexdigest()[:16]
    return Markup(render_template("_panel.html", name="draw", digest=digest, inner=Markup(inner), oob=oob))


def _step(state: State, actor: Actor, typed: Mapping[str, str], chosen: list[str]) -> str:
    draw = state.last_draw
    under_way = draw if draw is not None and draw.is_under_way else None
    return render_template(
        "_draw.html",
        contest=state.contest,
        state=state,
        role=actor.role,
        draw=under_way,
        last=draw if under_way is None else None,
        shown=draw_value(state, draw),
        titles={round_.id: round_.title for round_ in state.rulebook.rounds},
        rounds=_rounds(state),
        taking_part=taking_part(state),
        left_out=[state.entries[entry] for entry in state.entry_order if entry not in taking_part(state)],
        may_draw=state.phase in ("setup", "running"),
        check_url=check_url(state.contest),
        wall_shows=state.scene.kind == "draw",
        typed=typed,
        chosen=chosen,
    )


def _not_drawn_yet(state: State) -> list[str]:
    """The rounds that a new draw is for, unless somebody chooses otherwise."""
    return [round_.id for round_ in state.rulebook.rounds if not _is_again(state, round_.id)]


def _is_again(state: State, round_id: str) -> bool:
    return round_id in state.orders and state.orders[round_id].how != "listed"


def _rounds(state: State) -> list[dict[str, object]]:
    """Every round, with what speaks for or against drawing its order now."""
    begun = {key[0] for key, performance in state.performances.items() if performance.status != "waiting"}
    return [
        {
            "round": round_,
            "begun": round_.id in begun,
            "source": state.orders.get(round_.id),
            "again": _is_again(state, round_.id),
        }
        for round_ in state.rulebook.rounds
    ]
