// Figures as the hall reads them. It must not round: it only writes what the server sent.
import { BLANK, showDecimal } from 'live_client'

/** Decimal text with at least `places` decimals, so that a column of figures lines up; "–" where there is none. */
export function figureText(points: string | null | undefined, places = 0): string {
  const shown = showDecimal(points == null ? null : padded(points, places))
  return shown === BLANK ? BLANK : shown.replace('-', '−')
}

/** The most decimals any of the figures has: what the others are padded to beside it. */
export function placesOf(figures: readonly (string | null)[]): number {
  return Math.max(0, ...figures.map((points) => points?.split('.')[1]?.length ?? 0))
}

function padded(points: string, places: number): string {
  const [whole = '', fraction = ''] = points.split('.')
  const digits = fraction.padEnd(places, '0')
  return digits === '' ? whole : `${whole}.${digits}`
}
