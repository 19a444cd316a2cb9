"""A new contest: from a template that comes with the program, or as a copy of one that is here.

Responsible for: the page, the address made of the title, the copy. Must not know: what the rules say of a rule book.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.contest import commands as c
from contest_app.contest.about import About
from contest_app.contest.commands import Actor
from contest_app.contest.refusals import ContestExists, Refused
from contest_app.contest.rulebook import TEMPLATES, RuleBook, parse_rulebook, template
from contest_app.contest.vietnamese import address_of, tidy
from contest_app.contest.words import Words, same
from contest_app.scorekeeper import Later
from contest_app.web.desk.sayings import LATER
from contest_app.web.parts import parts, split_by_age
from contest_app.web.setup.days import BAD_DAY, read_day
from contest_app.web.setup.sending import command_id
from contest_app.web.signed_in import organizer, organizer_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("new_contest", __name__)

MOST_TITLE = 200
MOST_TRIES = 50
ABOUT = {
    "commune": Words(
        vi="Cấp xã: ba giám khảo, điểm trung bình cộng; chào hỏi, kiến thức, tiểu phẩm; tổng 100 điểm.",
        en="Commune: three judges, their mean; greeting, knowledge, skit; 100 points in all.",
    ),
    "district": Words(
        vi="Cấp huyện, cụm: năm giám khảo, bỏ điểm cao nhất và thấp nhất; bốn phần thi, trừ điểm quá giờ; tổng 100.",
        en="District or cluster: five judges without the best and the worst; four rounds, time penalties; 100 points.",
    ),
    "province": Words(
        vi="Cấp tỉnh: bảy giám khảo, thang điểm 10 nhân hệ số, trừ giờ theo bậc; giữ kín bảng điểm tới lúc trao giải.",
        en="Province: seven judges, a scale of ten times a factor, time tiers; the board is held until the ceremony.",
    ),
    "model_collective": Words(
        vi="Chấm hồ sơ mô hình của tập thể, không có sân khấu và đồng hồ; công nhận theo mức điểm.",
        en="Dossiers of models of a group: no stage, no clock; recognised by bands of points.",
    ),
    "model_individual": Words(
        vi="Chấm hồ sơ điển hình cá nhân, không có sân khấu và đồng hồ; công nhận theo mức điểm.",
        en="Dossiers of exemplary people: no stage, no clock; recognised by bands of points.",
    ),
}
LEVELS = {
    "commune": Words(vi="Mẫu cấp xã", en="Commune template"),
    "district": Words(vi="Mẫu cấp huyện (cụm)", en="District template"),
    "province": Words(vi="Mẫu cấp tỉnh", en="Province template"),
    "model_collective": Words(vi="Xét mô hình Dân vận khéo – tập thể", en="Models – groups"),
    "model_individual": Words(vi="Xét mô hình Dân vận khéo – cá nhân", en="Models – people"),
}
NO_TITLE = Words(vi="Hãy ghi tên hội thi.", en="Give the contest a title.")
LONG_TITLE = Words(vi=f"Tên quá dài (tối đa {MOST_TITLE} chữ).", en=f"Too long (at most {MOST_TITLE} letters).")
BAD_ADDRESS = Words(
    vi="Mã chỉ gồm a-z, 0-9 và dấu gạch nối; để trống thì máy tự đặt theo tên.",
    en="Only a-z, 0-9 and hyphens; left empty, it is made of the title.",
)
ADDRESS_TAKEN = Words(vi="Đã có hội thi mang mã này.", en="There is a contest with this address.")
NO_START = Words(vi="Hãy chọn mẫu để bắt đầu.", en="Choose what to start from.")


@dataclass(frozen=True)
class Start:
    """What a contest may be started from."""

    key: str
    title: Words
    about: Words
    rulebook: RuleBook
    described: About

    @property
    def is_copy(self) -> bool:
        return self.key.startswith("contest:")


@pages.get("/organizer/new")
@organizer_required
def form() -> str:
    """The form, empty; `from` names the contest to copy."""
    return _page({"start": f"contest:{request.args['from']}"} if "from" in request.args else {}, {})


@pages.post("/organizer/new")
@organizer_required
def create() -> Response | tuple[str, int]:
    """Makes the contest and goes to its setup page; sent twice, it is one contest."""
    typed = {name: tidy(value) for name, value in request.form.items()}
    starts = {start.key: start for start in _starts(typed.get("start", ""))}
    start = starts.get(typed.get("start", ""))
    held_on = read_day(typed.get("held_on", ""))
    problems = _problems(typed, start, held_on)
    if problems or start is None or held_on is None:
        return _page(typed, problems), 422
    account = organizer()
    actor = Actor("organizer", account.name if account else "")
    rulebook = {**start.rulebook.data, "title": typed["title"]}
    made = _create(typed, rulebook, held_on, start.described, actor)
    if isinstance(made, Words):
        return _page(typed, {"contest" if made is ADDRESS_TAKEN else "": made}), 422
    if start.is_copy and typed.get("with_judges"):
        _copy_judges(start.key.removeprefix("contest:"), made, actor)
    keep(
        Toast(
            "done",
            Words(
                vi="Đã tạo hội thi. Tiếp theo, đi từng mục dưới đây.",
                en="The contest is there. Next, go through the list below.",
            ),
        )
    )
    return redirect(url_for("setup.index", contest=made), 303)


def _create(
    typed: Mapping[str, str], rulebook: Mapping[str, Any], held_on: str, about: About, actor: Actor
) -> str | Words:
    """The new contest's id, or why there is none. A made-up id that is taken gets a number."""
    asked = typed.get("contest", "")
    base = asked or address_of(typed["title"], longest=58)
    for attempt in range(1, MOST_TRIES):
        contest = base if attempt == 1 else f"{base}-{attempt}"
        command = c.CreateContest(command_id(), contest, rulebook, typed.get("place", ""), held_on, about=about)
        answer = parts().scorekeeper.submit(contest, command, actor)
        if isinstance(answer, ContestExists):
            if asked:
                return ADDRESS_TAKEN
            continue
        if isinstance(answer, Refused):
            return answer.words
        return LATER.format(why=answer.words) if isinstance(answer, Later) else contest
    return ADDRESS_TAKEN


def _copy_judges(source: str, contest: str, actor: Actor) -> None:
    snapshot = parts().scorekeeper.snapshot(source)
    for judge in snapshot.state.judges.values() if snapshot else ():
        if judge.has_left:
            continue
        words = (judge.id, judge.number, judge.name, judge.is_head, judge.unit)
        parts().scorekeeper.submit(contest, c.AppointJudge(command_id(f"-{judge.id}"), *words), actor)


def _problems(typed: Mapping[str, str], start: Start | None, held_on: str | None) -> dict[str, Words]:
    problems: dict[str, Words] = {}
    title = typed.get("title", "")
    if not title or len(title) > MOST_TITLE:
        problems["title"] = LONG_TITLE if title else NO_TITLE
    if len(typed.get("place", "")) > MOST_TITLE:
        problems["place"] = LONG_TITLE
    if typed.get("contest") and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", typed["contest"], re.ASCII):
        problems["contest"] = BAD_ADDRESS
    if held_on is None:
        problems["held_on"] = BAD_DAY
    if start is None:
        problems["start"] = NO_START
    return problems


def _starts(chosen: str) -> list[Start]:
    """The templates, the latest contests, and the one that is chosen already, however old."""
    house = parts().accounts.house.now
    ours = About(house.form, house.parent_body, house.body, house.locality)
    shipped = [
        Start(f"template:{name}", LEVELS[name], ABOUT[name], parse_rulebook(template(name)), ours) for name in TEMPLATES
    ]
    keeper = parts().scorekeeper
    copies = []
    older, latest = split_by_age(keeper.contests())
    for row in [*(row for row in older if chosen == f"contest:{row.contest}"), *latest]:
        snapshot = keeper.snapshot(row.contest)
        if snapshot is not None:
            state = snapshot.state
            about = Words(
                vi=f"Lấy thể lệ, thông tin chung và, nếu muốn, {len(state.seated)} giám khảo; không lấy đội, kết quả.",
                en=f"Takes the rule book, bodies, committees and, if wanted, the {len(state.seated)} judges; no teams.",
            )
            copies.append(Start(f"contest:{row.contest}", same(state.title), about, state.rulebook, state.about))
    return [*shipped, *copies]


def _page(typed: Mapping[str, str], problems: Mapping[str, Words]) -> str:
    return render_template("setup/new.html", starts=_starts(typed.get("start", "")), typed=typed, problems=problems)
