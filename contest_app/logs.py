"""Log lines: structured, to stderr, for people or as JSON; never a token.

Responsible for: the form of a line, and taking secrets out of addresses. Must not know: who writes lines.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from contest_app.config import LogForm

# What follows these in an address is a secret: whoever has it holds the seat, the role or the account.
_SECRET_PATHS = re.compile(r"(/(?:judge|desk|sign-in|join)/)[^/?\s\"']+")
_SECRET_NAMES = frozenset({"token", "password", "cookie", "authorization"})


def without_secrets(text: str) -> str:
    """The text with every token in an address struck out."""
    return _SECRET_PATHS.sub(r"\1***", text) if "/" in text else text


def configure_logs(form: LogForm, *, is_quiet: bool = False) -> None:
    """Sets the form of all log lines of this process; quiet: only what somebody must act on."""
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if form == "human":
        renderer = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.processors.format_exc_info,
            _strike_out,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if is_quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # Lines of the libraries: only what somebody must act on. Their request lines would hold addresses with tokens.
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    # What a client sends amiss is answered or ends its line; the libraries would write a page about each.
    for library in ("engineio.server", "socketio.server", "werkzeug"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_without_secrets_filter)


def where(error: BaseException) -> str:
    """Where an error was raised, innermost first. Its text and its locals could hold marks or tokens; this cannot."""
    trace, places = error.__traceback__, []
    while trace is not None:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-6:]))


def _strike_out(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in line.items():
        if name in _SECRET_NAMES:
            line[name] = "***"
        elif isinstance(value, str):
            line[name] = without_secrets(value)
    return line


def _without_secrets_filter(record: logging.LogRecord) -> bool:
    record.msg, record.args = without_secrets(record.getMessage()), None
    return True
