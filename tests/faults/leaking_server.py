"""Run as a program: `contest-app` with leaks planted at every door, for the proof that must find them.

python -m tests.faults.leaking_server serve --data FOLDER …
"""

import dataclasses
import sys

from contest_app import server  # noqa: F401 - first: it patches green threads

# isort: split
import flask
import structlog

from contest_app import scorekeeper, topics
from contest_app.cli import main
from contest_app.contest.snapshot import Snapshot
from contest_app.live import messages
from contest_app.topics import announcer, board, briefs, sheet, stage
from contest_app.web import health, screens

last_marks: dict[str, str] = {}


def places_of_the_jury(snapshot: Snapshot, subject: str) -> object:
    """The board with the jury's places beside the published figures: not a digit of a mark."""
    places = {row.entry: row.place for row in snapshot.standings.rows}
    value = board.produce(snapshot, subject)
    rows = [{**row, "place": places[row["entry"]["id"]]} for row in value["rows"]]
    return {**value, "rows": rows}


def marks_of_the_stage(snapshot: Snapshot, subject: str) -> object:
    """The stage with the marks handed in so far."""
    state = snapshot.state
    sheets = state.figures(state.on_stage).sheets if state.on_stage else {}
    marks = [briefs.text(mark) for each in sheets.values() for mark in each.marks.values()]
    return {**stage.produce(snapshot, subject), "marks": marks}


def marks_of_the_others(snapshot: Snapshot, subject: str) -> object:
    marks = [
        str(m) for f in snapshot.state.record.performances.values() for s in f.sheets.values() for m in s.marks.values()
    ]
    return {**(announcer if subject == "" else sheet).produce(snapshot, subject), "others": marks}


def plant() -> None:
    def replace(name: str, produce: object, **more: object) -> None:
        topics.TOPICS[name] = dataclasses.replace(topics.TOPICS[name], produce=produce, **more)  # type: ignore[index]

    replace("board", places_of_the_jury, inputs=lambda snapshot, subject: (snapshot,))
    replace("stage", marks_of_the_stage)
    replace("announcer", marks_of_the_others)
    replace("sheet", marks_of_the_others, inputs=lambda snapshot, subject: (snapshot,))

    log, carry_out = structlog.get_logger(), scorekeeper.Scorekeeper._carry_out

    def telling(self: scorekeeper.Scorekeeper, orders: object) -> None:
        for order in orders:  # type: ignore[attr-defined]
            last_marks.update(getattr(order.command, "marks", {}))
        log.info("batch", marks=dict(last_marks))
        carry_out(self, orders)  # type: ignore[arg-type]

    scorekeeper.Scorekeeper._carry_out = telling  # type: ignore[method-assign,assignment]

    refused_message = messages.refused_message
    messages.refused_message = lambda refused: {**refused_message(refused), "last": dict(last_marks)}
    health.jsonify = lambda **said: flask.jsonify(**said, last=last_marks)  # type: ignore[attr-defined]
    protect = screens._protect

    def telling_everybody(response: flask.Response) -> flask.Response:
        response.headers["X-Last"] = ";".join(last_marks.values())
        return protect(response)

    screens._protect = telling_everybody


if __name__ == "__main__":
    plant()
    sys.exit(main(sys.argv[1:]))
