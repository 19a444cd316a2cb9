import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backoff_ms, Connection } from './connection'
import type { Wire } from './wire'

/** A wire whose server is the test: it answers `watch` and `clock` while it is alive. */
class FakeWire implements Wire {
  connected = false
  attempts = 0
  isServerUp = true
  isMute = false
  watched: string[][] = []
  commands: unknown[] = []
  topics: Record<string, unknown> = {}
  answerToWatch: unknown = null
  #listeners = new Map<string, (...args: never[]) => void>()

  on(event: string, listener: (...args: never[]) => void): void {
    this.#listeners.set(event, listener)
  }

  fire(event: string, ...args: unknown[]): void {
    this.#listeners.get(event)?.(...(args as never[]))
  }

  connect(): void {
    this.attempts += 1
    setTimeout(() => {
      if (!this.isServerUp) return this.fire('connect_error', new Error('websocket error'))
      this.connected = true
      this.fire('connect')
    }, 10)
  }

  disconnect(): void {
    const was = this.connected
    this.connected = false
    if (was) this.fire('disconnect')
  }

  emit(): void {}

  timeout(limit_ms: number) {
    return {
      emitWithAck: (event: string, payload: unknown): Promise<unknown> =>
        new Promise((answer, fail) => {
          if (this.isMute) return void setTimeout(() => fail(new Error('timeout')), limit_ms)
          if (event === 'watch') {
            this.watched.push((payload as { topics: string[] }).topics)
            setTimeout(() => answer(this.answerToWatch ?? { topics: this.topics }), 5)
          } else if (event === 'command') {
            this.commands.push(payload)
            answer({ refused: { code: 'closed', words: { vi: 'Đã đóng', en: 'Closed' } } })
          } else setTimeout(() => answer({ now_ms: Date.now() + 60_000 }), 20)
        }),
    }
  }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] }))
afterEach(() => void vi.useRealTimers())

function aLine(heartbeat = true) {
  const wire = new FakeWire()
  const line = new Connection(wire, heartbeat)
  const seen: string[] = []
  line.state.subscribe((state) => seen.push(state.kind))
  return { wire, line, seen }
}

test('it is online when the wanted topics are fresh, and watches them again after a break', async () => {
  const { wire, line, seen } = aLine()
  const board = line.watch('board')
  wire.topics = { board: { journal: 'j1', seq: 3, value: 'three' } }
  line.open()
  await vi.advanceTimersByTimeAsync(100)
  expect(seen).toEqual(['connecting', 'online'])
  expect(board.value).toEqual({ journal: 'j1', seq: 3, value: 'three' })
  wire.topics = { board: { journal: 'j1', seq: 8, value: 'eight' } }
  wire.disconnect()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(seen).toEqual(['connecting', 'online', 'offline', 'online'])
  expect(wire.watched).toEqual([['board'], ['board']])
  expect(board.value?.seq).toBe(8)
  line.close()
})

test('five seconds of silence are a lost line', async () => {
  const { wire, line } = aLine()
  line.watch('stage')
  line.open()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(line.state.value.kind).toBe('online')
  wire.isMute = true
  await vi.advanceTimersByTimeAsync(6_000)
  expect(line.state.value.kind).toBe('offline')
  wire.isMute = false
  await vi.advanceTimersByTimeAsync(6_000)
  expect(line.state.value.kind).toBe('online')
  line.close()
})

test('a screen takes 13 s of silence for a lost line; a ping of the server is a sign of life', async () => {
  const { wire, line, seen } = aLine(false)
  line.open()
  await vi.advanceTimersByTimeAsync(3_000)
  wire.isMute = true
  for (let pings = 0; pings < 3; pings += 1) {
    await vi.advanceTimersByTimeAsync(10_000)
    wire.fire('sign')
  }
  await vi.advanceTimersByTimeAsync(12_000)
  expect(seen).toEqual(['connecting', 'online'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(seen).toEqual(['connecting', 'online', 'offline', 'online'])
  line.close()
})

test('a server that is away is tried again and again, at most 5 s apart', async () => {
  const { wire, line } = aLine()
  wire.isServerUp = false
  line.open()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(wire.attempts).toBeGreaterThan(12)
  wire.isServerUp = true
  await vi.advanceTimersByTimeAsync(5_200)
  expect(line.state.value.kind).toBe('online')
  line.close()
})

test('the waits grow from fast to 5 s and are spread', () => {
  expect(backoff_ms(0, 0)).toBe(100)
  expect(backoff_ms(0, 1)).toBe(200)
  expect(backoff_ms(50, 1)).toBe(5_000)
})

test('a server that has no time to answer `watch` is not online', async () => {
  const { wire, line } = aLine()
  line.watch('board')
  wire.answerToWatch = { topics: {}, denied: [], later: { code: 'too_many' } }
  line.open()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(line.state.value.kind).toBe('offline')
  wire.answerToWatch = null
  await vi.advanceTimersByTimeAsync(6_000)
  expect(line.state.value.kind).toBe('online')
  line.close()
})

test('a network that comes back is used at once', async () => {
  const { wire, line } = aLine()
  wire.isServerUp = false
  line.open()
  await vi.advanceTimersByTimeAsync(30_000)
  const before = wire.attempts
  wire.isServerUp = true
  dispatchEvent(new Event('online'))
  expect(wire.attempts).toBe(before + 1)
  await vi.advanceTimersByTimeAsync(100)
  expect(line.state.value.kind).toBe('online')
  line.close()
})

test('a refused link keeps the server’s words and looks again later', async () => {
  const { wire, line } = aLine()
  wire.isServerUp = false
  line.open()
  const words = { vi: 'Liên kết không đúng', en: 'Unknown link' }
  wire.fire('connect_error', Object.assign(new Error('refused'), { data: { code: 'unknown_token', words } }))
  expect(line.state.value).toEqual({ kind: 'refused', code: 'unknown_token', words })
  wire.isServerUp = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect(line.state.value.kind).toBe('online')
  line.close()
})

test('the server’s time is known within the trip of the fastest answer', async () => {
  const { line } = aLine()
  line.open()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(Math.abs(line.serverNow() - (Date.now() + 60_000))).toBeLessThanOrEqual(20)
  line.close()
})

test('nothing is sent while the line is down', async () => {
  const { line } = aLine()
  await expect(line.send({ command_id: 'a', kind: 'submit_sheet' })).rejects.toThrow('offline')
})

test('no command goes to a server that has not yet said what stands at its end', async () => {
  const { wire, line } = aLine()
  line.watch('sheet')
  wire.topics = { sheet: { journal: 'rehearsal', seq: 9, value: 'rehearsed' } }
  line.open()
  await vi.advanceTimersByTimeAsync(100)
  wire.topics = { sheet: { journal: 'real', seq: 2, value: 'real' } }
  line.reconnect()
  await vi.advanceTimersByTimeAsync(12)
  expect(wire.connected).toBe(true)
  await expect(line.send({ command_id: 'a', kind: 'submit_sheet' })).rejects.toThrow('offline')
  expect(wire.commands).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  await line.send({ command_id: 'b', kind: 'submit_sheet' })
  expect(wire.commands).toEqual([{ command_id: 'b', kind: 'submit_sheet' }])
  line.close()
})

test('a closed line stays closed', async () => {
  const { wire, line } = aLine()
  line.open()
  await vi.advanceTimersByTimeAsync(100)
  line.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(wire.attempts).toBe(1)
})
