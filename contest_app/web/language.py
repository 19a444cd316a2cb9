"""The language of a page and everything that reads differently in it: words, points, times.

Responsible for: which language a browser reads, and `t`, `say`, `points`, `clock`, `minutes` for templates.
Must not know: what any page is about.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Literal, cast
from urllib.parse import urlencode

from flask import Flask, Response, g, has_request_context, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest.naming import VIETNAM
from contest_app.contest.numbers import format_points, parse_decimal
from contest_app.contest.words import Words
from contest_app.web.parts import server_lang

Lang = Literal["vi", "en"]
COOKIE = "lang"
_YEAR_S = 365 * 24 * 3600


def current_lang() -> Lang:
    """What the browser asked for (`?lang=en`, then a cookie), else what this server is set to: Vietnamese as a rule."""
    if not has_request_context():
        return "vi"
    if "lang" not in g:
        g.lang = _asked_lang()
    return cast(Lang, g.lang)


def _asked_lang() -> str:
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE), server_lang()):
        if wanted in ("vi", "en"):
            return str(wanted)
    return "vi"


def t(vi: str, en: str) -> str:
    """The sentence in the page's language."""
    return vi if current_lang() == "vi" else en


def say(words: Words) -> str:
    return t(words.vi, words.en)


def points(value: str | Fraction | None, places: int | None = None) -> str:
    """Points for a person: a decimal comma in Vietnamese, a dash where there is no figure (never 0)."""
    if value is None:
        return "–"
    if isinstance(value, str) and places is not None:
        value = parse_decimal(value) or Fraction(0)
    if isinstance(value, str):
        return value.replace(".", ",") if current_lang() == "vi" else value
    return format_points(value, places, current_lang())


def clock(at_ms: int | None) -> str:
    """The time of day in Vietnam, e.g. 19:42:07."""
    return "–" if at_ms is None else datetime.fromtimestamp(at_ms // 1000, VIETNAM).strftime("%H:%M:%S")


def moment(at_ms: int) -> str:
    """A moment on Vietnam's clocks, e.g. 12/10/2024 19:42."""
    return datetime.fromtimestamp(at_ms // 1000, VIETNAM).strftime("%d/%m/%Y %H:%M")


def day(at_ms: int) -> str:
    """The day of a moment on Vietnam's clocks, e.g. 12/10/2024."""
    return datetime.fromtimestamp(at_ms // 1000, VIETNAM).strftime("%d/%m/%Y")


def minutes(seconds: int) -> str:
    """A duration as 5:00."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def date(text: str) -> str:
    """A day written as 2024-10-12 for a person; anything else as it is."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}" if year.isdigit() and month.isdigit() and day.isdigit() else text


def other_lang_url() -> str:
    """This page in the other language."""
    args = {name: value for name, value in request.args.items() if name != "lang"}
    args["lang"] = t("en", "vi")
    path = request.path if request.method == "GET" else getattr(g, "back_to", "/organizer")
    return f"{path}?{urlencode(args)}"


def keep_language(response: AnyResponse, lang: str) -> None:
    """Lets this browser read the language from now on."""
    response.set_cookie(COOKIE, lang, max_age=_YEAR_S, samesite="Lax", httponly=True)


def _keep_choice(response: Response) -> Response:
    if request.args.get("lang") in ("vi", "en"):
        keep_language(response, current_lang())
    return response


def speak(app: Flask) -> None:
    """Gives the templates their words and remembers a browser's choice."""
    app.after_request(_keep_choice)
    app.jinja_env.globals.update(
        t=t,
        say=say,
        points=points,
        clock=clock,
        minutes=minutes,
        moment=moment,
        date=date,
        day=day,
        lang=current_lang,
        other_lang_url=other_lang_url,
    )
    app.jinja_env.filters["say"] = say
    app.jinja_env.filters["nonbreaking"] = lambda text: Markup(str(Markup.escape(text)).replace(" ", "&nbsp;"))
