import { expect, test } from 'vitest'
import type { TimerValue } from 'live_client'
import { clockText, timerFace } from './timer_face'

const T0 = 1_725_500_000_000
const running: TimerValue = { limit_s: '300', hard_stop_s: '360', started_ms: T0, elapsed_ms: 60_000 }

test('a running timer adds the server clock to what had gone', () => {
  expect(timerFace(running, T0 + 65_400)).toMatchObject({ elapsed: '2:05', limit: '5:00', running: true, isOver: false })
})

test('a standing timer stands, whatever the clock says', () => {
  expect(timerFace({ ...running, started_ms: null }, T0 + 999_999)).toMatchObject({ elapsed: '1:00', running: false })
})

test('over the limit begins with the first full second beyond it', () => {
  expect(timerFace(running, T0 + 240_999)).toMatchObject({ elapsed: '5:00', isOver: false, overBy: null, filled: 1 })
  expect(timerFace(running, T0 + 241_000)).toMatchObject({ elapsed: '5:01', isOver: true, overBy: '0:01', isStopped: false })
  expect(timerFace(running, T0 + 300_000)).toMatchObject({ overBy: '1:00', isStopped: true })
})

test('a clock behind the start shows what had gone, not less', () => {
  expect(timerFace(running, T0 - 5_000)?.elapsed).toBe('1:00')
})

test('without a limit there is no over; without anything there is no timer', () => {
  const free: TimerValue = { limit_s: null, hard_stop_s: null, started_ms: null, elapsed_ms: 0 }
  expect(timerFace(free, T0)).toBeNull()
  expect(timerFace({ ...free, started_ms: T0 }, T0 + 4_000_000)).toMatchObject({ limit: null, isOver: false, filled: null })
})

test('an hour has its own digits', () => {
  expect(clockText(59_999)).toBe('0:59')
  expect(clockText(3_723_000)).toBe('1:02:03')
})
