import { expect, test } from 'vitest'
import { addDecimals, compareDecimals, isOnStep, multiplyDecimals, readMark, showDecimal } from './numbers'

test.each([
  ['7,5', '7.5'],
  ['7.5', '7.5'],
  [' 7,50 ', '7.5'],
  ['7,', '7'],
  [',5', '0.5'],
  ['0', '0'],
  ['007', '7'],
  ['７，５', '7.5'],
  ['10', '10'],
])('%j is read as %j', (typed, expected) => {
  expect(readMark(typed)).toBe(expected)
})

test.each(['', ' ', ',', '-1', '1e3', '7,5,0', '1.000,5', 'bảy', 'NaN', '+7'])('%j is no mark', (typed) => {
  expect(readMark(typed)).toBeNull()
})

test('a blank is shown as a dash, never as 0', () => {
  expect(showDecimal(null, 'vi')).toBe('–')
  expect(showDecimal('', 'vi')).toBe('–')
  expect(showDecimal('0', 'vi')).toBe('0')
})

test('Vietnamese has the comma, English the point', () => {
  expect(showDecimal('17.83', 'vi')).toBe('17,83')
  expect(showDecimal('17.83', 'en')).toBe('17.83')
})

test('sums and products are exact', () => {
  expect(addDecimals('0.1', '0.2')).toBe('0.3')
  expect(addDecimals('9.75', '0.25')).toBe('10')
  expect(multiplyDecimals('7.5', '1.5')).toBe('11.25')
  expect(addDecimals('0', '0')).toBe('0')
  expect(addDecimals('0.5', '-0.75')).toBe('-0.25')
})

test('steps and order are exact', () => {
  expect(isOnStep('7.5', '0.5')).toBe(true)
  expect(isOnStep('7.3', '0.1')).toBe(true)
  expect(isOnStep('7.25', '0.5')).toBe(false)
  expect(compareDecimals('10', '9.5')).toBe(1)
  expect(compareDecimals('7.50', '7.5')).toBe(0)
})
