"""The namespace `/live`: what a socket may say, and what it is answered.

Responsible for: one sentence a message: who is it, may they, do it, answer. Must not know: rules of the contest, how
topics are computed, the transport.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import flask
import structlog
from flask_socketio.namespace import Namespace
from socketio.exceptions import ConnectionRefusedError as TurnedAway

from contest_app.accounts.accounts import Accounts
from contest_app.concurrency import Concurrency
from contest_app.contest import permissions
from contest_app.contest.commands import Command, TakeSeat, wire_name
from contest_app.contest.refusals import Malformed, NotAllowed
from contest_app.contest.words import Words
from contest_app.journal.answers import INTERNAL
from contest_app.live import messages, wire
from contest_app.live.announcer import Announcer, Message
from contest_app.live.door import FULL, UNKNOWN_TOKEN, Closed, Guest, led_elsewhere, let_in, link_holds, still_holds
from contest_app.live.fanout import NAMESPACE, FanOut
from contest_app.live.lines import UNHEEDED_LIMIT, WAITING_COMMANDS, Line, Lines
from contest_app.live.presence import Presence
from contest_app.live.wire import Encoded
from contest_app.logs import where
from contest_app.scorekeeper import Answer, Later, Receipt, Scorekeeper
from contest_app.topics import TOPICS
from contest_app.topics.devices import device_of

log = structlog.get_logger()

LOOK_ROUND_S = 1.0
LOOKS_AT_VIEWERS = 3  # every so many rounds: they may be thousands
LOOKS_AT_SESSIONS = 9  # every so many: it asks the store
LOOKED_AT_TOGETHER = 250
TOO_MANY = Later(
    "too_many",
    Words(vi="Gửi quá nhanh. Máy sẽ tự gửi lại.", en="Too many messages. The device sends again by itself."),
    retry_ms=1000,
)
NOT_CONNECTED = Later(
    "not_connected",
    Words(vi="Kết nối vừa bị ngắt. Máy sẽ tự gửi lại.", en="The line was cut. The device sends again by itself."),
    retry_ms=1000,
)
# Not a refusal: the line ends within a second, and whoever comes in anew sends what waited.
NO_LONGER_IN = Later(UNKNOWN_TOKEN.code, UNKNOWN_TOKEN.words, retry_ms=1000)


@dataclass(frozen=True)
class LiveParts:
    """What the namespace talks to."""

    scorekeeper: Scorekeeper
    accounts: Accounts
    announcer: Announcer
    presence: Presence
    lines: Lines
    fanout: FanOut
    concurrency: Concurrency
    now_ms: Callable[[], int]
    now_s: Callable[[], float]
    viewers_limit: int | None = None


class Live(Namespace):
    """Handles every message of the namespace.

    The library would make a Flask request of every message; only who connects needs one, for the session.
    """

    def __init__(self, parts: LiveParts) -> None:
        super().__init__(NAMESPACE)  # type: ignore[no-untyped-call]
        self._parts = parts
        self._last_told: tuple[dict[str, Message] | None, list[str], Encoded] = (None, [], Encoded(()))

    def trigger_event(self, event: str, *args: Any) -> Any:
        """Only the messages of the protocol are heard; nobody who is in can `connect` again as somebody else."""
        sid, *payload = args
        try:
            if event in MESSAGES:
                return MESSAGES[event](self, self._line(sid), payload[0] if len(payload) == 1 else None)
            if event == "connect" and self._parts.lines.of(sid) is None:
                return self._connect(sid, *payload)
            if event == "disconnect":
                return self._disconnect(sid)
        except TurnedAway:
            raise
        except Exception as error:  # a bug of ours: whoever asked is answered all the same
            log.error("message failed", message=event, error=type(error).__name__, at=where(error))
            return messages.answer_message(INTERNAL) if event == "command" else {}
        return None

    # --- coming and going ---------------------------------------------------------------------------------------------

    def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Lets a socket in as whoever its token or session says, or turns it away in words."""
        parts = self._parts
        guest = let_in(auth, _session(environ), parts.accounts, parts.scorekeeper, parts.now_ms())
        if isinstance(guest, Guest) and not guest.has_place and self._is_full():
            guest = FULL
        if isinstance(guest, Closed):
            raise TurnedAway(guest.code, guest.message())
        line = parts.lines.open(sid, guest, device_of(environ.get("HTTP_USER_AGENT", "")))
        parts.presence.joined(line)

    def _disconnect(self, sid: str) -> None:
        """Forgets a socket."""
        line = self._parts.lines.close(sid)
        if line is not None:
            self._parts.announcer.leave(line.sid, line.contest)
            self._parts.presence.left(line)

    def _is_full(self) -> bool:
        limit = self._parts.viewers_limit
        return limit is not None and self._parts.lines.count() >= limit

    # --- messages -----------------------------------------------------------------------------------------------------

    def watch(self, line: Line | None, payload: Any) -> dict[str, Any] | Encoded:
        """Joins the topics that this line may see and answers their values."""
        if line is None or not self._is_heeded(line):
            return {"topics": {}, "denied": [], "later": messages.later_message(TOO_MANY)}
        names = messages.parse_watch(payload)
        if isinstance(names, Malformed):
            return {"topics": {}, "denied": [], "refused": messages.refused_message(names)}
        seen = [name for name in names if _may_watch(line, name)]
        found = {name: self._parts.announcer.watch(line.sid, line.contest, name, _subject(line, name)) for name in seen}
        if self._parts.lines.of(line.sid) is None:  # gone meanwhile: nobody would take it out of the rooms again
            self._parts.announcer.leave(line.sid, line.contest)
        told = {name: message for name, message in found.items() if message is not None}
        return self._told(told, [name for name in names if name not in seen])

    def _told(self, found: dict[str, Message], denied: list[str]) -> Encoded:
        """The answer to `watch`. A hall that comes back asks for the same a thousand times, so the last one is kept."""
        last = self._last_told  # looked at once: another thread may be keeping another's answer
        if (found, denied) != last[:2]:
            topics = wire.an_object({name: message.topic for name, message in found.items()})
            answer = wire.an_object({"topics": topics, "denied": wire.encoded(denied)})
            self._last_told = last = (found, denied, answer)
        return last[2]

    def command(self, line: Line | None, payload: Any) -> dict[str, Any]:
        """Hands a command to the scorekeeper and answers what became of it."""
        if line is None:
            return messages.answer_message(NOT_CONNECTED)
        return messages.answer_message(self._carried_out(line, payload))

    def presence(self, line: Line | None, payload: Any) -> dict[str, Any]:
        """Remembers what a judge is at."""
        if line is None or not self._is_heeded(line):
            return {}
        told = messages.parse_presence(payload)
        if isinstance(told, Malformed):
            return {"refused": messages.refused_message(told)}
        self._parts.presence.told(line, told)
        return {}

    def clock(self, line: Line | None, payload: Any) -> dict[str, Any]:
        """Tells the time; by asking, the line says that it lives."""
        if line is not None and self._is_heeded(line):
            self._parts.presence.heard(line)
        return {"now_ms": self._parts.now_ms()}

    # --- what they share ----------------------------------------------------------------------------------------------

    def _carried_out(self, line: Line, payload: Any) -> Answer:
        if not self._is_heeded(line) or line.waiting >= WAITING_COMMANDS:
            return TOO_MANY
        command = messages.parse_command(payload)
        if isinstance(command, Malformed):
            return command
        if not permissions.may(line.actor.role, command):
            return NotAllowed(role=line.actor.role, act=wire_name(type(command)))
        if isinstance(command, TakeSeat) and line.actor.device not in ("", command.device):
            return Malformed("device", "phải là máy của kết nối này / must be this connection's device")
        if not still_holds(line.guest, self._parts.accounts, self._parts.now_ms()):
            return NO_LONGER_IN
        return self._submitted(line, command)

    def _submitted(self, line: Line, command: Command) -> Answer:
        line.waiting += 1
        try:
            answer = self._parts.scorekeeper.submit(line.contest, command, line.actor)
        finally:
            line.waiting -= 1
        if isinstance(command, TakeSeat) and isinstance(answer, Receipt) and not line.actor.device:
            line.adopt_device(command.device)
        return answer

    def _line(self, sid: str) -> Line | None:
        line = self._parts.lines.of(sid)
        if line is not None:
            line.heard_s = self._parts.now_s()
        return line

    def _is_heeded(self, line: Line) -> bool:
        """Whether a line may still speak this second; one that goes on and on regardless is dropped."""
        if line.allowance.take(self._parts.now_s()):
            return True
        if line.allowance.unheeded == UNHEEDED_LIMIT:
            log.warning("line dropped: too many messages", contest=line.contest, role=line.actor.role)
            self._parts.concurrency.spawn(self._parts.fanout.drop, line.sid)
        return False


MESSAGES: Mapping[str, Callable[[Live, Line | None, Any], Any]] = {
    "watch": Live.watch,
    "command": Live.command,
    "presence": Live.presence,
    "clock": Live.clock,
}


def _session(environ: dict[str, Any]) -> Mapping[str, Any]:
    """What the browser's cookie says of who is signed in."""
    if "HTTP_COOKIE" not in environ:
        return {}
    app: flask.Flask = environ["flask.app"]
    with app.request_context(environ):
        return dict(flask.session)


def _may_watch(line: Line, name: str) -> bool:
    return (name in TOPICS or name == "presence") and permissions.may_watch(line.actor.role, name)


def _subject(line: Line, name: str) -> str:
    return line.actor.judge if name in TOPICS and TOPICS[name].per_judge else ""


def watch_over(parts: LiveParts) -> None:
    """For ever: drops lines that fell silent, lines whose link or session ended, clients far behind."""
    for turn in itertools.count(1):
        parts.concurrency.sleep(LOOK_ROUND_S)
        try:
            _look_round(parts, turn)
        except Exception as error:
            log.error("looking round failed", error=type(error).__name__, at=where(error))


def _look_round(parts: LiveParts, turn: int) -> None:
    viewers_too = turn % LOOKS_AT_VIEWERS == 0
    seen = list(_at_leisure(parts.lines.all() if viewers_too else parts.lines.working(), parts.concurrency))
    silent = {line.sid for line in parts.lines.silent()}
    ended = {line.sid for line in _at_leisure(seen, parts.concurrency) if not link_holds(line.guest, parts.accounts)}
    if turn % LOOKS_AT_SESSIONS == 0:
        signed_in = [line for line in seen if line.guest.session is not None]
        ended |= {line.sid for line in signed_in if not still_holds(line.guest, parts.accounts, parts.now_ms())}
    guests = ((line.sid, line.guest) for line in _at_leisure(seen, parts.concurrency))
    led = led_elsewhere(guests, parts.scorekeeper)
    for sid in silent | ended | led:
        parts.fanout.drop(sid)
    parts.fanout.ask_for_signs_of_life()
    slow, strangers = parts.fanout.drop_slow() if viewers_too else 0, parts.fanout.drop_strangers()
    if silent or ended or led or slow or strangers:
        counts = {"silent": len(silent), "ended": len(ended), "led": len(led), "slow": slow, "strangers": strangers}
        log.info("lines dropped", **counts)


def _at_leisure(lines: Iterable[Line], concurrency: Concurrency) -> Iterator[Line]:
    """One after the other; every so many, everybody else has a turn."""
    for number, line in enumerate(lines, 1):
        yield line
        if number % LOOKED_AT_TOGETHER == 0:
            concurrency.sleep(0)
