// When a picture counts as out of date, and how the badge says so.
import { say, t, type LineState } from 'live_client'

/** A line that comes back sooner than this needs no badge. */
export const GRACE_MS = 3_000
/** The server gives an open line a sign of life every 10 s (see the slow heartbeat of live_client). */
export const SILENCE_MS = 12_000

/** True when the picture may be out of date: the line has been away for a while, or is open and silent. */
export function isStale(line: LineState['kind'], awayFor_ms: number, silence_ms: number): boolean {
  return line === 'online' ? silence_ms > SILENCE_MS : awayFor_ms > GRACE_MS
}

/** "Mất kết nối, hình lúc 19:42"; a refusal speaks for itself. */
export function staleText(line: LineState, goodUntil_ms: number | null): string {
  const what = line.kind === 'refused' ? say(line.words) : t('Mất kết nối', 'No connection')
  if (goodUntil_ms == null) return what
  const at = timeOfDay(new Date(goodUntil_ms))
  return `${what} · ${t(`hình lúc ${at}`, `picture of ${at}`)}`
}

function timeOfDay(moment: Date): string {
  return [moment.getHours(), moment.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':')
}
