"""What a change of the panel means for a round that has begun, by the rule book's policy for missing marks.

A judge who leaves keeps what was handed in; whoever takes the place marks what is not closed and has no sheet of
theirs. So a round may be marked by two part-panels. `present_only` counts, entry by entry, who was there. Where a judge
has to have marked everybody (`drop_judge_for_round`, and rounds judged by places) neither of the two has, and neither
counts in that round. `refuse` allows no change until the round is over (decision 0014).
Responsible for: that reading, and its words on the desk and on paper. Must not know: who may change a panel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contest_app.contest.rulebook import Round, RuleBook
from contest_app.contest.state import Key, State
from contest_app.contest.words import Words

Reading = Literal["each_performance", "whole_round", "refused"]

UNTOUCHED = Words(
    vi="Phần thi “{round}”: {judge} đã chấm đủ các đội nên điểm giữ nguyên.",
    en="Round “{round}”: {judge} has marked every entry, so nothing changes.",
)
EACH = Words(
    vi="Phần thi “{round}”: điểm của {judge} vẫn tính cho {marked} đội đã chấm; điểm mỗi đội là của những giám khảo "
    "đã chấm đội đó.",
    en="Round “{round}”: the marks of {judge} still count for the {marked} entries marked; each entry's figure is made "
    "of the judges who marked it.",
)
SUCCESSOR_COUNTS = Words(
    vi="Phần thi “{round}”: chưa có phiếu nào của {judge}; người thay chấm các đội chưa đóng và được tính.",
    en="Round “{round}”: there is no sheet of {judge} yet; the successor marks what is not closed and counts.",
)
NOBODYS = Words(
    vi="Phần thi “{round}”: chưa có phiếu nào của {judge}; điểm là của {counting} giám khảo còn lại.",
    en="Round “{round}”: there is no sheet of {judge} yet; the figures are made of the {counting} other judges.",
)
BOTH_DROPPED = Words(
    vi="Phần thi “{round}”: {judge} mới chấm {marked} đội, còn {remaining} đội. Không ai trong hai người chấm đủ các "
    "đội, nên theo thể lệ điểm của cả hai KHÔNG được tính cho đội nào trong phần thi này; điểm là của {counting} giám "
    "khảo còn lại. Người thay được tính từ phần thi sau.",
    en="Round “{round}”: {judge} has marked {marked} entries, {remaining} remain. Neither of the two will have marked "
    "everybody, so by the rule book NEITHER counts for any entry in this round; its figures are made of the {counting} "
    "other judges. The successor counts from the next round on.",
)
DROPPED = Words(
    vi="Phần thi “{round}”: {judge} mới chấm {marked} đội, còn {remaining} đội. Vì không chấm đủ các đội nên theo thể "
    "lệ điểm của {judge} KHÔNG được tính cho đội nào trong phần thi này; điểm là của {counting} giám khảo còn lại.",
    en="Round “{round}”: {judge} has marked {marked} entries, {remaining} remain. Without having marked everybody, by "
    "the rule book {judge} does NOT count for any entry in this round; its figures are made of the {counting} other "
    "judges.",
)
NEWCOMER_DROPPED = Words(
    vi="Phần thi “{round}” đã có đội thi xong: người vào sau không chấm đủ các đội, nên theo thể lệ chỉ được tính từ "
    "phần thi sau.",
    en="Entries of round “{round}” are closed already: whoever joins now cannot mark them all and, by the rule book, "
    "counts from the next round on.",
)
NOBODY_LEFT = Words(
    vi="Khi đó phần thi này không còn giám khảo nào được tính, tức là không có điểm!",
    en="Then no judge counts in that round any more: it will have no figures!",
)
PUBLISHED = Words(
    vi="Điểm đã công bố của phần thi này sẽ thay đổi.", en="What was published of this round will change."
)
REFUSED_NOW = Words(
    vi="Phần thi “{round}” đang chấm dở, mà thể lệ không tính điểm khi thiếu phiếu: chỉ đổi giám khảo khi phần thi đã "
    "đóng.",
    en="Round “{round}” is under way, and the rule book gives no figure while a sheet is missing: the panel changes "
    "only once the round is closed.",
)


@dataclass(frozen=True)
class PartPanel:
    """One round under way, and what becomes of it when a judge leaves (or, `judge` empty, when one joins)."""

    round: Round
    reading: Reading
    marked: int  # entries of the round that the judge has marked
    remaining: int  # entries that the judge will not have marked
    closed: int  # performances that are closed
    counting: int  # other judges who would go on counting
    is_published: bool

    def splits(self, has_successor: bool) -> bool:
        """Whether somebody who marked, or will mark, only a part of the round stops counting in it."""
        if self.reading != "whole_round" or not self.remaining:
            return False
        return bool(self.marked or (has_successor and self.closed))


def reading_of(rulebook: RuleBook, round_: Round) -> Reading:
    """How the rule book reads a round that a judge has marked only in part."""
    if rulebook.missing.policy == "refuse":
        return "refused"
    if rulebook.missing.policy == "drop_judge_for_round":
        return "whole_round"
    # an ordinal means something only beside all the others; pairwise alone compares two entries at a time
    placed = rulebook.is_ranked(round_) and rulebook.aggregate_of(round_).method != "pairwise"
    return "whole_round" if placed else "each_performance"


def rounds_under_way(state: State) -> tuple[Round, ...]:
    """The judged rounds that are open and in which somebody was called."""
    begun = {key[0] for key, one in state.performances.items() if one.status != "waiting" and not _is_out(state, key)}
    return tuple(
        round_
        for round_ in state.rulebook.rounds
        if round_.kind == "judged" and round_.id in begun and state.round_status(round_.id) == "open"
    )


def fixed_rounds(state: State) -> tuple[Round, ...]:
    """The rounds under way that allow no change of the panel."""
    return tuple(round_ for round_ in rounds_under_way(state) if reading_of(state.rulebook, round_) == "refused")


def part_panels(state: State, judge: str) -> tuple[PartPanel, ...]:
    """Round by round what happens when this judge leaves now; for one who only joins, `judge` is empty."""
    return tuple(_part_panel(state, round_, judge) for round_ in rounds_under_way(state))


def _part_panel(state: State, round_: Round, judge: str) -> PartPanel:
    keys = [(round_.id, entry) for entry in state.order_of(round_.id)]
    taking = [key for key in keys if state.entry_status(key[1]) == "competing" and not _is_out(state, key)]
    closed = [key for key in taking if state.performance(key).status == "closed"]
    marked = [key for key in taking if judge in state.figures(key).sheets]
    aside = [key for key in taking if (judge, key[1]) in state.recused]
    lacking = {each for key in closed for each in state.missing_judges(key)}
    others = [each for each in state.seated if each != judge and each not in lacking]
    return PartPanel(
        round=round_,
        reading=reading_of(state.rulebook, round_),
        marked=len(marked),
        remaining=len(taking) - len(marked) - len(aside),
        closed=len(closed),
        counting=len(others),
        is_published=any(key in state.public.performances for key in keys),
    )


def _is_out(state: State, key: Key) -> bool:
    return state.figures(key).absent


def consequences(state: State, judge: str, name: Words, has_successor: bool) -> tuple[Words, ...]:
    """What to know before a judge leaves, sentence by sentence; empty between rounds."""
    return tuple(words for part in part_panels(state, judge) for words in _leaving(part, name, has_successor))


def _leaving(part: PartPanel, name: Words, has_successor: bool) -> list[Words]:
    if part.reading == "refused":
        return [_said(REFUSED_NOW, part, name)]
    if not part.remaining:
        return [_said(UNTOUCHED, part, name)]
    if not part.splits(has_successor):
        if part.marked:
            return [_said(EACH, part, name)]
        return [_said(SUCCESSOR_COUNTS if has_successor else NOBODYS, part, name)]
    said = [_said(BOTH_DROPPED if has_successor else DROPPED, part, name)]
    said += [] if part.counting else [NOBODY_LEFT]
    return [*said, PUBLISHED] if part.is_published and part.marked else said


def joining(state: State) -> tuple[Words, ...]:
    """What to know before one more judge is appointed; empty between rounds."""
    said = []
    for part in part_panels(state, ""):
        if part.reading == "refused":
            said.append(_said(REFUSED_NOW, part, ""))
        elif part.reading == "whole_round" and part.closed:
            said.append(_said(NEWCOMER_DROPPED, part, ""))
    return tuple(said)


def _said(words: Words, part: PartPanel, name: Words | str) -> Words:
    return words.format(
        round=part.round.title, judge=name, marked=part.marked, remaining=part.remaining, counting=part.counting
    )
