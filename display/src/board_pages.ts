// How many rows of a board fit one picture, in how many columns, and which page is to be seen when.
// Lengths are in units of a hundredth of the screen's height: the letters keep their size, the pages turn instead.

/** Below this height of a row the letters of places and totals would be smaller than 1/25 of the screen. */
export const ROW_MIN = 6.2
/** A short board does not blow its rows up beyond this. */
export const ROW_MAX = 11
/** Two columns want a screen at least this wide (16:9 is 178, 4:3 is 133). */
export const TWO_COLUMNS_FROM = 155
/** How long one page stays. */
export const PAGE_MS = 12_000

export interface BoardLayout {
  columns: 1 | 2
  perColumn: number
  perPage: number
  pages: number
  rowHeight: number
}

/** The layout of `rows` rows in a field `height` high on a screen `width` wide; pages are filled evenly. */
export function layOut(rows: number, height: number, width: number): BoardLayout {
  const fit = Math.max(1, Math.floor(height / ROW_MIN))
  const columns = rows > fit && width >= TWO_COLUMNS_FROM ? 2 : 1
  const pages = Math.max(1, Math.ceil(rows / (fit * columns)))
  const perColumn = Math.max(1, Math.ceil(Math.ceil(rows / pages) / columns))
  return { columns, perColumn, perPage: perColumn * columns, pages, rowHeight: Math.min(ROW_MAX, height / perColumn) }
}

/** The narrowest and the widest column of a round's figures. */
export const ROUND_MIN = 13
export const ROUND_MAX = 18

/** What a board of one column, `width` wide, has left for the rounds' figures beside a name and `taken` units of the rest. */
export function roomForRounds(width: number, taken: number): number {
  return Math.max(0, width - taken - Math.max(52, width * 0.33))
}

/** The page to be seen `shownMs` after the first one appeared. */
export function pageAt(shownMs: number, pages: number, pageMs: number = PAGE_MS): number {
  return pages <= 1 ? 0 : Math.floor(Math.max(0, shownMs) / pageMs) % pages
}

/** The items of one page. */
export function pageOf<T>(items: readonly T[], page: number, perPage: number): T[] {
  return items.slice(page * perPage, (page + 1) * perPage)
}
