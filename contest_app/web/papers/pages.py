"""The pages of papers: request in, paper out.

Responsible for: addresses, who may come in, which paper is asked for. Must not know: what stands on a paper.
A paper is Vietnamese whatever the language of the page around it: it is an official document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import segno
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest.about import FORMS
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import HEAD_JUDGE, ORGANIZER, SECRETARY
from contest_app.contest.rulebook import Round
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.documents import history
from contest_app.documents.catalog import shelves
from contest_app.documents.comparison import Verdict, judge_paper
from contest_app.documents.lots_minutes import make_lots_minutes
from contest_app.documents.minutes import make_minutes
from contest_app.documents.official import formal_date
from contest_app.documents.paper_words import PaperWords, read_words
from contest_app.documents.score_sheets import blank_sheets, filled_sheets, judged_rounds
from contest_app.documents.source import WORTHS, Source, read_source, worth, worth_of_lots
from contest_app.documents.tabulation import tabulate, tabulate_round
from contest_app.web.language import date
from contest_app.web.links.pages import base_url
from contest_app.web.off_the_hub import off_the_hub, render_off_the_hub
from contest_app.web.papers import material
from contest_app.web.papers.fields import GROUPS
from contest_app.web.papers.material import Material, gather
from contest_app.web.papers.running import page_css
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.setup.days import read_day
from contest_app.web.signed_in import actor_for, role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("papers", __name__)

FOR_PAPERS = (ORGANIZER, SECRETARY, HEAD_JUDGE)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAYOUTS = ("table", "entry")
NO_VALUE = Words(vi="BẢN DÙNG THỬ, KHÔNG CÓ GIÁ TRỊ", en="A DEMO, NOT VALID")
KEPT = Words(vi="Đã lưu nội dung giấy tờ.", en="The words of the papers are kept.")


@pages.app_template_global()
def sees_papers(contest: str) -> bool:
    """Whether whoever reads this page may open the papers."""
    actor = actor_for(contest)
    return actor is not None and actor.role in FOR_PAPERS


@pages.get("/organizer/contests/<contest>/papers")
@role_required(*FOR_PAPERS)
def index(contest: str, actor: Actor) -> str:
    """The list of all papers."""
    snapshot = snapshot_or_404(contest)
    return render_template(
        "papers.html", contest=contest, state=snapshot.state, shelves=shelves(snapshot.state, snapshot.standings)
    )


# --- sheets -----------------------------------------------------------------------------------------------------------


@pages.get("/organizer/contests/<contest>/papers/blank/<round_id>")
@role_required(*FOR_PAPERS)
def blank(contest: str, round_id: str, actor: Actor) -> str:
    """Sheets for the pen: for one judge or all, one table a judge or one sheet an entry."""
    made = gather(contest)
    round_, judge = _judged_or_404(made.state, round_id), _judge(made.state)
    return _sheets(made, "blank", round_, lambda: blank_sheets(made.state, round_, judge))


@pages.get("/organizer/contests/<contest>/papers/filled/<round_id>")
@role_required(*FOR_PAPERS)
def filled(contest: str, round_id: str, actor: Actor) -> str:
    """The sheets as handed in."""
    made = gather(contest)
    round_, judge = _judged_or_404(made.state, round_id), _judge(made.state)
    return _sheets(made, "filled", round_, lambda: filled_sheets(made.state, round_, judge))


def _sheets(made: Material, kind: str, round_: Round, make: Callable[[], object]) -> str:
    layout = request.args.get("layout", LAYOUTS[0])
    if layout not in LAYOUTS:
        abort(404)

    def values() -> dict[str, object]:
        return {"sheets": make(), **_common(made, round_.id), "signature": _signature(made, round_.id)}

    body = render_off_the_hub(f"papers/_sheets_by_{layout}.html", values)
    source = made.source if kind == "filled" else None
    return _paper(made, kind, body, round_, source, shape="across" if layout == "table" else "upright", layout=layout)


# --- tabulations, minutes, workbook -----------------------------------------------------------------------------------


@pages.get("/organizer/contests/<contest>/papers/round/<round_id>")
@role_required(*FOR_PAPERS)
def round_(contest: str, round_id: str, actor: Actor) -> str:
    """The tabulation of one round."""
    made = gather(contest)
    chosen = _round_or_404(made.state, round_id)

    def values() -> dict[str, object]:
        table = tabulate_round(made.state, made.standings, chosen)
        return {"table": table, **_common(made, round_id), "signature": _signature(made, round_id)}

    body = render_off_the_hub("papers/_round.html", values)
    return _paper(made, "round", body, chosen, made.source, shape="across")


@pages.get("/organizer/contests/<contest>/papers/overall")
@role_required(*FOR_PAPERS)
def overall(contest: str, actor: Actor) -> str:
    """The tabulation of the whole contest."""
    made = gather(contest)

    def values() -> dict[str, object]:
        return {
            "table": tabulate(made.state, made.standings),
            "ties": history.decided_ties(made.state, made.happened),
            **_common(made, None),
        }

    body = render_off_the_hub("papers/_overall.html", values)
    return _paper(made, "overall", body, None, made.source, shape="across")


@pages.get("/organizer/contests/<contest>/papers/minutes")
@role_required(*FOR_PAPERS)
def minutes(contest: str, actor: Actor) -> str:
    """The minutes, in the form chosen for the contest (or in the one the address names, to look at)."""
    made = gather(contest)
    form = request.args.get("form", made.state.about.form)
    if form not in FORMS:
        abort(404)

    def values() -> dict[str, object]:
        said = make_minutes(made.state, made.standings, made.happened, made.words, form)
        return {"minutes": said, **_common(made, None)}

    body = render_off_the_hub("papers/_minutes.html", values)
    return _paper(made, "minutes", body, None, made.source, shape="minutes", form=form)


@pages.get("/organizer/contests/<contest>/papers/lots")
@role_required(*FOR_PAPERS)
def lots(contest: str, actor: Actor) -> str:
    """The minutes of the draw, in either form like the minutes of the results."""
    made = gather(contest)
    form = request.args.get("form", made.state.about.form)
    if form not in FORMS or not made.state.orders:
        abort(404)
    value = worth_of_lots(made.state)

    def values() -> dict[str, object]:
        return {"minutes": make_lots_minutes(made.state, made.words, form), "state": made.state, "worth": value}

    body = render_off_the_hub("papers/_lots.html", values)
    return _paper(made, "lots", body, None, made.source, shape="minutes", form=form, value=value)


@pages.get("/organizer/contests/<contest>/papers/results.xlsx")
@role_required(*FOR_PAPERS)
def spreadsheet(contest: str, actor: Actor) -> AnyResponse:
    """All figures as a workbook."""
    made = gather(contest)
    response = make_response(off_the_hub(lambda: _workbook(made)))
    response.mimetype = XLSX
    response.headers.set("Content-Disposition", "attachment", filename=f"{contest}-{made.source.seq}.xlsx")
    return response


def _workbook(made: Material) -> bytes:
    from contest_app.documents.workbook import workbook  # with openpyxl 0.1 s that no start should pay

    return workbook(made.state, made.standings, made.happened, made.words, made.source)


def _common(made: Material, round_id: str | None) -> dict[str, object]:
    """What stands on every paper."""
    return {
        "state": made.state,
        "words": made.words,
        "worth": worth(made.state, round_id),
        "is_official": worth(made.state, round_id) == WORTHS["official"],
        "held_on": formal_date(made.state.held_on),
        "corrections": history.corrections(made.state, made.happened, round_id),
    }


def _signature(made: Material, round_id: str) -> str:
    signed = history.signature(made.state, made.happened, round_id)
    return "" if signed is None else signed.words


def _paper(
    made: Material,
    kind: str,
    body: Markup,
    round_: Round | None,
    source: Source | None,
    shape: str,
    layout: str = "",
    form: str = "",
    value: Words | None = None,
) -> str:
    """A paper in its frame: what to press above it, where it comes from below it."""
    contest, round_id = made.state.contest, "" if round_ is None else round_.id
    value = value or worth(made.state, round_id or None)
    code = None if source is None else source.code
    return render_template(
        "papers/paper.html",
        contest=contest,
        state=made.state,
        kind=kind,
        round=round_,
        layout=layout,
        judge=request.args.get("judge", ""),
        form=form,
        shape=shape,
        body=body,
        source=source,
        qr=None if code is None else _qr(_verify_url(contest, code)),
        verify_url=None if code is None else _verify_url(contest, code),
        worth=value,
        worth_key=next(key for key, words in WORTHS.items() if words == value) if code else "",
        code=code,
        names={one.id: f"GK {one.number} – {one.name}" for one in made.state.judges.values()},
    )


def _verify_url(contest: str, code: str) -> str:
    return base_url() + url_for("papers.verify", contest=contest, paper=code)


def _qr(url: str) -> Markup:
    return Markup(segno.make(url, error="m").svg_inline(scale=2, border=2, omitsize=True))


@pages.get("/organizer/contests/<contest>/papers/running.css")
@role_required(*FOR_PAPERS)
def running(contest: str, actor: Actor) -> AnyResponse:
    """What runs along the edge of every printed page of one paper: the title, its worth and mark, the page's number."""
    state = snapshot_or_404(contest).state
    source = read_source(request.args.get("paper", ""))
    value = WORTHS.get(request.args.get("worth", ""))
    is_numbered = request.args.get("kind") != "minutes"
    title = f"{NO_VALUE.vi} · {state.title}" if parts().config.is_demo else state.title
    css = page_css(title, None if value is None else value.vi, None if source is None else source.grouped, is_numbered)
    return Response(css, mimetype="text/css")


# --- the words --------------------------------------------------------------------------------------------------------


@pages.get("/organizer/contests/<contest>/papers/words")
@role_required(*FOR_PAPERS)
def words(contest: str, actor: Actor) -> str:
    """What the papers say beside the figures."""
    state = snapshot_or_404(contest).state
    kept = material.kept_words(contest)
    return _words_page(state, material.words_as_kept(kept, state), kept)


@pages.post("/organizer/contests/<contest>/papers/words")
@role_required(*FOR_PAPERS)
def keep_words(contest: str, actor: Actor) -> AnyResponse:
    """Keeps them, unless something is wrong with one or somebody else changed them meanwhile."""
    state = snapshot_or_404(contest).state
    kept = material.kept_words(contest)
    form = request.form.to_dict()
    day = read_day(form.get("date", "").strip())
    form |= {"date": day} if "date" in form and day is not None else {}
    typed, wrong = read_words(form, material.words_as_kept(kept, state))
    is_current = request.form.get("version", "") == material.version_of(kept)
    if wrong:
        return make_response(_words_page(state, typed, kept, wrong), 422)
    is_there = not is_current and material.is_kept(state, typed, kept)  # the same words, sent a second time
    if not is_there and (not is_current or not material.keep_words(state, typed, kept)):
        now = material.kept_words(contest)
        theirs = material.words_as_kept(now, state)
        return make_response(_words_page(state, typed, now, theirs=theirs), 409)
    keep(Toast("done", KEPT))
    return redirect(url_for("papers.index", contest=contest), 303)


def _words_page(
    state: State,
    shown: PaperWords,
    kept: str | None,
    wrong: dict[str, Words] | None = None,
    theirs: PaperWords | None = None,
) -> str:
    values = shown.as_dict()
    values["date"] = date(values["date"])
    others = {} if theirs is None else {name: text for name, text in theirs.as_dict().items() if text != values[name]}
    return render_template(
        "papers/words.html",
        contest=state.contest,
        state=state,
        groups=GROUPS,
        values=values,
        version=material.version_of(kept),
        wrong=wrong or {},
        theirs=others,
        is_stale=theirs is not None,
    )


# --- verification -----------------------------------------------------------------------------------------------------


@pages.get("/organizer/contests/<contest>/papers/verify")
@role_required(*FOR_PAPERS)
def verify(contest: str, actor: Actor) -> str:
    """Whether a paper still agrees with the journal."""
    snapshot = snapshot_or_404(contest)
    typed = " ".join(request.args.get("paper", "").split())
    source = read_source(unicodedata.normalize("NFC", typed)) if typed else None
    verdict: Verdict | None = None
    if source is not None:
        past = material.past_of(contest, source.seq)
        tuple(snapshot.standings.rows)
        verdict = off_the_hub(lambda: judge_paper(source, past, snapshot))
    return render_template(
        "papers/verify.html",
        contest=contest,
        state=snapshot.state,
        typed=typed,
        source=source,
        verdict=verdict,
        now=snapshot.seq,
    )


# --- what is asked for ------------------------------------------------------------------------------------------------


def _round_or_404(state: State, round_id: str) -> Round:
    found = next((one for one in state.rulebook.rounds if one.id == round_id), None)
    return found if found is not None else abort(404)


def _judged_or_404(state: State, round_id: str) -> Round:
    found = _round_or_404(state, round_id)
    return found if found in judged_rounds(state) else abort(404)


def _judge(state: State) -> str | None:
    """The judge the address names; None for all."""
    judge = request.args.get("judge", "")
    if judge and (judge not in state.judges or not re.fullmatch(r"[\w-]+", judge)):
        abort(404)
    return judge or None
