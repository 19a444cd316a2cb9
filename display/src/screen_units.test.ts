// Guards: what scenes reckon with is what the style sheet's unit comes to, and rows end on whole points of the screen.
import { describe, expect, it } from 'vitest'
import { heightInUnits, wholePoints, widthInUnits } from './screen_units'

describe('a screen in units', () => {
  it('is 100 high, and as wide as its shape says', () => {
    expect(widthInUnits(1920, 1080)).toBeCloseTo(177.8, 1)
    expect(heightInUnits(1920, 1080)).toBeCloseTo(100)
  })

  it('is 133 wide and higher than 100 where it is narrower than 4:3', () => {
    expect(widthInUnits(390, 844)).toBeCloseTo(133.3, 1)
    expect(heightInUnits(390, 844)).toBeCloseTo(288.5, 1)
  })

  it('is taken for a usual one while it is not known', () => {
    expect(widthInUnits(0, 0)).toBe(177.8)
    expect(heightInUnits(0, 0)).toBe(100)
    expect(wholePoints(7.3, 0, 0, 1)).toBe(7.3)
  })
})

describe('whole points', () => {
  it.each([
    [1920, 1080, 1],
    [3840, 2160, 1],
    [1366, 768, 1.25],
    [390, 844, 3],
  ])('are what a row comes to on %i x %i with %d points a pixel', (width, height, ratio) => {
    const units = wholePoints(7.29, width, height, ratio)
    const points = units * Math.min(height / 100, (width * 0.75) / 100) * ratio
    expect(Math.abs(points - Math.round(points))).toBeLessThan(1e-9)
    expect(7.29 - units).toBeGreaterThanOrEqual(0)
    expect(points + 1).toBeGreaterThan(7.29 * (points / units))
  })
})
