// Typing a column of figures: Enter stores one, and the next empty field is ready. The table says so by data-next-empty.

/** The next field that is still empty in the fresh panel, after the one that was typed into; else the first empty one. */
export function nextEmpty(panel: HTMLElement, before: HTMLElement): HTMLInputElement | null {
  const table = before.closest('[data-next-empty]')
  if (!table || !(before instanceof HTMLInputElement)) return null
  const at = fields(table).indexOf(before)
  const fresh = fields(panel.querySelector('[data-next-empty]'))
  return fresh.find((field, index) => index > at && !field.value) ?? fresh.find((field) => !field.value) ?? null
}

function fields(table: Element | null): HTMLInputElement[] {
  return table ? [...table.querySelectorAll<HTMLInputElement>('input[type=text]')] : []
}
