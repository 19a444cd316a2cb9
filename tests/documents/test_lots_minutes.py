"""Biên bản bốc thăm: how each order was drawn, what proves it, and what happened on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.state import State
from contest_app.documents.catalog import shelves
from contest_app.documents.comparison import Past, judge_paper
from contest_app.documents.lots_minutes import LotsMinutes, make_lots_minutes
from contest_app.documents.paper_words import default_words
from contest_app.documents.source import OFFICIAL, PROVISIONAL, REHEARSAL, Source, worth_of_lots
from tests.building import SECRET, Story, a_contest, a_rulebook

OTHER = "a7" * 16
HASH = "ab" * 32


def four() -> Story:
    return a_contest().with_judges(2).with_entries("Hương Sơn", "Đào Xá", "Úc Kỳ", "Nga My")


def drawn(*rounds: str) -> Story:
    return four().sealed(*rounds).drawn("hoa sen").opened()


def minutes(story: Story, form: str = "state") -> LotsMinutes:
    return make_lots_minutes(story.state, default_words(story.state), form)


def test_rounds_with_one_draw_share_a_table_and_its_codes() -> None:
    story = drawn("greeting", "skit")
    said = minutes(story)
    (order,) = said.orders
    assert order.rounds == ("Màn chào hỏi", "Tiểu phẩm")
    assert [one.entry.id for one in order.turns] == list(story.state.order_of("greeting"))
    codes = dict(order.codes)
    assert codes["Mã bí mật"].replace(" ", "") == SECRET
    assert codes["Từ đã đọc"] == "“hoa sen”"
    assert codes["Máy tính lại khi in"] == "khớp"
    assert said.without == "Kiến thức"
    assert said.how_drawn


def test_lots_on_paper_name_who_drew_and_carry_no_codes() -> None:
    story = four().does(
        "secretary", c.SetRunningOrder, round="skit", order=("e4", "e3", "e2", "e1"), how="paper", drawn_by="Bà Lan"
    )
    story.does("secretary", c.SetRunningOrder, round="greeting", order=("e1", "e2", "e3", "e4"))
    listed, paper = minutes(story).orders
    assert "người bốc thăm, chứng kiến: Bà Lan" in paper.how
    assert (paper.codes, paper.wants_signatures) == ((), True)
    assert "không bốc thăm" in listed.how
    assert not listed.wants_signatures
    assert minutes(story).how_drawn == ()


def test_what_was_broken_off_repeated_or_replaced_is_told_with_its_reason() -> None:
    story = four().sealed("greeting").drawn("8")
    story.does("secretary", c.CancelDraw, draw=story.last_draw, reason="đọc nhầm từ")
    story.sealed("greeting", secret=OTHER).drawn("9", secret=OTHER).opened()
    story.sealed("greeting", secret="0" * 32, reason="đội đến muộn")
    story.does("secretary", c.CancelDraw, draw=story.last_draw, reason="thôi")
    by_hand = {"round": "greeting", "order": ("e1", "e2", "e3", "e4"), "how": "paper"}
    story.does("secretary", c.SetRunningOrder, **by_hand, reason="bốc lại bằng phiếu")
    told = minutes(story).incidents
    for reason in ("“8”", "đọc nhầm từ", "đội đến muộn", "thôi", "bốc lại bằng phiếu"):
        assert any(reason in line for line in told), reason


def test_a_draw_that_does_not_agree_says_so_on_paper() -> None:
    story = drawn("greeting")
    draw = story.state.draws[story.last_draw]
    changed = replace(draw, order=(draw.order[1], draw.order[0], *draw.order[2:]))
    state: State = replace(story.state, draws=story.state.draws.set(draw.draw, changed))
    (order,) = make_lots_minutes(state, default_words(state), "state").orders
    assert dict(order.codes)["Máy tính lại khi in"] == "KHÔNG KHỚP"


def test_who_withdrew_is_marked_and_who_was_disqualified_unseen_is_not() -> None:
    story = drawn("greeting").does("secretary", c.ChangeEntryStatus, entry="e2", status="withdrawn", reason="ốm")
    story.does("secretary", c.ChangeEntryStatus, entry="e3", status="disqualified", reason="gian lận")
    turns = {one.entry.id: one.status for one in minutes(story).orders[0].turns}
    assert turns == {"e1": "", "e2": "đã rút", "e3": "", "e4": ""}


@pytest.mark.parametrize(("form", "number"), [("state", "Số: ……/BB-BTC"), ("party", "Số ……-BB/BTC")])
def test_the_number_is_written_in_either_form(form: str, number: str) -> None:
    story = drawn("greeting").does(
        "secretary", c.DescribeContest, organizing_committee=("Trần Văn Minh – Phó Bí thư – Trưởng Ban",)
    )
    said = minutes(story, form)
    assert said.number == number
    assert said.chair == "Trần Văn Minh"
    assert said.place_and_date.endswith("ngày 15 tháng 11 năm 2023")
    assert said.began == "5 giờ 13"


def test_the_paper_waits_for_an_order_and_is_official_when_no_draw_is_under_way() -> None:
    story = four()
    (paper,) = shelves(story.state, story.snapshot.standings)[0].papers
    assert (paper.kind, paper.missing is None) == ("lots", False)
    story.sealed("greeting").drawn("8")
    assert worth_of_lots(story.state) == PROVISIONAL
    assert worth_of_lots(story.opened().state) == OFFICIAL
    (paper,) = shelves(story.state, story.snapshot.standings)[0].papers
    assert paper.missing is None
    rehearsal = Story().does("organizer", c.CreateContest, contest="r", rulebook=a_rulebook(), rehearsal_of="demo")
    assert worth_of_lots(rehearsal.state) == REHEARSAL


def test_a_printed_order_no_longer_agrees_once_the_order_changes() -> None:
    story = drawn("greeting")
    then, paper = story.snapshot, Source(story.seq, HASH[:16])
    past = Past(HASH, then)
    story.does("secretary", c.SetRunningOrder, round="skit", order=("e4", "e3", "e2", "e1"))
    assert judge_paper(paper, past, story.snapshot).agrees, "an order that was not on the paper changes nothing on it"
    order = tuple(reversed(story.state.order_of("greeting")))
    story.does("secretary", c.SetRunningOrder, round="greeting", order=order, reason="bốc lại")
    verdict = judge_paper(paper, past, story.snapshot)
    assert (verdict.agrees, verdict.is_genuine, len(verdict.changes)) == (False, True, 4)
    assert verdict.changes[0].what.vi == "“Màn chào hỏi”, lượt thi"
    assert isinstance(story.events[-1][0], e.RunningOrderSet)
