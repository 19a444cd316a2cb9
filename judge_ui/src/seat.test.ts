import 'fake-indexeddb/auto'
import { Connection, Shelf, type Left, type OwnSheet, type SheetValue, type Topic, type Wire } from 'live_client'
import { beforeEach, expect, test, vi } from 'vitest'
import { Seat, type Sheet } from './seat.svelte'

const CONTENT = { id: 'content', title: 'Nội dung', max: '8', step: '0.5', factor: '1' }
const STYLE = { id: 'style', title: 'Phong cách', max: '4', step: '0.5', factor: '1' }
const ROUND = {
  ...{ id: 'greeting', title: 'Màn chào hỏi', number: 1, of: 1, kind: 'judged' as const },
  ...{ max: '12', factor: '1', status: 'open' as const },
}

function own(entry: string, number: number, more: Partial<OwnSheet> = {}): OwnSheet {
  return {
    ...{ round: 'greeting', entry: { id: entry, number, name: entry, unit: '', status: 'competing' }, turn: number },
    ...{ status: 'open', can_submit: true, revision: 0, marks: null, total: null, handed_in_ms: null, on_paper: false, late: null },
    ...more,
  }
}

function sheetValue(current: string | null, sheets: OwnSheet[], holder: string | null): SheetValue {
  return {
    contest: { id: 'pb', title: 'Hội thi', place: '', held_on: '', phase: 'running', rehearsal: false },
    judge: { id: 'j1', number: 1, name: 'Lan', is_head: false },
    left: null,
    holder,
    rounds: [{ round: ROUND, criteria: [CONTENT, STYLE] }],
    current: current ? { kind: 'on_stage', round: 'greeting', entry: current } : null,
    next: null,
    sheets,
  }
}

/** A hall: the server is a function, the line can be cut. */
class Hall implements Wire {
  connected = false
  isUp = true
  commands: Record<string, unknown>[] = []
  presences: unknown[] = []
  topic: Topic<SheetValue> = { journal: 'j1', seq: 1, value: sheetValue(null, [], localStorage.getItem('device')) }
  answer: (command: Record<string, unknown>) => unknown = ({ command_id }) => ({
    receipt: { command_id, journal: this.topic.journal, seq: 1, outcome: 'done' },
  })
  #listeners = new Map<string, (...args: never[]) => void>()

  on(event: string, listener: (...args: never[]) => void): void {
    this.#listeners.set(event, listener)
  }
  fire(event: string, ...args: unknown[]): void {
    this.#listeners.get(event)?.(...(args as never[]))
  }
  connect(): void {
    setTimeout(() => {
      if (!this.isUp) return this.fire('connect_error', new Error('down'))
      this.connected = true
      this.fire('connect')
    })
  }
  disconnect(): void {
    const was = this.connected
    this.connected = false
    if (was) this.fire('disconnect')
  }
  emit(_event: string, payload: unknown): void {
    this.presences.push(payload)
  }
  timeout() {
    return {
      emitWithAck: async (event: string, payload: unknown): Promise<unknown> => {
        if (event === 'watch') return { topics: { sheet: this.topic } }
        if (event === 'clock') return { now_ms: Date.now() }
        this.commands.push(payload as Record<string, unknown>)
        return this.answer(payload as Record<string, unknown>)
      },
    }
  }

  /** The stage changes: everybody hears the new value. */
  says(current: string | null, sheets: OwnSheet[], more: { journal?: string; holder?: string | null; left?: Left | null } = {}): void {
    const { journal = this.topic.journal, holder = this.topic.value.holder, left = null } = more
    this.topic = { journal, seq: this.topic.seq + 1, value: { ...sheetValue(current, sheets, holder), left } }
    if (this.connected) this.fire('topic', { name: 'sheet', ...this.topic })
  }
  cut(): void {
    this.isUp = false
    this.disconnect()
  }
  mend(): void {
    this.isUp = true
    dispatchEvent(new Event('online'))
  }
}

let token = 0
let hall: Hall
beforeEach(() => {
  localStorage.setItem('device', 'this-device')
  token += 1
  hall = new Hall()
})

/** A judge by a card; every test has a contest of its own. */
function sitDown(judge = 'j1', card = `t${token}`): Seat {
  const line = new Connection(hall, true)
  line.open()
  return new Seat({ contest: 'pb', token: card, judge, journal: `n${token}`, lang: null, isDemo: false }, line)
}

async function seated(judge?: string, card?: string): Promise<Seat> {
  const seat = sitDown(judge, card)
  await vi.waitFor(() => expect(seat.line.kind).toBe('online'))
  return seat
}

const shown = (seat: Seat): Sheet => {
  expect(seat.shown).not.toBeNull()
  return seat.shown!
}

function markAll(seat: Seat): void {
  seat.mark(shown(seat), 'content', '7.5')
  seat.mark(shown(seat), 'style', '4')
}

const sheets = (): Record<string, unknown>[] => hall.commands.filter((command) => command.kind === 'submit_sheet')

test('the screen follows the stage, and an unfinished sheet holds it', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(shown(seat).key.entry).toBe('a'))
  seat.mark(shown(seat), 'content', '7.5')
  hall.says('b', [own('a', 1), own('b', 2)])
  expect(shown(seat).key.entry).toBe('a')
  expect(seat.elsewhere?.key.entry).toBe('b')
  seat.goTo(seat.elsewhere!.key)
  expect(shown(seat).key.entry).toBe('b')
})

test('a draft is there after a reload', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  seat.mark(shown(seat), 'content', '7.5')
  await vi.waitFor(async () => expect(await new Shelf().all('drafts')).not.toEqual([]))
  const again = await seated()
  await vi.waitFor(() => expect(shown(again).marks).toEqual({ content: '7.5' }))
  expect(shown(again).state.kind).toBe('draft')
})

test('handed in offline it waits, and is saved when the line is back', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.cut()
  markAll(seat)
  await seat.submit(shown(seat))
  expect(shown(seat).state.kind).toBe('waiting')
  expect(seat.waitingCount).toBe(1)
  expect(sheets()).toEqual([])
  hall.mend()
  await vi.waitFor(() => expect(shown(seat).state.kind).toBe('saved'))
  expect(sheets()).toMatchObject([{ round: 'greeting', entry: 'a', base: 0, marks: { content: '7.5', style: '4' } }])
})

test('a sheet taken back before it left can be changed and is sent once', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.cut()
  markAll(seat)
  await seat.submit(shown(seat))
  expect(await seat.recall(shown(seat))).toBe(true)
  seat.mark(shown(seat), 'content', '6')
  await seat.submit(shown(seat))
  hall.mend()
  await vi.waitFor(() => expect(shown(seat).state.kind).toBe('saved'))
  expect(sheets()).toMatchObject([{ marks: { content: '6', style: '4' } }])
})

test('refused keeps the draft and says why', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.answer = () => ({ refused: { code: 'off_step', words: { vi: 'Sai bước', en: 'Off step' } } })
  markAll(seat)
  await seat.submit(shown(seat))
  await vi.waitFor(() => expect(shown(seat).state).toEqual({ kind: 'refused', words: { vi: 'Sai bước', en: 'Off step' } }))
  expect(shown(seat).marks).toEqual({ content: '7.5', style: '4' })
  expect(shown(seat).isMarkable).toBe(true)
})

test('marks of a rehearsal that ends just as they are handed in again stay with the rehearsal', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)], { journal: 'rehearsal' })
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.answer = () => ({ refused: { code: 'off_step', words: { vi: 'Sai bước', en: 'Off step' } } })
  markAll(seat)
  await seat.submit(shown(seat))
  await vi.waitFor(() => expect(shown(seat).state.kind).toBe('refused'))
  const handingIn = seat.submit(shown(seat)) // first it drops the refused one, which takes a moment
  hall.says('a', [own('a', 1)], { journal: 'real' })
  await handingIn
  expect(seat.orphans.map((row) => row.journal)).toEqual(['rehearsal'])
  expect(sheets()).toHaveLength(1)
})

test('late is kept by the server and said so', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.answer = ({ command_id }) => ({ receipt: { command_id, journal: 'j1', seq: 1, outcome: 'late' } })
  markAll(seat)
  await seat.submit(shown(seat))
  await vi.waitFor(() => expect(shown(seat).state.kind).toBe('late'))
  hall.says('a', [own('a', 1, { status: 'closed', can_submit: false, late: 'declined' })])
  expect(shown(seat).state).toEqual({ kind: 'late', isDeclined: true, isCorrection: false })
})

test('a correction that came late is shown with its own marks, as a correction, until it is decided on', async () => {
  const seat = await seated()
  const handedIn = { revision: 1, marks: { content: '7', style: '2' }, total: '9', handed_in_ms: 1 }
  hall.says('a', [own('a', 1, handedIn)])
  await vi.waitFor(() => expect(shown(seat).state.kind).toBe('saved'))
  hall.answer = ({ command_id }) => ({ receipt: { command_id, journal: 'j1', seq: 1, outcome: 'late' } })
  seat.correct(shown(seat))
  seat.mark(shown(seat), 'style', '2.5')
  await seat.submit(shown(seat))
  const closed = { ...handedIn, status: 'closed' as const, can_submit: false }
  hall.says('a', [own('a', 1, { ...closed, late: 'waiting' })])
  await vi.waitFor(() => expect(shown(seat).state).toEqual({ kind: 'late', isDeclined: false, isCorrection: true }))
  expect(shown(seat)).toMatchObject({ marks: { content: '7', style: '2.5' }, total: '9.5' })
  hall.says('a', [own('a', 1, { ...closed, late: 'declined' })])
  expect(shown(seat)).toMatchObject({ state: { kind: 'saved' }, marks: { content: '7', style: '2' }, total: '9' })
})

test('opening a correction changes nothing; correcting starts from what was handed in', async () => {
  const seat = await seated()
  const handedIn = own('a', 1, { revision: 3, marks: { content: '7', style: '2' }, total: '9', handed_in_ms: 1 })
  hall.says('a', [handedIn])
  await vi.waitFor(() => expect(shown(seat).state.kind).toBe('saved'))
  expect(shown(seat).isMarkable).toBe(false)
  seat.correct(shown(seat))
  expect(shown(seat).isMarkable).toBe(true)
  expect(shown(seat).state.kind).toBe('saved')
  expect(await new Shelf().all<{ seat: string }>('drafts')).not.toContainEqual(expect.objectContaining({ seat: `pb n${token} j1` }))
  seat.mark(shown(seat), 'style', '2.5')
  await seat.submit(shown(seat))
  await vi.waitFor(() => expect(sheets()).toMatchObject([{ base: 3, marks: { content: '7', style: '2.5' } }]))
})

test('a revision from elsewhere is not overwritten unasked', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  markAll(seat)
  hall.says('a', [own('a', 1, { revision: 1, marks: { content: '1', style: '1' }, total: '2', handed_in_ms: 1 })])
  expect(shown(seat).isStale).toBe(true)
  await seat.rebase(shown(seat))
  expect(shown(seat).isStale).toBe(false)
  await seat.submit(shown(seat))
  await vi.waitFor(() => expect(sheets()).toMatchObject([{ base: 1, marks: { content: '7.5', style: '4' } }]))
})

test('an empty seat is taken at once, a held one only when asked', async () => {
  hall.topic.value.holder = null
  const seat = await seated()
  await vi.waitFor(() => expect(hall.commands).toMatchObject([{ kind: 'take_seat', device: 'this-device', from: '' }]))
  hall.says(null, [], { holder: 'other-device' })
  expect(seat.isHolder).toBe(false)
  expect(hall.commands).toHaveLength(1)
  await seat.takeSeat('other-device')
  expect(hall.commands[1]).toMatchObject({ kind: 'take_seat', from: 'other-device' })
})

test('one who left the panel takes no seat, and what waits on the device still goes out', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.cut()
  markAll(seat)
  await seat.submit(shown(seat))
  hall.commands = []
  hall.says(null, [], { holder: null, left: { at_ms: 5, to: { id: 'j6', number: 6, name: 'Sáu', is_head: false } } })
  hall.answer = ({ command_id }) => ({ receipt: { command_id, journal: 'j1', seq: 9, outcome: 'late' } })
  hall.mend()
  await vi.waitFor(() => expect(seat.waitingCount).toBe(0))
  expect(hall.commands.map(({ kind }) => kind)).toEqual(['submit_sheet'])
})

test('what waited for a rehearsal is not sent to the contest', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)], { journal: 'rehearsal' })
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.cut()
  markAll(seat)
  await seat.submit(shown(seat))
  hall.says('a', [own('a', 1)], { journal: 'real' })
  hall.mend()
  await vi.waitFor(() => expect(seat.orphans).toHaveLength(1))
  expect(sheets()).toEqual([])
  expect(shown(seat).marks).toEqual({})
  markAll(seat)
  await seat.submit(shown(seat))
  await vi.waitFor(() => expect(sheets()).toHaveLength(1))
})

test('a mark taken back is a blank again, not a 0', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  seat.mark(shown(seat), 'content', '0')
  expect(shown(seat)).toMatchObject({ marked: 1, total: '0' })
  seat.mark(shown(seat), 'content', null)
  expect(shown(seat)).toMatchObject({ marked: 0, total: null, state: { kind: 'open' } })
})

test('after a restore the lost sheets are drafts again, named, and nothing is sent by itself', async () => {
  const seat = await seated()
  hall.says('b', [own('a', 1, { revision: 1, marks: { content: '7', style: '4' }, handed_in_ms: 5 }), own('b', 2)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.cut()
  markAll(seat)
  await seat.submit(shown(seat))
  expect(seat.waitingCount).toBe(1)
  // The restored contest knows of neither: the first was taken after the backup, the second never arrived.
  hall.topic = { journal: 'j1.e2', seq: 1, value: sheetValue('a', [own('a', 1), own('b', 2)], 'this-device') }
  hall.mend()
  await vi.waitFor(() => expect(seat.rescued.map((sheet) => sheet.key.entry)).toEqual(['a', 'b']))
  expect(seat.rescued.map((sheet) => sheet.marks)).toEqual([
    { content: '7', style: '4' },
    { content: '7.5', style: '4' },
  ])
  expect(sheets()).toEqual([])
  expect(seat.orphans).toEqual([])

  await seat.submit(seat.rescued[0]!)
  await vi.waitFor(() => expect(sheets()).toMatchObject([{ entry: 'a', base: 0, marks: { content: '7', style: '4' } }]))
  await vi.waitFor(() => expect(seat.rescued.map((sheet) => sheet.key.entry)).toEqual(['b']))
})

test('what a restore lacks is known after a reload too', async () => {
  const seat = await seated()
  hall.says('a', [own('a', 1, { revision: 1, marks: { content: '7', style: '4' }, handed_in_ms: 5 })])
  await vi.waitFor(async () => expect(JSON.stringify(await new Shelf().all('copies'))).toContain('handed_in_ms":5'))
  hall.cut()
  expect(seat.rescued).toEqual([])
  hall = new Hall()
  hall.topic = { journal: 'j1.e2', seq: 1, value: sheetValue('a', [own('a', 1)], 'this-device') }
  const again = await seated()
  await vi.waitFor(() => expect(again.rescued.map((sheet) => sheet.marks)).toEqual([{ content: '7', style: '4' }]))
})

test('a renewed card finds what the device kept, and another judge on the device finds nothing', async () => {
  const seat = await seated()
  hall.says('b', [own('a', 1), own('b', 2)])
  await vi.waitFor(() => expect(seat.shown).not.toBeNull())
  hall.cut()
  markAll(seat)
  await seat.submit(shown(seat))
  seat.goTo({ round: 'greeting', entry: 'a' })
  seat.mark(shown(seat), 'content', '6.5')
  await vi.waitFor(async () => expect(JSON.stringify(await new Shelf().all('drafts'))).toContain('"6.5"'))

  hall = new Hall()
  hall.says('b', [own('a', 1), own('b', 2)])
  const other = await seated('j2', `t${token}-j2`)
  await vi.waitFor(() => expect(other.shown).not.toBeNull())
  expect([other.waitingCount, other.orphans, other.sheets.map((sheet) => sheet.marks)]).toEqual([0, [], [{}, {}]])
  expect(sheets()).toEqual([])

  const again = await seated('j1', `t${token}-renewed`)
  await vi.waitFor(() => expect(sheets()).toMatchObject([{ entry: 'b', marks: { content: '7.5', style: '4' } }]))
  expect(again.sheets.map((sheet) => [sheet.key.entry, sheet.marks.content])).toContainEqual(['a', '6.5'])
})

test('a sheet that is open again is told of until the judge has looked, or it is closed again', async () => {
  const closed = { status: 'closed' as const, can_submit: false, revision: 1, marks: { content: '7', style: '4' } }
  const seat = await seated()
  hall.says('c', [own('a', 1, closed), own('b', 2, closed), own('c', 3)])
  await vi.waitFor(() => expect(shown(seat).key.entry).toBe('c'))
  await vi.waitFor(async () => expect(await new Shelf().all('copies')).toContainEqual(expect.objectContaining({ seq: hall.topic.seq })))
  expect(seat.reopened).toEqual([])

  hall.says('c', [own('a', 1, { ...closed, status: 'open', can_submit: true }), own('b', 2, { ...closed, status: 'open' }), own('c', 3)])
  hall.says('c', [own('a', 1, { ...closed, status: 'open', can_submit: true }), own('b', 2, closed), own('c', 3)])
  expect(shown(seat).key.entry).toBe('c')
  expect(seat.reopened.map(({ key }) => key.entry)).toEqual(['a'])
  seat.goTo({ round: 'greeting', entry: 'a' })
  expect(seat.reopened).toEqual([])
})
