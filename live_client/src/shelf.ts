// What this device keeps: IndexedDB, and memory where the browser does not let a page keep anything.
// It must not know what is kept, nor when it is sent.
import { openDB, type IDBPDatabase } from 'idb'
import { Source, type Readable } from './source'

/** `device` survives a reload and a flat battery; `memory` only lives as long as the page. */
export type Keeping = 'device' | 'memory'

export const STORES = ['outbox', 'drafts', 'copies'] as const
export type StoreName = (typeof STORES)[number]

const VERSION = 1
/** Some browsers' databases hang instead of failing. */
const LIMIT_MS = 5_000

/** Rows by key in a few named stores. */
export class Shelf {
  readonly #name: string
  readonly #keeping = new Source<Keeping>('device')
  /** Everything this page wrote or read: what memory starts from when the device stops keeping. */
  readonly #mirror = new Map<StoreName, Map<string, unknown>>(STORES.map((store) => [store, new Map()]))
  #database: Promise<IDBPDatabase> | null = null

  constructor(name = 'judging') {
    this.#name = name
  }

  /** Whether what is put here survives the page. */
  get keeping(): Readable<Keeping> {
    return this.#keeping
  }

  /** Every row of a store, in the order of the keys. */
  async all<T>(store: StoreName): Promise<T[]> {
    return [...(await this.byKey<T>(store)).values()]
  }

  /** The same with the keys. */
  async byKey<T>(store: StoreName): Promise<ReadonlyMap<string, T>> {
    const rows = await this.#try(async (database) => {
      const [keys, values] = await Promise.all([database.getAllKeys(store), database.getAll(store)])
      const read = new Map(keys.map((key, index) => [String(key), values[index] as unknown]))
      this.#mirror.set(store, read)
      return read
    })
    return new Map(rows ?? this.#mirror.get(store)!) as ReadonlyMap<string, T>
  }

  async get<T>(store: StoreName, key: string): Promise<T | undefined> {
    const row = await this.#try(async (database) => ({ found: (await database.get(store, key)) as T | undefined }))
    if (!row) return this.#mirror.get(store)!.get(key) as T | undefined
    if (row.found !== undefined) this.#mirror.get(store)!.set(key, row.found)
    return row.found
  }

  /** Keeps a row; resolves when the disk has it (or memory, see `keeping`). */
  async put(store: StoreName, key: string, row: unknown): Promise<void> {
    this.#mirror.get(store)!.set(key, row)
    await this.#try(async (database) => {
      const transaction = database.transaction(store, 'readwrite', { durability: 'strict' })
      void transaction.store.put(row, key)
      await transaction.done
      return true
    })
  }

  async remove(store: StoreName, key: string): Promise<void> {
    this.#mirror.get(store)!.delete(key)
    await this.#try(async (database) => {
      await database.delete(store, key)
      return true
    })
  }

  async close(): Promise<void> {
    ;(await this.#database?.catch(() => null))?.close()
    this.#database = null
  }

  /** Runs `work`, once more on a fresh database (browsers drop theirs in the background), else turns to memory: null. */
  async #try<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T | null> {
    for (const isLast of [false, true]) {
      if (this.#keeping.value === 'memory') return null
      try {
        return await within(LIMIT_MS, this.#open().then(work))
      } catch {
        this.#database = null
        if (isLast) this.#keeping.set('memory')
      }
    }
    return null
  }

  #open(): Promise<IDBPDatabase> {
    this.#database ??= openDB(this.#name, VERSION, {
      upgrade(database) {
        for (const store of STORES) database.createObjectStore(store)
      },
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase).close()
        this.#database = null
      },
      terminated: () => {
        this.#database = null
      },
    })
    return this.#database
  }
}

async function within<T>(limit_ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, fail) => (timer = setTimeout(() => fail(new Error('timeout')), limit_ms)))
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Runs pieces of work one after the other, in the order they came. */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}

/** Other pages of this device with the same shelf; deaf where the browser cannot. */
export function neighbours(subject: string): { tell: () => void; listen: (run: () => void) => void } {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, listen: () => {} }
  const channel = new BroadcastChannel(`judging-${subject}`)
  return {
    tell: () => channel.postMessage(null),
    listen: (run) => (channel.onmessage = () => run()),
  }
}
