import { expect, test } from 'vitest'
import { layOut, pageAt, pageOf, PAGE_MS, roomForRounds, ROUND_MIN, ROW_MAX, ROW_MIN } from './board_pages'

const FIELD = 74.5
const [WIDE, NARROW] = [177.8, 133.3]

test('a short board takes one column and does not blow its rows up', () => {
  expect(layOut(6, FIELD, WIDE)).toEqual({ columns: 1, perColumn: 6, perPage: 6, pages: 1, rowHeight: ROW_MAX })
  expect(layOut(12, FIELD, WIDE)).toMatchObject({ columns: 1, pages: 1 })
})

test('a long board turns evenly filled pages of two columns, or of one on a 4:3 screen', () => {
  expect(layOut(30, FIELD, WIDE)).toMatchObject({ columns: 2, pages: 2, perColumn: 8 })
  expect(layOut(60, FIELD, WIDE)).toMatchObject({ columns: 2, pages: 3, perColumn: 10 })
  expect(layOut(30, FIELD, NARROW)).toMatchObject({ columns: 1, pages: 3, perColumn: 10 })
})

test('no number of rows makes a row lower than the letters need, and every row has a page', () => {
  for (const width of [WIDE, NARROW]) {
    for (let rows = 0; rows <= 100; rows++) {
      const layout = layOut(rows, FIELD - 6, width)
      expect(layout.rowHeight).toBeGreaterThanOrEqual(ROW_MIN)
      expect(layout.pages * layout.perPage).toBeGreaterThanOrEqual(rows)
      expect(layout.perColumn * layout.rowHeight).toBeLessThanOrEqual(FIELD - 6 + 1e-9)
    }
  }
})

test('pages turn in time, start over, and a single page stays', () => {
  expect([0, PAGE_MS - 1, PAGE_MS, 3 * PAGE_MS].map((shown_ms) => pageAt(shown_ms, 3))).toEqual([0, 0, 1, 0])
  expect(pageAt(5 * PAGE_MS, 1)).toBe(0)
  expect(pageOf([1, 2, 3, 4, 5], 1, 2)).toEqual([3, 4])
})

test('a 16:9 board has room for four rounds beside a name, a 4:3 board for two', () => {
  expect(Math.floor(roomForRounds(WIDE - 8, 44) / ROUND_MIN)).toBeGreaterThanOrEqual(4)
  expect(Math.floor(roomForRounds(NARROW - 8, 44) / ROUND_MIN)).toBe(2)
  expect(roomForRounds(60, 44)).toBe(0)
})
