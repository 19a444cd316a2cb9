// Computes drawn lots again on the reader's own device and says whether they agree (docs/drawing-lots.md).
// It must not know how the page looks: it shows one of two sentences that stand there hidden.
import { sha256 } from './sha256'

export interface RecordedDraw {
  seal: string
  secret: string
  word: string
  /** The numbers of the entries, in the order that was drawn. */
  numbers: readonly number[]
}

/** Whether the seal is that of the secret, and the order what secret and word make. */
export function agrees(draw: RecordedDraw): boolean {
  if (sha256(draw.secret) !== draw.seal) return false
  const lots = draw.numbers.map((number) => sha256(`${draw.secret}|${draw.word}|${number}`))
  return lots.every((lot, at) => at === 0 || (lots[at - 1] ?? '') < lot)
}

/** Every draw on the page. */
export function checkDraws(page: ParentNode): void {
  for (const place of page.querySelectorAll<HTMLElement>('[data-check-draw]')) {
    const { seal = '', secret = '', word = '', numbers = '' } = place.dataset
    const verdict = agrees({ seal, secret, word, numbers: numbers.split(' ').map(Number) }) ? 'yes' : 'no'
    place.querySelector<HTMLElement>(`[data-says="${verdict}"]`)?.removeAttribute('hidden')
  }
}
