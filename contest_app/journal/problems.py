"""Problems of the store, in words for the person at the machine.

Responsible for: telling a full disk from a locked file from a broken one. Must not know: what was being written.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from contest_app.contest.words import Words


class StoreProblem(Exception):
    """The store cannot do what was asked; `code` is stable, `words` say what to do."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(f"{code}: {words.en}")
        self.code = code
        self.words = words


def folder_unusable(folder: Path, reason: OSError) -> StoreProblem:
    """The data folder cannot be made or written."""
    cause = reason.strerror or type(reason).__name__
    return StoreProblem(
        "folder_unusable",
        Words(
            vi=f"Không ghi được vào thư mục dữ liệu {folder} ({cause}). Hãy cấp quyền ghi hoặc chọn thư mục khác.",
            en=f"The data folder {folder} cannot be written ({cause}). Allow writing there or choose another folder.",
        ),
    )


def folder_in_use(folder: Path) -> StoreProblem:
    """Another server holds the data folder."""
    return StoreProblem(
        "folder_in_use",
        Words(
            vi=f"Một máy chủ contest-app khác đang dùng thư mục dữ liệu {folder}. Hãy dừng máy chủ đó trước.",
            en=f"Another contest-app server is using the data folder {folder}. Stop that one first.",
        ),
    )


def nothing_stored(folder: Path) -> StoreProblem:
    """There is no store to read in the folder."""
    return StoreProblem(
        "nothing_stored",
        Words(vi=f"Chưa có dữ liệu nào trong thư mục {folder}.", en=f"There is nothing stored in the folder {folder}."),
    )


def other_version(folder: Path) -> StoreProblem:
    """The tables are not those of this program."""
    return StoreProblem(
        "other_version",
        Words(
            vi=f"Dữ liệu trong {folder} thuộc phiên bản khác của chương trình. Hãy dùng phiên bản mới nhất.",
            en=f"The data in {folder} belongs to another version of the program. Use the newest version.",
        ),
    )


def older_version(folder: Path) -> StoreProblem:
    """The tables are those of an earlier program; only a server brings them up to date."""
    return StoreProblem(
        "older_version",
        Words(
            vi=f"Dữ liệu trong {folder} do phiên bản cũ hơn của chương trình ghi. Hãy chạy một lần "
            f"“contest-app serve --data {folder}” (máy tự nâng cấp dữ liệu), rồi làm lại.",
            en=f"The data in {folder} was written by an older version of the program. Run “contest-app serve --data "
            f"{folder}” once (it brings the data up to date), then try again.",
        ),
    )


def unreadable_event(contest: str, seq: int, problem: str) -> StoreProblem:
    """A stored event that this program cannot read."""
    return StoreProblem(
        "unreadable_event",
        Words(
            vi=f"Không đọc được dòng {seq} trong nhật ký của “{contest}”: {problem}. Hãy dùng phiên bản mới nhất.",
            en=f"Line {seq} in the journal of “{contest}” cannot be read: {problem}. Use the newest version.",
        ),
    )


_FULL = Words(
    vi="Ổ đĩa của máy chủ đã đầy, chưa lưu được. Hãy dọn bớt ổ đĩa; máy sẽ tự gửi lại.",
    en="The server's disk is full, nothing was stored. Make room on it; the device sends again by itself.",
)
_LOCKED = Words(
    vi="Tệp dữ liệu đang bị chương trình khác khóa, chưa lưu được. Máy sẽ tự gửi lại.",
    en="Another program holds the data file, nothing was stored. The device sends again by itself.",
)
_MOVED = Words(
    vi="Nhật ký vừa được ghi từ nơi khác. Máy sẽ tự gửi lại.",
    en="The journal was written from elsewhere just now. The device sends again by itself.",
)
_FAILED = Words(
    vi="Máy chủ chưa ghi được dữ liệu. Hãy kiểm tra ổ đĩa của máy chủ; máy sẽ tự gửi lại.",
    en="The server could not write its data. Check the server's disk; the device sends again by itself.",
)
_BROKEN = Words(
    vi="Tệp dữ liệu bị hỏng hoặc không phải của chương trình này. Hãy khôi phục từ bản sao lưu.",
    en="The data file is damaged or not of this program. Restore it from a backup.",
)
_BY_SQLITE_NAME = {
    "SQLITE_FULL": ("store_full", _FULL),
    "SQLITE_BUSY": ("store_locked", _LOCKED),
    "SQLITE_LOCKED": ("store_locked", _LOCKED),
    "SQLITE_CORRUPT": ("store_broken", _BROKEN),
    "SQLITE_NOTADB": ("store_broken", _BROKEN),
}


def problem_of(error: DBAPIError) -> StoreProblem:
    """What a failed statement of the database means for a person."""
    if isinstance(error, IntegrityError):
        return StoreProblem("journal_moved", _MOVED)
    name: str = getattr(error.orig, "sqlite_errorname", "")
    base = "_".join(name.split("_")[:2])  # SQLITE_BUSY_SNAPSHOT is a kind of SQLITE_BUSY
    return StoreProblem(*_BY_SQLITE_NAME.get(base, ("store_failed", _FAILED)))
