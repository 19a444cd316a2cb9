import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Answer, CommandMessage } from './messages'
import { Outbox, type Answered, type OutboxRow } from './outbox'
import { Shelf } from './shelf'

let name = 0
let shelf: Shelf
beforeEach(() => {
  shelf = new Shelf(`outbox-${++name}`)
})

function sheet(id: string): CommandMessage {
  return { command_id: id, kind: 'submit_sheet', round: 'greeting', entry: 'huong-son', base: 0, marks: { content: '7.5' } }
}

function receipt(id: string, outcome: 'done' | 'late' = 'done'): Answer {
  return { receipt: { command_id: id, journal: 'j1', seq: 7, outcome } }
}

const noTime = { code: 'busy', words: { vi: 'Máy chủ bận', en: 'Server busy' }, retry_ms: 900 }
const offStep = { code: 'off_step', words: { vi: 'Sai bước', en: 'Off step' } }

/** A server that answers from a list ("down" is silence) and remembers what it was sent. */
function aServer(...answers: (Answer | 'down')[]) {
  const sent: string[] = []
  const send = async (command: CommandMessage): Promise<Answer> => {
    sent.push(command.command_id)
    const answer = answers.shift() ?? receipt(command.command_id)
    if (answer === 'down') throw new Error('offline')
    return answer
  }
  return { sent, send }
}

function anOutbox(send: (command: CommandMessage) => Promise<Answer>, more: Partial<{ seat: string; pauses: number[] }> = {}) {
  const answered: Answered[] = []
  const outbox = new Outbox({
    shelf,
    seat: more.seat ?? 'judge-1',
    contest: 'phu-binh',
    send,
    onAnswered: (one) => answered.push(one),
    pause: async (ms) => void more.pauses?.push(ms),
  })
  return { outbox, answered }
}

const kept = (): Promise<OutboxRow[]> => shelf.all<OutboxRow>('outbox')

test('a command is kept on the device before it is sent', async () => {
  const keptWhenSent: string[][] = []
  const { outbox } = anOutbox(async (command) => {
    keptWhenSent.push((await kept()).map((row) => row.command_id))
    return receipt(command.command_id)
  })
  outbox.setLine(true, 'j1')
  await outbox.put(sheet('a'), 'j1')
  await vi.waitFor(() => expect(keptWhenSent).toEqual([['a']]))
})

test('a receipt empties the outbox, and the listener hears of it', async () => {
  const server = aServer()
  const { outbox, answered } = anOutbox(server.send)
  outbox.setLine(true, 'j1')
  await outbox.put(sheet('a'), 'j1')
  await vi.waitFor(() => expect(outbox.rows.value).toEqual([]))
  expect(answered.map(({ row }) => row.command_id)).toEqual(['a'])
  expect(await kept()).toEqual([])
})

test('commands composed offline are sent in their order, one at a time', async () => {
  const server = aServer()
  const { outbox } = anOutbox(server.send)
  for (const id of ['c', 'a', 'b']) await outbox.put(sheet(id), 'j1')
  expect(server.sent).toEqual([])
  expect(outbox.waiting).toHaveLength(3)
  outbox.setLine(true, 'j1')
  await vi.waitFor(() => expect(outbox.rows.value).toEqual([]))
  expect(server.sent).toEqual(['c', 'a', 'b'])
})

test('silence resends the same command until it is answered', async () => {
  const server = aServer('down', 'down')
  const { outbox } = anOutbox(server.send)
  outbox.setLine(true, 'j1')
  await outbox.put(sheet('a'), 'j1')
  await vi.waitFor(() => expect(outbox.rows.value).toEqual([]))
  expect(server.sent).toEqual(['a', 'a', 'a'])
})

test('later waits at least as long as the server asks, then sends the same command', async () => {
  const pauses: number[] = []
  const server = aServer({ later: noTime })
  const { outbox } = anOutbox(server.send, { pauses })
  outbox.setLine(true, 'j1')
  await outbox.put(sheet('a'), 'j1')
  await vi.waitFor(() => expect(outbox.rows.value).toEqual([]))
  expect(server.sent).toEqual(['a', 'a'])
  expect(pauses[0]).toBeGreaterThanOrEqual(900)
})

test('a refused command stays with its words and is not sent again; the next one goes on', async () => {
  const server = aServer({ refused: offStep })
  const { outbox } = anOutbox(server.send)
  await outbox.put(sheet('a'), 'j1')
  await outbox.put(sheet('b'), 'j1')
  outbox.setLine(true, 'j1')
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]))
  expect(server.sent).toEqual(['a', 'b'])
  expect((await kept()).map((row) => [row.command_id, row.state, row.refused?.words.vi])).toEqual([
    ['a', 'refused', 'Sai bước'],
  ])
})

test('a late sheet is kept as late', async () => {
  const { outbox } = anOutbox(aServer(receipt('a', 'late')).send)
  outbox.setLine(true, 'j1')
  await outbox.put(sheet('a'), 'j1')
  await vi.waitFor(() => expect(outbox.rows.value[0]?.state).toBe('late'))
})

test('a row of another journal is never sent, and shown as an orphan', async () => {
  const server = aServer()
  const { outbox } = anOutbox(server.send)
  await outbox.put(sheet('rehearsed'), 'rehearsal')
  await outbox.put(sheet('real'), 'j1')
  outbox.setLine(true, 'j1')
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]))
  expect(server.sent).toEqual(['real'])
  expect(outbox.rows.value.map((row) => outbox.isOrphan(row))).toEqual([true])
})

/** Holds the next write to the shelf back until the returned function is called. */
function aSlowShelf(): () => void {
  const put = shelf.put.bind(shelf)
  let goOn = (): void => {}
  const held = new Promise<void>((done) => (goOn = done))
  vi.spyOn(shelf, 'put').mockImplementationOnce(async (...given) => {
    await held
    await put(...given)
  })
  return goOn
}

test('a row is not sent where another journal stands at the other end by the time that the device has noted the sending', async () => {
  const server = aServer()
  const { outbox } = anOutbox(server.send)
  await outbox.put(sheet('rehearsed'), 'rehearsal')
  const goOn = aSlowShelf()
  outbox.setLine(true, 'rehearsal')
  await vi.waitFor(() => expect(shelf.put).toHaveBeenCalled())
  outbox.setLine(true, 'j1')
  goOn()
  await outbox.put(sheet('real'), 'j1')
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]))
  expect(server.sent).toEqual(['real'])
})

test('nothing is sent before the journal at the other end is known', async () => {
  const server = aServer()
  const { outbox } = anOutbox(server.send)
  outbox.setLine(true, null)
  await outbox.put(sheet('a'), 'j1')
  expect(server.sent).toEqual([])
})

test('what waited is sent after a restart of the page', async () => {
  const before = anOutbox(aServer('down').send)
  await before.outbox.put(sheet('a'), 'j1')
  await shelf.close()
  const server = aServer()
  const { outbox } = anOutbox(server.send)
  await outbox.load()
  expect(outbox.rows.value.map((row) => row.command_id)).toEqual(['a'])
  outbox.setLine(true, 'j1')
  await vi.waitFor(() => expect(server.sent).toEqual(['a']))
})

test('two seats on one device do not send for each other', async () => {
  const one = anOutbox(aServer('down').send)
  await one.outbox.put(sheet('a'), 'j1')
  const server = aServer()
  const two = anOutbox(server.send, { seat: 'judge-2' })
  await two.outbox.load()
  two.outbox.setLine(true, 'j1')
  await two.outbox.put(sheet('b'), 'j1')
  await vi.waitFor(() => expect(two.outbox.rows.value).toEqual([]))
  expect(server.sent).toEqual(['b'])
})

test('a command that never left the device can be taken back, one that may have arrived cannot', async () => {
  const { outbox } = anOutbox(() => new Promise(() => {}))
  await outbox.put(sheet('a'), 'j1')
  expect(await outbox.recall('a')).toBe(true)
  expect(await kept()).toEqual([])
  await outbox.put(sheet('b'), 'j1')
  outbox.setLine(true, 'j1')
  await vi.waitFor(() => expect(outbox.rows.value[0]?.was_sent).toBe(true))
  expect(await outbox.recall('b')).toBe(false)
})

test('a command that is taken back just as the line returns is neither sent nor kept', async () => {
  const server = aServer()
  const { outbox } = anOutbox(server.send)
  await outbox.put(sheet('a'), 'j1')
  const goOn = aSlowShelf()
  const another = outbox.put(sheet('b'), 'j1')
  await vi.waitFor(() => expect(shelf.put).toHaveBeenCalled())
  const recalled = outbox.recall('a')
  outbox.setLine(true, 'j1')
  goOn()
  await another
  expect(await recalled).toBe(true)
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]))
  expect(server.sent).toEqual(['b'])
  expect(await kept()).toEqual([])
})

test('without a database the outbox works from memory and says so', async () => {
  const closed = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('closed', 'SecurityError')
  })
  const server = aServer()
  const { outbox } = anOutbox(server.send)
  await outbox.put(sheet('a'), 'j1')
  expect(shelf.keeping.value).toBe('memory')
  outbox.setLine(true, 'j1')
  await vi.waitFor(() => expect(outbox.rows.value).toEqual([]))
  expect(server.sent).toEqual(['a'])
  closed.mockRestore()
})
