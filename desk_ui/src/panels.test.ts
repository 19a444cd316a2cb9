import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { isOut, keepTyping, refreshPanels } from './panels'
import { watchPresses } from './presses'

// The test's browser has no XPath, which htmx wants as soon as it is loaded; what it does with forms is its own business.
vi.mock('htmx.org', () => ({ default: { process: () => {} } }))

const panel = (digest: string, tile: string, base: string, button = '<button id="go">Nộp</button>'): string =>
  `<section class="panel" id="panel-stage" tabindex="-1" data-digest="${digest}"><p class="tile">${tile}</p>
   <details id="ask"><summary>Đóng</summary><form id="form-close"><input type="hidden" name="command_id" value="${digest}"><input type="hidden" name="drawn_at" value="${base}00"><input type="hidden" name="base" value="${base}">
   <input type="text" id="reason" value=""></form></details>${button}</section>`

function serve(html: string, status = 200): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(html, { status })))
}

describe('a live refresh', () => {
  let desk: HTMLElement
  const $ = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector)!

  beforeAll(watchPresses)
  beforeEach(() => {
    document.body.className = ''
    document.body.innerHTML = `<div id="desk" data-panels="/panels">${panel('a', 'chưa nộp', '0')}</div>`
    desk = $('#desk')
  })

  it('shows what changed, and keeps what was typed and opened, with the new hidden fields', async () => {
    $<HTMLInputElement>('#reason').value = 'mất điện'
    $<HTMLDetailsElement>('#ask').open = true
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect($('.tile').textContent).toBe('đã nộp')
    expect($<HTMLInputElement>('#reason').value).toBe('mất điện')
    expect($<HTMLDetailsElement>('#ask').open).toBe(true)
    expect($<HTMLInputElement>('[name=base]').value).toBe('1')
  })

  it('leaves a panel alone where nothing happened', async () => {
    const before = $('#panel-stage')
    serve(panel('a', 'chưa nộp', '0'))
    await refreshPanels(desk)
    expect($('#panel-stage')).toBe(before)
  })

  it('waits while somebody types in the panel', async () => {
    $<HTMLInputElement>('#reason').focus()
    $<HTMLInputElement>('#reason').value = 'm'
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect($('.tile').textContent).toBe('chưa nộp')
    $<HTMLInputElement>('#reason').blur()
    await refreshPanels(desk)
    expect($('.tile').textContent).toBe('đã nộp')
  })

  it.each([
    ['the pointer', 'pointerup', new MouseEvent('pointerdown', { bubbles: true })],
    ['the space bar', 'keyup', new KeyboardEvent('keydown', { key: ' ', bubbles: true })],
  ])('takes no button away from under a press: %s', async (_, up, down) => {
    const button = $('#go')
    button.dispatchEvent(down)
    serve(panel('b', 'đã nộp', '1'))
    expect(await refreshPanels(desk)).toBe(false)
    expect($('#go')).toBe(button)
    button.dispatchEvent(new Event(up, { bubbles: true }))
    expect(await refreshPanels(desk)).toBe(true)
    expect($('.tile').textContent).toBe('đã nộp')
  })

  it('closes no list that somebody chooses from', async () => {
    desk.innerHTML = panel('a', 'chưa nộp', '0', '<select id="which"><option>1</option></select>')
    const list = $<HTMLSelectElement>('#which')
    list.focus()
    vi.stubGlobal('CSS', { ...CSS, escape: CSS.escape.bind(CSS), supports: () => true })
    const open = vi.spyOn(list, 'matches').mockReturnValue(true)
    serve(panel('b', 'đã nộp', '1', '<select id="which"><option>1</option></select>'))
    expect(await refreshPanels(desk)).toBe(false)
    expect($('#which')).toBe(list)
    open.mockReturnValue(false)
    expect(await refreshPanels(desk)).toBe(true)
    expect($('.tile').textContent).toBe('đã nộp')
  })

  it('does not wait for ever for a press whose end it never saw', async () => {
    const long_ago_ms = performance.now() - 3_000
    const now = vi.spyOn(performance, 'now').mockReturnValue(long_ago_ms)
    $('#go').dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }))
    now.mockRestore()
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect($('.tile').textContent).toBe('đã nộp')
  })

  it('shows what changed around an empty field that has the focus, which it keeps', async () => {
    $<HTMLInputElement>('#reason').focus()
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect($('.tile').textContent).toBe('đã nộp')
    expect(document.activeElement?.id).toBe('reason')
  })

  it('keeps what was ticked and unticked', async () => {
    const boxes = '<input type="checkbox" id="r1" checked><input type="checkbox" id="r2"><input type="checkbox" id="r3" checked>'
    desk.innerHTML = panel('a', 'hai đội', '0', boxes)
    $<HTMLInputElement>('#r1').checked = false
    $<HTMLInputElement>('#r2').checked = true
    serve(panel('b', 'ba đội', '1', boxes))
    await refreshPanels(desk)
    expect($('.tile').textContent).toBe('ba đội')
    expect(['#r1', '#r2', '#r3'].map((id) => $<HTMLInputElement>(id).checked)).toEqual([false, true, true])
  })

  it('keeps the focus on the same button, or on the panel where the button is gone', async () => {
    $('#go').focus()
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect(document.activeElement?.id).toBe('go')
    serve(panel('c', 'đã đóng', '1', ''))
    await refreshPanels(desk)
    expect(document.activeElement?.id).toBe('panel-stage')
  })

  it('gives the focus back after an act, though its button was switched off while it was asked', () => {
    keepTyping()
    const act = (id: string, fresh: string): void => {
      $(id).focus()
      document.body.dispatchEvent(new CustomEvent('htmx:beforeRequest', { detail: { elt: $(id) } }))
      $(id).blur()
      const fragment = document.createRange().createContextualFragment(fresh)
      document.body.dispatchEvent(new CustomEvent('htmx:oobBeforeSwap', { detail: { target: $('#panel-stage'), fragment } }))
    }
    act('#go', panel('b', 'đã nộp', '1'))
    expect(document.activeElement?.id).toBe('go')
    act('#go', panel('c', 'đã đóng', '1', '<button id="go" disabled>Nộp</button>'))
    expect(document.activeElement?.id).toBe('panel-stage')
  })

  it('goes on to the next empty figure of a column once one is stored', () => {
    keepTyping()
    const column = (first: string, base: string): string =>
      `<section class="panel" id="panel-stage" tabindex="-1"><table data-next-empty><tr><td><form id="f1${base}"><input type="text" id="one${base}" value="${first}"></form></td></tr>
       <tr><td><input type="text" id="two" value="18"></td></tr><tr><td><input type="text" id="three" value=""></td></tr></table></section>`
    document.body.innerHTML = column('', '-0')
    $('#one-0').focus()
    document.body.dispatchEvent(new CustomEvent('htmx:beforeRequest', { detail: { elt: $('#f1-0') } }))
    const fragment = document.createRange().createContextualFragment(column('17,5', '-1'))
    document.body.dispatchEvent(new CustomEvent('htmx:oobBeforeSwap', { detail: { target: $('#panel-stage'), fragment } }))
    expect(document.activeElement?.id).toBe('three')
  })

  it('keeps the command of a form that got no answer, so that pressing again cannot count twice', async () => {
    keepTyping()
    $('#form-close').dispatchEvent(new CustomEvent('htmx:sendError', { bubbles: true, detail: { elt: $('#form-close') } }))
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect($<HTMLInputElement>('[name=command_id]').value).toBe('a')
    serve(panel('c', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect($<HTMLInputElement>('[name=command_id]').value).toBe('a')
  })

  it('keeps what a begun form rests on, so that whoever typed in it is told what happened since', async () => {
    $<HTMLInputElement>('#reason').value = 'mất điện'
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect($<HTMLInputElement>('[name=drawn_at]').value).toBe('000')
    expect($<HTMLInputElement>('[name=command_id]').value).toBe('b')
  })

  it('lets a form that nobody touched rest on the journal as it is now, even where nothing changed to be seen', async () => {
    serve(panel('a', 'chưa nộp', '7'))
    await refreshPanels(desk)
    expect($<HTMLInputElement>('[name=drawn_at]').value).toBe('700')
  })

  it('rests on the new page after an answer, with what was typed', () => {
    keepTyping()
    $<HTMLInputElement>('#reason').value = 'mất điện'
    const fragment = document.createRange().createContextualFragment(panel('c', 'đã đóng', '2'))
    document.body.dispatchEvent(new CustomEvent('htmx:oobBeforeSwap', { detail: { shouldSwap: true, target: $('#panel-stage'), fragment } }))
    expect($<HTMLInputElement>('[name=drawn_at]').value).toBe('200')
    expect($<HTMLInputElement>('#reason').value).toBe('mất điện')
  })

  it('keeps all of a form that got no answer, or it would be another command', async () => {
    keepTyping()
    $('#form-close').dispatchEvent(new CustomEvent('htmx:sendError', { bubbles: true, detail: { elt: $('#form-close') } }))
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect($<HTMLInputElement>('[name=drawn_at]').value).toBe('000')
  })

  it('drops an answer that was asked for before the person went on, and says so', async () => {
    keepTyping()
    let give = (_: Response): void => {}
    vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (give = resolve)))
    const shown = refreshPanels(desk)
    const fragment = document.createRange().createContextualFragment(panel('c', 'của mình', '2'))
    const detail = { shouldSwap: true, target: $('#panel-stage'), fragment }
    document.body.dispatchEvent(new CustomEvent('htmx:oobBeforeSwap', { detail }))
    give(new Response(panel('b', 'cũ', '1')))
    expect(await shown).toBe(false)
    expect($('.tile').textContent).toBe('của mình')
  })

  it('drops an answer that comes after a later one: on a bad line they overtake each other', async () => {
    const gives: ((answer: Response) => void)[] = []
    vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => gives.push(resolve)))
    const [first, second] = [refreshPanels(desk), refreshPanels(desk)]
    gives[1]?.(new Response(panel('c', 'đã nộp', '2')))
    expect(await second).toBe(true)
    gives[0]?.(new Response(panel('b', 'đang chấm', '1')))
    expect(await first).toBe(true)
    expect($('.tile').textContent).toBe('đã nộp')
  })

  it('shows nothing of a server that failed, and says so', async () => {
    serve('<section class="panel" id="panel-stage"></section>', 503)
    await expect(refreshPanels(desk)).rejects.toThrow('503')
    expect($('.tile').textContent).toBe('chưa nộp')
  })

  it('says that the session ended and changes nothing', async () => {
    serve('<p>signed out</p>', 401)
    await refreshPanels(desk)
    expect(document.body.classList.contains('signed-out')).toBe(true)
    expect(isOut()).toBe(true)
    expect($('.tile').textContent).toBe('chưa nộp')
  })

  it.each([403, 404])('says that the page is no longer for this browser, and that it is again (%i)', async (status) => {
    serve('<p>not for your role</p>', status)
    await refreshPanels(desk)
    expect(document.body.className).toBe('turned-away')
    expect(isOut()).toBe(true)
    serve(panel('b', 'đã nộp', '1'))
    await refreshPanels(desk)
    expect(isOut()).toBe(false)
    expect($('.tile').textContent).toBe('đã nộp')
  })
})
