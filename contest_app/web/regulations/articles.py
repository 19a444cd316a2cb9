"""The articles of the regulations (thể lệ), in the order in which regulations have them.

Responsible for: one sentence for each rule of a rule book, in both languages; a test changes every rule and looks for
it. Must not know: pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from contest_app.contest.rulebook import Round, RuleBook
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.documents.official import day_of
from contest_app.web.regulations import awards, rounds, scoring

SCORING = Words("Ban Giám khảo và cách tính điểm", "The jury and the scoring")


@dataclass(frozen=True)
class Chapter:
    """One article: its title, its sentences, and the round whose criteria stand in a table below them."""

    title: Words
    sentences: tuple[Words, ...]
    round: Round | None = None

    @property
    def key(self) -> str:
        """What tells it from the other articles, whatever its title says."""
        return self.title.en if self.round is None else f"round {self.round.id}"

    @property
    def lines(self) -> tuple[Words, ...]:
        """Everything it says, sentence by sentence, the criteria too."""
        criteria = () if self.round is None else self.round.criteria
        return (*self.sentences, *(rounds.criterion(one) for one in criteria))


def chapters(book: RuleBook) -> list[Chapter]:
    """The articles that the rule book holds."""
    found = [Chapter(Words("Các phần thi", "The rounds"), tuple(rounds.rounds(book)))]
    for one in book.rounds:
        title = Words(f"Phần thi {one.title}", f"Round {one.title}")
        found.append(Chapter(title, tuple(rounds.round_(book, one)), one))
    found += [
        Chapter(SCORING, tuple(scoring.scoring(book))),
        Chapter(Words("Xếp hạng khi bằng điểm", "Ties"), tuple(awards.ties(book))),
    ]
    if book.prizes or book.special_prizes:
        found.append(Chapter(Words("Giải thưởng", "Prizes"), tuple(awards.prizes(book))))
    found.append(Chapter(Words("Công bố kết quả", "Publication"), tuple(awards.publication(book))))
    return found


def opening(state: State) -> list[Chapter]:
    """The articles that the contest's general information holds: where and when, and who."""
    about = state.about
    found = []
    if state.place or state.held_on:
        found.append(Chapter(Words("Thời gian, địa điểm", "Time and place"), tuple(_where(state))))
    committees = (
        (about.steering_committee, Words("Ban Chỉ đạo", "Steering committee")),
        (about.organizing_committee, Words("Ban Tổ chức", "Organizing committee")),
        (about.secretariat, Words("Tổ Thư ký", "Secretariat")),
        (about.mcs, Words("Người dẫn chương trình", "MC")),
    )
    lines = [
        Words(f"{title.vi}: {'; '.join(people)}.", f"{title.en}: {'; '.join(people)}.")
        for people, title in committees
        if people
    ]
    if lines:
        found.append(Chapter(Words("Các ban của Hội thi", "The committees"), tuple(lines)))
    return found


def _where(state: State) -> list[Words]:
    day = day_of(state.held_on)
    when = f"{day.day:02d}/{day.month:02d}/{day.year}" if day else state.held_on
    lines = [Words(f"Thời gian: ngày {when}.", f"Day: {when}.")] if when else []
    return lines + ([Words(f"Địa điểm: {state.place}.", f"Place: {state.place}.")] if state.place else [])
