import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Connection, type Topic, type Wire } from 'live_client'
import { flushSync, mount, unmount } from 'svelte'
import App from './App.svelte'
import { keptPicture } from './kept_picture'
import { aBoard, aRow, aStage } from './sample_values'
import { Wall } from './wall.svelte'

/** A line whose server is this test. */
class TestWire implements Wire {
  connected = false
  topics: Record<string, Topic<unknown>> = {}
  readonly io = { on: () => undefined }
  readonly #listeners = new Map<string, (...args: never[]) => void>()

  on(event: string, listener: (...args: never[]) => void): void {
    this.#listeners.set(event, listener)
  }
  connect(): void {}
  disconnect(): void {
    this.connected = false
  }
  emit(): void {}
  timeout(): { emitWithAck(event: string): Promise<unknown> } {
    return { emitWithAck: (event) => Promise.resolve(event === 'watch' ? { topics: this.topics } : { now_ms: SERVER_MS + Date.now() - LOCAL_MS }) }
  }
  tell(event: string, payload?: unknown): void {
    if (event === 'connect') this.connected = true
    if (event === 'disconnect') this.connected = false
    this.#listeners.get(event)?.(payload as never)
  }
}

// The server's clock is a minute ahead of this device's.
const LOCAL_MS = new Date(2024, 8, 5, 19, 4).getTime()
const SERVER_MS = LOCAL_MS + 60_000

let wire: TestWire
let connection: Connection
let stop: () => void

function aWall(): Wall {
  wire = new TestWire()
  wire.topics = { stage: { journal: 'j', seq: 7, value: aStage() }, board: { journal: 'j', seq: 7, value: aBoard([aRow(1, 1)]) } }
  connection = new Connection(wire, false)
  const wall = new Wall('phu-binh', connection)
  stop = wall.listen()
  connection.open()
  return wall
}

beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no page')))
  vi.useFakeTimers({ now: LOCAL_MS })
})

afterEach(() => {
  stop()
  connection.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a wall shows what it is sent, by the clock of the server, without a badge', async () => {
  const wall = aWall()
  expect(wall.stage).toBeNull()
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(wall.stage?.contest.id).toBe('phu-binh')
  expect(wall.board?.rows).toHaveLength(1)
  expect(wall.stale).toBe('')
  expect(Math.abs(wall.serverNow() - Date.now() - 60_000)).toBeLessThan(100)
})

test('a lost line keeps the picture and the clock, says so after some seconds, and recovers alone', async () => {
  const wall = aWall()
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(2_000)
  wire.tell('disconnect')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(wall.stale).toBe('')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(wall.stale).toBe('Mất kết nối · hình lúc 19:04')
  expect(wall.stage?.contest.id).toBe('phu-binh')
  expect(Math.abs(wall.serverNow() - Date.now() - 60_000)).toBeLessThan(100)
  wire.topics.stage = { journal: 'j', seq: 9, value: aStage({ next: null }) }
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(100)
  expect(wall.stale).toBe('')
  expect(wall.stage?.next).toBeNull()
})

test('an open line that gives no sign of life is not trusted', async () => {
  const wall = aWall()
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(2_000)
  wire.timeout = () => ({ emitWithAck: () => new Promise<unknown>(() => undefined) })
  await vi.advanceTimersByTimeAsync(20_000)
  expect(wall.stale).toContain('Mất kết nối')
})

test('a screen reloaded while the server is away shows the last good picture with the badge', async () => {
  aWall()
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(keptPicture('phu-binh', Date.now())?.board?.rows).toHaveLength(1)
  stop()
  connection.close()
  const wall = aWall()
  expect(wall.stage?.contest.id).toBe('phu-binh')
  expect(Math.abs(wall.serverNow() - Date.now() - 60_000)).toBeLessThan(100)
  await vi.advanceTimersByTimeAsync(4_500)
  expect(wall.stale).toContain('hình lúc 19:04')
})

test('what the server says now replaces the kept picture, whatever its number', async () => {
  aWall()
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(2_000)
  stop()
  connection.close()
  const wall = aWall()
  wire.topics.stage = { journal: 'j', seq: 1, value: aStage({ next: null }) }
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(100)
  expect(wall.stage?.next).toBeNull()
})

test('the wall begins to listen once, however often the line changes', async () => {
  const wall = aWall()
  stop()
  const listen = vi.spyOn(wall, 'listen')
  const app = mount(App, { target: document.body, props: { wall, contest: 'phu-binh' } })
  flushSync()
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(100)
  wire.tell('disconnect')
  flushSync()
  expect(listen).toHaveBeenCalledTimes(1)
  await unmount(app)
})

test('only a screen that comes back looks for a newer build, and not all at the same moment', async () => {
  const fetched = vi.fn(() => Promise.reject(new Error('no page')))
  vi.stubGlobal('fetch', fetched)
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  aWall()
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(fetched).not.toHaveBeenCalled()
  wire.tell('disconnect')
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(9_000)
  expect(fetched).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_500)
  expect(fetched).toHaveBeenCalledTimes(1)
  vi.restoreAllMocks()
})

test('a wall that finds the hall full asks for the picture, says so calmly, and is told again as soon as there is room', async () => {
  const answers: Record<string, unknown> = {
    '/contests/phu-binh/stage.json': { name: 'stage', journal: 'j', seq: 7, value: aStage() },
    '/contests/phu-binh/board.json': { name: 'board', journal: 'j', seq: 7, value: aBoard([aRow(1, 1)]) },
    '/healthz': { now_ms: SERVER_MS },
  }
  vi.stubGlobal('fetch', (path: string) => Promise.resolve({ ok: true, json: () => Promise.resolve(answers[path]) }))
  const wall = aWall()
  const words = { vi: 'Đã có quá nhiều màn hình', en: 'Too many screens' }
  wire.tell('connect_error', Object.assign(new Error('refused'), { data: { code: 'hall_full', words } }))
  await vi.advanceTimersByTimeAsync(5_000)
  expect([wall.stage?.contest.id, wall.board?.rows.length, wall.isPolled, wall.stale]).toEqual(['phu-binh', 1, true, ''])
  expect(Math.abs(wall.serverNow() - Date.now() - 60_000)).toBeLessThan(100)
  vi.stubGlobal('fetch', () => Promise.reject(new Error('away')))
  await vi.advanceTimersByTimeAsync(15_000)
  expect([wall.isPolled, wall.stale]).toEqual([false, 'Đã có quá nhiều màn hình · hình lúc 19:04'])
  wire.tell('connect')
  await vi.advanceTimersByTimeAsync(100)
  expect([wall.isPolled, wall.stale, wall.line.kind]).toEqual([false, '', 'online'])
})
