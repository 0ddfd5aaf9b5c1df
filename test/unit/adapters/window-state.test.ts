import { describe, expect, it } from 'vitest'
import { readWindowState } from '#main/adapters/electron/window-state'

const bounds = { x: -1200, y: 40, width: 1100, height: 720 }

describe('where the window was', () => {
  it('is as it was stored', () => {
    expect(readWindowState({ bounds, maximized: true })).toEqual({ bounds, maximized: true })
    expect(readWindowState({ bounds: null, maximized: false })).toEqual({ bounds: null, maximized: false })
  })

  it.each([[undefined], [null], ['left'], [[]], [7], [{}]])('is not known from %j', (stored) => {
    expect(readWindowState(stored)).toEqual({ bounds: null, maximized: false })
  })

  it.each([
    [{ ...bounds, x: 'left' }],
    [{ ...bounds, width: 1e300 }],
    [{ ...bounds, height: 0 }],
    [{ ...bounds, y: -1e9 }],
    [{ ...bounds, x: 0.5 }],
    [{ x: 0, y: 0 }],
  ])('is not at %j, and all the rest is kept', (odd) => {
    expect(readWindowState({ bounds: odd, maximized: true })).toEqual({ bounds: null, maximized: true })
  })
})
