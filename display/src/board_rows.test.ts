import { afterEach, expect, test } from 'vitest'
import { setLanguage } from 'live_client'
import { inBoardOrder, outText, placeText, prizeText, roundColumns } from './board_rows'
import { aBoard, anEntry, aRound, aRow } from './sample_values'

afterEach(() => setLanguage('vi'))

test('a shared place names its range, a missing one is a dash and never 0', () => {
  expect(placeText(1, 1)).toBe('1')
  expect(placeText(2, 3)).toBe('2–3')
  expect(placeText(4, null)).toBe('4')
  expect(placeText(null, null)).toBe('–')
})

test('rows without a place follow the ranked ones, and those out of the contest come last', () => {
  const gone = aRow(1, null, { entry: anEntry(1, { status: 'withdrawn' }) })
  const rows = [gone, aRow(2, null), aRow(3, 2), aRow(4, 1), aRow(5, 2)]
  expect(inBoardOrder(rows).map((row) => row.entry.number)).toEqual([4, 3, 5, 2, 1])
  expect(rows[0]).toBe(gone)
})

test('an entry that is out is told in words', () => {
  expect(outText('withdrawn')).toBe('Rút khỏi hội thi')
  expect(outText('disqualified')).toBe('Bị loại')
  expect(outText('absent')).toBe('Vắng mặt')
  expect(outText('competing')).toBe('')
})

test('a prize says that it is one, once', () => {
  expect(prizeText('Nhất')).toBe('Giải Nhất')
  expect(prizeText('Giải Khuyến khích')).toBe('Giải Khuyến khích')
  setLanguage('en')
  expect(prizeText('Nhất')).toBe('Prize: Nhất')
})

test('only rounds with something published get a column, all of them or none', () => {
  const board = aBoard([], { rounds: [aRound(), aRound({ id: 'skit' }), aRound({ id: 'quiz' })], round_ids: ['quiz', 'greeting'] })
  expect(roundColumns(board, 2).map((round) => round.id)).toEqual(['greeting', 'quiz'])
  expect(roundColumns(board, 1)).toEqual([])
})
