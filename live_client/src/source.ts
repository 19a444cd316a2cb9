// A value that changes and can be watched. It keeps the contract of a Svelte store (`subscribe` answers at once with the
// value of now), so that a component may write `$source`; it must not know any framework.

export type Unsubscribe = () => void

export interface Readable<T> {
  /** The value of now. */
  readonly value: T
  /** Calls `run` at once and at every change, until the returned function is called. */
  subscribe(run: (value: T) => void): Unsubscribe
}

/** A watched value with its writer. */
export class Source<T> implements Readable<T> {
  #value: T
  #listeners = new Set<(value: T) => void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  set(value: T): void {
    this.#value = value
    for (const listener of [...this.#listeners]) listener(value)
  }

  subscribe(run: (value: T) => void): Unsubscribe {
    this.#listeners.add(run)
    run(this.#value)
    return () => this.#listeners.delete(run)
  }
}
