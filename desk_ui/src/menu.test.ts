import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tendMenus } from './menu'

describe('a menu of the bar', () => {
  beforeAll(tendMenus)
  beforeEach(() => {
    document.body.innerHTML =
      '<details data-menu open><summary tabindex="0">Nguyễn Thị Hòa</summary><a href="#x">Mật khẩu</a></details><details class="asks" open><summary>hỏi</summary></details><button id="elsewhere">Lưu</button>'
  })
  const isOpen = (): boolean => document.querySelector<HTMLDetailsElement>('[data-menu]')?.open ?? false

  it('stays open while what is in it is pressed or focused', () => {
    document.querySelector('a')?.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    document.querySelector('a')?.focus()
    expect(isOpen()).toBe(true)
  })

  it('closes on a press elsewhere and when the focus leaves, and no other fold with it', () => {
    document.getElementById('elsewhere')?.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    expect(isOpen()).toBe(false)
    document.querySelector<HTMLDetailsElement>('[data-menu]')?.setAttribute('open', '')
    document.getElementById('elsewhere')?.focus()
    expect(isOpen()).toBe(false)
    expect(document.querySelector<HTMLDetailsElement>('.asks')?.open).toBe(true)
  })

  it('closes on Escape and gives the focus back', () => {
    document.querySelector('a')?.focus()
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    expect(isOpen()).toBe(false)
    expect(document.activeElement?.tagName).toBe('SUMMARY')
  })
})
