// The wire: Socket.IO as this server speaks it (docs/protocol.md): websocket only, one namespace, text only.
// It must not come back by itself nor know what a message means: `Connection` does. The library for everything that
// Socket.IO can be would be a quarter of a page's script (docs/decisions/0016).

/** What a line uses of a wire. */
export interface Wire {
  readonly connected: boolean
  connect(): unknown
  disconnect(): unknown
  /** `connect`, `disconnect`, `connect_error`, `sign` (the server lives), or a message of the server's. */
  on(event: string, listener: (...args: never[]) => void): unknown
  emit(event: string, payload: unknown): unknown
  timeout(ms: number): { emitWithAck(event: string, payload: unknown): Promise<unknown> }
}

const NAMESPACE = '/live'
/** Packets of Engine.IO, the first letter of each frame. */
const OPEN = '0'
const PING = '2'
const PONG = '3'
const MESSAGE = '4'
/** Packets of Socket.IO, the letter after MESSAGE. */
const CONNECT = '0'
const EVENT = '2'
const ACK = '3'
const CONNECT_ERROR = '4'
/** A packet of the namespace: kind, namespace, an acknowledgement's number, JSON. */
const PACKET = /^([0-4])\/live(?:,(\d*)(.*))?$/s

interface Asked {
  answer: (answer: unknown) => void
  fail: (error: Error) => void
  deadline: ReturnType<typeof setTimeout>
}

/** Where the websocket of an origin is; "" is the page's own. */
export function addressOf(origin: string): string {
  const url = new URL('/socket.io/?EIO=4&transport=websocket', origin || location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  return url.href
}

export class SocketIoWire implements Wire {
  #address: string
  #auth: object
  #socket: WebSocket | null = null
  #isIn = false
  #listeners = new Map<string, (...args: never[]) => void>()
  #asked = new Map<number, Asked>()
  #lastId = 0
  /** How long the server may be silent: its ping interval and how late one may be. */
  #silence_ms = 20_000
  #silent: ReturnType<typeof setTimeout> | undefined

  constructor(origin: string, auth: object) {
    this.#address = addressOf(origin)
    this.#auth = auth
  }

  get connected(): boolean {
    return this.#isIn
  }

  on(event: string, listener: (...args: never[]) => void): void {
    this.#listeners.set(event, listener)
  }

  connect(): void {
    this.#leave()
    const socket = (this.#socket = new WebSocket(this.#address))
    // Only of the socket of now: one that was given up may still say something.
    const now = (act: () => void) => () => {
      if (socket === this.#socket) act()
    }
    socket.onmessage = (message: MessageEvent<unknown>) => now(() => this.#heard(String(message.data)))()
    socket.onclose = now(() => this.#lost())
  }

  disconnect(): void {
    if (this.#leave()) this.#tell('disconnect')
  }

  emit(event: string, payload: unknown): void {
    this.#send('', [event, payload])
  }

  timeout(ms: number): { emitWithAck(event: string, payload: unknown): Promise<unknown> } {
    return {
      emitWithAck: (event, payload) =>
        new Promise((answer, fail) => {
          const id = (this.#lastId += 1)
          const deadline = setTimeout(() => this.#give(id)?.fail(new Error('no answer in time')), ms)
          this.#asked.set(id, { answer, fail, deadline })
          this.#send(String(id), [event, payload])
        }),
    }
  }

  #send(id: string, data: unknown[]): void {
    if (this.#isIn) this.#socket?.send(`${MESSAGE}${EVENT}${NAMESPACE},${id}${JSON.stringify(data)}`)
  }

  #heard(frame: string): void {
    this.#watchSilence()
    this.#tell('sign')
    if (frame[0] === PING) this.#socket?.send(PONG)
    else if (frame[0] === OPEN) this.#opened(JSON.parse(frame.slice(1)) as { pingInterval: number; pingTimeout: number })
    else if (frame[0] === MESSAGE) this.#packet(frame.slice(1))
  }

  #opened({ pingInterval, pingTimeout }: { pingInterval: number; pingTimeout: number }): void {
    this.#silence_ms = pingInterval + pingTimeout
    this.#socket?.send(`${MESSAGE}${CONNECT}${NAMESPACE},${JSON.stringify(this.#auth)}`)
  }

  #packet(packet: string): void {
    const [, kind, id, json] = PACKET.exec(packet) ?? []
    const data: unknown = json ? JSON.parse(json) : undefined
    if (kind === CONNECT) {
      this.#isIn = true
      this.#tell('connect')
    } else if (kind === EVENT) {
      const [event, ...payload] = data as [string, ...unknown[]]
      this.#tell(event, ...payload)
    } else if (kind === ACK) {
      this.#give(Number(id))?.answer((data as unknown[])[0])
    } else if (kind === CONNECT_ERROR) {
      this.#leave()
      const said = data as { message?: string; data?: unknown } | undefined
      this.#tell('connect_error', Object.assign(new Error(said?.message ?? 'refused'), { data: said?.data }))
    } else if (kind !== undefined) this.#lost() // the server ended it
  }

  /** The question of that number, which is then no longer open. */
  #give(id: number): Asked | undefined {
    const asked = this.#asked.get(id)
    clearTimeout(asked?.deadline)
    this.#asked.delete(id)
    return asked
  }

  #watchSilence(): void {
    clearTimeout(this.#silent)
    this.#silent = setTimeout(() => this.#lost(), this.#silence_ms)
  }

  /** The socket is gone, or was never had. */
  #lost(): void {
    if (this.#leave()) this.#tell('disconnect')
    else this.#tell('connect_error', new Error('no connection'))
  }

  /** Lets the socket go and fails whoever waits; whether it was connected. */
  #leave(): boolean {
    const wasIn = this.#isIn
    const socket = this.#socket
    this.#isIn = false
    this.#socket = null
    clearTimeout(this.#silent)
    socket?.close()
    for (const id of [...this.#asked.keys()]) this.#give(id)?.fail(new Error('the line is gone'))
    return wasIn
  }

  #tell(event: string, ...args: unknown[]): void {
    this.#listeners.get(event)?.(...(args as never[]))
  }
}
