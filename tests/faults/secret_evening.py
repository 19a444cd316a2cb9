"""A whole contest over real sockets whose every number is a secret of its own, and the search of every byte told.

Responsible for: playing it, keeping each byte that each listener was sent, and finding in them what was not out yet.
"""

from __future__ import annotations

import copy
import json
import re
import secrets
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from contest_app.accounts.links import LINK_ROLES, Seat, store_links
from contest_app.concurrency import threads
from contest_app.contest import commands as c
from contest_app.contest.lots import seal_of
from contest_app.journal.journal import Journal
from contest_app.scorekeeper import Receipt, Scorekeeper
from tests.building import actor
from tests.faults.jury import CRITERIA, ENTRIES, JUDGES, ROUNDS, Secrets
from tests.faults.tap import Tap
from tests.faults.tokens import tokens_of
from tests.live.line import Line, TurnedAway, connected
from tests.serving import Server

CONTEST = "kin"
NUMBER = re.compile(rb"(?<![0-9A-Za-z_.,+/-])(\d{1,9})([.,]\d{1,18}|/\d{1,9})?(?![0-9A-Za-z_+/=-])")
QUIET_S = 0.15  # longer than a topic waits for its next frame
OVERLAP = 40  # bytes looked at again, for what stood across two looks

PAGES = (
    f"/contests/{CONTEST}/board.json", f"/contests/{CONTEST}/stage.json", "/contests/none/board.json",
    f"/contests/{CONTEST}/draws",
    "/healthz", "/", "/display", f"/display/{CONTEST}", "/guide/", "/guide/judge", "/static/none", "/none",
    f"/contests/{CONTEST}/none", "/judge/none", "/desk/none", "/organizer/sign-in", "/organizer/demo",
    "/organizer/safety/alarm",
    *(
        f"/organizer/contests/{CONTEST}{page}"
        for page in (
            "", "/panels", "/announcer", "/journal", "/people", "/conflicts", "/draw", "/figures/greeting/dao-xa",
            "/typing/greeting/dao-xa/j1", "/papers/minutes", "/papers/results.xlsx", "/setup/rules/print", "/links",
        )
    ),
)  # fmt: skip


def rulebook(detail: str) -> dict[str, Any]:
    line = {"max": "99.999", "step": "0.001"}
    judged = {name: [{"id": each, "title": each, **line} for each in criteria] for name, criteria in CRITERIA.items()}
    return {
        "format": "rulebook/1",
        "title": "Hội thi",
        "panel": {"judges": 3},
        "rounds": [
            {"id": "greeting", "title": "Chào hỏi", "criteria": judged["greeting"], "time": {"limit_s": 300}},
            {"id": "knowledge", "title": "Kiến thức", "kind": "counted", "max": "99.999"},
            {"id": "skit", "title": "Tiểu phẩm", "criteria": judged["skit"]},
        ],
        "aggregate": {"method": "mean"},
        "rounding": {"places": 5, "stage": "total"},
        "ties": ["decision", "shared"],
        "publish": {"board": "after_performance", "detail": detail, "judges": "numbers", "freeze_before": "skit"},
    }


def prepare(folder: Path, hidden: Secrets, detail: str) -> dict[str, str]:
    """Writes the contest into the folder: started, nothing judged; gives the judges' names, secrets as well."""
    names = {judge: hidden.word() for judge in JUDGES}
    journal = Journal.open(folder)
    keeper = Scorekeeper(journal, threads(), lambda: time.time_ns() // 1_000_000, lambda contest: None)
    keeper.start()

    def do(kind: type[c.Command], **fields: Any) -> None:
        answer = keeper.submit(CONTEST, kind(secrets.token_hex(8), **fields), actor("organizer"))
        assert isinstance(answer, Receipt), answer

    try:
        do(c.CreateContest, contest=CONTEST, rulebook=rulebook(detail))
        for number, entry in enumerate(ENTRIES, 1):
            do(c.RegisterEntry, entry=entry, number=number, name=f"Xã {entry}")
        for number, judge in enumerate(JUDGES, 1):
            do(c.AppointJudge, judge=judge, number=number, name=f"Bà {names[judge]}", is_head=number == 1)
        do(c.StartContest)
        seats = [Seat(CONTEST, role) for role in LINK_ROLES] + [Seat(CONTEST, "judge", judge) for judge in JUDGES]
        keeper.write(lambda connection: store_links(connection, CONTEST, seats, 0))
    finally:
        keeper.stop()
        journal.close()
    return names


@dataclass(frozen=True)
class Finding:
    """Something unpublished that somebody was told, and by which door it came out."""

    door: str
    what: str
    act: str


@dataclass
class Listener:
    """Somebody whose every byte is kept, with what they may know beside what is public."""

    door: str
    tap: Tap
    line: Line | None = None
    is_public: bool = True
    looked_at: tuple[int, ...] = ()
    frames_seen: int = 0


class Evening:
    """One contest, played act by act; `findings` are the leaks."""

    def __init__(self, server: Server, hidden: Secrets, names: dict[str, str]) -> None:
        self.server = server
        self.hidden = hidden
        self.names = names
        self.findings: list[Finding] = []
        self.listeners: dict[str, Listener] = {}
        self.desk: dict[str, Line] = {}
        self.tokens = tokens_of(server.folder, CONTEST)
        self.own: dict[str, set[Fraction]] = {judge: set() for judge in JUDGES}
        self.own_words = {judge: {name, hidden.word()} for judge, name in names.items()}  # their name and device
        self.revisions: dict[tuple[str, str, str], int] = {}
        self.etag = ""
        self.act = "the start"
        self.bytes_searched = 0
        self._stack = ExitStack()
        self._log_at: dict[str, int] = {}  # how far each of the server's two streams was read

    # --- who is there -------------------------------------------------------------------------------------------------

    @contextmanager
    def everybody(self) -> Iterator[Evening]:
        with self._stack:
            for role in ("director", "secretary", "head_judge"):
                token = self.tokens[role]
                self.desk[role] = self._stack.enter_context(connected(self.server, _auth(token)))
            self._listen("wall", "", "stage", "board")
            self._listen("screen", "", "board", "stage")
            self._listen("announcer", self.tokens["announcer"], "stage", "board", "announcer")
            for judge in JUDGES:
                (device,) = self.own_words[judge] - {self.names[judge]}
                self._listen(judge, self.tokens[judge], "stage", "board", "sheet", device=device)
                assert "receipt" in self.judge(judge).command("take_seat", device=device, from_="")
            visitor = Tap(self.server.port)
            self._stack.callback(visitor.close)
            self.listeners["visitor"] = Listener("visitor", visitor)
            yield self

    def _listen(self, door: str, token: str, *topics: str, device: str = "") -> None:
        tap = Tap(self.server.port)
        self._stack.callback(tap.close)
        line = self._stack.enter_context(connected(_at(tap), _auth(token, device)))
        self.listeners[door] = Listener(door, tap, line, is_public=door in ("wall", "screen"))
        assert set(line.watch(*topics)["topics"]) == set(topics)

    def judge(self, judge: str) -> Line:
        line = self.listeners[judge].line
        assert line is not None
        return line

    # --- acts ---------------------------------------------------------------------------------------------------------

    def does(self, role: str, kind: str, **fields: Any) -> Any:
        """An act of the desk that must be taken."""
        self.act = f"{kind} {fields.get('round', '')} {fields.get('entry', '')}".strip()
        answer = self.desk[role].command(kind, **fields)
        assert "receipt" in answer, (self.act, answer)
        return answer["receipt"]

    def publishes(self, role: str, kind: str, *keys: tuple[str, str], **fields: Any) -> None:
        """An act that makes something public: only now may it be told."""
        self.look(quiet_s=QUIET_S)
        self.hidden.publish(*keys)
        self.does(role, kind, **fields)
        self.look(quiet_s=QUIET_S)
        self.look_at_values()

    def hands_in(self, judge: str, round_id: str, entry: str, *, is_late: bool = False) -> tuple[int, dict[str, str]]:
        """A sheet of unheard-of marks; its seq and marks."""
        key = judge, round_id, entry
        marks = {criterion: self.hidden.number() for criterion in CRITERIA[round_id]}
        values = {criterion: Fraction(mark) for criterion, mark in marks.items()}
        self.own[judge] |= {*values.values(), sum(values.values(), Fraction(0))}
        self.act = f"submit_sheet {judge} {round_id} {entry}"
        sheet = {"round": round_id, "entry": entry, "base": self.revisions.get(key, 0), "marks": marks}
        receipt = self.judge(judge).command("submit_sheet", **sheet)["receipt"]
        assert receipt["outcome"] == ("late" if is_late else "done")
        if not is_late:
            self.counts(judge, round_id, entry, values)
        self.look()
        return receipt["seq"], marks

    def types_paper(self, judge: str, round_id: str, entry: str) -> None:
        """A paper sheet, typed twice: the first reading is nobody's, the judge's own included, until both agree."""
        marks = {criterion: self.hidden.number() for criterion in CRITERIA[round_id]}
        values = {criterion: Fraction(mark) for criterion, mark in marks.items()}
        base = self.revisions.get((judge, round_id, entry), 0)
        sheet = {"round": round_id, "entry": entry, "judge": judge, "base": base, "reason": self.hidden.word()}
        self.does("secretary", "type_paper_sheet", **sheet, typist=self.hidden.word(), marks=marks)
        other = {**marks, CRITERIA[round_id][0]: self.hidden.number()}
        again = self.hidden.word()
        differs = self.desk["secretary"].command("type_paper_sheet", **sheet, typist=again, marks=other)
        assert differs["refused"]["code"] == "readings_differ"
        self.look(QUIET_S)
        self.look_at_values()
        self.own[judge] |= {*values.values(), sum(values.values(), Fraction(0))}
        self.does("secretary", "type_paper_sheet", **sheet, typist=again, marks=marks)
        self.counts(judge, round_id, entry, values)
        self.look(QUIET_S)

    def counts(self, judge: str, round_id: str, entry: str, values: dict[str, Fraction]) -> None:
        self.revisions[judge, round_id, entry] = self.revisions.get((judge, round_id, entry), 0) + 1
        self.hidden.jury.at(round_id, entry).sheets[judge] = values
        self.hidden.note()

    def performs(self, round_id: str, entry: str) -> None:
        here = {"round": round_id, "entry": entry}
        self.does("director", "call_performance", **here)
        self.does("director", "start_timer", **here)
        for judge in JUDGES:
            self.hands_in(judge, round_id, entry)
        self.hands_in("j2", round_id, entry)  # a correction
        self.does("director", "stop_timer", **here)

    def draws_lots(self, round_id: str) -> None:
        """Lots are drawn for a round: the secret is nobody's until the last turn is open."""
        secret = self.hidden.secret()
        begun = self.does("secretary", "begin_draw", rounds=[round_id], seal=seal_of(secret))
        draw = begun["seq"] - 1  # the wall's scene is the second event
        self.look_at_values()
        self.does("secretary", "draw_lots", draw=draw, word="hoa sen", secret=secret)
        for upto in range(1, len(ENTRIES)):
            self.does("director", "reveal_lots", draw=draw, upto=upto)
            self.look(QUIET_S)
            self.look_at_values()
        self.hidden.out_words.add(secret)
        self.does("director", "reveal_lots", draw=draw, upto=len(ENTRIES))
        self.look(QUIET_S)
        assert secret.encode() in b"".join(self.listeners["wall"].tap.heard()), "the last turn opens the secret"

    def penalizes(self, entry: str, round_id: str = "") -> int:
        points, reason = self.hidden.number(), self.hidden.word()
        seq = self.does("secretary", "give_penalty", round=round_id, entry=entry, points=points, reason=reason)["seq"]
        lines = (
            self.hidden.jury.at(round_id, entry).penalty
            if round_id
            else self.hidden.jury.penalties.setdefault(entry, [])
        )
        lines.append((Fraction(points), reason))
        self.hidden.note()
        self.look()
        return int(seq)

    # --- looking at what was told -------------------------------------------------------------------------------------

    def look(self, quiet_s: float = 0.0) -> None:
        """Searches everything that was told since the last look for what is not out."""
        self.hidden.note()
        if quiet_s:
            time.sleep(quiet_s)  # what is on its way must have come before anything more is out
        for line in self.desk.values():
            line.call("clock", {})
        for listener in self.listeners.values():
            if listener.line is not None:
                listener.line.call("clock", {})
            self._search_listener(listener)
        self.look_at_the_log()

    def look_at_the_log(self) -> None:
        """Whoever reads the log is told no mark, reason or device, out or not (names stand beside links)."""
        words = self.hidden.words - set(self.names.values())
        for name, said in (("errors", self.server.errors.encode()), ("output", self.server.output.encode())):
            before = self._log_at.get(name, 0)
            self._search("log", said[max(0, before - OVERLAP) :], self.hidden.numbers, words)
            self._log_at[name] = len(said)

    def _search_listener(self, listener: Listener) -> None:
        heard = listener.tap.heard()
        before = listener.looked_at + (0,) * (len(heard) - len(listener.looked_at))
        kept = self._kept_from(listener.door)
        for told, start in zip(heard, before, strict=True):
            self._search(listener.door, told[max(0, start - OVERLAP) :], *kept)
        listener.looked_at = tuple(len(told) for told in heard)
        if listener.line is not None and listener.is_public:
            for frame in listener.line.frames[listener.frames_seen :]:
                self._check_value(listener.door, frame["name"], frame["value"])
            listener.frames_seen = len(listener.line.frames)

    def _kept_from(self, door: str) -> tuple[set[Fraction], set[str]]:
        """What this listener must not be told: the announcer may know the figures, judges their own sheets."""
        numbers = self.hidden.kept_numbers - self.own.get(door, set())
        words = self.hidden.kept_words - self.own_words.get(door, set())
        if door == "announcer":
            numbers = numbers - self.hidden.figures_ever
        return numbers, words

    def _search(self, door: str, told: bytes, numbers: set[Fraction], words: Iterable[str]) -> None:
        self.bytes_searched += len(told)
        for found in NUMBER.finditer(told):
            for value in _readings(found[1].decode(), (found[2] or b"").decode()):
                if value in numbers:
                    self.findings.append(Finding(door, f"the number {found[0].decode()}", self.act))
        for word in words:
            if word.encode() in told:
                self.findings.append(Finding(door, f"the word {word}", self.act))

    def told_to(self, door: str) -> set[Fraction]:
        """Every number that a listener was ever told."""
        told = b" ".join(self.listeners[door].tap.heard())
        found = NUMBER.finditer(told)
        return {value for each in found for value in _readings(each[1].decode(), (each[2] or b"").decode())}

    def look_at_values(self) -> None:
        """Everything a visitor can ask for just now."""
        self.visits()
        for path in PAGES:
            self._search(path, self.gets(path), self.hidden.kept_numbers, self.hidden.kept_words)
        told = self.gets(PAGES[0])
        self._check_value(PAGES[0], "board", json.loads(told.partition(b"\r\n\r\n")[2])["value"])
        self.etag = re.search(rb"(?i)etag: (\S+)", told)[1].decode()  # type: ignore[index]
        again = self.gets(PAGES[0], f"If-None-Match: {self.etag}\r\n")
        assert b" 304 " in again.partition(b"\r\n")[0]
        self._search(PAGES[0], again, self.hidden.kept_numbers, self.hidden.kept_words)

    def gets(self, path: str, headers: str = "") -> bytes:
        """Every byte of an answer."""
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as connection:
            connection.sendall(request.encode())
            told = b""
            while data := connection.recv(65536):
                told += data
        return told

    def visits(self) -> None:
        """Somebody comes from the street, asks for whatever there is, tries everything, and goes."""
        listener = self.listeners["visitor"]
        for auth in ({"contest": CONTEST, "token": "guessed"}, {"contest": "none"}, ["x"]):
            try:
                with connected(_at(listener.tap), auth):
                    raise AssertionError("let in")
            except TurnedAway:
                pass
        with connected(_at(listener.tap), _auth("")) as line:
            answer = line.watch(
                "stage", "board", "desk", "presence", "announcer", "sheet", "sheet|j1", f"{CONTEST}|desk"
            )
            assert set(answer["topics"]) == {"stage", "board"}
            for name, topic in answer["topics"].items():
                self._check_value("visitor", name, topic["value"])
            sheet = {"round": "greeting", "entry": ENTRIES[0], "base": 0, "marks": {"content": "1", "form": "1"}}
            line.command("submit_sheet", **sheet)
            line.command("submit_sheet", **{**sheet, "marks": 7})
            line.command("give_penalty", entry=ENTRIES[0], points="1", reason="x")
            line.command("publish_round", round="greeting")
            line.command("accept_late_sheet", late=1, reason="x")
            line.call("command", "rubbish")
            line.call("presence", {"round": "greeting", "entry": ENTRIES[0]})
            line.call("clock", {"at": 1})
        self._search_listener(listener)

    # --- places and figures: what a picture says as a whole -----------------------------------------------------------

    def _check_value(self, door: str, topic: str, value: Any) -> None:
        if topic == "board":
            for row in value["rows"]:
                entry = row["entry"]["id"]
                told = {
                    "place": row["place"],
                    "total": _fraction(row["total"]),
                    "rounds": {r: _fraction(row["rounds"][r]) for r in ROUNDS},
                    "status": row["entry"]["status"],
                }
                if told != self.hidden.public.row(entry):
                    self.findings.append(
                        Finding(door, f"board: {told}, public is {self.hidden.public.row(entry)}", self.act)
                    )
        elif value["result"] is not None:
            result = value["result"]
            key = result["round"]["id"], result["entry"]["id"]
            public = self.hidden.public
            told_result = result["place_so_far"], _fraction(result["total_so_far"])
            if key not in public.performances or told_result != (public.place(key[1]), public.total(key[1])):
                self.findings.append(Finding(door, f"result of {key}: {told_result}", self.act))


def _readings(whole: str, rest: str) -> Iterator[Fraction]:
    """What a number in a text may stand for: itself, thousandths, a fraction, a float that is nearly it."""
    if rest.startswith("/"):
        if int(rest[1:]):
            yield Fraction(int(whole), int(rest[1:]))
    elif rest:
        yield round(Fraction(f"{whole}.{rest[1:]}"), 6)
    else:
        yield Fraction(int(whole), 1000)


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _auth(token: str, device: str = "") -> dict[str, str]:
    return {"contest": CONTEST, **({"token": token} if token else {}), **({"device": device} if device else {})}


class _at:
    """Where `connected` connects to."""

    def __init__(self, tap: Tap) -> None:
        self.base = tap.base


def play(evening: Evening) -> None:
    """The whole of it: rounds, late sheets, penalties, counted points, publications, a freeze, the announcement."""
    hidden, public = evening.hidden, lambda: copy.deepcopy(evening.hidden.public)
    e1, e2, e3 = ENTRIES
    evening.look_at_values()
    evening.draws_lots("skit")

    evening.does("director", "open_round", round="greeting")
    for entry in ENTRIES:
        evening.performs("greeting", entry)
        if entry == e2:
            evening.penalizes(e2, "greeting")
            gone = evening.penalizes(e2, "greeting")
            evening.does("secretary", "withdraw_penalty", penalty=gone, reason=hidden.word())
            hidden.jury.at("greeting", e2).penalty.pop()
        evening.does("director", "close_performance", round="greeting", entry=entry)
        evening.look()
    evening.look_at_values()
    evening.publishes("director", "publish_performance", ("greeting", e1), round="greeting", entry=e1)
    evening.does("director", "choose_scene", scene="result", round="greeting", entry=e1)
    evening.publishes("director", "publish_performance", ("greeting", e2), round="greeting", entry=e2)
    evening.does("director", "choose_scene", scene="result", round="greeting", entry=e2)

    accepted, marks = evening.hands_in("j3", "greeting", e1, is_late=True)
    declined, _ = evening.hands_in("j1", "greeting", e2, is_late=True)
    evening.does("head_judge", "accept_late_sheet", late=accepted, reason=hidden.word())
    evening.counts("j3", "greeting", e1, {name: Fraction(mark) for name, mark in marks.items()})
    evening.does("head_judge", "decline_late_sheet", late=declined, reason=hidden.word())
    evening.look_at_values()
    evening.publishes("director", "publish_performance", ("greeting", e1), round="greeting", entry=e1)
    evening.look(QUIET_S)
    hidden.withdraw(("greeting", e2))
    evening.does("director", "withdraw_publication", round="greeting", entry=e2, reason=hidden.word())
    evening.look(QUIET_S)
    evening.look_at_values()
    evening.does("head_judge", "reopen_performance", round="greeting", entry=e3, reason=hidden.word())
    evening.hands_in("j1", "greeting", e3)
    evening.types_paper("j2", "greeting", e3)
    evening.does("director", "close_performance", round="greeting", entry=e3)
    evening.does("director", "close_round", round="greeting")

    evening.does("director", "open_round", round="knowledge")
    for entry in ENTRIES:
        for base in (0, 1):
            points = hidden.number()
            why = {"reason": hidden.word()} if base else {}
            evening.does(
                "secretary", "enter_counted_points", round="knowledge", entry=entry, points=points, base=base, **why
            )
            hidden.jury.at("knowledge", entry).counted = Fraction(points)
            evening.look()
    evening.does("director", "close_round", round="knowledge")
    evening.penalizes(e1)
    evening.look_at_values()
    evening.publishes("director", "publish_round", *(("greeting", each) for each in ENTRIES), round="greeting")
    evening.publishes("director", "publish_performance", ("knowledge", e2), round="knowledge", entry=e2)
    evening.penalizes(e3)

    evening.does("director", "open_round", round="skit")
    for entry in ENTRIES:
        evening.performs("skit", entry)
        evening.does("director", "close_performance", round="skit", entry=entry)
        refused = evening.desk["director"].command("publish_performance", round="skit", entry=entry)
        assert refused["refused"]["code"] == "board_is_frozen"
    evening.does("director", "close_round", round="skit")
    evening.does("secretary", "change_entry_status", entry=e3, status="disqualified", reason=hidden.word())
    hidden.jury.disqualified.add(e3)
    evening.look(QUIET_S)
    evening.look_at_values()
    evening.does("head_judge", "decide_contest")
    before = public()
    every = [(round_id, entry) for round_id in ROUNDS for entry in ENTRIES]
    evening.publishes("director", "announce_results", *every)
    evening.look(QUIET_S)
    hidden.put_back(before)
    evening.does("director", "withdraw_announcement", reason=hidden.word())
    evening.look(QUIET_S)
    evening.look_at_values()
