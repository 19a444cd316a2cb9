"""What is printed: a table for people, explanations in words, and both the same figures as the JSON."""

import os
import subprocess
import sys
import unicodedata

from contest_app.tabulate.printed import width_of
from tests.tabulate.desk import HEADING, Table, sheet

LINES = (
    *sheet("Xã Đào Xá", "1", "8", "4"),
    *sheet("Xã Đào Xá", "2", "8.5", "4"),
    *sheet("Xã Đào Xá", "3", "8.5", "4"),
    *sheet("Đội 2", "1", "7", "4"),
    "count,quiz,Đội 2,,,5",
    "count,quiz,Đội 3,,,5",
    "penalty,song,Đội 2,,,0.5",
    "withdrawn,,Đội 4,,,",
)


def test_the_table_is_aligned_and_speaks_vietnamese(table: Table) -> None:
    assert table.with_lines(*LINES, "count,quiz,Đội 5,,,5").run().out.splitlines() == [
        "Hội diễn",
        "",
        "Hạng  Đội thi          Hát  Kiến thức     Tổng  Giải",
        "1     Đội 2           10,5          5     15,5  Nhất",
        "2     Xã Đào Xá  12,333333          –    12,33  Nhì",
        "3-4   Đội 3              –          5        5  Nhì",
        "3-4   Đội 5              –          5        5  Nhì",
        "–     Đội 4              –          –  rút lui",
        "Đồng điểm chưa phân định: Đội 3 = Đội 5.",
    ]


def test_a_tone_mark_takes_no_room_and_a_wide_letter_two() -> None:
    assert width_of("Đào Xá") == width_of(unicodedata.normalize("NFD", "Đào Xá")) == 6
    assert width_of("越南") == 4


def test_every_figure_explains_itself_in_the_chosen_language(table: Table) -> None:
    table.with_lines(*LINES)
    english = table.run("--explain", "--lang", "en").out
    vietnamese = table.run("--explain").out
    assert "  Mean: (12 + 12.5 + 12.5) / 3 ≈ 12.333333" in english
    assert "  Trung bình cộng: (12 + 12,5 + 12,5) / 3 ≈ 12,333333" in vietnamese
    assert "  Điểm trừ: 11 - 0,5 = 10,5" in vietnamese
    explained = table.run("--json", "--explain", "--lang", "en").rows["Xã Đào Xá"]["explain"]
    assert explained["rounds"]["song"][-1] == "Mean: (12 + 12.5 + 12.5) / 3 ≈ 12.333333"
    assert explained["total"][-1] == "Rounded: 2 decimals (half up): 37/3 → 12.33"
    assert "explain" not in table.run("--json").rows["Xã Đào Xá"]


def test_the_command_is_the_same_beside_the_others_and_alone(table: Table) -> None:
    table.with_lines(*LINES)
    arguments = [str(table.rulebook), str(table.marks), "--json"]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    for command in (["contest_app.cli", "tabulate"], ["contest_app.tabulate"]):
        done = subprocess.run(
            [sys.executable, "-m", *command, *arguments], env=environment, capture_output=True, check=True
        )
        assert done.stdout.decode("utf-8") == table.run("--json").out
    table.with_lines("mark,song,A,1,voice,11")
    failed = subprocess.run([sys.executable, "-m", "contest_app.cli", "tabulate", *arguments], capture_output=True)
    assert (failed.returncode, failed.stdout) == (2, b"")
    assert "marks.csv, " in failed.stderr.decode("utf-8")


def test_fifty_thousand_lines_are_no_problem(table: Table) -> None:
    """What grows with the square of them would take minutes; `make bench` says how long 200,000 take."""
    lines = [HEADING]
    for entry in range(1700):
        for judge in range(1, 16):
            lines += sheet(f"Đội {entry}", str(judge), str(entry % 10), str(judge % 5))
    assert len(lines) > 50_000
    table.with_text("\n".join(lines))
    assert len(table.run("--json").rows) == 1700
