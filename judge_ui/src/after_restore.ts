// What this tablet still knows of a contest that was restored from a backup, and the restored contest does not. Pure.
// A journal's id is `journal` or `journal.epoch`; another epoch of the same journal is the contest after a restore.
import type { Draft, OutboxRow, OwnSheet, SheetValue, Topic } from 'live_client'
import type { Marks } from './marks'
import type { SheetKey } from './shown_sheet'

/** A sheet to be looked at and handed in again: it goes on from the revision that the restored contest holds. */
export interface Rescued extends SheetKey {
  base: number
  marks: Marks
}

/** Whether two ids are one contest, before and after a restore. */
export function isRestored(before: string, now: string): boolean {
  return before !== now && before.split('.')[0] === now.split('.')[0]
}

/** Every sheet of which this tablet knows more: a draft goes before a sheet on its way, and that before one handed in. */
export function rescued(
  known: Topic<SheetValue> | null,
  drafts: Iterable<Draft>,
  rows: OutboxRow[],
  now: Topic<SheetValue>,
): Rescued[] {
  const oldDrafts = [...drafts].filter((draft) => isRestored(draft.journal, now.journal))
  const oldRows = rows.filter((row) => row.state !== 'refused' && isRestored(row.journal, now.journal))
  const oldSheets = known && isRestored(known.journal, now.journal) ? known.value.sheets : []
  const found: Rescued[] = []
  for (const own of now.value.sheets) {
    if (own.status === 'recused') continue
    const marks = draftOf(oldDrafts, own) ?? rowOf(oldRows, own) ?? lostOf(oldSheets, own)
    if (marks && !same(marks, own.marks)) found.push({ round: own.round, entry: own.entry.id, base: own.revision, marks })
  }
  return found
}

function draftOf(drafts: Draft[], own: OwnSheet): Marks | undefined {
  const mine = drafts.filter((draft) => draft.round === own.round && draft.entry === own.entry.id)
  return mine.sort((a, b) => b.changed_ms - a.changed_ms)[0]?.marks
}

function rowOf(rows: OutboxRow[], own: OwnSheet): Marks | undefined {
  const mine = rows.filter(({ command }) => command.round === own.round && command.entry === own.entry.id)
  return mine.sort((a, b) => b.turn - a.turn)[0]?.command.marks as Marks | undefined
}

/** What the server had taken after the backup was made. */
function lostOf(sheets: OwnSheet[], own: OwnSheet): Marks | undefined {
  const before = sheets.find((sheet) => sheet.round === own.round && sheet.entry.id === own.entry.id)
  return before?.marks && before.revision > own.revision ? before.marks : undefined
}

function same(marks: Marks, others: Marks | null): boolean {
  const names = Object.keys(marks)
  return others !== null && names.length === Object.keys(others).length && names.every((name) => marks[name] === others[name])
}
