"""What the rule book's form offers to choose from, in a jury's words.

Responsible for: the words of every choice, and the rounds and criteria that links may name. Must not know: the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from contest_app.contest.words import Words
from contest_app.web.setup.rule_form import count

Choices = tuple[tuple[str, Words], ...]

LEVELS: Final[Choices] = (
    ("commune", Words("cấp xã, phường", "commune")),
    ("cluster", Words("cụm liên xã", "cluster of communes")),
    ("district", Words("cấp huyện", "district")),
    ("province", Words("cấp tỉnh, thành phố", "province")),
    ("model", Words("xét công nhận mô hình", "recognition of models")),
    ("forces", Words("lực lượng vũ trang, khối cơ quan", "armed forces, agencies")),
)
KINDS: Final[Choices] = (
    ("judged", Words("giám khảo chấm", "marked by the judges")),
    ("counted", Words("thư ký nhập điểm (trắc nghiệm)", "points entered (quiz)")),
)
MARKING: Final[Choices] = (
    ("at_call", Words("chấm ngay khi gọi đội", "from the call")),
    ("when_timer_stops", Words("chấm khi đồng hồ dừng", "once the timer stopped")),
)
PENALTIES: Final[Choices] = (
    ("", Words("không trừ", "none")),
    ("full_unit", Words("mỗi khoảng trọn vẹn", "each full unit")),
    ("started_unit", Words("mỗi khoảng đã bắt đầu", "each started unit")),
    ("tiers", Words("theo mức", "by tiers")),
)
METHODS: Final[Choices] = (
    ("mean", Words("trung bình cộng", "mean")),
    ("trimmed_mean", Words("trung bình, bỏ điểm cao và thấp", "trimmed mean")),
    ("sum", Words("tổng điểm", "sum")),
    ("trimmed_sum", Words("tổng, bỏ điểm cao và thấp", "trimmed sum")),
    ("median", Words("điểm giữa (trung vị)", "median")),
    ("placement_sum", Words("cộng thứ hạng", "sum of places")),
    ("majority", Words("đa số (skating)", "majority (skating)")),
    ("pairwise", Words("so từng cặp", "pairwise")),
    ("rank_points", Words("điểm theo thứ hạng", "points by rank")),
)
FALLBACKS: Final[Choices] = METHODS[:1] + METHODS[2:3] + METHODS[4:5]
OVERS: Final[Choices] = (
    ("round_total", Words("tổng phiếu", "sheet totals")),
    ("criterion", Words("từng tiêu chí", "each criterion")),
)
COMBINES: Final[Choices] = (
    ("sum", Words("cộng các phần thi", "sum of rounds")),
    ("best", Words("cộng những phần cao nhất", "best rounds")),
    ("last", Words("chỉ phần thi cuối", "last round only")),
)
ORDERS: Final[Choices] = (
    ("descending", Words("điểm cao xếp trước", "highest first")),
    ("ascending", Words("điểm thấp xếp trước", "lowest first")),
)
ROUNDINGS: Final[Choices] = (
    ("half_up", Words("nửa lên", "half up")),
    ("half_even", Words("nửa về số chẵn", "half to even")),
    ("truncate", Words("cắt bỏ", "truncate")),
)
STAGES: Final[Choices] = (
    ("total", Words("tổng điểm", "total")),
    ("round", Words("điểm phần thi", "round")),
    ("sheet", Words("từng phiếu", "sheet")),
    ("criterion", Words("tiêu chí", "criterion")),
    ("weighted_criterion", Words("tiêu chí sau hệ số", "criterion x factor")),
)
MISSING: Final[Choices] = (
    ("present_only", Words("tính trên phiếu đã nộp", "count the sheets that are in")),
    ("drop_judge_for_round", Words("bỏ giám khảo ấy ở cả phần thi", "drop that judge for the round")),
    ("refuse", Words("không tính khi còn thiếu", "refuse while one is missing")),
)
BOARDS: Final[Choices] = (
    ("after_performance", Words("sau từng đội", "after each performance")),
    ("after_round", Words("sau từng phần thi", "after each round")),
    ("held", Words("giữ kín đến khi công bố chung cuộc", "held until the end")),
)
DETAILS: Final[Choices] = (
    ("total", Words("chỉ tổng điểm", "totals only")),
    ("judge_totals", Words("tổng của từng giám khảo", "judges' totals")),
    ("marks", Words("từng điểm", "every mark")),
)
NAMES: Final[Choices] = (
    ("numbers", Words("chỉ số giám khảo", "numbers only")),
    ("names", Words("họ tên giám khảo", "judges' names")),
)
UNTIL: Final[Choices] = (
    ("closed", Words("đến khi đóng phần thi của đội", "until the performance closes")),
    ("round_closed", Words("đến khi đóng cả phần thi", "until the round closes")),
)
SHARED: Final[Choices] = (
    ("drop_next", Words("bỏ giải kế tiếp", "the next prize is dropped")),
    ("extend", Words("thêm giải, giữ giải kế tiếp", "one more prize")),
)
LINKS: Final[Choices] = (
    ("fewest_penalty_points", Words("ít điểm trừ hơn", "fewest penalty points")),
    ("judges_preferring", Words("nhiều giám khảo xếp cao hơn", "more judges preferring")),
    ("head_judge_mark", Words("điểm của Trưởng BGK", "the head judge's marks")),
    ("running_order", Words("thi trước xếp trước", "performed earlier")),
    ("lot", Words("bốc thăm", "by lot")),
    ("decision", Words("Ban Giám khảo quyết định", "the jury decides")),
    ("shared", Words("đồng hạng", "shared")),
)
AWARDS: Final[Choices] = (
    ("jury_vote", Words("Ban Giám khảo bình chọn", "jury vote")),
    ("audience_vote", Words("khán giả bình chọn", "audience vote")),
    ("organizer", Words("Ban Tổ chức trao", "given by the organizers")),
)


_PLACES: Final[dict[str, Words]] = {
    "rounds": Words("phần thi", "round"),
    "criteria": Words("tiêu chí", "criterion"),
    "ties": Words("bằng điểm", "ties"),
    "prizes": Words("giải", "prize"),
    "special_prizes": Words("giải phụ", "special prize"),
    "rounding": Words("làm tròn", "rounding"),
    "tiers": Words("mức", "tier"),
    "title": Words("tên", "title"),
    "max": Words("điểm tối đa", "maximum"),
    "step": Words("bước điểm", "step"),
    "factor": Words("hệ số", "factor"),
    "time": Words("thời gian", "time"),
    "penalty": Words("trừ quá giờ", "over time"),
    "count": Words("số lượng", "count"),
    "panel": Words("Ban Giám khảo", "the panel"),
    "judges": Words("số giám khảo", "judges"),
    "quorum": Words("số phiếu tối thiểu", "quorum"),
    "aggregate": Words("điểm của Ban Giám khảo", "the panel's figure"),
    "publish": Words("công bố", "publication"),
    "ceremony": Words("thứ tự trao giải", "ceremony"),
    "by": Words("xét theo", "by"),
    "places": Words("số lẻ", "decimals"),
    "fallback": Words("khi ít giám khảo", "few judges"),
    "limit_s": Words("thời gian cho phép", "limit"),
    "min_s": Words("tối thiểu", "minimum"),
    "hard_stop_s": Words("dừng hẳn", "hard stop"),
    "points": Words("điểm", "points"),
    "combine": Words("tổng điểm", "total"),
    "best": Words("số phần cao nhất", "best rounds"),
    "level": Words("cấp", "level"),
    "note": Words("ghi chú", "note"),
    "kind": Words("cách cho điểm", "kind"),
    "marking": Words("lúc chấm", "marking"),
    "floor": Words("không dưới", "floor"),
    "order": Words("xếp hạng", "ranking"),
    "shared_prizes": Words("khi đồng giải", "when shared"),
    "correct_until": Words("giám khảo được sửa", "corrections"),
    "method": Words("cách tính", "method"),
    "drop_low": Words("bỏ thấp", "drop low"),
    "drop_high": Words("bỏ cao", "drop high"),
    "over": Words("tính theo", "over"),
    "below": Words("khi dưới … giám khảo", "with fewer than"),
    "missing": Words("khi thiếu phiếu", "missing sheets"),
    "policy": Words("cách xử lý", "policy"),
    "deviation": Words("lệch điểm", "deviation"),
    "warn_over_percent": Words("báo lệch quá (%)", "warn over (%)"),
    "stage": Words("làm tròn điểm nào", "rounding of"),
    "mode": Words("cách", "mode"),
    "short_points": Words("thiếu giờ trừ", "too short costs"),
    "unit_s": Words("một khoảng", "a unit"),
    "grace_s": Words("không tính đầu", "grace"),
    "cap": Words("trừ nhiều nhất", "at most"),
    "over_s": Words("quá từ", "over by"),
    "from": Words("từ điểm", "from"),
    "board": Words("công bố điểm", "points"),
    "detail": Words("công chúng thấy", "the public sees"),
    "freeze_before": Words("dừng bảng điểm trước", "freeze before"),
}


def place_words(path: str) -> Words:
    """Where a path leads, for a person: phần thi 1, tiêu chí 2, bước điểm."""
    steps = [re.fullmatch(r"([^\[]*)(?:\[(\d+)\])?", step) for step in path.split(".")]
    named = [(_PLACES.get(step[1], Words(step[1], step[1])), step[2]) for step in steps if step]
    vi = ", ".join(words.vi + (f" {int(n) + 1}" if n else "") for words, n in named)
    en = ", ".join(words.en + (f" {int(n) + 1}" if n else "") for words, n in named)
    return Words(vi, en)


def choices_for(fields: Mapping[str, str]) -> dict[str, Choices]:
    """Every list of choices, with the rounds and criteria as the form has them."""
    rounds = [(fields.get(f"rounds[{n}].id", ""), f"rounds[{n}]") for n in range(count(fields, "rounds"))]
    titles = {round_id: fields.get(f"{path}.title", "") or round_id for round_id, path in rounds}
    by_round = [
        (f"round:{key}", Words(f"điểm “{title}” cao hơn", f"better in “{title}”")) for key, title in titles.items()
    ]
    by_time = [
        (f"elapsed:{key}", Words(f"“{title}” nhanh hơn", f"faster in “{title}”")) for key, title in titles.items()
    ]
    by_criterion = [
        (
            f"criterion:{round_id}.{fields.get(f'{path}.criteria[{n}].id', '')}",
            Words(vi=f"“{titles[round_id]}”: {title}", en=f"“{titles[round_id]}”: {title}"),
        )
        for round_id, path in rounds
        for n in range(count(fields, f"{path}.criteria"))
        if (title := fields.get(f"{path}.criteria[{n}].title", ""))
    ]
    return {
        "levels": LEVELS, "kinds": KINDS, "marking": MARKING, "penalties": PENALTIES, "methods": METHODS,
        "fallbacks": FALLBACKS, "overs": OVERS, "combines": COMBINES, "orders": ORDERS, "roundings": ROUNDINGS,
        "stages": STAGES, "missing": MISSING, "boards": BOARDS, "details": DETAILS, "names": NAMES, "until": UNTIL,
        "shared": SHARED,
        "ties": (*by_round, *LINKS, *by_time, *by_criterion),
        "specials": (*by_round, *by_criterion, *AWARDS),
        "rounds": tuple((key, Words(title, title)) for key, title in titles.items()),
    }  # fmt: skip
