"""The panel as officials write it: posts and roles, parts of a list, and every problem with row and cure."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from contest_app.contest.about import About
from contest_app.contest.state import Judge
from contest_app.importing.headings import PANEL, kind_of
from contest_app.importing.offices import offices_in, part_of_list
from contest_app.importing.panel import People
from contest_app.importing.panel_plan import PanelPlan, make_panel_plan
from contest_app.importing.reading import read_panel_file, read_panel_pasted
from contest_app.importing.samples import PANEL_SAMPLE, sample_csv, sample_workbook
from tests.importing.lists import as_csv, by_hand, by_openpyxl, by_xlsxwriter

LIST = (
    ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Vai trò"),
    (1, "Lê Thị Thu", "Phó Trưởng Ban", "Ban Dân vận", "Trưởng BGK"),
    (2, "Dương Văn Hùng", "Chủ tịch", "MTTQ huyện", "Giám khảo"),
    (3, "Ngô Thị Thúy", "", "Huyện đoàn", "Phó Trưởng ban"),
    (4, "Hồ Văn Đức", "Chuyên viên", "", "Thư ký"),
    (5, "Đỗ Thị Mai", "", "", "MC"),
)
EXPECTED = [
    (1, "Lê Thị Thu", "head", "Phó Trưởng Ban, Ban Dân vận"),
    (2, "Dương Văn Hùng", "judge", "Chủ tịch, MTTQ huyện"),
    (3, "Ngô Thị Thúy", "judge", "Huyện đoàn"),
    (None, "Hồ Văn Đức", "secretary", "Chuyên viên"),
    (None, "Đỗ Thị Mai", "mc", ""),
]


def read(*rows: str) -> People:
    return read_panel_pasted("\n".join(row.replace(" | ", "\t") for row in rows))


def told(people: People) -> list[tuple[int | None, str, str, str]]:
    assert said(people) == []
    return [(one.number, one.name, "+".join(sorted(one.offices)), one.unit) for one in people.people]


def said(people: People | PanelPlan) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.reason.en) for problem in people.problems]


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter, by_hand])
def test_workbooks_of_three_writers_read_alike(write: Callable[[Any], bytes]) -> None:
    assert told(read_panel_file(write(LIST))) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_and_pasted_tables_read_alike(delimiter: str, encoding: str) -> None:
    assert told(read_panel_file(as_csv(LIST, delimiter).encode(encoding))) == EXPECTED
    assert told(read_panel_pasted(as_csv(LIST, "\t"))) == EXPECTED


def test_decomposed_letters_and_forms_of_address_are_tidied() -> None:
    rows = ["Họ và tên", "Đ/c Lê Thị Thu", "Đồng chí  Ngô Thúy ", "Bà Đỗ Thị Mai", "Ông Cao Thắng"]
    people = read(*(unicodedata.normalize("NFD", row) for row in rows))
    assert [one.name for one in people.people] == ["Lê Thị Thu", "Ngô Thúy", "Đỗ Thị Mai", "Ông Cao Thắng"]


def test_the_sample_files_read_without_a_problem() -> None:
    for data in (sample_workbook(PANEL_SAMPLE), sample_csv(PANEL_SAMPLE)):
        people = told(read_panel_file(data))
        assert [office for _, _, office, _ in people] == ["head", *["judge"] * 4, "secretary", "mc"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("STT", "number"), ("Số", "number"), ("Số GK", "number"), ("No.", "number"), ("Họ và tên", "name"),
        ("HO TEN", "name"), ("Giám khảo", "name"), ("Họ và tên giám khảo", "name"), ("Full name", "name"),
        ("Judge", "name"), ("Họ đệm", "family"), ("Tên", "given"), ("Chức vụ", "post"), ("Chức danh", "post"),
        ("Position", "post"), ("Đơn vị", "unit"), ("Đơn vị công tác", "unit"), ("Chức vụ/Đơn vị", "unit"),
        ("Chức vụ, đơn vị công tác", "unit"), ("Cơ quan, đơn vị", "unit"), ("Unit", "unit"), ("Vai trò", "role"),
        ("Nhiệm vụ", "role"), ("Vai trò/Nhiệm vụ", "role"), ("Nhiệm vụ trong Ban Giám khảo", "role"),
        ("Chức danh trong BGK", "role"), ("Role", "role"), ("Ghi chú", None), ("Số điện thoại", None),
    ],
)  # fmt: skip
def test_headings_are_understood_with_and_without_accents(heading: str, kind: str | None) -> None:
    assert kind_of(heading, PANEL) == kind


@pytest.mark.parametrize(
    ("role", "offices"),
    [
        ("Trưởng BGK", {"head"}), ("TRƯỞNG BAN GIÁM KHẢO", {"head"}), ("Trưởng ban", {"head"}),
        ("truong bgk", {"head"}), ("Head judge", {"head"}), ("Chairperson of the jury", {"head"}),
        ("Phó Trưởng ban", {"judge"}), ("Deputy head", {"judge"}), ("Giám khảo", {"judge"}), ("GK 3", {"judge"}),
        ("Uỷ viên", {"judge"}), ("Ủy viên", {"judge"}), ("Thành viên BGK", {"judge"}), ("judge", {"judge"}),
        ("Thư ký", {"secretary"}), ("Thư kí tổng hợp", {"secretary"}), ("Thành viên Tổ thư ký", {"secretary"}),
        ("Trưởng tổ Thư ký", {"secretary"}), ("Secretary", {"secretary"}), ("MC", {"mc"}),
        ("Người dẫn chương trình", {"mc"}), ("Host", {"mc"}), ("Giám khảo kiêm thư ký", {"judge", "secretary"}),
        ("Ủy viên, Thư ký", {"judge", "secretary"}), ("Trưởng Ban Tổ chức", None), ("Hậu cần", None), ("x", None),
    ],
)  # fmt: skip
def test_roles_are_understood_in_both_languages(role: str, offices: set[str] | None) -> None:
    assert offices_in(role, None) == offices


def test_the_title_of_a_part_gives_those_below_it_their_role() -> None:
    assert part_of_list("II. TỔ THƯ KÝ (2 người)") == "secretary"
    people = read(
        "TT | Họ và tên | Chức vụ, đơn vị",
        "I | TRƯỞNG BAN GIÁM KHẢO | ", "1 | Lê Thị Thu | Ban Dân vận",
        "II | THÀNH VIÊN BAN GIÁM KHẢO | ", "2 | Dương Văn Hùng | MTTQ",
        "III | TỔ THƯ KÝ | ", "1 | Hồ Văn Đức | nt",
    )  # fmt: skip
    assert told(people) == [
        (1, "Lê Thị Thu", "head", "Ban Dân vận"),
        (2, "Dương Văn Hùng", "judge", "MTTQ"),
        (None, "Hồ Văn Đức", "secretary", "MTTQ"),
    ]
    tokens = read("Họ và tên | Nhiệm vụ", "Tổ Thư ký | ", "Hồ Văn Đức | Tổ trưởng", "Đỗ Mai | Thành viên")
    assert [one.offices for one in tokens.people] == [{"secretary"}, {"secretary"}]


def test_without_a_column_of_roles_a_post_may_say_it_and_everybody_else_is_a_judge() -> None:
    people = read(
        "Họ và tên | Chức vụ", "Lê Thị Thu | Trưởng ban", "Hồ Văn Đức | Trưởng Ban Dân vận", "Đỗ Mai | Thư ký"
    )
    assert told(people) == [
        (None, "Lê Thị Thu", "head", ""),
        (None, "Hồ Văn Đức", "judge", "Trưởng Ban Dân vận"),
        (None, "Đỗ Mai", "secretary", ""),
    ]


def test_names_in_two_halves_totals_and_signatures() -> None:
    people = read(
        "STT | Họ đệm | Tên", "1 | Lê Thị | Thu", "2 | Hồ Văn | Đức", "Tổng cộng: 2 người", "TM. BAN TỔ CHỨC", "Phạm Hà"
    )
    assert [one.name for one in people.people] == ["Lê Thị Thu", "Hồ Văn Đức"]
    assert (said(people), len(people.notes)) == ([], 1)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("STT | Điểm", "1 | 2"), (0, "", "there is no row of column headings")),
        (("STT | Họ và tên",), (0, "", "there is nobody below the headings")),
        (("STT | Họ và tên | Vai trò", "1 |  | Giám khảo"), (2, "B", "the name is missing")),
        (("STT | Họ và tên | Vai trò", "1 |  | Thư ký"), (2, "B", "the name is missing")),
        (("STT | Họ và tên", "0 | A"), (2, "A", "“0” is no whole number from 1 to 9999")),
        (("STT | Họ và tên", "1 | A", "1 | B"), (3, "A", "number 1 is already used in row 2")),
        (("Họ và tên | Vai trò", "A | Bảo vệ"), (2, "B", "“Bảo vệ” is no role that is known here")),
        (("Họ và tên | Vai trò", "A | Thư ký", "B | "),
         (3, "B", "the role is missing, and whoever stands above is no judge")),
        (("Họ và tên | Vai trò", "A | Trưởng BGK", "B | Trưởng ban"), (3, "B", "row 2 is head judge already")),
        (("Họ và tên", "Hồ Hòa", "HỒ HOÀ"), (3, "A", "“HỒ HOÀ” is the one of row 2")),
        (("Họ và tên | Đơn vị", f"A | {'x' * 130}"), (2, "B", "too long (at most 120 letters)")),
        (("Họ và tên", *(f"Người {n}" for n in range(100))), (101, "A", "the list has more than 99 people")),
    ],
)  # fmt: skip
def test_every_problem_has_its_row_its_column_and_its_cure(
    rows: tuple[str, ...], expected: tuple[int, str, str]
) -> None:
    people = read(*rows)
    assert said(people) == [expected]
    assert people.problems[0].cure.vi != people.problems[0].cure.en


def test_a_list_that_is_none_of_judges_is_read_within_seconds_and_said_to_be_long() -> None:
    rows = [("STT", "Họ và tên"), *((n, f"Người {n}") for n in range(1, 3000))]
    began = time.perf_counter()
    assert said(read_panel_file(as_csv(rows).encode())) == [(101, "B", "the list has more than 99 people")]
    assert time.perf_counter() - began < 10


def test_a_formula_without_a_result_is_named_with_its_row() -> None:
    rows = [LIST[0], (1, '="Lê "&"Thu"', "", "", "Giám khảo"), (2, "Hồ Văn Đức", "", "", "Giám khảo")]
    assert said(read_panel_file(by_openpyxl(rows)))[0] == (2, "B", "the formula has no result stored in the file")


# --- what it would do -------------------------------------------------------------------------------------------------

THU = Judge("j1", 1, "Lê Thị Thu", is_head=True, unit="Ban Dân vận")
HUNG = Judge("j2", 2, "Dương Văn Hùng")
ABOUT = About(secretariat=("Hồ Văn Đức – MTTQ", "Đỗ Mai – Văn phòng"))


def plan(*rows: str) -> PanelPlan:
    return make_panel_plan(read(*rows), [THU, HUNG], ABOUT, (f"j{n}" for n in count(3)))


def test_a_judge_who_is_there_keeps_the_id_and_what_the_list_leaves_empty() -> None:
    made = plan(
        "STT | Họ và tên | Vai trò", "5 | LÊ THỊ THU | ", "2 | Dương Văn Hùng | ", "1 | Ngô Thị Thúy | Giám khảo"
    )
    assert [(line.does, line.office) for line in made.lines] == [
        ("changed", "head"),
        ("same", "judge"),
        ("new", "judge"),
    ]
    assert made.judges == {
        "j1": {"number": 5, "name": "LÊ THỊ THU", "unit": "Ban Dân vận", "is_head": True},
        "j3": {"number": 1, "name": "Ngô Thị Thúy", "unit": "", "is_head": False},
    }


def test_a_list_with_a_head_names_the_head_and_the_one_before_is_a_judge() -> None:
    made = plan("Họ và tên | Vai trò", "Dương Văn Hùng | Trưởng BGK", "Lê Thị Thu | Giám khảo")
    assert {judge: words["is_head"] for judge, words in made.judges.items()} == {"j2": True, "j1": False}


def test_the_same_list_again_changes_nothing() -> None:
    made = plan("Họ và tên | Vai trò", "Lê Thị Thu | Trưởng BGK", "Dương Văn Hùng | Giám khảo", "Đỗ Mai | Thư ký")
    assert (made.count("same"), made.does_anything) == (3, False)


def test_a_number_that_a_judge_outside_the_list_holds_is_a_problem() -> None:
    assert said(plan("STT | Họ và tên", "2 | Ngô Thị Thúy")) == [(2, "", "number 2 is held by judge “Dương Văn Hùng”")]


def test_a_committee_keeps_whom_the_list_does_not_name() -> None:
    made = plan(
        "Họ và tên | Đơn vị | Vai trò", "Đỗ Mai | Thư viện | Thư ký", "Vũ Anh |  | MC", "Lê Thị Thu |  | GK kiêm thư ký"
    )
    assert made.secretariat == ("Đỗ Mai – Thư viện", "Lê Thị Thu", "Hồ Văn Đức – MTTQ")
    assert (made.mcs, made.count("new")) == (("Vũ Anh",), 2)
