// @vitest-environment node
/// <reference types="node" />
// Letters must be readable on a washed-out projector: every pair of colours that carries words is at least AA.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./wall.css', import.meta.url), 'utf8')

function colour(name: string): [number, number, number] {
  const hex = name.startsWith('#') ? name : new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)?.[1]
  if (!hex) throw new Error(`no colour ${name}`)
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number]
}

function luminance(name: string): number {
  const [r, g, b] = colour(name).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

// The brightest red of the waiting scene's backdrop stands for all of it.
const BACKDROP = '#a5181b'

test.each([
  ['ink', 'paper'], ['soft', 'paper'], ['red', 'paper'], ['alarm', 'paper'], ['gold-ink', 'gold-soft'], ['ink', 'gold-soft'],
  ['soft', 'gold-soft'], ['red', 'gold-soft'], ['gold', 'red'], ['paper', 'red'], ['paper', BACKDROP], ['gold', BACKDROP],
  ['red-deep', 'gold'], ['#ffffff', 'alarm'], ['#141414', '#ffd400'], ['gold-ink', 'card'], ['soft', 'card'],
])('%s on %s can be read', (letters, ground) => {
  expect(contrast(letters, ground)).toBeGreaterThanOrEqual(4.5)
})
