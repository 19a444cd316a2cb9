"""What the wall shows stands on it whole: nothing cut in half, nothing under something else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.journeys import evening
from tests.journeys.conftest import WALL, Hall, a_hall

NAMES = (
    "Nguyễn Thị Quỳnh Hương",
    "Trần Văn Bình",
    "Nguyễn Hoàng Thuỳ Dương",
    "Võ Ỷ",
    "Đặng Hữu Nghĩa",
    "Lê Thị Hà",
    "Bùi Đỗ Ẩn",
)
CRITERIA = ("Nội dung", "Hình thức thể hiện", "Sáng tạo", "Trang phục, tác phong")
PENALTIES = ("Quá giờ 1 phút 12 giây", "Sử dụng đạo cụ chưa đăng ký với Ban Tổ chức")
# Middle, top and bottom of each figure and each line of words: is it there that they are seen?
HIDDEN = """() => {
  const hidden = []
  const isPaper = (seen) => !/, 0\\)$/.test(getComputedStyle(seen).backgroundColor)
  for (const each of document.querySelectorAll('.figures p, .titles li, .team p, aside p, aside dd, aside strong')) {
    if (!each.textContent.trim()) continue
    const range = document.createRange()
    range.selectNodeContents(each)
    const box = range.getBoundingClientRect()
    const quarter = Math.min(box.height, parseFloat(getComputedStyle(each).fontSize)) / 4
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    for (const y of [middle[1] - quarter, middle[1], middle[1] + quarter]) {
      const seen = document.elementFromPoint(middle[0], y)
      const isOther = seen && !seen.contains(each) && !each.contains(seen)
      if (!seen || (isOther && isPaper(seen))) hidden.push(each.textContent)
    }
    for (let room = each.parentElement; room; room = room.parentElement) {
      if (getComputedStyle(room).overflow === 'visible') continue
      const { top, bottom } = room.getBoundingClientRect()
      if (middle[1] - quarter < top || middle[1] + quarter > bottom) hidden.push(each.textContent)
    }
  }
  return [...new Set(hidden)]
}"""


@pytest.fixture(scope="module")
def hall(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One for all: the server only hands out the page here, what it would say is made up."""
    with a_hall(chromium, tmp_path_factory.mktemp("hall") / "data") as everybody:
        yield everybody


def a_result(judges: int) -> dict[str, Any]:
    """A published result with everything that may stand in one, of so many judges."""
    entry = {
        "id": "e",
        "number": 7,
        "name": "Khối MTTQ và các đoàn thể phường Đồng Quang",
        "unit": "Đảng uỷ phường",
        "status": "competing",
    }
    round_ = {
        "id": "r",
        "title": "Tiểu phẩm",
        "number": 1,
        "of": 2,
        "kind": "judged",
        "max": "20",
        "factor": "1",
        "status": "open",
    }
    marks = [{"criterion": title, "title": title, "mark": "4.25"} for title in CRITERIA]
    lines = [
        {"label": name, "number": at, "total": "17.25", "used": at != 2, "marks": marks}
        for at, name in enumerate(NAMES[:judges], 1)
    ]
    return {
        "round": round_, "entry": entry, "decimals": 3, "value": "87.125", "panel": "88.125", "counted": None,
        "judges": lines,
        "bonus": [{"points": "1", "reason": "Trang phục dân tộc đẹp"}],
        "penalty": [{"points": "1", "reason": reason} for reason in PENALTIES],
        "total_so_far": "123.625", "place_so_far": 1, "place_so_far_to": 2, "corrected": True,
    }  # fmt: skip


CONTEST = {
    "id": "c",
    "title": 'Hội thi "Dân vận khéo"',
    "place": "",
    "held_on": "",
    "phase": "running",
    "rehearsal": False,
}
LONG = "Liên quân Khối Mặt trận Tổ quốc và các đoàn thể phường Phan Đình Phùng, Trưng Vương"
# Names whose last line lies below their box.
CUT = """() => [...document.querySelectorAll('.rows .who, .order .title, .rounds .title')]
  .filter((each) => each.scrollHeight - each.clientHeight > 1 + 0.12 * parseFloat(getComputedStyle(each).fontSize))
  .map((each) => each.textContent)"""


def a_round(number: int, status: str = "closed") -> dict[str, Any]:
    title = ["Màn chào hỏi, giới thiệu về đơn vị và mô hình", "Tiểu phẩm tuyên truyền"][number - 1]
    return {
        "id": f"r{number}",
        "title": title,
        "number": number,
        "of": 2,
        "kind": "judged",
        "max": "20",
        "factor": "1",
        "status": status,
    }


def an_entry(number: int) -> dict[str, Any]:
    return {"id": f"e{number}", "number": number, "name": LONG, "unit": "", "status": "competing"}


def a_stage(scene: str, **more: Any) -> dict[str, Any]:
    empty = {"on_stage": None, "next": None, "result": None, "draw": None, "rounds": [], "entries": []}
    return {"contest": CONTEST, "scene": {"kind": scene, "round": "r", "entry": "e"}, **empty, **more}


def a_board(rounds: int) -> dict[str, Any]:
    """Eight teams after so many published rounds."""
    figures = {f"r{number}": "17.25" for number in range(1, rounds + 1)}
    rows = [
        {
            "entry": an_entry(at),
            "place": at,
            "place_to": at,
            "total": "34.5",
            "rounds": figures,
            "prize": None,
            "corrected": False,
        }
        for at in range(1, 9)
    ]
    board = {"contest": CONTEST, "status": "provisional", "frozen": False, "decimals": 2, "rows": rows}
    return {**board, "rounds": [a_round(1), a_round(2)], "round_ids": list(figures)}


class Said:
    """A server that says what a test lets it say."""

    def __init__(self, page: Page, **topics: dict[str, Any]) -> None:
        self._seq = 1
        self._topics = topics
        self._line: WebSocketRoute | None = None
        page.route_web_socket("**/socket.io/**", self._begin)

    def says(self, **topics: dict[str, Any]) -> None:
        assert self._line is not None
        self._seq += 1
        for name, value in topics.items():
            self._line.send("42/live," + json.dumps(["topic", {"name": name, **self._topic(value)}]))

    def _topic(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"journal": "j", "seq": self._seq, "value": value}

    def _begin(self, line: WebSocketRoute) -> None:
        self._line = line
        line.on_message(lambda message: self._answer(line, str(message)))
        line.send('0{"sid":"s","upgrades":[],"pingInterval":60000,"pingTimeout":60000}')

    def _answer(self, line: WebSocketRoute, message: str) -> None:
        if message.startswith("40/live"):
            line.send('40/live,{"sid":"s"}')
        elif message.startswith("42/live,"):
            number, asked = message.removeprefix("42/live,").split("[", 1)
            topics = {"topics": {name: self._topic(value) for name, value in self._topics.items()}}
            line.send(f"43/live,{number}{json.dumps([topics if 'watch' in asked else {'now_ms': 0}])}")


def wall(hall: Hall, size: dict[str, int], **topics: dict[str, Any]) -> tuple[Page, Said]:
    page = hall.page(size)
    said = Said(page, **topics)
    page.goto(hall.address(f"/display/{evening.CONTEST}"))
    page.locator('[data-testid="scene"]:not([data-scene="connecting"])').wait_for()
    page.wait_for_timeout(300)  # letters are fitted to their room
    return page, said


SIZES = pytest.mark.parametrize("size", [WALL, {"width": 1024, "height": 768}], ids=["16:9", "4:3"])


@SIZES
@pytest.mark.parametrize("judges", [3, 5, 7])
def test_a_corrected_result_with_a_bonus_and_penalties_stands_whole(
    hall: Hall, size: dict[str, int], judges: int
) -> None:
    page, _ = wall(hall, size, stage=a_stage("result", result=a_result(judges)))
    assert page.get_by_test_id("result-line-penalty").count() == 2
    assert page.evaluate(HIDDEN) == []


@SIZES
def test_names_make_room_for_another_rounds_figures(hall: Hall, size: dict[str, int]) -> None:
    page, said = wall(hall, size, stage=a_stage("board"), board=a_board(rounds=1))
    assert page.evaluate(CUT) == []
    said.says(board=a_board(rounds=2))
    expect(page.locator(".head .round")).to_have_count(2)
    page.wait_for_timeout(300)
    assert page.evaluate(CUT) == []


@SIZES
def test_names_make_room_for_what_is_said_beside_them(hall: Hall, size: dict[str, int]) -> None:
    entries = [an_entry(number) for number in range(1, 6)]
    order = [entry["id"] for entry in entries]

    def waiting(status: str, **more: Any) -> dict[str, Any]:
        rounds = [
            {"round": a_round(1, status), "order": order, "is_set": True},
            {"round": a_round(2, "open"), "order": order, "is_set": True},
        ]
        return a_stage("waiting", rounds=rounds, entries=entries, **more)

    page, said = wall(hall, size, stage=waiting("pending"))
    assert page.evaluate(CUT) == []
    said.says(stage=waiting("signed", next=entries[1]))
    expect(page.get_by_test_id("next-entry")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate(CUT) == []
