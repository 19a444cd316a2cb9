"""Makes a rule book from plain data: first every key by itself, then what the keys must be together.

Responsible for: the defaults as they apply to a document, and finding all errors in one go.
Must not know: YAML, files, forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from contest_app.contest.rulebook_checks import check
from contest_app.contest.rulebook_errors import RuleBookError, RuleBookInvalid
from contest_app.contest.rulebook_fields import (
    Fields,
    nearest,
    plain,
    read_section,
)
from contest_app.contest.rulebook_values import (
    FALLBACK_METHODS,
    FORMAT,
    POINT_METHODS,
    RANK_METHODS,
    SHARED,
    TRIMMING_METHODS,
    Advance,
    Aggregate,
    Combine,
    Criterion,
    Deviation,
    Fallback,
    Group,
    Missing,
    Panel,
    Prize,
    Publish,
    Round,
    Rounding,
    RuleBook,
    SpecialPrize,
    Stage,
    ThirdMarking,
    TieLink,
    Tier,
    TimePenalty,
    TimeRule,
)
from contest_app.contest.words import Words

PLAIN_LINKS = (
    "fewest_penalty_points", "judges_preferring", "head_judge_mark", "running_order", "lot", "decision", "shared",
)  # fmt: skip
ROUND_LINKS = ("round", "criterion", "elapsed", "judges_giving", "count_back")
SPECIAL_PRIZE_LINKS = ("jury_vote", "audience_vote", "organizer")

BAD_ID = Words(
    vi="Mã «{value}» chỉ được gồm chữ cái không dấu, chữ số, gạch nối và gạch dưới (tối đa 40 ký tự).",
    en="The id “{value}” may hold only plain letters, digits, hyphens and underscores (at most 40).",
)
WRONG_FORMAT = Words(vi="Dạng thể lệ phải là «{format}».", en="The format of the rule book must be “{format}”.")
BAD_LINK = Words(
    vi="«{value}» không phải là cách phân định. Dùng một trong: {known}.",
    en="“{value}” is not a way to settle a tie. Use one of: {known}.",
)
BAD_LINK_NEAR = Words(
    vi="«{value}» không phải là cách phân định. Có phải ý bạn là «{near}»?",
    en="“{value}” is not a way to settle a tie. Did you mean “{near}”?",
)

ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9_-]{0,39}"
_ID = re.compile(ID_PATTERN)


def parse_rulebook(data: Mapping[str, Any]) -> RuleBook:
    """The rule book written in `data`; raises RuleBookInvalid with everything that is wrong."""
    errors: list[RuleBookError] = []
    source = plain(data, "", errors)
    rulebook = read_section(source, "", errors, lambda fields: read_rulebook(fields, source))
    unreadable = {error.path for error in errors}
    together = check(rulebook, unreadable)
    # what could not be read at all is not also missing or out of step
    errors += [error for error in together if error.path not in unreadable]
    if errors:
        raise RuleBookInvalid(tuple(errors))
    return rulebook


def read_rulebook(fields: Fields, source: Any) -> RuleBook:
    """Every key of a rule book, each read by itself; what they must be together is checked afterwards."""
    for key in ("format", "title", "rounds"):
        fields.require(key)
    if fields.text("format") not in (None, FORMAT):
        fields.wrong("format", WRONG_FORMAT.format(format=FORMAT))
    deviation = fields.section("deviation", _deviation)
    return RuleBook(
        title=fields.text("title") or "",
        level=fields.text("level"),
        note=fields.text("note"),
        panel=fields.section("panel", _panel) or Panel(),
        rounds=fields.sections("rounds", _round),
        aggregate=fields.section("aggregate", _aggregate) or Aggregate(),
        combine=_combine(fields),
        floor=fields.number("floor"),
        order=fields.choice("order", ("descending", "ascending"), "descending"),
        rounding=_roundings(fields) or (),
        missing=fields.section("missing", _missing) or Missing(),
        ties=_ties(fields),
        prizes=fields.sections("prizes", _prize),
        special_prizes=fields.sections("special_prizes", _special_prize),
        prizes_per=fields.choice("prizes_per", ("contest", "group"), "contest"),
        shared_prizes=fields.choice("shared_prizes", ("drop_next", "extend"), "drop_next"),
        stages=fields.sections("stages", _stage),
        groups=fields.sections("groups", _group),
        publish=fields.section("publish", _publish) or Publish(),
        correct_until=fields.choice("correct_until", ("closed", "round_closed"), "closed"),
        deviation=deviation or Deviation(),
        data=source if isinstance(source, dict) else {},
    )


def _panel(fields: Fields) -> Panel:
    return Panel(judges=fields.whole("judges", least=1, most=1000), quorum=fields.whole("quorum", least=1))


def _identifier(fields: Fields) -> str:
    fields.require("id")
    value = fields.pattern("id", f"^{ID_PATTERN}$")
    if value is not None and not _ID.fullmatch(value):
        fields.wrong("id", BAD_ID.format(value=value))
    return value or ""


def _round(fields: Fields) -> Round:
    round_id = _identifier(fields)
    fields.require("title")
    kind = fields.choice("kind", ("judged", "counted"), "judged")
    criteria = fields.sections("criteria", _criterion)
    maximum = fields.number("max", positive=True)
    return Round(
        id=round_id,
        title=fields.text("title") or "",
        kind=kind,
        criteria=criteria,
        max=maximum if maximum is not None else _sum_of_criteria(criteria),
        factor=_factor(fields),
        marking=fields.choice("marking", ("at_call", "when_timer_stops"), "at_call"),
        time=fields.section("time", _time),
        aggregate=fields.section("aggregate", _aggregate),
        floor=fields.number("floor"),
        rounding=_roundings(fields),
    )


def _sum_of_criteria(criteria: tuple[Criterion, ...]) -> Fraction | None:
    if not criteria:
        return None
    total = Fraction(0)
    for criterion in criteria:
        if criterion.max is None:
            return None
        total += criterion.max * criterion.factor
    return total


def _factor(fields: Fields) -> Fraction:
    factor = fields.number("factor", positive=True)
    return Fraction(1) if factor is None else factor


def _criterion(fields: Fields) -> Criterion:
    fields.require("title")
    return Criterion(
        id=_identifier(fields),
        title=fields.text("title") or "",
        max=fields.number("max", positive=True),
        step=fields.number("step", positive=True),
        factor=_factor(fields),
    )


def _time(fields: Fields) -> TimeRule:
    return TimeRule(
        limit_s=fields.whole("limit_s", least=1),
        min_s=fields.whole("min_s", least=1),
        penalty=fields.section("penalty", _time_penalty),
        short_points=fields.number("short_points", positive=True),
        hard_stop_s=fields.whole("hard_stop_s", least=1),
    )


def _time_penalty(fields: Fields) -> TimePenalty:
    tiers = fields.sections("tiers", _tier)
    points = fields.number("points", positive=True)
    return TimePenalty(
        mode=fields.choice("mode", ("full_unit", "started_unit", "tiers"), "tiers" if tiers else "full_unit"),
        unit_s=fields.whole("unit_s", least=1) or 60,
        points=Fraction(1) if points is None else points,
        grace_s=fields.whole("grace_s") or 0,
        cap=fields.number("cap", positive=True),
        tiers=tiers,
    )


def _tier(fields: Fields) -> Tier:
    for key in ("over_s", "points"):
        fields.require(key)
    return Tier(over_s=fields.whole("over_s", least=1) or 1, points=fields.number("points", least=0) or Fraction(0))


def _aggregate(fields: Fields) -> Aggregate:
    method = fields.choice("method", (*POINT_METHODS, *RANK_METHODS), "mean")
    default_drop = 1 if method in TRIMMING_METHODS else 0
    low, high = fields.whole("drop_low"), fields.whole("drop_high")
    judge_ties = tuple(text for text, _ in fields.texts("judge_ties"))
    # the skating system places the entries in each dance, unless sheets are added up first (judge_ties says they are)
    over = "criterion" if method == "majority" and not judge_ties else "round_total"
    return Aggregate(
        method=method,
        drop_low=default_drop if low is None else low,
        drop_high=default_drop if high is None else high,
        over=fields.choice("over", ("round_total", "criterion"), over),
        fallback=fields.section("fallback", _fallback),
        points=fields.numbers("points"),
        judge_ties=judge_ties,
    )


def _fallback(fields: Fields) -> Fallback:
    fields.require("below")
    return Fallback(below=fields.whole("below", least=1) or 1, method=fields.choice("method", FALLBACK_METHODS, "mean"))


def _combine(fields: Fields) -> Combine:
    value = fields.choice_or_section("combine", ("sum", "last"), _best)
    return value if isinstance(value, Combine) else Combine("last" if value == "last" else "sum")


def _best(fields: Fields) -> Combine:
    fields.require("best")
    return Combine("best", fields.whole("best", least=1) or 1)


def _roundings(fields: Fields) -> tuple[Rounding, ...] | None:
    return fields.one_or_more("rounding", _rounding)


def _rounding(fields: Fields) -> Rounding:
    stages = ("criterion", "weighted_criterion", "sheet", "round", "total")
    return Rounding(
        places=fields.whole("places", most=6),
        mode=fields.choice("mode", ("half_up", "half_even", "truncate"), "half_up"),
        stage=fields.choice("stage", stages, "total"),
        step=fields.number("step", positive=True),
    )


def _missing(fields: Fields) -> Missing:
    return Missing(fields.choice("policy", ("present_only", "drop_judge_for_round", "refuse"), "present_only"))


def _ties(fields: Fields) -> tuple[TieLink, ...]:
    known = (*ROUND_LINKS, *PLAIN_LINKS)
    texts = fields.texts("ties", tuple(_form(kind) for kind in known))
    links = [_tie_link(text, path, known, fields.errors) for text, path in texts]
    return tuple(link for link in links if link is not None) or (SHARED,)


def _tie_link(value: str, path: str, known: tuple[str, ...], errors: list[RuleBookError]) -> TieLink | None:
    kind, colon, rest = value.partition(":")
    round_id, _, criterion = rest.strip().partition(".")
    needs_round = kind in ROUND_LINKS
    if kind in known and bool(round_id) == needs_round == bool(colon) and bool(criterion) == (kind == "criterion"):
        return TieLink(kind, round_id or None, criterion or None)
    forms = [_form(name) for name in known]
    near = nearest(kind, [name for name in known if name != kind])
    if near is not None and kind not in known:
        words = BAD_LINK_NEAR.format(value=value, near=f"{near}:{rest}" if rest else _form(near))
    else:
        words = BAD_LINK.format(value=value, known=", ".join([_form(kind)] if kind in known else forms))
    errors.append(RuleBookError(path, value, words))
    return None


def _form(kind: str) -> str:
    if kind == "criterion":
        return "criterion:<round>.<id>"
    return f"{kind}:<round>" if kind in ROUND_LINKS else kind


def _prize(fields: Fields) -> Prize:
    fields.require("title")
    least = fields.number("from")
    fields.require_unless("count", "from")  # a score band may take everybody who reaches it
    count = fields.whole_or("count", "rest", least=1)
    return Prize(
        title=fields.text("title") or "",
        count=count if isinstance(count, int) else None,
        least=least,
        group=fields.text("group"),
    )


def _special_prize(fields: Fields) -> SpecialPrize:
    for key in ("title", "by"):
        fields.require(key)
    known = ("round", "criterion", *SPECIAL_PRIZE_LINKS)
    by = fields.formed("by", tuple(_form(kind) for kind in known))
    link = _tie_link(by, fields.at("by"), known, fields.errors) if by is not None else None
    return SpecialPrize(title=fields.text("title") or "", by=link or TieLink("organizer"))


def _stage(fields: Fields) -> Stage:
    stage_id = _identifier(fields)
    for key in ("title", "rounds"):
        fields.require(key)
    return Stage(
        id=stage_id,
        title=fields.text("title") or "",
        rounds=tuple(text for text, _ in fields.texts("rounds")),
        carry=fields.choice("marks", ("fresh", "carried"), "fresh") == "carried",
        advance=fields.section("advance", _advance),
    )


def _advance(fields: Fields) -> Advance:
    fields.require("first")
    return Advance(fields.whole("first", least=1) or 1, fields.choice("of", ("all", "group"), "all"))


def _group(fields: Fields) -> Group:
    group_id = _identifier(fields)
    fields.require("title")
    entries = tuple(text for text, _ in fields.texts("entries"))
    return Group(group_id, fields.text("title") or "", entries)


def _publish(fields: Fields) -> Publish:
    return Publish(
        board=fields.choice("board", ("after_performance", "after_round", "held"), "after_round"),
        detail=fields.choice("detail", ("total", "judge_totals", "marks"), "total"),
        judges=fields.choice("judges", ("numbers", "names"), "numbers"),
        freeze_before=fields.text("freeze_before"),
        ceremony=tuple(text for text, _ in fields.texts("ceremony")),
    )


def _deviation(fields: Fields) -> Deviation:
    off = fields.is_explicit_null("warn_over_percent")
    percent = fields.number("warn_over_percent", positive=True, most=100)
    third = fields.section("third_marking", _third_marking)
    return Deviation(None if off else Deviation().warn_over_percent if percent is None else percent, third)


def _third_marking(fields: Fields) -> ThirdMarking:
    for key in ("from_percent", "judge"):
        fields.require(key)
    return ThirdMarking(
        from_percent=fields.number("from_percent", positive=True, most=100) or Fraction(100),
        judge=fields.text("judge") or "",
        counts=fields.choice("counts", ("third", "closest"), "third"),
    )
