// The server's clock as this device sees it. The answer that travelled fastest is believed. It must not know the line.

interface Sample {
  offset_ms: number
  trip_ms: number
}

const KEPT = 8

/** Estimates the server's time from (sent, received, server's now); local times are of `monotonic_ms`. */
export class ServerClock {
  #samples: Sample[] = []
  #monotonic_ms: () => number

  constructor(monotonic_ms: () => number = () => performance.now()) {
    this.#monotonic_ms = monotonic_ms
  }

  /** Forgets what it knew: after a sleep the device's clock may have stood still. */
  forget(): void {
    this.#samples = []
  }

  sample(sent_ms: number, received_ms: number, now_ms: number): void {
    const trip_ms = received_ms - sent_ms
    this.#samples = [...this.#samples, { trip_ms, offset_ms: now_ms - (sent_ms + trip_ms / 2) }].slice(-KEPT)
  }

  /** Whether the server has ever told the time on this connection. */
  get isKnown(): boolean {
    return this.#samples.length > 0
  }

  /** Milliseconds since 1970 by the server's clock (by this device's, while the server's is unknown). */
  now_ms(): number {
    const best = this.#samples.reduce<Sample | null>((a, b) => (a && a.trip_ms <= b.trip_ms ? a : b), null)
    return best ? this.#monotonic_ms() + best.offset_ms : Date.now()
  }
}
