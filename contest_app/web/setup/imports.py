"""Importing a list of teams: a file or a pasted table, looked at first, then carried out whole or not at all.

Responsible for: upload, preview and confirmation. Must not know: how files are read, what the rules allow.
The preview carries the list in its own form, so that it survives a restart and an expired session.
"""

from __future__ import annotations

import json

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.state import Entry, State
from contest_app.contest.words import Words
from contest_app.importing.plan import Plan, make_plan
from contest_app.importing.reading import read_file, read_pasted
from contest_app.importing.samples import TEAM_SAMPLE
from contest_app.importing.tables import NotATable
from contest_app.importing.teams import Roster, Team
from contest_app.web.off_the_hub import off_the_hub, render_off_the_hub
from contest_app.web.parts import snapshot_or_404
from contest_app.web.setup.pages import ROLES
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

pages = Blueprint("imports", __name__, url_prefix="/organizer/contests/<contest>/setup/teams")

COUNTED = {
    "new": Words(vi="thêm {n} đội", en="{n} new"),
    "changed": Words(vi="sửa {n} đội", en="{n} changed"),
    "same": Words(vi="giữ nguyên {n} đội", en="{n} as they were"),
}


pages.url_value_preprocessor(allow_files)


@pages.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> tuple[str, int]:
    contest = str((request.view_args or {}).get("contest", ""))
    return render_template(
        "setup/import.html", contest=contest, state=snapshot_or_404(contest).state, problem=TOO_LARGE
    ), 413


@pages.get("/import")
@role_required(*ROLES)
def form(contest: str, actor: Actor) -> str:
    """Where a file is chosen or a list pasted."""
    return render_template("setup/import.html", contest=contest, state=snapshot_or_404(contest).state)


@pages.get("/sample.<kind>")
@role_required(*ROLES)
def sample(contest: str, actor: Actor, kind: str) -> AnyResponse:
    """The sample list."""
    return sample_answer(TEAM_SAMPLE, "danh-sach-doi-mau", kind)


@pages.post("/preview")
@role_required(*ROLES)
def preview(contest: str, actor: Actor) -> str | tuple[str, int]:
    """Every row with its problems, and what would be created and changed. Nothing is stored yet."""
    state = snapshot_or_404(contest).state
    try:
        roster = read_sent(read_file, read_pasted)
    except NotATable as unreadable:
        pasted = request.form.get("pasted", "")
        return render_template(
            "setup/import.html", contest=contest, state=state, problem=unreadable.words, pasted=pasted
        ), 422
    return _preview(state, roster)


@pages.post("/import")
@role_required(*ROLES)
def carry_out(contest: str, actor: Actor) -> AnyResponse | tuple[str, int]:
    """Carries out what the preview showed; sent twice, it is done once."""
    packed = request.form.get("list", "")
    roster = off_the_hub(_unpacked, packed)
    if roster is None:
        keep(Toast("refused", DAMAGED))
        return redirect(url_for("imports.form", contest=contest), 303)
    state = snapshot_or_404(contest).state
    entries = _entries(state)
    plan = off_the_hub(make_plan, roster, entries)
    lines = plan.as_command()
    if lines and (plan.problems or request.form.get("seen") != _seen(state)):
        return _preview(state, roster, STALE), 409
    problem = send(contest, c.RegisterEntries(command_id(), lines), actor) if lines else None
    if problem is not None:
        return _preview(state, roster, problem), 422
    keep(Toast("done", done(plan, COUNTED)))
    return redirect(url_for("setup.teams", contest=contest), 303)


def _preview(state: State, roster: Roster, problem: Words | None = None) -> str:
    entries = _entries(state)
    plan: Plan = off_the_hub(make_plan, roster, entries)
    shown = shown_plan(plan)
    return render_template(
        "setup/preview.html",
        contest=state.contest,
        state=state,
        **shown,
        rows=render_off_the_hub("setup/_preview_rows.html", lambda: shown),
        notes=roster.notes,
        packed=_packed(roster),
        seen=_seen(state),
        problem=problem,
    )


def _entries(state: State) -> list[Entry]:
    return [state.entries[entry] for entry in state.entry_order]


def _seen(state: State) -> str:
    return fingerprint(_entries(state))


def _packed(roster: Roster) -> str:
    teams = [[t.row, t.name, t.number, t.unit, t.captain, t.members] for t in roster.teams]
    return json.dumps(teams, ensure_ascii=False, separators=(",", ":"))


def _unpacked(text: str) -> Roster | None:
    """The list as the preview carried it; None for anything else. What is in it is checked by the rules again."""
    try:
        teams = [
            Team(int(row), str(name), number, str(unit), str(captain), [str(m) for m in members])
            for row, name, number, unit, captain, members in json.loads(text)
        ]
    except (ValueError, TypeError):
        return None
    sound = all(team.name and (team.number is None or type(team.number) is int) for team in teams)
    return Roster(tuple(teams), ()) if teams and sound else None
