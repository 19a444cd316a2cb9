"""The command `contest-app`: serve, demo, links, tabulate, draw, verify, sign-in, and those of the safety net.

Responsible for: reading the command line, saying things to the person at the machine, exit codes. The server is
imported only by what serves: it patches green threads before everything else, so little may be imported at the top.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from contest_app.cli import lots, safety_commands
from contest_app.config import Config, ConfigError, read_config
from contest_app.contest.words import Words
from contest_app.tabulate.arguments import add_arguments as add_tabulate_arguments

OK = 0
FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    asked = _parser().parse_args(arguments)
    if asked.command == "tabulate":
        return _tabulate(asked)
    try:
        config = read_config(data=asked.data, host=getattr(asked, "host", None), port=getattr(asked, "port", None))
        if asked.command in safety_commands.COMMANDS:
            return safety_commands.run(config, asked)
        run = {
            "serve": _serve,
            "demo": _demo,
            "links": _links,
            "draw": lots.draw,
            "verify": _verify,
            "sign-in": _sign_in,
        }
        return run[asked.command](config, asked)
    except ConfigError as error:
        return say_no(error.words)
    except BrokenPipeError:
        return FAILED


def say_no(words: Words) -> int:
    """One sentence in both languages on stderr; the exit status of a failure."""
    print(f"{words.vi}\n{words.en}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="contest-app",
        description="Chấm điểm hội thi trực tiếp. / Live judging and scoring of contests.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="lệnh / command")

    def add(name: str, vi: str, en: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=f"{vi} / {en}", description=f"{vi}. / {en}.")
        command.add_argument("--data", metavar="DIR", help="thư mục dữ liệu / data folder")
        return command

    serve = add("serve", "Chạy máy chủ", "run the server")
    demo = add("demo", "Chạy thử với một hội thi mẫu", "run with a sample contest")
    for command in (serve, demo):
        command.add_argument("--host", metavar="H", help="địa chỉ lắng nghe / address to listen on (0.0.0.0)")
        command.add_argument("--port", metavar="P", help="cổng / port (8000)")
        command.add_argument("--open", action="store_true", help="mở trang đăng nhập / open the sign-in in the browser")
    demo.add_argument("--fresh", action="store_true", help="làm lại từ đầu / start over")
    demo.add_argument(
        "--play",
        nargs="?",
        type=_pace,
        const=60.0,
        metavar="S",
        help="máy tự diễn, mỗi lượt S giây / simulated judges and desk play on, S seconds a performance (60)",
    )
    links = add("links", "In các đường dẫn của hội thi", "print the join links of a contest")
    links.add_argument("contest", metavar="CONTEST", help="mã hội thi / the contest's id")
    links.add_argument("--json", action="store_true", help="in dạng JSON / print as JSON")
    links.add_argument("--base", metavar="URL", help="địa chỉ máy chủ / the server's address")
    add_tabulate_arguments(add("tabulate", "Tính điểm từ tệp, không cần máy chủ", "score a file, without a server"))
    lots.add_arguments(add("draw", "Tính lại kết quả bốc thăm", "draw the lots again, to check them"))
    verify = add("verify", "Kiểm tra nhật ký", "verify the journal")
    verify.add_argument("contest", metavar="CONTEST", nargs="?", help="mã hội thi / the contest's id")
    verify.add_argument("--paper", metavar="SEQ:HASH", help="mã kiểm tra trên giấy / the mark of a printed paper")
    sign_in = add("sign-in", "Tạo đường dẫn đăng nhập một lần", "make a one-time sign-in link")
    sign_in.add_argument("name", metavar="NAME", nargs="?", default=None, help="tên tài khoản / account")
    safety_commands.add_arguments(add)
    return parser


def _pace(text: str) -> float:
    """Seconds of one performance of a play."""
    pace_s = float(text)
    if not 0.2 <= pace_s <= 3600:
        raise ValueError(text)
    return pace_s


# --- commands ---------------------------------------------------------------------------------------------------------


def _serve(config: Config, asked: argparse.Namespace) -> int:
    from contest_app import server  # first: it patches green threads

    return _run(server, config, opens=asked.open)


def _demo(config: Config, asked: argparse.Namespace) -> int:
    from contest_app import server  # first: it patches green threads

    # isort: split
    from contest_app.demo import folder as demo
    from contest_app.logs import configure_logs
    from contest_app.scorekeeper import StoreProblem

    configure_logs(config.log, is_quiet=True)
    config = replace(config, data=config.data if asked.data else config.demo_data)
    try:
        demo.prepare(config.data, is_fresh=asked.fresh, pace_s=asked.play)
    except (demo.NotADemo, StoreProblem) as error:
        return say_no(error.words)
    return _run(server, config, opens=asked.open, pace_s=asked.play)


def _run(server: Any, config: Config, *, opens: bool, pace_s: float | None = None) -> int:
    from contest_app.cli import welcome
    from contest_app.demo.marker import is_demo
    from contest_app.scorekeeper import StoreProblem

    config = replace(config, is_demo=is_demo(config.data))
    plays: list[Any] = []

    def ready(application: Any, served: Config) -> None:
        sign_in = welcome.say(application, served)
        if opens:
            application.parts.concurrency.spawn(welcome.open_browser, sign_in)
        if pace_s is not None:
            plays.append(_begun_play(application, pace_s))

    try:
        server.serve(config, ready)
    except (server.CannotServe, StoreProblem) as error:
        return say_no(error.words)
    finally:
        for play in plays:
            play.stop()
    print("Đã dừng, mọi điểm đã được lưu. / Stopped, everything is stored.")
    return OK


def _begun_play(application: Any, pace_s: float) -> Any:
    """Simulated judges and desk, who go on for as long as the server runs."""
    from contest_app.demo.play import Play

    play = Play(application.parts, pace_s, lambda words: print(f"{words.vi} / {words.en}", flush=True))
    application.flask.extensions["contest_app_play"] = play
    play.start()
    return play


def _links(config: Config, asked: argparse.Namespace) -> int:
    from contest_app.cli import offline

    return offline.links(config, asked)


def _tabulate(asked: argparse.Namespace) -> int:
    from contest_app.tabulate.command import run

    return run(asked)


def _verify(config: Config, asked: argparse.Namespace) -> int:
    from contest_app.cli import offline

    return offline.verify(config, asked)


def _sign_in(config: Config, asked: argparse.Namespace) -> int:
    from contest_app.cli import offline

    return offline.sign_in(config, asked)
