"""When a page cannot be given: what happened and what to do, in both languages; nothing typed is lost silently.

Responsible for: one shape for every error of `web`: a page, or a toast for the page's script. Must not know the pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from contest_app.contest.words import Words
from contest_app.journal.problems import StoreProblem
from contest_app.web.again import has_file, is_signed_in, kept_form, shown
from contest_app.web.language import say
from contest_app.web.parts import server_lang
from contest_app.web.security import OUR_PATHS
from contest_app.web.signed_in import is_htmx, session_ended
from contest_app.web.toast import Toast


@dataclass(frozen=True)
class Mishap:
    title: Words
    what: Words
    cure: Words


SIGNED_OUT = Mishap(
    Words(vi="Chưa đăng nhập", en="Not signed in"),
    Words(vi="Phiên làm việc đã hết hoặc bạn chưa đăng nhập.", en="Your session has ended, or you have not signed in."),
    Words(
        vi="Đăng nhập lại (Ban Tổ chức), hoặc mở lại đường dẫn của vai trò mình, rồi làm lại việc vừa rồi.",
        en="Sign in again (organizer) or open your role's link again, then repeat what you did.",
    ),
)
MISHAPS = {
    400: Mishap(
        Words(vi="Yêu cầu không đúng", en="Bad request"),
        Words(
            vi="Trình duyệt gửi lên điều máy chủ không hiểu.",
            en="The browser sent something the server does not understand.",
        ),
        Words(vi="Tải lại trang rồi thử lại.", en="Reload the page and try again."),
    ),
    401: SIGNED_OUT,
    403: Mishap(
        Words(vi="Không có quyền vào trang này", en="This page is not for your role"),
        Words(vi="Vai trò của trình duyệt này không được làm việc đó.", en="The role of this browser may not do that."),
        Words(
            vi="Nhờ người có trách nhiệm, hoặc mở đường dẫn đúng vai trò của mình.",
            en="Ask the person in charge, or open the link of your own role.",
        ),
    ),
    404: Mishap(
        Words(vi="Không có trang này", en="No such page"),
        Words(
            vi="Địa chỉ này không dẫn tới đâu, hoặc hội thi không còn.",
            en="This address leads nowhere, or the contest is gone.",
        ),
        Words(
            vi="Kiểm tra lại địa chỉ, hoặc đi từ danh sách hội thi.",
            en="Check the address, or start from the list of contests.",
        ),
    ),
    413: Mishap(
        Words(vi="Nội dung gửi lên quá lớn", en="Too much was sent"),
        Words(vi="Biểu mẫu lớn hơn mức cho phép.", en="The form is larger than allowed."),
        Words(vi="Rút ngắn nội dung rồi gửi lại.", en="Shorten it and send again."),
    ),
    429: Mishap(
        Words(vi="Thử quá nhiều lần", en="Too many tries"),
        Words(
            vi="Máy này đã thử quá nhiều lần trong thời gian ngắn.",
            en="This device has tried too often in a short time.",
        ),
        Words(vi="Đợi một phút rồi thử lại.", en="Wait a minute, then try again."),
    ),
    500: Mishap(
        Words(vi="Máy chủ gặp lỗi", en="The server failed"),
        Words(
            vi="Có lỗi trong chương trình; việc vừa rồi có thể chưa được ghi.",
            en="There is a fault in the program; what you did may not be stored.",
        ),
        Words(
            vi="Tải lại trang xem đã ghi chưa, rồi thử lại. Báo người phụ trách máy.",
            en="Reload to see whether it was stored, then try again. Tell whoever looks after the machine.",
        ),
    ),
    503: Mishap(
        Words(vi="Chưa đọc hoặc ghi được dữ liệu", en="The store cannot be reached"),
        Words(vi="Chưa ghi được gì.", en="Nothing was stored."),
        Words(
            vi="Đợi giây lát rồi thử lại. Nếu vẫn vậy, kiểm tra ổ đĩa của máy chủ.",
            en="Wait a moment and try again. If it stays so, check the server's disk.",
        ),
    ),
}
OUTDATED = Mishap(
    Words(vi="Trang đã cũ", en="The page is out of date"),
    Words(
        vi="Biểu mẫu này thuộc về một phiên làm việc trước, hoặc trình duyệt không giữ cookie. Chưa ghi gì cả.",
        en="This form belongs to an earlier session, or the browser keeps no cookies. Nothing was stored.",
    ),
    Words(vi="Quay lại, tải lại trang rồi làm lại.", en="Go back, reload the page and do it again."),
)
PRESS_AGAIN = Words(
    vi="Trang đã cũ nên chưa ghi gì cả. Trang vừa được làm mới; hãy bấm lại một lần nữa.",
    en="The page was out of date, so nothing was stored. It is fresh now: press once more.",
)
_FOR_MACHINES = ("/static/", "/contests/", "/sign-post/", "/healthz")
SENT_AGAIN = (400, 401, 503)  # what signing in, a fresh page or a moment's patience cures


def _answer(code: int, mishap: Mishap) -> Response | tuple[str, int]:
    if is_htmx():
        words = Words(vi=f"{mishap.what.vi} {mishap.cure.vi}", en=f"{mishap.what.en} {mishap.cure.en}")
        toast = Toast("refused", words, sign_in=code == 401)
        return render_template("_toast_oob.html", toast=toast), code
    if code == 401 and request.method == "GET":
        ended = session_ended()
        back = request.full_path.rstrip("?") if ended and request.path != url_for("contests.index") else None
        return redirect(url_for("sign_in.by_password", ended=1 if ended else None, back=back))
    page = render_template(
        "error.html",
        code=code,
        title=say(mishap.title),
        what=say(mishap.what),
        cure=say(mishap.cure),
        typed=shown(request.form) if code != 413 else [],
        kept=kept_form() if code in SENT_AGAIN else None,
        has_lost_file=code in SENT_AGAIN and has_file(),
    )
    return page, code


def _http_error(error: HTTPException) -> HTTPException | Response | tuple[str, int]:
    code = error.code or 500
    if code < 400 or request.path.startswith(_FOR_MACHINES):
        return error
    mishap = MISHAPS.get(code, MISHAPS[400 if code < 500 else 500])
    return _answer(code, mishap) if request.path.startswith(OUR_PATHS) else _sign(code, mishap)


def _sign(code: int, mishap: Mishap) -> tuple[str, int]:
    """What somebody reads who is nobody here: an address typed wrongly, a screen that failed."""
    words = Words(vi=f"{mishap.what.vi} {mishap.cure.vi}", en=f"{mishap.what.en} {mishap.cure.en}")
    return render_template("sorry.html", words=words, first=server_lang()), code


def _csrf_error(error: CSRFError) -> HTTPException | Response | tuple[str, int]:
    # a browser drops the cookie of a session that is over; only pages of somebody signed in send by script
    if session_ended() or (is_htmx() and not is_signed_in()):
        return _answer(401, SIGNED_OUT)
    if is_htmx():
        toast = render_template("_toast_oob.html", toast=Toast("refused", PRESS_AGAIN))
        return Response(toast, 400, {"X-Fresh-Token": generate_csrf()}, mimetype="text/html")
    return _answer(400, OUTDATED)


def _store_error(error: StoreProblem) -> Response | tuple[str, int]:
    return _answer(503, Mishap(MISHAPS[503].title, error.words, MISHAPS[503].cure))


def explain(app: Flask) -> None:
    """Puts the error pages on an application; what programs fetch keeps the library's own."""
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(StoreProblem, _store_error)
