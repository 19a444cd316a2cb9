"""Each kind of line: what it does, and every reason why one is refused."""

import pytest

from tests.tabulate.desk import RULEBOOK, Table, sheet

A = (*sheet("A", "1", "8", "4"), "count,quiz,A,,,10")


def test_every_bad_line_is_said_at_once_and_nothing_is_printed(table: Table) -> None:
    refusals = table.refusals(
        "mark,song,A,1,voice,11",
        "mark,song,A,1,style,x",
        "mark,sing,A,1,voice,8",
        "mark,song,A,1,voise,8",
        "mark,song,A,2,voice,8.25",
        "mrk,song,A,2,voice,8",
        "mark,song,,2,style,",
        *A[2:],
    )
    assert refusals == [
        "marks.csv, line 2, column 6 (value): 11 is outside the range from 0 to 10.",
        "marks.csv, line 3, column 6 (value): “x” is not a number. Write it like 8, 8.5 or 8,5.",
        "marks.csv, line 4, column 2 (round): The rule book has no round “sing”. Did you mean “song”?",
        "marks.csv, line 5, column 5 (criterion): The round “song” has no criterion “voise”. Did you mean “voice”?",
        "marks.csv, line 6, column 6 (value): 8.25 is not on the step of 0.5.",
        "marks.csv, line 7, column 1 (kind): There is no kind “mrk”. Did you mean “mark”?",
        "marks.csv, line 8, column 3 (entry): A mark line needs this.",
        "marks.csv, line 8, column 6 (value): The value is missing. Leave the whole line out where no mark was given: "
        "blank is not 0.",
    ]


def test_the_words_are_vietnamese_first_with_a_decimal_comma(table: Table) -> None:
    assert table.with_lines("mark,song,A,2,voice,8.25").run().err == (
        "marks.csv, dòng 2, cột 6 (value): 8,25 không đúng bước điểm 0,5.\n1 lỗi; chưa tính gì cả.\n"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mark,song,A,1,voice,-1", "outside the range"),
        ("mark,song,A,1,,8", "has several criteria; name one of: voice, style"),
        ("mark,song,A,,voice,8", "A mark line needs this"),
        ("mark,quiz,A,1,,8", "is not judged; the secretary's points stand on count lines"),
        ("mark,song,A,1,voice,1e1", "is not a number"),
        ("mark,song,A,1,voice,1.000.5", "is not a number"),
        ("count,quiz,A,,,21", "outside the range from 0 to 20"),
        ("count,quiz,A,,part,2", "has no criteria; leave it empty"),
        ("count,quiz,A,1,,2", "A count line does not use this; leave it empty"),
        ("count,,A,,,2", "A count line needs this"),
        ("penalty,song,A,,,-1", "Write the points of a penalty without a minus sign"),
        ("bonus,song,A,,,-1", "Write the points of a bonus without a minus sign"),
        ("time,song,A,,,-1", "below 0"),
        ("time,song,A,,,5:30", "is not a number"),
        ("multiplier,song,A,,,0", "must be greater than 0"),
        ("placement,song,A,1,,1", "scored by points (mean), not by placements"),
        ("withdrawn,song,A,,,", "A withdrawn line does not use this"),
        ("withdrawn,,A,,,0", "A withdrawn line has no value"),
        ("absent,song,,,,", "A absent line needs this"),
        ("order,,A,,,1.5", "is not a position such as"),
        ("order,,A,,,0", "is not a position such as"),
        ("decision,,A,,,first", "is not a number"),
        ("decision,song,A,,,1", "A decision line does not use this"),
    ],
)
def test_a_line_that_cannot_be_used_is_refused(table: Table, line: str, said: str) -> None:
    refusals = table.refusals("count,quiz,Z,,,10", line)
    assert len(refusals) == 1
    assert refusals[0].startswith("marks.csv, line 3, column ")
    assert said in refusals[0]


def test_nothing_is_silently_overwritten(table: Table) -> None:
    """A mark given twice is refused, with the same value or another: the file's author says which one holds."""
    refusals = table.refusals("mark,song,A,1,voice,8", "mark,song,A,1,voice,9", "mark,song,A,1,voice,8")
    assert [refusal.split(": ", 1)[1] for refusal in refusals] == [
        "Line 2 says 8, this line says 9. Keep the right one only.",
        "This is already on line 2. If it was corrected, keep the right line only.",
    ]
    assert "Line 2 already says that this entry is withdrawn" in "".join(
        table.refusals("withdrawn,,A,,,", "disqualified,,A,,,")
    )
    assert "Position 1 already belongs to “A” on line 2" in "".join(table.refusals("order,,A,,,1", "order,,B,,,1"))


def test_figures_are_decimal_text_and_exact_fractions(table: Table) -> None:
    rows = table.standings(*sheet("A", "1", "8", "4"), *sheet("A", "2", "8", "4"), *sheet("A", "3", "9", "4"))
    assert rows["A"] == {
        "entry": "A",
        "status": "competing",
        "place": 1,
        "place_to": 1,
        "total": "12.33",
        "exact": "37/3",
        "rounds": {"song": "12.333333"},
        "prize": "Nhất",
        "decided_by": None,
    }


def test_an_entry_without_a_line_in_a_round_did_not_take_part_in_it(table: Table) -> None:
    rows = table.standings(*A, "count,quiz,B,,,20")
    assert rows["B"]["rounds"] == {"quiz": "20"}
    assert (rows["A"]["total"], rows["B"]["total"]) == ("22", "20")


def test_bonus_penalty_multiplier_and_time_enter_where_the_rule_book_says(table: Table) -> None:
    rows = table.standings(
        *A, "multiplier,song,A,,,1.5", "bonus,song,A,,,1", "bonus,song,A,,,1", "penalty,,A,,,2", "time,song,A,,,425"
    )
    assert rows["A"]["rounds"] == {"song": "18", "quiz": "10"}  # 12 x 1.5 + 1 + 1 - two full minutes over
    assert rows["A"]["total"] == "26"


def test_the_clock_and_a_penalty_line_are_both_taken_and_it_is_said(table: Table) -> None:
    answer = table.with_lines(*A, "time,song,A,,,365", "penalty,song,A,,,2").run("--json", "--lang", "en")
    assert answer.rows["A"]["rounds"]["song"] == "9"
    assert "line 5, column 6 (value): “A”, round “song”: the time costs 1 points by the rule book" in answer.err


def test_who_has_no_place_stands_last_without_one(table: Table) -> None:
    rows = table.standings(
        "withdrawn,,W,,,", *sheet("W", "1", "10", "5"), "disqualified,,D,,,sai thành phần", "count,quiz,D,,,20",
        "absent,,Z,,,", "absent,song,Y,,,", *A,
    )  # fmt: skip
    assert list(rows) == ["A", "Y", "Z", "W", "D"]
    assert [rows[e]["status"] for e in rows] == ["competing", "absent", "absent", "withdrawn", "disqualified"]
    assert all((rows[e]["place"], rows[e]["place_to"], rows[e]["total"]) == (None, None, None) for e in "YZWD")


def test_a_judge_recorded_absent_does_not_count(table: Table) -> None:
    lines = (*sheet("A", "1", "8", "4"), *sheet("A", "2", "2", "1"), "absent,song,A,2,,")
    assert table.standings(*lines)["A"]["total"] == "12"
    assert "Judge 2 is recorded as absent" in table.run("--lang", "en").err


@pytest.mark.parametrize(("policy", "total"), [("present_only", "9"), ("drop_judge_for_round", "12")])
def test_a_missing_mark_is_never_zero(table: Table, policy: str, total: str) -> None:
    table.with_rulebook(f"{RULEBOOK}missing: {{policy: {policy}}}\n")
    both = (*sheet("B", "1", "8", "4"), *sheet("B", "2", "4", "2"))
    rows = table.standings(*both, *sheet("A", "1", "8", "4"), "mark,song,A,2,voice,4")
    assert (rows["A"]["total"], rows["B"]["total"]) == ("12", total)


def test_the_rule_book_can_refuse_a_result_while_marks_are_missing(table: Table) -> None:
    table.with_rulebook(f"{RULEBOOK}missing: {{policy: refuse}}\n")
    refusals = table.refusals(*A, "mark,song,A,2,voice,4", "absent,song,A,3,,")
    assert refusals == [
        "marks.csv, line 5, column 5 (criterion): The rule book refuses a result while marks are missing: judge 2 did "
        "not mark “A” in the round “song” on: style.",
        "marks.csv, line 6, column 4 (judge): The rule book refuses a result while sheets are missing: judge 3 gave "
        "none for “A” in the round “song”.",
    ]


def test_a_tie_left_open_is_shown_and_shared_until_it_is_decided(table: Table) -> None:
    tied = [f"count,quiz,{entry},,,10" for entry in "ABCD"] + ["count,quiz,E,,,9", "count,quiz,F,,,9"]
    open_ = table.with_lines(*tied).run("--json").json
    assert open_["unsettled"] == [["A", "B", "C", "D"], ["E", "F"]]
    assert [(row["place"], row["place_to"]) for row in open_["standings"]] == [(1, 4)] * 4 + [(5, 6)] * 2
    numbers = {"A": 3, "B": 1, "C": 4, "D": 2, "E": 2, "F": 1}
    rows = table.standings(*tied, *(f"decision,,{entry},,,{number}" for entry, number in numbers.items()))
    assert {entry: row["place"] for entry, row in rows.items()} == {"B": 1, "D": 2, "A": 3, "C": 4, "F": 5, "E": 6}
    assert {row["decided_by"] for row in rows.values()} == {"decision"}
    through = {"A": 30, "B": 10, "C": 40, "D": 20, "E": 6, "F": 5}
    assert table.standings(*tied, *(f"decision,,{e},,,{n}" for e, n in through.items())) == rows
    assert "“B” (line 9) has the same total and is decided 1 as well" in "".join(
        table.refusals(*tied, "decision,,A,,,2", "decision,,B,,,1", "decision,,C,,,1", "decision,,D,,,3")
    )


def test_the_running_order_settles_ties_where_the_rule_book_says_so(table: Table) -> None:
    table.with_rulebook(RULEBOOK.replace("decision, shared", "running_order"))
    rows = table.standings("count,quiz,A,,,10", "count,quiz,B,,,10", "order,,A,,,2", "order,,B,,,1")
    assert [(e, rows[e]["place"], rows[e]["decided_by"]) for e in rows] == [
        ("B", 1, "running_order"),
        ("A", 2, "running_order"),
    ]


def test_the_head_judge_is_named_on_the_command_line(table: Table) -> None:
    table.with_rulebook(RULEBOOK.replace("round:quiz, decision, shared", "head_judge_mark, shared"))
    lines = [*sheet("A", "1", "8", "4"), *sheet("A", "2", "7", "4"), *sheet("B", "1", "7", "4"),
             *sheet("B", "2", "8", "4")]  # fmt: skip
    table.with_lines(*lines)
    assert {row["place"] for row in table.run("--json").rows.values()} == {1}
    assert "--head-judge" in table.run("--json").err
    assert table.run("--json", "--head-judge", "2").rows["B"]["place"] == 1


def test_one_criterion_need_not_be_named(table: Table) -> None:
    table.with_rulebook(
        "format: rulebook/1\ntitle: T\nrounds: [{id: r, title: R, criteria: [{id: c, title: C, max: 10}]}]\n"
    )
    assert table.standings("mark,r,A,1,,8", "mark,r,A,2,c,9")["A"]["total"] == "8.5"
    assert "already on line 2" in table.refusals("mark,r,A,1,,8", "mark,r,A,1,c,8")[0]


def test_a_judge_left_out_for_an_unfinished_sheet_is_named(table: Table) -> None:
    table.with_lines(*sheet("A", "1", "8", "4"), "mark,song,A,2,voice,4")
    assert table.run("--lang", "en").err == (
        "marks.csv: Judge 2 does not count in the round “song” for “A”: Marks are missing on this sheet.\n"
    )


def test_marks_beside_written_ordinals_do_not_count_and_it_is_said(table: Table) -> None:
    table.with_rulebook(
        "format: rulebook/1\ntitle: T\nrounds: [{id: r, title: R, criteria: [{id: c, title: C, max: 10}]}]\n"
        "aggregate: {method: placement_sum}\n"
    )
    answer = table.with_lines("placement,r,A,1,,2", "placement,r,B,1,,1", "mark,r,A,1,c,10").run(
        "--json", "--lang", "en"
    )
    assert answer.rows["B"]["place"] == 1
    assert answer.err == (
        "marks.csv, line 4, column 1 (kind): "
        "The round “r” has ordinals (placement lines): its mark lines do not count.\n"
    )


def test_a_penalty_of_nothing_is_a_line_like_any_other(table: Table) -> None:
    assert table.standings(*A, "penalty,song,A,,,0", "bonus,,A,,,0")["A"]["total"] == "22"


def test_the_clock_takes_nothing_from_a_performance_that_did_not_happen(table: Table) -> None:
    table.with_rulebook(RULEBOOK.replace("round:quiz, decision, shared", "fewest_penalty_points, shared"))
    rows = table.standings("count,quiz,A,,,9", "count,quiz,B,,,9", "absent,song,A,,,", "time,song,A,,,400")
    assert {row["decided_by"] for row in rows.values()} == {"shared"}


def test_a_judge_may_be_absent_from_all_rounds_of_an_entry(table: Table) -> None:
    lines = (*sheet("A", "1", "8", "4"), *sheet("A", "2", "2", "1"), "absent,,A,2,,")
    assert table.standings(*lines)["A"]["total"] == "12"


def test_a_refused_sheet_is_named_once(table: Table) -> None:
    table.with_rulebook(f"{RULEBOOK}missing: {{policy: refuse}}\n")
    assert len(table.refusals(*A, "mark,song,A,2,voice,4", "absent,song,A,2,,")) == 1


def test_gaps_of_who_is_out_of_the_contest_are_no_news(table: Table) -> None:
    answer = table.with_lines(*A, "withdrawn,,B,,,", "penalty,song,B,,,1").run("--lang", "en")
    assert (answer.code, answer.err) == (0, "")
    assert "“B” has no figure in the round “song”" in table.with_lines(*A, "penalty,song,B,,,1").run("--lang", "en").err
