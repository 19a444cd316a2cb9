"""The pages where paper sheets are typed: who of a performance's judges has a sheet, and the form for one sheet.

Responsible for: request in, page out, with whatever was typed when something is refused. Must not know: what the rules
allow (they are asked). Nothing here ever shows a first reading: whoever types the second must not have seen it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.naming import entry_words, judge_words
from contest_app.contest.permissions import MAY_DO, may
from contest_app.contest.refusals import Refused
from contest_app.contest.rulebook import Round
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Entry, Handed, Judge, Key, PaperReading, State
from contest_app.contest.vietnamese import sounding, tidy
from contest_app.contest.words import Words
from contest_app.scorekeeper import Later, Receipt
from contest_app.web.desk.sayings import LATER
from contest_app.web.language import say
from contest_app.web.parts import drawn_at_of_form, parts, snapshot_or_404, whole_number
from contest_app.web.setup.sending import command_id
from contest_app.web.signed_in import actor_for, role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("typing", __name__)
TYPISTS = sorted(MAY_DO[c.TypePaperSheet])
MOST_TEXT = 200
FAILED = Words(vi="Máy tính bảng hỏng", en="The tablet failed")
ONCE = Words(
    vi="Đã ghi lần nhập thứ nhất phiếu của {judge}. Phiếu chưa được tính: người khác mở lại và nhập lần hai.",
    en="The first reading of {judge}'s sheet is kept. It counts nothing yet: somebody else types it a second time.",
)
TWICE = Words(
    vi="Hai lần nhập giống nhau: phiếu của {judge} đã được tính.", en="Both readings agree: {judge}'s sheet counts now."
)


@dataclass(frozen=True)
class Line:
    """One judge of a performance: the sheet that is in, the reading that waits, whether the judge stands aside."""

    judge: Judge
    handed: Handed | None
    reading: PaperReading | None
    is_recused: bool


@dataclass(frozen=True)
class Form:
    """What stands in the form; `wrong` are the titles of criteria that the refusal is about."""

    marks: dict[str, str]
    total: str
    typist: str
    reason: str
    alone: str
    problem: Words | None = None
    wrong: tuple[str, ...] = ()
    asks_alone: bool = False


@pages.app_template_global()
def types_paper_sheets(contest: str) -> bool:
    """Whether whoever reads this page may type paper sheets."""
    actor = actor_for(contest)
    return actor is not None and may(actor.role, c.TypePaperSheet)


@pages.get("/organizer/contests/<contest>/typing/<round_id>/<entry>")
@role_required(*TYPISTS)
def performance(contest: str, round_id: str, entry: str, actor: Actor) -> str:
    """The judges of one performance, each with the way to the form."""
    state = snapshot_or_404(contest).state
    round_, known = _performance_or_404(state, round_id, entry)
    key = (round_id, entry)
    members = state.members_of(key)
    lines = [
        Line(
            state.judges[judge],
            state.performance(key).handed.get(judge),
            state.paper.get((*key, judge)),
            (judge, entry) in state.recused,
        )
        for judge in state.judge_order
        if judge in members or (*key, judge) in state.paper
    ]
    return render_template(
        "typing/performance.html", contest=contest, state=state, round=round_, entry=known, lines=lines
    )


@pages.get("/organizer/contests/<contest>/typing/<round_id>/<entry>/<judge>")
@role_required(*TYPISTS)
def sheet(contest: str, round_id: str, entry: str, judge: str, actor: Actor) -> str:
    """The form: empty, whether somebody typed the sheet before or not."""
    snapshot = snapshot_or_404(contest)
    round_, _ = _performance_or_404(snapshot.state, round_id, entry, judge)
    form = _fresh(snapshot.state, (round_id, entry), judge, actor)
    return _page(snapshot, round_, (round_id, entry), judge, form)


@pages.post("/organizer/contests/<contest>/typing/<round_id>/<entry>/<judge>")
@role_required(*TYPISTS)
def type_sheet(contest: str, round_id: str, entry: str, judge: str, actor: Actor) -> Response | tuple[str, int]:
    """Takes one reading."""
    state = snapshot_or_404(contest).state
    round_, _ = _performance_or_404(state, round_id, entry, judge)
    key = (round_id, entry)
    marks = {criterion.id: _text(f"mark-{criterion.id}") for criterion in round_.criteria}
    form = Form(marks, _text("total"), _text("typist"), _text("reason"), _text("alone"))
    base = whole_number(request.form.get("base", "")) or 0
    command = c.TypePaperSheet(
        command_id(), *key, judge, base, form.typist, form.reason, form.marks,
        form.total, form.alone, drawn_at=drawn_at_of_form(),
    )  # fmt: skip
    answer = parts().scorekeeper.submit(contest, command, actor)
    if isinstance(answer, Receipt):
        session["typist"] = form.typist
        keep(Toast("done", _what_became(contest, key, judge, answer).format(judge=judge_words(state, judge))))
        return redirect(url_for("typing.performance", contest=contest, round_id=round_id, entry=entry), 303)
    return _page(snapshot_or_404(contest), round_, key, judge, _refused(form, answer)), 422


def _text(name: str) -> str:
    return tidy(unicodedata.normalize("NFC", request.form.get(name, "")))[:MOST_TEXT]


def _what_became(contest: str, key: Key, judge: str, receipt: Receipt) -> Words:
    waits = snapshot_or_404(contest).state.paper.get((*key, judge))
    return ONCE if waits is not None and waits.reading == receipt.seq else TWICE


def _refused(form: Form, answer: Refused | Later) -> Form:
    """The form as it was typed, with the answer and where it points."""
    if isinstance(answer, Later):
        return replace(form, problem=LATER.format(why=answer.words))
    told = answer.details
    wrong = tuple(told.get("criteria") or [told.get("criterion", "")])
    return replace(form, problem=answer.words, wrong=wrong, asks_alone=answer.code == "same_typist")


def _fresh(state: State, key: Key, judge: str, actor: Actor) -> Form:
    """An empty form. A name is filled in only where it is not that of the first typist."""
    reading, handed = state.paper.get((*key, judge)), state.performance(key).handed.get(judge)
    typist = actor.name or session.get("typist", "")
    if reading is not None and sounding(reading.typist) == sounding(typist):
        typist = ""
    came_between = handed is not None and (reading is None or handed.at_ms > reading.at_ms)
    reason = "" if came_between else reading.reason if reading else say(FAILED)
    return Form({}, "", typist, reason, "")


def _performance_or_404(state: State, round_id: str, entry: str, judge: str | None = None) -> tuple[Round, Entry]:
    round_ = next((one for one in state.rulebook.rounds if one.id == round_id and one.kind == "judged"), None)
    if round_ is None or entry not in state.entries or (judge is not None and judge not in state.judges):
        abort(404)
    return round_, state.entries[entry]


def _page(snapshot: Snapshot, round_: Round, key: Key, judge: str, form: Form) -> str:
    state = snapshot.state
    handed = state.performance(key).handed.get(judge)
    return render_template(
        "typing/sheet.html",
        contest=state.contest,
        seq=snapshot.seq,
        state=state,
        round=round_,
        entry=state.entries[key[1]],
        judge=state.judges[judge],
        entry_words=entry_words(state, key[1]),
        handed=handed,
        base=handed.revision if handed else 0,
        reading=state.paper.get((*key, judge)),
        form=form,
    )
