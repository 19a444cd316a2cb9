"""General information of a contest (thông tin chung): what it is called, who holds it, where, when, on what grounds.

Responsible for: the form, before and after the start; nothing typed is lost when it is refused. Must not know: papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.contest import commands as c
from contest_app.contest.about import FORMS, LISTS, MOST_LETTERS, MOST_LINES, TEXTS
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import may
from contest_app.contest.state import State
from contest_app.contest.vietnamese import tidy
from contest_app.contest.words import Words, same
from contest_app.web.language import date
from contest_app.web.parts import snapshot_or_404
from contest_app.web.setup.days import BAD_DAY, read_day
from contest_app.web.setup.pages import ROLES
from contest_app.web.setup.rule_choices import LEVELS
from contest_app.web.setup.sending import CHANGED_MEANWHILE, command_id, fingerprint, send, was_sent
from contest_app.web.signed_in import actor_for, role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("general", __name__, url_prefix="/organizer/contests/<contest>/setup/general")

MOST_TITLE = 200
NO_TITLE = Words(vi="Hãy ghi tên hội thi.", en="Give the contest a title.")
LONG_TITLE = Words(vi=f"Quá dài (tối đa {MOST_TITLE} chữ).", en=f"Too long (at most {MOST_TITLE} letters).")
LONG = Words(vi=f"Quá dài (tối đa {MOST_LETTERS} chữ).", en=f"Too long (at most {MOST_LETTERS} letters).")
MANY = Words(
    vi=f"Tối đa {MOST_LINES} dòng, mỗi dòng {MOST_LETTERS} chữ.",
    en=f"At most {MOST_LINES} lines of {MOST_LETTERS} letters.",
)
CHOOSE = Words(vi="Hãy chọn một trong các mục.", en="Choose one of these.")
SAVED = Words(vi="Đã lưu thông tin chung.", en="The general information is saved.")
UNCHANGED = Words(vi="Không có gì thay đổi.", en="Nothing changed.")
SOMEBODY = Words(vi="xem bên dưới từng ô", en="see below each field")
THEIRS = Words(vi="Người kia ghi: “{text}”", en="They wrote: “{text}”")


@dataclass(frozen=True)
class Committee:
    """One list of the form."""

    name: str
    label: Words
    hint: Words


COMMITTEES = (
    Committee(
        "steering_committee", Words(vi="Ban Chỉ đạo", en="Steering committee"),
        Words(vi="mỗi người một dòng: Họ tên – chức vụ – vai trò", en="one a line: name – position – role"),
    ),
    Committee(
        "organizing_committee", Words(vi="Ban Tổ chức", en="Organizing committee"),
        Words(vi="mỗi người một dòng, Trưởng ban ghi trước", en="one a line, its head first"),
    ),
    Committee(
        "secretariat", Words(vi="Tổ Thư ký", en="Secretariat"),
        Words(vi="mỗi người một dòng; người đầu tiên ký biên bản", en="one a line; the first signs the minutes"),
    ),
    Committee(
        "mcs", Words(vi="Người dẫn chương trình", en="MC"),
        Words(vi="mỗi người một dòng", en="one a line"),
    ),
)  # fmt: skip


@pages.app_template_global()
def sees_setup(contest: str) -> bool:
    """Whether whoever reads this page may open the setup pages."""
    actor = actor_for(contest)
    return actor is not None and actor.role in ROLES


@pages.get("")
@role_required(*ROLES)
def form(contest: str, actor: Actor) -> str:
    """The form as the contest is described now."""
    state = snapshot_or_404(contest).state
    return _page(state, actor, _shown(state), {})


@pages.post("")
@role_required(*ROLES)
def save(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Describes the contest anew, whole."""
    state = snapshot_or_404(contest).state
    shown, typed = _shown(state), request.form.to_dict()
    if not _may_rename(state, actor):
        typed |= {"title": shown["title"], "level": shown["level"]}
    problems = _problems(typed)
    if not problems and _same(typed, shown):
        keep(Toast("done", UNCHANGED))
        return redirect(url_for("general.form", contest=contest), 303)
    if not problems and typed.get("seen") != fingerprint(shown) and not was_sent(contest):
        problems = {"": CHANGED_MEANWHILE.format(now=SOMEBODY), **_theirs(typed, shown)}
    if not problems:
        problem = send(contest, _command(typed), actor)
        if problem is None:
            keep(Toast("done", SAVED))
            return redirect(url_for("setup.index", contest=contest), 303)
        problems[""] = problem
    return _page(state, actor, typed, problems), 422


def _command(typed: Mapping[str, str]) -> c.DescribeContest:
    texts = {name: tidy(typed.get(name, "")) for name in ("title", "place", "level", *TEXTS)}
    lists = {name: lines_of(typed.get(name, "")) for name in LISTS}
    return c.DescribeContest(command_id(), held_on=read_day(tidy(typed.get("held_on", ""))) or "", **texts, **lists)  # type: ignore[arg-type]


def lines_of(text: str) -> tuple[str, ...]:
    """A text of several lines, line by line, without the empty ones."""
    return tuple(line for part in text.splitlines() if (line := tidy(part)))


def _shown(state: State) -> dict[str, str]:
    """The description as the form shows it."""
    about = state.about
    texts = {name: str(getattr(about, name)) for name in TEXTS}
    lists = {name: "\n".join(getattr(about, name)) for name in LISTS}
    own = {"title": state.title, "level": state.rulebook.level or "", "place": state.place}
    return {**own, "held_on": date(state.held_on), **texts, **lists}


def _theirs(typed: Mapping[str, str], shown: Mapping[str, str]) -> dict[str, Words]:
    """What somebody else wrote where it is not what is typed here."""
    differs = [name for name, text in shown.items() if lines_of(typed.get(name, "")) != lines_of(text)]
    return {name: THEIRS.format(text=shown[name].replace("\n", " / ") or "–") for name in differs}


def _same(typed: Mapping[str, str], shown: Mapping[str, str]) -> bool:
    return all(lines_of(typed.get(name, "")) == lines_of(text) for name, text in shown.items())


def _problems(typed: Mapping[str, str]) -> dict[str, Words]:
    problems = {name: LONG for name in TEXTS if len(tidy(typed.get(name, ""))) > MOST_LETTERS}
    for name in LISTS:
        lines = lines_of(typed.get(name, ""))
        if len(lines) > MOST_LINES or any(len(line) > MOST_LETTERS for line in lines):
            problems[name] = MANY
    title = tidy(typed.get("title", ""))
    if not title or len(title) > MOST_TITLE:
        problems["title"] = LONG_TITLE if title else NO_TITLE
    if len(tidy(typed.get("place", ""))) > MOST_TITLE:
        problems["place"] = LONG_TITLE
    if read_day(tidy(typed.get("held_on", ""))) is None:
        problems["held_on"] = BAD_DAY
    if typed.get("form") not in FORMS:
        problems["form"] = CHOOSE
    return problems


def _may_rename(state: State, actor: Actor) -> bool:
    """Title and level are the rule book's: its right, and pinned with it."""
    return state.phase == "setup" and may(actor.role, c.SetRulebook)


def _page(state: State, actor: Actor, typed: Mapping[str, str], problems: Mapping[str, Words]) -> str:
    level = state.rulebook.level or ""
    known = LEVELS if level in ("", *dict(LEVELS)) else (*LEVELS, (level, same(level)))
    return render_template(
        "setup/general.html",
        contest=state.contest,
        state=state,
        typed=typed,
        problems=problems,
        seen=request.form.get("seen") if problems and "" not in problems else fingerprint(_shown(state)),
        levels=known,
        committees=COMMITTEES,
        may_rename=_may_rename(state, actor),
    )
