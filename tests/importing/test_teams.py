"""Headings as people write them, teams in one row or in many, and every problem with its row, column and cure."""

from __future__ import annotations

import pytest

from contest_app.contest.state import Entry
from contest_app.importing.headings import TEAMS, kind_of
from contest_app.importing.plan import make_plan
from contest_app.importing.reading import read_file, read_pasted
from contest_app.importing.teams import Roster
from tests.importing.lists import by_openpyxl, names, said


def read(*rows: str) -> Roster:
    return read_pasted("\n".join(row.replace(" | ", "\t") for row in rows))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("STT", "number"), ("Số TT", "number"), ("TT", "number"), ("No.", "number"), ("SBD", "number"),
        ("Tên đội", "name"), ("TEN DOI THI", "name"), ("Đội dự thi", "name"), ("Team name", "name"), ("Team", "name"),
        ("Đơn vị", "unit"), ("Tên đơn vị dự thi", "unit"), ("Unit", "unit"), ("Xã, phường", "unit"),
        ("Đội trưởng", "captain"), ("Họ và tên đội trưởng", "captain"), ("Captain", "captain"),
        ("Thành viên", "members"), ("Danh sách thành viên (5 người)", "members"), ("Thành viên 3", "members"),
        ("Họ và tên", "members"), ("Members", "members"), ("Contestant 2", "members"),
        ("Họ và tên đệm", "family"), ("Họ đệm", "family"), ("Tên", "given"), ("Chức vụ", "role"),
        ("Ghi chú", None), ("Năm sinh", None), ("", None),
    ],
)  # fmt: skip
def test_headings_are_understood_with_and_without_accents(heading: str, kind: str | None) -> None:
    assert kind_of(heading, TEAMS) == kind


def test_columns_stand_in_any_order_below_whatever_titles() -> None:
    roster = read("ỦY BAN NHÂN DÂN", "Danh sách đội thi", "", "Ghi chú | Đơn vị | Tên đội", "x | Xã Đào Xá | Đội một")
    assert [(team.name, team.unit) for team in roster.teams] == [("Đội một", "Xã Đào Xá")]


def test_the_unit_names_the_team_where_no_column_does() -> None:
    roster = read("TT | Đơn vị | Đội trưởng", "1 | Xã Đào Xá | Lê Thị Thu")
    assert (names(roster), roster.teams[0].unit) == (["Xã Đào Xá"], "Xã Đào Xá")


@pytest.mark.parametrize(
    "cell",
    ["Lê Thị Thu; Hồ Văn Đức", "Lê Thị Thu, Hồ Văn Đức", "1. Lê Thị Thu 2. Hồ Văn Đức", "- Lê Thị Thu / Hồ Văn Đức"],
)
def test_members_in_one_cell_are_told_apart(cell: str) -> None:
    assert read("Tên đội | Thành viên", f"Xã Đào Xá | {cell}").teams[0].members == ["Lê Thị Thu", "Hồ Văn Đức"]


def test_members_may_stand_in_several_columns_and_in_two_halves() -> None:
    several = read("Đội | Thành viên 1 | Thành viên 2", "Xã Đào Xá | Lê Thị Thu | Hồ Văn Đức")
    halves = read("Đội | Họ và tên đệm | Tên", "Xã Đào Xá | Lê Thị | Thu", " | Hồ Văn | Đức")
    for roster in (several, halves):
        assert roster.teams[0].members == ["Lê Thị Thu", "Hồ Văn Đức"]
        assert said(roster) == []


def test_one_row_a_member_with_the_team_repeated() -> None:
    roster = read(
        "TT | Đội | Họ và tên | Chức vụ",
        "1 | Xã Đào Xá | Lê Thị Thu | Thành viên",
        "2 | Xã Đào Xá | Hồ Văn Đức | Đội trưởng",
        "3 | Xã Úc Kỳ | Ngô Thị Thúy | Đội trưởng",
    )
    assert [(t.name, t.captain, len(t.members), t.number) for t in roster.teams] == [
        ("Xã Đào Xá", "Hồ Văn Đức", 2, None),
        ("Xã Úc Kỳ", "Ngô Thị Thúy", 1, None),
    ]
    assert "count people" in roster.notes[-1].en


def test_one_row_a_member_with_merged_cells() -> None:
    rows = [
        ("STT", "Tên đội", "Thành viên"),
        (1, "Xã Đào Xá", "Lê Thị Thu"),
        (None, None, "Hồ Văn Đức (đội trưởng)"),
        (2, "Xã Úc Kỳ", "Ngô Thị Thúy"),
    ]
    roster = read_file(by_openpyxl(rows, merged=["A2:A3", "B2:B3"]))
    assert [(team.name, team.members) for team in roster.teams] == [
        ("Xã Đào Xá", ["Lê Thị Thu", "Hồ Văn Đức"]),
        ("Xã Úc Kỳ", ["Ngô Thị Thúy"]),
    ]
    assert roster.teams[0].captain == "Hồ Văn Đức"


def test_the_line_of_totals_is_no_team() -> None:
    assert names(read("STT | Tên đội", "1 | Xã Đào Xá", "Tổng cộng: 1 đội | ")) == ["Xã Đào Xá"]


def test_a_heading_of_two_rows_is_one_heading() -> None:
    rows = [
        ("BAN DÂN VẬN HUYỆN ỦY",),
        ("Số TT", "ĐƠN VỊ", "ĐỘI TRƯỞNG", None, "THÀNH VIÊN", None, "Ghi chú"),
        (None, None, "Họ và tên", "Chức vụ", "Họ và tên", "Năm sinh", None),
        (1, "XÃ ÚC KỲ", "Hồ Thị Lý", "Phó Bí thư", "Phan Văn Đức; Đặng Thị Mùi", "1990", "đk muộn"),
    ]
    roster = read_file(by_openpyxl(rows, merged=("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3")))
    assert said(roster) == []
    assert [(t.number, t.name, t.captain, t.members) for t in roster.teams] == [
        (1, "XÃ ÚC KỲ", "Hồ Thị Lý", ["Phan Văn Đức", "Đặng Thị Mùi"])
    ]


def test_a_first_row_of_members_is_no_second_row_of_the_heading() -> None:
    roster = read("Đội | Thành viên | Chức vụ", " | Lê Thị Thu | Đội trưởng")
    assert [row for row, *_ in said(roster)] == [2]


@pytest.mark.parametrize(
    "signed",
    [
        "NGƯỜI LẬP BIỂU", "Phú Bình, ngày 10 tháng 10 năm 2024", "…, ngày … tháng … năm 2024", "TM. BAN TỔ CHỨC",
        "KT. TRƯỞNG BAN", "(Ký, ghi rõ họ tên)", "Xác nhận của UBND xã", "Nơi nhận:", "Thủ trưởng đơn vị",
    ],
)  # fmt: skip
def test_the_signatures_below_a_list_are_no_members(signed: str) -> None:
    roster = read(
        "STT | Tên đội | Thành viên", "1 | Xã Đào Xá | Lê Thị Thu", "", f" |  | {signed}", " |  | Phạm Thu Hường"
    )
    assert roster.teams[0].members == ["Lê Thị Thu"]
    assert said(roster) == []
    assert [note.en for note in roster.notes] == [
        "From row 4 on it is the signatures and no part of the list, so it is not read."
    ]


def test_whoever_stands_alone_below_the_total_is_no_member() -> None:
    roster = read(
        "STT | Tên đội | Thành viên", "1 | Xã Đào Xá | Lê Thị Thu", "Cộng: 1 đội |  | ", " |  | Phạm Thu Hường"
    )
    assert roster.teams[0].members == ["Lê Thị Thu"]
    assert said(roster) == [(4, "B", "the team has no name")]


def test_two_spellings_of_one_team_are_a_duplicate_and_name_both_rows() -> None:
    roster = read("STT | Tên đội", "1 | Xã Hòa Bình", "2 | Xã Đào Xá", "3 | XÃ HOÀ BÌNH")
    assert said(roster) == [(4, "B", "team “XÃ HOÀ BÌNH” is the one of row 2 (“Xã Hòa Bình”)")]


def test_a_row_with_two_problems_says_both() -> None:
    roster = read("STT | Tên đội", "1 | Xã Hòa Bình", "ba | XÃ HOÀ BÌNH")
    assert [(row, column) for row, column, _ in said(roster)] == [(3, "A"), (3, "B")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("STT | Điểm", "1 | 2"), (0, "", "there is no row of column headings")),
        (("STT | Tên đội",), (0, "", "there is no team below the headings")),
        (("STT | Tên đội | Tên đội", "1 | A | B"), (1, "C", "this column has the heading of column B")),
        (("STT | Tên đội", "1 | "), (2, "B", "the team has no name")),
        (("STT | Tên đội", "một | A"), (2, "A", "“một” is no whole number from 1 to 9999")),
        (("STT | Tên đội", "0 | A"), (2, "A", "“0” is no whole number from 1 to 9999")),
        (("STT | Tên đội", "1,5 | A"), (2, "A", "“1,5” is no whole number from 1 to 9999")),
        (("STT | Tên đội", "1 | A", "1 | B"), (3, "A", "number 1 is already used in row 2")),
        (("STT | Tên đội", f"1 | {'a' * 130}"), (2, "B", "too long (at most 120 letters)")),
        (("Đội | Thành viên", f"A | {'; '.join(f'Người {chr(65 + n // 26)}{chr(65 + n % 26)}' for n in range(61))}"),
         (2, "B", "the team has more than 60 members")),
    ],
)  # fmt: skip
def test_every_problem_has_its_row_its_column_and_its_cure(
    rows: tuple[str, ...], expected: tuple[int, str, str]
) -> None:
    roster = read(*rows)
    assert said(roster) == [expected]
    problem = roster.problems[0]
    assert problem.cure.vi
    assert problem.cure.vi != problem.cure.en


# --- what it would do -------------------------------------------------------------------------------------------------

DAO_XA = Entry("dao-xa", 1, "Xã Đào Xá", "Xã Đào Xá", "Lê Thị Thu", ("Lê Thị Thu",))
UC_KY = Entry("uc-ky", 2, "Xã Úc Kỳ")


def test_a_team_that_is_there_keeps_its_id_and_what_the_list_leaves_empty() -> None:
    plan = make_plan(read("STT | Tên đội | Đơn vị", "5 | XÃ ĐÀO XÁ | Khối Dân vận"), [DAO_XA, UC_KY])
    (line,) = plan.lines
    assert (line.does, line.after.id, line.after.number, line.after.captain) == ("changed", "dao-xa", 5, "Lê Thị Thu")


def test_the_same_list_again_changes_nothing() -> None:
    roster = read("STT | Tên đội | Thành viên", "1 | Xã Đào Xá | Lê Thị Thu", "2 | Xã Úc Kỳ | ")
    plan = make_plan(roster, [DAO_XA, UC_KY])
    assert ([line.does for line in plan.lines], plan.as_command()) == (["same", "same"], {})


def test_without_numbers_teams_keep_theirs_and_new_ones_take_the_next_that_are_free() -> None:
    plan = make_plan(read("Tên đội", "Xã Nga My", "Xã Úc Kỳ", "Xã Kha Sơn"), [DAO_XA, UC_KY])
    assert [(line.after.name, line.after.number) for line in plan.lines] == [
        ("Xã Nga My", 3), ("Xã Úc Kỳ", 2), ("Xã Kha Sơn", 4),
    ]  # fmt: skip
    assert plan.problems == ()


def test_a_number_that_a_team_outside_the_list_holds_is_a_problem() -> None:
    plan = make_plan(read("STT | Tên đội", "2 | Xã Nga My"), [DAO_XA, UC_KY])
    assert [problem.row for problem in plan.problems] == [2]
    swapped = make_plan(read("STT | Tên đội", "2 | Xã Đào Xá", "1 | Xã Úc Kỳ"), [DAO_XA, UC_KY])
    assert swapped.problems == ()


def test_teams_of_alike_names_get_ids_of_their_own() -> None:
    plan = make_plan(read("Tên đội", "Tân Hòa", "Tân Hoa"), [])
    assert [line.after.id for line in plan.lines] == ["tan-hoa", "tan-hoa-2"]
