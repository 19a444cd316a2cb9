// Made by live_client/generate_types.py from contest_app/topics/shapes.py: change that, then run it.

export type Phase = 'setup' | 'running' | 'decided' | 'announced'

export type RoundStatus = 'pending' | 'open' | 'closed' | 'signed'

export type PerformanceStatus = 'waiting' | 'on_stage' | 'marking' | 'closed'

export type EntryStatus = 'competing' | 'withdrawn' | 'disqualified' | 'absent'

export type SceneKind = 'waiting' | 'on_stage' | 'result' | 'board' | 'draw'

export interface ContestBrief {
  id: string
  title: string
  place: string
  held_on: string
  phase: Phase
  rehearsal: boolean
}

/** `number` is the entry's number in the contest (số báo danh); `order` its turn in the round at hand, from 1. */
export interface EntryBrief {
  id: string
  number: number
  name: string
  unit: string
  status: EntryStatus
}

export interface CriterionBrief {
  id: string
  title: string
  max: string
  step: string
  factor: string
}

/** `number` counts from 1 of `of`; `max` is one judge's sheet (null where the rule book names none). */
export interface RoundBrief {
  id: string
  title: string
  number: number
  of: number
  kind: 'judged' | 'counted'
  max: string | null
  factor: string
  status: RoundStatus
}

/** A running timer shows `elapsed_ms + (server now - started_ms)`; `started_ms` is null while it stands. */
export interface TimerValue {
  limit_s: string | null
  hard_stop_s: string | null
  started_ms: number | null
  elapsed_ms: number
}

/** `turn` of `turns` in the running order; `handed_in` of `expected` sheets (both 0 in a counted round). */
export interface OnStage {
  round: RoundBrief
  entry: EntryBrief
  status: PerformanceStatus
  turn: number
  turns: number
  timer: TimerValue
  handed_in: number
  expected: number
}

export interface Scene {
  kind: SceneKind
  round: string | null
  entry: string | null
}

export interface MarkLine {
  criterion: string
  title: string
  mark: string | null
}

/** One judge's part in a result: `label` is the name where names are published, else ""; `used` false: dropped. */
export interface JudgeLine {
  label: string
  number: number
  total: string | null
  used: boolean
  marks: MarkLine[]
}

export interface PointsLine {
  points: string
  reason: string
}

/** The published result of one performance, as much of it as is made public (`judges` empty for detail: total).
 *  `decimals` is how many the board shows figures with; so does whoever shows `value` or `total_so_far`. */
export interface ResultValue {
  round: RoundBrief
  entry: EntryBrief
  decimals: number
  value: string | null
  panel: string | null
  counted: string | null
  judges: JudgeLine[]
  bonus: PointsLine[]
  penalty: PointsLine[]
  total_so_far: string | null
  place_so_far: number | null
  place_so_far_to: number | null
  corrected: boolean
}

/** `is_set`: drawn, or written down; an order by number only may still be drawn. */
export interface RoundOrder {
  round: RoundBrief
  order: string[]
  is_set: boolean
}

/** A drawing of lots: `entries` take part, `lots` are the ids of those whose turn is open, by turn (null: not yet).
 *  `word` is null until it was called, `secret` until every turn is open (docs/drawing-lots.md). */
export interface DrawValue {
  draw: number
  status: 'sealed' | 'drawn' | 'complete'
  rounds: RoundBrief[]
  seal: string
  word: string | null
  secret: string | null
  entries: EntryBrief[]
  lots: (string | null)[]
}

/** The rounds with their running orders and the entries in words; both empty but in the scene that shows them. */
export interface Program {
  rounds: RoundOrder[]
  entries: EntryBrief[]
}

/** Topic `stage` (public): the scene and what may be known at once. `result` and `draw` only for those scenes. */
export interface StageValue extends Program {
  contest: ContestBrief
  scene: Scene
  on_stage: OnStage | null
  next: EntryBrief | null
  result: ResultValue | null
  draw: DrawValue | null
}

/** One entry on a board; `rounds` by round id, null where nothing is published; no place: both null.
 *  `corrected`: a figure in it was published with another value before. */
export interface BoardRow {
  entry: EntryBrief
  place: number | null
  place_to: number | null
  total: string | null
  rounds: Record<string, string | null>
  prize: string | null
  corrected: boolean
}

/** Topic `board` (public): standings over what is published. `round_ids` are the rounds with something published. */
export interface BoardValue {
  contest: ContestBrief
  status: 'empty' | 'provisional' | 'final'
  frozen: boolean
  decimals: number
  rounds: RoundBrief[]
  round_ids: string[]
  rows: BoardRow[]
}

export interface JudgeBrief {
  id: string
  number: number
  name: string
  is_head: boolean
}

export interface SheetRound {
  round: RoundBrief
  criteria: CriterionBrief[]
}

export type SheetStatus = 'open' | 'closed' | 'not_yet' | 'recused'

export type LateStatus = 'waiting' | 'accepted' | 'declined'

/** One of the judge's own sheets. `can_submit`: a sheet sent now with `base` = `revision` would be taken.
 *  `status`: open (marks are taken), not_yet (marking has not begun), closed, recused. `marks` null: none handed in.
 *  `on_paper`: the sheet as it is kept was typed in from a paper sheet. */
export interface OwnSheet {
  round: string
  entry: EntryBrief
  turn: number
  status: SheetStatus
  can_submit: boolean
  revision: number
  marks: Record<string, string> | null
  total: string | null
  handed_in_ms: number | null
  on_paper: boolean
  late: LateStatus | null
}

/** The judge has left the panel; `to` is who took the place over. */
export interface Left {
  at_ms: number
  to: JudgeBrief | null
}

/** Topic `sheet` (a judge's own): `current` names the performance on stage, `holder` the device in the seat. */
export interface SheetValue {
  contest: ContestBrief
  judge: JudgeBrief
  left: Left | null
  holder: string | null
  rounds: SheetRound[]
  current: Scene | null
  next: EntryBrief | null
  sheets: OwnSheet[]
}

/** A performance on the desk: every judge's state; `figure` is the round's figure so far (unpublished!). */
export interface Figure {
  round: string
  entry: string
  status: PerformanceStatus
  handed_in: string[]
  missing: string[]
  figure: string | null
  published: 'no' | 'yes' | 'outdated'
  absent: boolean
}

export interface LateSheet {
  late: number
  round: string
  entry: string
  judge: string
  why: string
  marks: Record<string, string>
  at_ms: number
}

/** Topic `desk` (organizer, director, secretary, head judge): all there is, unpublished figures included. */
export interface DeskValue {
  contest: ContestBrief
  scene: Scene
  on_stage: OnStage | null
  frozen: boolean
  judges: JudgeBrief[]
  held_seats: string[]
  performances: Figure[]
  late: LateSheet[]
  rows: BoardRow[]
  unsettled: string[][]
}

/** The running order of a round that is not over, and where it comes from. */
export interface AnnouncedOrder {
  round: RoundBrief
  how: 'by_number' | 'listed' | 'paper' | 'drawn'
  order: string[]
}

/** The last event's number, for pages that then ask for what they show. */
export interface ChangesValue {
  seq: number
}

/** Topic `announcer` (announcer and desk): the standings before the hall knows them.
 *  `draw` is one under way; of its turns even the announcer sees the opened ones only. */
export interface AnnouncerValue {
  contest: ContestBrief
  decimals: number
  rounds: RoundBrief[]
  rows: BoardRow[]
  unsettled: string[][]
  draw: DrawValue | null
  orders: AnnouncedOrder[]
}

export interface Drafting {
  round: string
  entry: string
  marked: number
  of: number
}

export type DeviceKind = 'phone' | 'tablet' | 'computer' | 'unknown'

/** The sort of device a connection comes from ("Android", "Chrome"), never which one of its sort. */
export interface DeviceBrief {
  kind: DeviceKind
  system: string
  browser: string
}

/** One device of a judge. `connected` counts its open pages (0: gone, with something unsent), `holds` the seat. */
export interface DevicePresence {
  device: DeviceBrief
  connected: number
  holds: boolean
  unsent: number
  since_ms: number
  seen_ms: number
}

/** A judge; `devices` names those that are there, and the last one that was while none is. */
export interface JudgePresence {
  judge: string
  connected: number
  drafting: Drafting | null
  unsent: number
  seen_ms: number
  devices: DevicePresence[]
}

/** One open page of the desk, the announcer or another role; `name` is the organizer's. */
export interface RolePresence {
  role: string
  name: string
  device: DeviceBrief
  since_ms: number
  seen_ms: number
}

/** Topic `presence` (desk): who is connected; lives in memory, never journaled.
 *  `screens` is all that only look: `walls` (computers, big screens) and `phones` (tablets too). */
export interface PresenceValue {
  judges: JudgePresence[]
  roles: RolePresence[]
  walls: number
  phones: number
  screens: number
}
