// Points and marks as decimal text: read from what people type, added exactly, written for people. Never a binary float.
import { language, type Language } from './words'

/** What stands where there is no figure; a blank is never 0. */
export const BLANK = '–'

interface Scaled {
  units: bigint
  places: number
}

const DECIMAL = /^(-?)(\d{1,18})(?:[.,](\d{1,18}))?$/
const TYPED = /^\d{0,18}[.,]?\d{0,18}$/

function scaled(text: string): Scaled | null {
  const found = DECIMAL.exec(text)
  if (!found) return null
  const [, sign = '', whole = '', fraction = ''] = found
  return { units: BigInt(sign + whole + fraction), places: fraction.length }
}

function units(value: Scaled, places: number): bigint {
  return value.units * 10n ** BigInt(places - value.places)
}

function text(value: Scaled): string {
  const sign = value.units < 0n ? '-' : ''
  const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(value.places + 1, '0')
  const cut = digits.length - value.places
  const fraction = digits.slice(cut).replace(/0+$/, '')
  return sign + digits.slice(0, cut) + (fraction ? '.' + fraction : '')
}

/** The decimal text ("7.5") of what a person typed ("7,5", " 7.50 ", ",5", "7,"); null where it is no number. */
export function readMark(typed: string): string | null {
  const trimmed = typed.normalize('NFKC').trim()
  if (!TYPED.test(trimmed) || !/\d/.test(trimmed)) return null
  const [whole = '', fraction = ''] = trimmed.split(/[.,]/)
  const value = scaled((whole || '0') + (fraction ? '.' + fraction : ''))
  return value ? text(value) : null
}

/** Decimal text for people: a comma in Vietnamese, "–" for a figure that is not there. */
export function showDecimal(value: string | null | undefined, speak: Language = language.value): string {
  if (value == null || value === '') return BLANK
  return speak === 'vi' ? value.replace('.', ',') : value
}

/** -1, 0 or 1 as a is below, at or above b; both are decimal text. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [scaled(a), scaled(b)]
  if (!left || !right) throw new RangeError(`not decimal text: ${a}, ${b}`)
  const places = Math.max(left.places, right.places)
  const difference = units(left, places) - units(right, places)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** a + b, exactly. */
export function addDecimals(a: string, b: string): string {
  const [left, right] = [scaled(a), scaled(b)]
  if (!left || !right) throw new RangeError(`not decimal text: ${a}, ${b}`)
  const places = Math.max(left.places, right.places)
  return text({ units: units(left, places) + units(right, places), places })
}

/** a x b, exactly. */
export function multiplyDecimals(a: string, b: string): string {
  const [left, right] = [scaled(a), scaled(b)]
  if (!left || !right) throw new RangeError(`not decimal text: ${a}, ${b}`)
  return text({ units: left.units * right.units, places: left.places + right.places })
}

/** Whether `value` is a whole number of steps. */
export function isOnStep(value: string, step: string): boolean {
  const [left, right] = [scaled(value), scaled(step)]
  if (!left || !right || right.units <= 0n) return false
  const places = Math.max(left.places, right.places)
  return units(left, places) % units(right, places) === 0n
}
