"""`contest-app backup` and `contest-app restore`: a whole store to a stick, and from a stick onto another laptop.

Responsible for: what is said about them. Must not know: how either is done.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from contest_app.cli.words import OK, day_and_time, say_no
from contest_app.config import Config
from contest_app.journal.problems import StoreProblem
from contest_app.journal.sqlite import FILE_NAME
from contest_app.safety.checking import ContestCopy
from contest_app.safety.copying import make_backup
from contest_app.safety.problems import SafetyProblem
from contest_app.safety.restoring import restore as put_back


def backup(config: Config, asked: argparse.Namespace) -> int:
    """Backs the data folder up; a server may be running on it."""
    data = config.data
    if not asked.data and not (data / FILE_NAME).is_file() and (config.demo_data / FILE_NAME).is_file():
        data = config.demo_data
    try:
        made = make_backup(data, Path(asked.to))
    except (SafetyProblem, StoreProblem) as problem:
        return say_no(problem.words)
    print(f"Đã sao lưu và kiểm tra lại / backed up and verified: {made.path} ({made.size:,} byte)")
    _list(made.contests)
    return OK


def restore(config: Config, asked: argparse.Namespace) -> int:
    """Puts a backup into a data folder that no server uses."""
    try:
        done = put_back(Path(asked.backup), config.data, replace=asked.replace)
    except (SafetyProblem, StoreProblem) as problem:
        return say_no(problem.words)
    print(f"Đã khôi phục từ / restored from {done.backup}")
    print(f"vào thư mục / into the folder {config.data.resolve()}")
    _list(done.contests)
    if done.aside is not None:
        print(f"Dữ liệu cũ được cất ở / the old data were moved to {done.aside}")
    print(
        "\nViệc diễn ra sau lần sao lưu không có trong đây. Máy giám khảo còn giữ phiếu nào thì sẽ hỏi nộp lại."
        "\nĐường vào đã thu hồi sau lần sao lưu nay lại dùng được: hãy thu hồi lại."
        "\nWhat happened after the backup is not in it. Tablets that still have such sheets ask to hand them in again."
        "\nLinks that were revoked after the backup are valid again: revoke them once more."
        f"\n\nChạy tiếp / go on with:  contest-app serve --data {config.data}"
    )
    return OK


def _list(contests: Iterable[ContestCopy]) -> None:
    for each in contests:
        print(f"  {each.contest}: {each.title} – {each.seq} dòng / events, {day_and_time(each.last_ms)}")
