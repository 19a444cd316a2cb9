// Which sheet the judge looks at. The screen follows the stage, but never leaves an unfinished sheet by itself. Pure.

export interface SheetKey {
  round: string
  entry: string
}

export function sameSheet(a: SheetKey | null, b: SheetKey | null): boolean {
  return a?.round === b?.round && a?.entry === b?.entry
}

export interface Situation {
  shown: SheetKey | null
  /** The judge went there by a tap while `pinnedAt` was on stage. */
  pinnedAt: SheetKey | null | undefined
  /** A dialog is open. */
  isBusy: boolean
  /** The performance to mark now, if there is one. */
  current: SheetKey | null
  /** The judge's sheets, in the order of the contest. */
  sheets: (SheetKey & { isUnfinished: boolean })[]
}

/** The sheet to show: null is the waiting page. */
export function sheetToShow({ shown, pinnedAt, isBusy, current, sheets }: Situation): SheetKey | null {
  const known = (key: SheetKey | null) => sheets.find((sheet) => sameSheet(sheet, key))
  const before = known(shown)
  if (before && (isBusy || before.isUnfinished)) return shown
  if (pinnedAt !== undefined && sameSheet(pinnedAt, current) && (before || shown === null)) return shown
  if (known(current)) return current
  const left = sheets.filter((sheet) => sheet.isUnfinished)
  const last = left[left.length - 1]
  return last ? { round: last.round, entry: last.entry } : null
}
