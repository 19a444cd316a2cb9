// What this device kept under a card itself (as all did once) comes under the judge, so that a renewed card finds it.
// Whose an old card was, only the copy of its last sheet topic says; what nobody can be named for stays untouched.
import { draftKey, type Draft, type OutboxRow, type SheetValue, type Shelf, type Topic } from 'live_client'
import { keptAs, type SeatCard } from './seat_card'

/** Brings it over, each row first kept under its new name and then taken from the old: a flat battery loses nothing. */
export async function bringOver(shelf: Shelf, card: SeatCard): Promise<void> {
  const seat = keptAs(card)
  if (seat === card.token) return
  const copies = await shelf.byKey<Topic<SheetValue>>('copies')
  const before = [...copies.keys()].filter((key) => key !== seat && isOf(card, key, copies.get(key)!))
  const tokens = new Set([card.token, ...before])
  await rows(shelf, tokens, seat)
  await drafts(shelf, tokens, seat)
  const latest = before.map((key) => copies.get(key)!).sort((a, b) => b.seq - a.seq)[0]
  if (latest && !copies.has(seat)) await shelf.put('copies', seat, latest)
  for (const key of before) await shelf.remove('copies', key)
}

/** Whether a copy was kept under this judge's card, this one or an earlier one. */
function isOf(card: SeatCard, key: string, copy: Topic<SheetValue>): boolean {
  const isSameJudge = copy.journal?.split('.')[0] === card.journal && copy.value?.judge?.id === card.judge
  return !key.includes(' ') && (key === card.token || isSameJudge)
}

async function rows(shelf: Shelf, tokens: Set<string>, seat: string): Promise<void> {
  const all = await shelf.all<OutboxRow>('outbox')
  if (!all.some((row) => tokens.has(row.seat))) return
  // Two cards counted their turns each for itself: they are sent as they were handed in.
  const mine = all.filter((row) => tokens.has(row.seat) || row.seat === seat).sort((a, b) => a.created_ms - b.created_ms)
  for (const [index, row] of mine.entries()) await shelf.put('outbox', row.command_id, { ...row, seat, turn: index + 1 })
}

async function drafts(shelf: Shelf, tokens: Set<string>, seat: string): Promise<void> {
  const all = await shelf.all<Draft>('drafts')
  const known = new Map(all.map((draft) => [draftKey(draft), draft]))
  const old = all.filter((draft) => tokens.has(draft.seat)).sort((a, b) => a.changed_ms - b.changed_ms)
  for (const draft of old) {
    const moved = { ...draft, seat }
    const there = known.get(draftKey(moved))
    if (!there || there.changed_ms < draft.changed_ms) await shelf.put('drafts', draftKey(moved), moved)
    known.set(draftKey(moved), there && there.changed_ms >= draft.changed_ms ? there : moved)
    await shelf.remove('drafts', draftKey(draft))
  }
}
