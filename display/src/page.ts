// Which contest this page is for, in which language, and where others reach the server: from what the server wrote into it, else from its address.
import type { Language } from 'live_client'

export interface ScreenPage {
  contest: string
  /** Null where nobody asked for a language. */
  lang: Language | null
  /** The server serves the sample contest. */
  isDemo: boolean
  /** The server's address for other devices; "" where it was not written into the page. */
  base: string
}

/** The page's contest and language; `written` is the text of <script id="screen">, "" where there is none. */
export function screenPage(written: string, address: { pathname: string; search: string }): ScreenPage {
  const given = parsed(written)
  const asked = new URLSearchParams(address.search).get('lang')
  return {
    contest: typeof given.contest === 'string' && given.contest !== '' ? given.contest : lastPart(address.pathname),
    lang: languageOr(asked, languageOr(given.lang, null)),
    isDemo: given.is_demo === true,
    base: typeof given.base === 'string' ? given.base : '',
  }
}

function languageOr(value: unknown, otherwise: Language | null): Language | null {
  return value === 'vi' || value === 'en' ? value : otherwise
}

function parsed(written: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(written)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function lastPart(pathname: string): string {
  const part = pathname.split('/').filter((piece) => piece !== '').pop() ?? ''
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
