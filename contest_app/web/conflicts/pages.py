"""The page of conflicts of interest, before the contest and while it runs.

Responsible for: request in, page out. Must not know: what the rules allow.
"""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import DESK_ROLES, may
from contest_app.web.conflicts.matrix import STANDS_ASIDE, act_on, cell, matrix
from contest_app.web.desk.acts import Desk
from contest_app.web.desk.pages import carry_out
from contest_app.web.desk.retyped import keep_typed
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.signed_in import is_htmx, role_required
from contest_app.web.toast import keep

pages = Blueprint("conflicts", __name__)
ACTS = frozenset({"recuse_judge", "withdraw_recusal"})


@pages.get("/organizer/contests/<contest>/conflicts")
@role_required(*DESK_ROLES)
def index(contest: str, actor: Actor) -> str:
    """The table, and the form for the pair that the address names."""
    return _index(contest, actor, request.args.get("judge", ""), request.args.get("entry", ""))


def _index(contest: str, actor: Actor, judge: str, entry: str) -> str:
    snapshot = snapshot_or_404(contest)
    state = snapshot.state
    chosen = cell(state, judge, entry) if judge in state.judges and entry in state.entries else None
    rows = matrix(state)
    act = act_on(Desk(state, actor, parts().now_ms()), chosen) if chosen and chosen.state != "handed_in" else None
    return render_template(
        "conflicts.html",
        contest=contest,
        seq=snapshot.seq,
        state=state,
        view=None,
        rows=rows,
        judges=[state.judges[one] for one in state.seated],
        recused=[one for _, cells in rows for one in cells if one.state == "recused"],
        suggested=[one for _, cells in rows for one in cells if one.is_suggested],
        chosen=chosen,
        act_now=act,
        stands_aside=STANDS_ASIDE,
        may_change=may(actor.role, c.RecuseJudge),
        act_url=url_for("conflicts.act", contest=contest, kind="-")[:-1],
    )


@pages.post("/organizer/contests/<contest>/conflicts/acts/<kind>")
@role_required(*DESK_ROLES)
def act(contest: str, kind: str, actor: Actor) -> AnyResponse:
    """Records one conflict of interest, or that there is none any more."""
    if kind not in ACTS:
        abort(404)
    snapshot_or_404(contest)
    toast = carry_out(contest, kind, actor)
    keep(toast)
    here = url_for("conflicts.index", contest=contest)
    if not is_htmx():
        judge, entry = request.form.get("judge", ""), request.form.get("entry", "")
        if toast.kind != "done" and keep_typed(kind, here):
            return make_response(_index(contest, actor, judge, entry), 422)
        return redirect(here, 303)
    response = make_response("", 200)
    response.headers["HX-Redirect"] = here
    return response
