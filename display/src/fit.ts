// Makes a long name fit its box: it wraps first, then its letters shrink in steps down to 0.44.
// The box bounds its own height (max-height) and takes its letters' size times var(--fit).

const STEPS = [1, 0.92, 0.84, 0.76, 0.69, 0.62, 0.56, 0.5, 0.44]

/** Svelte action: `use:fit={text}` fits again when the text or the room changes. */
export function fit(node: HTMLElement, text: string) {
  const fitNow = () => {
    for (const step of STEPS) {
      node.style.setProperty('--fit', String(step))
      if (node.scrollHeight <= node.clientHeight + 1 && node.scrollWidth <= node.clientWidth + 1) return
    }
  }
  fitNow()
  const room = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(fitNow)
  if (node.parentElement) room?.observe(node.parentElement)
  void document.fonts?.ready.then(fitNow)
  return {
    update(next: string) {
      if (next === text) return
      text = next
      fitNow()
    },
    destroy: () => room?.disconnect(),
  }
}
