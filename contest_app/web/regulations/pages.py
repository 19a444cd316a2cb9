"""The regulations (thể lệ) as a paper: in the state form or the party form, with the amendments recorded since.

Responsible for: the page to print. Must not know: what any rule says.
"""

from __future__ import annotations

from flask import Blueprint, render_template
from sqlalchemy import Connection

from contest_app.contest import events as e
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import DESK_ROLES
from contest_app.contest.words import Words
from contest_app.documents.official import moment_text
from contest_app.journal import history
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.regulations.articles import chapters, opening
from contest_app.web.signed_in import role_required

pages = Blueprint("regulations", __name__)


@pages.get("/organizer/contests/<contest>/setup/rules/print")
@role_required(*DESK_ROLES)
def printed(contest: str, actor: Actor) -> str:
    """The regulations as they are in force."""
    snapshot = snapshot_or_404(contest)

    def read(connection: Connection) -> list[Words]:
        happened = history.happened(connection, contest, snapshot.seq, (e.RuleBookAmended,))
        return [_amended(event, stamp) for event, stamp in happened if isinstance(event, e.RuleBookAmended)]

    return render_template(
        "setup/regulations.html",
        contest=contest,
        state=snapshot.state,
        book=snapshot.state.rulebook,
        chapters=[*opening(snapshot.state), *chapters(snapshot.state.rulebook)],
        amendments=parts().scorekeeper.read(read),
    )


def _amended(event: e.RuleBookAmended, stamp: e.Stamp) -> Words:
    when = moment_text(stamp.at_ms)
    return Words(f"Sửa đổi, bổ sung lúc {when}. Lý do: {event.reason}", f"Amended at {when}. Reason: {event.reason}")
