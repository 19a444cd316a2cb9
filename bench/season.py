"""A season on disk: 94 contests, 988 teams, 59,280 marks, written through the real scorekeeper.

Responsible for: what happens in each contest, told once as messages of the protocol (the soak sends the same ones
through sockets), and for writing it all into a data folder fast: contests are played side by side and share commits.
`python -m bench.season FOLDER [--contests N]`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.storing import Act, send_to_store, tokens_of
from contest_app.contest.rulebook import template
from contest_app.logs import configure_logs

CONTESTS, TEAMS, JUDGES = 94, 988, 5
JUDGED_ROUNDS, CRITERIA = 3, 4
MARKS = TEAMS * JUDGES * JUDGED_ROUNDS * CRITERIA


@dataclass(frozen=True)
class Evening:
    """One contest of the season, by its number from 0."""

    number: int

    @property
    def contest(self) -> str:
        return f"hoi-thi-{self.number + 1:03}"

    @property
    def teams(self) -> list[str]:
        """10 or 11 of them, so that all contests have 988."""
        more = self.number < TEAMS % CONTESTS
        return [f"doi-{n + 1:02}" for n in range(TEAMS // CONTESTS + more)]

    @property
    def judges(self) -> list[str]:
        return [f"j{n + 1}" for n in range(JUDGES)]

    def rulebook(self) -> dict[str, Any]:
        """The district's, with four criteria in each judged round, every round published and no tie left to people."""
        data = template("district")
        del data["publish"]["freeze_before"]
        data["ties"] = [step for step in data["ties"] if step != "decision"]
        rounds = [dict(round_) for round_ in data["rounds"]]
        for round_ in rounds:
            if len(round_.get("criteria", ())) > CRITERIA:
                round_["criteria"] = round_["criteria"][:CRITERIA]
                round_["max"] = sum(criterion["max"] for criterion in round_["criteria"])
        return {**data, "title": f'Hội thi "Dân vận khéo" xã thứ {self.number + 1}', "rounds": rounds}

    def setting_up(self) -> Iterator[Act]:
        """Made, its teams and judges named, started."""
        rules = {"contest": self.contest, "rulebook": self.rulebook(), "place": "Nhà văn hóa", "held_on": "2024-10-20"}
        yield Act("organizer", "create_contest", rules)
        for n, team in enumerate(self.teams, 1):
            members = [f"Nguyễn Văn {chr(64 + n)}{m}" for m in range(1, 6)]
            people = {"captain": members[0], "members": members}
            yield Act("organizer", "register_entry", {"entry": team, "number": n, "name": f"Xóm {n}", **people})
        for n, judge in enumerate(self.judges, 1):
            yield Act(
                "organizer", "appoint_judge", {"judge": judge, "number": n, "name": f"Giám khảo {n}", "is_head": n == 1}
            )
        yield Act("organizer", "start_contest", {})

    def playing(self) -> Iterator[Act]:
        """Every round opened, played team by team, closed and published; then decided and announced."""
        chance = random.Random(self.number)
        for round_ in self.rulebook()["rounds"]:
            here = {"round": round_["id"]}
            yield Act("director", "open_round", here)
            for team in self.teams:
                yield from self._performance(round_, {**here, "entry": team}, chance)
            yield Act("director", "close_round", here)
            yield Act("director", "publish_round", here)
            yield Act("director", "choose_scene", {"scene": "board"})
        yield Act("head_judge", "decide_contest", {})
        yield Act("director", "announce_results", {})

    def _performance(self, round_: Mapping[str, Any], here: dict[str, Any], chance: random.Random) -> Iterator[Act]:
        if "criteria" not in round_:
            points = str(chance.randrange(round_["max"]))
            yield Act("secretary", "enter_counted_points", {**here, "points": points, "base": 0})
        else:
            yield Act("director", "call_performance", here)
            yield Act("director", "choose_scene", {"scene": "on_stage"})
            yield Act("director", "start_timer", here)
            yield Act("director", "stop_timer", here)
            for judge in self.judges:
                marks = {line["id"]: str(chance.randrange(2 * line["max"] + 1) / 2) for line in round_["criteria"]}
                yield Act(judge, "submit_sheet", {**here, "base": 0, "marks": marks})
        yield Act("director", "close_performance", here)


def write(folder: Path, contests: int = CONTESTS) -> int:
    """Plays that many contests to their end; how many commands were recorded."""
    season = [Evening(number) for number in range(contests)]
    return send_to_store(folder, {each.contest: [*each.setting_up(), *each.playing()] for each in season})


def set_up(folder: Path, contests: int = CONTESTS) -> dict[str, dict[str, str]]:
    """Only makes and starts them, ready to be played through sockets; each contest's tokens by judge or role."""
    season = [Evening(number) for number in range(contests)]
    send_to_store(folder, {each.contest: list(each.setting_up()) for each in season})
    return tokens_of(folder)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Writes a season into a data folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--contests", type=int, default=CONTESTS)
    asked = parser.parse_args(arguments)
    configure_logs("human", is_quiet=True)
    began = time.perf_counter()
    commands = write(asked.folder, asked.contests)
    print(f"{asked.contests} contests, {commands:,} commands in {time.perf_counter() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
