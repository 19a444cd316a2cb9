"""The safety net's commands: their arguments, and where each is carried out.

Responsible for: what may be typed. Nothing but the command that was asked for is imported.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable

from contest_app.config import Config

COMMANDS = {
    "backup": ("backups", "backup"),
    "restore": ("backups", "restore"),
    "replay": ("replaying", "replay"),
    "export": ("parcels", "export"),
    "import": ("parcels", "import_"),
    "doctor": ("doctor", "doctor"),
}
"""Command -> the module in this folder, and the function there."""


def run(config: Config, asked: argparse.Namespace) -> int:
    """Carries one out; its exit status."""
    module, function = COMMANDS[asked.command]
    status: int = getattr(importlib.import_module(f"contest_app.cli.{module}"), function)(config, asked)
    return status


def add_arguments(add: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Puts them on the command line."""
    backup = add("backup", "Sao lưu cả kho dữ liệu, kiểm tra lại ngay", "back the whole store up, verified at once")
    backup.add_argument("to", metavar="TO", help="thư mục hoặc USB / folder or stick")
    restore = add("restore", "Khôi phục từ bản sao lưu", "restore a backup")
    restore.add_argument("backup", metavar="BACKUP", help="tệp hoặc thư mục (bản mới nhất) / file or folder (newest)")
    restore.add_argument(
        "--replace", action="store_true", help="cất dữ liệu đang có sang một bên / move the data there are aside"
    )
    replay = add("replay", "Xem lại hội thi tại một thời điểm", "a contest as it stood at one moment")
    _add_contest(replay)
    replay.add_argument("--until", metavar="SEQ", type=_seq, help="tới hết dòng này của nhật ký / up to this line")
    replay.add_argument("--json", action="store_true", help="in dạng JSON / print as JSON")
    _add_contest(add("export", "Xuất một hội thi ra tệp", "print a contest as one file"))
    import_ = add("import", "Nhập hội thi từ tệp đã xuất", "take an exported contest in")
    import_.add_argument("file", metavar="FILE", help="tệp đã xuất / the exported file")
    import_.add_argument("--as", metavar="ID", dest="as_id", help="thành bản sao có mã này / as a copy of this id")
    doctor = add("doctor", "Xem máy và mạng đã sẵn sàng chưa", "see whether machine and network are ready")
    doctor.add_argument("--host", metavar="H", help="địa chỉ lắng nghe / address to listen on (0.0.0.0)")
    doctor.add_argument("--port", metavar="P", help="cổng / port (8000)")
    doctor.add_argument("--json", action="store_true", help="in dạng JSON / print as JSON")


def _add_contest(command: argparse.ArgumentParser) -> None:
    command.add_argument("contest", metavar="CONTEST", help="mã hội thi / the contest's id")


def _seq(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError("số dòng, từ 1 / a line number, from 1")
    return int(text)
