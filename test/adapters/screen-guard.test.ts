import { describe, expect, it } from 'vitest'
import { createScreenGuard, type ProtectableWindow } from '#main/adapters/electron/screen-guard'

function fakeWindow(destroyed = false) {
  const changes: boolean[] = []
  const window: ProtectableWindow = {
    isDestroyed: () => destroyed,
    setContentProtection: (on) => {
      if (destroyed) throw new TypeError('Object has been destroyed')
      changes.push(on)
    },
  }
  return { window, changes }
}

describe('the guard of the screen', () => {
  it.each([
    ['win32', true],
    ['darwin', true],
    ['linux', false],
    ['freebsd', false],
  ] as const)('is available where Electron can do it: %s %s', (platform, available) => {
    expect(createScreenGuard(platform, () => []).available).toBe(available)
  })

  it('turns the protection of every window on and off, also of one that was opened later', () => {
    const first = fakeWindow()
    const second = fakeWindow()
    const windows = [first.window]
    const guard = createScreenGuard('darwin', () => windows)
    guard.protect(true)
    windows.push(second.window)
    guard.protect(true)
    guard.protect(false)
    expect(first.changes).toEqual([true, true, false])
    expect(second.changes).toEqual([true, false])
  })

  it('leaves a window alone that is gone', () => {
    const gone = fakeWindow(true)
    const here = fakeWindow()
    createScreenGuard('win32', () => [gone.window, here.window]).protect(true)
    expect(here.changes).toEqual([true])
  })
})
