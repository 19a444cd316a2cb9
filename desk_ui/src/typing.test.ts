import { beforeEach, expect, it } from 'vitest'
import { sumOf, tendTyping } from './typing'

const $ = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!

beforeEach(() => {
  document.documentElement.lang = 'vi'
  document.body.innerHTML = `<form><input data-mark data-factor="1" id="a"><input data-mark data-factor="2" id="b">
    <output data-sum hidden><strong></strong></output><input data-total id="total"></form>`
  tendTyping($<HTMLFormElement>('form'))
})

function type(id: string, text: string): void {
  $<HTMLInputElement>(id).value = text
  $(id).dispatchEvent(new Event('input', { bubbles: true }))
}

it('adds up what is typed so far by the factors, exactly, and nothing that is no number', () => {
  expect(sumOf([{ typed: '0,1', factor: '1' }, { typed: '0.2', factor: '1' }, { typed: 'x', factor: '1' }])).toBe('0.3')
  expect(sumOf([{ typed: '', factor: '1' }])).toBeNull()
})

it('shows the running total and whether it agrees with the paper', () => {
  expect($('output').hidden).toBe(true)
  type('#a', '7,5')
  type('#b', '2')
  expect($('output').hidden).toBe(false)
  expect($('strong').textContent).toBe('11,5')
  type('#total', '11')
  expect($('strong').textContent).toBe('11,5 ≠')
  expect($('output').classList.contains('differs')).toBe(true)
  type('#total', '11,50')
  expect($('strong').textContent).toBe('11,5 ✓')
})

it('goes to the next mark on Enter, and from the last one to the total', () => {
  $('#a').focus()
  $('#a').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  expect(document.activeElement?.id).toBe('b')
  $('#b').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  expect(document.activeElement?.id).toBe('total')
})
