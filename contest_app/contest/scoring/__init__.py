"""Scoring one performance: methods by name, the figure and its trace, proposed time penalties."""

from contest_app.contest.scoring.combined import judge_order
from contest_app.contest.scoring.deviation import spread_warning
from contest_app.contest.scoring.figure import Figure, JudgeTotal
from contest_app.contest.scoring.methods import METHODS, RANK_METHOD_BY_NAME
from contest_app.contest.scoring.panel import criterion_figure
from contest_app.contest.scoring.performance import score_performance
from contest_app.contest.scoring.quorum import quorum_warning
from contest_app.contest.scoring.ranked_round import score_ranked_round
from contest_app.contest.scoring.sheets import sheet_total
from contest_app.contest.scoring.time_penalty import Proposal, propose_time_penalty
from contest_app.contest.scoring.trace import Step, exact_text

__all__ = [
    "METHODS",
    "RANK_METHOD_BY_NAME",
    "Figure",
    "JudgeTotal",
    "Proposal",
    "Step",
    "criterion_figure",
    "exact_text",
    "judge_order",
    "propose_time_penalty",
    "quorum_warning",
    "score_performance",
    "score_ranked_round",
    "sheet_total",
    "spread_warning",
]
