import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { flushSync, mount, unmount } from 'svelte'
import { setLanguage, type DrawValue } from 'live_client'
import { aDraw, anEntry, contest } from '../sample_values'
import Draw from './Draw.svelte'

const base = 'http://192.168.1.5:8000'
let drawn: ReturnType<typeof mount> | null = null
let isStill = false

const find = (id: string): HTMLElement | null => document.querySelector(`[data-testid="${id}"]`)
const openedTurns = (): number => document.querySelectorAll('li.open').length

function draw(value: DrawValue): void {
  drawn = mount(Draw, { target: document.body, props: { contest, draw: value, base } })
  flushSync()
}

beforeEach(() => {
  isStill = false
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: isStill && query.includes('reduce') }))
})

afterEach(async () => {
  if (drawn) await unmount(drawn)
  drawn = null
  vi.useRealTimers()
  vi.unstubAllGlobals()
  setLanguage('vi')
})

test('sealed: the whole seal is to be seen and the hall is asked for a word', () => {
  draw(aDraw(5, 0, { status: 'sealed', word: null }))
  expect(find('seal')?.textContent?.replaceAll(/\s/g, '')).toBe('a1bf4dc2c0cea821798c38e16fcc1667d6f0504afa821b181672035fc5967890')
  expect(find('call')?.textContent).toContain('đọc to một từ')
  expect(document.querySelectorAll('li')).toHaveLength(0)
})

test('drawn: opened turns name their team, the others say that they are closed', () => {
  draw(aDraw(5, 2))
  expect(find('turn-1')?.dataset.entry).toBe('e5')
  expect(find('turn-2')?.textContent).toContain('Xã số 4')
  expect(find('turn-3')?.dataset.entry).toBe('')
  expect(find('turn-3')?.textContent).toContain('chưa mở')
  expect(find('latest-name')?.textContent).toContain('Xã số 4')
  expect(find('proof')).toBeNull()
})

test('complete: the order stands with seal, secret and word, and where anybody can check it', () => {
  draw(aDraw(5, 5))
  expect(openedTurns()).toBe(5)
  expect(find('secret')?.textContent).toBe('0f1e2d3c 4b5a6978 8796a5b4 c3d2e1f0')
  expect(find('word')?.textContent).toBe('“hoa sen”')
  expect(document.querySelector('.where')?.textContent).toContain('192.168.1.5:8000/contests/phu-binh/draws')
  expect(find('latest-name')).toBeNull()
})

test('an entry that is gone leaves its turn empty', () => {
  draw(aDraw(6, 6, { entries: Array.from({ length: 5 }, (_, at) => anEntry(at + 1)) }))
  expect(find('turn-1')?.dataset.entry).toBe('')
  expect(find('turn-2')?.textContent).toContain('Xã số 5')
})

// --- suspense ---------------------------------------------------------------------------------------------------------

/** A draw whose turns a test opens. */
function follow(opened: number): { open: (to: number) => void } {
  const props = $state({ contest, draw: aDraw(5, opened), base })
  drawn = mount(Draw, { target: document.body, props })
  flushSync()
  return {
    open: (to) => {
      props.draw = aDraw(5, to)
      flushSync()
    },
  }
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms)
  flushSync()
}

test('names of those who may still come roll by before a turn opens', async () => {
  vi.useFakeTimers()
  const { open } = follow(1)
  open(2)
  await pass(300)
  expect(openedTurns()).toBe(1)
  expect(['Xã số 1', 'Xã số 2', 'Xã số 3', 'Xã số 4']).toContain(document.querySelector('.rolling')?.textContent)
  await pass(5_000)
  expect(openedTurns()).toBe(2)
  expect(find('latest-name')?.textContent).toContain('Xã số 4')
})

test('all turns opened at once follow one another, none twice, and end with the proof', async () => {
  vi.useFakeTimers()
  const { open } = follow(0)
  open(5)
  await pass(400)
  expect(openedTurns()).toBeGreaterThan(0)
  expect(openedTurns()).toBeLessThan(5)
  await pass(10_000)
  expect(openedTurns()).toBe(5)
  expect(find('proof')).not.toBeNull()
})

test('a turn that is pressed on while the last one rolls does not wait for it', async () => {
  vi.useFakeTimers()
  const { open } = follow(0)
  open(1)
  await pass(200)
  open(2)
  await pass(1_500)
  expect(openedTurns()).toBeGreaterThanOrEqual(1)
  await pass(5_000)
  expect(openedTurns()).toBe(2)
})

test('where motion is not wanted a turn is open at once', () => {
  isStill = true
  const { open } = follow(0)
  open(3)
  expect(openedTurns()).toBe(3)
  expect(document.querySelector('.rolling')).toBeNull()
})
