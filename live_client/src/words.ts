// Words for people, both languages side by side, and the language this page speaks. It must not know any screen.
import { Source, type Readable } from './source'

export type Language = 'vi' | 'en'

/** A sentence as the server sends it. */
export interface Words {
  vi: string
  en: string
}

const KEY = 'language'

function isLanguage(value: unknown): value is Language {
  return value === 'vi' || value === 'en'
}

/** `?lang=` of the address, else what was chosen here before, else what the server proposes, else Vietnamese. */
export function languageOfPage(address: string = location.href, proposed: Language = 'vi'): Language {
  const asked = new URL(address).searchParams.get('lang')
  if (isLanguage(asked)) return asked
  try {
    const kept = localStorage.getItem(KEY)
    if (isLanguage(kept)) return kept
  } catch {
    // Storage is closed to this page.
  }
  return proposed
}

const current = new Source<Language>(typeof location === 'undefined' ? 'vi' : languageOfPage())

/** The language of this page. */
export const language: Readable<Language> = current

/** Speaks `chosen` from now on, also after a reload. */
export function setLanguage(chosen: Language): void {
  try {
    localStorage.setItem(KEY, chosen)
  } catch {
    // Not kept, but spoken.
  }
  speak(chosen)
}

/** Speaks `chosen` on this page only. */
export function speak(chosen: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = chosen
  current.set(chosen)
}

/** The one of the two that this page speaks, composed (NFC). */
export function t(vi: string, en: string): string {
  return (current.value === 'vi' ? vi : en).normalize('NFC')
}

/** The server's sentence in the language of this page. */
export function say(words: Words | null | undefined): string {
  return words ? t(words.vi, words.en) : ''
}
