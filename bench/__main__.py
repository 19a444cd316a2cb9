"""`make bench`: every figure beside its floor or rival, as one table; QUICK=1 in under two minutes."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator

import structlog

from bench import board_page, fanout, memory, one_more_sheet, receipts, stages, standings, storm, taps
from bench.driving import CannotMeasure, cores
from bench.table import Row, Table

FIGURES: dict[str, Callable[..., Iterator[Row]]] = {
    "taps": taps.rows,
    "fanout": fanout.rows,
    "receipts": receipts.rows,
    "storm": storm.rows,
    "memory": memory.rows,
    "one_more_sheet": one_more_sheet.rows,
    "board_page": board_page.rows,
    "standings": standings.rows,
    "stages": stages.rows,
}


BUSY_LOAD = 0.5  # processes at work in the last minute, before anything is measured


def main(arguments: list[str] | None = None) -> int:
    """Measures what is asked for (all, unless some are named), prints the table and keeps it."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer turns: under two minutes, and less to be relied on")
    parser.add_argument("figures", nargs="*", metavar="figure", help=f"some of {', '.join(FIGURES)}")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.figures if name not in FIGURES]:
        parser.error(f"no such figure: {', '.join(unknown)}")
    structlog.configure(processors=[_say_nothing], logger_factory=structlog.ReturnLoggerFactory())
    table = Table()
    if cores() is None:
        table.note("! One core: server and load share it, so every figure with a server is worse than it would be.")
    if os.getloadavg()[0] > BUSY_LOAD:
        table.note("! The machine was busy before: latencies are worse than they would be, ratios say more.")
    try:
        for name in asked.figures or FIGURES:
            began = time.monotonic()
            print(f"{name} …", flush=True)
            table.add(FIGURES[name](is_quick=asked.quick))
            print(f"  ({time.monotonic() - began:.0f} s)", flush=True)
    except CannotMeasure as error:
        print(error, file=sys.stderr)
        return 1
    print(f"\n{table.text()}")
    if not asked.figures:
        table.keep("quick" if asked.quick else "bench")
    return 0


def _say_nothing(*_: object) -> str:
    raise structlog.DropEvent


if __name__ == "__main__":
    sys.exit(main())
