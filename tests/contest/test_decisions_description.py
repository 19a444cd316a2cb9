"""General information: it may change at any time and moves no figure; title and level are the rule book's."""

from __future__ import annotations

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.about import About
from tests.building import a_contest, a_judged_contest, a_rulebook, a_running_contest

BODY = "Đảng ủy xã Hương Sơn"


def test_a_contest_is_described_whole_and_without_blank_lines() -> None:
    story = a_contest().does("secretary", c.DescribeContest, place=" Nhà văn hóa ", body=BODY, grounds=("a", " ", "b "))
    assert (story.state.place, story.state.about) == ("Nhà văn hóa", About(body=BODY, grounds=("a", "b")))
    story.does("secretary", c.DescribeContest, held_on="2026-10-12")
    assert (story.state.place, story.state.held_on, story.state.about) == ("", "2026-10-12", About())


def test_it_may_change_after_the_results_are_announced_and_moves_no_figure() -> None:
    story = a_judged_contest().decided().announced()
    before = story.snapshot
    story.does("secretary", c.DescribeContest, place="Hội trường B", secretariat=("Vũ Thị Lan",))
    assert story.state.phase == "announced"
    assert story.snapshot.standings.rows == before.standings.rows
    assert story.state.public == before.state.public


def test_a_new_contest_may_be_born_described() -> None:
    fields = {"contest": "x", "rulebook": a_rulebook(), "about": About(body=BODY)}
    created, described = a_contest().asks("organizer", c.CreateContest, **fields), None
    assert isinstance(created, r.ContestExists)
    from contest_app.contest.decisions import decide
    from tests.building import actor

    decision = decide(None, c.CreateContest("1", place="Nhà văn hóa", **fields), actor("organizer"), 0)
    assert not isinstance(decision, r.Refused)
    described = decision[1]
    assert isinstance(described, e.ContestDescribed)
    assert (described.place, described.body) == ("Nhà văn hóa", BODY)


def test_a_new_title_is_the_rule_books_and_stored_with_it() -> None:
    story = a_contest().does("organizer", c.DescribeContest, title="Hội thi mới", level="district")
    assert (story.state.title, story.state.rulebook.title, story.state.rulebook.level) == (
        "Hội thi mới",
        "Hội thi mới",
        "district",
    )
    assert [type(event) for event, _ in story.events[-2:]] == [e.RuleBookSet, e.ContestDescribed]


def test_who_may_not_set_the_rule_book_renames_nothing() -> None:
    refused = a_contest().refused("secretary", c.DescribeContest, title="Tên khác")
    assert isinstance(refused, r.NotAllowed)


def test_the_start_pins_title_and_level_and_nothing_else() -> None:
    story = a_running_contest()
    assert isinstance(story.refused("organizer", c.DescribeContest, title="Tên khác"), r.RulebookPinned)
    assert isinstance(story.refused("organizer", c.DescribeContest, level="province"), r.RulebookPinned)
    story.does("organizer", c.DescribeContest, title=story.state.title, place="Sân vận động")
    assert story.state.place == "Sân vận động"


def test_nonsense_is_refused() -> None:
    story = a_contest()
    for fields in (
        {"held_on": "12/10/2026"},
        {"held_on": "2026-02-30"},
        {"place": "x" * 201},
        {"body": "x" * 301},
        {"grounds": ("x" * 301,)},
        {"mcs": ("x",) * 41},
    ):
        assert isinstance(story.refused("secretary", c.DescribeContest, **fields), r.Malformed), fields
    assert isinstance(story.refused("secretary", c.DescribeContest, form="royal"), r.UnknownChoice)


def test_the_secretary_who_signs_is_the_first_of_the_secretariat() -> None:
    assert About(secretariat=("Vũ Thị Lan – chuyên viên", "Đỗ Thị Thu")).secretary == "Vũ Thị Lan"
    assert About(secretariat=("Vũ Thị Lan, chuyên viên",)).secretary == "Vũ Thị Lan"
    assert About().secretary == ""
