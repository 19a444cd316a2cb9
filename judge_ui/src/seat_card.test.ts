import { expect, test } from 'vitest'
import { readSeatCard } from './seat_card'

test('the card the server wrote is read', () => {
  const page = document.implementation.createHTMLDocument()
  page.head.innerHTML = '<script id="seat" type="application/json">{"contest": "pb", "token": "abc", "lang": "en"}</' + 'script>'
  expect(readSeatCard(page, 'http://hall/judge/zzz')).toEqual({ contest: 'pb', token: 'abc', lang: 'en', isDemo: false })
})

test('without a card the token is the last part of the address', () => {
  const page = document.implementation.createHTMLDocument()
  expect(readSeatCard(page, 'http://hall/judge/ab%2Dc/?lang=vi')).toEqual({ contest: '', token: 'ab-c', lang: null, isDemo: false })
})
