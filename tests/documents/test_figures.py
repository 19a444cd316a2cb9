"""Every figure on paper and in the workbook is the standings' figure, in contests of any kind."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from contest_app.contest import commands as c
from contest_app.contest.scoring.trace import is_short_decimal
from contest_app.contest.snapshot import Snapshot
from contest_app.documents.official import written
from contest_app.documents.paper_words import default_words
from contest_app.documents.score_sheets import filled_sheets, judged_rounds
from contest_app.documents.source import Source
from contest_app.documents.tabulation import tabulate, tabulate_round
from contest_app.documents.workbook import workbook
from tests.building import Story, a_running_contest, one_round
from tests.documents.telling import an_evening
from tests.playing import Play

SOURCE = Source(7, "3f9a01bc77de9a10" * 4)
SEEDS = range(12)


def _workbook(story: Story) -> Any:
    snapshot = story.snapshot
    words = default_words(snapshot.state)
    return load_workbook(BytesIO(workbook(snapshot.state, snapshot.standings, story.events, words, SOURCE)))


def _lines(sheet: Worksheet) -> tuple[list[str], list[list[Any]]]:
    """The head of a sheet and the cells below it."""
    top = int(str(sheet.print_title_rows).strip("$").split(":")[0].strip("$"))
    rows = list(sheet.iter_rows(min_row=top))
    return [str(cell.value) for cell in rows[0]], [list(row) for row in rows[1:]]


def _same_number(cell: Any, value: Fraction | None) -> bool:
    """A short decimal to its last digit; what none holds to the last digit that a spreadsheet has."""
    if value is None:
        return cell.value is None
    assert cell.data_type == "n"
    if is_short_decimal(value):
        return Fraction(str(cell.value)) == value
    return float(cell.value) == float(f"{value.numerator / value.denominator:.16g}")


@pytest.mark.parametrize("seed", SEEDS)
def test_tabulations_hold_the_figures_of_the_standings(seed: int) -> None:
    snapshot = Play(seed).go(160).snapshot
    state, standings = snapshot.state, snapshot.standings
    overall = tabulate(state, standings)
    assert [line.row for line in overall.lines] == list(standings.rows)
    for number, round_ in enumerate(state.rulebook.rounds):
        table = tabulate_round(state, standings, round_)
        assert {line.entry.id for line in table.lines} == set(state.entries)
        for line in table.lines:
            figure = standings.figures.get((round_.id, line.entry.id))
            assert line.figure is figure
            by_judge = {} if figure is None else {total.judge: total for total in figure.judges}
            for judge, cell in zip(table.judges, line.cells, strict=True):
                total = by_judge.get(judge.id)
                assert cell.value == (total.total if total else None)
                assert cell.is_dropped == (total is not None and total.total is not None and not total.used)
        by_entry = {line.entry.id: line.figures[number] for line in overall.lines}
        values = {line.entry.id: line.figure.value if line.figure else None for line in table.lines}
        assert by_entry == values


@pytest.mark.parametrize("seed", SEEDS)
def test_sheets_on_paper_hold_the_marks_that_count(seed: int) -> None:
    state = Play(seed).go(160).state
    for round_ in judged_rounds(state):
        for sheet in filled_sheets(state, round_):
            for line in sheet.lines:
                key = (round_.id, line.entry.id)
                counted = state.figures(key).sheets.get(sheet.judge.id)
                given = {} if counted is None else counted.marks
                assert line.marks == tuple(given.get(criterion.id) for criterion in round_.criteria)
                handed = state.performance(key).handed.get(sheet.judge.id)
                assert (line.revision, line.handed_at_ms) == (
                    (handed.revision, handed.at_ms) if handed else (None, None)
                )


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_in_the_workbook_are_numbers_to_the_last_digit(seed: int) -> None:
    _check_workbook(Play(seed).go(160))


def test_a_whole_evening_in_the_workbook() -> None:
    _check_workbook(an_evening(teams=10))


def _check_workbook(story: Story) -> None:
    snapshot: Snapshot = story.snapshot
    book, state = _workbook(story), snapshot.state
    heads, lines = _lines(book.worksheets[0])
    totals, rounds = heads.index("Tổng điểm"), [heads.index(round_.title) for round_ in state.rulebook.rounds]
    assert len(lines) == len(state.entries)
    for cells, row in zip(lines, snapshot.standings.rows, strict=True):
        assert _same_number(cells[totals], row.total)
        assert (cells[0].value, cells[1].value) == (row.place, row.place_to)
        for column, round_ in zip(rounds, state.rulebook.rounds, strict=True):
            assert _same_number(cells[column], row.rounds.get(round_.id))
    for sheet, round_ in zip(book.worksheets[1:], state.rulebook.rounds, strict=False):
        heads, lines = _lines(sheet)
        for cells, shown in zip(lines, tabulate_round(state, snapshot.standings, round_).lines, strict=True):
            assert _same_number(cells[heads.index("Điểm phần thi")], shown.figure.value if shown.figure else None)
            for cell, total in zip(cells[3:], shown.cells, strict=False):
                assert _same_number(cell, total.value)
                assert bool(cell.font.strike) == total.is_dropped


def test_every_sheet_prints_on_a4_across_with_its_head_on_every_page() -> None:
    for sheet in _workbook(an_evening()).worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9"), sheet.title
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.page_setup.fitToWidth == 1
        assert all(1 < one.width <= 70 for one in sheet.column_dimensions.values())
        assert sheet.print_area


def test_a_long_name_is_given_the_lines_it_needs_in_every_program() -> None:
    story = an_evening(teams=2)
    long = "Liên quân Hội Phụ nữ, Hội Nông dân và Đoàn Thanh niên thị trấn Hương Sơn, huyện Phú Bình"
    story.does("secretary", c.RegisterEntry, entry="e1", number=1, name=long)
    sheet = _workbook(story)["Tổng hợp"]
    row = next(cell.row for cell in sheet["D"] if cell.value == long)
    assert sheet.row_dimensions[row].height >= 16 * len(long) / sheet.column_dimensions["D"].width


@pytest.mark.parametrize("title", ["Màn chào hỏi “khéo” của cả 'đội' thi", "'Chào hỏi'", "[Chào]: hỏi?*/\\", "'"])
def test_every_sheet_has_a_name_that_a_spreadsheet_takes(title: str) -> None:
    names = _workbook(a_running_contest(rounds=one_round(title=title))).sheetnames
    assert [name for name in names if name != name.strip("' ") or not 0 < len(name) <= 31] == []


def test_times_are_times_and_a_name_never_becomes_a_formula() -> None:
    story = an_evening()
    entry = story.state.entries["e1"]
    story.snapshots[-1] = story.snapshot.next(
        story.seq,
        _renamed(story, entry.id, '=HYPERLINK("x") \x07'),
    )
    book = _workbook(story)
    heads, lines = _lines(book["Phiếu chấm điểm"])
    assert all(isinstance(cells[heads.index("Giờ nộp")].value, datetime) for cells in lines)
    names = [cells[heads.index("Đội thi")] for cells in lines]
    assert {cell.data_type for cell in names} == {"s"}
    assert '=HYPERLINK("x") ' in {cell.value for cell in names}


def _renamed(story: Story, entry: str, name: str) -> Any:
    from dataclasses import replace

    state = story.state
    return replace(state, entries=state.entries.set(entry, replace(state.entries[entry], name=name)))


def test_how_each_figure_came_to_be_ends_at_the_figure() -> None:
    story = an_evening()
    state, standings = story.state, story.snapshot.standings
    for round_ in state.rulebook.rounds:
        for line in tabulate_round(state, standings, round_).lines:
            assert line.figure is not None
            steps = [sentence for sentence in line.how if not sentence.startswith("Không tính")]
            value = line.figure.value
            assert value is not None
            assert steps[-1].endswith(written(value).removeprefix("≈")) or "≈" in steps[-1], steps
