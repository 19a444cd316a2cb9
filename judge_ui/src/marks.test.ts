import type { CriterionBrief } from 'live_client'
import { expect, test } from 'vitest'
import { fullTotal, isOdd, markedCount, ownTotal, quickPicks, sameMarks, stepped, whyNot } from './marks'

const content: CriterionBrief = { id: 'content', title: 'Nội dung', max: '8', step: '0.5', factor: '1' }
const style: CriterionBrief = { id: 'style', title: 'Phong cách', max: '4', step: '0.25', factor: '1.5' }

test('a blank is not counted and is not 0', () => {
  expect(ownTotal([content, style], {})).toBeNull()
  expect(markedCount([content, style], { content: '0' })).toBe(1)
  expect(ownTotal([content, style], { content: '0' })).toBe('0')
})

test('the own total takes the criterion’s factor, exactly', () => {
  expect(ownTotal([content, style], { content: '7.5', style: '3.25' })).toBe('12.375')
  expect(fullTotal([content, style])).toBe('14')
})

test.each([
  ['8', null],
  ['7,5', null],
  ['0', null],
  ['8,5', 'Cao hơn mức tối đa 8'],
  ['7,3', 'Điểm phải theo bước 0,5'],
  ['', 'Chưa phải là số. Ví dụ: 7,5'],
])('%j: %s', (typed, why) => {
  expect(whyNot(content, typed)).toBe(why)
})

test('the steppers go by the step, from a blank to the first step, and stop at 0 and at the maximum', () => {
  expect(stepped(content, undefined, 1)).toBe('0.5')
  expect(stepped(content, undefined, -1)).toBeNull()
  expect(stepped(content, '7.5', 1)).toBe('8')
  expect(stepped(content, '8', 1)).toBeNull()
  expect(stepped(content, '0.5', -1)).toBe('0')
  expect(stepped(content, '0', -1)).toBeNull()
})

test('quick picks start at the full mark and never reach 0', () => {
  expect(quickPicks(content)).toEqual(['8', '7.5', '7', '6.5', '6', '5.5'])
  expect(quickPicks({ ...content, max: '1' })).toEqual(['1', '0.5'])
})

test('a mark under 30 % of the maximum is odd', () => {
  expect(isOdd(content, '2.4')).toBe(false)
  expect(isOdd(content, '2')).toBe(true)
})

test('the same marks written differently are the same', () => {
  expect(sameMarks({ a: '7.0' }, { a: '7' })).toBe(true)
  expect(sameMarks({ a: '7' }, {})).toBe(false)
})
