import { expect, test } from 'vitest'
import { freshId } from './ids'
import { language, languageOfPage, say, setLanguage, t } from './words'

test('the language is asked for in the address, else kept, else Vietnamese', () => {
  expect(languageOfPage('http://hall/judge/x')).toBe('vi')
  expect(languageOfPage('http://hall/judge/x?lang=en')).toBe('en')
  expect(languageOfPage('http://hall/judge/x?lang=fr')).toBe('vi')
  setLanguage('en')
  expect(languageOfPage('http://hall/judge/x')).toBe('en')
  setLanguage('vi')
})

test('what the server proposes is spoken only where nobody has chosen', () => {
  localStorage.clear()
  expect(languageOfPage('http://hall/judge/x', 'en')).toBe('en')
  setLanguage('vi')
  expect(languageOfPage('http://hall/judge/x', 'en')).toBe('vi')
})

test('words are said in the language of the page, composed', () => {
  expect(t('Nộp phiếu'.normalize('NFD'), 'Submit')).toBe('Nộp phiếu'.normalize('NFC'))
  setLanguage('en')
  expect(language.value).toBe('en')
  expect(say({ vi: 'Sai bước', en: 'Off step' })).toBe('Off step')
  setLanguage('vi')
})

test('an id is a random version 4 UUID without the help of a secure origin', () => {
  expect(freshId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(freshId()).not.toBe(freshId())
})
