// The topics a page watches, and the rule by which a newer value replaces an older one. It must not know the line.
import type {
  AnnouncerValue,
  BoardValue,
  ChangesValue,
  DeskValue,
  PresenceValue,
  SheetValue,
  StageValue,
} from './shapes.generated'
import { Source, type Readable } from './source'

export interface TopicValues {
  stage: StageValue
  board: BoardValue
  sheet: SheetValue
  desk: DeskValue
  announcer: AnnouncerValue
  changes: ChangesValue
  presence: PresenceValue
}

export type TopicName = keyof TopicValues

/** A topic's value with the journal and the number it was computed at. */
export interface Topic<T> {
  journal: string
  seq: number
  value: T
}

/** Whether `next` replaces `known`: another journal always does, otherwise unless it is older. */
export function replaces(known: Topic<unknown> | null, next: Topic<unknown>): boolean {
  return known === null || known.journal !== next.journal || next.seq >= known.seq
}

/** The latest value of each wanted topic. */
export class Topics {
  #sources = new Map<TopicName, Source<Topic<unknown> | null>>()

  /** The names somebody asked for. */
  get wanted(): TopicName[] {
    return [...this.#sources.keys()]
  }

  source<K extends TopicName>(name: K): Readable<Topic<TopicValues[K]> | null> {
    return this.#source(name) as Readable<Topic<TopicValues[K]> | null>
  }

  /** Takes a message; answers whether it replaced what was known. A topic nobody wants is ignored. */
  take(name: string, next: Topic<unknown>): boolean {
    const source = this.#sources.get(name as TopicName)
    if (!source || !replaces(source.value, next)) return false
    source.set(next)
    return true
  }

  /** A new connection: the numbers of `presence` live in the server's memory and may have started over. */
  beginAgain(): void {
    const source = this.#sources.get('presence')
    if (source?.value) source.set({ ...source.value, seq: -1 })
  }

  #source(name: TopicName): Source<Topic<unknown> | null> {
    const known = this.#sources.get(name)
    if (known) return known
    const fresh = new Source<Topic<unknown> | null>(null)
    this.#sources.set(name, fresh)
    return fresh
  }
}
