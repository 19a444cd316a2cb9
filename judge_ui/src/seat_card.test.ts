import { expect, test } from 'vitest'
import { keptAs, readSeatCard } from './seat_card'

test('the card the server wrote is read', () => {
  const page = document.implementation.createHTMLDocument()
  page.head.innerHTML = '<script id="seat" type="application/json">{"contest": "pb", "token": "abc", "judge": "j3", "journal": "9f", "lang": "en"}</' + 'script>'
  expect(readSeatCard(page, 'http://hall/judge/zzz')).toEqual({ contest: 'pb', token: 'abc', judge: 'j3', journal: '9f', lang: 'en', isDemo: false })
})

test('without a card the token is the last part of the address', () => {
  const page = document.implementation.createHTMLDocument()
  expect(readSeatCard(page, 'http://hall/judge/ab%2Dc/?lang=vi')).toEqual({ contest: '', token: 'ab-c', judge: '', journal: '', lang: null, isDemo: false })
})

test('what is kept outlives the card, and is told apart by contest, journal and judge', () => {
  const card = { contest: 'pb', token: 'abc', judge: 'j3', journal: '9f', lang: null, isDemo: false }
  expect(keptAs({ ...card, token: 'renewed' })).toBe(keptAs(card))
  const others = [{ contest: 'qb' }, { journal: '9e' }, { judge: 'j4' }].map((more) => keptAs({ ...card, ...more }))
  expect(new Set([keptAs(card), ...others]).size).toBe(4)
  expect(keptAs({ ...card, judge: '' })).toBe('abc')
})
