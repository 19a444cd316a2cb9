// Swaps the desk's panels for fresh ones without taking anything out of a person's hands: what is typed, opened, focused,
// pressed or scrolled stays. It must not know what stands in a panel.
import htmx from 'htmx.org'
import { nextEmpty } from './next_field'
import { isPressing } from './presses'

type Typed = HTMLInputElement | HTMLSelectElement

/** What a person pressed, while its answer is awaited: the browser takes the focus from a button that is switched off. */
let pressed: HTMLElement | null = null

/** Counts what a press of the person's own drew: whatever was asked for before that is old by then. */
let presses = 0

/** Counts the refreshes; `answered` is the last one of which the answer is known: on a bad line they overtake each other. */
let refreshes = 0
let answered = 0

/** Counts how often the person went to look at something else. */
let looks = 0

/** Whether the answer at hand draws what the person looked at before. */
let isOvertaken = false

/**
 * Fetches the panels as they are now and swaps those that changed; while somebody types in one, that one waits.
 * False if the answer could not be shown: it was old, the person has gone on meanwhile, or is pressing at this moment.
 * Throws where there is no answer.
 */
export async function refreshPanels(desk: HTMLElement): Promise<boolean> {
  const asked = { search: location.search, presses, refresh: ++refreshes }
  const answer = await fetch((desk.dataset.panels ?? '') + asked.search, { headers: { 'HX-Request': 'true' } })
  const html = await answer.text()
  if (answer.status >= 500) throw new Error(`panels: ${answer.status}`)
  if (asked.refresh < answered) return true
  answered = asked.refresh
  document.body.classList.toggle('signed-out', answer.status === 401)
  document.body.classList.toggle('turned-away', answer.status === 403 || answer.status === 404)
  if (!answer.ok) return true
  const page = new DOMParser().parseFromString(html, 'text/html')
  if (location.search !== asked.search || presses !== asked.presses || isPressing()) return false
  for (const fresh of page.querySelectorAll<HTMLElement>('section.panel')) {
    const old = document.getElementById(fresh.id)
    if (!old) continue
    if (old.dataset.digest === fresh.dataset.digest) takeOver(old, fresh)
    else if (!isTypingIn(old)) swap(old, fresh, heldForms(old))
  }
  return true
}

/** Whether the server no longer gives this page what it shows. */
export function isOut(): boolean {
  return document.body.matches('.signed-out, .turned-away')
}

/** Takes over htmx's own swaps of panels, and forgets what was typed into a form whose act was done. */
export function keepTyping(): void {
  document.body.addEventListener('htmx:beforeRequest', (event) => {
    const { elt, xhr } = (event as CustomEvent<{ elt: Element; xhr?: XMLHttpRequest }>).detail
    if (elt.matches('[hx-get][hx-push-url]')) looks += 1
    const looksThen = looks
    // The form may be gone by then, and no event of htmx's would tell which answer is at hand.
    xhr?.addEventListener('readystatechange', () => (isOvertaken = looksThen < looks))
    pressed = elt.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null
  })
  document.body.addEventListener('htmx:oobBeforeSwap', (event) => {
    const detail = (event as CustomEvent<{ shouldSwap: boolean; target: HTMLElement; fragment: DocumentFragment }>).detail
    const fresh = detail.fragment.querySelector<HTMLElement>('section.panel')
    if (!fresh) return
    detail.shouldSwap = false
    if (isOvertaken) return
    presses += 1
    // The person pressed and reads the answer: whatever is sent next rests on what stands here now.
    swap(detail.target, fresh, unanswered(detail.target))
  })
  document.body.addEventListener('htmx:beforeOnLoad', (event) => {
    const { elt, xhr } = (event as CustomEvent<{ elt: Element; xhr: XMLHttpRequest }>).detail
    const token = xhr.getResponseHeader('X-Fresh-Token')
    if (token) for (const field of document.getElementsByName('csrf_token')) field.setAttribute('value', token)
    const outcome = xhr.getResponseHeader('X-Act')
    if (!outcome || !(elt instanceof HTMLFormElement)) return
    delete elt.dataset.unanswered
    if (outcome !== 'done') return
    elt.reset()
    elt.closest('details.asks')?.removeAttribute('open')
  })
  document.body.addEventListener('htmx:sendError', (event) => {
    const { elt } = (event as CustomEvent<{ elt: Element }>).detail
    if (elt instanceof HTMLFormElement) elt.dataset.unanswered = 'yes'
  })
}

/** An empty field that has the focus is swapped too, and keeps it: a page may give it the focus by itself. */
function isTypingIn(panel: HTMLElement): boolean {
  const field = document.activeElement
  return field instanceof HTMLInputElement && panel.contains(field) && isTyped(field)
}

function swap(old: HTMLElement, fresh: HTMLElement, held: HTMLFormElement[]): void {
  fresh.removeAttribute('hx-swap-oob')
  const folds = [...old.querySelectorAll<HTMLDetailsElement>('details[id]')].filter(isFolded).map(({ id, open }) => ({ id, open }))
  const typed = [...old.querySelectorAll<Typed>('input[id], select[id]')].filter(isTyped).map(({ id, value }) => ({ id, value }))
  const ticked = [...old.querySelectorAll<HTMLInputElement>('input[type=checkbox][id]')].filter(isTicked).map(({ id, checked }) => ({ id, checked }))
  const focused = focusedIn(old)
  const top = old.scrollTop
  old.replaceWith(fresh)
  htmx.process(fresh)
  const of = <T extends HTMLElement>(id: string): T | null => (id ? fresh.querySelector<T>(`#${CSS.escape(id)}`) : null)
  for (const { id, open } of folds) of<HTMLDetailsElement>(id)?.toggleAttribute('open', open)
  for (const { id, value } of typed) {
    const field = of<Typed>(id)
    if (field) field.value = value
  }
  for (const { id, checked } of ticked) {
    const box = of<HTMLInputElement>(id)
    if (box && !box.disabled) box.checked = checked
  }
  for (const form of held) {
    const again = of<HTMLFormElement>(form.id)
    if (again) hold(form, again)
  }
  fresh.scrollTop = top
  if (focused) restoreFocus(fresh, of(focused.id) ?? nextEmpty(fresh, focused), focused)
}

/** What has the focus in this panel, or had it when it was pressed. */
function focusedIn(panel: HTMLElement): HTMLElement | null {
  const now = document.activeElement === document.body ? pressed : document.activeElement
  return now instanceof HTMLElement && panel.contains(now) ? now : null
}

/** Nobody knows whether these were stored: pressed again, they must be the same command, or they might count twice. */
function unanswered(panel: HTMLElement): HTMLFormElement[] {
  return [...panel.querySelectorAll<HTMLFormElement>('form[data-unanswered]')]
}

/** Besides, whoever has begun to fill in a form wants to be told what happened since, not to have it slipped under. */
function heldForms(panel: HTMLElement): HTMLFormElement[] {
  return [...panel.querySelectorAll<HTMLFormElement>('form')].filter(
    (form) => form.dataset.unanswered || [...form.querySelectorAll<Typed>('input[id], select[id]')].some(isTyped),
  )
}

/** Nothing that stands here changed, so the forms rest on the journal as it is now. */
function takeOver(old: HTMLElement, fresh: HTMLElement): void {
  const held = heldForms(old)
  for (const form of old.querySelectorAll<HTMLFormElement>('form[id]')) {
    const again = fresh.querySelector<HTMLFormElement>(`#${CSS.escape(form.id)}`)
    const [mine, theirs] = [hidden(form, 'drawn_at'), again && hidden(again, 'drawn_at')]
    if (mine && theirs && !held.includes(form)) mine.value = theirs.value
  }
}

function hold(form: HTMLFormElement, again: HTMLFormElement): void {
  const names = form.dataset.unanswered ? ['command_id', 'drawn_at'] : ['drawn_at']
  if (form.dataset.unanswered) again.dataset.unanswered = 'yes'
  for (const name of names) {
    const [mine, theirs] = [hidden(form, name), hidden(again, name)]
    if (mine && theirs) theirs.value = mine.value
  }
}

function hidden(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`)
}

/** Whether a person opened or closed it: `data-open` is how it was drawn. */
function isFolded({ open, dataset }: HTMLDetailsElement): boolean {
  return open !== (dataset.open === 'yes')
}

const isTicked = (box: HTMLInputElement): boolean => box.checked !== box.defaultChecked

function isTyped(field: Typed): boolean {
  if (field instanceof HTMLInputElement) return field.value !== field.defaultValue
  const drawn = [...field.options].findIndex((option) => option.defaultSelected)
  return field.selectedIndex !== Math.max(0, drawn)
}

/** The same element again; its panel where it is gone, so that the keyboard does not start over at the top. */
function restoreFocus(panel: HTMLElement, again: HTMLElement | null, before: HTMLElement): void {
  const canTake = again && !again.matches(':disabled')
  ;(canTake ? again : panel).focus({ preventScroll: true })
  if (again instanceof HTMLInputElement && before instanceof HTMLInputElement && again.id === before.id) {
    again.setSelectionRange(before.selectionStart, before.selectionEnd)
  }
}
