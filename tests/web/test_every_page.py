"""Who may open what: every address of the program, for every role, for another contest's, for a link that was revoked.

A new page is added to the table; the tests tell.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.routing import Rule

from contest_app.contest import commands as c
from contest_app.contest.permissions import ANNOUNCER, DIRECTOR, HEAD_JUDGE, ORGANIZER, SECRETARY
from tests.building import a_rulebook, actor
from tests.web.hall import CONTEST, Browser, Hall

OTHER = "other"
ROLES = (ORGANIZER, DIRECTOR, SECRETARY, HEAD_JUDGE, ANNOUNCER)
LINKS = ROLES[1:]

DESK = {ORGANIZER, DIRECTOR, SECRETARY, HEAD_JUDGE}
PAPERS = {ORGANIZER, SECRETARY, HEAD_JUDGE}
LISTS = {ORGANIZER, SECRETARY}
DRAWS = {ORGANIZER, SECRETARY, DIRECTOR}
HOUSE = {ORGANIZER}

# Open to anybody: what they show, or take, is public or proves by itself who asks.
OPEN = {
    "static", "screens.static", "screens.sign_post", "screens.displays", "screens.display", "screens.board",
    "screens.stage", "screens.judge", "draws.index", "guides.index", "guides.guide", "guides.static", "health.healthz",
    "sign_in.by_role", "sign_in.by_password", "sign_in.by_link", "sign_in.confirm", "sign_in.use_link",
    "sign_in.sign_out", "sign_in.welcome", "again.bring_back", "demo_notice.strip", "safety.alarm",
}  # fmt: skip
WHO_MAY: dict[str, set[str]] = {
    **dict.fromkeys(("desk.index", "desk.panels", "desk.act"), DESK),
    **dict.fromkeys(("conflicts.index", "conflicts.act", "people.index", "people.panels", "people.act"), DESK),
    **dict.fromkeys(("figures.figure", "figures.total", "journal.index", "regulations.printed"), DESK),
    **dict.fromkeys(("announcer.index", "announcer.panels"), DESK | {ANNOUNCER}),
    **dict.fromkeys(("draw.index", "draw.panels", "draw.begin", "draw.word", "draw.open_turns", "draw.cancel"), DRAWS),
    "draw.show": {ORGANIZER, DIRECTOR},
    **dict.fromkeys(
        (
            "papers.index", "papers.blank", "papers.filled", "papers.round_", "papers.overall", "papers.minutes",
            "papers.lots", "papers.spreadsheet", "papers.running", "papers.verify", "papers.words", "papers.keep_words",
        ),
        PAPERS,
    ),
    **dict.fromkeys(
        (
            "setup.index", "setup.judges", "setup.teams", "setup.save_team", "setup.remove_team", "general.form",
            "general.save", "imports.form", "imports.preview", "imports.carry_out", "imports.sample", "orders.index",
            "orders.save", "typing.performance", "typing.sheet", "typing.type_sheet",
        ),
        LISTS,
    ),
    **dict.fromkeys(
        (
            "contests.index", "new_contest.form", "new_contest.create", "house.form", "house.save", "setup.start",
            "setup.save_judge", "setup.remove_judge",
            "panel_imports.form", "panel_imports.preview", "panel_imports.carry_out",
            "panel_imports.sample", "rules.editor", "rules.save", "rule_yaml.form", "rule_yaml.save",
            "rehearsal.begin", "rehearsal.end", "links.index", "links.renew", "links.revoke", "links.set_wifi",
            "safety.index", "safety.now", "safety.folder", "safety.status", "safety.doctor", "sign_in.password",
        ),
        HOUSE,
    ),
}  # fmt: skip
# Whoever is signed in for something else is led to what is theirs instead of being told no.
LEAD_ELSEWHERE = {"contests.index"}
NAMES = {
    "contest": CONTEST, "round_id": "greeting", "entry": "e1", "judge": "j1", "token": "guessed", "filename": "none",
    "kind": "choose_scene", "key": "none",
}  # fmt: skip
STRANGE = ("none", "../..", "%", "\u202eabc", "e\u0301", "x" * 300, "\0", "'\"<b>")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("hall") / "data")
    hall.running().judged("7", "11").called("e2")
    create = c.CreateContest(secrets.token_hex(8), OTHER, a_rulebook())
    hall.parts.scorekeeper.submit(OTHER, create, actor("organizer"))
    hall.parts.accounts.links.ensure(OTHER, ())
    yield hall
    hall.stop()


def rules(hall: Hall) -> list[tuple[Rule, str]]:
    """Every address with every way to ask for it."""
    found = hall.application.flask.url_map.iter_rules()
    return [(rule, method) for rule in found for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]


def address(hall: Hall, rule: Rule, **names: str) -> str:
    values = {name: {**NAMES, **names}[name] for name in rule.arguments}
    return hall.application.flask.url_map.bind("localhost").build(rule.endpoint, values)


def asks(browser: Browser, path: str, method: str) -> int:
    """The status of an answer; a form is sent empty but for what proves that it stood on a page of ours."""
    if method == "GET":
        return browser.get(path).status_code
    return browser.post(path).status_code


def came_by(hall: Hall, contest: str, role: str) -> Browser:
    browser = hall.browser()
    token = next(link.token for link in hall.parts.accounts.links.of(contest) if link.seat.role == role)
    browser.get(f"/desk/{token}")
    return browser


def is_turned_away(status: int, method: str) -> bool:
    return status in ((302, 401, 403) if method == "GET" else (401, 403))


def test_the_table_names_every_page(hall: Hall) -> None:
    endpoints = {rule.endpoint for rule, _ in rules(hall)}
    assert endpoints == OPEN | set(WHO_MAY)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_pages_and_no_other(hall: Hall, role: str) -> None:
    browser = hall.role(role)
    for rule, method in rules(hall):
        if rule.endpoint in WHO_MAY and rule.endpoint != "sign_in.password":
            status = asks(browser, address(hall, rule), method)
            may = role in WHO_MAY[rule.endpoint]
            assert is_turned_away(status, method) is not may, (role, method, rule.rule, status)


@pytest.mark.parametrize("who", ["nobody", "revoked", "ended", *(f"other {role}" for role in LINKS)])
def test_nobody_else_opens_any(tmp_path: Path, hall: Hall, who: str) -> None:
    if who == "nobody":
        browser = hall.browser()
    elif who.startswith("other"):
        browser = came_by(hall, OTHER, who.removeprefix("other "))
    else:
        hall = Hall(tmp_path).running()
        browser = came_by(hall, CONTEST, DIRECTOR)
        assert browser.get(f"/organizer/contests/{CONTEST}").status_code == 200
        if who == "ended":
            hall.shift_ms = 13 * 3600 * 1000
        else:
            (link,) = (one for one in hall.parts.accounts.links.of(CONTEST) if one.seat.role == DIRECTOR)
            hall.parts.accounts.links.revoke(link.seat)
    try:
        for rule, method in rules(hall):
            if rule.endpoint in WHO_MAY and rule.endpoint != "sign_in.password":
                status = asks(browser, address(hall, rule), method)
                assert is_turned_away(status, method), (who, method, rule.rule, status)
    finally:
        if who in ("revoked", "ended"):
            hall.stop()


def test_no_form_of_another_site_is_taken(hall: Hall) -> None:
    browser = hall.organizer()
    seq = hall.seq
    for rule, method in rules(hall):
        if method == "POST" and rule.endpoint != "again.bring_back":
            assert browser.client.post(address(hall, rule)).status_code == 400, rule.rule
    assert hall.seq == seq


def test_a_judges_and_the_walls_cards_are_no_way_to_the_desk(hall: Hall) -> None:
    for link in hall.parts.accounts.links.of(CONTEST):
        if link.seat.role in ("judge", "screen"):
            browser = hall.browser()
            assert browser.get(f"/desk/{link.token}").status_code == 404
            assert browser.get(f"/organizer/contests/{CONTEST}").status_code == 302


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_however_strange_makes_the_server_fail(hall: Hall, method: str) -> None:
    browser = hall.organizer()
    seq = hall.seq
    for rule, how in rules(hall):
        if how != method or rule.endpoint in ("sign_in.sign_out",):
            continue
        for name, strange in product(sorted(rule.arguments), STRANGE):
            path = address(hall, rule, **{name: "NAME"}).replace("NAME", quote(strange, safe=""))
            status = asks(browser, path, method)
            assert status < 500, (method, path, status)
    assert hall.seq == seq
    for query in ("before=999999999999999999999", "before=-1", "before=x", "text=%00", "kind=none", "round=%ff"):
        assert browser.get(f"/organizer/contests/{CONTEST}/journal?{query}").status_code == 200, query


@pytest.mark.parametrize("number", ["9" * 5000, "²", "٣", "-1", "1e9", ""])
@pytest.mark.parametrize(
    ("page", "field", "others"),
    [
        ("acts/choose_scene", "late", {"scene": "board"}),
        ("acts/withdraw_penalty", "penalty", {"reason": "nhầm"}),
        ("acts/undo", "seq", {"reason": "nhầm"}),
        ("acts/choose_scene", "drawn_at", {"scene": "board"}),
        ("typing/greeting/e2/j1", "base", {"typist": "Lan"}),
        ("setup/teams", "number", {"name": "Xã Úc Kỳ"}),
        ("setup/judges", "number", {"name": "Bà Hoa"}),
        ("setup/order", "turn-e1", {"round": "skit", "how": "turns"}),
        ("draw/open", "upto", {"draw": "1"}),
    ],
)
def test_no_number_however_strange_makes_the_server_fail(
    hall: Hall, page: str, field: str, others: dict[str, str], number: str
) -> None:
    form = {"command_id": secrets.token_hex(8), field: number, **others}
    assert organizer(hall).post(f"/organizer/contests/{CONTEST}/{page}", form).status_code < 500


@cache
def organizer(hall: Hall) -> Browser:
    return hall.organizer()
