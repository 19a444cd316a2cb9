"""The list of contests: each with its state and what to do next.

Responsible for: finding the way to a desk. Must not know: what happens there.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from contest_app.contest.decisions.rules import PHASES
from contest_app.web.desk.pages import todo
from contest_app.web.parts import parts, split_by_age
from contest_app.web.sign_in.pages import home_of_link
from contest_app.web.signed_in import organizer, organizer_required

pages = Blueprint("contests", __name__)


@pages.get("/organizer")
def index() -> str | Response:
    """The contests; a browser that came by a role's link goes to its own page."""
    home = home_of_link()
    return redirect(home) if home and organizer() is None else _list()


@organizer_required
def _list() -> str:
    scorekeeper = parts().scorekeeper
    older, latest = split_by_age(scorekeeper.contests())
    snapshots = [scorekeeper.snapshot(row.contest) for row in latest]
    account = organizer()
    return render_template(
        "contests.html",
        contests=[(snapshot.state, todo(snapshot)) for snapshot in snapshots if snapshot is not None],
        older=older,
        phases=PHASES,
        house=parts().accounts.house.now,
        has_password=bool(account and account.has_password),
    )
