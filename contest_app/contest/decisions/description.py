"""Thông tin chung: the contest's description, and with it the title and level that stand in the rule book."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.about import FORMS, LISTS, TEXTS, About, about_from, too_long
from contest_app.contest.decisions.rules import Ask, Decision, decides, parsed_rulebook, refuse_if
from contest_app.contest.permissions import may
from contest_app.contest.words import Words

NOT_A_DAY = Words("không phải ngày như 2026-10-12", "not a day as 2026-10-12")
TOO_LONG = Words("quá dài", "too long")
MOST_PLACE = 200


@decides(c.DescribeContest)
def describe(ask: Ask[c.DescribeContest]) -> Decision:
    """Possible at any time: it changes no result. A new title or level changes the rule book, for whom may do that."""
    command, state = ask.command, ask.state
    about = about_from({name: getattr(command, name) for name in (*TEXTS, *LISTS)})
    described = described_event(command.place, command.held_on, about)
    title, level = command.title.strip() or state.title, command.level or state.rulebook.level
    if (title, level) == (state.title, state.rulebook.level):
        return (described,)
    refuse_if(not may(ask.actor.role, c.SetRulebook), r.NotAllowed(ask.actor.role, "set_rulebook"))
    refuse_if(state.phase != "setup", r.RulebookPinned())
    data = {**state.rulebook.data, "title": title, **({"level": level} if level else {})}
    return (e.RuleBookSet(parsed_rulebook(data).data), described)


def described_event(place: str, held_on: str, about: About) -> e.ContestDescribed:
    """The event that says this, or a refusal."""
    refuse_if(len(place) > MOST_PLACE, r.Malformed("place", TOO_LONG))
    refuse_if(held_on != "" and not _is_day(held_on), r.Malformed("held_on", NOT_A_DAY))
    refuse_if(about.form not in FORMS, r.UnknownChoice(about.form))
    long = too_long(about)
    refuse_if(long is not None, r.Malformed(long or "", TOO_LONG))
    return e.ContestDescribed(place.strip(), held_on, **asdict(about))


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False
