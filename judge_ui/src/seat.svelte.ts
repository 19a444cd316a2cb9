// The judge's seat as the screens read it: the topic, the drafts and the outbox of one judge on one device.
// It must not know how anything looks.
import {
  connect,
  deviceId,
  draftKey,
  Drafts,
  freshId,
  Outbox,
  Shelf,
  type Connection,
  type OutboxRow,
  type OwnSheet,
  type RefusedWords,
  type SheetRound,
  type SheetValue,
  type Topic,
} from 'live_client'
import { fromStore } from 'svelte/store'
import { isRestored, rescued } from './after_restore'
import { markedCount, ownTotal, type Marks } from './marks'
import { bringOver } from './old_cards'
import { keptAs, type SeatCard } from './seat_card'
import {
  canCorrect,
  canMark,
  isUnfinished,
  keptSheet,
  sheetState,
  type Answered,
  type SheetParts,
  type SheetState,
} from './sheet_state'
import { sameSheet, sheetToShow, type SheetKey } from './shown_sheet'

const PRESENCE_EVERY_MS = 1_000
const TAKE_SEAT_PAUSE_MS = 3_000

/** One of the judge's sheets with everything a screen says about it. */
export interface Sheet {
  key: SheetKey
  own: OwnSheet
  round: SheetRound
  state: SheetState
  /** The marks to show: the draft's, else what was handed in. */
  marks: Marks
  marked: number
  total: string | null
  isMarkable: boolean
  isCorrectable: boolean
  /** A correction is open (with or without a change so far). */
  isCorrecting: boolean
  isUnfinished: boolean
  isOnStage: boolean
  /** Another performance is on stage. */
  isPast: boolean
  /** The draft started from a revision that is no longer the last. */
  isStale: boolean
  /** The contest was restored from a backup without this sheet: its marks are kept here, to be handed in again. */
  isRescued: boolean
  /** What was handed in last, if anything. */
  kept: Answered | null
}

export class Seat {
  readonly device = deviceId()
  readonly #card: SeatCard
  /** Under which name this device keeps what is the judge's: it outlives the card. */
  readonly #seat: string
  readonly #line: Connection
  readonly #shelf = new Shelf()
  readonly #drafts: Drafts
  readonly #outbox: Outbox

  readonly #topic
  readonly #lineState
  readonly #draftMap
  readonly #rows
  readonly #keeping

  #answered = $state<Record<string, Answered>>({})
  #correcting = $state<SheetKey | null>(null)
  #shown = $state<SheetKey | null>(null)
  #reopened = $state<SheetKey[]>([])
  /** The last value that the server itself gave, or the copy of it from before a reload. */
  #known: Topic<SheetValue> | null = null
  #isRescuing = false
  #pinnedAt: SheetKey | null | undefined = undefined
  #isTaking = false
  #presenceTimer: ReturnType<typeof setTimeout> | undefined
  /** A dialog is open: the screen underneath stays. */
  isBusy = $state(false)
  /** Why the seat could not be taken, in the server's words. */
  seatRefused = $state<RefusedWords | null>(null)

  constructor(card: SeatCard, line?: Connection) {
    this.#card = card
    this.#seat = keptAs(card)
    const options = { contest: card.contest, token: card.token, device: this.device, heartbeat: true }
    this.#line = line ?? connect(options)
    this.#drafts = new Drafts(this.#shelf, this.#seat)
    this.#outbox = new Outbox({
      shelf: this.#shelf,
      seat: this.#seat,
      contest: card.contest,
      send: (command) => this.#line.send(command),
      onAnswered: ({ row, answer }) => void this.#hear(row, 'receipt' in answer ? answer.receipt.outcome : 'refused'),
      now_ms: () => this.#line.serverNow(),
    })
    const topic = this.#line.watch('sheet')
    this.#topic = fromStore(topic)
    this.#lineState = fromStore(this.#line.state)
    this.#draftMap = fromStore(this.#drafts.drafts)
    this.#rows = fromStore(this.#outbox.rows)
    this.#keeping = fromStore(this.#shelf.keeping)
    void this.#wakeUp().then(() => {
      topic.subscribe((value) => this.#follow(value))
      this.#line.state.subscribe(() => this.#follow(topic.value))
    })
  }

  get isDemo(): boolean {
    return this.#card.isDemo
  }

  // --- what the screens read ------------------------------------------------------------------------------------------

  get line() {
    return this.#lineState.current
  }

  get value(): SheetValue | null {
    return this.#topic.current?.value ?? null
  }

  get isKept(): boolean {
    return this.#keeping.current === 'device'
  }

  get isHolder(): boolean {
    const holder = this.value?.holder
    return holder === null || holder === undefined || holder === this.device
  }

  /** Sheets that wait on this device for the line. */
  get waitingCount(): number {
    return this.#rows.current.filter((row) => row.state === 'waiting' && row.journal === this.#journal).length
  }

  /** Rows meant for a contest that is no longer there. */
  get orphans(): OutboxRow[] {
    return this.#journal === null ? [] : this.#rows.current.filter((row) => row.journal !== this.#journal)
  }

  /** Sheets that a restored contest lacks, filled in again. */
  get rescued(): Sheet[] {
    return this.sheets.filter((sheet) => sheet.isRescued)
  }

  /** Sheets that were closed and are open again, until the judge has looked at them. */
  get reopened(): Sheet[] {
    return this.sheets.filter(({ own, key }) => own.status === 'open' && this.#reopened.some((one) => sameSheet(one, key)))
  }

  get sheets(): Sheet[] {
    return (this.value?.sheets ?? []).map((own) => this.#sheet(own)).filter((sheet) => sheet !== null)
  }

  get shown(): Sheet | null {
    return this.find(this.#shown)
  }

  /** The performance on stage, where it is not the one that is shown. */
  get elsewhere(): Sheet | null {
    const current = this.find(this.#current)
    return current && !sameSheet(current.key, this.#shown) ? current : null
  }

  find(key: SheetKey | null): Sheet | null {
    const own = key && this.value?.sheets.find((one) => one.round === key.round && one.entry.id === key.entry)
    return own ? this.#sheet(own) : null
  }

  // --- what the judge does --------------------------------------------------------------------------------------------

  /** Goes to a sheet (null: the waiting page) by the judge's own tap. */
  goTo(key: SheetKey | null): void {
    this.#pinnedAt = this.#current
    this.#correcting = null
    this.#show(key)
  }

  /** Sets a mark, or takes it back (null: blank, which is not 0). */
  mark(sheet: Sheet, criterion: string, mark: string | null): void {
    if (!this.#journal || !sheet.isMarkable) return
    const marks = { ...sheet.marks }
    if (mark === null) delete marks[criterion]
    else marks[criterion] = mark
    const { key, kept } = sheet
    if (Object.keys(marks).length === 0 && !kept) void this.#drafts.discard(this.#journal, key.round, key.entry)
    else {
      const is_rescued = sheet.isRescued
      void this.#drafts.save({ journal: this.#journal, ...key, base: this.#base(sheet), marks, is_rescued })
    }
    this.#tellPresence()
  }

  /** Opens a correction; nothing changes until a mark does. */
  correct(sheet: Sheet): void {
    if (sheet.isCorrectable) this.#correcting = sheet.key
  }

  /** Gives up the draft: what was handed in last stands again. */
  async giveUp(sheet: Sheet): Promise<void> {
    const journal = this.#journal
    this.#correcting = null
    await this.#forgetSettled(sheet.key)
    if (journal) await this.#drafts.discard(journal, sheet.key.round, sheet.key.entry)
    this.#tellPresence()
  }

  /** Keeps the draft's marks, on top of the revision that came in between. */
  async rebase(sheet: Sheet): Promise<void> {
    const journal = this.#journal
    if (!journal) return
    await this.#forgetSettled(sheet.key)
    const { marks, key } = sheet
    await this.#drafts.save({ journal, ...key, base: sheet.kept?.revision ?? sheet.own.revision, marks })
  }

  /** Hands in: the command is on the device when this resolves; whether it has arrived is the sheet's state. */
  async submit(sheet: Sheet): Promise<void> {
    const journal = this.#journal // these marks are this journal's, whatever comes while the device keeps them
    if (!journal) return
    const { round, entry } = sheet.key
    const body = { round, entry, base: this.#base(sheet), marks: { ...sheet.marks } }
    await this.#forgetSettled(sheet.key)
    // The judge sees what becomes of it before the screen follows the stage again.
    this.#pinnedAt = this.#current
    await this.#outbox.put({ command_id: freshId(), kind: 'submit_sheet', ...body }, journal)
    this.#correcting = null
    this.#tellPresence()
  }

  /** Takes a waiting sheet back for another look; false when it may have left already. */
  async recall(sheet: Sheet): Promise<boolean> {
    const row = this.#rowsOf(sheet.key).find((one) => one.state === 'waiting')
    return row ? this.#outbox.recall(row.command_id) : false
  }

  /** Whether a waiting sheet has surely not left this device. */
  isRecallable(sheet: Sheet): boolean {
    return this.#rowsOf(sheet.key).some((row) => row.state === 'waiting' && !row.was_sent)
  }

  async takeSeat(from: string): Promise<void> {
    if (this.#isTaking) return
    this.#isTaking = true
    try {
      const answer = await this.#line.send({ command_id: freshId(), kind: 'take_seat', device: this.device, from })
      this.seatRefused = 'refused' in answer ? answer.refused : null
      if (!('receipt' in answer)) this.#tryAgain()
    } catch {
      this.#tryAgain()
    } finally {
      this.#isTaking = false
    }
  }

  async dropOrphans(): Promise<void> {
    for (const row of this.orphans) await this.#outbox.forget(row.command_id)
  }

  // --- inside ---------------------------------------------------------------------------------------------------------

  get #journal(): string | null {
    return this.#topic.current?.journal ?? null
  }

  get #current(): SheetKey | null {
    const scene = this.value?.current
    return scene?.round && scene.entry ? { round: scene.round, entry: scene.entry } : null
  }

  #name(key: SheetKey): string {
    return `${this.#journal} ${key.round} ${key.entry}`
  }

  #rowsOf(key: SheetKey): OutboxRow[] {
    const journal = this.#journal
    return this.#rows.current.filter(
      ({ command, journal: its }) => its === journal && command.round === key.round && command.entry === key.entry,
    )
  }

  #draftOf(key: SheetKey) {
    return this.#draftMap.current.get(draftKey({ seat: this.#seat, journal: this.#journal ?? '', ...key }))
  }

  #sheet(own: OwnSheet): Sheet | null {
    const round = this.value?.rounds.find((one) => one.round.id === own.round)
    if (!round) return null
    const key = { round: own.round, entry: own.entry.id }
    const rows = this.#rowsOf(key)
    const parts: SheetParts = { own, draft: this.#draftOf(key), rows, answered: this.#answered[this.#name(key)] }
    const kept = keptSheet(parts)
    const sent = rows[rows.length - 1]?.command.marks as Marks | undefined
    const isCorrecting = sameSheet(this.#correcting, key) || (parts.draft !== undefined && kept !== null)
    const state = sheetState(parts)
    // A late correction is what the words are about; what counts until it is decided on is said beside it.
    const waits = state.kind === 'late' && !state.isDeclined ? sent : undefined
    const marks = parts.draft?.marks ?? waits ?? kept?.marks ?? sent ?? {}
    return {
      ...{ key, own, round, kept, marks, isCorrecting, state },
      marked: markedCount(round.criteria, marks),
      total: ownTotal(round.criteria, marks),
      isMarkable: canMark(parts, isCorrecting),
      isCorrectable: canCorrect(parts),
      isUnfinished: isUnfinished(parts) || isCorrecting,
      isOnStage: sameSheet(this.#current, key),
      isPast: this.#current !== null && !sameSheet(this.#current, key),
      isStale: parts.draft !== undefined && parts.draft.base < (kept?.revision ?? own.revision),
      isRescued: parts.draft?.is_rescued === true && state.kind !== 'waiting',
    }
  }

  #base(sheet: Sheet): number {
    return this.#draftOf(sheet.key)?.base ?? sheet.kept?.revision ?? sheet.own.revision
  }

  /** A copy of the last topic is shown until the server's own comes. */
  async #wakeUp(): Promise<void> {
    await bringOver(this.#shelf, this.#card)
    await Promise.all([this.#drafts.load(), this.#outbox.load()])
    const copy = await this.#shelf.get<Topic<SheetValue>>('copies', this.#seat)
    this.#known ??= copy ?? null
    if (copy && this.#topic.current === null) this.#line.seed('sheet', copy)
  }

  #follow(topic: Topic<SheetValue> | null): void {
    const isOnline = this.#line.state.value.kind === 'online'
    // The journal is believed when the server itself names it, not the copy.
    this.#outbox.setLine(isOnline, isOnline && topic ? topic.journal : null)
    if (!topic) return
    if (isOnline) {
      this.#noteReopened(topic)
      void this.#keep(topic)
      if (topic.value.holder === null && !topic.value.left) void this.takeSeat('')
      else if (topic.value.holder === this.device) this.seatRefused = null
      void this.#sweep()
      this.#tellPresence()
    }
    this.lookAgain()
  }

  /** Keeps the server's value; after a restore, first what the restored contest lacks, or it would be overwritten. */
  async #keep(topic: Topic<SheetValue>): Promise<void> {
    if (this.#isRescuing) return
    this.#isRescuing = true
    try {
      await this.#rescue(topic)
    } finally {
      this.#isRescuing = false
    }
    const latest = this.#topic.current ?? topic
    this.#known = latest
    await this.#shelf.put('copies', this.#seat, latest)
  }

  /** Makes drafts of the sheets that were handed in or begun after the backup; nothing is sent by itself. */
  async #rescue(now: Topic<SheetValue>): Promise<void> {
    const drafts = [...this.#draftMap.current.values()]
    const rows = this.#rows.current
    const { journal } = now
    for (const { round, entry, base, marks } of rescued(this.#known, drafts, rows, now)) {
      if (this.#drafts.find(journal, round, entry)) continue // the judge works on it already
      await this.#drafts.save({ journal, round, entry, base, marks, is_rescued: true })
    }
    for (const draft of drafts) {
      if (isRestored(draft.journal, journal)) await this.#drafts.discard(draft.journal, draft.round, draft.entry)
    }
    for (const row of rows) if (isRestored(row.journal, journal)) await this.#outbox.forget(row.command_id)
  }

  /** Follows the stage, unless something unfinished holds the judge here. */
  lookAgain(): void {
    const sheets = this.sheets.map(({ key, isUnfinished }) => ({ ...key, isUnfinished }))
    const current = this.#current
    const situation = { shown: this.#shown, pinnedAt: this.#pinnedAt, isBusy: this.isBusy, current, sheets }
    const next = sheetToShow(situation)
    if (!sameSheet(this.#pinnedAt ?? null, current)) this.#pinnedAt = undefined
    if (!sameSheet(next, this.#shown)) this.#show(next)
  }

  #show(key: SheetKey | null): void {
    this.#shown = key
    this.#reopened = this.#reopened.filter((one) => !sameSheet(one, key))
  }

  /** Which sheets the last value had as closed and this one has open; those that are closed again drop out. */
  #noteReopened(now: Topic<SheetValue>): void {
    const before = this.#known?.journal === now.journal ? this.#known.value.sheets : []
    const isAt = (own: OwnSheet, key: SheetKey): boolean => own.round === key.round && own.entry.id === key.entry
    const keys = now.value.sheets.filter(({ status }) => status === 'open').map((own) => ({ round: own.round, entry: own.entry.id }))
    const wasClosed = (key: SheetKey): boolean => before.some((own) => own.status === 'closed' && isAt(own, key))
    const isNoted = (key: SheetKey): boolean => this.#reopened.some((one) => sameSheet(one, key))
    this.#reopened = keys.filter((key) => isNoted(key) || (wasClosed(key) && !sameSheet(key, this.#shown)))
  }

  #tryAgain(): void {
    const again = (): void => {
      const isFree = this.value?.holder === null && !this.value.left
      if (isFree && this.line.kind === 'online') void this.takeSeat('')
    }
    setTimeout(again, TAKE_SEAT_PAUSE_MS)
  }

  /** An answer came: a sheet that is done is saved from now on, though the topic may take a moment to say so. */
  async #hear(row: OutboxRow, outcome: 'done' | 'late' | 'refused'): Promise<void> {
    this.#tellPresence()
    if (outcome === 'refused') return
    const { round, entry, base, marks } = row.command as unknown as SheetKey & { base: number; marks: Marks }
    if (outcome === 'done') {
      const name = `${row.journal} ${round} ${entry}`
      this.#answered = { ...this.#answered, [name]: { revision: base + 1, marks, at_ms: this.#line.serverNow() } }
    }
    // Another page of this seat may have begun a correction by the time this answer comes.
    await this.#drafts.discard(row.journal, round, entry, base)
  }

  /** Drops what the judge has seen to: refused rows before a new try. */
  async #forgetSettled(key: SheetKey): Promise<void> {
    for (const row of this.#rowsOf(key)) if (row.state !== 'waiting') await this.#outbox.forget(row.command_id)
  }

  /** Late rows go when the server itself has decided on them. */
  async #sweep(): Promise<void> {
    for (const { key, own } of this.sheets) {
      if (own.late !== 'accepted' && own.late !== 'declined') continue
      for (const row of this.#rowsOf(key)) if (row.state === 'late') await this.#outbox.forget(row.command_id)
    }
  }

  #tellPresence(): void {
    this.#presenceTimer = this.#presenceTimer ?? setTimeout(() => {
      this.#presenceTimer = undefined
      const sheet = this.shown
      const unsent = this.waitingCount
      const isDrafting = sheet && (sheet.state.kind === 'draft' || sheet.state.kind === 'refused')
      const drafting = isDrafting ? { ...sheet.key, marked: sheet.marked, of: sheet.round.criteria.length } : {}
      this.#line.presence({ ...drafting, unsent })
    }, PRESENCE_EVERY_MS)
  }
}
