"""Random contests: steps that make sense now, mixed with steps that make none, every value from a printed seed.

Responsible for: plays that get somewhere (published, frozen, announced, taken back) and still try everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from random import Random
from typing import Any

from contest_app.contest import commands as c
from contest_app.contest.commands import Command, command_kinds
from contest_app.contest.lots import seal_of
from contest_app.contest.permissions import MAY_DO
from contest_app.contest.refusals import Refused
from contest_app.contest.state import Key
from tests.building import Story, a_contest, a_rulebook

Step = tuple[str, type[Command], dict[str, Any]]

NEW = "a new number"


def fine_rulebook(rng: Random) -> dict[str, Any]:
    """Rounds whose marks are five digits with a step of 0.001, and a random way to publish."""
    line = {"max": "99.999", "step": "0.001"}
    content, form = {"id": "content", "title": "Nội dung", **line}, {"id": "form", "title": "Hình thức", **line}
    return a_rulebook(
        rounds=[
            {"id": "greeting", "title": "Màn chào hỏi", "criteria": [content, form], "factor": 2},
            {"id": "knowledge", "title": "Kiến thức", "kind": "counted", "max": "99.999"},
            {
                "id": "skit",
                "title": "Tiểu phẩm",
                "marking": rng.choice(["at_call", "when_timer_stops"]),
                "criteria": [{"id": "acting", "title": "Diễn xuất", **line}],
                "time": {"limit_s": 3},
            },
        ],
        aggregate=rng.choice(
            [{"method": "mean"}, {"method": "trimmed_mean", "fallback": {"below": 3, "method": "mean"}}]
        ),
        rounding={"places": 5, "stage": "total"},
        ties=rng.choice([["fewest_penalty_points", "decision"], ["decision", "shared"], ["head_judge_mark", "shared"]]),
        missing={"policy": rng.choice(["present_only", "drop_judge_for_round", "refuse"])},
        correct_until=rng.choice(["closed", "round_closed"]),
        publish={
            "board": rng.choice(["after_performance", "after_performance", "after_round", "held"]),
            "detail": rng.choice(["total", "judge_totals", "marks"]),
            "judges": rng.choice(["numbers", "names"]),
            **({"freeze_before": "skit"} if rng.random() < 0.4 else {}),
        },
    )


class Play:
    """One random contest; `story` holds its events and snapshots, `numbers` all marks and points that were tried."""

    def __init__(self, seed: int, judges: int = 3, entries: int = 3) -> None:
        self.rng = Random(seed)
        self.numbers: list[str] = []
        # never a zero at the end: the text of a mark keeps its five digits wherever it shows up
        self._unused = [n for n in self.rng.sample(range(10_001, 99_999), 3_000) if n % 10]
        self.rulebook = fine_rulebook(self.rng)
        self.story = a_contest(self.rulebook).with_judges(judges, head=1)
        self.story.with_entries(*("Hương Sơn", "Đào Xá", "Úc Kỳ", "Nga My")[:entries])
        self.refusals: set[str] = set()
        self._secrets = ["0" * 32]  # sealed for drawing lots; the last one is the one of the draw under way

    def go(self, steps: int, wild: float = 0.2, changing: float = 0.0) -> Story:
        """Plays on; refused steps change nothing. `wild` steps are drawn blindly, `changing` ones change the panel."""
        self.try_step("organizer", c.StartContest, {})
        for _ in range(steps):
            luck = self.rng.random()
            if changing and self.rng.random() < changing:
                self.try_step(*next(self._panel()))
                continue
            step = (
                self.wild() if luck < wild else self.onward() if luck < 0.6 else self.rng.choice(list(self.sensible()))
            )
            self.try_step(*step)
        return self.story

    def try_step(self, who: str, kind: type[Command], given: dict[str, Any]) -> None:
        filled = {name: self._filled(value) for name, value in given.items()}
        decision = self.story.asks(who, kind, **filled)
        if isinstance(decision, Refused):
            self.refusals.add(decision.code)
        else:
            self.story.does(who, kind, **filled)

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict) and NEW in value.values():
            return {key: self._filled(part) for key, part in value.items()}
        return self._number() if value == NEW else value

    def _number(self) -> str:
        """A number that is new, or now and then one that was there before, so that ties come about."""
        if self.numbers and self.rng.random() < 0.1:
            return self.rng.choice(self.numbers)
        digits = self._unused.pop()
        self.numbers.append(f"{digits // 1000}.{digits % 1000:03d}")
        return self.numbers[-1]

    def onward(self) -> Step:
        """The step that leads on from here: call, mark, close, publish, decide, announce."""
        state = self.story.state
        for round_ in state.rulebook.rounds:
            here, status = {"round": round_.id}, state.round_status(round_.id)
            if status in ("closed", "signed") and self.rng.random() < 0.3:
                return "director", c.PublishRound, here
            if status == "pending":
                lots = list(self._lots()) if self.rng.random() < 0.6 else []
                return self.rng.choice(lots) if lots else ("director", c.OpenRound, here)
            for entry in state.order_of(round_.id) if status == "open" else ():
                closed = state.performance((round_.id, entry)).status == "closed"
                if not closed and state.entry_status(entry) == "competing":
                    return self._on_with((round_.id, entry))
            if status == "open":
                return "director", c.CloseRound, here
        lot = self.story.snapshot.standings.unsettled
        if lot and state.phase == "running":
            return "head_judge", c.DecideTie, {"entries": lot[0], "reason": "Trưởng ban quyết định"}
        if state.phase == "decided":
            return "director", c.AnnounceResults, {}
        return "head_judge", c.DecideContest, {}

    def _on_with(self, key: Key) -> Step:
        state, here = self.story.state, {"round": key[0], "entry": key[1]}
        performance = state.performance(key)
        if state.rulebook.round(key[0]).kind == "counted":
            if performance.counted_revisions:
                return "director", c.ClosePerformance, here
            return "secretary", c.EnterCountedPoints, {**here, "points": NEW, "base": 0}
        if performance.status == "waiting":
            return "director", c.CallPerformance, here
        if performance.timer.is_running:
            return "director", c.StopTimer, here
        if performance.status == "on_stage":
            return "director", c.EndPerformance, here
        missing = [step for step in self._sheets(key) if step[2]["base"] == 0]
        return missing[0] if missing else ("director", c.ClosePerformance, {**here, "reason": "đủ phiếu"})

    # --- steps that make sense ----------------------------------------------------------------------------------------

    def sensible(self) -> Iterator[Step]:
        """What somebody might do next; what leads on is offered more often than what takes back."""
        state, often = self.story.state, 3
        for round_ in state.rulebook.rounds:
            here = {"round": round_.id}
            status = state.round_status(round_.id)
            if status == "pending" and not any(state.round_status(r.id) == "open" for r in state.rulebook.rounds):
                yield from [("director", c.OpenRound, here)] * often
            if status == "open":
                yield from [("director", c.CloseRound, here)] * often
                for entry in state.entry_order:
                    yield from self._in_open_round((round_.id, entry), round_.kind)
            if status in ("closed", "signed"):
                yield from [("director", c.PublishRound, here)] * often
                yield "head_judge", c.SignRound, here
                if self.rng.random() < 0.1:
                    yield "head_judge", c.ReopenRound, {**here, "reason": "chấm sót"}
        yield from self._around()

    def _in_open_round(self, key: Key, kind: str) -> Iterator[Step]:
        state, rng = self.story.state, self.rng
        here = {"round": key[0], "entry": key[1]}
        performance = state.performance(key)
        if kind == "counted":
            if performance.status != "closed":
                base = performance.counted_revisions.get("", 0)
                yield "secretary", c.EnterCountedPoints, {**here, "points": NEW, "base": base}
                yield "director", c.ClosePerformance, here
        elif performance.status == "waiting":
            yield from [("director", c.CallPerformance, here)] * 2
        elif performance.status != "closed":
            yield "director", c.StopTimer if performance.timer.is_running else c.StartTimer, here
            yield "director", c.EndPerformance, here
            yield from self._sheets(key)
            yield from self._on_paper(key)
            yield "director", c.ClosePerformance, {**here, "reason": rng.choice(["", "", "giám khảo ốm"])}
        if performance.status == "closed":
            yield from [("director", c.PublishPerformance, here)] * 3
            yield from [("director", c.ChooseScene, {**here, "scene": "result"})] * 2
            yield "head_judge", c.ReopenPerformance, {**here, "reason": "xem lại"}
            yield from list(self._sheets(key))[:1]
            yield from self._on_paper(key)
        if rng.random() < 0.3:
            yield "secretary", c.GivePenalty, {**here, "points": NEW, "reason": "quá giờ"}
            yield "secretary", c.RecordAbsence, {**here, "reason": "không có mặt"}
            yield "secretary", c.WithdrawAbsence, {**here, "reason": "đã đến"}
            yield "director", c.WithdrawCall, here

    def _sheets(self, key: Key) -> Iterator[Step]:
        state = self.story.state
        criteria = state.rulebook.round(key[0]).criteria
        for judge in state.judge_order:
            handed = state.performance(key).handed.get(judge)
            base = handed.revision if handed else 0
            if self.rng.random() < (0.15 if handed else 0.9):
                marks = {criterion.id: NEW for criterion in criteria}
                sheet = {"round": key[0], "entry": key[1], "base": base, "marks": marks}
                yield judge + self.rng.choice(["", "", "", "@phone"]), c.SubmitSheet, sheet

    def _lots(self) -> Iterator[Step]:
        """Lots are drawn for the rounds to come, opened turn by turn, broken off now and then."""
        state, rng = self.story.state, self.rng
        draw = state.last_draw
        if draw is not None and draw.is_under_way:
            here = {"draw": draw.draw}
            if draw.status == "sealed":
                yield from [("secretary", c.DrawLots, {**here, "word": "hoa sen", "secret": self._secrets[-1]})] * 3
            else:
                upto = rng.choice([draw.opened + 1, draw.opened + 1, len(draw.order)])
                yield from [("director", c.RevealLots, {**here, "upto": upto})] * 3
            if rng.random() < 0.3:
                yield "secretary", c.CancelDraw, {**here, "reason": "thiếu một đội"}
            return
        pending = tuple(r.id for r in state.rulebook.rounds if state.round_status(r.id) == "pending")
        if pending and rng.random() < 0.3:
            self._secrets.append(f"{rng.getrandbits(128):032x}")
            rounds = rng.choice([pending, pending[-1:]])
            yield "secretary", c.BeginDraw, {"rounds": rounds, "seal": seal_of(self._secrets[-1]), "reason": "bốc lại"}

    def _on_paper(self, key: Key) -> Iterator[Step]:
        """A tablet failed: a paper sheet is typed, typed again (rarely otherwise), or the first reading discarded."""
        state, rng = self.story.state, self.rng
        begun = [judge for round_id, entry, judge in state.paper if (round_id, entry) == key]
        judge = rng.choice(begun or state.judge_order)
        handed, reading = state.performance(key).handed.get(judge), state.paper.get((*key, judge))
        sheet = {"round": key[0], "entry": key[1], "judge": judge, "reason": "máy tính bảng hỏng"}
        marks = dict(reading.marks) if reading else {one.id: NEW for one in state.rulebook.round(key[0]).criteria}
        base, typist = handed.revision if handed else 0, "Bình" if reading else "Lan"
        if reading and rng.random() < 0.4:
            yield from [("secretary", c.DiscardPaperReading, sheet)] * 2
        elif reading or rng.random() < 0.25:
            yield from [("secretary", c.TypePaperSheet, {**sheet, "base": base, "typist": typist, "marks": marks})] * 2

    def _around(self) -> Iterator[Step]:
        state, rng = self.story.state, self.rng
        why = {"reason": "ý kiến Ban Tổ chức"}
        yield from self._lots()
        for late in state.late.values():
            if late.status == "waiting":
                yield "head_judge", rng.choice([c.AcceptLateSheet, c.DeclineLateSheet]), {"late": late.late, **why}
        for group in self.story.snapshot.standings.unsettled:
            yield "head_judge", c.DecideTie, {"entries": tuple(rng.sample(group, len(group))), **why}
        yield "director", c.ChooseScene, {"scene": rng.choice(["waiting", "on_stage", "board", "draw"])}
        yield from [("head_judge", c.DecideContest, {})] * 2
        if state.phase == "decided":
            yield from [("director", c.AnnounceResults, {})] * 5
        if state.phase == "announced":
            yield "director", c.WithdrawAnnouncement, why
        if rng.random() < 0.1:
            yield "organizer", c.AmendRulebook, {"rulebook": self._amended(), **why}
            yield rng.choice(state.judge_order), c.RecuseJudge, {"entry": rng.choice(state.entry_order)}
        if rng.random() < 0.4:
            entry = rng.choice(state.entry_order)
            yield "secretary", c.GivePenalty, {"entry": entry, "points": NEW, "reason": "vi phạm"}
            yield "secretary", c.GiveBonus, {"entry": entry, "points": NEW, "reason": "thưởng"}
            yield "secretary", c.ChangeEntryStatus, {"entry": entry, "status": self._status(), **why}
            yield ("director", c.ThawBoard, why) if state.is_frozen else ("director", c.FreezeBoard, {})
            yield from self._panel()
            judge = rng.choice(state.judge_order)
            yield judge, c.TakeSeat, {"device": f"tablet-{judge}", "from_device": state.seats.get(judge, "")}
            if state.public.performances:
                round_id, published = rng.choice(sorted(state.public.performances))
                chosen = {"round": round_id, "entry": rng.choice(["", published])}
                yield "director", c.WithdrawPublication, {**chosen, **why}

    def _panel(self) -> Iterator[Step]:
        """Judges who leave, are replaced, come back; one more is appointed now and then."""
        state, rng = self.story.state, self.rng
        has_left = [judge for judge in state.judge_order if judge not in state.seated]
        judge, number = rng.choice(state.seated), len(state.judges) + 1
        new = {"number": number, "name": f"Giám khảo {number}"}
        head = rng.choice([*state.seated, f"j{number}", ""])
        change = {"judge": judge, "reason": "ốm", "head": head}
        back = {"judge": rng.choice(has_left or [judge]), "reason": "khỏe", "head": head}
        yield rng.choice(
            [
                ("organizer", c.ReplaceJudge, {**change, **new, "successor": f"j{number}"}),
                ("organizer", c.ReplaceJudge, {**change, **new, "successor": f"j{number}"}),
                ("organizer", c.LetJudgeGo, change),
                ("organizer", c.CallJudgeBack, back),
                ("organizer", c.AppointJudge, {**new, "judge": f"j{number}", "is_head": rng.random() < 0.3}),
            ]
        )

    def _status(self) -> str:
        return self.rng.choice(["competing", "competing", "withdrawn", "disqualified"])

    # --- steps that make none -----------------------------------------------------------------------------------------

    def wild(self) -> Step:
        """Any command with fields picked blindly, mostly from a role that may send it."""
        kind = self.rng.choice(list(command_kinds().values()))
        role = self.rng.choice(sorted(MAY_DO[kind]) if self.rng.random() < 0.9 else ["audience", "announcer", "judge"])
        who = self.rng.choice(["j1", "j2", "j2@phone", "j9"]) if role == "judge" else role
        given = {field.name: self._field(field.name) for field in fields(kind) if field.name != "command_id"}
        return who, kind, {name: value for name, value in given.items() if value is not None}

    def _field(self, name: str) -> Any:
        rng, seq, state = self.rng, self.story.seq, self.story.state
        pools: dict[str, list[Any]] = {
            "round": ["greeting", "knowledge", "skit", "", "nope"],
            "entry": ["e1", "e2", "e3", "e9", "Bad Id"],
            "judge": ["j1", "j2", "j3", "j9", ""],
            "successor": ["j1", "j8", "Bad Id", ""],
            "head": ["j1", "j2", "j8", ""],
            "reason": ["", " ", "có lý do"],
            "number": [1, 2, 7, 0, -1],
            "name": ["Tân Hòa", "  ", "x{y}"],
            "is_head": [True, False],
            "base": [0, 1, 2, -1],
            "points": [NEW, "0", "-1", "x", "1e5", "", "99999"],
            "part": ["", "quiz"],
            "late": [rng.randint(0, seq + 1)],
            "penalty": [rng.randint(0, seq + 1)],
            "bonus": [rng.randint(0, seq + 1)],
            "status": ["competing", "withdrawn", "disqualified", "absent"],
            "source": ["hand", "time", "else"],
            "scene": ["waiting", "on_stage", "result", "board", "draw", "dance"],
            "typist": ["Lan", "Bình", " "],
            "alone": ["", "chỉ có một thư ký"],
            "total": ["", "7"],
            "how": ["decision", "lot", "listed", "paper", "dice"],
            "device": ["tablet-j1", "phone", ""],
            "from_device": ["tablet-j1", "phone", ""],
            "entries": [("e1", "e2"), ("e2", "e1"), ("e1", "e1"), (), ("e9",)],
            "lines": [
                {"e1": {"number": 2, "name": "Hương Sơn"}, "e2": {"number": 1, "name": "Đào Xá"}},
                {"e5": {"number": 1, "name": "Tân Hòa"}},
                {"e6": {"number": "1"}},
                {},
            ],
            "rounds": [("skit",), ("greeting", "skit"), ("nope",), ()],
            "seal": [seal_of("0" * 32), "0" * 64, "x"],
            "secret": ["0" * 32, "f" * 32, "x"],
            "word": ["hoa sen", " ", "8"],
            "draw": [max(state.draws, default=0), rng.randint(0, seq + 1)],
            "upto": [0, 1, 2, 3, 4],
            "order": [("e1", "e2", "e3"), ("e3", "e1", "e2"), ("e1",), ("e1", "e1", "e2", "e3")],
            "marks": [
                {"content": NEW, "form": NEW},
                {"acting": NEW},
                {"acting": "7.0001"},
                {"acting": "-1"},
                {"acting": ""},
                {"other": "1"},
                {},
            ],
            "rulebook": [self.rulebook, self._amended(), {"format": "rulebook/1"}, {}],
            "contest": ["demo", "Bad Id"],
            "members": [(), ("Nguyễn Văn A",)],
            "title": ["", "Hội thi khác"],
            "place": ["Nhà văn hóa", "x" * 300],
            "held_on": ["2026-10-12", "12/10/2026", ""],
            "grounds": [("Kế hoạch số 79-KH/HU", " "), ()],
        }
        return rng.choice(pools[name]) if name in pools else None

    def _amended(self) -> dict[str, Any]:
        """The rule book with another weight of the first round, maybe without its last round."""
        rounds = [dict(round_) for round_ in self.rulebook["rounds"]]
        rounds[0]["factor"] = self.rng.choice([1, 3])
        if self.rng.random() < 0.3:
            rounds.pop()
        publish = {**self.rulebook["publish"], "detail": self.rng.choice(["total", "marks"])}
        publish.pop("freeze_before", None)
        return {**self.rulebook, "rounds": rounds, "publish": publish}
