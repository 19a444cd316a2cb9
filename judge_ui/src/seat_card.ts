// Who sits here: the contest and the token of this page's seat. It must not know what they open.
import type { Language } from 'live_client'

export interface SeatCard {
  contest: string
  token: string
  lang: Language | null
  /** The server serves the sample contest. */
  isDemo: boolean
}

/** The card the server wrote into the page; without it the token is the last part of the address. */
export function readSeatCard(page: Document = document, address: string = location.href): SeatCard {
  const written = page.getElementById('seat')?.textContent
  const card = written ? (JSON.parse(written) as Partial<SeatCard> & { is_demo?: boolean }) : {}
  const parts = new URL(address).pathname.split('/').filter(Boolean)
  const token = card.token ?? decodeURIComponent(parts[parts.length - 1] ?? '')
  const lang = card.lang === 'en' || card.lang === 'vi' ? card.lang : null
  return { contest: card.contest ?? '', token, lang, isDemo: card.is_demo === true }
}
