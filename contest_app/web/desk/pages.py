"""The desk's pages: the desk of a contest, its panels for the live refresh, and the one door for acts.

Responsible for: request in, page or panels out. Must not know: what the rules allow (`acts` asks them).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest.commands import Actor
from contest_app.contest.naming import SCENES
from contest_app.contest.permissions import DESK_ROLES
from contest_app.contest.refusals import ReasonMissing, Refused
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.undo import undo
from contest_app.contest.words import Words
from contest_app.scorekeeper import Later
from contest_app.topics import briefs
from contest_app.web.desk import counted as counted_rounds
from contest_app.web.desk import order, results, stage, undoing, view
from contest_app.web.desk.acts import KINDS, MAX_TEXT, Act, Desk, names_of, read_form
from contest_app.web.desk.retyped import keep_typed
from contest_app.web.desk.sayings import LATER, SAYINGS
from contest_app.web.parts import parts, snapshot_or_404, whole_number
from contest_app.web.signed_in import is_htmx, role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("desk", __name__)
PANELS = ("order", "stage", "results")
# What changes at each drawing although nothing happened.
FRESH = re.compile(r'name="(?:command_id|csrf_token|drawn_at)" value="[^"]*"')


@pages.app_template_global()
def new_command_id() -> str:
    """The id under which a form may be sent again without harm."""
    return secrets.token_hex(12)


@pages.get("/organizer/contests/<contest>")
@role_required(*DESK_ROLES)
def index(contest: str, actor: Actor) -> str:
    """The whole desk."""
    return _index(contest, actor, request.args)


def _index(contest: str, actor: Actor, wanted: Mapping[str, str]) -> str:
    snapshot = snapshot_or_404(contest)
    html = Markup("").join(_panels(snapshot, actor, wanted, oob=False))
    now_ms = parts().now_ms()
    return render_template("desk.html", contest=contest, state=snapshot.state, panels_html=html, now_ms=now_ms)


@pages.get("/organizer/contests/<contest>/panels")
@role_required(*DESK_ROLES)
def panels(contest: str, actor: Actor) -> str:
    """The three panels as they are now; the page swaps those that changed."""
    return Markup("").join(_panels(snapshot_or_404(contest), actor, request.args, oob=True))


@pages.post("/organizer/contests/<contest>/acts/<kind>")
@role_required(*DESK_ROLES)
def act(contest: str, kind: str, actor: Actor) -> AnyResponse:
    """Carries out one act and says what became of it."""
    if kind not in (*KINDS, "undo"):
        abort(404)
    snapshot_or_404(contest)
    toast = _take_back(contest, actor) if kind == "undo" else carry_out(contest, kind, actor)
    chosen = {} if kind == "call_performance" else _chosen()
    wanted = {"round": chosen.get("round_id", ""), "entry": chosen.get("entry", "")}
    if not is_htmx():
        keep(toast)
        if toast.kind != "done" and keep_typed(kind, _desk_url(contest)(**chosen)):
            return make_response(_index(contest, actor, wanted), 422)
        return redirect(_desk_url(contest)(**chosen), 303)
    html = Markup("").join(_panels(snapshot_or_404(contest), actor, wanted, oob=True))
    response = make_response(html + Markup(render_template("_toast_oob.html", toast=toast)))
    response.headers["X-Act"] = toast.kind
    if kind == "call_performance":
        response.headers["HX-Push-Url"] = url_for("desk.index", contest=contest)
    return response


def _chosen() -> dict[str, str]:
    names = {"round_id": request.form.get("view_round", ""), "entry": request.form.get("view_entry", "")}
    return {name: value for name, value in names.items() if value}


def carry_out(contest: str, kind: str, actor: Actor) -> Toast:
    """Sends the form's command to the scorekeeper; the same form sent twice is one command."""
    form = request.form
    command = read_form(kind, form, _command_id())
    if isinstance(command, Words):
        return Toast("refused", command)
    answer = parts().scorekeeper.submit(contest, command, actor)
    if isinstance(answer, Refused):
        return Toast("refused", answer.words)
    if isinstance(answer, Later):
        return Toast("later", LATER.format(why=answer.words))
    return Toast("done", SAYINGS[kind].did.format(**_names(contest, form)))


def _command_id() -> str:
    """The id of the command that this form makes: the same form sent again makes the same one."""
    form = request.form
    content = "\n".join(f"{name}={value}" for name, value in sorted(form.items(multi=True)) if name != "csrf_token")
    return f"desk-{hashlib.sha256(content.encode()).hexdigest()[:32]}"


def _take_back(contest: str, actor: Actor) -> Toast:
    """Sends the inverse of the act that the form names by its last line."""
    state = snapshot_or_404(contest).state
    done = undoing.found(state, request.form.get("seq", ""))
    reason = request.form.get("reason", "").strip()
    if done is None:
        return Toast("refused", undoing.LONG_AGO)
    if not reason or len(reason) > MAX_TEXT:
        return Toast("refused", ReasonMissing().words)
    inverse = undo(done, _command_id(), reason)
    if isinstance(inverse, Words):
        return Toast("refused", inverse)
    answer = parts().scorekeeper.submit(contest, inverse, actor)
    if isinstance(answer, Refused):
        return Toast("refused", undoing.in_the_way(answer))
    if isinstance(answer, Later):
        return Toast("later", LATER.format(why=answer.words))
    return Toast("done", undoing.undone(state, done))


def _names(contest: str, form: Mapping[str, str]) -> dict[str, Words]:
    """The names an answer uses; a late sheet names its judge, a withdrawn line its entry."""
    state = snapshot_or_404(contest).state
    fields = dict(form)
    late = state.late.get(whole_number(form.get("late", "")) or 0)
    if late:
        fields |= {"judge": late.judge, "entry": late.entry}
    fields.setdefault("entry", form.get("view_entry", "") or (state.on_stage[1] if state.on_stage else ""))
    return names_of(state, fields)


# --- panels -----------------------------------------------------------------------------------------------------------


def _panels(snapshot: Snapshot, actor: Actor, wanted: Mapping[str, str], oob: bool) -> list[Markup]:
    """The panels as sections that name what they hold, so that an unchanged one is left alone."""
    context = _context(snapshot, actor, wanted)
    drawn = []
    for name in PANELS:
        inner = render_template(f"_{name}.html", **context)
        digest = hashlib.sha256(FRESH.sub("", inner).encode()).hexdigest()[:16]
        html = render_template("_panel.html", name=name, digest=digest, inner=Markup(inner), oob=oob)
        drawn.append(Markup(html))
        parts().concurrency.sleep(0)  # a panel takes a few milliseconds: who waits to hand in a sheet goes first
    return drawn


def _context(snapshot: Snapshot, actor: Actor, wanted: Mapping[str, str]) -> dict[str, Any]:
    state, now_ms = snapshot.state, parts().now_ms()
    desk, looked_at = Desk(state, actor, now_ms), view.looked_at(state, wanted)
    present = _presence(state.contest)
    key = (looked_at.round, looked_at.entry)
    round_ = state.rulebook.round(looked_at.round) if looked_at.round else None
    timer = state.performance(key).timer
    return {
        "contest": state.contest,
        "seq": snapshot.seq,
        "state": state,
        "phase": state.phase,
        "view": looked_at,
        "places": briefs.decimals(state),
        "statuses": order.STATUSES,
        "round_statuses": order.ROUND_STATUSES,
        "scene_words": SCENES,
        "order": order.rounds(snapshot, desk, looked_at),
        "stage": stage.stage(snapshot, desk, key, present["judges"]) if all(key) else None,
        "counted": counted_rounds.counted(snapshot, desk, round_) if round_ and _is_counted(round_, key) else None,
        "next_call": _next(desk),
        "next_round": _next_round(desk),
        "unfinished": _unfinished(desk, key),
        "standings_in_middle": not all(key) and not (round_ and _is_counted(round_, key)),
        "recent": undoing.recent(desk),
        "results": results.results(snapshot, desk, present["screens"]),
        "todo": todo(snapshot),
        "elapsed_ms": timer.elapsed_ms + (max(0, now_ms - timer.started_ms) if timer.started_ms is not None else 0),
        "act_url": url_for("desk.act", contest=state.contest, kind="-")[:-1],
        "desk_url": _desk_url(state.contest),
        "hx_look": _hx_look(state.contest),
    }


def _is_counted(round_: Any, key: tuple[str, str]) -> bool:
    return bool(round_.kind == "counted" and not key[1])


def _desk_url(contest: str) -> Any:
    """Addresses of the desk; made by hand because a page holds a hundred of them."""
    index = url_for("desk.index", contest=contest)
    return lambda round_id="", entry="": index + _query(round_id, entry)


def _hx_look(contest: str) -> Any:
    """The attributes that show another performance without leaving the page."""
    panels, index = url_for("desk.panels", contest=contest), url_for("desk.index", contest=contest)

    def attributes(round_id: str = "", entry: str = "") -> Markup:
        query = _query(round_id, entry)
        # Whoever looks at one and then at another sees the other, however late the first answer comes.
        markup = Markup('hx-get="{}" hx-push-url="{}" hx-swap="none" hx-sync="#desk:replace"')
        return markup.format(panels + query, index + query)

    return attributes


def _query(round_id: str, entry: str) -> str:
    wanted = {name: value for name, value in (("round", round_id), ("entry", entry)) if value}
    return f"?{urlencode(wanted)}" if wanted else ""


def _presence(contest: str) -> dict[str, Any]:
    value = parts().presence.value(contest)
    return {"judges": {judge["judge"]: judge for judge in value["judges"]}, "screens": value["screens"]}


def _next(desk: Desk) -> dict[str, Any] | None:
    """Who is called next, with the big button (None for roles that only look on)."""
    found = view.upcoming(desk.state)
    if found is None:
        return None
    round_id, entry = found
    call: Act | None = desk.act("call_performance", {"round": round_id, "entry": entry}, tone="main")
    return {"round": desk.state.rulebook.round(round_id), "entry": desk.state.entries[entry], "act": call}


def _next_round(desk: Desk) -> dict[str, Any] | None:
    """Which round is opened next, with the big button (None for roles that only look on)."""
    found = order.next_to_open(desk.state)
    if found is None:
        return None
    round_ = desk.state.rulebook.round(found)
    return {"round": round_, "act": order.opening(desk, round_)}


def _unfinished(desk: Desk, key: tuple[str, str]) -> list[dict[str, Any]]:
    """The other performances that are still on stage or being marked."""
    state = desk.state
    return [
        {
            "round": round_id,
            "entry": entry,
            "number": state.entries[entry].number,
            "name": state.entries[entry].name,
            "handed_in": len(performance.handed),
            "expected": len(state.panel_of((round_id, entry))),
        }
        for (round_id, entry), performance in sorted(state.performances.items())
        if performance.status in ("on_stage", "marking")
        and (round_id, entry) != key
        and state.round_status(round_id) == "open"
    ]


def todo(snapshot: Snapshot) -> Words:
    """What to do next with a contest, in one sentence."""
    state = snapshot.state
    if state.phase == "setup":
        return Words(
            vi="Hội thi đang chuẩn bị. Khi đủ đội và giám khảo, bấm “Bắt đầu hội thi”.",
            en="The contest is being set up. With entries and judges in place, press “Start the contest”.",
        )
    if state.phase == "decided":
        return Words(
            vi="Kết quả đã chốt. Khi trao giải, bấm “Công bố kết quả chung cuộc”.",
            en="The results are decided. At the ceremony, press “Announce the final results”.",
        )
    if state.phase == "announced":
        return Words(vi="Đã công bố kết quả chung cuộc.", en="The final results are announced.")
    running = view.open_round(state)
    if running:
        title = state.rulebook.round(running).title
        on_stage = state.on_stage
        if on_stage and on_stage[0] == running and state.performance(on_stage).status in ("on_stage", "marking"):
            name, sheets = names_of(state, {"entry": on_stage[1]})["entry"].vi, len(state.performance(on_stage).handed)
            return Words(
                vi=f"“{title}”: đội {name} đang thi ({sheets} phiếu đã nộp). Đủ phiếu thì đóng, rồi gọi đội sau.",
                en=f"“{title}”: {name} performs ({sheets} sheets in). Close it once all are in, then call the next.",
            )
        found = view.upcoming(state)
        if found:
            name = names_of(state, {"entry": found[1]})["entry"].vi
            return Words(
                vi=f"“{title}” đang mở. Tiếp theo gọi đội {name}.", en=f"“{title}” is open. Next, call {name}."
            )
        if state.rulebook.round(running).kind == "counted":
            return Words(
                vi=f"“{title}” đang mở: thư ký nhập điểm từng đội, rồi đóng phần thi.",
                en=f"“{title}” is open: enter the points of each entry, then close the round.",
            )
        return Words(
            vi=f"“{title}”: mọi đội đã lên sân khấu. Đóng nốt rồi đóng phần thi.",
            en=f"“{title}”: everybody has been on stage. Close what is left, then the round.",
        )
    pending = [round_.title for round_ in state.rulebook.rounds if state.round_status(round_.id) == "pending"]
    if pending:
        return Words(
            vi=f"Chưa có phần thi nào đang mở. Tiếp theo mở “{pending[0]}”.",
            en=f"No round is open. Next, open “{pending[0]}”.",
        )
    return Words(
        vi="Mọi phần thi đã đóng. Công bố điểm, phân định đồng hạng nếu có, rồi bấm “Chốt kết quả”.",
        en="All rounds are closed. Publish, settle ties if there are any, then press “Decide the contest”.",
    )
