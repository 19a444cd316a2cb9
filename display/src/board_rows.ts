// The order of a board's rows, what stands for a place, and which figures there is room for.
// It must not compute places or totals: those come as the server ranked them.
import type { BoardRow, BoardValue, EntryBrief, RoundBrief } from 'live_client'
import { BLANK, t } from 'live_client'

/** Ranked rows by place, then those without a place yet, at last those out of the contest; ties keep the server's order. */
export function inBoardOrder(rows: readonly BoardRow[]): BoardRow[] {
  const group = (row: BoardRow) => (isOut(row.entry) ? 2 : row.place == null ? 1 : 0)
  return rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => group(a.row) - group(b.row) || (a.row.place ?? 0) - (b.row.place ?? 0) || a.at - b.at)
    .map(({ row }) => row)
}

/** True for an entry that takes no part in the ranking any more. */
export function isOut(entry: EntryBrief): boolean {
  return entry.status !== 'competing'
}

/** "3", "2–3" for a shared place, "–" for none. */
export function placeText(place: number | null, placeTo: number | null): string {
  if (place == null) return BLANK
  return placeTo != null && placeTo > place ? `${place}–${placeTo}` : String(place)
}

/** Why an entry is not ranked, in words; empty for one that competes. */
export function outText(status: EntryBrief['status']): string {
  switch (status) {
    case 'withdrawn':
      return t('Rút khỏi hội thi', 'Withdrawn')
    case 'disqualified':
      return t('Bị loại', 'Disqualified')
    case 'absent':
      return t('Vắng mặt', 'Absent')
    default:
      return ''
  }
}

/** "Giải Nhất" from "Nhất"; a title that already says what it is stays as it is. */
export function prizeText(title: string): string {
  return /^(giải|cúp|danh hiệu|prize)(?=\s|$)/iu.test(title) ? title : t(`Giải ${title}`, `Prize: ${title}`)
}

/** The rounds that get a column, in the order of the contest: those with something published, or none if not all fit. */
export function roundColumns(board: BoardValue, roomFor: number): RoundBrief[] {
  const shown = board.rounds.filter((round) => board.round_ids.includes(round.id))
  return shown.length <= roomFor ? shown : []
}

/** "Tạm thời", "Chính thức" or that there is nothing yet. */
export function statusText(status: BoardValue['status']): string {
  switch (status) {
    case 'provisional':
      return t('Tạm thời', 'Provisional')
    case 'final':
      return t('Chính thức', 'Final')
    default:
      return t('Chưa công bố', 'Not published yet')
  }
}
