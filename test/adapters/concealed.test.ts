import { describe, expect, it } from 'vitest'
import { concealedEntry, concealingMarks, isOnWayland } from '#main/adapters/electron/concealed'

describe('what keeps a secret out of clipboard histories', () => {
  it('is on Windows: no monitor, no history, no cloud, the last two as a DWORD of 0', async () => {
    const marks = concealingMarks('win32')
    expect(Object.keys(marks)).toEqual([
      'ExcludeClipboardContentFromMonitorProcessing',
      'CanIncludeInClipboardHistory',
      'CanUploadToCloudClipboard',
    ])
    for (const mark of Object.values(marks)) {
      expect(Buffer.from(await (mark as Blob).arrayBuffer())).toEqual(Buffer.alloc(4))
    }
  })

  it('is on macOS the concealed type, and on Linux the hint that KDE heeds', () => {
    expect(concealingMarks('darwin')).toEqual({ 'org.nspasteboard.ConcealedType': 'secret' })
    expect(concealingMarks('linux')).toEqual({ 'x-kde-passwordManagerHint': 'secret' })
    expect(concealingMarks('freebsd')).toEqual({})
  })

  it('stands beside the text, under the name that Electron gives to formats of the OS', () => {
    expect(concealedEntry('pul-EXAMPLE', concealingMarks('linux'))).toEqual({
      'text/plain': 'pul-EXAMPLE',
      'electron application/osclipboard;format="x-kde-passwordManagerHint"': 'secret',
    })
  })
})

describe('a Wayland desktop, whose clipboard needs the focus', () => {
  const here = { platform: 'linux', version: 45, ozone: '', display: 'wayland-0' }

  it.each([
    ['a session with Wayland', {}, true],
    ['the switch for it', { ozone: 'wayland', display: undefined }, true],
    ['an Electron that takes X11 unless it is told', { version: 33 }, false],
    ['the switch for X11', { ozone: 'x11' }, false],
    ['a session without Wayland', { display: undefined }, false],
    ['an empty name', { display: '' }, false],
    ['another OS', { platform: 'win32' }, false],
  ] as const)('is told from others: %s', (_, change, expected) => {
    expect(isOnWayland({ ...here, ...change })).toBe(expected)
  })
})
