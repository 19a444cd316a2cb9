"""A contest as one file: a line of JSON for its head, for each stored event and receipt, and one that seals them.

Responsible for: writing such a file with the stored bytes, and reading it back only if every line is what it was.
Must not know: where a contest goes or comes from.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from contest_app.contest.words import Words
from contest_app.journal.chain import ChainCheck, StoredEvent, canonical_json
from contest_app.journal.journal import ContestRow, StoredReceipt
from contest_app.journal.problems import StoreProblem
from contest_app.journal.replay import Replayed, go_on, nothing_yet
from contest_app.safety.problems import SafetyProblem

FORMAT = "contest-app/journal/1"


@dataclass
class Parcel:
    """A contest as it was read from a file, every line of it checked."""

    row: ContestRow
    events: list[StoredEvent] = field(default_factory=list)
    receipts: list[StoredReceipt] = field(default_factory=list)


def lines_of(row: ContestRow, events: Iterable[StoredEvent], receipts: Iterable[StoredReceipt]) -> Iterator[str]:
    """The lines of a contest's file, without line ends. The epoch stays behind: it belongs to the store."""
    digest = hashlib.sha256()
    count = 0
    head = {"format": FORMAT, **{name: value for name, value in asdict(row).items() if name != "epoch"}}
    of_events = ({"event": asdict(event)} for event in events)
    of_receipts = ({"receipt": asdict(receipt)} for receipt in receipts)
    for body in itertools.chain([head], of_events, of_receipts):
        line = canonical_json(body)
        digest.update(line.encode() + b"\n")
        count += 1
        yield line
    yield canonical_json({"sealed": {"lines": count, "sha256": digest.hexdigest()}})


def read_parcel(lines: Iterable[bytes]) -> Parcel:
    """The contest in a file; SafetyProblem that names the first bad line."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    return reader.done()


def bad_line(number: int, why_vi: str, why_en: str) -> SafetyProblem:
    """Where a file is not what was exported."""
    return SafetyProblem(
        "bad_line",
        Words(
            vi=f"Tệp bị hỏng ở dòng {number}: {why_vi}. Chưa nhập gì cả.",
            en=f"The file is damaged at line {number}: {why_en}. Nothing was imported.",
        ),
    )


class _Reader:
    """Takes a file line by line; each line is checked before the next is looked at."""

    def __init__(self) -> None:
        self._number = 0
        self._digest = hashlib.sha256()
        self._parcel: Parcel | None = None
        self._check = ChainCheck("")
        self._replayed: Replayed | None = None
        self._is_sealed = False

    def take(self, line: bytes) -> None:
        self._number += 1
        if self._is_sealed:
            raise self._bad("có dòng thừa sau dòng kết", "something follows the last line")
        body = self._body(line)
        if self._parcel is None:
            self._begin(body)
        elif set(body) == {"event"}:
            self._event(self._parcel, _made(StoredEvent, body["event"]))
        elif set(body) == {"receipt"}:
            self._receipt(self._parcel, _made(StoredReceipt, body["receipt"]))
        elif set(body) == {"sealed"}:
            self._seal(body["sealed"])
        else:
            raise self._bad("không phải dòng của nhật ký", "not a line of a journal")
        self._digest.update(line.rstrip(b"\r\n") + b"\n")

    def done(self) -> Parcel:
        """What was read; the last line must have been there."""
        if self._parcel is None or not self._is_sealed:
            self._number += 1
            raise self._bad("tệp bị cắt cụt", "the file is cut short")
        return self._parcel

    def _bad(self, vi: str, en: str) -> SafetyProblem:
        return bad_line(self._number, vi, en)

    def _body(self, line: bytes) -> dict[str, Any]:
        try:
            body = json.loads(line)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise self._bad("không đọc được", "it cannot be read")
        return body

    def _begin(self, body: dict[str, Any]) -> None:
        if body.pop("format", None) != FORMAT:
            raise self._bad("không phải tệp xuất từ contest-app", "this is no export of contest-app")
        row = _made(ContestRow, body)
        if row is None:
            raise self._bad("thiếu hoặc thừa mục", "something is missing or too much")
        self._parcel = Parcel(row)
        self._check, self._replayed = ChainCheck(row.journal), nothing_yet(row.contest, row.journal)

    def _event(self, parcel: Parcel, event: StoredEvent | None) -> None:
        if event is None or event.contest != parcel.row.contest or parcel.receipts:
            raise self._bad("không phải sự kiện của hội thi này", "this is no event of this contest")
        if self._check.walk([event]) is not None or self._replayed is None:
            raise self._bad("chuỗi băm không khớp", "the hash chain does not hold")
        try:
            self._replayed = go_on(self._replayed, [event])
        except StoreProblem as problem:
            raise self._bad(problem.words.vi, problem.words.en) from problem
        except Exception as error:
            raise self._bad("không phát lại được", "it cannot be replayed") from error
        parcel.events.append(event)

    def _receipt(self, parcel: Parcel, receipt: StoredReceipt | None) -> None:
        if receipt is None or receipt.contest != parcel.row.contest or not 0 < receipt.seq <= self._check.last_seq:
            raise self._bad("không phải biên nhận của hội thi này", "this is no receipt of this contest")
        parcel.receipts.append(receipt)

    def _seal(self, seal: object) -> None:
        if seal != {"lines": self._number - 1, "sha256": self._digest.hexdigest()}:
            raise self._bad("nội dung không khớp mã kiểm tra", "the content does not agree with its checksum")
        if self._parcel is None or not self._parcel.events:
            raise self._bad("nhật ký trống", "the journal is empty")
        self._is_sealed = True


def _made(kind: type[Any], body: object) -> Any:
    """The value of a line, or None where its fields or their types are not the ones there are."""
    wanted = {each.name: int if each.type == "int" else str for each in fields(kind) if each.name != "epoch"}
    if not isinstance(body, dict) or set(body) != set(wanted):
        return None
    if any(type(body[name]) is not type_ for name, type_ in wanted.items()):
        return None
    return kind(**body)
