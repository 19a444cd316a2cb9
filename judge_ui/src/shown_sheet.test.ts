import { expect, test } from 'vitest'
import { sheetToShow, type Situation } from './shown_sheet'

const [first, second] = [
  { round: 'greeting', entry: 'a' },
  { round: 'greeting', entry: 'b' },
]
const done = { isUnfinished: false }
const undone = { isUnfinished: true }
const calm: Situation = { shown: null, pinnedAt: undefined, isBusy: false, current: null, sheets: [] }

test('between performances the judge waits', () => {
  expect(sheetToShow({ ...calm, sheets: [{ ...first, ...done }] })).toBeNull()
})

test('the screen follows the stage', () => {
  const sheets = [{ ...first, ...done }, { ...second, ...undone }]
  expect(sheetToShow({ ...calm, current: second, sheets })).toEqual(second)
  expect(sheetToShow({ ...calm, shown: first, current: second, sheets })).toEqual(second)
})

test('it never leaves an unfinished sheet by itself', () => {
  const sheets = [{ ...first, ...undone }, { ...second, ...undone }]
  expect(sheetToShow({ ...calm, shown: first, current: second, sheets })).toEqual(first)
})

test('it leaves nothing while a dialog is open', () => {
  const sheets = [{ ...first, ...done }, { ...second, ...undone }]
  expect(sheetToShow({ ...calm, shown: first, isBusy: true, current: second, sheets })).toEqual(first)
})

test('where the judge went by a tap they stay until the stage changes', () => {
  const sheets = [{ ...first, ...done }, { ...second, ...undone }]
  expect(sheetToShow({ ...calm, shown: first, pinnedAt: second, current: second, sheets })).toEqual(first)
  expect(sheetToShow({ ...calm, shown: first, pinnedAt: null, current: second, sheets })).toEqual(second)
})

test('with nobody on stage the last sheet that is still open is shown', () => {
  const sheets = [{ ...first, ...undone }, { ...second, ...done }]
  expect(sheetToShow({ ...calm, sheets })).toEqual(first)
})
