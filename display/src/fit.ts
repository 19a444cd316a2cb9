// Makes a long name fit its box: it wraps first, then its letters shrink in steps down to 0.44.
// The box bounds its own height (max-height), takes its letters' size times var(--fit), and its lines are 1.2 high or more.
// All boxes of a picture are fitted together, before it is painted: the page is laid out once a question and not once a
// box, and four questions find the step of the longest name.

const STEPS = [1, 0.92, 0.84, 0.76, 0.69, 0.62, 0.56, 0.5, 0.44]

const waiting = new Set<HTMLElement>()

function fitSoon(node: HTMLElement): void {
  if (waiting.size === 0) queueMicrotask(fitAll)
  waiting.add(node)
}

function fitAll(): void {
  const nodes = [...waiting]
  waiting.clear()
  ask(nodes, () => 0)
  // Between `fitting`, which may turn out too large still, and `tried`, which is.
  const range = new Map(nodes.filter(overflows).map((node) => [node, { tried: 0, fitting: STEPS.length - 1 }]))
  let open = [...range.keys()]
  while ((open = open.filter((node) => gap(range.get(node)!) > 1)).length > 0) {
    ask(open, (node) => middle(range.get(node)!))
    for (const node of open) {
      const known = range.get(node)!
      if (overflows(node)) known.tried = middle(known)
      else known.fitting = middle(known)
    }
  }
  ask([...range.keys()], (node) => range.get(node)!.fitting)
}

interface Range {
  tried: number
  fitting: number
}

const gap = (range: Range): number => range.fitting - range.tried
const middle = (range: Range): number => Math.floor((range.tried + range.fitting) / 2)

/** Written only where it changes: most names fit as they are, and nothing is to be laid out anew for them. */
function ask(nodes: HTMLElement[], stepOf: (node: HTMLElement) => number): void {
  for (const node of nodes) {
    const step = String(STEPS[stepOf(node)])
    if (node.style.getPropertyValue('--fit') !== step) node.style.setProperty('--fit', step)
  }
}

/** The marks of capital letters reach beyond their line, the further the larger they are; only more than that lacks room. */
const BEYOND_ITS_LINE = 0.1

function overflows(node: HTMLElement): boolean {
  if (node.scrollWidth > node.clientWidth + 1) return true
  const beyond = node.scrollHeight - node.clientHeight - 1
  return beyond > 0 && beyond > BEYOND_ITS_LINE * parseFloat(getComputedStyle(node).fontSize || '0')
}

/** Whose room changed is told in one call for all; an observer for each box would be one call, and one layout, for each. */
const rooms = new Map<Element, Set<HTMLElement>>()
const sizes = new WeakMap<Element, string>()
const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver((changed) => changed.forEach(roomChanged))

/** The first call only tells how large a room is that was fitted a moment ago. */
function roomChanged({ target, contentRect }: ResizeObserverEntry): void {
  const [before, now] = [sizes.get(target), `${contentRect.width} ${contentRect.height}`]
  sizes.set(target, now)
  if (before !== undefined && before !== now) rooms.get(target)?.forEach(fitSoon)
}

function watchRoom(room: Element, node: HTMLElement): () => void {
  const nodes = rooms.get(room) ?? new Set()
  rooms.set(room, nodes.add(node))
  observer?.observe(room)
  return () => {
    nodes.delete(node)
    if (nodes.size > 0) return
    rooms.delete(room)
    observer?.unobserve(room)
  }
}

/**
 * Svelte action: `use:fit={text}` fits again when the text or the room (the parent) changes. Where something beside the
 * box takes from its width, `text` names that too.
 */
export function fit(node: HTMLElement, text: string) {
  fitSoon(node)
  const forget = node.parentElement ? watchRoom(node.parentElement, node) : () => {}
  if (document.fonts?.status === 'loading') void document.fonts.ready.then(() => fitSoon(node))
  return {
    update(next: string) {
      if (next === text) return
      text = next
      fitSoon(node)
    },
    destroy() {
      forget()
      waiting.delete(node)
    },
  }
}
