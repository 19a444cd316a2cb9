"""Fewer judges than the rule book wants: a warning for whoever closes the performance, which changes no figure."""

from __future__ import annotations

from contest_app.contest.rulebook_values import RuleBook
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.words import Words

BELOW_QUORUM = Words(
    vi="Chỉ có {given} giám khảo được tính, ít hơn số tối thiểu {quorum}.",
    en="Only {given} judges count, fewer than the quorum of {quorum}.",
)


def quorum_warning(rulebook: RuleBook, figure: Figure) -> Words | None:
    """The warning when fewer judges gave a sheet or a place than the quorum; dropped marks count as given."""
    quorum = rulebook.panel.quorum
    if quorum is None or not figure.judges:
        return None
    given = sum(1 for judge in figure.judges if judge.total is not None or judge.ordinal is not None)
    return None if given >= quorum else BELOW_QUORUM.format(given=given, quorum=quorum)
