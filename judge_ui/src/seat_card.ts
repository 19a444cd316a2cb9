// Who sits here: the contest, the judge and the token of this page's seat. It must not know what they open.
import type { Language } from 'live_client'

export interface SeatCard {
  contest: string
  token: string
  /** The judge's id, and the contest's journal (without the epoch that a restore adds); empty where no server wrote them. */
  judge: string
  journal: string
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
  const { contest = '', judge = '', journal = '' } = card
  return { contest, token, judge, journal, lang, isDemo: card.is_demo === true }
}

/** Under which name the device keeps what is this judge's: the same for every card that the judge ever gets. */
export function keptAs({ contest, token, judge, journal }: SeatCard): string {
  return judge && journal ? [contest, journal, judge].join(' ') : token
}
