"""What settled a tie, in words: a link of the chain, or the method that settles level figures itself.

Responsible for: the words of `decided_by`. Must not know: how a link compares.
"""

from __future__ import annotations

from contest_app.contest.rulebook_values import RuleBook
from contest_app.contest.scoring.methods import METHOD_WORDS
from contest_app.contest.words import Words, same

PLAIN = {
    "fewest_penalty_points": Words(vi="ít điểm trừ hơn", en="fewer penalty points"),
    "judges_preferring": Words(vi="nhiều giám khảo xếp cao hơn", en="more judges in favour"),
    "head_judge_mark": Words(vi="điểm của Trưởng Ban Giám khảo", en="the head judge's marks"),
    "running_order": Words(vi="thứ tự thi", en="running order"),
    "lot": Words(vi="bốc thăm", en="lot drawn"),
    "decision": Words(vi="quyết định của Ban Giám khảo", en="the jury's decision"),
    "shared": Words(vi="đồng hạng", en="place shared"),
}
OF_ROUND = {
    "round": Words(vi="điểm phần thi “{round}”", en="the figure of “{round}”"),
    "criterion": Words(vi="tiêu chí “{criterion}” của phần thi “{round}”", en="“{criterion}” of “{round}”"),
    "elapsed": Words(vi="thời gian ngắn hơn ở “{round}”", en="the shorter time in “{round}”"),
    "judges_giving": Words(vi="nhiều giám khảo cho điểm hơn ở “{round}”", en="points from more judges in “{round}”"),
    "count_back": Words(vi="nhiều điểm cao nhất hơn ở “{round}”", en="more of the best marks in “{round}”"),
}


def tie_words(rulebook: RuleBook, decided_by: str) -> Words:
    """The words of a row's `decided_by`, with the titles of what it names."""
    if decided_by in PLAIN:
        return PLAIN[decided_by]
    if decided_by in METHOD_WORDS:
        return METHOD_WORDS[decided_by]
    kind, _, where = decided_by.partition(":")
    round_id, _, criterion_id = where.partition(".")
    round_ = next((one for one in rulebook.rounds if one.id == round_id), None)
    if kind not in OF_ROUND or round_ is None:
        return same(decided_by)
    titles = {criterion.id: criterion.title for criterion in round_.criteria}
    return OF_ROUND[kind].format(round=round_.title, criterion=titles.get(criterion_id, criterion_id))
