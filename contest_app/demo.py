"""The sample contest: ten teams of Phú Bình, one round judged and published, the second under way.

Responsible for: filling a folder of its own through the same commands that a desk and its tablets send, once.
Must not know: the server. The people are invented; the communes are real.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from contest_app.concurrency import threads
from contest_app.contest import commands as c
from contest_app.contest.commands import Actor, Command
from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.rulebook import Criterion, Round, RuleBook, parse_rulebook, template
from contest_app.contest.scoring.time_penalty import propose_time_penalty
from contest_app.contest.words import Words
from contest_app.journal.folder import LOCK_NAME, FolderLock
from contest_app.journal.journal import Journal
from contest_app.scorekeeper import Receipt, Scorekeeper

CONTEST = "phu-binh-2024"
TITLE = 'Hội thi "Dân vận khéo" huyện Phú Bình năm 2024'
PLACE = "Nhà văn hóa huyện Phú Bình"
HELD_ON = "2024-10-20"
MARKER = "contest-app-demo.json"
# Judged, judged, counted, judged: so that the judges have a sheet open in the second round.
ROUND_ORDER = ("greeting", "situation", "knowledge", "skit")

_COMMUNES = (
    ("huong-son", "Thị trấn Hương Sơn"),
    ("ban-dat", "Xã Bàn Đạt"),
    ("tan-khanh", "Xã Tân Khánh"),
    ("dao-xa", "Xã Đào Xá"),
    ("bao-ly", "Xã Bảo Lý"),
    ("thuong-dinh", "Xã Thượng Đình"),
    ("nha-long", "Xã Nhã Lộng"),
    ("diem-thuy", "Xã Điềm Thụy"),
    ("kha-son", "Xã Kha Sơn"),
    ("uc-ky", "Xã Úc Kỳ"),
)
_JUDGES = (
    ("j1", "Đặng Quang Hưng"),
    ("j2", "Trần Thị Minh Nguyệt"),
    ("j3", "Lê Hữu Phước"),
    ("j4", "Hoàng Thị Bích Đào"),
    ("j5", "Phạm Đức Lâm"),
)
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Dương")
_MEN = ("Văn Khải", "Hữu Tấn", "Đức Mạnh", "Quang Vinh", "Văn Thắng", "Đức Toàn", "Hữu Nghĩa", "Quang Duy")
_WOMEN = ("Thị Hường", "Thu Trang", "Ngọc Ánh", "Thúy Nga", "Thị Lan", "Thu Hiền", "Ngọc Mai", "Thúy Hằng")
# How long each greeting took, by turn: two ran over the five minutes and the quarter of grace.
_GREETINGS_S = (284, 297, 276, 341, 290, 268, 305, 382, 279, 293)
_SITUATIONS_S = (288, 301)
_MINUTE_MS = 60_000
EVENING_MS = 92 * _MINUTE_MS  # what was played so far takes a little less


class NotADemo(Exception):
    """The folder holds something else; `words` say so."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def prepare(folder: Path, *, is_fresh: bool) -> None:
    """Makes the sample contest in its folder unless it is there; `is_fresh` starts over. NotADemo, StoreProblem."""
    if folder.exists() and any(path.name != LOCK_NAME for path in folder.iterdir()) and not is_demo(folder):
        raise NotADemo(
            Words(
                vi=f"Thư mục {folder} chứa dữ liệu khác, không phải bản dùng thử. Hãy chọn thư mục khác bằng --data.",
                en=f"The folder {folder} holds other data, not a demo. Choose another folder with --data.",
            )
        )
    if is_fresh and folder.exists():
        _empty(folder)
    journal = Journal.open(folder)
    try:
        if not _marker(folder).get("is_filled"):
            _mark(folder, is_filled=False)
            _fill(journal)
            _mark(folder, is_filled=True)
    finally:
        journal.close()


def is_demo(folder: Path) -> bool:
    """Whether a folder was made by the demo: only such a one is ever emptied."""
    return _marker(folder).get("demo") == CONTEST


def _marker(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _mark(folder: Path, *, is_filled: bool) -> None:
    (folder / MARKER).write_text(json.dumps({"demo": CONTEST, "is_filled": is_filled}) + "\n", encoding="utf-8")


def _empty(folder: Path) -> None:
    """Removes the demo's files, with its lock held: never under a running server. The marker goes last."""
    lock = FolderLock(folder)
    try:
        for path in sorted(folder.iterdir(), key=lambda path: path.name == MARKER):
            if path.is_file() and path.name != LOCK_NAME:
                path.unlink()
    finally:
        lock.release()


# --- the evening so far -----------------------------------------------------------------------------------------------


@dataclass
class _Evening:
    """Sends commands as the jury's people would, with a clock that it moves itself."""

    keeper: Scorekeeper
    now_ms: int
    sent: int = 0
    random: random.Random = field(default_factory=lambda: random.Random(2024))

    def does(self, role: str, *wishes: Command, judge: str = "") -> None:
        for wish in wishes:
            answer = self.keeper.submit(CONTEST, wish, Actor(role, "demo", judge))
            if not isinstance(answer, Receipt):
                raise RuntimeError(f"the demo's {type(wish).__name__} was not taken: {answer.words.en}")

    def id(self) -> str:
        """The next command's id: always the same ones, so that an interrupted filling can go on."""
        self.sent += 1
        return f"demo-{self.sent:04}"

    def passes(self, ms: int) -> None:
        self.now_ms += ms


def _fill(journal: Journal) -> None:
    start_ms = time.time_ns() // 1_000_000 - EVENING_MS
    evening: _Evening
    keeper = Scorekeeper(journal, threads(), lambda: evening.now_ms, lambda contest: None)
    evening = _Evening(keeper, start_ms)
    keeper.start()
    try:
        _play(evening)
    finally:
        keeper.stop()


def _play(evening: _Evening) -> None:
    rulebook = demo_rulebook()
    _set_up(evening, rulebook)
    greeting, situation = rulebook.rounds[0], rulebook.rounds[1]
    skills = {entry: 0.72 + 0.24 * evening.random.random() for entry, _ in _COMMUNES}
    evening.does("organizer", c.StartContest(evening.id()))
    evening.does("organizer", c.OpenRound(evening.id(), greeting.id))
    for entry, elapsed_s in zip(_order(greeting.id), _GREETINGS_S, strict=True):
        _perform(evening, greeting, entry, elapsed_s, skills[entry])
    evening.does("organizer", c.CloseRound(evening.id(), greeting.id), c.PublishRound(evening.id(), greeting.id))
    evening.does("organizer", c.ChooseScene(evening.id(), "board"))
    evening.passes(10 * _MINUTE_MS)
    evening.does("organizer", c.OpenRound(evening.id(), situation.id))
    turns = iter(_order(situation.id))
    for elapsed_s in _SITUATIONS_S:
        entry = next(turns)
        _perform(evening, situation, entry, elapsed_s, skills[entry])
    _on_stage_now(evening, situation, next(turns), skills)


def demo_rulebook() -> RuleBook:
    """The district template under the contest's own title, the situation before the quiz."""
    data = template("district")
    by_id = {round_["id"]: round_ for round_ in data["rounds"]}
    return parse_rulebook({**data, "title": TITLE, "rounds": [by_id[round_id] for round_id in ROUND_ORDER]})


def _set_up(evening: _Evening, rulebook: RuleBook) -> None:
    evening.does("organizer", c.CreateContest(evening.id(), CONTEST, rulebook.data, PLACE, HELD_ON))
    people = _people(evening.random)
    for number, (entry, name) in enumerate(_COMMUNES, 1):
        members = tuple(next(people) for _ in range(5))
        unit = f"Khối Dân vận {name[0].lower()}{name[1:]}"
        evening.does("organizer", c.RegisterEntry(evening.id(), entry, number, name, unit, members[0], members))
    for number, (judge, name) in enumerate(_JUDGES, 1):
        evening.does("organizer", c.AppointJudge(evening.id(), judge, number, name, is_head=number == 1))
    for round_ in rulebook.rounds:
        evening.does("organizer", c.SetRunningOrder(evening.id(), round_.id, _order(round_.id)))


def _people(chance: random.Random) -> Iterator[str]:
    """Invented people, no two of the same name."""
    names = [f"{surname} {rest}" for surname in _SURNAMES for rest in _MEN + _WOMEN]
    chance.shuffle(names)
    return iter(names)


def _order(round_id: str) -> tuple[str, ...]:
    entries = [entry for entry, _ in _COMMUNES]
    random.Random(round_id).shuffle(entries)
    return tuple(entries)


def _perform(evening: _Evening, round_: Round, entry: str, elapsed_s: int, skill: float) -> None:
    """One whole turn: called, timed, marked by all, a penalty where the clock asks for one, closed."""
    evening.does("organizer", c.CallPerformance(evening.id(), round_.id, entry))
    evening.passes(20_000)
    evening.does("organizer", c.StartTimer(evening.id(), round_.id, entry))
    evening.passes(elapsed_s * 1000)
    evening.does("organizer", c.StopTimer(evening.id(), round_.id, entry))
    for judge, _ in _JUDGES:
        evening.passes(9_000)
        _mark_sheet(evening, round_, entry, judge, skill)
    proposal = propose_time_penalty(round_.time, Fraction(elapsed_s)) if round_.time else None
    if proposal is not None and proposal.points:
        points, why = to_decimal_text(proposal.points), proposal.words.vi
        evening.does("organizer", c.GivePenalty(evening.id(), entry, points, why, round_.id, "time"))
    evening.does("organizer", c.ClosePerformance(evening.id(), round_.id, entry))
    evening.passes(30_000)


def _on_stage_now(evening: _Evening, round_: Round, entry: str, skills: dict[str, float]) -> None:
    """The team that newcomers find on stage: two judges have handed in, the other tablets wait for a person."""
    evening.does("organizer", c.CallPerformance(evening.id(), round_.id, entry))
    evening.does("organizer", c.ChooseScene(evening.id(), "on_stage"))
    for judge in ("j2", "j4"):
        evening.passes(15_000)
        _mark_sheet(evening, round_, entry, judge, skills[entry])


def _mark_sheet(evening: _Evening, round_: Round, entry: str, judge: str, skill: float) -> None:
    marks = {criterion.id: _mark_of(evening, criterion, skill) for criterion in round_.criteria}
    evening.does("judge", c.SubmitSheet(evening.id(), round_.id, entry, 0, marks), judge=judge)


def _mark_of(evening: _Evening, criterion: Criterion, skill: float) -> str:
    """A believable mark: the team's skill, a judge's eye, on the criterion's step and below its maximum."""
    limit, step = criterion.max or Fraction(10), criterion.step or Fraction(1, 2)
    share = min(1.0, max(0.4, skill + evening.random.gauss(0, 0.05)))
    steps = round(share * int(limit / step))
    return to_decimal_text(step * steps)
