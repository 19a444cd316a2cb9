import { expect, test } from 'vitest'
import { replaces, Topics } from './topics'

const at = (journal: string, seq: number) => ({ journal, seq, value: `${journal}/${seq}` })

test.each([
  ['the first value', null, at('j1', 1), true],
  ['a newer one', at('j1', 4), at('j1', 5), true],
  ['an older one', at('j1', 5), at('j1', 4), false],
  ['the same again', at('j1', 5), at('j1', 5), true],
  ['another journal, though its number is smaller', at('j1', 50), at('j2', 1), true],
])('%s', (_, known, next, expected) => {
  expect(replaces(known, next)).toBe(expected)
})

test('a message and the answer to watch follow the same rule, in whatever order they come', () => {
  const topics = new Topics()
  const board = topics.source('board')
  topics.take('board', at('j1', 9))
  expect(topics.take('board', at('j1', 8))).toBe(false)
  expect(board.value?.seq).toBe(9)
})

test('a topic nobody asked for is ignored', () => {
  const topics = new Topics()
  expect(topics.take('desk', at('j1', 1))).toBe(false)
  expect(topics.wanted).toEqual([])
})

test('presence may count from the beginning again after a reconnect, a journaled topic may not', () => {
  const topics = new Topics()
  const [presence, board] = [topics.source('presence'), topics.source('board')]
  topics.take('presence', at('j1', 80))
  topics.take('board', at('j1', 80))
  topics.beginAgain()
  topics.take('presence', at('j1', 1))
  topics.take('board', at('j1', 1))
  expect([presence.value?.seq, board.value?.seq]).toEqual([1, 80])
})
