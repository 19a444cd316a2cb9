"""The links of a contest: a card with its QR code for every judge's seat, every role and the wall.

Responsible for: showing what lets people in, to organizers only. Must not know: who holds a seat.
"""

from __future__ import annotations

from dataclasses import dataclass

import segno
from flask import Blueprint, render_template, request
from markupsafe import Markup

from contest_app.accounts.links import Link
from contest_app.addresses import for_links, path_of_link
from contest_app.contest.naming import ROLE_NAMES
from contest_app.contest.permissions import JUDGE
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.signed_in import organizer_required

pages = Blueprint("links", __name__)


@dataclass(frozen=True)
class Card:
    """Whom a link lets in, its address and its QR code."""

    key: str
    name: str
    role: Words
    url: str
    qr: Markup


@pages.get("/organizer/contests/<contest>/links")
@organizer_required
def index(contest: str) -> str:
    """Every card; a seat that has no link yet gets one."""
    state = snapshot_or_404(contest).state
    cards = [_card(state, link) for link in parts().accounts.links.ensure(contest, state.seated)]
    return render_template(
        "links.html",
        contest=contest,
        state=state,
        judges=[card for card in cards if card.key.startswith(f"{JUDGE}-")],
        roles=[card for card in cards if not card.key.startswith(f"{JUDGE}-")],
    )


def _card(state: State, link: Link) -> Card:
    held = link.seat
    judge = state.judges.get(held.judge)
    name = f"GK {judge.number} – {judge.name}" if judge else ""
    url = base_url() + path_of_link(held.contest, held.role, link.token)
    code = segno.make(url, error="m").svg_inline(scale=4, border=2, omitsize=True)
    key = f"{held.role}-{held.judge}" if held.judge else held.role
    return Card(key, name, ROLE_NAMES[held.role], url, Markup(code))


def base_url() -> str:
    """Where other devices reach this server: the address of this page, unless that works on this machine only."""
    config = parts().config
    host = request.host.rsplit(":", 1)[0]
    return (
        for_links(config)
        if config.base or host in ("127.0.0.1", "localhost", "[::1]")
        else request.host_url.rstrip("/")
    )
