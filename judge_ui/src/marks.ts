// Marks on one sheet as the tablet checks and shows them: range, step, own total. The server decides; this only saves a trip.
import {
  addDecimals,
  compareDecimals,
  isOnStep,
  multiplyDecimals,
  readMark,
  showDecimal,
  t,
  type CriterionBrief,
} from 'live_client'

/** Decimal text by criterion; what is not marked is not in it. */
export type Marks = Record<string, string>

export function markedCount(criteria: CriterionBrief[], marks: Marks): number {
  return criteria.filter((criterion) => marks[criterion.id] !== undefined).length
}

/** The sum of mark x factor of what is marked; null while nothing is. */
export function ownTotal(criteria: CriterionBrief[], marks: Marks): string | null {
  const marked = criteria.filter((criterion) => marks[criterion.id] !== undefined)
  if (marked.length === 0) return null
  return marked.reduce((sum, { id, factor }) => addDecimals(sum, multiplyDecimals(marks[id]!, factor)), '0')
}

/** What a full sheet would be. */
export function fullTotal(criteria: CriterionBrief[]): string {
  return criteria.reduce((sum, { max, factor }) => addDecimals(sum, multiplyDecimals(max, factor)), '0')
}

/** Why a typed mark cannot stand, in words; null when it can. */
export function whyNot(criterion: CriterionBrief, typed: string): string | null {
  const mark = readMark(typed)
  const [max, step] = [showDecimal(criterion.max), showDecimal(criterion.step)]
  if (mark === null) return t('Chưa phải là số. Ví dụ: 7,5', 'Not a number yet. Example: 7.5')
  if (compareDecimals(mark, criterion.max) > 0) return t(`Cao hơn mức tối đa ${max}`, `Above the maximum of ${max}`)
  if (!isOnStep(mark, criterion.step)) return t(`Điểm phải theo bước ${step}`, `Marks go in steps of ${step}`)
  return null
}

/** One step up or down from a mark; from a blank the first step up. Null where there is nowhere to go. */
export function stepped(criterion: CriterionBrief, mark: string | undefined, direction: 1 | -1): string | null {
  if (mark === undefined) return direction === 1 ? least(criterion.step, criterion.max) : null
  const next = addDecimals(mark, direction === 1 ? criterion.step : '-' + criterion.step)
  if (compareDecimals(next, '0') < 0) return compareDecimals(mark, '0') > 0 ? '0' : null
  if (compareDecimals(next, criterion.max) > 0) return compareDecimals(mark, criterion.max) < 0 ? criterion.max : null
  return next
}

/** The highest marks, the full mark first: what is given most, one tap each. */
export function quickPicks(criterion: CriterionBrief, count = 6): string[] {
  const picks = [criterion.max]
  while (picks.length < count) {
    const lower = addDecimals(picks[picks.length - 1]!, '-' + criterion.step)
    if (compareDecimals(lower, '0') <= 0) break
    picks.push(lower)
  }
  return picks
}

/** Whether a mark is so low (under 30 % of the maximum) that a slip of the finger is likelier than an opinion. */
export function isOdd(criterion: CriterionBrief, mark: string): boolean {
  return compareDecimals(mark, multiplyDecimals(criterion.max, '0.3')) < 0
}

export function sameMarks(a: Marks, b: Marks): boolean {
  const ids = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...ids].every((id) => a[id] !== undefined && b[id] !== undefined && compareDecimals(a[id], b[id]) === 0)
}

function least(a: string, b: string): string {
  return compareDecimals(a, b) < 0 ? a : b
}
