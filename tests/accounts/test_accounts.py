"""Organizers sign in once by a link and then by a password; sessions can be ended."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from contest_app.accounts import passwords
from contest_app.accounts.accounts import SIGN_IN_LASTS_MS, Account, Accounts
from contest_app.accounts.tables import accounts as table
from contest_app.concurrency import threads
from contest_app.journal.sqlite import FILE_NAME
from tests.journal.story import Evening

pytestmark = pytest.mark.usefixtures("quick_hashes")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now_ms = 1_700_000_000_000

    def __call__(self) -> int:
        return self.now_ms


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    evening = Evening(tmp_path)
    yield evening
    evening.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(evening: Evening, clock: Clock) -> Accounts:
    accounts = Accounts(evening.scorekeeper, threads().run_native, clock)
    accounts.start()
    return accounts


def test_a_one_time_link_signs_in_once(accounts: Accounts) -> None:
    token = accounts.create_sign_in("Lan")

    assert accounts.sign_in_with(token) == Account("Lan", has_password=False, session_version=1)
    assert accounts.sign_in_with(token) is None


def test_a_one_time_link_ends_after_half_an_hour(accounts: Accounts, clock: Clock) -> None:
    first, second = accounts.create_sign_in("Lan"), accounts.create_sign_in("Lan")

    clock.now_ms += SIGN_IN_LASTS_MS - 1
    assert accounts.sign_in_with(first) is not None
    clock.now_ms += 1
    assert accounts.sign_in_with(second) is None


@pytest.mark.parametrize("token", ["", "wrong", "\ud83d", "' OR 1=1 --"])
def test_a_made_up_link_signs_nobody_in(accounts: Accounts, token: str) -> None:
    accounts.create_sign_in("Lan")

    assert accounts.sign_in_with(token) is None


def test_the_data_file_holds_no_token_that_signs_in(accounts: Accounts, evening: Evening) -> None:
    token = accounts.create_sign_in("Lan")
    with sqlite3.connect(evening.folder / FILE_NAME) as connection:
        rows = connection.execute("SELECT * FROM sign_ins").fetchall()
    connection.close()

    assert len(rows) == 1
    assert token not in str(rows)


def test_a_password_lets_its_owner_in_and_nobody_else(accounts: Accounts) -> None:
    accounts.create_sign_in("Lan")
    accounts.create_sign_in("Hoa")
    accounts.set_password("Lan", "dân vận khéo")

    signed_in = accounts.check_password("Lan", "dân vận khéo")

    assert signed_in is not None
    assert signed_in.name == "Lan"
    assert accounts.check_password("Lan", "dân vận") is None
    assert accounts.check_password("Hoa", "dân vận khéo") is None  # no password yet
    assert accounts.check_password("Không ai", "dân vận khéo") is None


def test_a_password_typed_with_decomposed_letters_is_the_same(accounts: Accounts) -> None:
    accounts.create_sign_in("Lan")
    accounts.set_password("Lan", "dân vận khéo")

    assert accounts.check_password("Lan", "da\u0302n va\u0323\u0302n khe\u0301o") is not None


def test_a_new_password_ends_the_sessions_of_the_old(accounts: Accounts) -> None:
    accounts.create_sign_in("Lan")
    before = accounts.set_password("Lan", "mật khẩu thứ nhất")

    after = accounts.set_password("Lan", "mật khẩu thứ hai")

    assert after.session_version == before.session_version + 1
    assert accounts.end_sessions("Lan").session_version == after.session_version + 1
    assert accounts.account("Lan") == Account("Lan", has_password=True, session_version=after.session_version + 1)


def test_a_password_needs_an_account(accounts: Accounts) -> None:
    with pytest.raises(KeyError):
        accounts.set_password("Không ai", "mật khẩu")


def test_an_old_hash_is_made_anew_when_its_owner_signs_in(accounts: Accounts, evening: Evening) -> None:
    accounts.create_sign_in("Lan")
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16).hash("mật khẩu")
    evening.scorekeeper.write(lambda connection: connection.execute(update(table).values(password_hash=weak)))

    assert accounts.check_password("Lan", "mật khẩu") is not None

    (stored,) = evening.scorekeeper.read(lambda connection: connection.execute(table.select()).all())
    assert stored.password_hash != weak
    assert accounts.check_password("Lan", "mật khẩu") is not None


def test_an_installation_is_empty_until_somebody_has_a_password(accounts: Accounts) -> None:
    accounts.create_sign_in("Lan")
    assert accounts.is_empty()

    accounts.set_password("Lan", "mật khẩu")
    assert not accounts.is_empty()


def test_names_are_stored_composed_and_without_blanks_around(accounts: Accounts) -> None:
    accounts.create_sign_in(" Bi\u0300nh ")

    assert accounts.account("B\u00ecnh") is not None


def test_no_password_is_right_where_none_was_set() -> None:
    assert not passwords.is_right(None, "nobody has this password")  # what is hashed in its place
