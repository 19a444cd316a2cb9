// The second tap of a double tap, where the first one changed what lies under the finger: nobody meant what is there now.
// It must not know what a control does. A second tap on the same control (a step more, one more digit) is a tap.

/** Longer apart, two taps are two. */
const WITHIN_MS = 400
/** How far an unsteady finger strays. */
const WITHIN_PX = 48

interface Tap {
  at_ms: number
  x: number
  y: number
  control: Element
}

/** From now on such second taps reach nothing on this page. */
export function takeDoubleTapsAsOne(page: Document = document): void {
  let last: Tap | null = null
  const onclick = (event: MouseEvent): void => {
    // A press of Enter has no place.
    if (event.detail === 0 || !(event.target instanceof Element)) return
    const { timeStamp: at_ms, clientX: x, clientY: y } = event
    const tap: Tap = { at_ms, x, y, control: event.target.closest('button, a, input') ?? event.target }
    if (last && mayBeSecond(event) && isSecond(page, last, tap)) {
      event.preventDefault()
      event.stopImmediatePropagation()
      last = { ...last, at_ms } // a third one is no other
    } else last = tap
  }
  page.addEventListener('click', onclick, { capture: true })
}

/** With a mouse the machine itself says what a double click is; a finger may be quicker or stray further than that. */
function mayBeSecond({ detail, pointerType }: MouseEvent & Partial<PointerEvent>): boolean {
  return pointerType !== 'mouse' || detail > 1
}

function isSecond(page: Document, first: Tap, tap: Tap): boolean {
  const isSoon = tap.at_ms - first.at_ms < WITHIN_MS
  const isNear = Math.hypot(tap.x - first.x, tap.y - first.y) < WITHIN_PX
  return isSoon && isNear && tap.control !== first.control && !isStillThere(page, first)
}

/** Whether what was tapped first is still what lies there: then a tap beside it was aimed at its neighbour. */
function isStillThere(page: Document, { control, x, y }: Tap): boolean {
  const there = page.elementFromPoint(x, y)
  return there !== null && control.contains(there)
}
