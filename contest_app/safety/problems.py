"""What can go wrong around a backup, in words for the person at the desk: what happened, and what to do.

Responsible for: telling a pulled-out stick from a full one from a write-protected one. Must not know: how one is made.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from contest_app.contest.words import Words


class SafetyProblem(Exception):
    """It could not be done; `code` is stable, `words` say what to do."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(f"{code}: {words.en}")
        self.code = code
        self.words = words


def _problem(code: str, vi: str, en: str) -> SafetyProblem:
    return SafetyProblem(code, Words(vi=vi, en=en))


def folder_gone(folder: Path) -> SafetyProblem:
    """The chosen folder, or the stick that it is on, is not there."""
    return _problem(
        "folder_gone",
        f"Không thấy thư mục sao lưu {folder}. Hãy cắm lại USB; máy sẽ tự sao lưu tiếp.",
        f"The backup folder {folder} is not there. Plug the stick in again; the backup then goes on by itself.",
    )


def not_the_folder(folder: Path) -> SafetyProblem:
    """A folder is there, but not the one that was chosen: a mount point without its stick, or another stick."""
    return _problem(
        "not_the_folder",
        f"Thư mục {folder} không phải thư mục đã chọn (USB đã rút ra hoặc là USB khác). "
        "Hãy cắm lại đúng USB, hoặc chọn lại thư mục sao lưu.",
        f"The folder {folder} is not the one that was chosen (the stick was pulled out, or is another one). "
        "Plug in the right stick, or choose the backup folder again.",
    )


def full(folder: Path) -> SafetyProblem:
    return _problem(
        "full",
        f"Nơi sao lưu {folder} đã đầy. Hãy xóa bớt tệp trên đó hoặc dùng USB khác.",
        f"There is no room left at {folder}. Delete something there or use another stick.",
    )


def read_only(folder: Path) -> SafetyProblem:
    return _problem(
        "read_only",
        f"Không ghi được vào {folder} (USB bị khóa ghi hoặc không có quyền). Hãy mở khóa hoặc chọn thư mục khác.",
        f"{folder} cannot be written to (a write-protected stick, or no right to). Unlock it or choose another folder.",
    )


def failed(folder: Path, why: str) -> SafetyProblem:
    return _problem(
        "failed",
        f"Chưa sao lưu được vào {folder} ({why}). Hãy thử USB hoặc thư mục khác.",
        f"No backup could be made at {folder} ({why}). Try another stick or folder.",
    )


def stalled(folder: Path) -> SafetyProblem:
    """It neither goes on nor fails: a stick that hangs."""
    return _problem(
        "stalled",
        f"Việc sao lưu vào {folder} bị đứng. Hãy rút USB ra, cắm lại hoặc thay USB khác.",
        f"The backup to {folder} hangs. Pull the stick out, plug it in again or take another one.",
    )


def damaged(path: Path, where: Words) -> SafetyProblem:
    return _problem(
        "damaged",
        f"Bản sao lưu {path.name} bị hỏng: {where.vi}. Đừng dùng bản này; hãy lấy bản khác.",
        f"The backup {path.name} is damaged: {where.en}. Do not use it; take another one.",
    )


def no_backup(path: Path) -> SafetyProblem:
    return _problem(
        "no_backup",
        f"Không có bản sao lưu nào ở {path}. Hãy kiểm tra lại tên tệp hoặc thư mục.",
        f"There is no backup at {path}. Check the name of the file or folder.",
    )


def not_a_backup(path: Path) -> SafetyProblem:
    return _problem(
        "not_a_backup",
        f"{path.name} không phải bản sao lưu trọn vẹn của contest-app (có thể bị hỏng hoặc cắt cụt). Hãy lấy bản khác.",
        f"{path.name} is no complete backup of contest-app (it may be damaged or cut short). Take another one.",
    )


def newer_program(path: Path) -> SafetyProblem:
    return _problem(
        "newer_program",
        f"{path.name} do phiên bản mới hơn của chương trình tạo ra. Hãy dùng phiên bản mới nhất.",
        f"{path.name} was made by a newer version of the program. Use the newest version.",
    )


def folder_holds_data(folder: Path) -> SafetyProblem:
    return _problem(
        "folder_holds_data",
        f"Thư mục {folder} đang có dữ liệu. Thêm --replace để cất dữ liệu cũ sang một bên (không xóa), "
        "hoặc chọn thư mục khác.",
        f"The folder {folder} holds data already. Add --replace to move that aside (nothing is deleted), "
        "or choose another folder.",
    )


def of_os_error(error: OSError, folder: Path) -> SafetyProblem:
    """What a failed file operation at a backup's folder means."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", -1), errno.EFBIG):
        return full(folder)
    if not folder.is_dir() or error.errno in (errno.ENODEV, errno.ENXIO):
        return folder_gone(folder)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(folder)
    return failed(folder, error.strerror or type(error).__name__)


def of_sqlite_error(error: sqlite3.Error, folder: Path) -> SafetyProblem:
    """What a failed copy of the database means."""
    name: str = getattr(error, "sqlite_errorname", "")
    if not folder.is_dir():
        return folder_gone(folder)
    if name == "SQLITE_FULL":
        return full(folder)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or not os.access(folder, os.W_OK):
        return read_only(folder)
    return failed(folder, name or str(error))
