import type { Draft, OutboxRow, OwnSheet, SheetValue, Topic } from 'live_client'
import { expect, test } from 'vitest'
import { isRestored, rescued } from './after_restore'

function own(entry: string, revision: number, content: string | null, more: Partial<OwnSheet> = {}): OwnSheet {
  return {
    ...{ round: 'greeting', entry: { id: entry, number: 1, name: entry, unit: '', status: 'competing' }, turn: 1 },
    ...{ status: 'open', can_submit: true, revision, marks: content === null ? null : { content }, total: null },
    ...{ handed_in_ms: null, on_paper: false, late: null },
    ...more,
  }
}

function topic(journal: string, ...sheets: OwnSheet[]): Topic<SheetValue> {
  return { journal, seq: 1, value: { sheets } as unknown as SheetValue }
}

function draft(journal: string, entry: string, content: string, changed_ms = 1): Draft {
  return { seat: 's', journal, round: 'greeting', entry, base: 0, marks: { content }, changed_ms }
}

function row(journal: string, entry: string, content: string, state: OutboxRow['state'] = 'waiting'): OutboxRow {
  const command = { command_id: 'c', kind: 'submit_sheet', round: 'greeting', entry, base: 0, marks: { content } }
  return {
    ...{ command_id: 'c', seat: 's', contest: 'pb', journal, command, created_ms: 1, turn: 1 },
    ...{ was_sent: true, state, refused: null },
  }
}

test('another epoch is the same contest after a restore, another journal is another contest', () => {
  expect(isRestored('j1', 'j1.a')).toBe(true)
  expect(isRestored('j1.a', 'j1.b')).toBe(true)
  expect(isRestored('j1.a', 'j1')).toBe(true)
  expect(isRestored('j1.a', 'j1.a')).toBe(false)
  expect(isRestored('j1', 'j2.a')).toBe(false)
})

test('a sheet that was acknowledged after the backup comes back with its marks', () => {
  const found = rescued(topic('j1', own('a', 2, '8'), own('b', 1, '6')), [], [], topic('j1.x', own('a', 1, '7'), own('b', 1, '6')))
  expect(found).toEqual([{ round: 'greeting', entry: 'a', base: 1, marks: { content: '8' } }])
})

test('a sheet that never arrived comes back, one that the backup holds does not', () => {
  const rows = [row('j1', 'a', '7'), row('j1', 'b', '6')]
  const found = rescued(null, [], rows, topic('j1.x', own('a', 0, null), own('b', 1, '6')))
  expect(found).toEqual([{ round: 'greeting', entry: 'a', base: 0, marks: { content: '7' } }])
})

test('what the judge was last working on goes before what was handed in', () => {
  const known = topic('j1', own('a', 1, '7'))
  const drafts = [draft('j1', 'a', '8', 5), draft('j1', 'a', '7.5', 2)]
  expect(rescued(known, drafts, [row('j1', 'a', '7')], topic('j1.x', own('a', 0, null)))[0]?.marks).toEqual({ content: '8' })
})

test('nothing of a rehearsal, of this run, of a refusal or of a recused judge is taken', () => {
  const now = topic('j1.x', own('a', 0, null), own('b', 0, null, { status: 'recused' }))
  const drafts = [draft('j9', 'a', '8'), draft('j1.x', 'a', '8'), draft('j1', 'b', '8')]
  expect(rescued(topic('j9', own('a', 3, '5')), drafts, [row('j9', 'a', '7'), row('j1', 'a', '7', 'refused')], now)).toEqual([])
})
