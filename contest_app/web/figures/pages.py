"""The pages behind the desk's figures: a performance's figure, and an entry's total, in sentences.

Responsible for: request in, page out. Must not know: rules. Only the desk reads them: nothing here need be published.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from contest_app.contest.commands import Actor
from contest_app.contest.permissions import DESK_ROLES
from contest_app.contest.rulebook import Round
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.standings import Row
from contest_app.topics import briefs
from contest_app.web.desk.acts import names_of
from contest_app.web.figures import sentences
from contest_app.web.parts import snapshot_or_404
from contest_app.web.signed_in import role_required

pages = Blueprint("figures", __name__)


@pages.get("/organizer/contests/<contest>/figures/<round_id>/<entry>")
@role_required(*DESK_ROLES)
def figure(contest: str, round_id: str, entry: str, actor: Actor) -> str:
    """How the figure of one entry in one round came to be."""
    snapshot = snapshot_or_404(contest)
    row = _row_or_404(snapshot, entry)
    round_ = next((one for one in snapshot.state.rulebook.rounds if one.id == round_id), None)
    if round_ is None:
        abort(404)
    return _page(snapshot, row, [round_], whole=False)


@pages.get("/organizer/contests/<contest>/total/<entry>")
@role_required(*DESK_ROLES)
def total(contest: str, entry: str, actor: Actor) -> str:
    """How the total of one entry came to be, with the figures of all its rounds."""
    snapshot = snapshot_or_404(contest)
    return _page(snapshot, _row_or_404(snapshot, entry), list(snapshot.state.rulebook.rounds), whole=True)


def _row_or_404(snapshot: Snapshot, entry: str) -> Row:
    try:
        return snapshot.standings.row(entry)
    except KeyError:
        abort(404)


def _page(snapshot: Snapshot, row: Row, rounds: list[Round], whole: bool) -> str:
    state = snapshot.state
    explained = []
    for round_ in rounds:
        figure = row.figures.get(round_.id)
        words = () if figure is None else sentences.of_figure(state, round_, figure)
        explained.append((round_, None if figure is None else figure.value, words))
    return render_template(
        "figures.html",
        contest=state.contest,
        state=state,
        row=row,
        name=names_of(state, {"entry": row.entry})["entry"],
        rounds=explained,
        total=sentences.of_total(state, row) if whole else None,
        places=briefs.decimals(state),
    )
