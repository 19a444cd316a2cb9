"""The announcer's page: the standings before the hall knows them, in large letters, to read from.

Responsible for: reading only. Must not know: any act.
"""

from __future__ import annotations

import hashlib

from flask import Blueprint, render_template
from markupsafe import Markup

from contest_app.contest.commands import Actor
from contest_app.contest.permissions import ANNOUNCER, DESK_ROLES
from contest_app.topics import announcer as topic
from contest_app.web.desk.order import STATUSES
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.signed_in import role_required

pages = Blueprint("announcer", __name__)


@pages.get("/organizer/contests/<contest>/announcer")
@role_required(ANNOUNCER, *DESK_ROLES)
def index(contest: str, actor: Actor) -> str:
    """The page."""
    return render_template(
        "announcer.html",
        contest=contest,
        title=snapshot_or_404(contest).state.title,
        table=_table(contest, oob=False),
        is_desk=actor.role in DESK_ROLES,
        now_ms=parts().now_ms(),
    )


@pages.get("/organizer/contests/<contest>/announcer/panels")
@role_required(ANNOUNCER, *DESK_ROLES)
def panels(contest: str, actor: Actor) -> str:
    """The table as it is now, for the live refresh."""
    return _table(contest, oob=True)


def _table(contest: str, oob: bool) -> Markup:
    value = topic.produce(snapshot_or_404(contest), "")
    entries = {row["entry"]["id"]: row["entry"] for row in value["rows"]}
    names = {entry: f"{known['number']} – {known['name']}" for entry, known in entries.items()}
    inner = render_template("_announcer.html", value=value, names=names, entries=entries, statuses=STATUSES)
    digest = hashlib.sha256(inner.encode()).hexdigest()[:16]
    return Markup(render_template("_panel.html", name="results", digest=digest, inner=Markup(inner), oob=oob))
