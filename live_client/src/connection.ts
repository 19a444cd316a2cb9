// The line to the server: connects, watches, notices silence, comes back by itself.
// It must not know what a topic's value or a command means.
import { ServerClock } from './clock'
import { isAnswer, type Answer, type CommandMessage, type PresenceMessage } from './messages'
import { Source, type Readable } from './source'
import { Topics, type Topic, type TopicName, type TopicValues } from './topics'
import { SocketIoWire, type Wire } from './wire'
import type { Words } from './words'

/** `connecting` is the first attempt; `offline` is every later one; `refused` is the server's own no. */
export type LineState =
  | { kind: 'connecting' }
  | { kind: 'online' }
  | { kind: 'offline' }
  | { kind: 'refused'; code: string; words: Words }

export interface ConnectOptions {
  contest: string
  /** A seat or role token; without one the connection is audience (or the desk, by its session cookie). */
  token?: string | undefined
  device?: string | undefined
  /** The page only shows: it is audience also where its browser is signed in at the desk. */
  screen?: boolean
  /** Asks the time every 2 s and takes 5 s of silence for a lost line; otherwise every 15 s and 13 s. */
  heartbeat: boolean
  /** Another origin than the page's, for tests. */
  origin?: string
}

export const HEARTBEAT = { every_ms: 2_000, silence_ms: 5_000, first_ms: [0, 150, 400, 900] }
/** The server gives every line a sign of life each 10 s (PING_EVERY_S in contest_app/app.py). */
export const SLOW_HEARTBEAT = { every_ms: 15_000, silence_ms: 13_000, first_ms: [0, 700] }
const ATTEMPT_MS = 6_000
/** How often the line looks whether it has gone silent. */
const LOOK_MS = 500
const REFUSED_RETRY_MS = 15_000
/** A full hall would have more to do with those who knock than with those inside; they watch by asking meanwhile. */
const FULL_RETRY_MS = 60_000

/** How long to wait before attempt `n` (from 0): fast first, never above 5 s, spread so that 1,000 screens do not come at once. */
export function backoff_ms(n: number, random: number = Math.random()): number {
  return Math.min(5_000, 200 * 2 ** Math.min(n, 10)) * (0.5 + random / 2)
}

function openWire({ contest, token, device, screen, origin }: ConnectOptions): Wire {
  const who = { ...(token ? { token } : {}), ...(device ? { device } : {}), ...(screen ? { screen } : {}) }
  return new SocketIoWire(origin ?? '', { contest, ...who })
}

/** Opens a line that keeps itself alive until `close()`. */
export function connect(options: ConnectOptions): Connection {
  const connection = new Connection(openWire(options), options.heartbeat)
  connection.open()
  return connection
}

export class Connection {
  readonly clock = new ServerClock()
  readonly #state = new Source<LineState>({ kind: 'connecting' })
  readonly #topics = new Topics()
  readonly #wire: Wire
  readonly #beat: typeof HEARTBEAT
  #attempts = 0
  #lastSign_ms = performance.now()
  #isClosed = false
  #isDropping = false
  /** The wanted topics are those of what stands at the other end now. */
  #isFresh = false
  /** Counts the connections, so that an answer of an earlier one changes nothing. */
  #line = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #deadline: ReturnType<typeof setTimeout> | undefined
  #beats: ReturnType<typeof setInterval> | undefined
  #undo: (() => void)[] = []

  constructor(wire: Wire, heartbeat: boolean) {
    this.#wire = wire
    this.#beat = heartbeat ? HEARTBEAT : SLOW_HEARTBEAT
    wire.on('connect', () => void this.#connected())
    wire.on('disconnect', () => {
      if (!this.#isDropping) this.#lost()
    })
    wire.on('sign', () => this.#sign())
    wire.on('connect_error', (error: Error & { data?: unknown }) => this.#failed(error))
    wire.on('topic', (message: Topic<unknown> & { name: string }) => this.#take(message.name, message))
  }

  /** connecting, online (the wanted topics are fresh), offline, or refused with the server's words. */
  get state(): Readable<LineState> {
    return this.#state
  }

  /** Milliseconds since the server last gave a sign of life. */
  get silence_ms(): number {
    return performance.now() - this.#lastSign_ms
  }

  /** Milliseconds since 1970 by the server's clock. */
  serverNow(): number {
    return this.clock.now_ms()
  }

  /** Watches a topic for as long as the line lives; null until its first value. */
  watch<K extends TopicName>(name: K): Readable<Topic<TopicValues[K]> | null> {
    const isNew = !this.#topics.wanted.includes(name)
    const source = this.#topics.source(name)
    if (isNew && this.#wire.connected) void this.#ask([name])
    return source
  }

  /** Takes a value from elsewhere (a copy kept on the device) by the same rule as the server's. */
  seed<K extends TopicName>(name: K, topic: Topic<TopicValues[K]>): void {
    this.#topics.source(name)
    this.#topics.take(name, topic)
  }

  /** Sends a command once and answers what the server said; throws when the line is down or silent for `limit_ms`.
   * A line that was made anew may lead to another contest (a rehearsal is over): first the topics must say so. */
  async send(command: CommandMessage, limit_ms = 6_000): Promise<Answer> {
    if (!this.#isFresh) throw new Error('offline')
    const answer = await this.#call('command', command, limit_ms)
    if (!isAnswer(answer)) throw new Error('not an answer')
    return answer
  }

  /** Tells who is at work here; dropped when the line is down. */
  presence(message: PresenceMessage): void {
    if (this.#wire.connected) this.#wire.emit('presence', message)
  }

  /** Starts; `connect()` has done so already. */
  open(): void {
    const again = (): void => this.reconnect()
    const shown = (): void => {
      if (document.visibilityState === 'visible') this.#wake()
    }
    const restored = (event: PageTransitionEvent): void => {
      if (event.persisted) this.reconnect()
    }
    addEventListener('online', again)
    addEventListener('pageshow', restored)
    document.addEventListener('visibilitychange', shown)
    this.#undo.push(() => {
      removeEventListener('online', again)
      removeEventListener('pageshow', restored)
      document.removeEventListener('visibilitychange', shown)
    })
    this.#attempt()
  }

  /** Drops the line if there is one and connects at once. */
  reconnect(): void {
    if (this.#isClosed) return
    this.#attempts = 0
    this.#drop()
    this.#attempt()
  }

  close(): void {
    this.#isClosed = true
    this.#drop()
    this.#undo.forEach((undo) => undo())
  }

  #attempt(): void {
    clearTimeout(this.#retry)
    clearTimeout(this.#deadline)
    if (this.#isClosed) return
    this.#deadline = setTimeout(() => this.#lost(), ATTEMPT_MS)
    this.#wire.connect()
  }

  async #connected(): Promise<void> {
    this.#sign()
    this.clock.forget()
    this.#topics.beginAgain()
    this.#startBeats()
    if (this.#topics.wanted.length > 0 && !(await this.#ask(this.#topics.wanted))) return
    if (!this.#wire.connected) return
    clearTimeout(this.#deadline)
    this.#attempts = 0
    this.#isFresh = true
    this.#state.set({ kind: 'online' })
  }

  /** Watches `names`; a line that does not answer this is no line. */
  async #ask(names: TopicName[]): Promise<boolean> {
    const line = this.#line
    try {
      const answer = (await this.#call('watch', { topics: names }, HEARTBEAT.silence_ms)) as {
        topics?: Record<string, Topic<unknown>>
        later?: unknown
      }
      if (answer.later) throw new Error('the server has no time')
      for (const [name, topic] of Object.entries(answer.topics ?? {})) this.#take(name, topic)
      return true
    } catch {
      if (line === this.#line) this.#lost()
      return false
    }
  }

  #startBeats(): void {
    clearInterval(this.#beats)
    let next_ms = performance.now() + this.#beat.every_ms
    this.#beats = setInterval(() => {
      if (this.silence_ms > this.#beat.silence_ms) return this.#lost()
      if (performance.now() < next_ms) return
      next_ms = performance.now() + this.#beat.every_ms
      void this.#askTime()
    }, LOOK_MS)
    this.#beat.first_ms.forEach((after_ms) => setTimeout(() => void this.#askTime(), after_ms))
  }

  async #askTime(): Promise<void> {
    if (!this.#wire.connected) return
    const line = this.#line
    const sent_ms = performance.now()
    try {
      const answer = (await this.#call('clock', {}, this.#beat.silence_ms)) as { now_ms?: unknown }
      if (typeof answer.now_ms === 'number') this.clock.sample(sent_ms, performance.now(), answer.now_ms)
    } catch {
      if (line === this.#line && this.silence_ms >= this.#beat.silence_ms) this.#lost()
    }
  }

  async #call(event: string, payload: unknown, limit_ms: number): Promise<unknown> {
    // Nothing is kept for later here: the caller decides what is sent again.
    if (!this.#wire.connected) throw new Error('offline')
    const answer = await this.#wire.timeout(limit_ms).emitWithAck(event, payload)
    this.#sign()
    return answer ?? {}
  }

  #take(name: string, topic: Topic<unknown>): void {
    this.#sign()
    const { journal, seq, value } = topic
    this.#topics.take(name, { journal, seq, value })
  }

  #sign(): void {
    this.#lastSign_ms = performance.now()
  }

  #failed(error: Error & { data?: unknown }): void {
    const data = error.data as { code?: unknown; words?: Words } | undefined
    if (typeof data?.code === 'string' && data.words) {
      this.#drop()
      this.#state.set({ kind: 'refused', code: data.code, words: data.words })
      // A link may be put right on the desk while the page stands open.
      const wait_ms = data.code === 'hall_full' ? FULL_RETRY_MS : REFUSED_RETRY_MS
      this.#retry = setTimeout(() => this.#attempt(), wait_ms * (0.75 + Math.random() / 2))
    } else {
      this.#lost()
    }
  }

  /** The line is gone: say so and try again, soon at first. */
  #lost(): void {
    if (this.#isClosed) return
    this.#drop()
    this.#state.set({ kind: 'offline' })
    this.#retry = setTimeout(() => this.#attempt(), backoff_ms(this.#attempts++))
  }

  #drop(): void {
    clearTimeout(this.#retry)
    clearTimeout(this.#deadline)
    clearInterval(this.#beats)
    this.#line += 1
    this.#isFresh = false
    this.#isDropping = true
    this.#wire.disconnect()
    this.#isDropping = false
  }

  /** The page is looked at again: a line that died while it was hidden must not look alive. */
  #wake(): void {
    if (!this.#wire.connected) this.reconnect()
    else if (this.silence_ms > this.#beat.silence_ms) this.reconnect()
    else void this.#askTime()
  }
}
