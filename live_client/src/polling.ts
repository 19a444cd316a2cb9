// How a public page watches where the hall is full: it asks for the cacheable topics again and again.
// It must not know what a topic says, nor the line.
import type { Topic } from './topics'

/** Between two rounds of questions, spread by a quarter either way. */
export const POLL_EVERY_MS = 5_000
/** After so long without an answer nothing counts as fresh. */
export const POLLED_FOR_MS = 12_000
/** The server's time is asked for once in so many rounds. */
const TIME_EVERY = 12

export interface Asker {
  take(name: 'stage' | 'board', topic: Topic<unknown>): void
  time(sent_ms: number, received_ms: number, now_ms: number): void
}

export class Polling {
  #folder: string
  #asker: Asker
  #next: ReturnType<typeof setTimeout> | undefined
  #rounds = 0
  #isOn = false
  #answered_ms = -Infinity

  constructor(contest: string, asker: Asker) {
    this.#folder = `/contests/${encodeURIComponent(contest)}`
    this.#asker = asker
  }

  /** Milliseconds since everything that was asked was answered. */
  get age_ms(): number {
    return performance.now() - this.#answered_ms
  }

  /** Whether it asks, and was answered a moment ago. */
  get isFresh(): boolean {
    return this.#isOn && this.age_ms < POLLED_FOR_MS
  }

  start(): void {
    if (this.#isOn) return
    this.#isOn = true
    this.#rounds = 0
    void this.#round()
  }

  stop(): void {
    this.#isOn = false
    clearTimeout(this.#next)
  }

  async #round(): Promise<void> {
    clearTimeout(this.#next)
    try {
      if (this.#rounds % TIME_EVERY === 0) await this.#askTime()
      for (const name of ['stage', 'board'] as const) await this.#ask(name)
      this.#rounds += 1
      this.#answered_ms = performance.now()
    } catch {
      // Its server is away or busy: the next round will tell.
    }
    if (this.#isOn) this.#next = setTimeout(() => void this.#round(), POLL_EVERY_MS * (0.75 + Math.random() / 2))
  }

  /** The browser's own cache asks whether the topic is still the same, and gives what it kept if it is. */
  async #ask(name: 'stage' | 'board'): Promise<void> {
    const topic = (await json(`${this.#folder}/${name}.json`)) as Topic<unknown>
    if (this.#isOn) this.#asker.take(name, topic)
  }

  async #askTime(): Promise<void> {
    const sent_ms = performance.now()
    const { now_ms } = (await json('/healthz')) as { now_ms?: unknown }
    if (this.#isOn && typeof now_ms === 'number') this.#asker.time(sent_ms, performance.now(), now_ms)
  }
}

async function json(path: string): Promise<unknown> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.json()
}
