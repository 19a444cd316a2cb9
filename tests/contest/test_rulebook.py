"""A rule book is read whole: templates, defaults, and every error at once with its place and its cure."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest_app.contest.rulebook import (
    TEMPLATES,
    RuleBookError,
    RuleBookInvalid,
    TieLink,
    parse_rulebook,
    template,
)
from contest_app.contest.rulebook_parse import PLAIN_LINKS, ROUND_LINKS
from contest_app.contest.rulebook_values import POINT_METHODS, RANK_METHODS
from contest_app.contest.scoring import METHODS, RANK_METHOD_BY_NAME
from contest_app.contest.tiebreaks import link_kinds

SMALL = {
    "format": "rulebook/1",
    "title": "Hội thi",
    "rounds": [{"id": "skit", "title": "Tiểu phẩm", "criteria": [{"id": "acting", "title": "Diễn xuất", "max": 10}]}],
}

TEMPLATE = {name: template(name) for name in TEMPLATES}


def errors_of(data: Any) -> dict[str, RuleBookError]:
    with pytest.raises(RuleBookInvalid) as caught:
        parse_rulebook(data)
    for error in caught.value.errors:
        assert error.words.vi
        assert error.words.en
    return {error.path: error for error in caught.value.errors}


def changed(change: Callable[[dict[str, Any]], object], base: str = "district") -> dict[str, Any]:
    data = copy.deepcopy(TEMPLATE[base])
    change(data)
    return data


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_valid_and_survives_json(name: str) -> None:
    rulebook = parse_rulebook(template(name))
    assert parse_rulebook(rulebook.data) == rulebook
    assert parse_rulebook(json.loads(json.dumps(rulebook.data))) == rulebook
    assert rulebook.note is not None
    assert "gợi ý" in rulebook.note


def test_unknown_template_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        template("../commune")


def test_only_format_title_and_rounds_are_required() -> None:
    rulebook = parse_rulebook(SMALL)
    assert rulebook.panel.judges is None
    assert rulebook.panel.quorum is None
    assert rulebook.round("skit").max == 10
    assert rulebook.round("skit").kind == "judged"
    assert rulebook.round("skit").marking == "at_call"
    assert rulebook.round("skit").criterion("acting").step is None
    assert rulebook.aggregate.method == "mean"
    assert rulebook.aggregate.over == "round_total"
    assert rulebook.combine.kind == "sum"
    assert rulebook.rounding == ()
    assert rulebook.missing.policy == "present_only"
    assert rulebook.ties == (TieLink("shared"),)
    assert rulebook.publish.board == "after_round"
    assert rulebook.publish.detail == "total"
    assert rulebook.correct_until == "closed"
    assert rulebook.deviation.warn_over_percent == 20
    assert set(errors_of({})) == {"format", "title", "rounds"}


def test_decimals_are_read_exactly_with_comma_or_point() -> None:
    data = changed(lambda d: d["rounds"][0].update(factor="1,1"))
    assert parse_rulebook(data).round("greeting").factor == F(11, 10)


def test_null_switches_the_deviation_warning_off() -> None:
    assert parse_rulebook(SMALL | {"deviation": {"warn_over_percent": None}}).deviation.warn_over_percent is None


def test_trimming_drops_one_and_one_unless_told() -> None:
    aggregate = parse_rulebook(SMALL | {"aggregate": {"method": "trimmed_mean"}}).aggregate
    assert (aggregate.drop_low, aggregate.drop_high) == (1, 1)


def test_sum_of_criteria_against_round_names_both_numbers() -> None:
    error = errors_of(changed(lambda d: d["rounds"][0].update(max=25)))["rounds[0].max"]
    assert "20" in error.words.vi
    assert "25" in error.words.vi


def test_criterion_factor_weighs_in_the_sum() -> None:
    data = changed(lambda d: d["rounds"][0]["criteria"][0].update(factor=2))
    assert "28" in errors_of(data)["rounds[0].max"].words.en


def set_path(data: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    target: Any = data
    for part in parents:
        target = target[part]
    target[last] = value


ONE_ERROR: list[tuple[str, Any, str, str]] = [
    # where, what is put there, the path of the error, a word of its cure
    ("titel", "x", "titel", "title"),
    ("rounds.0.criterias", [], "rounds[0].criterias", "criteria"),
    ("format", "rulebook/2", "format", "rulebook/1"),
    ("panel.quorum", 6, "panel.quorum", "5"),
    ("panel.judges", 0, "panel.judges", "1"),
    ("panel", [], "panel", "key: value"),
    ("rounds", {}, "rounds", "list"),
    ("rounds", [], "rounds", "one round"),
    ("rounds.1.id", "greeting", "rounds[1].id", "rounds[0].id"),
    ("rounds.0.id", "màn chào", "rounds[0].id", "màn chào"),
    ("rounds.0.kind", "quiz", "rounds[0].kind", "counted"),
    ("rounds.0.marking", "later", "rounds[0].marking", "at_call"),
    ("rounds.0.factor", 0, "rounds[0].factor", "greater than 0"),
    ("rounds.0.criteria.1.id", "content", "rounds[0].criteria[1].id", "criteria[0].id"),
    ("rounds.0.criteria.0.step", "0.3", "rounds[0].criteria[0].step", "0.3"),
    ("rounds.0.criteria.0.step", 0.5, "rounds[0].criteria[0].step", "quotes"),
    ("rounds.0.criteria.0.step", True, "rounds[0].criteria[0].step", "not a number"),
    ("rounds.0.criteria.0.max", "eight", "rounds[0].criteria[0].max", "eight"),
    ("rounds.0.criteria.0.max", None, "rounds[0].criteria[0].max", "maximum"),
    ("rounds.0.criteria.0.max", -8, "rounds[0].criteria[0].max", "greater than 0"),
    ("rounds.0.criteria.0.title", " ", "rounds[0].criteria[0].title", "empty"),
    ("rounds.2.criteria", [], "rounds[2].criteria", "criterion"),
    ("rounds.0.time.min_s", 400, "rounds[0].time.min_s", "300"),
    ("rounds.0.time.hard_stop_s", 200, "rounds[0].time.hard_stop_s", "200"),
    ("rounds.0.time.limit_s", None, "rounds[0].time.limit_s", "limit"),
    ("rounds.0.time.limit_s", "5:00", "rounds[0].time.limit_s", "5:00"),
    ("rounds.0.time.limit_s", "1.5", "rounds[0].time.limit_s", "whole"),
    ("rounds.0.time.short_points", 1, "rounds[0].time.min_s", "min_s"),
    ("rounds.0.time.penalty.mode", "tiers", "rounds[0].time.penalty.tiers", "tiers"),
    ("rounds.0.time.penalty", {"mode": "tiers", "tiers": [{"over_s": 9, "points": 1}, {"over_s": 3, "points": 2}]},
     "rounds[0].time.penalty.tiers", "rise"),
    ("aggregate.method", "avg", "aggregate.method", "mean"),
    ("aggregate.fallback.below", 2, "aggregate.fallback.below", "3"),
    ("aggregate", {"method": "mean", "drop_low": 1}, "aggregate.drop_low", "trimmed_mean"),
    ("aggregate", {"method": "trimmed_mean", "drop_low": 3, "drop_high": 2}, "aggregate.drop_low", "panel of 5"),
    ("aggregate.points", [12, 10], "aggregate.points", "rank_points"),
    ("combine", {"best": 9}, "combine.best", "4"),
    ("combine", {}, "combine.best", "required"),
    ("combine", "max", "combine", "sum"),
    ("rounding", {"mode": "half_up"}, "rounding.places", "decimals"),
    ("rounding.stage", "criterion", "rounding.stage", "over: criterion"),
    ("rounding.places", 9, "rounding.places", "6"),
    ("missing.policy", "zero", "missing.policy", "present_only"),
    ("ties.0", "round:skitt", "ties[0]", "skit"),
    ("ties.0", "rounds:skit", "ties[0]", "round:skit"),
    ("ties.0", "round", "ties[0]", "round:<round>"),
    ("ties.0", "lot:skit", "ties[0]", "lot"),
    ("ties.0", "criterion:skit.acted", "ties[0]", "acting"),
    ("ties.0", 5, "ties[0]", "settle"),
    ("ties.0", [], "ties[0]", "Text"),
    ("ties.0", "shared", "ties[0]", "last"),
    ("ties.1", "round:skit", "ties[1]", "already"),
    ("prizes.0.count", "rest", "prizes[0].count", "last"),
    ("prizes.0.count", 0, "prizes[0].count", "1"),
    ("prizes.1.title", "Nhất", "prizes[1].title", "prizes[0].title"),
    ("special_prizes.0.by", "round:dance", "special_prizes[0].by", "dance"),
    ("special_prizes.0.by", "lot", "special_prizes[0].by", "organizer"),
    ("publish.freeze_before", "skits", "publish.freeze_before", "skit"),
    ("publish.ceremony.0", "Tư", "publish.ceremony[0]", "Khuyến khích"),
    ("publish.board", "always", "publish.board", "held"),
    ("deviation.warn_over_percent", 120, "deviation.warn_over_percent", "100"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "value", "path", "word"), ONE_ERROR, ids=[f"{e[0]}={e[1]}" for e in ONE_ERROR])
def test_error_has_its_path_and_its_cure(where: str, value: Any, path: str, word: str) -> None:
    errors = errors_of(changed(lambda data: set_path(data, where, value)))
    assert word in errors[path].words.en


def test_all_errors_come_at_once() -> None:
    def break_much(data: dict[str, Any]) -> None:
        for where, value, _, _ in (ONE_ERROR[0], ONE_ERROR[3], ONE_ERROR[14]):
            set_path(data, where, value)

    assert set(errors_of(changed(break_much))) >= {"titel", "panel.quorum", "rounds[0].criteria[0].step"}


@pytest.mark.parametrize("data", [None, 5, "x", [], {"rounds": [None, 3, []]}, {"rounds": {"a": 1}}, {"ties": {}}])
def test_nonsense_is_refused_in_words(data: Any) -> None:
    assert errors_of(data)


def test_endless_nesting_is_refused_in_words() -> None:
    deep: Any = {}
    for _ in range(500):
        deep = {"rounds": [deep]}
    assert errors_of(deep)


def test_titles_are_kept_in_composed_form() -> None:
    rulebook = parse_rulebook(SMALL | {"title": "Ho\u0323\u0302i thi"})
    assert rulebook.title == "H\u1ed9i thi"


def test_every_method_and_tie_link_that_may_be_written_can_be_computed() -> None:
    assert set(METHODS) == set(POINT_METHODS)
    assert set(RANK_METHOD_BY_NAME) == set(RANK_METHODS)
    assert set(link_kinds()) == {*PLAIN_LINKS, *ROUND_LINKS}


def test_a_mark_is_accepted_in_range_and_on_its_step_only() -> None:
    criterion = parse_rulebook(template("district")).round("greeting").criterion("content")
    assert criterion.accepts(F(8))
    assert criterion.accepts(F(0))
    assert not any(criterion.accepts(F(mark)) for mark in ("8.5", "-0.5", "7.25"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["8,5", "rest"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def paths_of(value: Any, path: str = "") -> list[str]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path] if path else []
    for key, item in items:
        found += paths_of(item, f"{path}.{key}" if path else str(key))
    return found


# every key there is, in rule books that are valid
SKIT = TEMPLATE["district"]["rounds"][3]
PLACES = {"method": "rank_points", "points": [5, 3, 1], "judge_ties": ["content"], "over": "round_total"}
TEMPLATE["places"] = TEMPLATE["district"] | {
    "rounds": [*TEMPLATE["district"]["rounds"][:3], SKIT | {"aggregate": PLACES}],
}
TEMPLATE["full"] = TEMPLATE["district"] | {
    "stages": [{"id": "first", "title": "Sơ khảo", "rounds": ["greeting", "knowledge"],
                "advance": {"first": 2, "of": "group"}},
               {"id": "final", "title": "Chung khảo", "rounds": ["situation", "skit"], "marks": "carried"}],
    "groups": [{"id": "A", "title": "Bảng A", "entries": ["1", "2"]}],
    "prizes": [{"title": "Nhất", "count": 1, "from": 80, "group": "A"}, {"title": "Ba", "count": "rest"}],
    "prizes_per": "group", "shared_prizes": "extend", "publish": {"board": "held"},
    "deviation": {"third_marking": {"from_percent": 20, "judge": "9", "counts": "closest"}},
}  # fmt: skip


def test_places_stages_groups_and_third_markings_can_be_written() -> None:
    places, full = parse_rulebook(TEMPLATE["places"]), parse_rulebook(TEMPLATE["full"])
    assert places.aggregate_of(places.round("skit")).judge_ties == ("content",)
    assert [stage.carry for stage in full.stages] == [False, True]
    assert full.stages[0].advance is not None
    assert (full.stages[0].advance.first, full.stages[0].advance.of) == (2, "group")
    assert (full.prizes_per, full.shared_prizes, full.prizes[0].least, full.prizes[0].group) == (
        "group", "extend", 80, "A",
    )  # fmt: skip
    assert full.deviation.warn_over_percent == 20
    assert full.deviation.third_marking is not None
    assert full.deviation.third_marking.counts == "closest"


PATHS = [(base, path) for base in ("district", "full", "places") for path in paths_of(TEMPLATE[base])]


@settings(max_examples=500)
@given(st.sampled_from(PATHS), JSON)
def test_whatever_stands_somewhere_is_read_or_refused_in_words(where: tuple[str, str], value: Any) -> None:
    base, path = where
    data = changed(lambda written: set_path(written, path, value), base)
    try:
        rulebook = parse_rulebook(data)
    except RuleBookInvalid:
        errors_of(data)
    else:
        assert parse_rulebook(json.loads(json.dumps(rulebook.data))) == rulebook
