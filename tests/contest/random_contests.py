"""Random rule books and records for property tests: every method, and whatever a jury's evening may hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

from hypothesis import strategies as st
from immutables import Map

from contest_app.contest.record import EntryRecord, Line, PerformanceRecord, Record, Sheet
from contest_app.contest.rulebook import RuleBook, parse_rulebook
from contest_app.contest.rulebook_values import LOWER_METHODS
from contest_app.contest.tracked import TrackedMap

JUDGES = ("1", "2", "3", "4")
CRITERIA = ("a", "b")
ROUNDS = ("one", "two", "three")
ENTRIES = ("E1", "E2", "E3", "E4", "E5", "E10")

POINT_AGGREGATES: list[dict[str, Any]] = [
    {"method": "mean"},
    {"method": "sum"},
    {"method": "median", "over": "criterion"},
    {"method": "trimmed_mean", "fallback": {"below": 3, "method": "mean"}},
    {"method": "trimmed_sum", "drop_low": 0, "over": "criterion"},
]
HIGHER: list[dict[str, Any]] = [{"method": "pairwise"}, {"method": "rank_points", "points": [5, 3, 1]}]
LOWER: list[dict[str, Any]] = [
    {"method": "placement_sum", "over": "criterion"},
    {"method": "majority"},
    {"method": "majority", "judge_ties": ["a"]},
]
LINKS = (
    "round:one", "criterion:two.a", "fewest_penalty_points", "elapsed:one", "judges_preferring", "judges_giving:two",
    "count_back:one", "head_judge_mark", "running_order", "lot", "decision",
)  # fmt: skip


@st.composite
def rulebooks(draw: st.DrawFn, monotone: bool = False) -> RuleBook:
    """A valid rule book of three rounds with two criteria each."""
    last = not monotone and draw(st.integers(0, 3)) == 0
    lower = draw(st.booleans())
    usual = LOWER[:1] if lower and monotone else LOWER if lower else [*POINT_AGGREGATES, *HIGHER]
    choices = [*POINT_AGGREGATES, *HIGHER, *LOWER] if last else usual
    aggregates = [draw(st.sampled_from(choices)) for _ in ROUNDS]
    by_places = any(a["method"] in ("pairwise", "rank_points") for a in aggregates)
    # the skating system knows no weights
    weight = 1 if any(a["method"] == "majority" for a in aggregates) else draw(st.sampled_from([1, 2]))
    criteria = [{"id": name, "title": name, "max": 10, "factor": weight} for name in CRITERIA]
    rounds: list[dict[str, Any]] = [
        {
            "id": name,
            "title": name,
            "criteria": criteria,
            "aggregate": aggregate,
            "factor": draw(st.sampled_from([1, 2])),
        }
        for name, aggregate in zip(ROUNDS, aggregates, strict=True)
    ]
    if not lower and draw(st.booleans()):
        rounds[2] = {"id": "three", "title": "three", "kind": "counted"}
    book: dict[str, Any] = {"format": "rulebook/1", "title": "Hội thi", "rounds": rounds}
    if last:
        book["combine"] = "last"
    elif draw(st.integers(0, 2)) == 0:
        book["combine"] = {"best": draw(st.integers(1, 3))}
    elif not monotone and draw(st.integers(0, 2)) == 0:
        stages = [{"id": "first", "title": "Sơ khảo", "rounds": ["one"],
                   "advance": {"first": 2, "of": draw(st.sampled_from(["all", "group"]))}},
                  {"id": "final", "title": "Chung khảo", "rounds": ["two", "three"],
                   "marks": draw(st.sampled_from(["fresh", "carried"]))}]  # fmt: skip
        book |= {"stages": stages, "groups": [{"id": "A", "title": "A", "entries": ["E1", "E2", "E3"]}]}
    if not (by_places or last or monotone) and not lower and draw(st.integers(0, 2)) == 0:
        book["order"] = "ascending"
    if draw(st.booleans()):
        book["rounding"] = {"places": 1, "stage": draw(st.sampled_from(["round", "total"]))}
    if not monotone:
        book |= draw(_extras(rounds))
    return parse_rulebook(book)


@st.composite
def _extras(draw: st.DrawFn, rounds: list[dict[str, Any]]) -> dict[str, Any]:
    no_criteria = {r["id"] for r in rounds if r.get("aggregate", {}).get("over") != "criterion" and r["id"] == "two"
                   and r["aggregate"]["method"] in ("pairwise", "rank_points", *LOWER_METHODS)}  # fmt: skip
    links = [link for link in LINKS if not (link.startswith("criterion") and no_criteria)]
    chain = draw(st.lists(st.sampled_from(links), unique=True, max_size=4))
    extras: dict[str, Any] = {
        "ties": [*chain, *draw(st.sampled_from([[], ["shared"]]))],
        "missing": {"policy": draw(st.sampled_from(["present_only", "drop_judge_for_round", "refuse"]))},
        "floor": draw(st.sampled_from([None, 0, 12])),
        "shared_prizes": draw(st.sampled_from(["drop_next", "extend"])),
        "prizes": [{"title": "Nhất", "count": 1, "from": draw(st.sampled_from([None, 8]))},
                   {"title": "Nhì", "count": 2}, {"title": "Ba", "count": "rest"}],
    }  # fmt: skip
    if all(r.get("aggregate", {"method": "mean"})["method"] in ("mean", "sum", "median") for r in rounds):
        extras["deviation"] = {"third_marking": {"from_percent": 30, "judge": "4"}}
    return extras


marks = st.integers(0, 20).map(lambda half: F(half, 2))
lines = st.sampled_from([(), (), (), (Line(F(1), "Quá giờ", "1"),), (Line(F("0.5"), "", "2"), Line(F(2), "", "3"))])


@st.composite
def performances(draw: st.DrawFn, complete: bool = False) -> PerformanceRecord:
    """One performance; complete ones have every mark of every judge and nothing out of the ordinary."""
    mark = marks if complete else st.one_of(marks, marks, marks, marks, st.none())
    judges = JUDGES if complete else draw(st.sampled_from([JUDGES, JUDGES, JUDGES[:3], ()]))
    sheets = {judge: Sheet(judge, {name: draw(mark) for name in CRITERIA}) for judge in judges}
    counted = Map({"": draw(marks)})
    if complete:
        return PerformanceRecord(sheets=Map(sheets), counted=counted)
    rarely = st.integers(0, 9).map(lambda n: n == 0)
    return PerformanceRecord(
        sheets=Map(sheets),
        counted=counted if draw(st.booleans()) else Map(),
        bonus=draw(lines),
        penalty=draw(lines),
        elapsed_s=draw(st.sampled_from([None, F(60), F(61)])),
        multiplier=draw(st.sampled_from([F(1), F(1), F("1.5")])),
        absent=draw(rarely),
        absent_judges=frozenset({"2"}) if draw(rarely) else frozenset(),
        recused=frozenset({"3"}) if draw(rarely) else frozenset(),
    )


@st.composite
def records(draw: st.DrawFn, complete: bool = False) -> Record:
    """A contest with two to six entries."""
    names = ENTRIES[: draw(st.integers(2, 6))]
    statuses = st.just("competing") if complete else st.sampled_from(["competing"] * 8 + ["withdrawn", "disqualified"])
    entries = tuple(EntryRecord(name, draw(statuses)) for name in names)
    keys = [(round_id, name) for round_id in ROUNDS for name in names]
    taken = {key: draw(performances(complete)) for key in keys if complete or draw(st.integers(0, 9))}
    record = Record(entries, TrackedMap(taken))
    return record if complete else draw(changes(record))


@st.composite
def changes(draw: st.DrawFn, record: Record) -> Record:
    """The record after one act of any kind."""
    names = [entry.id for entry in record.entries]
    key = (draw(st.sampled_from(ROUNDS)), draw(st.sampled_from(names)))
    act = draw(st.sampled_from(["mark", "mark", "mark", "mark", "drop", "line", "status", "decide", "order", "head",
                                "open", "draw", "join", "leave"]))  # fmt: skip
    if act == "drop" and key in record.performances:
        return replace(record, performances=record.performances.delete(key))
    if act == "line":
        return replace(record, lines=record.lines.set(key[1], (draw(lines), draw(lines))))
    if act == "status":
        status = draw(st.sampled_from(["competing", "withdrawn", "disqualified"]))
        return replace(record, entries=tuple(EntryRecord(n, status) if n == key[1] else e
                                             for n, e in zip(names, record.entries, strict=True)))  # fmt: skip
    if act == "decide":
        return replace(record, decisions=(*record.decisions, tuple(draw(st.permutations(names)))))
    if act == "order":
        return replace(record, running_order=Map({None: tuple(draw(st.permutations(names)))}))
    if act == "head":
        return replace(record, head_judge=draw(st.sampled_from(["1", "3", None])))
    if act == "open":
        return replace(record, still_open=record.still_open ^ {key})
    if act == "draw":
        return replace(record, groups=record.groups.set(key[1], draw(st.sampled_from(["A", "B"]))))
    if act == "leave" and len(names) > 1:
        return replace(record, entries=tuple(entry for entry in record.entries if entry.id != key[1]))
    if act == "join":
        newcomer = EntryRecord(
            next(name for name in (*ENTRIES, "E11", "E12", "E13", "E14", "E15") if name not in names)
        )
        return replace(record, entries=(*record.entries, newcomer))
    return replace(record, performances=record.performances.set(key, draw(performances())))
