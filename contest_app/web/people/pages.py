"""The page of the people: who is connected with what, and the panel's changes; it refreshes live like the desk.

Responsible for: request in, page or panels out. Must not know: what the rules allow.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest.commands import Actor
from contest_app.contest.naming import ROLE_NAMES
from contest_app.contest.permissions import DESK_ROLES
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.words import Words, same
from contest_app.topics import shapes as s
from contest_app.topics.devices import device_words
from contest_app.web.desk.acts import Desk
from contest_app.web.desk.pages import FRESH, carry_out
from contest_app.web.desk.retyped import keep_typed
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.people.panel import jury
from contest_app.web.setup.pages import fresh_judge
from contest_app.web.signed_in import is_htmx, role_required
from contest_app.web.toast import keep

pages = Blueprint("people", __name__)
ACTS = frozenset({"release_seat", "replace_judge", "let_judge_go", "call_judge_back"})
PANELS = ("jury", "others")


@pages.get("/organizer/contests/<contest>/people")
@role_required(*DESK_ROLES)
def index(contest: str, actor: Actor) -> str:
    """Everybody."""
    return _index(contest, actor)


def _index(contest: str, actor: Actor) -> str:
    snapshot = snapshot_or_404(contest)
    html = Markup("").join(_panels(snapshot, actor, oob=False))
    return render_template(
        "people.html", contest=contest, state=snapshot.state, panels_html=html, now_ms=parts().now_ms()
    )


@pages.get("/organizer/contests/<contest>/people/panels")
@role_required(*DESK_ROLES)
def panels(contest: str, actor: Actor) -> str:
    """Both tables as they are now; the page swaps what changed."""
    return Markup("").join(_panels(snapshot_or_404(contest), actor, oob=True))


@pages.post("/organizer/contests/<contest>/people/acts/<kind>")
@role_required(*DESK_ROLES)
def act(contest: str, kind: str, actor: Actor) -> AnyResponse:
    """Carries out one act and stays on this page."""
    if kind not in ACTS:
        abort(404)
    snapshot_or_404(contest)
    toast = carry_out(contest, kind, actor)
    if not is_htmx():
        keep(toast)
        here = url_for("people.index", contest=contest)
        if toast.kind != "done" and keep_typed(kind, here):
            return make_response(_index(contest, actor), 422)
        return redirect(here, 303)
    html = Markup("").join(_panels(snapshot_or_404(contest), actor, oob=True))
    response = make_response(html + Markup(render_template("_toast_oob.html", toast=toast)))
    response.headers["X-Act"] = toast.kind
    return response


@dataclass(frozen=True)
class AtWork:
    """Somebody at the desk, with the pages that are open on one sort of device."""

    who: Words
    device: Words
    pages: int
    since_ms: int


def _panels(snapshot: Snapshot, actor: Actor, oob: bool) -> list[Markup]:
    state = snapshot.state
    presence: s.PresenceValue = parts().presence.value(state.contest, state.judge_order, state.seats)
    context: dict[str, Any] = {
        "contest": state.contest,
        "seq": snapshot.seq,
        "state": state,
        "view": None,
        "rows": jury(Desk(state, actor, parts().now_ms()), presence, fresh_judge(state)),
        "others": _at_work(presence),
        "walls": presence["walls"],
        "phones": presence["phones"],
        "act_url": url_for("people.act", contest=state.contest, kind="-")[:-1],
    }
    drawn = []
    for name in PANELS:
        inner = render_template(f"people/_{name}.html", **context)
        digest = hashlib.sha256(FRESH.sub("", inner).encode()).hexdigest()[:16]
        html = render_template("people/_panel.html", name=name, digest=digest, inner=Markup(inner), oob=oob)
        drawn.append(Markup(html))
    return drawn


def _at_work(presence: s.PresenceValue) -> list[AtWork]:
    """Those who are there in a role; several pages of one person on one sort of device are one line."""
    lines: dict[tuple[str, str, str], AtWork] = {}
    for one in presence["roles"]:
        device = device_words(one["device"])
        key = (one["role"], one["name"], device.vi)
        role = ROLE_NAMES.get(one["role"], same(one["role"]))
        who = role.plus(same(f" – {one['name']}")) if one["name"] else role
        known = lines.get(key)
        since_ms = one["since_ms"] if known is None else min(known.since_ms, one["since_ms"])
        lines[key] = AtWork(who, device, 1 if known is None else known.pages + 1, since_ms)
    return sorted(lines.values(), key=lambda line: (line.who.vi, line.since_ms))
