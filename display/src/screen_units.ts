// The wall's unit of length: a hundredth of the screen's height, less on screens narrower than 4:3 (--u in wall.css).
// Here is what scenes must know in numbers: how wide the screen is, and how large figures may be in a given width.

/** Width of a 16:9 screen, taken until the real one is known. */
const USUAL_WIDTH = 177.8

/** A unit in pixels of the page; 0 while the screen is not known. */
function unitPx(widthPx: number, heightPx: number): number {
  return Math.max(0, Math.min(heightPx / 100, (widthPx * 0.75) / 100))
}

/** The screen's width in units. */
export function widthInUnits(widthPx: number, heightPx: number): number {
  return widthPx / unitPx(widthPx, heightPx) || USUAL_WIDTH
}

/** The screen's height in units: 100, more on screens narrower than 4:3 (a phone held upright). */
export function heightInUnits(widthPx: number, heightPx: number): number {
  return heightPx / unitPx(widthPx, heightPx) || 100
}

/** A length in units, cut to whole points of the screen: rows of this height all look the same, lines and letters. */
export function wholePoints(units: number, widthPx: number, heightPx: number, pointsAPixel: number): number {
  const points = unitPx(widthPx, heightPx) * pointsAPixel
  return points > 0 ? Math.floor(units * points) / points : units
}

/** Widths of bold digits and separators, in letters' sizes, with a little air. */
const DIGIT_EM = 0.6
const SEPARATOR_EM = 0.31

/** How wide a figure is in units of its letters' size. */
export function figureEm(figure: string): number {
  return [...figure].reduce((em, letter) => em + (letter === ',' || letter === '.' ? SEPARATOR_EM : DIGIT_EM), 0)
}

/** The size of letters at which the widest of the figures fits `width` units, at most `largest`. */
export function lettersThatFit(figures: readonly string[], width: number, largest: number): number {
  return Math.min(largest, width / Math.max(DIGIT_EM, ...figures.map(figureEm)))
}
