"""YAML is read with decimals as written and without its surprises."""

from __future__ import annotations

import pytest

from contest_app.contest.rulebook import RuleBookInvalid, read_rulebook_yaml
from contest_app.contest.rulebook_errors import RuleBookError


def errors_of(text: str) -> tuple[RuleBookError, ...]:
    with pytest.raises(RuleBookInvalid) as caught:
        read_rulebook_yaml(text)
    return caught.value.errors


def test_scalars_are_what_they_look_like() -> None:
    text = "a: 0.10\nb: 8,5\nc: 5:00\nd: yes\ne: true\nf: null\ng:\nh: 12\ni: '12'\nj: 2024-10-08\nk: 1e3\nl: 0777"
    assert read_rulebook_yaml(text) == {
        "a": "0.10", "b": "8,5", "c": "5:00", "d": "yes", "e": True, "f": None, "g": None, "h": 12, "i": "12",
        "j": "2024-10-08", "k": "1e3", "l": "0777",
    }  # fmt: skip


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble() -> None:
    assert read_rulebook_yaml("\ufefftitle: Hội thi\r\nlevel: xã\r\n") == {"title": "Hội thi", "level": "xã"}


def test_duplicate_keys_are_errors_with_both_lines() -> None:
    (error,) = errors_of("title: a\nlevel: b\ntitle: c\n")
    assert (error.line, error.column) == (3, 1)
    assert "1" in error.words.en


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: [a\n", 2),
        ("title: 'a\nlevel: b", 2),
        ("a: &x 1\nb: *x", 2),
        ("a: 1\nb: !!binary aGk=", 2),
        ("[a]: 1", 1),
        ("- a\n- b", 1),
        ("", 1),
        ("a: 1\n---\nb: 2", 2),
        ("a: 1\n\tb: 2", 2),
        ("a: " + "[" * 200, 1),
        ("a: \x00", None),
    ],
)
def test_broken_yaml_is_refused_with_its_place(text: str, line: int | None) -> None:
    assert errors_of(text)[0].line == line


def test_a_huge_text_is_refused() -> None:
    assert errors_of("a: " + "x" * 1_000_001)


def test_a_tag_that_would_run_code_is_not_obeyed() -> None:
    assert read_rulebook_yaml("a: !!python/object/apply:os.getcwd []") == {"a": []}
