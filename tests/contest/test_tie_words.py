"""What settled a tie is said in words, whatever link or method it was."""

from contest_app.contest.rulebook import parse_rulebook, template
from contest_app.contest.rulebook_values import RANK_METHODS
from contest_app.contest.tie_words import tie_words
from contest_app.contest.tiebreaks import link_kinds

RULEBOOK = parse_rulebook(template("commune"))


def test_links_name_the_titles_of_rounds_and_criteria() -> None:
    assert tie_words(RULEBOOK, "round:skit").vi == "điểm phần thi “Tiểu phẩm”"
    assert tie_words(RULEBOOK, "criterion:skit.props").en == "“Trang phục, đạo cụ, âm nhạc” of “Tiểu phẩm”"
    assert tie_words(RULEBOOK, "decision").en == "the jury's decision"


def test_every_link_and_every_method_by_places_has_words() -> None:
    of_round = ("round", "criterion", "elapsed", "judges_giving", "count_back")
    for kind in (*link_kinds(), *RANK_METHODS):
        written = f"{kind}:skit" + (".props" if kind == "criterion" else "") if kind in of_round else kind
        words = tie_words(RULEBOOK, written)
        assert written not in (words.vi, words.en), kind
        assert words.vi != words.en


def test_what_the_rule_book_does_not_know_is_named_as_it_is() -> None:
    assert tie_words(RULEBOOK, "round:gone").vi == "round:gone"
