"""The setup pages of a contest: what is still missing, teams, judges, the start.

Responsible for: forms in, pages out, with whatever was typed when something is refused. Must not know: what the rules
allow (they are asked).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.accounts.links import Seat
from contest_app.contest import commands as c
from contest_app.contest.commands import Actor, Command
from contest_app.contest.decisions import decide
from contest_app.contest.naming import MOST_NUMBER
from contest_app.contest.panel_changes import joining
from contest_app.contest.permissions import JUDGE, ORGANIZER, SECRETARY, may
from contest_app.contest.refusals import Refused
from contest_app.contest.state import Entry, Judge, State
from contest_app.contest.vietnamese import address_of, tidy
from contest_app.contest.words import Words, same
from contest_app.web.parts import parts, snapshot_or_404, whole_number
from contest_app.web.setup.sending import CHANGED_MEANWHILE, command_id, fingerprint, send, was_sent
from contest_app.web.signed_in import role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("setup", __name__, url_prefix="/organizer/contests/<contest>/setup")
ROLES = (ORGANIZER, SECRETARY)

MOST_TEXT = 120
NO_NAME = Words(vi="Hãy ghi tên.", en="Give a name.")
LONG = Words(vi=f"Quá dài (tối đa {MOST_TEXT} chữ).", en=f"Too long (at most {MOST_TEXT} letters).")
NO_NUMBER = Words(vi=f"Số thứ tự là số nguyên từ 1 đến {MOST_NUMBER}.", en=f"A whole number from 1 to {MOST_NUMBER}.")
GONE = Words(vi="không còn trong danh sách", en="it is no longer on the list")
SAVED = Words(vi="Đã lưu {what}.", en="Saved {what}.")
REMOVED = Words(vi="Đã bỏ {what} khỏi danh sách.", en="Took {what} off the list.")


@dataclass(frozen=True)
class Check:
    """One line of what is still missing; `state`: done, missing or optional."""

    key: str
    title: Words
    says: Words
    state: str
    url: str


@pages.app_template_global()
def entry_fingerprint(value: object) -> str:
    return fingerprint(value)


@pages.get("")
@role_required(*ROLES)
def index(contest: str, actor: Actor) -> str:
    """What is there, what is missing, and the start."""
    state = snapshot_or_404(contest).state
    return render_template(
        "setup/overview.html",
        contest=contest,
        state=state,
        checks=_checks(state),
        blocked=_why_not(state, actor),
        rehearsal=parts().scorekeeper.rehearsal_of(contest),
    )


def _checks(state: State) -> list[Check]:
    book, contest = state.rulebook, state.contest
    expected, seated = book.panel.judges, len(state.seated)
    judged = any(round_.kind == "judged" for round_ in book.rounds)
    set_orders = [round_ for round_ in book.rounds if round_.id in state.record.running_order]
    few = judged and (not seated or (expected is not None and seated < expected))
    return [
        _described(state),
        Check(
            "rules", Words(vi="Thể lệ", en="Rule book"),
            Words(
                vi=f"{len(book.rounds)} phần thi: {', '.join(round_.title for round_ in book.rounds)}.",
                en=f"{len(book.rounds)} rounds: {', '.join(round_.title for round_ in book.rounds)}.",
            ),
            "done", url_for("rules.editor", contest=contest),
        ),
        Check(
            "teams", Words(vi="Các đội", en="Teams"),
            Words(vi=f"{len(state.entries)} đội.", en=f"{len(state.entries)} teams."),
            "done" if state.entries else "missing", url_for("setup.teams", contest=contest),
        ),
        Check(
            "judges", Words(vi="Ban Giám khảo", en="Judges"),
            Words(
                vi=f"{seated} giám khảo" + (f" (thể lệ dự kiến {expected})" if expected else "")
                + ("" if state.record.head_judge else ", chưa chọn Trưởng Ban Giám khảo") + ".",
                en=f"{seated} judges" + (f" (the rule book expects {expected})" if expected else "")
                + ("" if state.record.head_judge else ", no head judge yet") + ".",
            ),
            "missing" if few else "done", url_for("setup.judges", contest=contest),
        ),
        Check(
            "order", Words(vi="Thứ tự thi", en="Running order"),
            Words(
                vi=f"Đã ghi cho {len(set_orders)}/{len(book.rounds)} phần thi; phần chưa ghi thì theo số thứ tự.",
                en=f"Set for {len(set_orders)} of {len(book.rounds)} rounds; the others go by number.",
            ),
            "done" if set_orders else "optional", url_for("orders.index", contest=contest),
        ),
        Check(
            "links", Words(vi="Đường vào và mã QR", en="Links and QR codes"),
            Words(
                vi="Phát cho từng giám khảo, thư ký, điều hành; mở màn hình lớn.",
                en="One for each judge, the secretary, the director; and the wall.",
            ),
            "optional", url_for("links.index", contest=contest),
        ),
    ]  # fmt: skip


def _described(state: State) -> Check:
    """General information: nothing of it stands in the way of the start."""
    asked = (
        (state.place, Words(vi="địa điểm", en="the place")),
        (state.held_on, Words(vi="ngày thi", en="the day")),
        (state.about.body, Words(vi="cơ quan tổ chức", en="the organizing body")),
        (state.about.grounds, Words(vi="căn cứ", en="the grounds")),
        (state.about.organizing_committee, Words(vi="Ban Tổ chức", en="the organizing committee")),
        (state.about.secretariat, Words(vi="thư ký", en="the secretary")),
    )
    lacking = [words for value, words in asked if not value]
    says = (
        Words(
            vi="Chưa ghi: " + ", ".join(words.vi for words in lacking) + ".",
            en="Not written yet: " + ", ".join(words.en for words in lacking) + ".",
        )
        if lacking
        else Words(vi="Cơ quan, căn cứ, các ban đã ghi đủ.", en="Bodies, grounds and committees are written.")
    )
    url = url_for("general.form", contest=state.contest)
    title = Words(vi="Thông tin chung", en="General information")
    return Check("general", title, says, "optional" if lacking else "done", url)


def _why_not(state: State, actor: Actor) -> Words | None:
    """Why the contest cannot be started now."""
    if state.phase != "setup":
        return None
    decision = decide(state, c.StartContest("asked"), actor, parts().now_ms())
    return decision.words if isinstance(decision, Refused) else None


@pages.post("/start")
@role_required(ORGANIZER)
def start(contest: str, actor: Actor) -> Response:
    """Starts the contest; the rule book is pinned from here on."""
    problem = send(contest, c.StartContest(command_id()), actor)
    if problem:
        keep(Toast("refused", problem))
        return redirect(url_for("setup.index", contest=contest), 303)
    keep(
        Toast(
            "done",
            Words(
                vi="Hội thi đã bắt đầu. Bây giờ mở phần thi đầu tiên.",
                en="The contest has started. Now open the first round.",
            ),
        )
    )
    return redirect(url_for("desk.index", contest=contest), 303)


# --- teams ------------------------------------------------------------------------------------------------------------


@pages.get("/teams")
@role_required(*ROLES)
def teams(contest: str, actor: Actor) -> str:
    """The list, and the form for one team: a new one, or the one asked for."""
    state = snapshot_or_404(contest).state
    chosen = state.entries.get(request.args.get("edit", ""))
    return _teams(state, _typed_entry(chosen, state), chosen)


@pages.post("/teams")
@role_required(*ROLES)
def save_team(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Adds a team or changes one; what was typed stays when it is refused."""
    state = snapshot_or_404(contest).state
    typed = {
        name: request.form.get(name, "") for name in ("entry", "seen", "number", "name", "unit", "captain", "members")
    }
    before = state.entries.get(typed["entry"])
    members = tuple(name for line in typed["members"].replace(";", "\n").splitlines() if (name := tidy(line)))
    problems = _line_problems(typed, ("name", "unit", "captain"), members)
    if typed["entry"] and not problems and typed["seen"] != fingerprint(before) and not was_sent(contest):
        now = same(f"{before.number} – {before.name}") if before else GONE
        problems[""] = CHANGED_MEANWHILE.format(now=now)
    if not problems:
        entry = typed["entry"] or address_of(typed["name"], set(state.entries) - _own(state))
        name, unit, captain = (tidy(typed[key]) for key in ("name", "unit", "captain"))
        command = c.RegisterEntry(command_id(), entry, int(typed["number"]), name, unit, captain, members)
        problem = send(contest, command, actor)
        if problem is None:
            keep(Toast("done", SAVED.format(what=tidy(typed["name"]))))
            return redirect(url_for("setup.teams", contest=contest, added=None if before else 1), 303)
        problems[""] = problem
    return _teams(state, typed, before, problems), 422


def _own(state: State) -> set[str]:
    """The entry that this very form made when it was sent the first time: sent again, it is the same."""
    if not was_sent(state.contest):
        return set()
    name, number = tidy(request.form.get("name", "")), request.form.get("number", "")
    return {entry.id for entry in state.entries.values() if entry.name == name and str(entry.number) == number}


@pages.post("/teams/remove")
@role_required(*ROLES)
def remove_team(contest: str, actor: Actor) -> Response:
    """Takes a team off the list, while the contest is being set up."""
    entry = snapshot_or_404(contest).state.entries.get(request.form.get("entry", ""))
    name = same(entry.name if entry else "")
    return _removed(contest, c.RemoveEntry(command_id(), request.form.get("entry", "")), actor, name, "setup.teams")


def _removed(contest: str, command: Command, actor: Actor, name: Words, page: str) -> Response:
    problem = send(contest, command, actor)
    keep(Toast("refused", problem) if problem else Toast("done", REMOVED.format(what=name)))
    return redirect(url_for(page, contest=contest), 303)


def _typed_entry(entry: Entry | None, state: State) -> dict[str, str]:
    if entry is None:
        return {"number": str(_next_number(known.number for known in state.entries.values()))}
    return {
        "entry": entry.id, "number": str(entry.number), "name": entry.name, "unit": entry.unit,
        "captain": entry.captain, "members": "\n".join(entry.members),
    }  # fmt: skip


def _next_number(numbers: Any) -> int:
    return max(numbers, default=0) + 1


def _teams(state: State, typed: dict[str, str], chosen: Entry | None, problems: dict[str, Words] | None = None) -> str:
    return render_template(
        "setup/teams.html",
        contest=state.contest,
        state=state,
        entries=[state.entries[entry] for entry in state.entry_order],
        statuses={record.id: record.status for record in state.record.entries},
        typed=typed,
        chosen=chosen,
        problems=problems or {},
        may_edit=state.phase in ("setup", "running"),
        was_added="added" in request.args,
    )


def _line_problems(typed: dict[str, str], texts: tuple[str, ...], members: tuple[str, ...] = ()) -> dict[str, Words]:
    """What is wrong with a line, by field."""
    problems = {name: LONG for name in texts if len(tidy(typed[name])) > MOST_TEXT}
    if not tidy(typed["name"]):
        problems["name"] = NO_NAME
    if not 1 <= (whole_number(typed["number"].strip()) or 0) <= MOST_NUMBER:
        problems["number"] = NO_NUMBER
    if any(len(member) > MOST_TEXT for member in members):
        problems["members"] = LONG
    return problems


# --- judges -----------------------------------------------------------------------------------------------------------


@pages.get("/judges")
@role_required(*ROLES)
def judges(contest: str, actor: Actor) -> str:
    """The panel, and the form for one judge."""
    state = snapshot_or_404(contest).state
    chosen = state.judges.get(request.args.get("edit", ""))
    return _judges(state, actor, _typed_judge(chosen, state), chosen)


@pages.post("/judges")
@role_required(ORGANIZER)
def save_judge(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Appoints a judge or changes one."""
    state = snapshot_or_404(contest).state
    typed = {name: request.form.get(name, "") for name in ("judge", "seen", "number", "name", "unit", "is_head")}
    before = state.judges.get(typed["judge"])
    problems = _line_problems(typed, ("name", "unit"))
    if typed["judge"] and not problems and typed["seen"] != fingerprint(before) and not was_sent(contest):
        problems[""] = CHANGED_MEANWHILE.format(now=same(f"{before.number} – {before.name}") if before else GONE)
    if not problems:
        number, name = int(typed["number"]), tidy(typed["name"])
        judge = typed["judge"] or _sent_before(state, number, name) or fresh_judge(state)
        words = (judge, number, name, bool(typed["is_head"]), tidy(typed["unit"]))
        problem = send(contest, c.AppointJudge(command_id(), *words), actor)
        if problem is None:
            keep(Toast("done", SAVED.format(what=name)))
            return redirect(url_for("setup.judges", contest=contest, added=None if before else 1), 303)
        problems[""] = problem
    return _judges(state, actor, typed, before, problems), 422


def _sent_before(state: State, number: int, name: str) -> str:
    """The judge that this form appointed when it was sent the first time."""
    if not was_sent(state.contest):
        return ""
    return next((judge.id for judge in state.judges.values() if (judge.number, judge.name) == (number, name)), "")


def fresh_judge(state: State) -> str:
    """An id that no card in anybody's hand lets in."""
    return next(fresh_judges(state))


def fresh_judges(state: State) -> Iterator[str]:
    """As many of them as are wanted."""
    cards = parts().accounts.links.of(state.contest, with_revoked=True)
    used = set(state.judges) | {link.seat.judge for link in cards}
    return (judge for n in count(1) if (judge := f"j{n}") not in used)


@pages.post("/judges/remove")
@role_required(ORGANIZER)
def remove_judge(contest: str, actor: Actor) -> Response:
    """Takes a judge off the panel while the contest is being set up; the judge's card opens nothing any more."""
    judge_id = request.form.get("judge", "")
    judge = snapshot_or_404(contest).state.judges.get(judge_id)
    answer = _removed(
        contest, c.RemoveJudge(command_id(), judge_id), actor, same(judge.name if judge else ""), "setup.judges"
    )
    if judge is not None and judge_id not in snapshot_or_404(contest).state.judges:
        parts().accounts.links.forget(Seat(contest, JUDGE, judge_id))
    return answer


def _typed_judge(judge: Judge | None, state: State) -> dict[str, str]:
    if judge is None:
        is_first = not state.seated
        number = _next_number(known.number for known in state.judges.values())
        return {"number": str(number), "is_head": "1" if is_first else ""}
    head = "1" if judge.is_head else ""
    known = {"judge": judge.id, "number": str(judge.number), "name": judge.name, "unit": judge.unit}
    return {**known, "is_head": head}


def _judges(
    state: State, actor: Actor, typed: dict[str, str], chosen: Judge | None, problems: dict[str, Words] | None = None
) -> str:
    may_edit = state.phase in ("setup", "running") and may(actor.role, c.AppointJudge)
    return render_template(
        "setup/judges.html",
        contest=state.contest,
        state=state,
        judges=[state.judges[judge] for judge in state.judge_order],
        joining=joining(state) if state.phase == "running" and chosen is None else (),
        typed=typed,
        chosen=chosen,
        problems=problems or {},
        may_edit=may_edit,
        was_added="added" in request.args,
    )
