import { afterEach, expect, test } from 'vitest'
import { fit } from './fit'

/** A box in which letters of at most `fits` of their size fit; it counts how often it was measured. */
function aBox(fits: number) {
  const node = document.createElement('p')
  document.body.append(node)
  let measured = 0
  const box = { node, fits, measured: () => measured }
  const size = () => Number(node.style.getPropertyValue('--fit') || 1)
  Object.defineProperties(node, {
    clientHeight: { value: 100 },
    clientWidth: { value: 100 },
    scrollWidth: { value: 100 },
    scrollHeight: {
      configurable: true,
      get: () => {
        measured += 1
        return size() <= box.fits ? 100 : 200
      },
    },
  })
  return box
}

const stepOf = (node: HTMLElement) => node.style.getPropertyValue('--fit')

afterEach(() => document.body.replaceChildren())

test.each([
  [1, '1'],
  [0.95, '0.92'],
  [0.7, '0.69'],
  [0.5, '0.5'],
  [0.44, '0.44'],
  [0.1, '0.44'], // nothing fits: the smallest letters
])('letters take the largest step that fits: %d', async (fits, step) => {
  const { node } = aBox(fits)
  fit(node, 'Xã Hương Sơn')
  await Promise.resolve()
  expect(stepOf(node)).toBe(step)
})

test.each([
  [48, 5, '1'], // on a wall of 3840 the marks of capitals reach 5 px beyond the line, and nothing is missing
  [48, 48, '0.44'], // one line more than there is room for
])('letters of %d px that reach %d px beyond their box', async (letters, beyond, step) => {
  const { node } = aBox(1)
  node.style.fontSize = `${letters}px`
  Object.defineProperty(node, 'scrollHeight', { value: 100 + beyond, configurable: true })
  fit(node, 'THỊ TRẤN HƯƠNG SƠN')
  await Promise.resolve()
  expect(stepOf(node)).toBe(step)
})

test('the step of a long name is found with four questions, of a short one with one', async () => {
  const [long, short] = [aBox(0.56), aBox(1)]
  fit(long.node, 'Khối Dân vận thị trấn Hương Sơn')
  fit(short.node, 'Úc Kỳ')
  await Promise.resolve()
  expect([long.measured(), short.measured()]).toEqual([4, 1])
})

test('a name that changes is fitted again, from the largest step', async () => {
  const box = aBox(0.7)
  const action = fit(box.node, 'Xã Hương Sơn')
  await Promise.resolve()
  box.fits = 1
  action.update('Úc Kỳ')
  await Promise.resolve()
  expect(stepOf(box.node)).toBe('1')
  action.destroy()
})
