"""The page of the links: the cards to print and cut, each of which can be renewed or revoked.

Responsible for: showing what lets people in, to organizers only, and taking it back. Must not know: who holds a seat.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.accounts.links import Link
from contest_app.accounts.settings import Settings
from contest_app.contest.permissions import JUDGE
from contest_app.contest.words import Words
from contest_app.web.links.cards import Card, Wifi, base_url, cards_of
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.signed_in import organizer_required
from contest_app.web.toast import Toast, keep

__all__ = ["base_url", "pages"]

pages = Blueprint("links", __name__)

MOST_WIFI = 63
RENEWED = Words(
    vi="Đã cấp thẻ mới cho {whose}. Thẻ cũ không mở được gì nữa; hãy in và đưa thẻ mới.",
    en="{whose} has a new card. The old one opens nothing any more; print the new one and hand it over.",
)
RENEWED_BEFORE = Words(
    vi="Thẻ của {whose} đã được đổi rồi nên không đổi lần nữa. Thẻ dưới đây là thẻ đang dùng.",
    en="The card of {whose} was renewed already, so it was not renewed again. The one below is valid.",
)
REVOKED = Words(
    vi="Đã thu hồi thẻ của {whose}. Không ai vào được bằng thẻ ấy nữa, cho tới khi cấp thẻ mới.",
    en="The card of {whose} is revoked. Nobody comes in with it until a new one is given.",
)
WIFI_KEPT = Words(vi="Đã ghi mạng Wi-Fi lên thẻ.", en="The cards name the Wi-Fi network.")
WIFI_GONE = Words(vi="Thẻ không ghi mạng Wi-Fi nữa.", en="The cards no longer name a Wi-Fi network.")
WIFI_LONG = Words(
    vi="Tên mạng hoặc mật khẩu dài quá {most} chữ nên chưa ghi.",
    en="The name or the password is longer than {most} letters and was not kept.",
)


@pages.get("/organizer/contests/<contest>/links")
@organizer_required
def index(contest: str) -> str | Response:
    """Every card, or the one that the address names; a seat that has no link yet gets one."""
    state = snapshot_or_404(contest).state
    if state.rehearsal_of:  # entered with the cards of the contest that it rehearses
        return redirect(url_for("links.index", contest=state.rehearsal_of))
    parts().accounts.links.ensure(contest, state.seated, state.head_since_ms)
    cards = cards_of(state)
    chosen = request.args.get("card", "")
    if chosen:
        cards = [card for card in cards if card.key == chosen] or abort(404)
    unsent = {judge["judge"]: judge["unsent"] for judge in parts().presence.value(contest)["judges"]}
    return render_template(
        "links.html",
        contest=contest,
        state=state,
        cards=[card for card in cards if not card.has_left],
        retired=[card for card in cards if card.has_left],
        chosen=cards[0] if chosen else None,
        unsent=unsent,
        wifi=_wifi(),
    )


@pages.post("/organizer/contests/<contest>/links/renew")
@organizer_required
def renew(contest: str) -> Response:
    """A new card instead of the one that this form was drawn with; sent twice, it renews once."""
    card = _card_or_404(contest)
    fresh: Link | None = None
    if not card.has_left and not card.is_public:
        fresh = parts().accounts.links.renew(card.link.seat, mark=request.form.get("mark", ""))
    keep(Toast("done", (RENEWED_BEFORE if fresh is None else RENEWED).format(whose=card.whose)))
    return redirect(url_for("links.index", contest=contest, card=card.key), 303)


@pages.post("/organizer/contests/<contest>/links/revoke")
@organizer_required
def revoke(contest: str) -> Response:
    """Takes a card back; whoever is in by it is out within a second."""
    card = _card_or_404(contest)
    if card.link.mark == request.form.get("mark"):
        parts().accounts.links.revoke(card.link.seat)
        keep(Toast("done", REVOKED.format(whose=card.whose)))
    else:
        keep(Toast("refused", RENEWED_BEFORE.format(whose=card.whose)))
    return redirect(url_for("links.index", contest=contest), 303)


@pages.post("/organizer/contests/<contest>/links/wifi")
@organizer_required
def set_wifi(contest: str) -> Response:
    """The network that the cards name; an empty name leaves it out."""
    snapshot_or_404(contest)
    name, password = (request.form.get(field, "").strip() for field in ("wifi_name", "wifi_password"))
    if max(len(name), len(password)) > MOST_WIFI:
        keep(Toast("refused", WIFI_LONG.format(most=MOST_WIFI)))
    else:
        _settings().put({"wifi.name": name, "wifi.password": password if name else ""})
        keep(Toast("done", WIFI_KEPT if name else WIFI_GONE))
    return redirect(url_for("links.index", contest=contest), 303)


def _card_or_404(contest: str) -> Card:
    state = snapshot_or_404(contest).state
    found = [card for card in cards_of(state) if card.key == request.form.get("card")]
    return found[0] if found else abort(404)


def _wifi() -> Wifi | None:
    settings = _settings().all()
    name = settings.get("wifi.name", "")
    return Wifi(name, settings.get("wifi.password", "")) if name else None


def _settings() -> Settings:
    return Settings(parts().scorekeeper)


def judge_card(judge: str) -> str:
    """The key of a judge's card, for pages that lead to it."""
    return f"{JUDGE}-{judge}"
