// Drafts: marks as they are being made, kept from the first tap. It must not know what a mark may be.
import { neighbours, oneAtATime, type Shelf } from './shelf'
import { Source, type Readable } from './source'

export interface Draft {
  seat: string
  journal: string
  round: string
  entry: string
  /** The revision of the sheet that these marks started from (0: none). */
  base: number
  /** Decimal text by criterion; a criterion that is not marked is not in it. */
  marks: Record<string, string>
  changed_ms: number
  /** Came from before the contest was restored from a backup: the judge is told to hand it in again. */
  is_rescued?: boolean
}

export function draftKey(draft: Pick<Draft, 'seat' | 'journal' | 'round' | 'entry'>): string {
  return [draft.seat, draft.journal, draft.round, draft.entry].join(' ')
}

/** The drafts of one seat; every change is put on the shelf at once. */
export class Drafts {
  readonly #shelf: Shelf
  readonly #seat: string
  readonly #drafts = new Source<ReadonlyMap<string, Draft>>(new Map())
  readonly #inTurn = oneAtATime()
  readonly #others = neighbours('drafts')

  constructor(shelf: Shelf, seat: string) {
    this.#shelf = shelf
    this.#seat = seat
    this.#others.listen(() => void this.load())
  }

  get drafts(): Readable<ReadonlyMap<string, Draft>> {
    return this.#drafts
  }

  /** Reads what is kept; what was changed here while it read is newer and stays. */
  async load(): Promise<void> {
    const started_ms = Date.now()
    await this.#inTurn(async () => {
      const kept = await this.#shelf.all<Draft>('drafts')
      const mine = kept.filter((draft) => draft.seat === this.#seat)
      const newer = [...this.#drafts.value.values()].filter((draft) => draft.changed_ms >= started_ms)
      this.#drafts.set(new Map([...mine, ...newer].map((draft) => [draftKey(draft), draft] as const)))
    })
  }

  find(journal: string, round: string, entry: string): Draft | undefined {
    return this.#drafts.value.get(draftKey({ seat: this.#seat, journal, round, entry }))
  }

  /** Shows the draft at once; resolves when it is kept. */
  async save(draft: Omit<Draft, 'seat' | 'changed_ms'>): Promise<void> {
    const whole: Draft = { ...draft, seat: this.#seat, changed_ms: Date.now() }
    this.#drafts.set(new Map(this.#drafts.value).set(draftKey(whole), whole))
    await this.#inTurn(() => this.#shelf.put('drafts', draftKey(whole), whole))
    this.#others.tell()
  }

  /** Drops a draft; with `upto` only one that started from that revision or an earlier one. */
  async discard(journal: string, round: string, entry: string, upto = Infinity): Promise<void> {
    const key = draftKey({ seat: this.#seat, journal, round, entry })
    const gone = this.#drafts.value.get(key)
    if (gone && gone.base > upto) return
    this.#hide(key)
    await this.#inTurn(async () => {
      const kept = await this.#shelf.get<Draft>('drafts', key)
      if (kept && kept.base > upto) return this.#drafts.set(new Map(this.#drafts.value).set(key, kept))
      await this.#shelf.remove('drafts', key)
      // A read that was under way may have brought it back; a new draft begun meanwhile is another.
      if (this.#drafts.value.get(key)?.changed_ms === gone?.changed_ms) this.#hide(key)
    })
    this.#others.tell()
  }

  #hide(key: string): void {
    const left = new Map(this.#drafts.value)
    if (left.delete(key)) this.#drafts.set(left)
  }
}
