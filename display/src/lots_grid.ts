// How the turns of a draw stand on the screen: in how many columns, on how many pages, in which letters.
// Lengths are in units of a hundredth of the screen's height (screen_units.ts).

export interface LotsLayout {
  columns: number
  perColumn: number
  perPage: number
  pages: number
  rowHeight: number
  letters: number
}

const MOST_COLUMNS = 4
const ROW_MAX = 10
/** What a row holds beside the name: its turn, the entry's number, the gap to the next column. */
export const BESIDE_NAME = 18
/** Letters no larger than this, and pages rather than letters smaller than that. */
const LETTERS_MAX = 6
const LETTERS_MIN = 2.6
/** The usual width of a bold letter, and how well a name breaks into two lines. */
const LETTER_EM = 0.5
const TWO_LINES = 1.75

/** The layout with the largest letters for `count` names, the longest of them `longest` letters long. */
export function layOutLots(count: number, longest: number, height: number, width: number): LotsLayout {
  for (let pages = 1; ; pages++) {
    const onPage = Math.ceil(count / pages)
    const best = bestOnOnePage(onPage, longest, height, width)
    if (best.letters >= LETTERS_MIN || onPage <= 6) return { ...best, pages, perPage: best.perColumn * best.columns }
  }
}

function bestOnOnePage(count: number, longest: number, height: number, width: number) {
  let best = { columns: 1, perColumn: Math.max(1, count), rowHeight: 0, letters: 0 }
  for (let columns = 1; columns <= MOST_COLUMNS; columns++) {
    const perColumn = Math.max(1, Math.ceil(count / columns))
    const rowHeight = Math.min(ROW_MAX, height / perColumn)
    const letters = lettersFor(longest, rowHeight, width / columns - BESIDE_NAME)
    if (letters > best.letters * 1.02) best = { columns, perColumn, rowHeight, letters }
  }
  return best
}

/** Letters in which the longest name stands in one line or in two. */
function lettersFor(longest: number, rowHeight: number, nameWidth: number): number {
  const perLetter = nameWidth / (LETTER_EM * Math.max(8, longest))
  const oneLine = Math.min(rowHeight * 0.7, perLetter)
  const twoLines = Math.min(rowHeight * 0.36, perLetter * TWO_LINES)
  return Math.max(0, Math.min(LETTERS_MAX, Math.max(oneLine, twoLines)))
}

/** The page on which a turn (from 1) stands. */
export function pageOfTurn(turn: number, perPage: number): number {
  return Math.max(0, Math.ceil(turn / perPage) - 1)
}

/** A code in groups that people can read to each other: "a1bf4dc2 c0cea821 …". */
export function grouped(code: string, size = 8): string {
  return (code.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(' ')
}
