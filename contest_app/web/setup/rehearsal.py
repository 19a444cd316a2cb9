"""A rehearsal (tổng duyệt): a copy of the contest to try everything on, entered with the same cards, thrown away whole.

Responsible for: beginning one and ending it. Must not know: how the doors lead cards and walls into it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, redirect, url_for
from sqlalchemy import Connection, delete
from werkzeug.wrappers import Response

from contest_app.accounts.tables import settings
from contest_app.contest import commands as c
from contest_app.contest.commands import Actor, Command
from contest_app.contest.permissions import ORGANIZER
from contest_app.contest.refusals import Refused
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.scorekeeper import Later
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.setup.sending import command_id
from contest_app.web.signed_in import role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("rehearsal", __name__, url_prefix="/organizer/contests/<contest>/setup/rehearsal")

AS_IT_IS = "Như đã ghi ở hội thi"
BEGUN = Words(
    vi="Đang tổng duyệt. Thẻ QR, máy tính bảng và màn hình lớn giờ dẫn vào bản tổng duyệt này; điểm không có giá trị.",
    en="The rehearsal is on. Cards, tablets and walls lead into it now; its marks do not count.",
)
OVER = Words(
    vi="Đã kết thúc tổng duyệt và bỏ toàn bộ bản ấy. Thẻ QR, máy tính bảng và màn hình lớn trở lại hội thi thật.",
    en="The rehearsal is over and thrown away whole. Cards, tablets and walls are back at the real contest.",
)
RUNNING = Words(
    vi="Hội thi đã bắt đầu nên không tổng duyệt được nữa.",
    en="The contest has started, so it cannot be rehearsed any more.",
)


@pages.post("/begin")
@role_required(ORGANIZER)
def begin(contest: str, actor: Actor) -> Response:
    """Makes the copy and starts it; pressed twice, there is one."""
    state = snapshot_or_404(contest).state
    there = parts().scorekeeper.rehearsal_of(contest)
    problem = RUNNING if state.phase != "setup" or state.rehearsal_of else None
    if there is None and problem is None:
        there, problem = _make(state, actor)
    if problem is not None:
        keep(Toast("refused", problem))
        return redirect(url_for("setup.index", contest=contest), 303)
    keep(Toast("done", BEGUN))
    return redirect(url_for("desk.index", contest=there), 303)


def _make(state: State, actor: Actor) -> tuple[str, Words | None]:
    """The rehearsal, or why there is none: then nothing of it stays."""
    rehearsal = f"{state.contest[:50]}-tong-duyet"
    for number, command in enumerate(_acts(state, rehearsal)):
        answer = parts().scorekeeper.submit(rehearsal, command, actor)
        if isinstance(answer, Refused | Later):
            if number:
                _throw_away(rehearsal)
            return rehearsal, answer.words
    return rehearsal, None


def _acts(state: State, rehearsal: str) -> Iterator[Command]:
    """What makes a contest like this one, and starts it."""
    ids = (command_id(f"-{number}") for number in range(10_000))
    yield c.CreateContest(
        next(ids), rehearsal, state.rulebook.data, state.place, state.held_on, state.contest, state.about
    )
    for judge in (state.judges[one] for one in state.judge_order):
        yield c.AppointJudge(next(ids), judge.id, judge.number, judge.name, judge.is_head, judge.unit)
    lines = {
        entry.id: {
            "number": entry.number, "name": entry.name, "unit": entry.unit,
            "captain": entry.captain, "members": list(entry.members),
        }
        for entry in state.entries.values()
    }  # fmt: skip
    if lines:
        yield c.RegisterEntries(next(ids), lines)
    for round_id, order in state.record.running_order.items():
        if round_id is not None:
            yield c.SetRunningOrder(next(ids), round_id, order)
    for judge_id, entry_id in sorted(state.recused):
        yield c.RecuseJudge(next(ids), entry_id, judge_id, AS_IT_IS)
    yield c.StartContest(next(ids))


@pages.post("/end")
@role_required(ORGANIZER)
def end(contest: str, actor: Actor) -> Response:
    """Throws the rehearsal away; pressed twice, it is gone once."""
    home = parts().scorekeeper.home_of(contest)
    rehearsal = parts().scorekeeper.rehearsal_of(home)
    if rehearsal is not None:
        _throw_away(rehearsal)
    keep(Toast("done", OVER))
    return redirect(url_for("setup.index", contest=home), 303)


def _throw_away(rehearsal: str) -> None:
    def with_its_words(connection: Connection) -> None:
        connection.execute(delete(settings).where(settings.c.name == f"papers/{rehearsal}"))

    parts().scorekeeper.throw_away(rehearsal, with_its_words)
    parts().announcer.forget(rehearsal)
