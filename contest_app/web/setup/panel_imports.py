"""Importing the panel: judges with roles, secretariat and MCs, looked at first, then carried out whole or not at all.

Responsible for: upload, preview and confirmation. Must not know: how files are read, what the rules allow.
"""

from __future__ import annotations

import json

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import ORGANIZER
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.importing.offices import Office
from contest_app.importing.panel import People, Person
from contest_app.importing.panel_plan import PanelPlan, make_panel_plan
from contest_app.importing.reading import read_panel_file, read_panel_pasted
from contest_app.importing.samples import PANEL_SAMPLE
from contest_app.importing.tables import NotATable
from contest_app.web.off_the_hub import off_the_hub, render_off_the_hub
from contest_app.web.parts import snapshot_or_404
from contest_app.web.setup.pages import fresh_judges
from contest_app.web.setup.sending import command_id, fingerprint, send
from contest_app.web.setup.uploads import (
    DAMAGED,
    STALE,
    TOO_LARGE,
    allow_files,
    done,
    read_sent,
    sample_answer,
    shown_plan,
)
from contest_app.web.signed_in import role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("panel_imports", __name__, url_prefix="/organizer/contests/<contest>/setup/judges")

OFFICES: tuple[Office, ...] = ("head", "judge", "secretary", "mc")
BEFORE_THE_START = Words(
    vi="Hội thi đã bắt đầu nên không nhập cả danh sách nữa. Thay giám khảo hoặc cho thôi chấm ở “Ai đang nối”.",
    en="The contest has started: no whole list is imported any more. Replace judges or let them go under “People”.",
)
COUNTED = {
    "new": Words(vi="thêm {n} người", en="{n} new"),
    "changed": Words(vi="sửa {n} người", en="{n} changed"),
    "same": Words(vi="giữ nguyên {n} người", en="{n} as they were"),
}

pages.url_value_preprocessor(allow_files)


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> tuple[str, int]:
    return _form(str((request.view_args or {}).get("contest", "")), TOO_LARGE), 413


@pages.get("/import")
@role_required(ORGANIZER)
def form(contest: str, actor: Actor) -> str:
    """Where a file is chosen or a list pasted."""
    return _form(contest)


def _form(contest: str, problem: Words | None = None, pasted: str = "") -> str:
    state = snapshot_or_404(contest).state
    is_late = state.phase != "setup"
    return render_template(
        "setup/import_panel.html",
        contest=contest,
        state=state,
        problem=BEFORE_THE_START if is_late else problem,
        pasted=pasted,
        here="judges",
        is_late=is_late,
    )


@pages.get("/sample.<kind>")
@role_required(ORGANIZER)
def sample(contest: str, actor: Actor, kind: str) -> AnyResponse:
    """The sample list."""
    return sample_answer(PANEL_SAMPLE, "ban-giam-khao-mau", kind)


@pages.post("/preview")
@role_required(ORGANIZER)
def preview(contest: str, actor: Actor) -> str | tuple[str, int]:
    """Every row with its problems, and who would be appointed and changed. Nothing is stored yet."""
    state = snapshot_or_404(contest).state
    try:
        people = read_sent(read_panel_file, read_panel_pasted)
    except NotATable as unreadable:
        return _form(contest, unreadable.words, request.form.get("pasted", "")), 422
    return _preview(state, people)


@pages.post("/import")
@role_required(ORGANIZER)
def carry_out(contest: str, actor: Actor) -> AnyResponse | tuple[str, int]:
    """Carries out what the preview showed; sent twice, it is done once."""
    people = off_the_hub(_unpacked, request.form.get("list", ""))
    if people is None:
        keep(Toast("refused", DAMAGED))
        return redirect(url_for("panel_imports.form", contest=contest), 303)
    state = snapshot_or_404(contest).state
    plan = _plan(state, people)
    if plan.does_anything and (plan.problems or request.form.get("seen") != _seen(state)):
        return _preview(state, people, STALE), 409
    if plan.does_anything:
        command = c.AppointPanel(command_id(), plan.judges, plan.secretariat, plan.mcs)
        problem = send(contest, command, actor)
        if problem is not None:
            return _preview(state, people, problem), 422
    keep(Toast("done", done(plan, COUNTED)))
    return redirect(url_for("setup.judges", contest=contest), 303)


def _plan(state: State, people: People) -> PanelPlan:
    judges = [state.judges[judge] for judge in state.judge_order]
    plan: PanelPlan = off_the_hub(make_panel_plan, people, judges, state.about, fresh_judges(state))
    return plan


def _preview(state: State, people: People, problem: Words | None = None) -> str:
    shown = shown_plan(_plan(state, people))
    return render_template(
        "setup/preview_panel.html",
        contest=state.contest,
        state=state,
        **shown,
        rows=render_off_the_hub("setup/_preview_panel_rows.html", lambda: shown),
        notes=people.notes,
        packed=_packed(people),
        seen=_seen(state),
        problem=problem,
        here="judges",
    )


def _seen(state: State) -> str:
    return fingerprint(([state.judges[judge] for judge in state.judge_order], state.about))


def _packed(people: People) -> str:
    lines = [[p.row, p.name, sorted(p.offices), p.number, p.unit] for p in people.people]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))


def _unpacked(text: str) -> People | None:
    """The list as the preview carried it; None for anything else. What is in it is checked by the rules again."""
    try:
        people = [
            Person(int(row), str(name), frozenset(office for office in OFFICES if office in offices), number, str(unit))
            for row, name, offices, number, unit in json.loads(text)
        ]
    except (ValueError, TypeError):
        return None
    sound = all(p.name and p.offices and (p.number is None or type(p.number) is int) for p in people)
    return People(tuple(people), ()) if people and sound else None
