import { expect, test } from 'vitest'
import { BESIDE_NAME, grouped, layOutLots, pageOfTurn } from './lots_grid'

const LONGEST = 'Thị trấn Hương Sơn'.length

test.each([
  [6, 169.8], [10, 169.8], [16, 169.8], [30, 169.8], [30, 125.3], [24, 125.3],
])('%i names on a field %i units wide stand on one page in letters that are read from the back', (count, width) => {
  const layout = layOutLots(count, LONGEST, 60, width)
  expect(layout.pages).toBe(1)
  expect(layout.columns * layout.perColumn).toBeGreaterThanOrEqual(count)
  expect(layout.perColumn * layout.rowHeight).toBeLessThanOrEqual(60.001)
  expect(layout.letters).toBeGreaterThanOrEqual(2.6)
  const lines = layout.letters <= layout.rowHeight * 0.36 + 0.001 ? 1.75 : 1
  expect(layout.letters * 0.5 * LONGEST).toBeLessThanOrEqual((width / layout.columns - BESIDE_NAME) * lines + 0.001)
})

test('few names are large, but no larger than their rows', () => {
  const layout = layOutLots(4, LONGEST, 52, 169.8)
  expect(layout.letters).toBe(6)
  expect(layout.rowHeight).toBe(10)
})

test('too many names turn pages rather than shrink', () => {
  const layout = layOutLots(90, LONGEST, 52, 125.3)
  expect(layout.pages).toBeGreaterThan(1)
  expect(layout.letters).toBeGreaterThanOrEqual(2.6)
  expect(layout.perPage * layout.pages).toBeGreaterThanOrEqual(90)
})

test('a tall narrow screen has one column', () => {
  expect(layOutLots(10, LONGEST, 240, 125.3).columns).toBe(1)
})

test('a turn is looked for on its page', () => {
  expect([1, 10, 11, 20, 21].map((turn) => pageOfTurn(turn, 10))).toEqual([0, 0, 1, 1, 2])
  expect(pageOfTurn(0, 10)).toBe(0)
})

test('a code is read out in groups', () => {
  expect(grouped('a1bf4dc2c0cea821')).toBe('a1bf4dc2 c0cea821')
  expect(grouped('')).toBe('')
})
