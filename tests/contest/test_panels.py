"""Who counts on a panel: conflicts of interest, third markings, quorum, and what is still open."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from contest_app.contest.record import PerformanceRecord, Record
from contest_app.contest.rulebook import RuleBook
from contest_app.contest.scoring import Figure, quorum_warning, score_performance, spread_warning
from contest_app.contest.standings import compute_standings, excluded_judges
from contest_app.contest.tiebreaks import TieContext, criterion_value
from tests.contest.scoring_builders import a_record, a_rulebook, marked


def figure(rulebook: RuleBook, performance: PerformanceRecord) -> Figure:
    return score_performance(rulebook, rulebook.rounds[0], performance)


def why(figure_: Figure) -> dict[str, str]:
    return {judge.judge: judge.why_dropped.en for judge in figure_.judges if judge.why_dropped is not None}


def test_who_stands_aside_is_not_missing_and_does_not_count() -> None:
    refuse = a_rulebook("skit", missing={"policy": "refuse"})
    recused = marked(10, 20, 90, recused=frozenset({"3", "4"}))
    assert figure(refuse, recused).value == 15
    assert why(figure(refuse, recused)) == dict.fromkeys("34", "Stands aside: conflict of interest")
    trimmed = a_rulebook("skit", aggregate={"method": "trimmed_mean", "fallback": {"below": 4}})
    four = marked(10, 20, 30, 90, recused=frozenset({"4"}))
    assert figure(trimmed, four).value == 20  # three are left: the plain mean


def test_who_stands_aside_once_counts_for_the_others() -> None:
    rulebook = a_rulebook("skit", missing={"policy": "drop_judge_for_round"})
    record = a_record({"A": {"skit": marked(10, 20)}, "B": {"skit": marked(10, recused=frozenset({"2"}))}})
    assert compute_standings(rulebook, record).row("A").total == 15


def test_a_sheet_is_only_missing_once_its_performance_is_closed() -> None:
    rulebook = a_rulebook("skit", missing={"policy": "drop_judge_for_round"})
    performances = {"A": {"skit": marked(10, 20)}, "B": {"skit": marked(10)}}
    closed = a_record(performances)
    marking = a_record(performances, still_open=frozenset({("skit", "B")}))
    assert excluded_judges(rulebook, rulebook.rounds[0], closed) == {"2"}
    assert excluded_judges(rulebook, rulebook.rounds[0], marking) == frozenset()
    before = compute_standings(rulebook, marking)
    assert before.row("A").total == 15
    assert compute_standings(rulebook, closed, before).row("A").total == 10


def test_dropping_a_judge_and_taking_the_drop_back_follows_each_sheet() -> None:
    rulebook = a_rulebook("skit", missing={"policy": "drop_judge_for_round"})
    record = a_record({"A": {"skit": marked(10, 20)}, "B": {"skit": marked(10, None)}, "C": {"skit": marked(1, 3)}})
    standings = compute_standings(rulebook, record)
    assert standings.row("C").total == 1
    for performance in (marked(10, 40), marked(10), marked(5, absent=True)):
        record = Record(record.entries, record.performances.set(("skit", "B"), performance))
        standings = compute_standings(rulebook, record, standings)
        assert standings == compute_standings(rulebook, record)
    assert standings.row("C").total == 2


def third(**more: Any) -> RuleBook:
    rule = {"from_percent": 20, "judge": "3"} | more
    return a_rulebook("dossier", deviation={"third_marking": rule})


def test_markers_too_far_apart_wait_for_a_third_marking() -> None:
    waiting = figure(third(), marked(60, 80))
    assert waiting.value is None
    assert waiting.problem is not None
    assert "20%" in waiting.problem.vi
    assert "judge 3" in waiting.problem.en
    assert figure(third(), marked(60, "79.5")).value == F("69.75")


def test_the_third_marking_becomes_the_official_one() -> None:
    official = figure(third(), marked(60, 80, 75))
    assert official.value == 75
    assert why(official) == dict.fromkeys("12", "Superseded by the third marking")
    unneeded = figure(third(), marked(60, 79, 10))
    assert unneeded.value == F("69.5")
    assert why(unneeded) == {"3": "The third marking was not needed"}


def test_or_it_is_averaged_with_the_marking_closest_to_it() -> None:
    assert figure(third(counts="closest"), marked(60, 80, 75)).value == F("77.5")
    assert figure(third(counts="closest"), marked(60, 80, 70)).value == 70  # as near to both


def test_a_third_marker_is_never_missing() -> None:
    rulebook = a_rulebook(
        "dossier", deviation={"third_marking": {"from_percent": 20, "judge": "3"}},
        missing={"policy": "drop_judge_for_round"},
    )  # fmt: skip
    record = a_record({"A": {"dossier": marked(60, 80, 75)}, "B": {"dossier": marked(60, 62)}})
    assert [row.total for row in compute_standings(rulebook, record).rows] == [75, 61]


def test_a_third_marking_counts_criterion_by_criterion_too() -> None:
    rulebook = a_rulebook(
        "dossier", criteria=("a", "b"), aggregate={"over": "criterion"}, ties=["criterion:dossier.a", "shared"],
        deviation={"third_marking": {"from_percent": 20, "judge": "3"}},
    )  # fmt: skip
    performance = marked({"a": 10, "b": 10}, {"a": 60, "b": 10}, {"a": 40, "b": 30})
    assert dict(figure(rulebook, performance).criteria) == {"a": 40, "b": 30}
    standings = compute_standings(rulebook, a_record({"A": {"dossier": performance}}))
    context = TieContext(rulebook, standings.record, standings.figures, {})
    assert criterion_value(context, rulebook.ties[0], "A") == 40


def test_fewer_judges_than_the_quorum_are_said_so_and_change_nothing() -> None:
    rulebook = a_rulebook("skit", panel={"judges": 3, "quorum": 2})
    one = figure(rulebook, marked(10, None))
    assert one.value == 10
    warning = quorum_warning(rulebook, one)
    assert warning is not None
    assert "1" in warning.vi
    assert quorum_warning(rulebook, figure(rulebook, marked(10, 12))) is None
    assert quorum_warning(a_rulebook("skit"), one) is None
    assert quorum_warning(rulebook, figure(rulebook, PerformanceRecord())) is None


@pytest.mark.parametrize("policy", ["present_only", "drop_judge_for_round", "refuse"])
def test_a_missing_mark_is_never_zero(policy: str) -> None:
    rulebook = a_rulebook("skit", missing={"policy": policy})
    row = compute_standings(rulebook, a_record({"A": {"skit": marked(8, None)}})).row("A")
    assert row.total == (None if policy == "refuse" else 8)


def test_only_the_panel_can_be_far_apart() -> None:
    rulebook = third()
    dossier = rulebook.rounds[0]
    assert spread_warning(rulebook, dossier, figure(rulebook, marked(60, 70, 10))) is None  # judge 3 was not needed
    plain = a_rulebook("dossier")
    assert spread_warning(plain, dossier, figure(plain, marked(60, 70, 10, recused=frozenset({"3"})))) is None
    assert spread_warning(plain, dossier, figure(plain, marked(60, 70, 10))) is not None
