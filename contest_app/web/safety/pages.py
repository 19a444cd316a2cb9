"""The safety net's page: the backup folder, the last backup, “back up now”, the doctor; the alarm at every desk.

Responsible for: showing how the net stands and passing on what a person wants. Must not know: how a backup is made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.contest.permissions import DESK_ROLES
from contest_app.contest.words import Words
from contest_app.safety.sticks import plugged_in
from contest_app.web.parts import parts
from contest_app.web.safety.doctor import visited
from contest_app.web.signed_in import organizer, organizer_required, seat
from contest_app.web.toast import Toast, keep

pages = Blueprint("safety", __name__)
MOST_LETTERS = 400
NO_FOLDER = Words(
    vi="Hãy ghi đường dẫn đầy đủ của thư mục, ví dụ /media/usb hoặc E:\\sao-luu.",
    en="Give the folder's whole path, for example /media/usb or E:\\backups.",
)
CHOSEN = Words(
    vi="Đã chọn nơi sao lưu; bản đầu tiên đang được tạo.", en="The folder is chosen; the first backup is being made."
)
GIVEN_UP = Words(
    vi="Đã thôi sao lưu tự động. Các bản đã có vẫn còn nguyên.",
    en="No more backups are made by themselves. Those that were made stay.",
)
BEGUN = Words(vi="Đang sao lưu.", en="The backup is being made.")


@dataclass(frozen=True)
class Alarm:
    """What is said at the desk, and its mark, by which a page tells whether it says it already."""

    words: Words | None
    mark: str


def backup_alarm() -> Alarm | None:
    """The alarm for whoever works at a desk; None for others."""
    held = seat()
    if organizer() is None and (held is None or held.role not in DESK_ROLES):
        return None
    words = parts().backups.status.alarm
    return Alarm(words, hashlib.sha256(words.vi.encode()).hexdigest()[:12] if words else "-")


@pages.get("/organizer/safety")
@organizer_required
def index() -> str:
    """The whole page."""
    return _page()


def _page(problem: Words | None = None, typed: str | None = None) -> str:
    status = parts().backups.status
    folder = status.folder if typed is None else typed
    sticks = parts().concurrency.run_native(plugged_in)
    return render_template("safety.html", status=status, folder=folder, problem=problem, sticks=sticks)


@pages.get("/organizer/safety/status")
@organizer_required
def status() -> str:
    """How the net stands now, for the page that looks again by itself."""
    return render_template("_safety.html", status=parts().backups.status)


@pages.post("/organizer/safety/folder")
@organizer_required
def folder() -> Response | tuple[str, int]:
    """Chooses the folder, which also makes the first backup; an empty one gives backups up."""
    typed = request.form.get("folder", "").strip()[:MOST_LETTERS]
    backups = parts().backups
    if "give_up" in request.form:
        backups.give_up()
        return _done(GIVEN_UP)
    if not typed or "\0" in typed or not Path(typed).is_absolute():
        return _page(NO_FOLDER, typed), 422
    problem = backups.choose(Path(typed))
    return _done(CHOSEN) if problem is None else (_page(problem.words, typed), 422)


@pages.post("/organizer/safety/now")
@organizer_required
def now() -> Response:
    """Begins a backup; pressed twice, one more follows."""
    parts().backups.begin()
    return _done(BEGUN)


def _done(words: Words) -> Response:
    keep(Toast("done", words))
    return redirect(url_for("safety.index"), 303)


@pages.get("/organizer/safety/alarm")
def alarm() -> Response | str | tuple[str, int]:
    """The alarm as every desk asks for it; 204 where the page says it already."""
    raised = backup_alarm()
    if raised is None or raised.mark == request.args.get("said"):
        return "", 204
    return render_template("_backup_alarm.html")


@pages.get("/organizer/safety/doctor")
@organizer_required
def doctor() -> str:
    """What the doctor finds on this machine."""
    return render_template("doctor.html", findings=visited(parts().config, parts().concurrency))
