import { beforeEach, describe, expect, it } from 'vitest'
import { face, tick } from './timer'

describe('the timer', () => {
  beforeEach(() => {
    document.body.innerHTML =
      '<div id="timer" data-started-ms="1000000" data-elapsed-ms="2000" data-limit-s="60"><span class="face"></span><span class="over" hidden></span></div>'
  })
  const shown = (): [string, boolean] => [
    document.querySelector('.face')?.textContent ?? '',
    !document.querySelector('.over')?.hasAttribute('hidden'),
  ]

  it('counts whole seconds from the server’s clock on top of what ran before', () => {
    tick(1_063_999 - 2_000 - 3_000)
    expect(shown()).toEqual(['1:00', true])
    tick(1_057_900)
    expect(shown()).toEqual(['0:59', false])
  })

  it('stands while it is stopped', () => {
    document.getElementById('timer')!.dataset.startedMs = ''
    tick(9_999_999)
    expect(shown()).toEqual(['0:02', false])
  })

  it('never runs backwards below what it had', () => {
    tick(999_000)
    expect(shown()).toEqual(['0:02', false])
  })

  it('writes minutes and seconds', () => {
    expect([0, 59_999, 60_000, 372_000].map(face)).toEqual(['0:00', '0:59', '1:00', '6:12'])
  })
})
