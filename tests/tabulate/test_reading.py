"""What a marks file may look like, and what is said of one that cannot be used."""

from itertools import permutations

import pytest

from tests.tabulate.desk import HEADING, Table, sheet

LINES = (*sheet("Xã Đào Xá", "1", "8.5", "4"), *sheet("Xã Đào Xá", "2", "9", "4.25"), "count,quiz,Xã Đào Xá,,,12")
TOTAL = "24.88"  # (12.5 + 13.25) / 2 + 12


def _total(table: Table) -> str:
    total: str = table.run("--json").rows["Xã Đào Xá"]["total"]
    return total


def test_commas_and_semicolons_points_and_commas_and_a_byte_order_mark_read_the_same(table: Table) -> None:
    with_commas = "\n".join([HEADING, *LINES])
    with_semicolons = with_commas.replace(",", ";").replace(".", ",")
    quoted = "\r\n".join([HEADING, *(",".join(f'"{cell}"' for cell in line.split(",")) for line in LINES)])
    for text in (with_commas, with_semicolons, quoted.replace("8.5", "8,5"), f"sep=;\n{with_semicolons}"):
        for content in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
            assert _total(table.with_bytes(content)) == TOTAL


def test_columns_stand_in_any_order_and_old_line_ends_are_read(table: Table) -> None:
    cells = [line.split(",") for line in (HEADING, *LINES)]
    for order in list(permutations(range(6)))[::97]:
        text = "\r".join(",".join(row[place] for place in order) for row in cells)
        assert _total(table.with_text(text)) == TOTAL


def test_blank_lines_blanks_around_a_field_and_a_decomposed_name_change_nothing(table: Table) -> None:
    spaced = [line.replace(",", " , ") for line in LINES]
    decomposed = "count,quiz,Xa\u0303 \u0110a\u0300o Xa\u0301,,,12"
    assert _total(table.with_lines("", *spaced[:-1], ",,,,,", decomposed, "")) == TOTAL


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"\n\n", "The file is empty"),
        (HEADING.encode(), "a heading and nothing else"),
        (HEADING.encode("utf-16"), "saved as UTF-16"),
        (HEADING.encode("utf-16-le"), "saved as UTF-16"),
        (b"PK\x03\x04\0\0", "an Excel workbook"),
        (f"{HEADING}\nmark,song,".encode() + b"X\xe3,1,voice,8", "line 2, column 12: The text here is not UTF-8"),
        (b"kind\tround\tentry\tjudge\tcriterion\tvalue\n", "line 1: The columns are separated by tabs"),
        (b"kind,round,entry,juge,criterion,value\n", "line 1, column 4: There is no column"),
        (b"kind,round,entry,judge,value\n", "line 1: The heading lacks the column"),
        (f"{HEADING},entry\n".encode(), "line 1, column 7: The column “entry” stands there twice"),
        (f'{HEADING}\nmark,song,"A,1,voice,8\n'.encode(), "line 2: The line is not proper CSV: a closing quotation"),
        (f'{HEADING}\nmark,song,"A"x,1,voice,8\n'.encode(), "line 2: The line is not proper CSV: a delimiter must"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(table: Table, content: bytes, said: str) -> None:
    problems = table.with_bytes(content).run("--lang", "en").problems
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("marks.csv") for problem in problems)


def test_a_missing_file_and_a_folder_are_named_both_at_once(table: Table) -> None:
    table.rulebook.unlink()
    table.marks.mkdir()
    assert table.run("--lang", "en").problems == [
        "rules.yaml: There is no such file.",
        "marks.csv: This is a folder, not a file.",
    ]


def test_an_unquoted_decimal_comma_is_cured_in_words(table: Table) -> None:
    assert table.refusals("mark,song,A,1,voice,8,5") == [
        "marks.csv, line 2, column 7: The line has 7 fields, the heading only 6. Put a number with a decimal comma "
        'in quotation marks ("8,5"), or separate the columns with semicolons.'
    ]


def test_everything_wrong_with_a_rule_book_is_said_at_once_with_path_value_and_cure(table: Table) -> None:
    table.with_rulebook("format: rulebook/1\ntitle: T\nrounds:\n  - {id: a b, title: A}\naggregate: {method: mena}\n")
    problems = table.with_lines(*LINES).run("--lang", "en").problems
    assert problems[0].startswith("rules.yaml, rounds[0].id = a b: The id “a b” may hold only")
    assert any(problem.startswith("rules.yaml, aggregate.method = mena: ") for problem in problems)
    assert any(problem.startswith("rules.yaml, rounds[0].criteria: ") for problem in problems)


def test_broken_yaml_is_named_by_line_and_column(table: Table) -> None:
    table.with_rulebook("format: rulebook/1\ntitle: [\n")
    assert table.with_lines(*LINES).run().problems[0].startswith("rules.yaml, dòng 3, cột 1: Tệp YAML viết sai")


def test_the_language_is_the_persons(table: Table) -> None:
    table.with_lines("mark,song,A,1,voice,11")
    english, vietnamese = "outside the range", "ngoài thang điểm"
    for environment, said in (
        ({"LANG": "en_US.UTF-8"}, english),
        ({"LANG": "vi_VN.UTF-8"}, vietnamese),
        ({"LANG": "C.UTF-8"}, vietnamese),
        ({}, vietnamese),
        ({"LC_ALL": "en_GB", "LANG": "vi_VN"}, english),
        ({"LC_ALL": "", "LANG": "en_GB"}, english),
    ):
        assert said in table.run(environment=environment).err, environment
    assert english in table.run("--lang", "en", environment={"LANG": "vi_VN"}).err
