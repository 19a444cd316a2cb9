// Knows whether somebody is in the middle of a press, or before an open list. It must not know what is pressed.
// A browser makes a click of a press only if what was under it is still there when it is let go of, and closes a list
// with its field.

/** A press that is never let go of (over a menu, outside the window) holds nothing up for longer. */
const LONGEST_PRESS_MS = 2_000

let since_ms = -Infinity

/** True from a button's going down until it is up again, and while a field's list stands open. */
export const isPressing = (): boolean => performance.now() - since_ms < LONGEST_PRESS_MS || isChoosing()

function isChoosing(): boolean {
  const field = document.activeElement
  return field instanceof HTMLSelectElement && CSS.supports('selector(:open)') && field.matches(':open')
}

/** Watches the pointer, and the space bar, which presses a button when it comes up. */
export function watchPresses(): void {
  const down = (event: Event): void => {
    const isPress = event instanceof KeyboardEvent ? event.key === ' ' && !event.repeat : (event as PointerEvent).button === 0
    if (isPress) since_ms = performance.now()
  }
  const up = (): void => {
    since_ms = -Infinity
  }
  for (const name of ['pointerdown', 'keydown']) document.addEventListener(name, down, true)
  for (const name of ['pointerup', 'pointercancel', 'keyup']) document.addEventListener(name, up, true)
}
