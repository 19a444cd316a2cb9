// A fold that a person opens near the lower edge would open out of sight: it is brought into view, as far as it has room.

/** Whoever opens it by mouse or finger may type at once; the keyboard stays where it is, on the summary. */
export function tendFolds(): void {
  document.addEventListener('click', (event) => {
    const summary = event.target instanceof Element ? event.target.closest('summary') : null
    const fold = summary?.parentElement
    if (!(fold instanceof HTMLDetailsElement) || fold.hasAttribute('data-menu')) return
    // The fold opens after the click.
    setTimeout(() => {
      if (!fold.open) return
      fold.scrollIntoView({ block: 'nearest' })
      if (event.detail > 0 && fold.classList.contains('asks')) fold.querySelector<HTMLElement>('input[type=text]')?.focus({ preventScroll: true })
    })
  })
}
