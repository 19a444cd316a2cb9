"""What the wall shows of a full result stands on it whole: nothing cut in half, nothing under something else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import WebSocketRoute

from tests.journeys import evening
from tests.journeys.conftest import WALL, Hall

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


def a_stage(judges: int) -> dict[str, Any]:
    contest = {
        "id": "c",
        "title": 'Hội thi "Dân vận khéo"',
        "place": "",
        "held_on": "",
        "phase": "running",
        "rehearsal": False,
    }
    scene = {"kind": "result", "round": "r", "entry": "e"}
    return {
        "contest": contest, "scene": scene, "on_stage": None, "next": None, "result": a_result(judges), "draw": None,
        "rounds": [], "entries": [],
    }  # fmt: skip


def says(stage: dict[str, Any]) -> Any:
    """A server whose stage is this one."""
    topics = {"topics": {"stage": {"journal": "j", "seq": 1, "value": stage}}}

    def answer(line: WebSocketRoute, message: str) -> None:
        if message.startswith("40/live"):
            line.send('40/live,{"sid":"s"}')
        elif message.startswith("42/live,"):
            number, asked = message.removeprefix("42/live,").split("[", 1)
            line.send(f"43/live,{number}{json.dumps([topics if 'watch' in asked else {'now_ms': 0}])}")

    def begin(line: WebSocketRoute) -> None:
        line.on_message(lambda message: answer(line, str(message)))
        line.send('0{"sid":"s","upgrades":[],"pingInterval":60000,"pingTimeout":60000}')

    return begin


@pytest.mark.parametrize("judges", [3, 5, 7])
@pytest.mark.parametrize("size", [WALL, {"width": 1024, "height": 768}], ids=["16:9", "4:3"])
def test_a_corrected_result_with_a_bonus_and_penalties_stands_whole(
    hall: Hall, size: dict[str, int], judges: int
) -> None:
    page = hall.page(size)
    page.route_web_socket("**/socket.io/**", says(a_stage(judges)))
    page.goto(hall.address(f"/display/{evening.CONTEST}"))
    page.get_by_test_id("result-value").wait_for()
    page.wait_for_timeout(300)  # letters are fitted to their room
    assert page.evaluate(HIDDEN) == []
    assert page.get_by_test_id("result-line-penalty").count() == 2
