import { beforeEach, expect, test } from 'vitest'
import { KEPT_FOR_MS, keepPicture, keptPicture } from './kept_picture'
import { assetsOf, isNewer, mayReload, RELOAD_EVERY_MS } from './newer_build'
import { pictureKey, sceneShown } from './scene'
import { aBoard, aDraw, aResult, aStage, onStage } from './sample_values'
import { orderShown } from './waiting_order'

const NOW = 1_725_500_000_000
const picture = { stage: aStage(), board: aBoard([]), good_ms: NOW, clock_offset_ms: -1_500 }

beforeEach(() => localStorage.clear())

test('the last picture comes back for its own contest only', () => {
  keepPicture('phu-binh', picture)
  expect(keptPicture('phu-binh', NOW + 60_000)).toMatchObject(picture)
  expect(keptPicture('song-cong', NOW)).toBeNull()
})

test('a picture of another day, of another form, or torn is not shown', () => {
  keepPicture('phu-binh', picture)
  expect(keptPicture('phu-binh', NOW + KEPT_FOR_MS)).toBeNull()
  for (const torn of ['', '{', 'null', '7', JSON.stringify({ form: 0, ...picture })]) {
    localStorage.setItem('contest-app/wall/phu-binh', torn)
    expect(keptPicture('phu-binh', NOW)).toBeNull()
  }
})

test('a device without storage shows what it gets', () => {
  const closed = { getItem: () => { throw new Error('closed') }, setItem: () => { throw new Error('full') } } as unknown as Storage
  keepPicture('phu-binh', picture, closed)
  expect(keptPicture('phu-binh', NOW, closed)).toBeNull()
  expect(keptPicture('phu-binh', NOW, null)).toBeNull()
})

const page = (script: string) => `<script type="module" src="/static/display/assets/${script}.js"></script>`

test('only a page that names other scripts is a newer build', () => {
  expect(assetsOf(page('index-a1'))).toEqual(['/static/display/assets/index-a1.js'])
  expect(isNewer(page('index-a1'), page('index-b2'))).toBe(true)
  expect(isNewer(page('index-a1') + '<style>added later</style>', page('index-a1'))).toBe(false)
  expect(isNewer(page('index-a1'), 'Bad gateway')).toBe(false)
})

test('a screen reloads itself at most rarely', () => {
  expect(mayReload(NOW, sessionStorage)).toBe(true)
  expect(mayReload(NOW + RELOAD_EVERY_MS - 1, sessionStorage)).toBe(false)
  expect(mayReload(NOW + RELOAD_EVERY_MS, sessionStorage)).toBe(true)
})

test('an unknown scene, or one whose part is missing, falls back to waiting', () => {
  const scene = (kind: string) => ({ kind: kind as 'board', round: null, entry: null })
  expect(sceneShown(aStage({ scene: scene('fireworks') }))).toBe('waiting')
  expect(sceneShown(aStage({ scene: scene('on_stage') }))).toBe('waiting')
  expect(sceneShown(aStage({ scene: scene('result') }))).toBe('waiting')
  expect(sceneShown(aStage({ scene: scene('on_stage'), on_stage: onStage() }))).toBe('on_stage')
  expect(sceneShown(aStage({ scene: scene('result'), result: aResult() }))).toBe('result')
  expect(sceneShown(aStage({ scene: scene('board') }))).toBe('board')
  expect(sceneShown(aStage({ scene: scene('draw') }))).toBe('waiting')
  expect(sceneShown(aStage({ scene: scene('draw'), draw: aDraw(3, 1) }))).toBe('draw')
})

test('a sheet handed in changes the picture in place, the next team makes a new one', () => {
  const at = (more: Parameters<typeof onStage>[0]) =>
    pictureKey(aStage({ scene: { kind: 'on_stage', round: null, entry: null }, on_stage: onStage(more) }))
  expect(at({ handed_in: 5 })).toBe(at({ handed_in: 4 }))
  expect(at({ entry: { ...onStage().entry, id: 'e9' } })).not.toBe(at({}))
})

test('the waiting scene shows the order of the open round, else of the next one', () => {
  const stage = aStage()
  const [open] = stage.rounds
  const withStatus = (status: 'pending' | 'open' | 'closed', id: string, order: string[]) =>
    ({ round: { ...open!.round, id, status }, order, is_set: false })
  const rounds = [withStatus('closed', 'a', ['e1']), withStatus('pending', 'b', ['e2', 'gone']), withStatus('open', 'c', ['e3', 'e1'])]
  expect(orderShown({ ...stage, rounds })?.entries.map(({ turn, entry }) => [turn, entry.id])).toEqual([[1, 'e3'], [2, 'e1']])
  expect(orderShown({ ...stage, rounds: rounds.slice(0, 2) })?.entries.map(({ entry }) => entry.id)).toEqual(['e2'])
  expect(orderShown({ ...stage, rounds: rounds.slice(0, 1) })).toBeNull()
  const isOrder = (at: number, is_set: boolean) => orderShown({ ...stage, rounds: [{ ...rounds[at]!, is_set }] })?.isOrder
  expect([isOrder(1, false), isOrder(1, true), isOrder(2, false)]).toEqual([false, true, true])
})
