"""The methods by the names a rule book uses. A new method is one module and one line here."""

from __future__ import annotations

from contest_app.contest.scoring.combined import Method
from contest_app.contest.scoring.majority import majority
from contest_app.contest.scoring.mean import mean
from contest_app.contest.scoring.median import median
from contest_app.contest.scoring.pairwise import pairwise
from contest_app.contest.scoring.placement_sum import placement_sum
from contest_app.contest.scoring.plain_sum import plain_sum
from contest_app.contest.scoring.rank_points import rank_points
from contest_app.contest.scoring.ranking import RankMethod
from contest_app.contest.scoring.trimmed_mean import trimmed_mean
from contest_app.contest.scoring.trimmed_sum import trimmed_sum
from contest_app.contest.words import Words

METHODS: dict[str, Method] = {
    "mean": mean,
    "sum": plain_sum,
    "median": median,
    "trimmed_mean": trimmed_mean,
    "trimmed_sum": trimmed_sum,
}

# These need all entries of a round at once.
RANK_METHOD_BY_NAME: dict[str, RankMethod] = {
    "placement_sum": placement_sum,
    "majority": majority,
    "pairwise": pairwise,
    "rank_points": rank_points,
}

METHOD_WORDS: dict[str, Words] = {
    "mean": Words(vi="Trung bình cộng", en="Mean"),
    "sum": Words(vi="Tổng điểm các giám khảo", en="Sum of the judges"),
    "median": Words(vi="Trung vị", en="Median"),
    "trimmed_mean": Words(
        vi="Trung bình cộng sau khi bỏ điểm thấp nhất, cao nhất", en="Mean without the lowest and highest"
    ),
    "trimmed_sum": Words(vi="Tổng sau khi bỏ điểm thấp nhất, cao nhất", en="Sum without the lowest and highest"),
    "placement_sum": Words(vi="Tổng thứ hạng", en="Sum of places"),
    "majority": Words(vi="Theo đa số (hệ thống skating)", en="Majority (skating system)"),
    "pairwise": Words(vi="So sánh từng cặp", en="Pairwise comparisons"),
    "rank_points": Words(vi="Điểm theo thứ hạng", en="Points for places"),
}
