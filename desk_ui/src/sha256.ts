// SHA-256 (FIPS 180-4) in plain arithmetic: a page on a plain LAN address has no crypto.subtle.

const BITS = 32

/** The first 32 bits of the fractional parts of roots of the first primes: the standard's own constants. */
function roots(count: number, root: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    if (isPrime(candidate)) found.push(fraction(candidate ** (1 / root)))
  }
  return found
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false
  return true
}

const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** BITS) | 0
const START = roots(8, 2)
const ROUND = roots(64, 3)
const turned = (word: number, by: number): number => (word >>> by) | (word << (BITS - by))

/** The hash of a text's UTF-8 bytes, as hexadecimal digits. */
export function sha256(text: string): string {
  const state = [...START]
  const padded = paddedBytes(new TextEncoder().encode(text))
  for (let block = 0; block < padded.byteLength; block += 64) compress(state, new DataView(padded.buffer, block, 64))
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function paddedBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(new ArrayBuffer(((bytes.length + 8) >> 6) * 64 + 64))
  padded.set(bytes)
  padded[bytes.length] = 0x80
  new DataView(padded.buffer).setUint32(padded.length - 4, bytes.length * 8)
  return padded
}

function compress(state: number[], block: DataView): void {
  const words = Array.from({ length: 16 }, (_, at) => block.getInt32(at * 4))
  const word = (at: number): number => words[at] ?? 0
  for (let at = 16; at < 64; at++) {
    const [near, far] = [word(at - 15), word(at - 2)]
    const low = turned(near, 7) ^ turned(near, 18) ^ (near >>> 3)
    const high = turned(far, 17) ^ turned(far, 19) ^ (far >>> 10)
    words.push((word(at - 16) + low + word(at - 7) + high) | 0)
  }
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
  for (let at = 0; at < 64; at++) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const one = (h + high + ((e & f) ^ (~e & g)) + (ROUND[at] ?? 0) + word(at)) | 0
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
    const other = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + other) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, at) => (state[at] = ((state[at] ?? 0) + value) | 0))
}
