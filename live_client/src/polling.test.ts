import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { POLL_EVERY_MS, POLLED_FOR_MS, Polling } from './polling'

let asked: string[]
let isServerUp: boolean

beforeEach(() => {
  asked = []
  isServerUp = true
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    if (!isServerUp) return Promise.reject(new TypeError('no network'))
    const said = path === '/healthz' ? { now_ms: 5 } : { name: path, journal: 'j', seq: asked.length, value: path }
    return Promise.resolve({ ok: true, json: () => Promise.resolve(said) })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function aPoll() {
  const taken: string[] = []
  const times: number[] = []
  const polling = new Polling('phu-binh', { take: (name) => taken.push(name), time: (_sent, _received, now) => times.push(now) })
  return { polling, taken, times }
}

test('it asks for both public topics at once and again every few seconds', async () => {
  const { polling, taken, times } = aPoll()
  polling.start()
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toEqual(['/healthz', '/contests/phu-binh/stage.json', '/contests/phu-binh/board.json'])
  expect([taken, times, polling.isFresh]).toEqual([['stage', 'board'], [5], true])
  await vi.advanceTimersByTimeAsync(POLL_EVERY_MS * 1.25)
  expect(taken).toEqual(['stage', 'board', 'stage', 'board'])
  polling.stop()
})

test('started twice it still asks once a round, and stopped it asks nothing', async () => {
  const { polling } = aPoll()
  polling.start()
  polling.start()
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toHaveLength(3)
  polling.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked.length, polling.isFresh]).toEqual([3, false])
})

test('a server that does not answer makes it no longer fresh, and it goes on asking', async () => {
  const { polling } = aPoll()
  polling.start()
  await vi.advanceTimersByTimeAsync(1)
  isServerUp = false
  await vi.advanceTimersByTimeAsync(POLLED_FOR_MS)
  expect(polling.isFresh).toBe(false)
  isServerUp = true
  await vi.advanceTimersByTimeAsync(POLL_EVERY_MS * 1.25)
  expect(polling.isFresh).toBe(true)
  polling.stop()
})
