import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { Drafts } from './drafts'
import { Shelf } from './shelf'

const greeting = { journal: 'j1', round: 'greeting', entry: 'huong-son', base: 0 }

test('a draft is there after a reload, from its first mark', async () => {
  const shelf = new Shelf('drafts-reload')
  await new Drafts(shelf, 'judge-1').save({ ...greeting, marks: { content: '7.5' } })
  await shelf.close()
  const again = new Drafts(new Shelf('drafts-reload'), 'judge-1')
  await again.load()
  expect(again.find('j1', 'greeting', 'huong-son')).toMatchObject({ base: 0, marks: { content: '7.5' } })
})

test('what is marked while the drafts are still being read is not lost', async () => {
  const shelf = new Shelf('drafts-race')
  await new Drafts(shelf, 'judge-1').save({ ...greeting, marks: { content: '1' } })
  await new Promise((done) => setTimeout(done, 5)) // changed_ms of the two must differ
  const drafts = new Drafts(shelf, 'judge-1')
  const reading = drafts.load()
  const saving = drafts.save({ ...greeting, marks: { content: '8' } })
  await Promise.all([reading, saving])
  expect(drafts.find('j1', 'greeting', 'huong-son')?.marks).toEqual({ content: '8' })
})

test('drafts belong to one seat and one journal', async () => {
  const shelf = new Shelf('drafts-seat')
  await new Drafts(shelf, 'judge-1').save({ ...greeting, marks: { content: '7.5' } })
  const other = new Drafts(shelf, 'judge-2')
  await other.load()
  expect(other.find('j1', 'greeting', 'huong-son')).toBeUndefined()
  const same = new Drafts(shelf, 'judge-1')
  await same.load()
  expect(same.find('rehearsal', 'greeting', 'huong-son')).toBeUndefined()
})

test('a discarded draft is gone, also after a reload', async () => {
  const shelf = new Shelf('drafts-gone')
  const drafts = new Drafts(shelf, 'judge-1')
  await drafts.save({ ...greeting, marks: { content: '7.5' } })
  await drafts.discard('j1', 'greeting', 'huong-son')
  expect(drafts.find('j1', 'greeting', 'huong-son')).toBeUndefined()
  await drafts.load()
  expect(drafts.drafts.value.size).toBe(0)
})

test('the answer to a sheet takes its draft, and not the correction that another page began meanwhile', async () => {
  const shelf = new Shelf('drafts-two-pages')
  const [page, other] = [new Drafts(shelf, 'judge-1'), new Drafts(shelf, 'judge-1')]
  await page.save({ ...greeting, marks: { content: '7.5' } })
  await other.load()
  await page.save({ ...greeting, base: 1, marks: { content: '8' } }) // the sheet was saved, and is corrected
  await other.discard('j1', 'greeting', 'huong-son', 0) // the same answer, heard later
  for (const drafts of [page, other]) {
    await drafts.load()
    expect(drafts.find('j1', 'greeting', 'huong-son')?.marks).toEqual({ content: '8' })
  }
})
