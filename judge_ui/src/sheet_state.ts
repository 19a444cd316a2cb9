// What has become of one sheet: the server's word, the draft and the outbox made into one state. Pure.
import type { Draft, OutboxRow, OwnSheet, Words } from 'live_client'
import type { Marks } from './marks'

/** A sheet that was answered with a receipt while its topic was still under way. */
export interface Answered {
  revision: number
  marks: Marks
  at_ms: number
  /** Typed in from a paper sheet by the secretary. */
  onPaper?: boolean
}

export type SheetState =
  | { kind: 'open' | 'not_yet' | 'closed' | 'recused' }
  | { kind: 'draft'; isCorrection: boolean }
  | { kind: 'waiting' }
  /** `isOtherWaiting`: another sheet of this judge, from another device, came late and waits for a decision. */
  | { kind: 'saved'; at_ms: number; onPaper: boolean; isOtherWaiting: boolean }
  | { kind: 'refused'; words: Words }
  | { kind: 'late'; isDeclined: boolean; isCorrection: boolean }

export interface SheetParts {
  own: OwnSheet
  draft: Draft | undefined
  /** The outbox rows of this sheet, oldest first. */
  rows: OutboxRow[]
  answered: Answered | undefined
}

/** The last revision that is known to be kept, whether the topic or the receipt said so. */
export function keptSheet({ own, answered }: Pick<SheetParts, 'own' | 'answered'>): Answered | null {
  if (answered && answered.revision > own.revision) return answered
  return own.marks ? { revision: own.revision, marks: own.marks, at_ms: own.handed_in_ms ?? 0, onPaper: own.on_paper } : null
}

export function sheetState(parts: SheetParts): SheetState {
  const { own, draft, rows } = parts
  if (rows.some((row) => row.state === 'waiting')) return { kind: 'waiting' }
  const refused = rows.find((row) => row.state === 'refused')
  if (refused?.refused && draft) return { kind: 'refused', words: refused.refused.words }
  const kept = keptSheet(parts)
  if (draft) return { kind: 'draft', isCorrection: kept !== null }
  const isOpen = own.late === null || own.late === 'waiting'
  if (isOpen && rows.some((row) => row.state === 'late')) return { kind: 'late', isDeclined: false, isCorrection: kept !== null }
  const isOtherWaiting = own.late === 'waiting'
  if (isOtherWaiting && !kept) return { kind: 'late', isDeclined: false, isCorrection: false }
  if (kept) return { kind: 'saved', at_ms: kept.at_ms, onPaper: kept.onPaper ?? false, isOtherWaiting }
  if (own.late === 'declined') return { kind: 'late', isDeclined: true, isCorrection: false }
  return { kind: own.status }
}

/** Whether the judge still has something to do here, so that the screen must not be taken away. */
export function isUnfinished(parts: SheetParts): boolean {
  const { kind } = sheetState(parts)
  return kind === 'draft' || kind === 'refused' || kind === 'open'
}

/** Whether marks may be changed now. A sheet that is closed can still be finished if it was begun: it will be late. */
export function canMark(parts: SheetParts, isCorrecting: boolean): boolean {
  const state = sheetState(parts)
  if (state.kind === 'waiting' || state.kind === 'recused') return false
  if (parts.draft || isCorrecting) return true
  return state.kind === 'open' || state.kind === 'not_yet'
}

/** Whether "Sửa phiếu" is offered: a sheet was handed in, and a new one would be taken. */
export function canCorrect(parts: SheetParts): boolean {
  const { kind } = sheetState(parts)
  return (kind === 'saved' || kind === 'late') && parts.own.can_submit
}
