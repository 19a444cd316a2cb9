// What the face of the stage timer says at a moment of the server's clock.
// It must not know penalties: it says that the limit is over, never what that costs.
import type { TimerValue } from 'live_client'

export interface TimerFace {
  /** "4:05", or "1:02:03" from an hour on. */
  elapsed: string
  /** "5:00", or null where the round has no limit. */
  limit: string | null
  running: boolean
  /** The first full second beyond the limit has gone. */
  isOver: boolean
  /** How far beyond the limit, "0:12". */
  overBy: string | null
  /** The hard stop has been reached: the performance ends here. */
  isStopped: boolean
  /** 0 to 1 of the limit, null without one. */
  filled: number | null
}

/** The face at `nowMs` of the server's clock; null where there is nothing to show (no limit and never started). */
export function timerFace(timer: TimerValue, nowMs: number): TimerFace | null {
  const limitMs = millisecondsOf(timer.limit_s)
  const stopMs = millisecondsOf(timer.hard_stop_s)
  const running = timer.started_ms != null
  const elapsedMs = elapsedOf(timer, nowMs)
  if (limitMs == null && stopMs == null && !running && elapsedMs === 0) return null
  const overMs = limitMs == null ? 0 : elapsedMs - limitMs
  return {
    elapsed: clockText(elapsedMs),
    limit: limitMs == null ? null : clockText(limitMs),
    running,
    isOver: limitMs != null && overMs >= 1000,
    overBy: overMs >= 1000 ? clockText(overMs) : null,
    isStopped: stopMs != null && elapsedMs >= stopMs,
    filled: limitMs == null || limitMs <= 0 ? null : Math.min(1, elapsedMs / limitMs),
  }
}

/** Elapsed milliseconds; a clock that is a little behind the start never shows less than what had already gone. */
export function elapsedOf(timer: TimerValue, nowMs: number): number {
  const since = timer.started_ms == null ? 0 : Math.max(0, nowMs - timer.started_ms)
  return timer.elapsed_ms + since
}

/** Whole seconds, rounded down, as m:ss or h:mm:ss. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

function millisecondsOf(seconds: string | null): number | null {
  const ms = seconds == null ? NaN : Number(seconds) * 1000
  return Number.isFinite(ms) ? ms : null
}
