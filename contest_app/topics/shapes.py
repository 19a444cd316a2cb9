"""The shapes of topic values as they go over the wire (TypeScript types are generated from this file).

Points and marks are decimal text with a point ("17.83"); a figure that is not there is null, never "0". Times ending in
`_ms` are milliseconds since 1970 by the server's clock, `elapsed_ms` is a duration.
"""

from __future__ import annotations

from typing import Literal, TypedDict

Phase = Literal["setup", "running", "decided", "announced"]
RoundStatus = Literal["pending", "open", "closed", "signed"]
PerformanceStatus = Literal["waiting", "on_stage", "marking", "closed"]
EntryStatus = Literal["competing", "withdrawn", "disqualified", "absent"]
SceneKind = Literal["waiting", "on_stage", "result", "board", "draw"]


class ContestBrief(TypedDict):
    id: str
    title: str
    place: str
    held_on: str
    phase: Phase
    rehearsal: bool


class EntryBrief(TypedDict):
    """`number` is the entry's number in the contest (số báo danh); `order` its turn in the round at hand, from 1."""

    id: str
    number: int
    name: str
    unit: str
    status: EntryStatus


class CriterionBrief(TypedDict):
    id: str
    title: str
    max: str
    step: str
    factor: str


class RoundBrief(TypedDict):
    """`number` counts from 1 of `of`; `max` is one judge's sheet (null where the rule book names none)."""

    id: str
    title: str
    number: int
    of: int
    kind: Literal["judged", "counted"]
    max: str | None
    factor: str
    status: RoundStatus


class TimerValue(TypedDict):
    """A running timer shows `elapsed_ms + (server now - started_ms)`; `started_ms` is null while it stands."""

    limit_s: str | None
    hard_stop_s: str | None
    started_ms: int | None
    elapsed_ms: int


class OnStage(TypedDict):
    """`turn` of `turns` in the running order; `handed_in` of `expected` sheets (both 0 in a counted round)."""

    round: RoundBrief
    entry: EntryBrief
    status: PerformanceStatus
    turn: int
    turns: int
    timer: TimerValue
    handed_in: int
    expected: int


class Scene(TypedDict):
    kind: SceneKind
    round: str | None
    entry: str | None


class MarkLine(TypedDict):
    criterion: str
    title: str
    mark: str | None


class JudgeLine(TypedDict):
    """One judge's part in a result: `label` is the name where names are published, else ""; `used` false: dropped."""

    label: str
    number: int
    total: str | None
    used: bool
    marks: list[MarkLine]


class PointsLine(TypedDict):
    points: str
    reason: str


class ResultValue(TypedDict):
    """The published result of one performance, as much of it as is made public (`judges` empty for detail: total).

    `decimals` is how many the board shows figures with; so does whoever shows `value` or `total_so_far`.
    """

    round: RoundBrief
    entry: EntryBrief
    decimals: int
    value: str | None
    panel: str | None
    counted: str | None
    judges: list[JudgeLine]
    bonus: list[PointsLine]
    penalty: list[PointsLine]
    total_so_far: str | None
    place_so_far: int | None
    place_so_far_to: int | None
    corrected: bool


class RoundOrder(TypedDict):
    """`is_set`: drawn, or written down; an order by number only may still be drawn."""

    round: RoundBrief
    order: list[str]
    is_set: bool


class DrawValue(TypedDict):
    """A drawing of lots: `entries` take part, `lots` are the ids of those whose turn is open, by turn (null: not yet).

    `word` is null until it was called, `secret` until every turn is open (docs/drawing-lots.md).
    """

    draw: int
    status: Literal["sealed", "drawn", "complete"]
    rounds: list[RoundBrief]
    seal: str
    word: str | None
    secret: str | None
    entries: list[EntryBrief]
    lots: list[str | None]


class Program(TypedDict):
    """The rounds with their running orders and the entries in words; both empty but in the scene that shows them."""

    rounds: list[RoundOrder]
    entries: list[EntryBrief]


class StageValue(Program):
    """Topic `stage` (public): the scene and what may be known at once. `result` and `draw` only for those scenes."""

    contest: ContestBrief
    scene: Scene
    on_stage: OnStage | None
    next: EntryBrief | None
    result: ResultValue | None
    draw: DrawValue | None


class BoardRow(TypedDict):
    """One entry on a board; `rounds` by round id, null where nothing is published; no place: both null.

    `corrected`: a figure in it was published with another value before.
    """

    entry: EntryBrief
    place: int | None
    place_to: int | None
    total: str | None
    rounds: dict[str, str | None]
    prize: str | None
    corrected: bool


class BoardValue(TypedDict):
    """Topic `board` (public): standings over what is published. `round_ids` are the rounds with something published."""

    contest: ContestBrief
    status: Literal["empty", "provisional", "final"]
    frozen: bool
    decimals: int
    rounds: list[RoundBrief]
    round_ids: list[str]
    rows: list[BoardRow]


class JudgeBrief(TypedDict):
    id: str
    number: int
    name: str
    is_head: bool


class SheetRound(TypedDict):
    round: RoundBrief
    criteria: list[CriterionBrief]


SheetStatus = Literal["open", "closed", "not_yet", "recused"]
LateStatus = Literal["waiting", "accepted", "declined"]


class OwnSheet(TypedDict):
    """One of the judge's own sheets. `can_submit`: a sheet sent now with `base` = `revision` would be taken.

    `status`: open (marks are taken), not_yet (marking has not begun), closed, recused. `marks` null: none handed in.
    `on_paper`: the sheet as it is kept was typed in from a paper sheet.
    """

    round: str
    entry: EntryBrief
    turn: int
    status: SheetStatus
    can_submit: bool
    revision: int
    marks: dict[str, str] | None
    total: str | None
    handed_in_ms: int | None
    on_paper: bool
    late: LateStatus | None


class Left(TypedDict):
    """The judge has left the panel; `to` is who took the place over."""

    at_ms: int
    to: JudgeBrief | None


class SheetValue(TypedDict):
    """Topic `sheet` (a judge's own): `current` names the performance on stage, `holder` the device in the seat."""

    contest: ContestBrief
    judge: JudgeBrief
    left: Left | None
    holder: str | None
    rounds: list[SheetRound]
    current: Scene | None
    next: EntryBrief | None
    sheets: list[OwnSheet]


class Figure(TypedDict):
    """A performance on the desk: every judge's state; `figure` is the round's figure so far (unpublished!)."""

    round: str
    entry: str
    status: PerformanceStatus
    handed_in: list[str]
    missing: list[str]
    figure: str | None
    published: Literal["no", "yes", "outdated"]
    absent: bool


class LateSheet(TypedDict):
    late: int
    round: str
    entry: str
    judge: str
    why: str
    marks: dict[str, str]
    at_ms: int


class DeskValue(TypedDict):
    """Topic `desk` (organizer, director, secretary, head judge): all there is, unpublished figures included."""

    contest: ContestBrief
    scene: Scene
    on_stage: OnStage | None
    frozen: bool
    judges: list[JudgeBrief]
    held_seats: list[str]
    performances: list[Figure]
    late: list[LateSheet]
    rows: list[BoardRow]
    unsettled: list[list[str]]


class AnnouncedOrder(TypedDict):
    """The running order of a round that is not over, and where it comes from."""

    round: RoundBrief
    how: Literal["by_number", "listed", "paper", "drawn"]
    order: list[str]


class ChangesValue(TypedDict):
    """The last event's number, for pages that then ask for what they show."""

    seq: int


class AnnouncerValue(TypedDict):
    """Topic `announcer` (announcer and desk): the standings before the hall knows them.

    `draw` is one under way; of its turns even the announcer sees the opened ones only.
    """

    contest: ContestBrief
    decimals: int
    rounds: list[RoundBrief]
    rows: list[BoardRow]
    unsettled: list[list[str]]
    draw: DrawValue | None
    orders: list[AnnouncedOrder]


class Drafting(TypedDict):
    round: str
    entry: str
    marked: int
    of: int


DeviceKind = Literal["phone", "tablet", "computer", "unknown"]


class DeviceBrief(TypedDict):
    """The sort of device a connection comes from ("Android", "Chrome"), never which one of its sort."""

    kind: DeviceKind
    system: str
    browser: str


class DevicePresence(TypedDict):
    """One device of a judge. `connected` counts its open pages (0: gone, with something unsent), `holds` the seat."""

    device: DeviceBrief
    connected: int
    holds: bool
    unsent: int
    since_ms: int
    seen_ms: int


class JudgePresence(TypedDict):
    """A judge; `devices` names those that are there, and the last one that was while none is."""

    judge: str
    connected: int
    drafting: Drafting | None
    unsent: int
    seen_ms: int
    devices: list[DevicePresence]


class RolePresence(TypedDict):
    """One open page of the desk, the announcer or another role; `name` is the organizer's."""

    role: str
    name: str
    device: DeviceBrief
    since_ms: int
    seen_ms: int


class PresenceValue(TypedDict):
    """Topic `presence` (desk): who is connected; lives in memory, never journaled.

    `screens` is all that only look: `walls` (computers, big screens) and `phones` (tablets too).
    """

    judges: list[JudgePresence]
    roles: list[RolePresence]
    walls: int
    phones: int
    screens: int
