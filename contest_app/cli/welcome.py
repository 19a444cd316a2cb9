"""What a started server says to the person at the machine: where to go, in Vietnamese and English.

Responsible for: the text on the terminal. Must not know: how the server runs.
"""

from __future__ import annotations

import os
import sys
import webbrowser
from contextlib import suppress

import segno

from contest_app import addresses
from contest_app.accounts.accounts import Accounts
from contest_app.app import Application
from contest_app.config import Config
from contest_app.contest.permissions import JUDGE
from contest_app.contest.state import State

ORGANIZER_ACCOUNT = "btc"
SCREENS = frozenset({"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"})  # without one, a browser would open in the terminal
ROLES = {
    "organizer": "Ban Tổ chức / organizer",
    "director": "Điều hành / director",
    "secretary": "Thư ký / secretary",
    "head_judge": "Trưởng Ban Giám khảo / head judge",
    "announcer": "Người dẫn chương trình / announcer",
    "screen": "Màn hình lớn / wall",
}


def say(application: Application, config: Config) -> str:
    """Prints every address at once; gives the organizer's one-time sign-in."""
    here = addresses.here(config)
    lines = ["", "contest-app đang chạy. Dừng: Ctrl+C. / contest-app is running. Stop: Ctrl+C.", ""]
    lines += [f"  Máy này / this machine:  {here}"]
    lines += [f"  Máy khác / other devices:  {address}" for address in addresses.in_the_hall(config)]
    parts = application.parts
    # a rehearsal has no cards of its own
    contests = [row for row in parts.scorekeeper.contests() if not row.rehearsal_of]
    for contest in contests:
        # Every other one would have to be read first, a whole season of them.
        snapshot = parts.scorekeeper.snapshot(contest.contest) if contest is contests[-1] else None
        if snapshot is not None:
            lines += _contest(parts.accounts, snapshot.state, here)
        else:
            lines += ["", f"{contest.title}", f"  {ROLES['screen']}:  {here}/display/{contest.contest}"]
            lines += [f"  Các đường dẫn / all links:  contest-app links {contest.contest}"]
    token = parts.accounts.create_sign_in(ORGANIZER_ACCOUNT)
    lines += ["", "Đăng nhập Ban Tổ chức, dùng một lần trong 30 phút / organizer's sign-in, once, within 30 minutes:"]
    sign_in = f"{here}{addresses.path_of_sign_in(token)}"
    lines += [f"  {sign_in}"]
    hall = addresses.in_the_hall(config)
    if hall:
        lines += [
            "",
            f"Trên máy khác, thay {here} bằng {hall[0]}",
            f"On other devices, put {hall[0]} in place of {here}",
        ]
    print("\n".join(lines), flush=True)
    if not config.is_demo:
        print("\nTrang chính / start page:", flush=True)
        segno.make(addresses.for_links(config), error="l").terminal(out=sys.stdout, compact=True)
    print(flush=True)
    return sign_in


def open_browser(address: str) -> None:
    """Opens a page in the browser of whoever sits at the machine; nothing where there is no screen."""
    has_screen = os.name == "nt" or sys.platform == "darwin" or os.environ.keys() & SCREENS
    if has_screen:
        with suppress(webbrowser.Error, OSError):
            webbrowser.open(address)


def _contest(accounts: Accounts, state: State, base: str) -> list[str]:
    """The contest's links, judges by number."""
    lines = ["", state.title]
    links = accounts.links.ensure(state.contest, state.seated, state.head_since_ms)
    for link in links:
        if link.seat.role != JUDGE:
            path = addresses.path_of_link(state.contest, link.seat.role, link.token)
            lines.append(f"  {ROLES[link.seat.role]}:  {base}{path}")
    tokens = {link.seat.judge: link.token for link in links if link.seat.role == JUDGE}
    for judge in (state.judges[judge] for judge in state.seated):
        title = f"Giám khảo {judge.number} / judge {judge.number} – {judge.name}"
        lines.append(f"  {title}:  {base}{addresses.path_of_link(state.contest, JUDGE, tokens[judge.id])}")
    return lines
