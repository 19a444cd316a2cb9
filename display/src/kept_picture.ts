// The last good picture of a contest, kept on the device so that a reload while the server is away still shows it.
// It keeps public values only, and must not decide whether they are fresh.
import type { BoardValue, StageValue } from 'live_client'

export interface Picture {
  stage: StageValue | null
  board: BoardValue | null
  /** When it was known to be good, by this device's clock. */
  good_ms: number
  /** What to add to this device's clock to get the server's. */
  clock_offset_ms: number
}

/** Raised when the shapes of the topics change, so that an old picture is never drawn by new code. */
const FORM = 1
/** A picture of another day explains nothing. */
export const KEPT_FOR_MS = 12 * 3_600_000
const keyOf = (contest: string) => `contest-app/wall/${contest}`

/** The picture kept for a contest, or null where there is none or only an old one. */
export function keptPicture(contest: string, now_ms: number, storage: Storage | null = deviceStorage()): Picture | null {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(keyOf(contest)) ?? 'null')
    return isPicture(stored) && Math.abs(now_ms - stored.good_ms) < KEPT_FOR_MS ? stored : null
  } catch {
    return null
  }
}

/** Keeps a picture; a device that has no storage, or no room, goes without. */
export function keepPicture(contest: string, picture: Picture, storage: Storage | null = deviceStorage()): void {
  try {
    storage?.setItem(keyOf(contest), JSON.stringify({ form: FORM, ...picture }))
  } catch {
    // Full or forbidden: the picture in memory is enough until the next reload.
  }
}

function isPicture(stored: unknown): stored is Picture {
  const found = stored as (Picture & { form?: unknown }) | null
  return found?.form === FORM && Number.isFinite(found.good_ms) && Number.isFinite(found.clock_offset_ms)
}

function deviceStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
