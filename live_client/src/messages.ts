// What goes over the line (docs/protocol.md), as types.
import type { Words } from './words'

export interface CommandMessage {
  command_id: string
  kind: string
  [field: string]: unknown
}

export interface Receipt {
  command_id: string
  journal: string
  seq: number
  outcome: 'done' | 'late'
}

export interface RefusedWords {
  code: string
  words: Words
  details?: Record<string, unknown>
}

export interface LaterWords {
  code: string
  words: Words
  retry_ms: number
}

/** The answer to a command. */
export type Answer = { receipt: Receipt } | { refused: RefusedWords } | { later: LaterWords }

export interface PresenceMessage {
  round?: string
  entry?: string
  marked?: number
  of?: number
  unsent?: number
}

/** Whether an acknowledgement is an answer at all (an old or broken server may say anything). */
export function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null) return false
  return 'receipt' in value || 'refused' in value || 'later' in value
}
