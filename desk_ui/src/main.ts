// The desk's script: htmx sends the forms, this keeps the panels fresh, the clock ticking and the line watched.
// Without it every form still works by itself. It must not know what any act means.
import { connect, type Connection } from 'live_client'
import { checkDraws } from './check_draws'
import './desk.css'
import './bar.css'
import './cards.css'
import './draw.css'
import './print'
import './journal.css'
import './paper_font.css'
import './print.css'
import './setup.css'
import './typing.css'
import { tendFolds } from './folds'
import { tendMenus } from './menu'
import { isOut, keepTyping, refreshPanels } from './panels'
import { watchPresses } from './presses'
import { tick } from './timer'
import { tendTyping } from './typing'

const REFRESH_MS = 300
const RETRY_MS = 2_000
const TICK_MS = 200
const DONE_MS = 8_000

function watch(desk: HTMLElement, line: Connection): void {
  let planned: ReturnType<typeof setTimeout> | undefined
  let last_ms = 0
  const plan = (): void => {
    if (planned !== undefined) return
    const wait_ms = Math.max(0, last_ms + REFRESH_MS - performance.now())
    planned = setTimeout(() => {
      planned = undefined
      last_ms = performance.now()
      const wasOut = isOut()
      refreshPanels(desk).then(
        (isShown) => {
          // In again by another tab: the line that stands here is still nobody's, and would tell nothing any more.
          if (wasOut && !isOut()) line.reconnect()
          if (!isShown) plan()
        },
        () => setTimeout(plan, RETRY_MS),
      )
    }, wait_ms)
  }
  // Whatever the page shows it asks for; the line only says when.
  const topics = desk.dataset.topics === 'changes' ? (['changes'] as const) : (['changes', 'presence'] as const)
  for (const topic of topics) line.watch(topic).subscribe((value) => value && plan())
  // Whoever was typing gets the news when the form is done.
  desk.addEventListener('focusout', plan)
  const lookAgain = (): void => {
    if (isOut()) plan()
  }
  document.addEventListener('visibilitychange', lookAgain)
  addEventListener('focus', lookAgain)
  line.state.subscribe((state) => {
    const lost = document.getElementById('line-lost')
    if (lost) lost.hidden = state.kind !== 'offline'
    if (state.kind === 'online' || state.kind === 'refused') plan()
  })
}

/** What was done is read soon; a refusal stays until it is clicked away or the next act; silence is said too. */
function tendToasts(): void {
  const toasts = document.getElementById('toasts')
  document.body.addEventListener('htmx:sendError', () => {
    const notSent = document.querySelector<HTMLTemplateElement>('template#not-sent')
    if (notSent) toasts?.replaceChildren(notSent.content.cloneNode(true))
  })
  toasts?.addEventListener('click', (event) => {
    if (!(event.target as Element).closest('a')) toasts.replaceChildren()
  })
  document.body.addEventListener('htmx:afterOnLoad', () => {
    const done = toasts?.querySelector('.toast.done')
    if (done) setTimeout(() => done.remove(), DONE_MS)
  })
}

function start(): void {
  keepTyping()
  watchPresses()
  tendToasts()
  tendMenus()
  tendFolds()
  checkDraws(document)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-typing]')) tendTyping(form)
  const desk = document.getElementById('desk')
  const contest = desk?.dataset.contest
  if (!desk || !contest) return
  const drawn_ms = performance.now()
  const offset_ms = Number(desk.dataset.nowMs) - drawn_ms
  const line = connect({ contest, heartbeat: true })
  setInterval(() => tick(line.clock.isKnown ? line.serverNow() : performance.now() + offset_ms), TICK_MS)
  watch(desk, line)
}

start()
