"""Vietnamese text: the order is CLDR's, two spellings of one name are one, folding keeps nothing but plain letters."""

from __future__ import annotations

import unicodedata

import pytest

from contest_app.contest.vietnamese import (
    address_of,
    collation_key,
    person_key,
    place_key,
    plain_letters,
    sounding,
    tidy,
)


@pytest.mark.parametrize(
    "ascending",
    [
        # CLDR vi: &̀<<̉<<̃<<́<<̣ — ngang, huyền, hỏi, ngã, sắc, nặng
        "ba bà bả bã bá bạ",
        # CLDR vi: a<ă<<<Ă<â, d<đ, e<ê, o<ô<ơ, u<ư are primary differences
        "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
        # tones are secondary: the next letter goes before the tone of the first
        "ba bá ban bán bằng bân bấn",
        "an ản anh ánh ăn ân",
        "dùng đa đà đe",
        # case comes last
        "anh Anh ánh Ánh",
        "1 2 a",
    ],
)
def test_words_stand_as_in_a_dictionary(ascending: str) -> None:
    words = ascending.split()
    mixed = [*words[1::2], *words[::2]]
    assert sorted(mixed, key=collation_key) == words


def test_the_tone_of_a_first_word_weighs_less_than_the_letters_of_the_second() -> None:
    assert sorted(["Bá An", "Ba Ân", "Ba An", "Bá Ân"], key=collation_key) == ["Ba An", "Bá An", "Ba Ân", "Bá Ân"]


def test_composed_and_decomposed_letters_sort_alike() -> None:
    assert collation_key("Nguyễn") == collation_key(unicodedata.normalize("NFD", "Nguyễn"))


def test_people_are_sorted_by_name_then_family_name_then_what_stands_between() -> None:
    people = ["Trần Văn Bình", "Nguyễn Thị Hoa", "Lê Đức Anh", "Nguyễn Văn Bình", "Nguyễn Đức Bình", "Đỗ Ánh"]
    assert sorted(people, key=person_key) == [
        "Lê Đức Anh", "Đỗ Ánh", "Nguyễn Đức Bình", "Nguyễn Văn Bình", "Trần Văn Bình", "Nguyễn Thị Hoa",
    ]  # fmt: skip


def test_places_are_sorted_by_their_own_name() -> None:
    places = ["Xã Úc Kỳ", "Thị trấn Hương Sơn", "Phường Bách Quang", "Xã Đào Xá", "TT. Chợ Chu", "Xã"]
    assert sorted(places, key=place_key) == [
        "Phường Bách Quang", "TT. Chợ Chu", "Xã Đào Xá", "Thị trấn Hương Sơn", "Xã Úc Kỳ", "Xã",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Hòa Bình", "xã  Hoà Bình"),
        ("Ủy ban", "Uỷ ban"),
        ("Đội Thúy", "ĐỘI THUÝ"),
        ("Xã Đào Xá", unicodedata.normalize("NFD", "Xã Đào Xá")),
        ("Nga My.", "Nga\u00a0My"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert sounding(one) == sounding(other)


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hoa"), ("Tân", "Tan"), ("Đa", "Da"), ("Hoà", "Hoá")])
def test_two_names_stay_two(one: str, other: str) -> None:
    assert sounding(one) != sounding(other)


def test_what_was_typed_is_tidied() -> None:
    assert tidy("  Xa\u0303\u00a0 Đào\u200b  Xá \n") == "Xã Đào Xá"
    assert plain_letters("Đường Nguyễn ỆỖỮẶ") == "Duong Nguyen EOUA"


def test_an_address_is_made_of_a_title_and_unlike_the_others() -> None:
    assert address_of('Hội thi "Dân vận khéo" xã Đào Xá 2026') == "hoi-thi-dan-van-kheo-xa-dao-xa-2026"
    assert address_of("Đào Xá", {"dao-xa", "dao-xa-2"}) == "dao-xa-3"
    assert address_of("…") == "x"
    assert len(address_of("a" * 200, {"a" * 40})) <= 40
