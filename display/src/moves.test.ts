import { expect, test } from 'vitest'
import { movesBetween } from './moves'

test('a row starts its motion from the cell it had', () => {
  const moves = movesBetween(['a', 'b', 'c'], ['c', 'a', 'b'], 3, 3)
  expect(moves.get('c')).toEqual({ columns: 0, rows: 2 })
  expect(moves.get('a')).toEqual({ columns: 0, rows: -1 })
})

test('a row that changes the column moves sideways too, also when the columns change their length', () => {
  expect(movesBetween(['a', 'b', 'c', 'd'], ['c', 'a', 'b', 'd'], 2, 2).get('c')).toEqual({ columns: 1, rows: 0 })
  expect(movesBetween(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'], 4, 2).get('d')).toEqual({ columns: -1, rows: 2 })
})

test('rows that stay and rows that are new do not move', () => {
  expect(movesBetween(['a', 'b'], ['a', 'x', 'b'], 5, 5)).toEqual(new Map([['b', { columns: 0, rows: -1 }]]))
})
