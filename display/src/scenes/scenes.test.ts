import { afterEach, expect, test, vi } from 'vitest'
import { flushSync, mount, unmount, type Component } from 'svelte'
import { setLanguage } from 'live_client'
import { aBoard, anEntry, aResult, aRound, aRow, aStage, contest, onStage } from '../sample_values'
import Board from './Board.svelte'
import OnStage from './OnStage.svelte'
import Result from './Result.svelte'
import Waiting from './Waiting.svelte'

let drawn: ReturnType<typeof mount> | null = null

// eslint-disable-next-line @typescript-eslint/no-explicit-any
function draw(scene: Component<any>, props: Record<string, unknown>): (id: string) => HTMLElement | null {
  drawn = mount(scene, { target: document.body, props })
  flushSync()
  return (id) => document.querySelector(`[data-testid="${id}"]`)
}

afterEach(async () => {
  if (drawn) await unmount(drawn)
  drawn = null
  vi.useRealTimers()
  setLanguage('vi')
})

test('on stage: who, which turn, how many sheets, and the limit overrun in words', () => {
  const timer = { limit_s: '300', hard_stop_s: null, started_ms: 1_000, elapsed_ms: 0 }
  const find = draw(OnStage, { contest, onStage: onStage({ timer }), serverNow: () => 313_000 })
  expect(find('entry-name')?.textContent).toBe('Xã số 3')
  expect(find('entry-number')?.textContent).toBe('3')
  expect(find('round-title')?.textContent).toBe('Màn chào hỏi')
  expect(find('handed-in')?.textContent).toContain('4/5 giám khảo đã nộp phiếu')
  expect(find('timer')?.textContent).toMatch(/5:12.*\/ 5:00.*Quá giờ 0:12/s)
})

test('a result strikes dropped totals through and says so in a word', () => {
  const find = draw(Result, { contest, result: aResult() })
  expect(find('judge-tile-1')?.dataset.used).toBe('true')
  expect(find('judge-tile-1')?.querySelector('s')).toBeNull()
  expect(find('judge-tile-1')?.textContent).toContain('GK 1')
  expect(find('judge-tile-2')?.dataset.used).toBe('false')
  expect(find('judge-tile-2')?.querySelector('s')?.textContent).toBe('19,25')
  expect(find('judge-tile-2')?.textContent).toContain('bỏ')
  expect(find('result-value')?.textContent).toBe('17,33')
  expect(find('place-so-far')?.textContent).toBe('2–3')
})

test('a judge without a sheet has nothing dropped, and the result says that there is none', () => {
  const [first, second] = aResult().judges
  const none = { ...second!, total: null, used: false }
  const find = draw(Result, { contest, result: aResult({ judges: [first!, none] }) })
  expect(find('judge-tile-2')?.querySelector('s')).toBeNull()
  expect(find('judge-tile-2')?.textContent).toContain('không có phiếu')
  expect(document.body.textContent).not.toContain('bỏ')
})

test('a result has as many decimals as the board', () => {
  const find = draw(Result, { contest, result: aResult({ value: '18', total_so_far: '35.5', decimals: 2 }) })
  expect(find('result-value')?.textContent).toBe('18,00')
  expect(find('total-so-far')?.textContent).toBe('35,50')
})

test('a result of which only the figure is published shows only the figure', () => {
  const bare = { judges: [], panel: null, penalty: [], total_so_far: null, place_so_far: null, place_so_far_to: null }
  const find = draw(Result, { contest, result: aResult(bare) })
  expect(find('result-value')?.textContent).toBe('17,33')
  expect(document.querySelectorAll('[data-testid^="judge-tile"], [data-testid^="result-line"]')).toHaveLength(0)
})

test('a board says shared places, dashes for what is missing, and words instead of figures for who is out', () => {
  const out = anEntry(4, { status: 'disqualified' })
  const rows = [aRow(1, 1, { place_to: 2 }), aRow(2, 1, { place_to: 2 }), aRow(3, null), aRow(4, null, { entry: out, total: '0' })]
  const find = draw(Board, { contest, board: aBoard(rows, { frozen: true }) })
  expect(find('board-row-e1')?.dataset.place).toBe('1')
  expect(find('board-row-e1')?.textContent).toContain('1–2')
  expect(find('board-row-e1')?.textContent).toContain('70,50')
  expect(find('board-row-e3')?.querySelector('[data-testid="board-total"]')?.textContent).toBe('–')
  expect(find('board-row-e4')?.querySelector('[data-testid="board-total"]')?.textContent).toBe('Bị loại')
  expect(find('board-row-e4')?.textContent).not.toContain('0')
  expect(find('board-status')?.textContent).toMatch(/Tạm thời.*Bảng điểm tạm dừng cập nhật/s)
})

test('a phone held upright shows as many teams as there is height for', () => {
  const [width, height] = [innerWidth, innerHeight]
  Object.assign(window, { innerWidth: 390, innerHeight: 844 })
  draw(Board, { contest, board: aBoard(Array.from({ length: 30 }, (_, at) => aRow(at + 1, at + 1))) })
  expect(document.querySelectorAll('li')).toHaveLength(30)
  Object.assign(window, { innerWidth: width, innerHeight: height })
})

test('figures of neighbouring rounds never touch: their letters shrink where a column is narrow', () => {
  const rounds = [aRound(), aRound({ id: 'skit', number: 2 })]
  const figures = { greeting: '23.125', skit: '23.125' }
  const board = aBoard([aRow(1, 1, { total: '46.25', rounds: figures })], { rounds, round_ids: ['greeting', 'skit'], decimals: 3 })
  draw(Board, { contest, board })
  expect(document.querySelectorAll('li .round')).toHaveLength(2)
  const letters = Number(document.querySelector<HTMLElement>('ol.rows')?.style.getPropertyValue('--round'))
  expect(letters).toBeGreaterThan(2)
  // On a screen of 4:3 a column is 13 to 14 units wide: five digits and a comma, and a gap.
  expect(letters * (5 * 0.6 + 0.31)).toBeLessThan(12.1)
})

test('a long board turns its pages by itself', async () => {
  vi.useFakeTimers()
  const rows = Array.from({ length: 60 }, (_, at) => aRow(at + 1, at + 1))
  const find = draw(Board, { contest, board: aBoard(rows) })
  const first = find('page-indicator')?.textContent
  expect(first).toContain('Trang 1/')
  expect(find('board-row-e1')).not.toBeNull()
  await vi.advanceTimersByTimeAsync(12_600)
  flushSync()
  expect(find('page-indicator')?.textContent).toContain('Trang 2/')
  expect(find('board-row-e1')).toBeNull()
})

test('a board without a value, or with nothing published, says so', () => {
  draw(Board, { contest, board: null })
  expect(document.body.textContent).toContain('Chưa có kết quả được công bố')
})

test('waiting shows the contest, the rounds with their state, the order and who is next', () => {
  const rounds = [
    { round: aRound({ status: 'signed' }), order: ['e1', 'e2', 'e3'], is_set: true },
    { round: aRound({ id: 'skit', title: 'Tiểu phẩm', number: 2, status: 'open' }), order: ['e3', 'e1', 'e2'], is_set: true },
  ]
  const find = draw(Waiting, { stage: aStage({ rounds }) })
  expect(document.body.textContent).toContain('Hội trường Huyện ủy, ngày 05 tháng 9 năm 2024')
  expect(find('round-skit')?.textContent).toContain('Đang thi')
  expect(find('round-title')?.textContent).toBe('Tiểu phẩm')
  expect(find('next-entry')?.textContent).toContain('Xã số 2')
})

test('before lots are drawn waiting names the teams and promises no order', () => {
  const rounds = [{ round: aRound({ status: 'pending' }), order: ['e1', 'e2', 'e3'], is_set: false }]
  const find = draw(Waiting, { stage: aStage({ rounds }) })
  expect(find('round-title')).toBeNull()
  expect(document.body.textContent).toContain('Các đội dự thi')
})

test('a published figure that was another before says so, in a word', async () => {
  const find = draw(Board, { contest, board: aBoard([aRow(1, 1, { corrected: true }), aRow(2, 2)]) })
  expect(find('board-row-e1')?.textContent).toContain('Đã đính chính')
  expect(find('board-row-e2')?.textContent).not.toContain('Đã đính chính')
  if (drawn) await unmount(drawn)
  draw(Result, { contest, result: aResult({ corrected: true }) })
  expect(find('corrected')?.textContent).toContain('Điểm đã được đính chính')
})
