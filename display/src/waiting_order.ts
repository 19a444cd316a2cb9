// The running order that the waiting scene shows: that of the open round, else of the next one to come.
import type { EntryBrief, RoundBrief, StageValue } from 'live_client'

export interface Turn {
  turn: number
  entry: EntryBrief
}

export interface Shown {
  round: RoundBrief
  entries: Turn[]
  /** False while lots may still be drawn: then it is a list of who takes part and no order. */
  isOrder: boolean
}

/** The round and its entries by turn; null where no round has an order any more. Entries the stage does not know are left out. */
export function orderShown(stage: StageValue): Shown | null {
  const withOrder = stage.rounds.filter(({ order }) => order.length > 0)
  const chosen =
    withOrder.find(({ round }) => round.status === 'open') ?? withOrder.find(({ round }) => round.status === 'pending')
  if (!chosen) return null
  const known = new Map(stage.entries.map((entry) => [entry.id, entry]))
  const entries = chosen.order.flatMap((id, at) => {
    const entry = known.get(id)
    return entry ? [{ turn: at + 1, entry }] : []
  })
  return { round: chosen.round, entries, isOrder: chosen.is_set || chosen.round.status === 'open' }
}
