// The timer's face, ticking between two drawings by the server's clock. It must not know how it was started.

/** m:ss of a duration, whole seconds passed. */
export function face(elapsed_ms: number): string {
  const seconds = Math.floor(Math.max(0, elapsed_ms) / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Draws the timer on the page, if there is one, for the server's time `now_ms`. */
export function tick(now_ms: number): void {
  const timer = document.getElementById('timer')
  if (!timer) return
  const { startedMs, elapsedMs, limitS } = timer.dataset
  const elapsed_ms = Number(elapsedMs) + (startedMs ? Math.max(0, now_ms - Number(startedMs)) : 0)
  const isOver = Boolean(limitS) && elapsed_ms > Number(limitS) * 1000
  const shown = timer.querySelector('.face')
  if (shown && shown.textContent !== face(elapsed_ms)) shown.textContent = face(elapsed_ms)
  timer.classList.toggle('is-over', isOver)
  timer.querySelector('.over')?.toggleAttribute('hidden', !isOver)
}
