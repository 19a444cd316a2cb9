import { expect, test } from 'vitest'
import { agrees, checkDraws } from './check_draws'
import { sha256 } from './sha256'

// The example of docs/drawing-lots.md.
const DRAWN = {
  seal: 'a1bf4dc2c0cea821798c38e16fcc1667d6f0504afa821b181672035fc5967890',
  secret: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  word: 'hoa sen',
  numbers: [4, 5, 2, 1, 6, 3],
}

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
  ['5f|hoa sen|7', '7314120d8dec12464d470dd68773541b09a0e51f38cd40034f5cb5c26431d8dd'],
])('the published vectors of SHA-256 hold: %j', (text, hash) => {
  expect(sha256(text)).toBe(hash)
})

test('texts of every length around a block are hashed as the device itself hashes them', async () => {
  for (let length = 50; length < 135; length++) {
    const text = 'ặ'.repeat(length % 7) + 'x'.repeat(length)
    const own = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
    expect(sha256(text)).toBe([...new Uint8Array(own)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
  }
})

test('what was drawn agrees', () => {
  expect(agrees(DRAWN)).toBe(true)
})

test.each([
  ['another order', { numbers: [5, 4, 2, 1, 6, 3] }],
  ['another word', { word: 'hoa hồng' }],
  ['another secret', { secret: '0'.repeat(32) }],
  ['another seal', { seal: '0'.repeat(64) }],
  ['a number left in twice', { numbers: [4, 5, 5, 2, 1, 6, 3] }],
])('%s does not', (_, change) => {
  expect(agrees({ ...DRAWN, ...change })).toBe(false)
})

test('the page says which', () => {
  const place = (numbers: string) =>
    `<div data-check-draw data-seal="${DRAWN.seal}" data-secret="${DRAWN.secret}" data-word="hoa sen" data-numbers="${numbers}">` +
    '<p data-says="yes" hidden>✓</p><p data-says="no" hidden>✗</p></div>'
  document.body.innerHTML = place('4 5 2 1 6 3') + place('1 2 3 4 5 6')
  checkDraws(document)
  const seen = [...document.querySelectorAll('p:not([hidden])')].map((said) => said.textContent)
  expect(seen).toEqual(['✓', '✗'])
})
