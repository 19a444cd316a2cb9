"""The cards of a contest: whom each lets in, its address, its QR code, since when it holds.

Responsible for: what stands on a card. Must not know: how cards are laid out, who may see them.
"""

from __future__ import annotations

from dataclasses import dataclass

import segno
from flask import request
from markupsafe import Markup
from segno import helpers

from contest_app.accounts.links import LINK_ROLES, Link, Seat
from contest_app.addresses import for_links, path_of_link
from contest_app.contest.naming import ROLE_NAMES
from contest_app.contest.permissions import ANNOUNCER, HEAD_JUDGE, JUDGE, SCREEN
from contest_app.contest.state import State
from contest_app.contest.words import Words, same
from contest_app.web.parts import parts

WHAT_TO_DO = {
    JUDGE: Words(
        vi="Quét bằng máy của mình, cùng mạng Wi-Fi, rồi để nguyên trang này cho tới hết buổi thi.",
        en="Scan with your own device, on the same Wi-Fi, and keep the page open until the contest is over.",
    ),
    ANNOUNCER: Words(
        vi="Quét bằng máy của mình, cùng mạng Wi-Fi, để xem trước kết quả. Không để khán giả nhìn thấy.",
        en="Scan with your own device, on the same Wi-Fi, to read the results early. Keep it out of sight of the hall.",
    ),
    SCREEN: Words(
        vi="Mở địa chỉ này trên máy nối với màn hình lớn, cùng mạng Wi-Fi, rồi bấm F11 cho đầy màn hình.",
        en="Open this address on the computer of the big screen, on the same Wi-Fi, and press F11 to fill it.",
    ),
}
AT_THE_DESK = Words(
    vi="Quét bằng máy của mình, cùng mạng Wi-Fi, để vào bàn điều hành đúng phần việc của mình.",
    en="Scan with your own device, on the same Wi-Fi, to come to the desk with the rights of your role.",
)


@dataclass(frozen=True)
class Wifi:
    """The network that devices have to be in, where somebody typed its name."""

    name: str
    password: str = ""

    @property
    def qr(self) -> Markup:
        """The code that puts a phone into the network."""
        config = helpers.make_wifi_data(self.name, self.password or None, "WPA" if self.password else "nopass")
        return _svg(config)


@dataclass(frozen=True)
class Card:
    """One seat's or role's card. Of one that is revoked, nothing lets anybody in."""

    key: str
    link: Link
    title: Words  # GIÁM KHẢO 3, THƯ KÝ
    name: str
    what_to_do: Words
    url: str
    has_left: bool = False

    @property
    def is_public(self) -> bool:
        """The wall's address is nobody's secret: there is nothing to take back."""
        return self.link.seat.role == SCREEN

    @property
    def qr(self) -> Markup:
        return _svg(self.url)

    @property
    def whose(self) -> Words:
        """How a sentence names it: 'GK 3 – Lê Thị Thu', 'Thư ký'."""
        return self.title if not self.name else self.title.plus(same(f" – {self.name}"))


def key_of(seat: Seat) -> str:
    """The name of a card on the page: 'judge-j3', 'secretary'."""
    return f"{seat.role}-{seat.judge}" if seat.judge else seat.role


def cards_of(state: State) -> list[Card]:
    """The card of every role, then of every judge by number: those who sit, and those who left and still have one."""
    found = {link.seat: link for link in parts().accounts.links.of(state.contest, with_revoked=True)}
    seats = [Seat(state.contest, role) for role in LINK_ROLES]
    seats += [Seat(state.contest, JUDGE, judge) for judge in state.judge_order]
    cards = [_card(state, found[seat]) for seat in seats if seat in found]
    return [card for card in cards if not (card.has_left and card.link.is_revoked)]


def _card(state: State, link: Link) -> Card:
    seat, judge = link.seat, state.judges.get(link.seat.judge)
    head = next((one.name for one in state.judges.values() if one.is_head), "")
    return Card(
        key=key_of(seat),
        link=link,
        title=Words(vi=f"Giám khảo {judge.number}", en=f"Judge {judge.number}") if judge else ROLE_NAMES[seat.role],
        name=judge.name if judge else head if seat.role == HEAD_JUDGE else "",
        what_to_do=WHAT_TO_DO.get(seat.role, AT_THE_DESK),
        url=base_url() + path_of_link(seat.contest, seat.role, link.token),
        has_left=judge is not None and judge.has_left,
    )


def base_url() -> str:
    """Where other devices reach this server: the address of this page, unless that works on this machine only."""
    config = parts().config
    host = request.host.rsplit(":", 1)[0]
    return (
        for_links(config)
        if config.base or host in ("127.0.0.1", "localhost", "[::1]")
        else request.host_url.rstrip("/")
    )


def _svg(content: str) -> Markup:
    return Markup(segno.make(content, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True))
