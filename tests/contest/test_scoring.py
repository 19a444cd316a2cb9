"""One performance: which marks count, in which order the figure is made, and that it can say how."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutables import Map

from contest_app.contest.explain import explain_figure
from contest_app.contest.record import PerformanceRecord
from contest_app.contest.rulebook import parse_rulebook, template
from contest_app.contest.scoring import Figure, propose_time_penalty, score_performance, spread_warning
from contest_app.contest.scoring.combined import Mark
from contest_app.contest.scoring.trimming import trim
from tests.contest.scoring_builders import a_rulebook, marked, off, sheets

TRIMMED = {"method": "trimmed_mean", "drop_low": 1, "drop_high": 1}


def figure_of(performance: PerformanceRecord, criteria: tuple[str, ...] = ("all",), **more: Any) -> Figure:
    rulebook = a_rulebook("skit", criteria=criteria, **more)
    return score_performance(rulebook, rulebook.round("skit"), performance)


@pytest.mark.parametrize(
    ("aggregate", "value"),
    [
        ({"method": "mean"}, F(81, 5)),
        ({"method": "sum"}, F(81)),
        ({"method": "median"}, F(16)),
        (TRIMMED, F(48, 3)),
        ({"method": "trimmed_mean", "drop_low": 0, "drop_high": 2}, F(15)),
        ({"method": "trimmed_sum", "drop_low": 1, "drop_high": 1}, F(48)),
    ],
)
def test_method(aggregate: dict[str, Any], value: F) -> None:
    assert figure_of(marked(14, 19, 15, 16, 17), aggregate=aggregate).value == value


def test_median_of_an_even_panel_is_the_mean_of_the_middle_two() -> None:
    assert figure_of(marked(10, 40, 20, 30), aggregate={"method": "median"}).value == 25


def test_of_equal_marks_the_lowest_judge_is_dropped() -> None:
    performance = PerformanceRecord(sheets=sheets({"10": 8, "9": 8, "2": 8, "1": 5}))
    judges = {judge.judge: judge for judge in figure_of(performance, aggregate=TRIMMED).judges}
    assert list(judges) == ["1", "2", "9", "10"]
    assert [judge for judge in judges if not judges[judge].used] == ["1", "2"]
    assert judges["1"].why_dropped is not None
    assert "thấp nhất" in judges["1"].why_dropped.vi
    assert judges["2"].why_dropped is not None
    assert "cao nhất" in judges["2"].why_dropped.vi


def test_the_order_of_judges_settles_who_loses_an_equal_mark_whatever_order_they_come_in() -> None:
    marks = [Mark(judge, F(7)) for judge in ("12", "3", "1", "Lan", "2")]
    trimmed = trim(marks, 2, 1)
    assert trimmed is not None
    assert trimmed[1] == {"1": "lowest", "2": "lowest", "3": "highest"}
    assert [mark.judge for mark in trimmed[0]] == ["12", "Lan"]


def test_trimming_each_criterion_names_the_dropped_marks() -> None:
    performance = marked({"a": 9, "b": 5}, {"a": 8, "b": 9}, {"a": 7, "b": 8})
    figure = figure_of(performance, criteria=("a", "b"), aggregate=TRIMMED | {"over": "criterion"})
    assert figure.value == 16
    assert dict(figure.criteria) == {"a": F(8), "b": F(8)}
    assert [judge.dropped_criteria for judge in figure.judges] == [("a", "b"), ("b",), ("a",)]


def test_fallback_holds_below_n_judges() -> None:
    aggregate = TRIMMED | {"fallback": {"below": 5, "method": "mean"}}
    four, five = marked(10, 20, 30, 50), marked(10, 20, 30, 50, 50)
    assert figure_of(four, aggregate=aggregate).value == F(110, 4)
    assert figure_of(four, aggregate=aggregate).method == "mean"
    assert figure_of(five, aggregate=aggregate).value == F(100, 3)


def test_too_few_marks_to_drop_give_no_score_and_say_so() -> None:
    figure = figure_of(marked(10, 20), aggregate=TRIMMED)
    assert figure.value is None
    assert figure.problem is not None
    assert "2" in figure.problem.vi


def test_order_of_operations() -> None:
    """(panel x multiplier + counted) x factor + bonus - penalty, then the floor, then rounding."""
    rulebook = parse_rulebook({
        "format": "rulebook/1", "title": "t", "rounding": {"places": 1, "stage": "round"},
        "rounds": [{"id": "r", "title": "R", "factor": 2, "criteria": [{"id": "all", "title": "A", "max": 100}]}],
    })  # fmt: skip
    performance = marked(
        "10.01", "10.02", multiplier=F(3), counted=Map({"quiz": F(4)}), bonus=off("0.5"), penalty=off("1.25")
    )
    figure = score_performance(rulebook, rulebook.round("r"), performance)
    assert figure.exact == (F("10.015") * 3 + 4) * 2 + F("0.5") - F("1.25")
    assert figure.value == F("67.3")
    assert figure.penalty_points == F("1.25")


def test_floor_comes_after_the_penalty() -> None:
    rulebook = parse_rulebook({
        "format": "rulebook/1", "title": "t",
        "rounds": [{"id": "r", "title": "R", "floor": 0, "criteria": [{"id": "all", "title": "A", "max": 100}]}],
    })  # fmt: skip
    assert score_performance(rulebook, rulebook.round("r"), marked(2, penalty=off(5))).value == 0


def test_criterion_factor_weighs_the_mark() -> None:
    rulebook = parse_rulebook({
        "format": "rulebook/1", "title": "t", "aggregate": {"over": "criterion"},
        "rounding": [{"places": 0, "stage": "criterion"}, {"places": 0, "stage": "weighted_criterion"}],
        "rounds": [{"id": "r", "title": "R", "criteria": [{"id": "a", "title": "A", "max": 10, "factor": "1.5"}]}],
    })  # fmt: skip
    # mean 6.5 -> 7 at stage criterion, 7 x 1.5 = 10.5 -> 11 at stage weighted_criterion
    assert score_performance(rulebook, rulebook.round("r"), marked({"a": 6}, {"a": 7})).value == 11


def test_sheet_rounding_comes_before_the_panel() -> None:
    rounding = {"step": "0.5", "stage": "sheet"}
    assert figure_of(marked("7.25", "7.25"), rounding=rounding).value == F("7.5")


def test_a_missing_mark_is_never_zero() -> None:
    performance = marked({"a": 8, "b": 8}, {"a": 9, "b": None})
    figure = figure_of(performance, criteria=("a", "b"))
    assert figure.value == 16
    assert [(judge.total, judge.used) for judge in figure.judges] == [(16, True), (None, False)]
    by_criterion = figure_of(performance, criteria=("a", "b"), aggregate={"method": "mean", "over": "criterion"})
    assert by_criterion.value == F(17, 2) + 8
    assert figure_of(marked(None, None)).value is None
    assert figure_of(PerformanceRecord()).value is None


def test_a_given_zero_is_a_mark() -> None:
    assert figure_of(marked(0, 10)).value == 5


def test_refuse_gives_no_score_while_a_mark_is_missing() -> None:
    refuse = {"missing": {"policy": "refuse"}}
    figure = figure_of(marked(8, None), **refuse)
    assert figure.value is None
    assert figure.problem is not None
    assert "2" in figure.problem.vi
    assert figure_of(marked(8, 9, absent_judges=frozenset({"3"})), **refuse).value is None
    assert figure_of(marked(8, 9), **refuse).value == F(17, 2)


def test_an_absent_judge_counts_nothing_and_is_shown() -> None:
    figure = figure_of(marked(8, 10, absent_judges=frozenset({"2", "3"})))
    assert figure.value == 8
    assert [(judge.judge, judge.used) for judge in figure.judges] == [("1", True), ("2", False), ("3", False)]


def test_an_absent_entry_has_no_score() -> None:
    assert figure_of(marked(8, absent=True)).value is None


def test_counted_round_without_its_points_has_no_score() -> None:
    rulebook = parse_rulebook(template("district"))
    quiz = rulebook.round("knowledge")
    assert score_performance(rulebook, quiz, PerformanceRecord()).value is None
    assert score_performance(rulebook, quiz, PerformanceRecord(counted=Map({"": F(0)}))).value == 0
    parts = PerformanceRecord(counted=Map({"quiz": F(10), "buzzer": F(6)}))
    assert score_performance(rulebook, quiz, parts).value == 16


marks = st.lists(st.integers(0, 200).map(lambda half: F(half, 2)), min_size=3, max_size=7)


@given(marks, st.integers(0, 20).map(F), st.sampled_from(["mean", "sum", "median", "trimmed_mean", "trimmed_sum"]))
def test_the_trace_ends_in_the_figure_it_explains(values: list[F], penalty: F, method: str) -> None:
    rounding = {"places": 1, "stage": "round"}
    figure = figure_of(marked(*values, penalty=off(penalty)), aggregate={"method": method}, rounding=rounding)
    assert figure.trace[-1].value == figure.value
    assert figure.panel in [step.value for step in figure.trace]
    assert len(explain_figure(figure)) == len(figure.trace) + sum(not judge.used for judge in figure.judges)


@given(marks, st.data())
def test_a_judges_name_changes_nothing(values: list[F], data: st.DataObject) -> None:
    names = data.draw(st.permutations([f"J{n}" for n in range(len(values))]))
    one = PerformanceRecord(sheets=sheets(dict(zip(names, values, strict=True))))
    assert figure_of(one, aggregate=TRIMMED).value == figure_of(marked(*values), aggregate=TRIMMED).value


def test_words_use_a_comma_in_vietnamese_and_a_point_in_english() -> None:
    (sheet, _mean) = explain_figure(figure_of(marked("8.5")))
    assert sheet.vi == "Phiếu của giám khảo 1: 8,5"
    assert sheet.en == "Sheet of judge 1: 8.5"


@pytest.mark.parametrize(
    ("seconds", "points"),
    [(300, 0), (315, 0), (479, 3), (480, 3), (316, 1), (375, 1), (376, 2), (435, 2), (436, 3), (900, 3), ("315.2", 1)],
)
def test_district_penalty_counts_started_minutes_after_the_grace(seconds: Any, points: int) -> None:
    time = parse_rulebook(template("district")).round("greeting").time
    assert time is not None
    proposal = propose_time_penalty(time, F(str(seconds)))
    assert proposal.points == points
    assert proposal.hard_stop == (F(str(seconds)) >= 480)
    assert proposal.words.vi
    assert proposal.words.en


@pytest.mark.parametrize(
    ("seconds", "points"),
    [(599, 2), (600, 0), (1080, 0), (1109, 0), (1110, 1), (1139, 1), (1140, 2), (1200, 4), (1320, 4)],
)
def test_province_skit_has_tiers_and_a_minimum(seconds: int, points: int) -> None:
    time = parse_rulebook(template("province")).round("skit").time
    assert time is not None
    assert propose_time_penalty(time, F(seconds)).points == points


def test_the_proposal_says_what_the_clock_said() -> None:
    time = parse_rulebook(template("commune")).round("greeting").time
    assert time is not None
    words = propose_time_penalty(time, F(425)).words
    assert "2:05" in words.vi
    assert "7:05" in words.vi
    assert "5:00" in words.en
    assert "2 points" in words.en


def test_judges_far_apart_are_reported_and_nothing_is_changed() -> None:
    rulebook = a_rulebook("skit", deviation={"warn_over_percent": 20})
    skit = rulebook.round("skit")
    assert spread_warning(rulebook, skit, score_performance(rulebook, skit, marked(60, 80))) is None
    wide = score_performance(rulebook, skit, marked(60, "80.5"))
    warning = spread_warning(rulebook, skit, wide)
    assert warning is not None
    assert "20,5" in warning.vi
    assert wide.value == F("70.25")
