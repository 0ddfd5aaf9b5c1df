import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { focusPlaces, focusSoon } from '#renderer/data/focus'

let frame: (() => void) | null = null

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => {
    frame = draw
    return 1
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  document.body.innerHTML = `
    <div role="grid"><span id="one" role="gridcell" tabindex="0"></span><span id="other" role="gridcell" tabindex="-1"></span></div>
    <input id="${focusPlaces.search}">
    <aside id="${focusPlaces.detail}" tabindex="-1"></aside>`
})

const go = (id: string): void => document.getElementById(id)?.focus()

describe('the keyboard is sent to a place that has to appear first', () => {
  it.each([
    ['stayed where it was', () => undefined],
    ['went to another cell of the same grid', () => go('other')],
    ['was lost with what it was on', () => document.getElementById('one')?.remove()],
  ])('and comes there when it %s meanwhile', (_, meanwhile) => {
    go('one')
    focusSoon('detail')
    expect(document.activeElement?.id).toBe('one')
    meanwhile()
    frame?.()
    expect(document.activeElement?.id).toBe(focusPlaces.detail)
  })

  it('and stays where the person sent it meanwhile', () => {
    go('one')
    focusSoon('detail')
    go(focusPlaces.search)
    frame?.()
    expect(document.activeElement?.id).toBe(focusPlaces.search)
  })
})
