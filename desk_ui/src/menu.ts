// A menu is a <details data-menu>: it opens by itself, this closes it again. Without script a second press does.

/** Closes the open menu on a press elsewhere, on Escape (the focus goes back to its summary) and when the focus leaves. */
export function tendMenus(): void {
  const open = (): HTMLDetailsElement | null => document.querySelector('details[data-menu][open]')
  const closeUnlessIn = (event: Event): void => {
    const menu = open()
    if (menu && event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  }
  document.addEventListener('pointerdown', closeUnlessIn)
  document.addEventListener('focusin', closeUnlessIn)
  document.addEventListener('keydown', (event) => {
    const menu = open()
    if (event.key !== 'Escape' || !menu) return
    menu.open = false
    menu.querySelector('summary')?.focus()
  })
}
