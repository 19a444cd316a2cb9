// A screen that hangs on the wall for days loads a newer build of itself, at most rarely, and only when it is connected again.
// It must not reload because of anything a topic says.

/** Two reloads lie at least this far apart, whatever happens. */
export const RELOAD_EVERY_MS = 600_000
const LOOK_WITHIN_MS = 20_000
const RELOADED_AT = 'contest-app/wall/reloaded_ms'

/** The addresses of the scripts and style sheets that a page's HTML names, sorted. */
export function assetsOf(html: string): string[] {
  const found = html.match(/(?:src|href)="[^"]*\/assets\/[^"]+"/g) ?? []
  return [...new Set(found.map((attribute) => attribute.replace(/^[^"]*"|"$/g, '')))].sort()
}

/** True where the served page names other assets than the running one; a page without any proves nothing. */
export function isNewer(runningHtml: string, servedHtml: string): boolean {
  const served = assetsOf(servedHtml)
  const running = assetsOf(runningHtml)
  return served.length > 0 && running.length > 0 && served.some((asset) => !running.includes(asset))
}

/** True when a reload is allowed now; remembers that it was used. */
export function mayReload(nowMs: number, storage: Storage): boolean {
  const last = Number(storage.getItem(RELOADED_AT) ?? NaN)
  if (Number.isFinite(last) && Math.abs(nowMs - last) < RELOAD_EVERY_MS) return false
  storage.setItem(RELOADED_AT, String(nowMs))
  return true
}

/** After the connection came back: looks for a newer build within so long, so that 1,000 screens do not ask at once. */
export function lookForNewerSoon(random: number = Math.random()): void {
  setTimeout(() => void reloadIfNewer(), LOOK_WITHIN_MS * random)
}

/** Reloads when the server has a newer build. */
export async function reloadIfNewer(): Promise<void> {
  try {
    const answer = await fetch(location.href, { cache: 'no-store' })
    if (!answer.ok || !isNewer(document.documentElement.outerHTML, await answer.text())) return
    if (mayReload(Date.now(), sessionStorage)) location.reload()
  } catch {
    // No page to be had, or no storage to remember a reload in: stay with what runs.
  }
}
