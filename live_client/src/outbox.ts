// The outbox: a command is kept on the device before it is sent, and sent until it is answered.
// It must not know what a command means, nor how the line works.
import type { Answer, CommandMessage, RefusedWords } from './messages'
import { neighbours, oneAtATime, type Shelf } from './shelf'
import { Source, type Readable } from './source'

/** `waiting` has no answer yet; `refused` and `late` are kept until the judge has seen to them. */
export type RowState = 'waiting' | 'refused' | 'late'

export interface OutboxRow {
  command_id: string
  /** Whose outbox, by a name that outlives the judge's card: rows of another seat on the same device are none of ours. */
  seat: string
  /** The journal the command is meant for; it is never sent to another. */
  journal: string
  contest: string
  command: CommandMessage
  created_ms: number
  /** Counts up on this device: the order of sending. */
  turn: number
  /** Whether it may already have reached the server. */
  was_sent: boolean
  state: RowState
  refused: RefusedWords | null
}

/** An answered command, as those who wait for it hear it. */
export interface Answered {
  row: OutboxRow
  answer: Answer
}

export interface OutboxOptions {
  shelf: Shelf
  seat: string
  contest: string
  /** Sends once; throws when nothing came back. */
  send: (command: CommandMessage) => Promise<Answer>
  onAnswered?: (answered: Answered) => void
  now_ms?: () => number
  /** Waits; a test passes its own. */
  pause?: (ms: number) => Promise<void>
}

const FIRST_PAUSE_MS = 400
const LONGEST_PAUSE_MS = 5_000

export class Outbox {
  readonly #options: OutboxOptions
  readonly #rows = new Source<OutboxRow[]>([])
  readonly #others = neighbours('outbox')
  /** Reading and changing take turns, or a slow read would bring back what was just taken away. */
  readonly #inTurn = oneAtATime()
  #journal: string | null = null
  #isOnline = false
  #isPumping = false
  #wake: () => void = () => {}

  constructor(options: OutboxOptions) {
    this.#options = options
    // Another page of this seat changed the shelf.
    this.#others.listen(() => void this.load())
  }

  /** The rows of this seat, oldest first, those of other journals included. */
  get rows(): Readable<OutboxRow[]> {
    return this.#rows
  }

  /** Rows that wait for an answer from the journal at hand. */
  get waiting(): OutboxRow[] {
    return this.#rows.value.filter((row) => row.state === 'waiting' && !this.isOrphan(row))
  }

  /** Whether a row belongs to another journal (a thrown-away rehearsal): shown, never sent. */
  isOrphan(row: OutboxRow): boolean {
    return this.#journal !== null && row.journal !== this.#journal
  }

  /** Reads what is kept; call it once before anything else. */
  async load(): Promise<void> {
    await this.#inTurn(async () => {
      const rows = await this.#options.shelf.all<OutboxRow>('outbox')
      this.#show(rows.filter((row) => row.seat === this.#options.seat))
    })
    this.#poke()
  }

  /** The line says whether it is up, and which journal stands at its end (null: not known yet). */
  setLine(isOnline: boolean, journal: string | null): void {
    this.#isOnline = isOnline
    this.#journal = journal ?? this.#journal
    this.#show(this.#rows.value)
    this.#poke()
  }

  /** Keeps the command, and only then lets it go. Resolves when it is kept. */
  async put(command: CommandMessage, journal: string): Promise<OutboxRow> {
    const row = await this.#inTurn(async () => {
      const fresh = this.#row(command, journal)
      await this.#options.shelf.put('outbox', fresh.command_id, fresh)
      this.#show([...this.#rows.value, fresh])
      return fresh
    })
    this.#others.tell()
    this.#poke()
    return row
  }

  #row(command: CommandMessage, journal: string): OutboxRow {
    const { seat, contest, now_ms = Date.now } = this.#options
    const turn = 1 + this.#rows.value.reduce((last, row) => Math.max(last, row.turn), 0)
    const { command_id } = command
    const place = { command_id, seat, contest, journal, command, created_ms: now_ms(), turn }
    return { ...place, was_sent: false, state: 'waiting', refused: null }
  }

  /** Takes back a command that never left the device; false when it may have. */
  async recall(command_id: string): Promise<boolean> {
    const row = this.#rows.value.find((candidate) => candidate.command_id === command_id)
    if (!row || row.was_sent) return false
    await this.forget(command_id)
    return true
  }

  /** Drops a row the judge has seen to (refused, late, orphaned). */
  async forget(command_id: string): Promise<void> {
    await this.#inTurn(async () => {
      this.#show(this.#rows.value.filter((row) => row.command_id !== command_id))
      await this.#options.shelf.remove('outbox', command_id)
    })
    this.#others.tell()
  }

  async #pump(): Promise<void> {
    let failures = 0
    for (let row = this.#next(); row; row = this.#next()) {
      const pause_ms = await this.#sendOne(row)
      failures = pause_ms === null ? 0 : failures + 1
      if (pause_ms !== null) await this.#rest(Math.max(pause_ms, jittered_ms(failures)))
    }
  }

  #next(): OutboxRow | undefined {
    return this.#isOnline && this.#journal !== null ? this.waiting[0] : undefined
  }

  /** Sends one row; null when it is done with, otherwise how long the server asked to wait. */
  async #sendOne(row: OutboxRow): Promise<number | null> {
    if (!row.was_sent) await this.#change({ ...row, was_sent: true })
    // Noting it takes a moment: the row may be taken back by now, or another journal stand at the other end.
    if (this.#next()?.command_id !== row.command_id) return null
    let answer: Answer
    try {
      answer = await this.#options.send(row.command)
    } catch {
      return 0
    }
    if ('later' in answer) return answer.later.retry_ms
    await this.#settle({ ...row, was_sent: true }, answer)
    return null
  }

  async #settle(row: OutboxRow, answer: Exclude<Answer, { later: unknown }>): Promise<void> {
    if ('refused' in answer) await this.#change({ ...row, state: 'refused', refused: answer.refused })
    else if (answer.receipt.outcome === 'late') await this.#change({ ...row, state: 'late' })
    // The listener hears of it first: between the row's going and the news nobody must think that nothing was sent.
    this.#options.onAnswered?.({ row, answer })
    if ('receipt' in answer && answer.receipt.outcome !== 'late') await this.forget(row.command_id)
  }

  /** Keeps a row as it is now, unless it was taken away meanwhile. */
  async #change(row: OutboxRow): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#rows.value.some((known) => known.command_id === row.command_id)) return
      this.#show(this.#rows.value.map((known) => (known.command_id === row.command_id ? row : known)))
      await this.#options.shelf.put('outbox', row.command_id, row)
    })
    this.#others.tell()
  }

  #show(rows: OutboxRow[]): void {
    this.#rows.set([...rows].sort((a, b) => a.turn - b.turn || a.created_ms - b.created_ms))
  }

  #poke(): void {
    this.#wake()
    if (this.#isPumping) return
    this.#isPumping = true
    void this.#pump().finally(() => {
      this.#isPumping = false
      // Something may have come in while the last row was being settled.
      if (this.#next()) this.#poke()
    })
  }

  /** Waits, but not longer than until the line comes back or a row is added. */
  async #rest(ms: number): Promise<void> {
    const pause = this.#options.pause ?? ((wait_ms) => new Promise((done) => setTimeout(done, wait_ms)))
    await Promise.race([pause(ms), new Promise<void>((done) => (this.#wake = done))])
    this.#wake = () => {}
  }
}

/** A little more each time, never above 5 s, spread so that five tablets do not come at once. */
function jittered_ms(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 8)) * (0.5 + Math.random() / 2)
}
