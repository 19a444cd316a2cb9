"""Every refusal has a stable code, words in both languages, details for JSON, and a story that provokes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from contest_app.contest import commands as c
from contest_app.contest.lots import seal_of
from contest_app.contest.refusals import CommandIdReused, Malformed, Refused, refusal_kinds
from contest_app.contest.words import Words
from tests.building import (
    SECRET,
    Story,
    a_contest,
    a_judged_contest,
    a_rulebook,
    a_running_contest,
)

G: dict[str, Any] = {"round": "greeting", "entry": "e1"}
WHY: dict[str, Any] = {"reason": "có lý do"}


def on_stage() -> Story:
    return a_running_contest().called()


def counting() -> Story:
    return a_running_contest().round_open("knowledge")


def late() -> Story:
    return on_stage().closed(reason="hết giờ").marked("j1", "7", "11")


def tied() -> Story:
    return a_judged_contest(("7", "11"), ("8", "10"))


def doubled() -> dict[str, Any]:
    """The rule book with a first round that counts twice."""
    book = a_rulebook()
    return book | {"rounds": [{**book["rounds"][0], "factor": 2}, *book["rounds"][1:]]}


def published() -> Story:
    return a_running_contest().judged("7", "11").published()


def sheet(story: Story, *marks: str, judge: str = "j1", **where: Any) -> Refused:
    return story.refused(judge, c.SubmitSheet, **story.sheet(judge, *marks, **where))


def paper(story: Story, *marks: str, who: str = "Lan", **fields: Any) -> dict[str, Any]:
    """The fields of a paper sheet of j1 for e1."""
    sheet = story.sheet("j1", *marks)
    return {**sheet, "judge": "j1", "typist": who, "reason": "máy tính bảng hỏng"} | fields


def typed(*marks: str, who: str = "Lan") -> Story:
    story = on_stage()
    return story.does("secretary", c.TypePaperSheet, **paper(story, *marks, who=who))


def paper_refused(story: Story, *marks: str, **fields: Any) -> Refused:
    return story.refused("secretary", c.TypePaperSheet, **paper(story, *marks, **fields))


def entry(story: Story, **fields: Any) -> Refused:
    return story.refused("secretary", c.RegisterEntry, **({"entry": "e9", "number": 9, "name": "Tân Hòa"} | fields))


def sealed() -> Story:
    return a_contest().with_entries("Hương Sơn", "Đào Xá", "Úc Kỳ").sealed("greeting")


def drawing(word: str, secret: str = SECRET) -> dict[str, Any]:
    return {"draw": sealed().last_draw, "word": word, "secret": secret}


PROVOKED: dict[str, Callable[[], Refused]] = {
    "malformed": lambda: entry(a_contest(), entry="Không hợp lệ"),
    "not_allowed": lambda: on_stage().refused("audience", c.ClosePerformance, **G),
    "unknown_contest": lambda: Story().refused("organizer", c.StartContest),
    "contest_exists": lambda: a_contest().refused("organizer", c.CreateContest, contest="demo", rulebook=a_rulebook()),
    "unknown_round": lambda: on_stage().refused("director", c.OpenRound, round="nope"),
    "unknown_entry": lambda: on_stage().refused("director", c.CallPerformance, round="greeting", entry="e9"),
    "unknown_judge": lambda: on_stage().refused("organizer", c.ReleaseSeat, judge="j9"),
    "changed_meanwhile": lambda: (
        on_stage().does("director", c.StartTimer, **G).refused("director", c.ClosePerformance, **G, drawn_at=1)
    ),
    "reason_missing": lambda: late().refused("head_judge", c.DeclineLateSheet, late=late().seq, reason=" "),
    "rulebook_invalid": lambda: a_contest().refused("organizer", c.SetRulebook, rulebook={"format": "rulebook/1"}),
    "rulebook_pinned": lambda: on_stage().refused("organizer", c.SetRulebook, rulebook=a_rulebook()),
    "amendment_breaks": lambda: on_stage().refused(
        "organizer", c.AmendRulebook, rulebook=a_rulebook(rounds=a_rulebook()["rounds"][1:]), **WHY
    ),
    "wrong_phase": lambda: on_stage().refused("organizer", c.StartContest),
    "number_taken": lambda: entry(on_stage(), number=1),
    "order_incomplete": lambda: (
        a_contest()
        .with_entries("Hương Sơn", "Đào Xá")
        .refused("secretary", c.SetRunningOrder, round="greeting", order=("e2", "e2", "e7"))
    ),
    "panel_fixed": lambda: (
        a_running_contest(missing={"policy": "refuse"}).called().refused("organizer", c.LetJudgeGo, judge="j2", **WHY)
    ),
    "judge_has_left": lambda: on_stage().let_go("j2").refused("organizer", c.LetJudgeGo, judge="j2", **WHY),
    "judge_still_sits": lambda: on_stage().refused("organizer", c.CallJudgeBack, judge="j2", **WHY),
    "last_judge": lambda: a_running_contest(judges=1, panel={}).refused("organizer", c.LetJudgeGo, judge="j1", **WHY),
    "head_needed": lambda: (
        a_contest()
        .with_judges(3, head=1)
        .with_entries("Hương Sơn")
        .started()
        .refused("organizer", c.LetJudgeGo, judge="j1", head="j1", **WHY)
    ),
    "not_on_panel": lambda: sheet(on_stage().marked("j1", "7", "11").replaced("j1", "j6"), "7", "11", judge="j6"),
    "round_begun": lambda: on_stage().refused("secretary", c.SetRunningOrder, round="greeting", order=("e2", "e1")),
    "draw_under_way": lambda: sealed().refused(
        "secretary", c.SetRunningOrder, round="greeting", order=("e1", "e2", "e3")
    ),
    "draw_not_waiting": lambda: sealed().refused("secretary", c.RevealLots, draw=sealed().last_draw, upto=1),
    "draw_list_changed": lambda: sealed().with_entries("Nga My").refused("secretary", c.DrawLots, **drawing("hoa sen")),
    "seal_differs": lambda: sealed().refused("secretary", c.DrawLots, **drawing("hoa sen", secret="0" * 32)),
    "word_missing": lambda: sealed().refused("secretary", c.DrawLots, **drawing(" ")),
    "turn_opened": lambda: (
        sealed().drawn("hoa sen").opened(2).refused("director", c.RevealLots, draw=sealed().last_draw, upto=2)
    ),
    "too_few_to_draw": lambda: (
        a_contest()
        .with_entries("Hương Sơn")
        .refused("secretary", c.BeginDraw, rounds=("greeting",), seal=seal_of(SECRET))
    ),
    "no_draw": lambda: on_stage().refused("director", c.ChooseScene, scene="draw"),
    "not_ready": lambda: a_contest().refused("organizer", c.StartContest),
    "round_not_open": lambda: on_stage().refused("director", c.CallPerformance, round="skit", entry="e1"),
    "round_status": lambda: on_stage().refused("director", c.OpenRound, round="greeting"),
    "performances_open": lambda: on_stage().refused("director", c.CloseRound, round="greeting"),
    "entry_not_competing": lambda: (
        a_running_contest()
        .does("secretary", c.ChangeEntryStatus, entry="e1", status="withdrawn", **WHY)
        .refused("director", c.CallPerformance, **G)
    ),
    "already_called": lambda: on_stage().refused("director", c.CallPerformance, **G),
    "not_on_stage": lambda: a_running_contest().refused("director", c.StartTimer, **G),
    "timer_running": lambda: (
        on_stage().does("director", c.StartTimer, **G).refused("director", c.ClosePerformance, **G)
    ),
    "timer_not_running": lambda: on_stage().refused("director", c.StopTimer, **G),
    "later_act_depends": lambda: on_stage().marked("j1", "7", "11").refused("director", c.WithdrawCall, **G),
    "not_called": lambda: a_running_contest().refused("director", c.ClosePerformance, **G),
    "already_closed": lambda: late().refused("director", c.ClosePerformance, **G),
    "not_closed": lambda: on_stage().refused("head_judge", c.ReopenPerformance, **G, **WHY),
    "sheets_missing": lambda: on_stage().refused("director", c.ClosePerformance, **G),
    "points_missing": lambda: counting().refused("director", c.CloseRound, round="knowledge"),
    "seat_changed": lambda: (
        on_stage().does("j1@tablet", c.TakeSeat, device="tablet").refused("j1@phone", c.TakeSeat, device="phone")
    ),
    "judge_recused": lambda: sheet(on_stage().does("j1", c.RecuseJudge, entry="e1"), "7", "11"),
    "marking_not_open": lambda: sheet(a_running_contest(), "7", "11"),
    "not_judged": lambda: sheet(counting(), round="knowledge"),
    "not_counted": lambda: on_stage().refused("secretary", c.EnterCountedPoints, **G, points="5"),
    "stale_base": lambda: sheet(on_stage().marked("j1", "7", "11"), "8", "11", base=0),
    "mark_missing": lambda: sheet(on_stage(), "7"),
    "unknown_criterion": lambda: on_stage().refused(
        "j1", c.SubmitSheet, **G, base=0, marks={"content": "7", "form": "11", "costume": "1"}
    ),
    "not_a_number": lambda: sheet(on_stage(), "7", "mười"),
    "out_of_range": lambda: sheet(on_stage(), "8.5", "11"),
    "off_step": lambda: sheet(on_stage(), "7.3", "11"),
    "typist_missing": lambda: paper_refused(on_stage(), "7", "11", who=" "),
    "same_typist": lambda: paper_refused(typed("7", "11"), "7", "11", who="LAN"),
    "readings_differ": lambda: paper_refused(typed("7", "11"), "7.5", "11", who="Bình"),
    "paper_too_early": lambda: (
        a_running_contest()
        .round_open("skit")
        .called(round="skit")
        .refused(
            "secretary", c.TypePaperSheet, round="skit", entry="e1", judge="j1", base=0, typist="Lan", marks={}, **WHY
        )
    ),
    "paper_replaces_closed": lambda: paper_refused(on_stage().all_marked("7", "11").closed(), "6", "11", who="Lan"),
    "paper_total_differs": lambda: paper_refused(on_stage(), "7", "11", total="19"),
    "no_reading_waits": lambda: on_stage().refused("secretary", c.DiscardPaperReading, **G, judge="j1", **WHY),
    "late_not_waiting": lambda: late().refused("head_judge", c.AcceptLateSheet, late=1, **WHY),
    "not_recused": lambda: on_stage().refused("head_judge", c.WithdrawRecusal, judge="j1", entry="e1", **WHY),
    "points_not_positive": lambda: on_stage().refused("secretary", c.GivePenalty, **G, points="-1", **WHY),
    "unknown_line": lambda: on_stage().refused("secretary", c.WithdrawPenalty, penalty=1, **WHY),
    "absence_recorded": lambda: (
        a_running_contest()
        .does("secretary", c.RecordAbsence, **G, **WHY)
        .refused("secretary", c.RecordAbsence, **G, **WHY)
    ),
    "not_absent": lambda: on_stage().refused("secretary", c.WithdrawAbsence, **G, **WHY),
    "status_unchanged": lambda: on_stage().refused(
        "secretary", c.ChangeEntryStatus, entry="e1", status="competing", **WHY
    ),
    "unknown_choice": lambda: on_stage().refused("director", c.ChooseScene, scene="dance"),
    "not_tied": lambda: a_judged_contest().refused("head_judge", c.DecideTie, entries=("e1", "e2"), **WHY),
    "tie_not_decided": lambda: tied().refused("head_judge", c.WithdrawTieDecision, entries=("e1", "e2"), **WHY),
    "ties_unsettled": lambda: tied().refused("head_judge", c.DecideContest),
    "round_is_signed": lambda: (
        a_judged_contest()
        .does("head_judge", c.SignRound, round="greeting")
        .refused("organizer", c.AmendRulebook, rulebook=doubled(), **WHY)
    ),
    "rounds_open": lambda: on_stage().refused("head_judge", c.DecideContest),
    "publish_by_round": lambda: (
        a_running_contest(publish={"board": "after_round"})
        .judged("7", "11")
        .refused("director", c.PublishPerformance, **G)
    ),
    "publish_held": lambda: (
        a_running_contest(publish={"board": "held"}).judged("7", "11").refused("director", c.PublishPerformance, **G)
    ),
    "board_is_frozen": lambda: published().does("director", c.FreezeBoard).refused("director", c.FreezeBoard),
    "board_not_frozen": lambda: on_stage().refused("director", c.ThawBoard, **WHY),
    "already_published": lambda: published().refused("director", c.PublishPerformance, **G),
    "not_published": lambda: on_stage().refused("director", c.ChooseScene, scene="result", **G),
}
# Said by the scorekeeper, which alone knows earlier receipts; its own tests provoke them.
ELSEWHERE: dict[str, Refused] = {"command_id_reused": CommandIdReused("command-1")}


def test_every_refusal_has_a_story_that_provokes_it() -> None:
    assert set(PROVOKED) | set(ELSEWHERE) == set(refusal_kinds())


@pytest.mark.parametrize("code", [*PROVOKED, *ELSEWHERE])
def test_a_refusal_says_what_to_know_in_both_languages(code: str) -> None:
    refused = ELSEWHERE[code] if code in ELSEWHERE else PROVOKED[code]()
    assert refused.code == code
    for sentence in (refused.words.vi, refused.words.en):
        assert sentence.strip()
        assert not re.search(r"[{}]|Words\(|None|\('|\[", sentence), sentence
    assert refused.words.vi != refused.words.en
    assert json.loads(json.dumps(refused.details)) == refused.details


def test_codes_are_words_of_the_protocol() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in refusal_kinds())


def test_every_refusal_class_has_its_own_code() -> None:
    assert len(refusal_kinds()) == len(every_kind(Refused))


def every_kind(kind: type[Refused]) -> set[str]:
    return {name for sub in kind.__subclasses__() for name in {sub.__name__} | every_kind(sub)}


def test_points_carry_a_comma_in_vietnamese_and_a_point_in_english_and_in_details() -> None:
    refused = PROVOKED["off_step"]()
    assert "7,3" in refused.words.vi
    assert "0,5" in refused.words.vi
    assert "7.3" in refused.words.en
    assert refused.details["value"] == "7.3"


def test_braces_in_what_people_typed_stay_as_they_are() -> None:
    assert "{round}" in Malformed("name", "{round}").words.vi
    assert Malformed("name", Words("trống", "empty")).words == Words(
        "Yêu cầu không đúng dạng ở mục name: trống. Hãy tải lại trang rồi thử lại.",
        "The request is malformed at name: empty. Reload the page and try again.",
    )
