"""Coming in: the one-time link, the first name and password, later the password alone; role links; going out.

Responsible for: sessions begin and end here. Must not know: what may be done inside.
A one-time token is used by a press of a button only: a preview of the link in a chat must not use it up.
A whole hall may come from one address (a router between): only wrong passwords are counted, each name for itself, and
links, whose 128 random bits nobody guesses, are not limited at all. Nobody can so keep the organizers out.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask import Response as FlaskResponse
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from contest_app.accounts import browser
from contest_app.accounts.accounts import Account, account_name
from contest_app.accounts.house import Household
from contest_app.contest.permissions import ANNOUNCER
from contest_app.contest.words import Words
from contest_app.web.again import go_on, opened, way_back
from contest_app.web.house import fields as house_fields
from contest_app.web.language import current_lang, keep_language
from contest_app.web.parts import parts
from contest_app.web.security import limiter
from contest_app.web.signed_in import forget_who, organizer, organizer_required, seat

pages = Blueprint("sign_in", __name__)
TRIES = "10 per minute; 60 per hour"
TRIES_OF_ALL_NAMES = "60 per minute"  # from one address: a check costs as much as twenty sheets
LEAST_LETTERS = 8
MOST_LETTERS = 200

WRONG = Words(vi="Tên hoặc mật khẩu không đúng.", en="The name or the password is wrong.")
USED_UP = Words(
    vi="Đường dẫn này đã dùng rồi hoặc đã hết hạn. Hãy khởi động lại máy chủ để có đường dẫn mới, "
    "hoặc chạy lệnh “contest-app sign-in” trên máy chủ.",
    en="This link was used already or has expired. Restart the server for a new one, "
    "or run “contest-app sign-in” on the server's machine.",
)
NO_NAME = Words(vi="Hãy ghi tên.", en="Give a name.")
TAKEN = Words(vi="Tên này đã có người dùng. Hãy chọn tên khác.", en="This name is taken. Choose another.")
SHORT = Words(
    vi=f"Mật khẩu cần ít nhất {LEAST_LETTERS} ký tự.", en=f"The password needs at least {LEAST_LETTERS} letters."
)
LONG = Words(vi="Mật khẩu quá dài.", en="The password is too long.")
UNLIKE = Words(vi="Hai lần nhập mật khẩu không giống nhau.", en="The two passwords differ.")
OLD_WRONG = Words(vi="Mật khẩu hiện nay không đúng.", en="The present password is wrong.")


def _enter(account: Account, by_link: bool) -> None:
    browser.begin_organizer(session, account, parts().accounts, parts().now_ms(), by_link)
    session.permanent = True
    forget_who()


def _form(template: str, problem: Words | None = None, status: int = 200, **fields: object) -> tuple[str, int]:
    return render_template(template, problem=problem, **fields), status


# --- the one-time link ------------------------------------------------------------------------------------------------


@pages.get("/organizer/sign-in/<token>")
def by_link(token: str) -> Response:
    """Takes the token out of the address bar; nothing is used up yet."""
    session["one_time"] = token
    return redirect(url_for("sign_in.confirm"))


@pages.get("/organizer/sign-in/link")
def confirm() -> Response | tuple[str, int]:
    """The button that uses the token."""
    if "one_time" not in session:
        return redirect(url_for("contests.index" if organizer() else "sign_in.by_password"))
    return _form("sign_in_link.html")


@pages.post("/organizer/sign-in/link")
def use_link() -> Response | tuple[str, int]:
    """Uses the token up."""
    account = parts().accounts.sign_in_with(session.pop("one_time", ""))
    if account is None:
        return _form("sign_in.html", USED_UP, 410, name="")
    _enter(account, by_link=True)
    return redirect(url_for("contests.index" if account.has_password else "sign_in.welcome"), 303)


@pages.route("/organizer/welcome", methods=["GET", "POST"])
@organizer_required
@limiter.limit(TRIES, methods=["POST"])
def welcome() -> Response | tuple[str, int]:
    """The first time: who are you, and with which password will you come back?"""
    account = organizer()
    assert account is not None  # the door saw to it
    if account.has_password:
        return redirect(url_for("sign_in.password"))
    accounts = parts().accounts
    asks_house = accounts.house.now == Household()  # only the first organizer of a store is asked
    if request.method == "GET":
        typed = house_fields.shown(accounts.house.now, current_lang())
        return _form("welcome.html", typed=typed, problems={}, asks_house=asks_house)
    name = account_name(request.form.get("name", ""))
    problem = _name_problem(name, account) or _password_problem()
    household, wrong = house_fields.read_household(request.form, accounts.house.now)
    if problem or wrong:
        return _form("welcome.html", problem, 422, typed=request.form, problems=wrong, asks_house=asks_house)
    if name != account.name and accounts.account(name) is None:
        accounts.sign_in_with(accounts.create_sign_in(name))
    _enter(accounts.set_password(name, request.form["password"]), by_link=False)
    response = redirect(url_for("contests.index"), 303)
    if asks_house:
        accounts.house.put(household)
    if asks_house and household.lang:
        keep_language(response, household.lang)
    return response


def _name_problem(name: str, account: Account) -> Words | None:
    if not name or len(name) > MOST_LETTERS:
        return NO_NAME
    other = parts().accounts.account(name)
    return TAKEN if other is not None and other.name != account.name else None


def _password_problem() -> Words | None:
    password = request.form.get("password", "")
    if len(password) < LEAST_LETTERS:
        return SHORT
    if len(password) > MOST_LETTERS:
        return LONG
    return UNLIKE if password != request.form.get("again", "") else None


# --- the password -----------------------------------------------------------------------------------------------------


def _by_name() -> str:
    return f"{get_remote_address()} {account_name(request.form.get('name', '')).casefold()}"


def _was_wrong(response: FlaskResponse) -> bool:
    return response.status_code == 422


@pages.route("/organizer/sign-in", methods=["GET", "POST"])
@limiter.limit(TRIES, key_func=_by_name, methods=["POST"], deduct_when=_was_wrong)
@limiter.limit(TRIES_OF_ALL_NAMES, methods=["POST"], deduct_when=_was_wrong)
def by_password() -> Response | tuple[str, int]:
    """Name and password; the slow check runs off the hub."""
    if request.method == "GET":
        back = way_back(request.args.get("back", ""))
        return redirect(back) if organizer() else _form("sign_in.html", name="", back=request.args.get("back"))
    kept = opened(request.form.get("kept", ""))
    name, password = request.form.get("name", ""), request.form.get("password", "")
    account = parts().accounts.check_password(name, password[: MOST_LETTERS + 1])
    if account is None:
        typed = {"name": name, "kept": kept.text if kept else None, "back": request.form.get("back")}
        return _form("sign_in.html", WRONG, 422, **typed)
    _enter(account, by_link=False)
    return (go_on(kept), 200) if kept else redirect(way_back(request.form.get("back", "")), 303)


@pages.route("/organizer/password", methods=["GET", "POST"])
@organizer_required
@limiter.limit(TRIES, methods=["POST"])
def password() -> Response | tuple[str, int]:
    """A new password; every other browser of this account is signed out by it."""
    account = organizer()
    assert account is not None  # the door saw to it
    if not account.has_password:
        return redirect(url_for("sign_in.welcome"))
    by_link = bool(session.get("by_link"))
    if request.method == "GET":
        return _form("password.html", by_link=by_link)
    accounts = parts().accounts
    if not by_link and accounts.check_password(account.name, request.form.get("old", "")[: MOST_LETTERS + 1]) is None:
        return _form("password.html", OLD_WRONG, 422, by_link=by_link)
    problem = _password_problem()
    if problem:
        return _form("password.html", problem, 422, by_link=by_link)
    _enter(accounts.set_password(account.name, request.form["password"]), by_link=False)
    return redirect(url_for("contests.index"), 303)


@pages.post("/organizer/sign-out")
def sign_out() -> Response:
    """Forgets this browser, and whoever is in with its cookie."""
    browser.end(session, parts().accounts, parts().now_ms())
    return redirect(url_for("sign_in.by_password"), 303)


# --- the links of roles -----------------------------------------------------------------------------------------------


@pages.get("/desk/<token>")
def by_role(token: str) -> Response | tuple[str, int]:
    """Lets the browser in for the role's contest and takes the token out of the address bar."""
    held = parts().accounts.links.resolve(token)
    if held is None or held.role not in browser.DESK_LINKS:
        return render_template("no_such_link.html"), 404
    browser.begin_role(session, token, parts().accounts, parts().now_ms())
    session.permanent = True
    forget_who()
    return redirect(home(held.contest, held.role))


def home(contest: str, role: str) -> str:
    """The page a role works on."""
    played = parts().scorekeeper.played(contest)
    return url_for("announcer.index" if role == ANNOUNCER else "desk.index", contest=played)


def home_of_link() -> str | None:
    """Where the browser belongs that came in by a role's link."""
    held = seat()
    return home(held.contest, held.role) if held else None
