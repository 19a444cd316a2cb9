// What the wall knows: the last good stage and board, the state of the line, the server's clock.
// It must not know how a scene looks.
import { Polling, type BoardValue, type Connection, type LineState, type StageValue } from 'live_client'
import { isStale, staleText } from './freshness'
import { keepPicture, keptPicture } from './kept_picture'
import { lookForNewerSoon } from './newer_build'

/** How often the wall looks whether it is still fresh; the picture is kept at most that often. */
const LOOK_MS = 1_000
/** An unchanged picture is kept again this often, so that it can say until when it was good. */
const KEEP_AGAIN_MS = 60_000

export class Wall {
  stage: StageValue | null = $state.raw(null)
  board: BoardValue | null = $state.raw(null)
  line: LineState = $state.raw({ kind: 'connecting' })
  /** What the badge says; "" while the picture is fresh. */
  stale = $state('')
  /** The hall is full: the picture is fresh, but asked for again and again. */
  isPolled = $state(false)

  #connection: Connection
  #polling: Polling
  #contest: string
  #goodUntil_ms: number | null = null
  #awaySince_ms = performance.now()
  #clockOffset_ms = 0
  #isKept = true
  #kept_ms = Date.now()
  #wasOnline = false

  constructor(contest: string, connection: Connection) {
    this.#contest = contest
    this.#connection = connection
    this.#polling = new Polling(contest, {
      take: (name, topic) => connection.seed(name, topic as never),
      time: (...sample) => {
        connection.clock.sample(...sample)
        this.#look()
      },
    })
    const kept = keptPicture(contest, Date.now())
    if (!kept) return
    this.stage = kept.stage
    this.board = kept.board
    this.#goodUntil_ms = kept.good_ms
    this.#clockOffset_ms = kept.clock_offset_ms
  }

  /** Milliseconds since 1970 by the server's clock; runs on by this device's clock while the server is away. */
  serverNow = (): number =>
    this.#connection.clock.isKnown ? this.#connection.serverNow() : Date.now() + this.#clockOffset_ms

  /** Starts to listen; the answer stops it. */
  listen(): () => void {
    const undo = [
      this.#connection.watch('stage').subscribe((topic) => {
        if (topic) [this.stage, this.#isKept] = [topic.value, false]
      }),
      this.#connection.watch('board').subscribe((topic) => {
        if (topic) [this.board, this.#isKept] = [topic.value, false]
      }),
      this.#connection.state.subscribe((line) => this.#lineChanged(line)),
    ]
    const looking = setInterval(() => this.#look(), LOOK_MS)
    return () => {
      clearInterval(looking)
      this.#polling.stop()
      undo.forEach((stop) => stop())
    }
  }

  #lineChanged(line: LineState): void {
    const was = this.line.kind
    this.line = line
    if (was === 'online' && line.kind !== 'online') this.#awaySince_ms = performance.now()
    if (isFull(line)) this.#polling.start()
    else this.#polling.stop()
    if (line.kind === 'online') {
      if (this.#wasOnline) lookForNewerSoon()
      this.#wasOnline = true
    }
    this.#look()
  }

  /** Says whether the picture is fresh, and keeps a fresh one. */
  #look(): void {
    const { silence_ms, clock } = this.#connection
    this.isPolled = this.#polling.isFresh
    const isFresh = this.line.kind === 'online' || this.isPolled
    if (isFresh) this.#goodUntil_ms = Date.now() - (this.isPolled ? this.#polling.age_ms : silence_ms)
    if (clock.isKnown) this.#clockOffset_ms = this.#connection.serverNow() - Date.now()
    const isOld = !this.isPolled && isStale(this.line.kind, performance.now() - this.#awaySince_ms, silence_ms)
    this.stale = isOld ? staleText(this.line, this.#goodUntil_ms) : ''
    const isDue = !this.#isKept || Date.now() - this.#kept_ms > KEEP_AGAIN_MS
    // Without the server's clock the kept timer would run by this device's own.
    if (isFresh && clock.isKnown && isDue) this.#keep()
  }

  #keep(): void {
    this.#isKept = true
    this.#kept_ms = Date.now()
    const { stage, board } = this
    keepPicture(this.#contest, { stage, board, good_ms: this.#kept_ms, clock_offset_ms: this.#clockOffset_ms })
  }
}

/** Whether the server has no place for one more viewer; then the page asks instead of being told. */
export function isFull(line: LineState): boolean {
  return line.kind === 'refused' && line.code === 'hall_full'
}
