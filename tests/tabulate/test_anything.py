"""Whatever lies in the two files: standings and 0, or words and 2, never a stack trace, never half an answer."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from contest_app.tabulate.kinds import KINDS
from tests.tabulate.desk import HEADING, RULEBOOK, Table

BY_PLACES = """
format: rulebook/1
title: Theo thứ hạng
rounds:
  - {id: song, title: Hát, criteria: [{id: voice, title: Giọng, max: 10}, {id: style, title: Phong cách, max: 5}]}
aggregate: {method: METHOD}
missing: {policy: POLICY}
ties: [judges_preferring, decision, shared]
"""
RULEBOOKS = st.one_of(
    st.just(RULEBOOK),
    st.just(
        RULEBOOK.replace("panel: {judges: 3}", "aggregate: {method: trimmed_mean, fallback: {below: 3}}\nfloor: 0")
    ),
    st.just(RULEBOOK.replace("[round:quiz, decision, shared]", "[head_judge_mark, judges_preferring, running_order]")),
    st.builds(
        lambda method, policy: BY_PLACES.replace("METHOD", method).replace("POLICY", policy),
        st.sampled_from(
            [
                "majority",
                "majority, judge_ties: [voice]",
                "pairwise, over: criterion",
                "placement_sum",
                "rank_points, points: [3, 2, 1]",
            ]
        ),
        st.sampled_from(["present_only", "refuse", "drop_judge_for_round"]),
    ),
)

FIELD = st.sampled_from(
    ["", "song", "quiz", "sing", "A", "B", "Xã Đào Xá", "1", "2", "10", "voice", "style", "0", "8.5", "8,5", "-1", "11",
     "1e3", "999999999999999999", "0.3333333333", '"', "é", "\u200b", "x" * 50]
)  # fmt: skip
LINE = st.tuples(st.sampled_from([*KINDS, "", "mrk"]), FIELD, FIELD, FIELD, FIELD, FIELD).map(",".join)


def _check(table: Table) -> None:
    answer = table.run("--json", "--explain")
    if answer.code == 0:
        assert isinstance(answer.json["standings"], list)
        assert table.run("--explain").out
    else:
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.endswith("chưa tính gì cả.\n")


@settings(max_examples=150, deadline=None)
@given(rulebook=RULEBOOKS, lines=st.lists(LINE, max_size=6))
def test_any_lines_are_scored_or_refused_in_words(rulebook: str, lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _check(Table(Path(folder)).with_rulebook(rulebook).with_lines(*lines))


PLAUSIBLE = st.one_of(
    st.builds("mark,song,{},{},voice,{}".format, st.sampled_from("ABC"), st.sampled_from("12"), st.integers(0, 10)),
    st.builds("mark,song,{},{},style,{}".format, st.sampled_from("ABC"), st.sampled_from("12"), st.integers(0, 5)),
    st.builds("placement,song,{},{},{},{}".format, st.sampled_from("ABC"), st.sampled_from("12"),
              st.sampled_from(["voice", ""]), st.integers(1, 3)),
    st.builds("count,quiz,{},,,{}".format, st.sampled_from("ABC"), st.integers(0, 3)),
    st.builds("{},{},{},,,{}".format, st.sampled_from(["time", "multiplier", "bonus", "penalty"]), st.just("song"),
              st.sampled_from("ABC"), st.integers(1, 900)),
    st.builds("{},,{},,,".format, st.sampled_from(["absent", "withdrawn", "disqualified"]), st.sampled_from("ABC")),
    st.builds("absent,song,{},{},,".format, st.sampled_from("ABC"), st.sampled_from(["", "1"])),
    st.builds("{},,{},,,{}".format, st.sampled_from(["order", "decision"]), st.sampled_from("ABC"), st.integers(1, 3)),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(rulebook=RULEBOOKS, lines=st.lists(PLAUSIBLE, max_size=14, unique_by=lambda line: line.rpartition(",")[0]))
def test_any_plausible_lines_are_scored_or_refused_in_words(rulebook: str, lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _check(Table(Path(folder)).with_rulebook(rulebook).with_lines(*lines))


@settings(max_examples=100, deadline=None)
@given(content=st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode), st.just(HEADING.encode())))
def test_any_bytes_are_scored_or_refused_in_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = Table(Path(folder)).with_bytes(content)
        _check(table)
        table.rulebook.write_bytes(content)
        _check(table)


MARK = st.integers(0, 20).map(lambda halves: f"{halves / 2:g}")


@settings(max_examples=60, deadline=None)
@given(
    marks=st.dictionaries(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from("123")), st.tuples(MARK, MARK), min_size=1
    ),
    quiz=st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 20)),
    seed=st.randoms(use_true_random=False),
)
def test_the_order_of_lines_never_matters(
    marks: dict[tuple[str, str], tuple[str, str]], quiz: dict[str, int], seed: random.Random
) -> None:
    lines = [f"count,quiz,{entry},,,{points}" for entry, points in quiz.items()]
    for (entry, judge), (voice, style) in marks.items():
        lines.append(f"mark,song,{entry},{judge},voice,{voice}")
        if float(style) <= 5:
            lines.append(f"mark,song,{entry},{judge},style,{style}")
    with tempfile.TemporaryDirectory() as folder:
        table = Table(Path(folder))
        before = table.with_lines(*lines).run("--json", "--explain").out
        seed.shuffle(lines)
        assert table.with_lines(*lines).run("--json", "--explain").out == before
