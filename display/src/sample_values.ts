// Believable topic values for the tests of the scenes.
import type { BoardRow, BoardValue, DrawValue, EntryBrief, OnStage, ResultValue, RoundBrief, StageValue } from 'live_client'

export const contest: StageValue['contest'] = {
  id: 'phu-binh',
  title: 'Hội thi “Dân vận khéo” huyện Phú Bình năm 2024',
  place: 'Hội trường Huyện ủy',
  held_on: '2024-09-05',
  phase: 'running',
  rehearsal: false,
}

export function anEntry(number: number, more: Partial<EntryBrief> = {}): EntryBrief {
  return { id: `e${number}`, number, name: `Xã số ${number}`, unit: `Khối Dân vận xã số ${number}`, status: 'competing', ...more }
}

export function aRound(more: Partial<RoundBrief> = {}): RoundBrief {
  return { id: 'greeting', title: 'Màn chào hỏi', number: 1, of: 4, kind: 'judged', max: '20', factor: '1', status: 'open', ...more }
}

export function onStage(more: Partial<OnStage> = {}): OnStage {
  return {
    round: aRound(),
    entry: anEntry(3),
    status: 'on_stage',
    turn: 3,
    turns: 10,
    timer: { limit_s: '300', hard_stop_s: null, started_ms: null, elapsed_ms: 0 },
    handed_in: 4,
    expected: 5,
    ...more,
  }
}

export function aResult(more: Partial<ResultValue> = {}): ResultValue {
  return {
    round: aRound(),
    entry: anEntry(3),
    decimals: 2,
    value: '17.33',
    panel: '17.83',
    counted: null,
    judges: [
      { label: '', number: 1, total: '17.5', used: true, marks: [] },
      { label: '', number: 2, total: '19.25', used: false, marks: [] },
    ],
    bonus: [],
    penalty: [{ points: '0.5', reason: 'quá giờ 1 phút' }],
    total_so_far: '35.08',
    place_so_far: 2,
    place_so_far_to: 3,
    corrected: false,
    ...more,
  }
}

export function aRow(number: number, place: number | null, more: Partial<BoardRow> = {}): BoardRow {
  const total = place == null ? null : '70.5'
  return { entry: anEntry(number), place, place_to: place, total, rounds: { greeting: total }, prize: null, corrected: false, ...more }
}

export function aBoard(rows: BoardRow[], more: Partial<BoardValue> = {}): BoardValue {
  return { contest, status: 'provisional', frozen: false, decimals: 2, rounds: [aRound()], round_ids: ['greeting'], rows, ...more }
}

/** A draw among `count` entries of which the last numbers go first; `opened` turns are open. */
export function aDraw(count: number, opened: number, more: Partial<DrawValue> = {}): DrawValue {
  const lots = Array.from({ length: count }, (_, at) => (at < opened ? `e${count - at}` : null))
  return {
    draw: 7,
    status: opened === count ? 'complete' : 'drawn',
    rounds: [aRound({ status: 'pending' })],
    seal: 'a1bf4dc2c0cea821798c38e16fcc1667d6f0504afa821b181672035fc5967890',
    word: 'hoa sen',
    secret: opened === count ? '0f1e2d3c4b5a69788796a5b4c3d2e1f0' : null,
    entries: Array.from({ length: count }, (_, at) => anEntry(at + 1)),
    lots,
    ...more,
  }
}

export function aStage(more: Partial<StageValue> = {}): StageValue {
  const entries = [anEntry(1), anEntry(2), anEntry(3)]
  return {
    contest,
    scene: { kind: 'waiting', round: null, entry: null },
    on_stage: null,
    next: anEntry(2),
    result: null,
    draw: null,
    rounds: [{ round: aRound(), order: ['e3', 'e1', 'e2'], is_set: true }],
    entries,
    ...more,
  }
}
