import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { tendFolds } from './folds'

describe('a fold that a person opens', () => {
  const seen = vi.fn()
  beforeAll(() => {
    tendFolds()
    Element.prototype.scrollIntoView = seen
  })
  beforeEach(() => {
    seen.mockClear()
    document.body.innerHTML = '<details class="asks"><summary tabindex="0">Rút khỏi hội thi…</summary><input type="text" id="reason"></details>'
  })
  const press = async (by: 'mouse' | 'keyboard'): Promise<void> => {
    document.querySelector('summary')?.focus()
    document.querySelector('summary')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: by === 'mouse' ? 1 : 0 }))
    await new Promise((done) => setTimeout(done))
  }

  it('is brought into view, and a mouse may type at once', async () => {
    await press('mouse')
    expect(seen).toHaveBeenCalledWith({ block: 'nearest' })
    expect(document.activeElement?.id).toBe('reason')
  })

  it('leaves the keyboard on what was pressed', async () => {
    await press('keyboard')
    expect(seen).toHaveBeenCalledOnce()
    expect(document.activeElement?.tagName).toBe('SUMMARY')
  })

  it('that closes moves nothing', async () => {
    document.querySelector('details')?.setAttribute('open', '')
    await press('mouse')
    expect(seen).not.toHaveBeenCalled()
  })
})
