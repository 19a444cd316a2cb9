import type { Draft, OutboxRow, OwnSheet } from 'live_client'
import { expect, test } from 'vitest'
import { canCorrect, canMark, isUnfinished, keptSheet, sheetState, type SheetParts } from './sheet_state'

const own: OwnSheet = {
  round: 'greeting',
  entry: { id: 'huong-son', number: 7, name: 'Hương Sơn', unit: '', status: 'competing' },
  turn: 1,
  status: 'open',
  can_submit: true,
  revision: 0,
  marks: null,
  total: null,
  handed_in_ms: null,
  on_paper: false,
  late: null,
}
const handedIn: OwnSheet = { ...own, revision: 1, marks: { content: '7' }, total: '7', handed_in_ms: 1_000 }
const draft: Draft = {
  ...{ seat: 's', journal: 'j1', round: 'greeting', entry: 'huong-son' },
  ...{ base: 0, marks: { content: '7.5' }, changed_ms: 5 },
}

function row(state: OutboxRow['state']): OutboxRow {
  const command = { command_id: 'a', kind: 'submit_sheet' }
  const refused = state === 'refused' ? { code: 'off_step', words: { vi: 'Sai bước', en: 'Off step' } } : null
  return {
    ...{ command_id: 'a', seat: 's', contest: 'c', journal: 'j1', command, created_ms: 1, turn: 1 },
    ...{ was_sent: true, state, refused },
  }
}

const parts = (more: Partial<SheetParts> = {}): SheetParts => ({ own, draft: undefined, rows: [], answered: undefined, ...more })

test.each<[string, Partial<SheetParts>, string]>([
  ['nothing marked: open', {}, 'open'],
  ['marked: a draft', { draft }, 'draft'],
  ['handed in on the tablet: waiting', { draft, rows: [row('waiting')] }, 'waiting'],
  ['the receipt came, the topic not yet: saved', { answered: { revision: 1, marks: {}, at_ms: 9 } }, 'saved'],
  ['the topic came: saved', { own: handedIn }, 'saved'],
  ['corrected but not handed in again: a draft', { own: handedIn, draft }, 'draft'],
  ['refused: the draft is there, and why', { draft, rows: [row('refused')] }, 'refused'],
  ['refused, then given up: what the server has', { own: handedIn, rows: [row('refused')] }, 'saved'],
  ['late', { rows: [row('late')] }, 'late'],
  ['late, and the server says so', { own: { ...own, status: 'closed', late: 'waiting' } }, 'late'],
  ['handed in, and another device’s came late: the one here is saved', { own: { ...handedIn, late: 'waiting' } }, 'saved'],
  ['a late correction', { own: { ...handedIn, late: 'waiting' }, rows: [row('late')] }, 'late'],
  ['late and declined', { own: { ...own, status: 'closed', late: 'declined' } }, 'late'],
  ['late and accepted: it counts', { own: { ...handedIn, late: 'accepted' }, rows: [row('late')] }, 'saved'],
  ['closed without a sheet', { own: { ...own, status: 'closed' } }, 'closed'],
  ['recused', { own: { ...own, status: 'recused' } }, 'recused'],
])('%s', (_, more, kind) => {
  expect(sheetState(parts(more)).kind).toBe(kind)
})

test('an older answer does not hide a newer revision', () => {
  const answered = { revision: 1, marks: { content: '3' }, at_ms: 5 }
  expect(keptSheet({ own: { ...handedIn, revision: 2 }, answered })?.marks).toEqual({ content: '7' })
})

test('the screen stays on what is open, drafted or refused, and may leave what is kept or on its way', () => {
  expect(isUnfinished(parts())).toBe(true)
  expect(isUnfinished(parts({ draft }))).toBe(true)
  expect(isUnfinished(parts({ draft, rows: [row('refused')] }))).toBe(true)
  expect(isUnfinished(parts({ draft, rows: [row('waiting')] }))).toBe(false)
  expect(isUnfinished(parts({ own: handedIn }))).toBe(false)
})

test('a sheet on its way cannot be changed; a begun one can still be finished after closing', () => {
  expect(canMark(parts({ draft, rows: [row('waiting')] }), false)).toBe(false)
  expect(canMark(parts({ own: { ...own, status: 'closed' }, draft }), false)).toBe(true)
  expect(canMark(parts({ own: { ...own, status: 'closed' } }), false)).toBe(false)
  expect(canMark(parts({ own: handedIn }), false)).toBe(false)
  expect(canMark(parts({ own: handedIn }), true)).toBe(true)
})

test('correcting is offered while the server would take it', () => {
  expect(canCorrect(parts({ own: handedIn }))).toBe(true)
  expect(canCorrect(parts({ own: { ...handedIn, can_submit: false } }))).toBe(false)
  expect(canCorrect(parts())).toBe(false)
})

test('a saved sheet says that another one of this judge waits', () => {
  expect(sheetState(parts({ own: { ...handedIn, late: 'waiting' } }))).toMatchObject({ isOtherWaiting: true })
  expect(sheetState(parts({ own: { ...handedIn, late: 'declined' } }))).toMatchObject({ isOtherWaiting: false })
})

test('a sheet that the secretary typed from paper says so, until the judge hands in again', () => {
  const typed = { ...handedIn, on_paper: true }
  expect(sheetState(parts({ own: typed }))).toMatchObject({ kind: 'saved', onPaper: true })
  const answered = { revision: 2, marks: { content: '8' }, at_ms: 5 }
  expect(sheetState(parts({ own: typed, answered }))).toMatchObject({ kind: 'saved', onPaper: false })
})
