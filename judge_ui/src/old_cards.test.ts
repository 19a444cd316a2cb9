import 'fake-indexeddb/auto'
import { Shelf, draftKey, type Draft, type OutboxRow } from 'live_client'
import { expect, test } from 'vitest'
import { bringOver } from './old_cards'
import { keptAs } from './seat_card'

const CARD = { contest: 'pb', token: 'new', judge: 'j1', journal: 'n1', lang: null, isDemo: false }
const SEAT = keptAs(CARD)
let shelves = 0

/** A device with a copy of the sheet topic under each of these cards: whose each was. */
async function device(cards: Record<string, { judge: string; journal: string }>): Promise<Shelf> {
  const shelf = new Shelf(`old-cards-${++shelves}`)
  for (const [token, { judge, journal }] of Object.entries(cards)) {
    await shelf.put('copies', token, { journal, seq: 7, value: { judge: { id: judge }, sheets: [] } })
  }
  return shelf
}

function draft(seat: string, entry: string, mark: string, changed_ms = 1): Draft {
  return { seat, journal: 'n1', round: 'greeting', entry, base: 0, marks: { content: mark }, changed_ms }
}

function row(seat: string, id: string, created_ms: number, turn: number): OutboxRow {
  const command = { command_id: id, kind: 'submit_sheet', round: 'greeting', entry: id, base: 0, marks: { content: '7' } }
  return { ...{ command_id: id, seat, contest: 'pb', journal: 'n1', command, created_ms, turn }, was_sent: false, state: 'waiting', refused: null }
}

async function keep(shelf: Shelf, ...kept: (Draft | OutboxRow)[]): Promise<void> {
  for (const one of kept) {
    if ('command_id' in one) await shelf.put('outbox', one.command_id, one)
    else await shelf.put('drafts', draftKey(one), one)
  }
}

test('what was kept under an earlier card of the same judge comes under the judge, in the order it was handed in', async () => {
  const shelf = await device({ old: { judge: 'j1', journal: 'n1.e2' } })
  await keep(shelf, draft('old', 'a', '7'), row('old', 'b', 10, 1), row('old', 'c', 30, 2), row(SEAT, 'd', 20, 1))
  await bringOver(shelf, CARD)
  await bringOver(shelf, CARD)
  expect(await shelf.all<Draft>('drafts')).toEqual([draft(SEAT, 'a', '7')])
  const rows = await shelf.all<OutboxRow>('outbox')
  expect(rows.map(({ command_id, seat, turn }) => [command_id, seat, turn])).toEqual([
    ['b', SEAT, 1],
    ['c', SEAT, 3],
    ['d', SEAT, 2],
  ])
  expect([...(await shelf.byKey('copies')).keys()]).toEqual([SEAT])
})

test('this very card needs no copy to be known', async () => {
  const shelf = await device({})
  await keep(shelf, draft('new', 'a', '7'), row('new', 'b', 1, 1))
  await bringOver(shelf, CARD)
  expect((await shelf.all<Draft>('drafts')).map(({ seat }) => seat)).toEqual([SEAT])
  expect((await shelf.all<OutboxRow>('outbox')).map(({ seat }) => seat)).toEqual([SEAT])
})

test("another judge's, another contest's and nobody's are left where they are", async () => {
  const shelf = await device({ hers: { judge: 'j2', journal: 'n1' }, last_year: { judge: 'j1', journal: 'n0' } })
  const kept = [draft('hers', 'a', '1'), draft('last_year', 'a', '2'), draft('unknown', 'a', '3'), row('hers', 'b', 1, 1)]
  await keep(shelf, ...kept)
  await bringOver(shelf, CARD)
  expect(new Set(await shelf.all<Draft>('drafts'))).toEqual(new Set(kept.slice(0, 3)))
  expect(await shelf.all<OutboxRow>('outbox')).toEqual(kept.slice(3))
  expect([...(await shelf.byKey('copies')).keys()]).toEqual(['hers', 'last_year'])
})

test('of two drafts of one sheet the later one stays', async () => {
  const shelf = await device({ old: { judge: 'j1', journal: 'n1' } })
  await keep(shelf, draft('old', 'a', '5', 50), draft('new', 'a', '9', 90), draft(SEAT, 'b', '8', 80), draft('old', 'b', '4', 40))
  await bringOver(shelf, CARD)
  const marks = (await shelf.all<Draft>('drafts')).map(({ entry, marks }) => [entry, marks.content])
  expect(marks).toEqual([['a', '9'], ['b', '8']])
})
