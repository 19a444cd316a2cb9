"""The kinds of line of a marks file: which fields each needs, may have, and must leave empty."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of line."""

    needs: frozenset[str]
    may: frozenset[str] = frozenset()
    has_value: bool = True


def _kind(needs: str, may: str = "", has_value: bool = True) -> Kind:
    return Kind(frozenset(needs.split()), frozenset(may.split()), has_value)


KINDS = {
    "mark": _kind("round entry judge value", may="criterion"),
    "count": _kind("round entry value", may="criterion"),
    "bonus": _kind("entry value", may="round"),
    "penalty": _kind("entry value", may="round"),
    "time": _kind("round entry value"),
    "multiplier": _kind("round entry value"),
    "placement": _kind("round entry judge value", may="criterion"),
    "absent": _kind("entry", may="round judge", has_value=False),
    "withdrawn": _kind("entry", has_value=False),
    "disqualified": _kind("entry", has_value=False),
    "order": _kind("entry value", may="round"),
    "decision": _kind("entry value"),
}
# Several of these lines add up; any other line stands once.
ADD_UP = ("bonus", "penalty")
