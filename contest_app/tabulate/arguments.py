"""The arguments of `tabulate`, apart from it: `contest-app` names them without loading what scores."""

from __future__ import annotations

import argparse

DESCRIPTION = "Tính điểm từ tệp, không cần máy chủ. / Score a file, without a server."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command, on its own parser or below `contest-app`."""
    parser.add_argument("rulebook", metavar="RULEBOOK.yaml", help="thể lệ / the rule book")
    parser.add_argument("marks", metavar="MARKS.csv", help="điểm / the marks")
    parser.add_argument("--json", action="store_true", help="in dạng JSON / print as JSON")
    parser.add_argument("--explain", action="store_true", help="giải thích từng con số / explain every figure")
    parser.add_argument("--lang", choices=("vi", "en"), help="ngôn ngữ / language")
    parser.add_argument("--head-judge", metavar="JUDGE", help="mã Trưởng Ban Giám khảo / who the head judge is")
