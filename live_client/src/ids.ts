// Random ids without randomUUID, which an insecure origin (plain HTTP on the hall's network) does not have.

/** A random UUID (version 4). */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const KEY = 'device'

/** The id this device keeps; where nothing can be kept, one for as long as the page lives. */
export function deviceId(): string {
  try {
    const kept = localStorage.getItem(KEY)
    if (kept) return kept
    const fresh = freshId()
    localStorage.setItem(KEY, fresh)
    return fresh
  } catch {
    return freshId()
  }
}
