import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addressOf, SocketIoWire } from './wire'

/** A websocket whose other end is the test. */
class TestSocket {
  static last: TestSocket
  sent: string[] = []
  isClosed = false
  onmessage: ((message: { data: string }) => void) | null = null
  onclose: (() => void) | null = null

  constructor(readonly address: string) {
    TestSocket.last = this
  }

  send(frame: string): void {
    this.sent.push(frame)
  }

  close(): void {
    this.isClosed = true
  }

  says(...frames: string[]): void {
    for (const data of frames) this.onmessage?.({ data })
  }
}

const HELLO = '0{"sid":"x","upgrades":[],"pingInterval":10000,"pingTimeout":10000,"maxPayload":16384}'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', TestSocket)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function aWire() {
  const heard: [string, ...unknown[]][] = []
  const wire = new SocketIoWire('http://hall.test', { contest: 'phu-binh', token: 't1' })
  for (const event of ['connect', 'disconnect', 'connect_error', 'topic'])
    wire.on(event, (...args: unknown[]) => void heard.push([event, ...args]))
  wire.connect()
  return { wire, heard, socket: TestSocket.last }
}

function aLiveWire() {
  const made = aWire()
  made.socket.says(HELLO, '40/live,{"sid":"y"}')
  made.heard.length = 0
  return made
}

test('it finds the websocket of an origin, safe where the origin is', () => {
  expect(addressOf('http://hall.test:8000')).toBe('ws://hall.test:8000/socket.io/?EIO=4&transport=websocket')
  expect(addressOf('https://hall.test')).toBe('wss://hall.test/socket.io/?EIO=4&transport=websocket')
})

test('it says who it is as soon as the server opens, and is connected when that is accepted', () => {
  const { wire, heard, socket } = aWire()
  socket.says(HELLO)
  expect(socket.sent).toEqual(['40/live,{"contest":"phu-binh","token":"t1"}'])
  expect(wire.connected).toBe(false)
  socket.says('40/live,{"sid":"y"}')
  expect(wire.connected).toBe(true)
  expect(heard).toEqual([['connect']])
})

test('a refusal reaches whoever asked with the server’s data, and ends the socket', () => {
  const { wire, heard, socket } = aWire()
  socket.says(HELLO, '44/live,{"message":"hall_full","data":{"code":"hall_full","words":{"vi":"Đầy","en":"Full"}}}')
  expect(heard.map(([event]) => event)).toEqual(['connect_error'])
  expect(heard[0]?.[1]).toMatchObject({ message: 'hall_full', data: { code: 'hall_full', words: { vi: 'Đầy', en: 'Full' } } })
  expect([wire.connected, socket.isClosed]).toEqual([false, true])
})

test('a message of the server’s arrives with all that it holds', () => {
  const { heard, socket } = aLiveWire()
  socket.says('42/live,["topic",{"name":"board","seq":7,"value":"a,b [\\"c\\"]\\n1"}]')
  expect(heard).toEqual([['topic', { name: 'board', seq: 7, value: 'a,b ["c"]\n1' }]])
})

test('each question gets its own answer, whatever their order', async () => {
  const { wire, socket } = aLiveWire()
  const first = wire.timeout(1_000).emitWithAck('watch', { topics: ['board'] })
  const second = wire.timeout(1_000).emitWithAck('clock', {})
  expect(socket.sent.slice(1)).toEqual(['42/live,1["watch",{"topics":["board"]}]', '42/live,2["clock",{}]'])
  socket.says('43/live,2[{"now_ms":5}]', '43/live,1[{"topics":{}}]')
  expect(await Promise.all([first, second])).toEqual([{ topics: {} }, { now_ms: 5 }])
})

test('an answer that does not come in time, or not before the line is gone, fails', async () => {
  const { wire, socket, heard } = aLiveWire()
  const late = expect(wire.timeout(1_000).emitWithAck('clock', {})).rejects.toThrow('in time')
  await vi.advanceTimersByTimeAsync(1_000)
  await late
  const cut = expect(wire.timeout(1_000).emitWithAck('clock', {})).rejects.toThrow('gone')
  socket.onclose?.()
  await cut
  expect(heard).toEqual([['disconnect']])
  socket.says('43/live,1[{}]') // too late: nobody waits for it, and nobody is disturbed
})

test('a ping is answered, and a server that says nothing for longer than it promised is gone', () => {
  const { wire, socket, heard } = aLiveWire()
  vi.advanceTimersByTime(15_000)
  socket.says('2')
  expect(socket.sent[socket.sent.length - 1]).toBe('3')
  vi.advanceTimersByTime(19_000)
  expect(wire.connected).toBe(true)
  vi.advanceTimersByTime(1_000)
  expect([wire.connected, socket.isClosed]).toEqual([false, true])
  expect(heard).toEqual([['disconnect']])
})

test('a server that ends the connection, or was never there, is said to be gone', () => {
  const ended = aLiveWire()
  ended.socket.says('41/live,')
  expect(ended.heard).toEqual([['disconnect']])
  const absent = aWire()
  absent.socket.onclose?.()
  expect(absent.heard.map(([event]) => event)).toEqual(['connect_error'])
})

test('a socket that was given up changes nothing any more', () => {
  const { wire, socket, heard } = aLiveWire()
  wire.disconnect()
  wire.connect()
  socket.says('42/live,["topic",{}]')
  socket.onclose?.()
  expect(heard).toEqual([['disconnect']])
})

test('nothing is sent before the server let us in', () => {
  const { wire, socket } = aWire()
  wire.emit('presence', {})
  expect(socket.sent).toEqual([])
})
