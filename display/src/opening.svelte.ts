// Opens the turns of a draw one after the other, with names rolling by before each: the suspense, and nothing else.
// It must not know turns that the server has not opened; where motion is not wanted every turn opens at once.

const ROLL_MS = 2_200
/** Names roll by, slower and slower. */
const FIRST_NAME_MS = 55
const SLOWER = 1.13
/** Several turns opened at once follow each other quickly, the whole row within this time. */
const EACH_MS = 320
const ALL_MS = 6_000

export interface Opening {
  /** How many turns are to be seen open. */
  readonly shown: number
  /** The name that rolls by in front of the next turn; null while nothing rolls. */
  readonly rolling: string | null
}

/** Follows `opened()`; `names()` are those that may still come. Call it while a component is set up. */
export function openingTurns(opened: () => number, names: () => readonly string[], isStill: () => boolean): Opening {
  let shown = $state(opened())
  let rolling: string | null = $state(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function next(): void {
    timer = undefined
    const waiting = opened() - shown
    if (waiting <= 0) return
    if (isStill()) shown = opened()
    else if (waiting === 1) roll(0, FIRST_NAME_MS, 0)
    else timer = setTimeout(() => open(), Math.min(EACH_MS, ALL_MS / waiting))
  }

  function roll(at: number, pause_ms: number, rolled_ms: number): void {
    const left = names()
    if (rolled_ms >= ROLL_MS || left.length < 2 || opened() - shown > 1) return open()
    rolling = left[at % left.length] ?? null
    timer = setTimeout(() => roll(at + 1, pause_ms * SLOWER, rolled_ms + pause_ms), pause_ms)
  }

  function open(): void {
    rolling = null
    shown += 1
    next()
  }

  $effect(() => {
    if (opened() < shown) shown = opened() // another draw, or a restored server
    if (timer === undefined) next()
  })
  $effect(() => () => clearTimeout(timer))
  return {
    get shown() {
      return shown
    },
    get rolling() {
      return rolling
    },
  }
}
