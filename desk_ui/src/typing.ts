// The form for a paper sheet: the running total beside the one on the paper, and Enter as the way to the next mark.
// Without it the form works as well; the server adds up for itself.
import { addDecimals, compareDecimals, language, multiplyDecimals, readMark, showDecimal } from 'live_client'

/** The sum of mark x factor of what is a number so far; null while nothing is. */
export function sumOf(marks: { typed: string; factor: string }[]): string | null {
  let sum: string | null = null
  for (const { typed, factor } of marks) {
    const mark = readMark(typed)
    if (mark !== null) sum = addDecimals(sum ?? '0', multiplyDecimals(mark, factor))
  }
  return sum
}

export function tendTyping(form: HTMLFormElement): void {
  const fields = [...form.querySelectorAll<HTMLInputElement>('[data-mark]')]
  const total = form.querySelector<HTMLInputElement>('[data-total]')
  const output = form.querySelector<HTMLOutputElement>('[data-sum]')
  const shown = output?.querySelector('strong')
  if (!total || !output || !shown) return
  const show = (): void => {
    const sum = sumOf(fields.map((field) => ({ typed: field.value, factor: field.dataset.factor ?? '1' })))
    const written = readMark(total.value)
    const agrees = sum !== null && written !== null && compareDecimals(sum, written) === 0
    output.hidden = sum === null
    shown.textContent = showDecimal(sum, document.documentElement.lang === 'en' ? 'en' : language.value) + (written === null ? '' : agrees ? ' ✓' : ' ≠')
    output.classList.toggle('differs', written !== null && sum !== null && !agrees)
  }
  form.addEventListener('input', show)
  form.addEventListener('keydown', (event) => {
    const at = fields.indexOf(event.target as HTMLInputElement)
    if (event.key !== 'Enter' || at < 0) return
    event.preventDefault()
    ;(fields[at + 1] ?? total).focus()
  })
  show()
}
