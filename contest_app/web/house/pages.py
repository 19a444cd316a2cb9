"""The page of the house, for whoever wants to change it after the first day.

Responsible for: request in, page out. Must not know: contests: those that are there keep what they were told.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.contest.words import Words
from contest_app.web.house.fields import read_household, shown
from contest_app.web.language import current_lang, keep_language
from contest_app.web.parts import parts
from contest_app.web.signed_in import organizer_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("house", __name__)
KEPT = Words(
    vi="Đã lưu. Hội thi tạo từ bây giờ sẽ lấy theo; hội thi đã có thì không đổi.",
    en="Saved. Contests made from now on start with it; those that are there stay as they are.",
)


@pages.get("/organizer/house")
@organizer_required
def form() -> str:
    """The fields as they are kept."""
    return render_template("house.html", typed=shown(parts().accounts.house.now, current_lang()), problems={})


@pages.post("/organizer/house")
@organizer_required
def save() -> Response | tuple[str, int]:
    """Keeps them, or says what is wrong beside each."""
    household, wrong = read_household(request.form, parts().accounts.house.now)
    if wrong:
        return render_template("house.html", typed=request.form, problems=wrong), 422
    parts().accounts.house.put(household)
    keep(Toast("done", KEPT))
    response = redirect(url_for("contests.index"), 303)
    if household.lang:
        keep_language(response, household.lang)
    return response
